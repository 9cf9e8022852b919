import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBinaries, startPostgres } from '#tests/support/postgres.ts'
import type { Answered, Asked, Tasks } from '#tests/bench/server.ts'

export type EngineName = 'PGlite' | 'PostgreSQL'

export interface Site {
  engine: EngineName
  ask<Name extends keyof Tasks>(
    name: Name,
    ...words: Parameters<Tasks[Name]>
  ): Promise<Awaited<ReturnType<Tasks[Name]>>>
  stop(this: void): Promise<void>
}

export const postgresBinaries = findBinaries()

/** The program in a process of its own, on an empty data folder. */
export async function startSite(engine: EngineName): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'amana bench '))
  const postgres = engine === 'PostgreSQL' ? await startPostgres(postgresBinaries!) : null
  const profile = process.env.BENCH_PROFILE
  const server = fork(join(import.meta.dirname, 'server.ts'), {
    execArgv: ['--expose-gc', ...(profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [])],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      AMANA_MODE: 'evaluation',
      AMANA_DATA: folder,
      AMANA_DEMONSTRATION: 'no',
      AMANA_KEYS: '',
      AMANA_ORIGIN: '',
      DATABASE_URL: postgres?.url ?? '',
      SMTP_URL: '',
      TSA_URL: '',
    },
  })

  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>()
  const answer = (id: number) =>
    new Promise<unknown>((resolve, reject) => {
      waiting.set(id, { resolve, reject })
    })
  server.on('message', ({ id, result, error }: Answered) => {
    const asked = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) asked?.resolve(result)
    else asked?.reject(new Error(error))
  })
  const ended = new Promise<void>((done) => {
    server.once('exit', (code) => {
      for (const { reject } of waiting.values()) reject(new Error(`The server ended with ${code}.`))
      done()
    })
  })

  let last = 0
  const ask: Site['ask'] = (name, ...words) => {
    last += 1
    const answered = answer(last)
    server.send({ id: last, name, words } satisfies Asked)
    return answered as ReturnType<Site['ask']> as never
  }
  const remove = async () => {
    await ended
    await postgres?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await answer(0)
  } catch (error) {
    await remove()
    throw error
  }
  return {
    engine,
    ask,
    async stop() {
      await ask('stop').catch(() => server.kill('SIGKILL'))
      await remove()
    },
  }
}
