import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { environmentOn } from '#tests/support/server-process.ts'

const root = resolve(import.meta.dirname, '../../..')
const folder = mkdtempSync(join(tmpdir(), 'amana filing killed '))
let slug = ''
const acknowledged: string[] = []

beforeAll(async () => {
  const { lines } = await run('prepare', () => false)
  slug = lines.at(-1)!
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the process until the line comes at which it is killed, or until it ends by itself. */
function run(
  what: string,
  killAt: (line: string) => boolean,
  after = 0,
  code = '',
): Promise<{ lines: string[]; said: string }> {
  const child = spawn(process.execPath, ['tests/integration/faults/concern-child.ts', what, slug, code], {
    cwd: root,
    env: environmentOn(folder),
  })
  const orphaned = () => void child.kill('SIGKILL')
  process.on('exit', orphaned)
  let said = ''
  let errors = ''
  let killing = false
  child.stderr.on('data', (bytes: Buffer) => (errors += bytes.toString()))
  child.stdout.on('data', (bytes: Buffer) => {
    said += bytes.toString()
    if (killing || !said.split('\n').some((line) => killAt(line))) return
    killing = true
    setTimeout(() => child.kill('SIGKILL'), after)
  })
  return new Promise((done) => {
    child.once('close', () => {
      process.off('exit', orphaned)
      // The last line may be half a line.
      const lines = said.split('\n').slice(0, -1)
      for (const line of lines) if (line.startsWith('acknowledged ')) acknowledged.push(line.slice(13))
      done({ lines, said: said + errors })
    })
  })
}

async function casesAfterStart(): Promise<string[]> {
  const { lines, said } = await run('count', () => false)
  expect(said).toContain('started')
  return lines.slice(1)
}

const spool = () => readdirSync(join(folder, 'data/concerns/spool'))

test('killed between the receipt and the database, a concern is there after the next start', async () => {
  await run('waitingDatabase', (line) => line.startsWith('acknowledged'))
  expect(acknowledged).toHaveLength(1)
  expect(spool()).toHaveLength(1)
  const cases = await casesAfterStart()
  expect(cases).toHaveLength(1)
  expect(cases[0]).toMatch(/ 1 3$/)
  expect(spool()).toEqual([])
}, 120_000)

test('killed while it was being written, nobody got a receipt and nothing is left of it', async () => {
  const { lines } = await run('halfWritten', () => false)
  expect(lines.at(-1)).toBe('half')
  expect(acknowledged).toHaveLength(1)
  expect(spool()).toHaveLength(1)
  expect(await casesAfterStart()).toHaveLength(1)
  expect(spool()).toEqual([])
}, 120_000)

test('killed when it was written but had not its name yet, nobody got a receipt and nothing is left of it', async () => {
  await run('notYetNamed', () => false)
  expect(acknowledged).toHaveLength(1)
  expect(spool().every((name) => name.endsWith('.draft'))).toBe(true)
}, 120_000)

test('killed when it was in the database and still in the spool, it is there once', async () => {
  await run('notYetRemoved', () => false)
  expect(spool()).toHaveLength(1)
  const cases = await casesAfterStart()
  expect(cases).toHaveLength(2)
  expect(cases.every((line) => / 1 3$/.test(line))).toBe(true)
  expect(spool()).toEqual([])
}, 120_000)

test('killed when its file was kept and its words were not, the same sent again is whole and once', async () => {
  const code = '1234512345'.repeat(2)
  await run('fileFirst', () => false, 0, code)
  await run('again', (line) => line.startsWith('acknowledged'), 300, code)
  expect(new Set(acknowledged)).toContain(code)
  const cases = await casesAfterStart()
  expect(cases.filter((line) => / 2 3$/.test(line))).toHaveLength(1)
  expect(cases).toHaveLength(3)
  acknowledged.splice(acknowledged.lastIndexOf(code), 1)
}, 120_000)

test('killed again and again among many, every acknowledged one is there, whole and once', async () => {
  for (let round = 1; round <= 4; round += 1) {
    let seen = 0
    await run('many', (line) => line.startsWith('acknowledged') && ++seen > round, Math.random() * 400)
  }
  expect(acknowledged.length).toBeGreaterThan(8)
  const cases = await casesAfterStart()
  expect(cases.length).toBeGreaterThanOrEqual(acknowledged.length)
  expect(new Set(cases).size).toBe(cases.length)
  expect(cases.every((line) => / [12] 3$/.test(line))).toBe(true)
  expect(spool()).toEqual([])
}, 240_000)
