import { expect, test } from 'vitest'
import {
  fullRecordSchema,
  modelSchema,
  publicStatementSchema,
  statementOf,
} from '#app/server/documents/assessment-model.server.ts'
import { sampleRecord } from '#app/server/documents/sample-record.server.ts'
import firstModels from '#tests/support/first-models.json' with { type: 'json' }
import { wholeRecord } from '#tests/support/whole-record.ts'

const ownStatement = {
  number: 'AM-88PT-4MXC',
  verifyUrl: 'https://amana.example/verify/AM-88PT-4MXC',
  fullRecordSha256: 'ab'.repeat(32),
}

test('a full record comes back from storage as it went in, whatever order its keys are kept in', () => {
  const stored = shuffled(JSON.parse(JSON.stringify(sampleRecord)))
  expect(JSON.stringify(modelSchema.parse(stored))).toBe(JSON.stringify(modelSchema.parse(sampleRecord)))
})

test('models of the first documents are still read, and say nothing that was not known then', () => {
  const record = fullRecordSchema.parse(firstModels.record)
  expect(record).toMatchObject({
    plan: null,
    risks: null,
    lists: [],
    evidence: [],
    reviewers: [],
    appeals: [],
  })
  expect(record.conditions.map(({ pays }) => pays)).toEqual([null, null])
  expect(modelSchema.parse(firstModels.statement)).toMatchObject({ kind: 'public_statement', lookedAtBy: [] })
})

test('a sealed risk has room for its level and for who stands by it, and for no word', () => {
  const [sealed] = sampleRecord.risks!.rows.filter((risk) => risk.sealed)
  const withRisk = (risk: object) =>
    fullRecordSchema.safeParse({ ...sampleRecord, risks: { rows: [risk], gaps: [] } }).success
  expect(withRisk(sealed!)).toBe(true)
  expect(withRisk({ ...sealed, event: 'What nobody may read' })).toBe(false)
  expect(withRisk({ ...sealed, acceptances: [{ ...sealed!.acceptances[0]!, reason: 'Because' }] })).toBe(
    false,
  )
})

test('the whole framework is 162 requirements, and each of them finds its place in a record', () => {
  for (const locale of ['en', 'fr'] as const) {
    const record = fullRecordSchema.parse(wholeRecord(locale))
    expect(record.principles.flatMap(({ requirements }) => requirements)).toHaveLength(162)
  }
})

test('who looked at a funder’s own assessment from outside is public by role and body, and never by name', () => {
  const [own, second] = sampleRecord.reviewers
  const outsider = {
    ...own!,
    part: 'outside' as const,
    name: 'Ama Secret',
    organisationName: 'Harbour Light Trust',
  }
  const partner = {
    ...outsider,
    part: 'partner' as const,
    organisationName: 'Shore Circle',
    paid: 'GBP 400.00',
  }
  const reviewers = [own!, second!, partner, outsider]
  const { lookedAtBy } = statementOf({ ...sampleRecord, audience: 'funder', reviewers }, ownStatement)
  expect(lookedAtBy).toEqual([
    { part: 'partner', roleLabel: 'Reviewer', organisationName: 'Shore Circle' },
    { part: 'outside', roleLabel: 'Reviewer', organisationName: 'Harbour Light Trust' },
  ])
  expect(statementOf({ ...sampleRecord, reviewers }, ownStatement).lookedAtBy).toEqual([])
})

test('the public statement holds no name, no answer and no condition', () => {
  const statement = JSON.stringify(statementOf(sampleRecord, ownStatement))

  const kept = [
    ...sampleRecord.signers.map(({ name }) => name),
    ...sampleRecord.conditions.flatMap(({ sentence, owner }) => [sentence, owner]),
    ...sampleRecord.principles.flatMap(({ requirements }) => requirements.map(({ text }) => text)),
    ...sampleRecord.principles.flatMap(({ remark, decided }) => [remark, decided]).filter(Boolean),
    ...sampleRecord.evidence.map(({ title }) => title),
    ...sampleRecord
      .risks!.rows.flatMap((risk) => (risk.sealed ? [] : [risk.event, risk.control]))
      .filter(Boolean),
    ...sampleRecord.reviewers.map(({ name }) => name),
    ...sampleRecord.writers.map(({ name }) => name),
    sampleRecord.plan!.name,
    sampleRecord.decision.reason,
    sampleRecord.submission.contentHash,
  ]
  for (const secret of kept) expect(statement).not.toContain(JSON.stringify(secret).slice(1, -1))
})

test('the public statement refuses a fact that nobody decided to make public', () => {
  const statement = statementOf(sampleRecord, ownStatement)
  expect(publicStatementSchema.safeParse(statement).success).toBe(true)
  expect(publicStatementSchema.safeParse({ ...statement, conditions: [] }).success).toBe(false)
  const [first, ...others] = statement.signers
  const withName = { ...statement, signers: [{ ...first, name: 'Adwoa Mensima-Reed' }, ...others] }
  expect(publicStatementSchema.safeParse(withName).success).toBe(false)
})

function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).reverse()
  return Object.fromEntries(entries.map(([key, inner]) => [key, shuffled(inner)]))
}
