import { expect, test } from 'vitest'
import {
  modelSchema,
  publicStatementSchema,
  statementOf,
} from '#app/server/documents/assessment-model.server.ts'
import { sampleRecord } from '#app/server/documents/sample-record.server.ts'

const own = {
  number: 'AM-88PT-4MXC',
  verifyUrl: 'https://amana.example/verify/AM-88PT-4MXC',
  fullRecordSha256: 'ab'.repeat(32),
}

test('a full record comes back from storage as it went in, whatever order its keys are kept in', () => {
  const stored = shuffled(JSON.parse(JSON.stringify(sampleRecord)))
  expect(JSON.stringify(modelSchema.parse(stored))).toBe(JSON.stringify(modelSchema.parse(sampleRecord)))
})

test('the public statement holds no name, no answer and no condition', () => {
  const statement = JSON.stringify(statementOf(sampleRecord, own))

  const kept = [
    ...sampleRecord.signers.map(({ name }) => name),
    ...sampleRecord.conditions.flatMap(({ sentence, owner }) => [sentence, owner]),
    ...sampleRecord.principles.flatMap(({ requirements }) => requirements.map(({ text }) => text)),
    sampleRecord.decision.reason,
    sampleRecord.submission.contentHash,
  ]
  for (const secret of kept) expect(statement).not.toContain(JSON.stringify(secret).slice(1, -1))
})

test('the public statement refuses a fact that nobody decided to make public', () => {
  const statement = statementOf(sampleRecord, own)
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
