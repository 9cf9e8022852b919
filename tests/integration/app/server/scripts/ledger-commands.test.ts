import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { asSystem } from '#app/server/database.server.ts'
import { backUp } from '#app/server/database/backup.server.ts'
import { env } from '#app/server/env.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { ledgerVerifierKey, makeCheckpoint } from '#app/server/ledger/checkpoint.server.ts'
import { commitDays } from '#app/server/ledger/commit-day.server.ts'
import { anOrganisation, aPerson } from '#tests/support/line.ts'
import { withTestDatabase } from '#tests/support/database.ts'

// Each command opens an embedded database, which takes a while on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const database = withTestDatabase()
const at = new Date('2026-03-04T10:00:00Z')
const folder = mkdtempSync(join(tmpdir(), 'amana ledger '))
const scripts = join(import.meta.dirname, '../../../../../app/server/scripts')
/** The machine on which the installation is put back, and one that knows nothing. */
const restored = join(folder, 'restored')
const notes: string[] = []

afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Said = { code: number; said: string }

function run(script: string, words: string[], { data = restored, typed = '' } = {}): Promise<Said> {
  const environment: NodeJS.ProcessEnv = { PATH: process.env.PATH, NODE_ENV: 'test', AMANA_DATA: data }
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(scripts, `${script}.server.ts`), ...words],
      { env: environment },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
    )
    child.stdin?.end(typed)
  })
}

async function grow(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1)
    await asSystem('a test', (tx) =>
      appendLedger(tx, { action: 'test.happened', subject: null, actorId: null, data: { n }, at }),
    )
  notes.push((await makeCheckpoint(at))!.note)
}

const noteFile = (name: string, note: string) => {
  const file = join(folder, name)
  writeFileSync(file, note)
  return file
}

beforeAll(async () => {
  const funder = await anOrganisation('Northlight', 'funder')
  for (const [name, role] of [
    ['tomas', 'administrator'],
    ['grace', 'safeguarding_lead'],
  ] as const) {
    const { id } = await aPerson(name, role, funder)
    await database.query('update person set user_name = $2 where id = $1', [id, name])
  }
  await commitDays(at)
  await grow(5)
  const early = join(folder, 'early.backup')
  await backUp(database.engine.pool, early, at)
  // The keys of that evening too: nothing on the new machine remembers what came after.
  cpSync(env.keysFolder, join(restored, 'keys'), { recursive: true })
  await grow(4)
  await backUp(database.engine.pool, join(folder, 'late.backup'), at)
  expect(await run('restore', [early])).toMatchObject({ code: 0 })
})

test('on a machine without keys a backup agrees with every checkpoint that was signed before it', async () => {
  const elsewhere = join(folder, 'elsewhere')
  const key = await ledgerVerifierKey()
  const late = ['--file', join(folder, 'late.backup'), '--key', key]
  for (const [index, words] of [
    /agrees: its 6 entries are the first 6 of the 10/,
    /of this very ledger: 10/,
  ].entries()) {
    const checkpoint = noteFile(`note${index}.txt`, notes[index]!)
    const { code, said } = await run('ledger-verify', [...late, '--checkpoint', checkpoint], {
      data: elsewhere,
    })
    expect(said).toMatch(words)
    expect(said).toContain('The ledger holds together.')
    expect(said).toMatch(/\d+ rows of the record are what the ledger says of them/)
    expect(code).toBe(0)
  }
})

test('an older backup does not agree with a later checkpoint, and says how many entries are missing', async () => {
  const words = ['--file', join(folder, 'early.backup'), '--key', await ledgerVerifierKey()]
  const { code, said } = await run('ledger-verify', [
    ...words,
    '--checkpoint',
    noteFile('late.txt', notes[1]!),
  ])
  expect(said).toMatch(/✗ NOT CONSISTENT: .* of 10 entries, and there are 6 here/)
  expect(code).toBe(1)
})

