import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { forgetLedgerKey } from '#app/server/crypto/ledger-key.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { env } from '#app/server/env.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { latestCheckpoint, ledgerVerifierKey, makeCheckpoint } from '#app/server/ledger/checkpoint.server.ts'
import { provesConsistency, provesInclusion } from '#app/server/ledger/merkle.server.ts'
import { openNote } from '#app/server/ledger/note.server.ts'
import { ledgerStanding, recordRestored } from '#app/server/ledger/restored.server.ts'
import { ledgerRows } from '#app/server/ledger/rows.server.ts'
import { verifyLedger } from '#app/server/ledger/verify.server.ts'
import { newestWitnessed } from '#app/server/ledger/witnesses.server.ts'
import {
  ledgerPage,
  newestNote,
  proveConsistency,
  proveInclusion,
} from '#app/server/queries/ledger.server.ts'
import { withTestDatabase } from '#tests/support/database.ts'

const database = withTestDatabase()
const at = new Date('2026-03-04T10:00:00Z')
const keyFile = join(env.keysFolder, 'ledger-key.json')
const witnessedFile = join(env.keysFolder, 'witnessed.json')

const append = (count: number) =>
  asSystem('a test', async (tx) => {
    for (let n = 0; n < count; n++) {
      await appendLedger(tx, { action: 'test.happened', subject: null, actorId: null, data: { n }, at })
    }
  })

const problems = async () => (await verifyLedger(await ledgerRows(), await ledgerVerifierKey())).problems

/** What a restore from a backup of that moment would leave: fewer entries, and no checkpoint beyond them. */
async function restoreTo(size: number): Promise<void> {
  const { pool } = database.engine
  const { rows } = await pool.query<{ leaf: Buffer }>(
    'select leaf from ledger_entry where position < $1 order by position',
    [size],
  )
  const { appendLeaf } = await import('#app/server/ledger/merkle.server.ts')
  const edge = rows.reduce<Buffer[]>((kept, { leaf }, n) => appendLeaf(kept, n, leaf), [])
  await pool.query(
    'alter table ledger_entry disable trigger user; alter table ledger_checkpoint disable trigger user',
  )
  await pool.query('delete from ledger_entry where position >= $1', [size])
  await pool.query('delete from ledger_checkpoint where size > $1', [size])
  await pool.query(
    'alter table ledger_entry enable trigger user; alter table ledger_checkpoint enable trigger user',
  )
  await pool.query('update ledger_head set size = $1, edge = $2', [size, Buffer.concat(edge)])
}

describe('a ledger without entries', () => {
  test('has no checkpoint and a key that can be printed', async () => {
    expect(await makeCheckpoint(at)).toBeNull()
    expect(await latestCheckpoint()).toBeNull()
    expect(await newestNote()).toBeNull()
    const page = await ledgerPage()
    expect(page).toMatchObject({ size: 0, latest: null, checkpoints: [], standing: 'whole' })
    expect(page.vkey).toMatch(/^localhost:\d+\/ledger\+[0-9a-f]{8}\+/)
    expect(existsSync(witnessedFile)).toBe(false)
  })
})

describe('checkpoints', () => {
  beforeAll(() => append(5))

  test('a checkpoint is a signed note of the size and root, made once for each size', async () => {
    const checkpoint = (await makeCheckpoint(at))!
    expect(openNote(checkpoint.note, await ledgerVerifierKey())).toMatchObject({
      size: 5,
      root: checkpoint.root,
    })
    expect(await makeCheckpoint(new Date(at.getTime() + 1))).toEqual(checkpoint)
    expect(await newestNote()).toBe(checkpoint.note)
    expect(newestWitnessed()).toMatchObject({ size: 5, root: checkpoint.root.toString('hex') })
  })

  test('the key is readable by its owner alone, and sealed', () => {
    expect(statSync(keyFile).mode & 0o777).toBe(0o600)
    expect(Object.keys(JSON.parse(readFileSync(keyFile, 'utf8')) as object)).toEqual([
      'name',
      'publicKey',
      'sealedSeed',
    ])
  })

  test('two at once make the same checkpoint', async () => {
    await append(1)
    const both = await Promise.all([makeCheckpoint(at), makeCheckpoint(at)])
    expect(both[0]).toEqual(both[1])
  })

  test('the page shows the newest first and nothing of what the entries say', async () => {
    const page = await ledgerPage()
    expect(page.checkpoints.map(({ size }) => size)).toEqual([6, 5])
    expect(JSON.stringify(page)).not.toContain('test.happened')
  })
})

