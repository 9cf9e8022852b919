import { mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { sha256 } from '#app/server/crypto/hash.server.ts'

export class FolderInUse extends Error {
  override readonly name = 'FolderInUse'

  constructor(folder: string) {
    super(
      `The data folder ${folder} is already in use: Amana is running there. Stop that one first, or set AMANA_DATA to another folder.`,
    )
  }
}

/** Two processes on one embedded database lose data without an error, so the second is refused. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const real = realpathSync(folder)
  return process.platform === 'linux' ? lockByName(real) : lockByFile(real)
}

/** A name in Linux's abstract socket space: the kernel frees it whichever way the process ends. */
function lockByName(folder: string): Promise<() => Promise<void>> {
  const server = createServer((socket) => socket.destroy())
  const name = `\0amana-${sha256(folder).toString('hex')}`
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new FolderInUse(folder) : error),
    )
    server.listen(name, () => {
      server.unref()
      resolve(() => new Promise((closed) => server.close(() => closed())))
    })
  })
}

// eslint-disable-next-line @typescript-eslint/require-await -- the same shape as lockByName
export async function lockByFile(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, 'amana.pid')
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    if (isRunning(Number(readFileSync(file, 'utf8')))) throw new FolderInUse(folder)
    writeFileSync(file, String(process.pid), { mode: 0o600 })
  }
  return () => {
    rmSync(file, { force: true })
    return Promise.resolve()
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