test('a checkpoint that somebody made up is said to be unsigned, and a file without one is one sentence', async () => {
  const words = ['--file', join(folder, 'early.backup'), '--key', await ledgerVerifierKey(), '--checkpoint']
  const forged = notes[0]!.replace('\n6\n', '\n5\n')
  const { said, code } = await run('ledger-verify', [...words, noteFile('forged.txt', forged)])
  expect(said).toMatch(/not signed by the key of this ledger/)
  expect(said).toMatch(/NOT CONSISTENT: the first 5 entries/)
  expect(code).toBe(1)
  const none = await run('ledger-verify', [...words, noteFile('none.txt', 'Dear witness')])
  expect(none.said).toMatch(/holds no checkpoint: three lines/)
  expect(none.said).not.toContain('    at ')
})

test('nobody on the new machine knows of the lost entries until a witness gives the checkpoint back', async () => {
  expect((await run('ledger-restored', ['--reason', 'to be sure'])).said).toContain('nothing to record')
  const forged = await run('ledger-witnessed', [noteFile('unsigned.txt', notes[1]!.split('\n— ')[0]!)])
  expect(forged).toMatchObject({ code: 1 })
  expect(forged.said).toMatch(/proves nothing here/)
  expect((await run('ledger-witnessed', [noteFile('first.txt', notes[0]!)])).said).toMatch(
    /It agrees: the first 6/,
  )

  const entered = await run('ledger-witnessed', [noteFile('second.txt', notes[1]!)])
  expect(entered.said).toMatch(/seen a ledger of 10 entries that is not this one. Nothing is signed until/)
  expect((await run('ledger-verify', [])).said).toMatch(/Others have seen a ledger of 10 entries/)
})

test('recorded with its reason, the restored ledger signs again and tells the lost entries apart', async () => {
  const recorded = await run('ledger-restored', ['--reason', 'The disk failed.'])
  expect(recorded.said).toMatch(/Recorded as entry 6: others had seen 10 entries/)
  expect((await run('ledger-witnessed', [noteFile('again.txt', notes[1]!)])).said).toMatch(/recorded already/)
  const verified = await run('ledger-verify', ['--checkpoint', noteFile('again.txt', notes[1]!)])
  expect(verified.said).toContain('The ledger holds together.')
  expect(verified.said).toMatch(/were lost in a restore; the ledger records that restore/)
  expect(JSON.parse(readFileSync(join(restored, 'keys/witnessed.json'), 'utf8'))).toMatchObject({ size: 7 })
})

test('an entry is erased only by two people, with a reason, and with its number typed again', async () => {
  const by = ['--by', 'tomas', '--agreed-by', 'grace']
  const without = await run('ledger-erase', ['2', ...by])
  expect(without.said).toMatch(/The reason is one of asked, law, mistake, retention/)
  const unsure = await run('ledger-erase', ['2', '--reason', 'law', ...by], { typed: 'no\n' })
  expect(unsure.said).toContain('Nothing was erased.')
  const nobody = await run('ledger-erase', ['2', '--reason', 'law', ...by])
  expect([nobody.code, nobody.said.includes('Nothing was erased.')]).toEqual([1, true])
  const alone = await run('ledger-erase', ['2', '--reason', 'law', '--by', 'tomas', '--agreed-by', 'tomas'], {
    typed: '2\n',
  })
  expect(alone.said).toMatch(/Two different people have to decide it. Nothing was erased./)

  const done = await run('ledger-erase', ['2', '--reason', 'law', ...by], { typed: '2\n' })
  expect(done.said).toMatch(/Entry 2: test.happened of 2026-03-04/)
  expect(done).toMatchObject({ code: 0 })
  expect((await run('ledger-verify', [])).said).toMatch(/1 of them erased[^]*The ledger holds together/)
})

test('an auditor is shown what is behind a leaf, and behind a day of the case log', async () => {
  const { said } = await run('ledger-open', ['1'])
  expect(said).toMatch(/text {5}\{"action":"test.happened"/)
  expect(said).toMatch(/leaf {5}[0-9a-f]{64}/)
  expect((await run('ledger-open', ['2'])).said).toMatch(/was erased: what it said is gone/)
  expect((await run('ledger-open', ['--day', '2026-03-03'])).said).toMatch(/commitment {3}[0-9a-f]{64}/)
  expect((await run('ledger-open', ['--day', '2026-03-01'])).said).toMatch(/Nothing was committed to/)
})
