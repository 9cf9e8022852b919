import { afterAll, beforeAll, expect, test } from 'vitest'
import { now } from '#app/server/clock.server.ts'
import { closePress } from '#app/server/documents/press.server.ts'
import { describeProblem } from '#app/server/ledger/problems.server.ts'
import { checkWhole, checkWholeWhileOpen } from '#app/server/ledger/whole-check.server.ts'
import { advanceCondition } from '#app/server/workflows/condition.server.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aCast, aPlan, aPlanToSign, aReviewedPlan, aSignedPlan, move } from '#tests/support/line.ts'

const database = withTestDatabase()
let signed = ''

beforeAll(async () => {
  const cast = await aCast()
  signed = await aSignedPlan(cast)
  await aPlanToSign(cast)
  const [condition] = await database.query<{ id: string }>(
    `select id from condition where assessment_id = $1`,
    [signed],
  )
  const until = new Date('2030-06-30')
  const ask = { type: 'askForTime', until, note: 'The rains came early.' } as const
  await advanceCondition(cast.investigator, condition!.id, ask, 'newest', now())
  const give = { type: 'giveTime', until, note: 'Agreed.' } as const
  await advanceCondition(cast.approver, condition!.id, give, 'newest', now())
  await aReviewedPlan(cast)
  await move(cast.investigator, await aPlan(cast), { type: 'submit' })
}, 120_000)
afterAll(() => closePress())

const found = async () => (await checkWhole(null, null)).problems.map(describeProblem)

/** Changes a row as somebody with the database's password could, looks, and puts it back. */
async function changed(table: string, set: string, where: string): Promise<string[]> {
  const { pool } = database.engine
  const client = await pool.connect()
  const kept = `kept_${table}`
  try {
    await client.query(`create table ${kept} as select * from ${table}`)
    await client.query(`alter table ${table} disable trigger all`)
    await client.query(
      set === 'delete' ? `delete from ${table} where ${where}` : `update ${table} set ${set} where ${where}`,
    )
  } finally {
    client.release()
  }
  const problems = await found()
  await database.query(`alter table ${table} disable trigger all`)
  await pool.query(`set session_replication_role = replica; delete from ${table}; insert into ${table} select * from ${kept};
    set session_replication_role = origin; drop table ${kept}; alter table ${table} enable trigger all`)
  return problems
}

test('a record that nobody touched is what the ledger says of it', async () => {
  expect(await found()).toEqual([])
  const { rows, problems } = await checkWholeWhileOpen(null, null)
  expect(problems).toEqual([])
  expect(rows).toBeGreaterThan(10)
})

test.each([
  [
    'the outcome of a decision',
    'decision',
    `outcome = 'approved'`,
    /^decision of assessment .*: its outcome is not/,
  ],
  [
    'the reason of a decision',
    'decision',
    `reason = 'Another reason.'`,
    /^decision .*: its reasons, its letter or its reviewer/,
  ],
  [
    'the letter of a decision',
    'decision',
    `letter = 'Dear colleagues'`,
    /^decision .*: its reasons, its letter/,
  ],
  ['who reviewed', 'decision', `reviewed_by_id = decided_by_id`, /^decision .*its reviewer/],
  ['who decided', 'decision', `decided_by_id = reviewed_by_id`, /^decision .*: who decided, or when/],
  [
    'when it was decided',
    'decision',
    `decided_at = decided_at - interval '1 day'`,
    /^decision .*: who decided, or when/,
  ],
  ['the state of an assessment', 'assessment', `state = 'declined'`, /^assessment .*: its state or revision/],
  ['what a condition asks', 'condition', `sentence = 'Nothing much.'`, /^condition 1 .*: what it asks/],
  ['who pays for it', 'condition', `pays = 'organisation'`, /^condition 1 .*: what it asks/],
  [
    'when a condition is due',
    'condition',
    `due_on = due_on + 90`,
    /^condition 1 .*: the day on which it is due/,
  ],
  [
    'how far a condition is',
    'condition',
    `state = 'met', revision = 3`,
    /^condition .*: its state or revision/,
  ],
] as const)('%s, changed by hand, is named', async (_what, table, set, words) => {
  const column = table === 'assessment' ? 'id' : 'assessment_id'
  const problems = await changed(table, set, `${column} = '${signed}'`)
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(words)
})

test.each([
  [
    'the answers of a submission',
    'submission',
    `content = jsonb_set(content, '{requirements,0,text}', '"Never."')`,
    /^submission 1 .*: the answers in it/,
  ],
  [
    'the answers and their hash',
    'submission',
    `content_hash = sha256('x')`,
    /^submission 1 .*: its hash is not the one/,
  ],
  [
    'who signed',
    'document_revision',
    `signer_id = gen_random_uuid()`,
    /^document AM-.*, revision \d: who signed it/,
  ],
  [
    'the bytes of a document',
    'document_revision',
    `bytes = bytes || '\\x20'`,
    /^document AM-.*: its bytes do not/,
  ],
  [
    'the bytes and their hash',
    'document_revision',
    `bytes = bytes || '\\x20', sha256 = sha256(bytes || '\\x20')`,
    /^document AM-.*: no entry/,
  ],
] as const)('%s, changed by hand, is named', async (_what, table, set, words) => {
  const where =
    table === 'submission'
      ? `assessment_id = '${signed}'`
      : `number = 2 and document_id in (select id from issued_document where assessment_id = '${signed}')`
  expect((await changed(table, set, where)).join('\n')).toMatch(new RegExp(words.source, 'm'))
})

test.each([
  [
    'a decision',
    'decision',
    'assessment_id',
    /^decision of assessment .*an entry speaks of it and it is not there/,
  ],
  ['a condition', 'condition', 'assessment_id', /^condition 1 of assessment .*it is not there/],
  ['a submission', 'submission', 'assessment_id', /^submission .*it is not there/],
] as const)('%s that was deleted is missed', async (_what, table, column, words) => {
  const problems = await changed(table, 'delete', `${column} = '${signed}'`)
  expect(problems.join('\n')).toMatch(new RegExp(words.source, 'm'))
})

test('what somebody said about a condition, changed by hand, is named', async () => {
  const problems = await changed('condition_event', `note = 'No reason.'`, `kind = 'askForTime'`)
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(/^step askForTime of condition .*: what was said, or by whom/)
})

test('a decision that nobody made is not in the ledger', async () => {
  const [row] = await database.query<{ id: string }>(
    `select id from assessment where state not in ('signed', 'decided') and id not in (select assessment_id from decision) limit 1`,
  )
  await database.query(
    `insert into decision (assessment_id, outcome, reason, decided_by_id, reviewed_by_id, decided_at)
     select $1, outcome, reason, decided_by_id, reviewed_by_id, decided_at from decision limit 1`,
    [row!.id],
  )
  expect(await found()).toEqual([`decision of assessment ${row!.id}: no entry of the ledger speaks of it`])
})
