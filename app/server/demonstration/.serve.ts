const { runServer } = await import('#app/server/main.server.ts')
await runServer({ build: await import('/work/main/build/server/index.js') as never })
