import { beforeAll, describe, expect, test } from 'vitest'
import { asSystem, type Transaction } from '#app/server/database.server.ts'
import { findAssessment, getAssessment } from '#app/server/repositories/assessments.server.ts'
import { findNewestRevision, listDocuments } from '#app/server/repositories/documents.server.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aCast, aSignedPlan } from '#tests/support/line.ts'

/**
 * A read with its relations is one statement, in which the database hands the relations over as JSON. What JSON has no
 * word for (bytes, moments, days, numbers beyond 2^53) must come back as it does when each table is asked for itself.
 */
const database = withTestDatabase()
const hash = Buffer.from(Array.from({ length: 32 }, (_, at) => (at * 37 + 128) % 256))
let id = ''

beforeAll(async () => {
  const cast = await aCast()
  id = await aSignedPlan(cast)
  await database.query(
    `insert into submission (assessment_id, number, locale, content, content_hash, submitted_by_id, submitted_at)
     select assessment_id, n, locale, content, $2, submitted_by_id, '2026-03-04T10:00:00.007Z'::timestamptz + n * interval '1 millisecond'
     from submission, generate_series(2, 11) n where assessment_id = $1 and number = 1`,
    [id, hash],
  )
  await database.query(
    `update document_revision set ledger_size = 9007199254740993 where document_id in
       (select id from issued_document where assessment_id = $1)`,
    [id],
  )
}, 120_000)

const everything = (tx: Transaction, relationLoadStrategy: 'join' | 'query') =>
  tx.assessment.findMany({
    relationLoadStrategy,
    where: { id },
    include: {
      organisation: true,
      call: { include: { programme: true, organisation: true } },
      record: { include: { participations: { orderBy: { id: 'asc' } } } },
      answers: { orderBy: { requirementId: 'asc' } },
      submissions: { orderBy: { number: 'desc' }, take: 3 },
      remarks: { orderBy: [{ at: 'asc' }, { principle: 'asc' }] },
      decision: true,
      conditions: { orderBy: { position: 'asc' } },
      documents: {
        orderBy: { kind: 'asc' },
        include: { revisions: { orderBy: { number: 'desc' }, take: 2 } },
      },
    },
  })

describe('a read with its relations in one statement', () => {
  test('brings back every column exactly as one statement for each table does', async () => {
    const joined = await asSystem('a test', (tx) => everything(tx, 'join'))
    expect(joined).toEqual(await asSystem('a test', (tx) => everything(tx, 'query')))
    const [{ submissions, documents, conditions } = expect.fail('no row')] = joined
    expect(submissions.map(({ number }) => number)).toEqual([11, 10, 9])
    expect(documents.map(({ revisions }) => revisions.map(({ number }) => number))).toEqual([
      [3, 2],
      [3, 2],
    ])
    expect(documents[0]!.revisions[0]!.ledgerSize).toBe(9_007_199_254_740_993n)
    expect(conditions[0]!.dueOn).toEqual(new Date('2030-04-30T00:00:00.000Z'))
  })

  test('an assessment has the hashes, the milliseconds and the order of its submissions', async () => {
    const row = await asSystem('a test', (tx) => getAssessment(tx, null, id))
    expect(row.submissions.map(({ number }) => number)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
    expect(row.submissions[0]!.contentHash).toBeInstanceOf(Uint8Array)
    expect(Buffer.from(row.submissions[0]!.contentHash)).toEqual(hash)
    expect(row.submissions[0]!.submittedAt).toEqual(new Date('2026-03-04T10:00:00.018Z'))
    expect(row.decision!.decidedAt).toBeInstanceOf(Date)
    const [day] = await database.query<{ day: string }>('select closes_on::text as day from call')
    expect(row.call!.closesOn.toISOString()).toBe(`${day!.day}T00:00:00.000Z`)
    expect(await asSystem('a test', (tx) => findAssessment(tx, null, row.organisationId))).toBeNull()
  })

  test('documents have their hashes, their moments of signing and their steps in order', async () => {
    const documents = await asSystem('a test', (tx) => listDocuments(tx, id))
    const stored = await database.query<{
      kind: string
      number: number
      sha256: Buffer
      signed_at: Date | null
    }>(
      `select d.kind, r.number, r.sha256, r.signed_at from document_revision r join issued_document d on d.id = r.document_id
       order by d.kind, r.number`,
    )
    const read = documents.flatMap(({ kind, revisions }) =>
      revisions.map(({ number, sha256, signedAt }) => ({
        kind,
        number,
        sha256: Buffer.from(sha256),
        signed_at: signedAt,
      })),
    )
    expect(read).toEqual(stored.map((row) => ({ ...row, sha256: Buffer.from(row.sha256) })))
    expect(read).toHaveLength(8)
    for (const kind of ['full_record', 'public_statement'] as const) {
      const newest = await asSystem('a test', (tx) => findNewestRevision(tx, id, kind))
      expect(newest!.bytes.subarray(0, 5).toString()).toBe('%PDF-')
      const wanted = stored.findLast((row) => row.kind === kind)!
      expect(newest!.sha256).toEqual(Buffer.from(wanted.sha256))
      expect(newest!.document.model).toBeTypeOf('object')
    }
  })
})