describe('proofs from the database', () => {
  beforeAll(() => append(40))

  test('any entry in a log of any size, and growth between any two sizes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 46 }), fc.nat(), async (size, n) => {
        const inclusion = await proveInclusion(n % size, size)
        expect(
          provesInclusion(inclusion.leaf, inclusion.position, size, inclusion.proof, inclusion.root),
        ).toBe(true)
        const growth = await proveConsistency(n % size, size)
        expect(growth.second.root).toEqual(inclusion.root)
        expect(provesConsistency(growth.first, growth.second, growth.proof)).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  test('what is not in the log cannot be asked for', async () => {
    for (const [position, size] of [
      [46, 46],
      [0, 47],
      [-1, 3],
      [NaN, 3],
      [0, Infinity],
      [0.5, 3],
    ] as const) {
      await expect(proveInclusion(position, size)).rejects.toMatchObject({ code: 'notFound' })
    }
    await expect(proveConsistency(10, 47)).rejects.toMatchObject({ code: 'notFound' })
    await expect(proveConsistency(5, 4)).rejects.toMatchObject({ code: 'notFound' })
  })
})

describe('verifying', () => {
  test('an untouched ledger has no problems', async () => {
    await makeCheckpoint(at)
    expect(await problems()).toEqual([])
  })

  test('a row changed by hand is named by its position', async () => {
    const { pool } = database.engine
    await pool.query('alter table ledger_entry disable trigger user')
    await pool.query(`update ledger_entry set data = '{"n": 7000}' where position = 20`)
    expect((await problems())[0]).toEqual({ at: 'entry', position: 20, wrong: 'changed' })
    await pool.query(`update ledger_entry set data = '{"n": 14}' where position = 20`)
    await pool.query('alter table ledger_entry enable trigger user')
    expect(await problems()).toEqual([])
  })
})

describe('keys', () => {
  test('without its key a ledger with checkpoints signs nothing and makes no new key', async () => {
    renameSync(keyFile, `${keyFile}.away`)
    forgetLedgerKey()
    await append(1)
    await expect(makeCheckpoint(at)).rejects.toThrow(/put .*ledger-key\.json back/)
    expect(existsSync(keyFile)).toBe(false)
    renameSync(`${keyFile}.away`, keyFile)
    expect((await makeCheckpoint(at))!.size).toBe(47)
  })

  test('a damaged key is a clear sentence', async () => {
    copyFileSync(keyFile, `${keyFile}.good`)
    await append(1)
    const stored = JSON.parse(readFileSync(keyFile, 'utf8')) as Record<string, string>
    for (const [content, words] of [
      ['', /cannot be read/],
      ['{}', /cannot be read/],
      [JSON.stringify({ ...stored, sealedSeed: Buffer.alloc(61, 1).toString('base64') }), /AMANA_SECRET/],
    ] as const) {
      writeFileSync(keyFile, content)
      forgetLedgerKey()
      await expect(makeCheckpoint(at)).rejects.toThrow(words)
    }
    renameSync(`${keyFile}.good`, keyFile)
    forgetLedgerKey()
    await makeCheckpoint(at)
  })
})

describe('after a restore from an older backup', () => {
  test('nothing is signed, and the sentence says what to do', async () => {
    expect(await ledgerStanding()).toEqual({ state: 'whole' })
    await restoreTo(30)
    expect(await ledgerStanding()).toMatchObject({ state: 'shorter', size: 30, witnessed: { size: 48 } })
    await expect(makeCheckpoint(at)).rejects.toThrow(/npm run ledger:restored -- --reason/)
    expect((await ledgerPage()).standing).toBe('shorter')
  })

  test('growing past the old size does not hide it', async () => {
    await append(25)
    expect(await ledgerStanding()).toMatchObject({ state: 'shorter', size: 55 })
    await expect(makeCheckpoint(at)).rejects.toThrow(/ledger:restored/)
  })

  test('once recorded, the log says so, signs again and verifies', async () => {
    expect(await recordRestored('The disk of the old server failed.', at)).toMatchObject({
      position: 55,
      witnessedSize: 48,
    })
    expect(await ledgerStanding()).toEqual({ state: 'whole' })
    expect((await makeCheckpoint(at))!.size).toBe(56)
    expect(await problems()).toEqual([])
    expect((await ledgerPage()).restorations).toEqual([
      { position: 55, at, reason: 'The disk of the old server failed.' },
    ])
    const [entry] = await database.query<{ data: object }>(
      'select data from ledger_entry where position = 55',
    )
    expect(JSON.stringify(entry!.data)).not.toContain('disk')
  })

  test('where nothing was restored there is nothing to record', async () => {
    expect(await recordRestored('to be sure', at)).toBeNull()
  })

  test('without the file beside the keys there is nothing to compare with', async () => {
    rmSync(witnessedFile)
    expect(await ledgerStanding()).toEqual({ state: 'whole' })
  })
})
