import { spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ServerBuild } from '@remix-run/node'

const root = resolve(import.meta.dirname, '../../..')
const builtServer = join(root, 'build/server/index.js')
/** What the pages are built from. Server code runs from its source and needs no build. */
const sources = ['app', 'content', 'vite.config.ts', 'remix.config.js', 'package-lock.json']

const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 24) {
  console.error(
    `Amana needs Node 24 or newer, and this is ${process.versions.node}. "npm start" uses the Node that "npm install" brought along; run it that way, or install Node 24.`,
  )
  process.exit(1)
}

process.chdir(root)
// React reads this when it is loaded, long before env.server.ts could hand it over.
// eslint-disable-next-line no-restricted-properties -- see the line above
process.env.NODE_ENV ??= 'production'

if (!existsSync(join(root, 'prisma/generated/client.ts'))) {
  await step('Preparing the database client', 'node_modules/prisma/build/index.js', ['generate'])
}
if (!existsSync(builtServer) || newest(sources) > statSync(builtServer).mtimeMs) {
  await step('Building the pages, which takes a moment', 'node_modules/@remix-run/dev/dist/cli.js', [
    'vite:build',
  ])
}

console.log('Opening the database …')
const { runServer } = await import('#app/server/main.server.ts')
try {
  await runServer({ build: (await import(pathToFileURL(builtServer).href)) as ServerBuild })
} catch (error) {
  // Errors of our own say what to do; anything else is a mistake and needs its place.
  const own =
    error instanceof Error &&
    error.constructor !== Error &&
    !/^(Type|Syntax|Range|Reference)Error$/.test(error.name)
  console.error(own ? `Amana did not start. ${error.message}` : error)
  process.exit(1)
}

/** Runs a tool of ours and shows its output only when it fails. */
async function step(title: string, script: string, words: string[]): Promise<void> {
  console.log(`${title} …`)
  const started = Date.now()
  const engine = existsSync('/bin/true') ? '/bin/true' : process.execPath
  const child = spawn(process.execPath, [join(root, script), ...words], {
    cwd: root,
    // eslint-disable-next-line no-restricted-properties -- the tool inherits everything, we read nothing
    env: { ...process.env, NODE_ENV: 'production', PRISMA_SCHEMA_ENGINE_BINARY: engine },
  })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const code = await new Promise<number | null>((done, fail) => {
    child.once('error', fail)
    child.once('close', done)
  })
  if (code !== 0) {
    console.error(
      `${said}\nThis step failed. "npm install" may not have finished; run it again, then "npm start".`,
    )
    process.exit(1)
  }
  console.log(`  done in ${Math.round((Date.now() - started) / 100) / 10} s`)
}

function newest(paths: string[]): number {
  return Math.max(...paths.map((path) => newestIn(join(root, path))))
}

function newestIn(path: string): number {
  if (!existsSync(path)) return 0
  const { mtimeMs } = statSync(path)
  if (!statSync(path).isDirectory()) return mtimeMs
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes(join('app', 'server')))
    .reduce((latest, entry) => Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0)
}
