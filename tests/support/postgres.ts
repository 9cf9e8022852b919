import { execFileSync, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

export interface TestServer {
  /** Logs in as a user who owns databases but is no superuser, as in production. */
  url: string
  /** As a power cut would. */
  kill(this: void): Promise<void>
  start(this: void): Promise<void>
  stop(this: void): Promise<void>
}

export function findBinaries(): string | null {
  const homes = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt'].filter((home) =>
    existsSync(home),
  )
  const folders = homes.flatMap((home) => readdirSync(home).map((name) => join(home, name, 'bin')))
  return (
    folders
      .filter((folder) => existsSync(join(folder, 'initdb')))
      .sort()
      .at(-1) ?? null
  )
}

/** A server of its own in a temporary folder. It refuses to run as root, so root lends it another user. */
export async function startPostgres(binaries: string): Promise<TestServer> {
  const user: { uid?: number; gid?: number } = process.getuid?.() === 0 ? unprivilegedUser() : {}
  const folder = mkdtempSync(join(tmpdir(), 'amana-postgres-'))
  chmodSync(folder, 0o700)
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  const port = await freePort()
  const settings = [
    'fsync=off',
    'full_page_writes=off',
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
  ]
  execFileSync(
    join(binaries, 'initdb'),
    ['-D', data, '-U', 'root', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    {
      ...user,
      cwd: folder,
      stdio: 'pipe',
    },
  )

  let server: ChildProcess
  const administrator = `postgresql://root@127.0.0.1:${port}/postgres`
  const start = async () => {
    const words = [join(binaries, 'postgres'), '-D', data, ...settings.flatMap((setting) => ['-c', setting])]
    server = spawn('/bin/sh', ['-c', whileWatched, ...words], {
      ...user,
      cwd: folder,
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    await until(() => run(administrator, 'select 1'))
  }
  const end = async () => {
    if (server.exitCode !== null) return
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.stdin?.end()
    await ended
  }
  await start()
  await run(administrator, 'create role owner login createdb createrole')
  await run(administrator, 'create database owner owner owner')
  return {
    url: `postgresql://owner@127.0.0.1:${port}/owner`,
    start,
    kill: end,
    async stop() {
      await end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The server is killed at once when this process lets go of its input, also by dying. */
const whileWatched = '"$0" "$@" & server=$!; cat > /dev/null; kill -QUIT $server; wait $server'

/** For Vitest's globalSetup: one server for the whole run, and one line that says which engine runs. */
export default async function setUp(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TEST_DATABASE_URL) {
    process.stdout.write('Database tests run on PostgreSQL (TEST_DATABASE_URL).\n')
    return undefined
  }
  const binaries = process.env.AMANA_TEST_POSTGRES === '1' ? findBinaries() : null
  if (!binaries) {
    process.stdout.write('Database tests run on the embedded database.\n')
    return undefined
  }
  const server = await startPostgres(binaries)
  process.env.TEST_DATABASE_URL = server.url
  process.stdout.write(`Database tests run on PostgreSQL (${binaries}).\n`)
  return server.stop
}

export async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

async function until(works: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await works()
    } catch (error) {
      if (tries > 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

function unprivilegedUser(): { uid: number; gid: number } {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const [, , uid, gid] =
    users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody') ?? []
  return { uid: Number(uid), gid: Number(gid) }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
