import { Worker } from 'node:worker_threads'
import type { FrameworkRead } from '#content/import/framework-file.ts'
import { mostCharacters } from '#content/import/text.ts'

const longestInMilliseconds = 30_000
/** The last reading that was begun: one after the other, so that many files take no more than one thread. */
let last: Promise<unknown> = Promise.resolve()

/**
 * Reads a file of requirements in a thread of its own, with a limit on time and memory: thousands of them take a second
 * of computing, and a file may be written to take longer.
 */
export function readInThread(text: string): Promise<FrameworkRead> {
  if (text.length > mostCharacters) return Promise.resolve(tooLong)
  const reading = last.then(() => readNow(text))
  last = reading.catch(() => null)
  return reading
}

function readNow(text: string): Promise<FrameworkRead> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./read-worker.server.ts', import.meta.url), {
      name: 'requirements',
      workerData: text,
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 768, maxYoungGenerationSizeMb: 64 },
    })
    const end = (settle: () => void) => {
      clearTimeout(limit)
      settle()
      worker.terminate().catch(() => {})
    }
    const limit = setTimeout(() => end(() => resolve(tooLong)), longestInMilliseconds)
    worker.once('message', (read: FrameworkRead) => end(() => resolve(read)))
    worker.once('error', (error: NodeJS.ErrnoException) =>
      end(() => (error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve(tooLong) : reject(error))),
    )
  })
}

const start = { line: 1, column: 1, excerpt: '' }

/** What nobody could have written by hand. */
const tooLong: FrameworkRead = {
  own: null,
  faults: [{ ...start, path: '', rule: 'long', values: {} }],
  more: 0,
  places: { id: start, version: start },
}
