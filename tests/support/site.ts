import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { TestProject } from 'vitest/node'
import type { TestDoor } from '#tests/support/doors.ts'
import type { LateMoney } from '#tests/support/late-money.ts'

export interface Site {
  origin: string
  /** What the journeys share with one another is kept here, and goes with it. */
  folder: string
  /** Printed by the server when it started. */
  token: string
  /** Invitation codes of people in the other organisations. */
  codes: Record<string, string>
  /** A plan that was approved long before, with a condition that waits for money. */
  late: LateMoney
  /** An open reporting page at /r/lake, with everything that its handlers’ browsers hold. */
  door: TestDoor
}

declare module 'vitest' {
  interface ProvidedContext {
    /** One for each file of journeys that runs at the same time. */
    sites: Site[]
    /** Where they tell one another which pages they looked at. */
    lookedAt: string
  }
}

const root = resolve(import.meta.dirname, '../..')
const patience = 240_000

/** Two processors, two servers: the journeys of one file follow one another, and no other file meets their people. */
const atOnce = 2

/** Real servers for the journeys, each started as a newcomer starts it, on a data folder of its own. */
export default async function startSites(project: TestProject): Promise<() => Promise<void>> {
  const lookedAt = mkdtempSync(join(tmpdir(), 'amana looked at '))
  const started: (() => Promise<void>)[] = [
    () => Promise.resolve(rmSync(lookedAt, { recursive: true, force: true })),
  ]
  const stop = async () => void (await Promise.all(started.map((end) => end())))
  const sites: Site[] = []
  try {
    for (let count = 0; count < atOnce; count += 1) sites.push(await startSite(started))
  } catch (error) {
    await stop()
    throw error
  }
  project.provide('sites', sites)
  project.provide('lookedAt', join(lookedAt, 'pages'))
  return stop
}

async function startSite(started: (() => Promise<void>)[]): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'amana e2e '))
  const port = await freePort()
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: 'production',
    PORT: String(port),
    AMANA_MODE: 'evaluation',
    AMANA_DATA: join(folder, 'data'),
    AMANA_DEMONSTRATION: 'no',
    // Each person of the journeys comes from an address of their own, as they would in life.
    AMANA_TRUST_PROXY: 'yes',
    AMANA_ORIGIN: '',
    AMANA_KEYS: '',
    DATABASE_URL: '',
    SMTP_URL: '',
    TSA_URL: '',
  }
  const before = madeBefore(env)
  const origin = `http://localhost:${port}`
  const server = spawn(process.execPath, ['app/server/scripts/start.server.ts'], { cwd: root, env })
  const kill = () => void server.kill('SIGKILL')
  process.on('exit', kill)
  started.push(async () => {
    process.off('exit', kill)
    await stopped(server)
    rmSync(folder, { recursive: true, force: true })
  })
  const token = await listen(server).token
  await healthy(origin)
  return { origin, folder, token, ...before }
}

function madeBefore(env: NodeJS.ProcessEnv): Pick<Site, 'codes' | 'late' | 'door'> {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['tests/support/other-organisations.ts'], {
    cwd: root,
    env,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`The other organisations could not be made.\n${stdout}${stderr}`)
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Pick<Site, 'codes' | 'late' | 'door'>
}

function listen(server: ChildProcess): { token: Promise<string> } {
  let said = ''
  const token = new Promise<string>((found, failed) => {
    const late = setTimeout(() => failed(new Error(`The server did not start in time.\n${said}`)), patience)
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      const printed = /works once: (\S+)/.exec(said)?.[1]
      if (!printed) return
      clearTimeout(late)
      found(printed)
    }
    server.stdout?.on('data', hear)
    server.stderr?.on('data', (chunk: Buffer) => {
      hear(chunk)
      process.stderr.write(chunk)
    })
    server.once('exit', (code) => {
      clearTimeout(late)
      failed(new Error(`The server ended with ${code}.\n${said}`))
    })
  })
  return { token }
}

async function healthy(origin: string): Promise<void> {
  for (let tries = 0; tries < 50; tries += 1) {
    const answer = await fetch(`${origin}/health`).catch(() => null)
    if (answer?.ok) return
    await new Promise((later) => setTimeout(later, 200))
  }
  throw new Error(`${origin}/health does not answer`)
}

async function stopped(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return
  const ended = new Promise((done) => server.once('exit', done))
  server.kill('SIGTERM')
  const hard = setTimeout(() => server.kill('SIGKILL'), 12_000)
  await ended
  clearTimeout(hard)
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
