import { spawn, type ChildProcess } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

export interface ServerProcess {
  origin: string
  /** Everything it has written to stdout and stderr so far. */
  said(this: void): string
  /** As a power cut would. */
  kill(this: void): Promise<void>
  stop(this: void): Promise<void>
}

/** A process of its own with nothing of this one's settings: evaluation on a data folder. */
export function environmentOn(folder: string, more: Record<string, string> = {}): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '',
    NODE_ENV: 'production',
    AMANA_DATA: join(folder, 'data'),
    AMANA_DEMONSTRATION: 'no',
    ...more,
  }
}

/** The real server, started as `npm start` does, on a data folder. It builds the pages first when they are out of date. */
export async function startServerProcess(
  folder: string,
  more: Record<string, string> = {},
): Promise<ServerProcess> {
  const port = await freePort()
  const env = environmentOn(folder, { PORT: String(port), ...more })
  const child = spawn(process.execPath, ['app/server/scripts/start.server.ts'], { cwd: root, env })
  const origin = `http://localhost:${port}`
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const orphaned = () => void child.kill('SIGKILL')
  process.on('exit', orphaned)
  const end = async (signal: NodeJS.Signals) => {
    process.off('exit', orphaned)
    await ended(child, signal)
  }
  const until = Date.now() + 180_000
  while (!(await isHealthy(origin))) {
    if (child.exitCode === null && Date.now() < until) continue
    await end('SIGKILL')
    throw new Error(`The server did not start.\n${said}`)
  }
  return { origin, said: () => said, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') }
}

async function isHealthy(origin: string): Promise<boolean> {
  const answer = await fetch(`${origin}/health`).catch(() => null)
  if (!answer?.ok) await new Promise((later) => setTimeout(later, 100))
  return answer?.ok ?? false
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const over = new Promise((done) => child.once('exit', done))
  child.kill(signal)
  await over
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer()
    probe.once('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => found(port))
    })
  })
}
