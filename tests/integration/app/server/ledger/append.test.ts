import { expect, describe, test } from 'vitest'
import { asSystem, withScope, type Transaction } from '#app/server/database.server.ts'
import { appendLedger, eraseEntry } from '#app/server/ledger.server.ts'
import { canonicalEntry, type LedgerEntry } from '#app/server/ledger/entry.server.ts'
import { rootOf, rootOfEdge, splitEdge } from '#app/server/ledger/merkle.server.ts'
import { ledgerRows } from '#app/server/ledger/rows.server.ts'
import { verifyLedger } from '#app/server/ledger/verify.server.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { withTestDatabase } from '#tests/support/database.ts'

const database = withTestDatabase()
const at = new Date('2026-03-04T10:00:00.123Z')
const amina = randomId()
const boubacar = randomId()

const entryBy = (actorId: string | null, data: LedgerEntry['data'] = {}): LedgerEntry => ({
  action: 'assessment.submit',
  subject: randomId(),
  actorId,
  data,
  at,
})

const sizeNow = async () =>
  Number((await database.query<{ size: string }>('select size from ledger_head'))[0]!.size)
const verdict = () => ledgerRows().then((rows) => verifyLedger(rows, null))

describe('who is refused', () => {
  test('nobody makes an entry in somebody else’s name, or in nobody’s', async () => {
    for (const actor of [boubacar, null]) {
      await expect(withScope(amina, (tx) => appendLedger(tx, entryBy(actor)))).rejects.toThrow(
        /one's own name/,
      )
    }
    await expect(withScope(null, (tx) => appendLedger(tx, entryBy(amina)))).rejects.toThrow(/one's own name/)
    expect(await sizeNow()).toBe(0)
  })

  test('nobody says on behalf of the ledger that something was erased or restored', async () => {
    const entry = { ...entryBy(amina), action: 'ledger.restored' }
    await expect(withScope(amina, (tx) => appendLedger(tx, entry))).rejects.toThrow(/owner/)
  })

  test.each([
    [
      'insert an entry past the function',
      `insert into ledger_entry (position, at, action, data, leaf) values (99, now(), 'a', '{}', '\\x00')`,
    ],
    ['change an entry', `update ledger_entry set action = 'b'`],
    ['delete an entry', 'delete from ledger_entry'],
    ['move the head', 'update ledger_head set size = 0'],
    [
      'add a checkpoint',
      `insert into ledger_checkpoint (size, root, note, at) values (1, '\\x00', '', now())`,
    ],
    ['change a checkpoint', `update ledger_checkpoint set note = ''`],
    ['read salts', 'select salt from ledger_entry'],
    ['empty the log', 'truncate ledger_entry'],
    ['read the witnesses', 'select email from ledger_witness where email is not null'],
  ])('a request cannot %s', async (_what, sql) => {
    await expect(withScope(amina, (tx) => tx.$queryRawUnsafe(sql))).rejects.toThrow(/permission denied|42501/)
  })

  test('not even the owner changes or deletes an entry by accident', async () => {
    await withScope(amina, (tx) => appendLedger(tx, entryBy(amina)))
    await expect(database.query(`update ledger_entry set action = 'b'`)).rejects.toThrow(/append-only/)
    await expect(database.query('update ledger_entry set salt = null')).rejects.toThrow(/append-only/)
    await expect(database.query('delete from ledger_entry')).rejects.toThrow(/append-only/)
  })

  test.each([
    ['words', `{"said": "she was afraid"}`],
    ['a long text', `{"said": "${'x'.repeat(65)}"}`],
    ['a nested object', `{"a": {"b": 1}}`],
    ['a list', `["a"]`],
    ['a fraction', `{"a": 1.5}`],
    ['a strange key', `{"a b": 1}`],
  ])('the database itself refuses %s', async (_what, data) => {
    const append = (tx: Transaction) =>
      tx.$queryRaw`select ledger_append('a', null, ${amina}::uuid, ${data}::jsonb, now(), '\\x00112233445566778899aabbccddeeff'::bytea)`
    await expect(withScope(amina, append)).rejects.toThrow(/ids, hashes and codes/)
  })

  test('an entry without a proper salt is refused', async () => {
    for (const salt of [`null::bytea`, `'\\x00'::bytea`]) {
      await expect(
        database.query(`select ledger_append('a', null, null, '{}', now(), ${salt})`),
      ).rejects.toThrow(/ids, hashes/)
    }
  })
})

describe('what is appended', () => {
  test('a person, a visitor and a job each append in their own scope', async () => {
    const before = await sizeNow()
    const positions = [
      await withScope(amina, (tx) => appendLedger(tx, entryBy(amina))),
      await withScope(null, (tx) => appendLedger(tx, entryBy(null))),
      await asSystem('a test', (tx) => appendLedger(tx, entryBy(boubacar))),
    ]
    expect(positions).toEqual([before, before + 1, before + 2].map(BigInt))
  })

  test('the database hashes the same text as this program, whatever the facts', async () => {
    const data = { b: 1, a: -5, B: true, none: null, content: 'f'.repeat(64), z: '', path: 'a/b:c@d+e=' }
    const entry = { ...entryBy(amina), data }
    const [row] = await database.query<{ text: string }>(
      'select ledger_canonical($1, $2, $3::uuid, $4::jsonb, $5::timestamptz) as text',
      [entry.action, entry.subject, entry.actorId, JSON.stringify(entry.data), entry.at],
    )
    expect(row!.text).toBe(canonicalEntry(entry))
    await withScope(amina, (tx) => appendLedger(tx, entry))
    expect((await verdict()).problems).toEqual([])
  })

  test('an entry goes with the transaction that made it', async () => {
    const before = await sizeNow()
    const failed = withScope(amina, async (tx) => {
      await appendLedger(tx, entryBy(amina))
      throw new Error('changed my mind')
    })
    await expect(failed).rejects.toThrow('changed my mind')
    expect(await sizeNow()).toBe(before)
  })

  test('32 at once queue up, each gets a place of its own and the log holds together', async () => {
    const before = await sizeNow()
    const positions = await Promise.all(
      Array.from({ length: 32 }, (_, n) => withScope(amina, (tx) => appendLedger(tx, entryBy(amina, { n })))),
    )
    expect([...positions].sort((a, b) => Number(a - b)).map(Number)).toEqual(
      Array.from({ length: 32 }, (_, n) => before + n),
    )
    expect((await verdict()).problems).toEqual([])
  })

  test('the head follows from the leaves', async () => {
    const leaves = await database.query<{ leaf: Buffer }>('select leaf from ledger_entry order by position')
    const [head] = await database.query<{ edge: Buffer }>('select edge from ledger_head')
    expect(rootOfEdge(splitEdge(head!.edge))).toEqual(rootOf(leaves.map(({ leaf }) => leaf)))
  })
})

test('erasing takes the salt and the facts, keeps the leaf, and says so in the log', async () => {
  const position = await withScope(amina, (tx) =>
    appendLedger(tx, entryBy(amina, { content: 'a'.repeat(64) })),
  )
  await asSystem('a test', (tx) =>
    eraseEntry(tx, { position, actorId: amina, agreedById: boubacar, reason: 'asked', at }),
  )
  const [row] = await database.query(
    'select salt, subject, actor_id, data from ledger_entry where position = $1',
    [String(position)],
  )
  expect(row).toEqual({ salt: null, subject: null, actor_id: null, data: {} })
  const { problems, erased } = await verdict()
  expect(problems).toEqual([])
  expect(erased).toBe(1)
})
