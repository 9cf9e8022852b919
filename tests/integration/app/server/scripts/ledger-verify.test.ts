import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { asSystem } from '#app/server/database.server.ts'
import { backUp } from '#app/server/database/backup.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { ledgerVerifierKey, makeCheckpoint } from '#app/server/ledger/checkpoint.server.ts'
import { withTestDatabase } from '#tests/support/database.ts'

// Each command opens a fresh embedded database, which takes a while on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const database = withTestDatabase()
const at = new Date('2026-03-04T10:00:00Z')
const folder = mkdtempSync(join(tmpdir(), 'amana ledger '))
const script = join(import.meta.dirname, '../../../../../app/server/scripts/ledger-verify.server.ts')

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** As on another machine: the backup and the public key are all it has. */
function verify(...words: string[]): Promise<{ code: number; said: string }> {
  const env: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    NODE_ENV: 'test',
    AMANA_DATA: join(folder, 'elsewhere'),
  }
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...words], { env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
    )
  })
}

async function backup(name: string): Promise<string> {
  const file = join(folder, name)
  await backUp(database.engine.pool, file, at)
  return file
}

beforeAll(async () => {
  for (let n = 0; n < 6; n++) {
    await asSystem('a test', (tx) =>
      appendLedger(tx, { action: 'test.happened', subject: null, actorId: null, data: { n }, at }),
    )
  }
  await makeCheckpoint(at)
})

test('a backup that nobody touched verifies with nothing but the public key', async () => {
  const { code, said } = await verify(
    '--file',
    await backup('good.backup'),
    '--key',
    await ledgerVerifierKey(),
  )
  expect(said).toContain('6 entries, 0 of them erased, 1 checkpoints')
  expect(said).toContain('The ledger holds together.')
  expect(code).toBe(0)
})

test('without a key it says that signatures were not checked, and does not pass', async () => {
  const { code, said } = await verify('--file', join(folder, 'good.backup'))
  expect(said).toContain('Signatures not checked')
  expect(code).toBe(1)
})

test('a row changed by hand is named by its position, and the command fails', async () => {
  const { pool } = database.engine
  await pool.query('alter table ledger_entry disable trigger user')
  await pool.query(`update ledger_entry set data = '{"n": 77}' where position = 3`)
  const { code, said } = await verify(
    '--file',
    await backup('bad.backup'),
    '--key',
    await ledgerVerifierKey(),
  )
  expect(said).toContain('✗ entry 3: was changed')
  expect(said).toContain('✗ checkpoint of 6')
  expect(code).toBe(1)
})

test('a file that is no backup is one sentence', async () => {
  const { code, said } = await verify('--file', script)
  expect(said).toMatch(/not a backup/)
  expect(said).not.toContain('    at ')
  expect(code).toBe(1)
})
