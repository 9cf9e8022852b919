import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { now } from '#app/server/clock.server.ts'
import { closePress } from '#app/server/documents/press.server.ts'
import { env } from '#app/server/env.server.ts'
import { assessmentPage } from '#app/server/queries/assessment.server.ts'
import { verifyFile, factsByNumber } from '#app/server/queries/verify.server.ts'
import {
  downloadDocument,
  drawDocumentsOf,
  signDocuments,
  signOrSayWhyNot,
} from '#app/server/workflows/documents.server.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import {
  aCast,
  aPerson,
  aPlanToSign,
  aReviewedPlan,
  aSignedPlan,
  aSubmittedPlan,
  decided,
  giveTo,
  move,
  revisionOf,
  stateOf,
  type Cast,
} from '#tests/support/line.ts'

const database = withTestDatabase()
afterAll(() => closePress())

describe('signing', () => {
  test('nobody signs out of turn, for somebody else, or twice', async () => {
    const cast = await aCast()
    const id = await aPlanToSign(cast)
    const colleague = await aPerson('Colleague', 'principal_investigator', cast.partner)
    await expect(signDocuments(cast.approver, id, await revisionOf(id), now())).rejects.toMatchObject({
      code: 'notPermitted',
    })
    await expect(signDocuments(colleague, id, await revisionOf(id), now())).rejects.toMatchObject({
      code: 'notPermitted',
    })
    const revision = await revisionOf(id)
    await signDocuments(cast.investigator, id, revision, now())
    await expect(signDocuments(cast.investigator, id, revision, now())).rejects.toMatchObject({
      code: 'changedByAnother',
    })
    await expect(signDocuments(cast.investigator, id, await revisionOf(id), now())).rejects.toMatchObject({
      code: 'notPermitted',
    })
  })

  test('of two reviewers only the one whose name the documents carry may sign as reviewer', async () => {
    const cast = await aCast()
    const second = await aPerson('Nadia', 'reviewer', cast.funder)
    const id = await aSubmittedPlan(cast)
    await giveTo(id, second, cast.reviewer)
    await move(
      second,
      id,
      { type: 'startReview' },
      { type: 'acceptPrinciple', principle: 'rights', reason: '' },
    )
    const others = ['equity', 'transparency', 'accountability'] as const
    await move(
      cast.reviewer,
      id,
      ...others.map((principle) => ({ type: 'acceptPrinciple' as const, principle, reason: '' })),
      { type: 'completeReview' },
    )
    await move(cast.approver, id, decided())
    await drawDocumentsOf(id)
    await signDocuments(cast.investigator, id, await revisionOf(id), now())

    await expect(signDocuments(second, id, await revisionOf(id), now())).rejects.toMatchObject({
      code: 'notPermitted',
    })
    await signDocuments(cast.reviewer, id, await revisionOf(id), now())
  })

  test('three people sign both documents, each extending the one before', async () => {
    const cast = await aCast()
    const id = await aSignedPlan(cast)
    expect(await stateOf(id)).toBe('signed')
    const rows = await database.query<{ kind: string; number: number; final: boolean; size: number }>(
      'select d.kind, r.number, r.final, r.size from document_revision r join issued_document d on d.id = r.document_id where d.assessment_id = $1 order by 1, 2',
      [id],
    )
    expect(rows.map(({ kind, number, final }) => [kind, number, final])).toEqual([
      ['full_record', 0, false],
      ['full_record', 1, false],
      ['full_record', 2, false],
      ['full_record', 3, true],
      ['public_statement', 0, false],
      ['public_statement', 1, false],
      ['public_statement', 2, false],
      ['public_statement', 3, true],
    ])
  })

  test('a declined plan is signed by two', async () => {
    const cast = await aCast()
    const id = await aReviewedPlan(cast)
    await move(cast.approver, id, decided('declined'))
    await drawDocumentsOf(id)
    await signDocuments(cast.reviewer, id, await revisionOf(id), now())
    await signDocuments(cast.approver, id, await revisionOf(id), now())
    expect(await stateOf(id)).toBe('signed')
  })

  test('drawing twice for one decision makes one pair of documents', async () => {
    const cast = await aCast()
    const id = await aPlanToSign(cast)
    await drawDocumentsOf(id)
    expect(await database.query('select from issued_document where assessment_id = $1', [id])).toHaveLength(2)
  })
})

describe('the stranger', () => {
  let cast: Cast
  let statement: Buffer
  let earlier: Buffer
  beforeAll(async () => {
    cast = await aCast()
    const id = await aPlanToSign(cast)
    earlier = (await downloadDocument(cast.investigator, id, 'public_statement', now())).bytes
    for (const signer of [cast.investigator, cast.reviewer, cast.approver])
      await signDocuments(signer, id, await revisionOf(id), now())
    statement = (await downloadDocument(cast.investigator, id, 'public_statement', now())).bytes
  })

  test('sees that a signed document is unchanged, and what that does not reveal', async () => {
    const { verdict, facts } = await verifyFile(statement)
    expect(verdict).toBe('unchanged')
    expect(facts).toMatchObject({
      outcome: 'approved_with_conditions',
      complete: true,
      kind: 'public_statement',
    })
    expect(facts!.signatures.map(({ capacity }) => capacity)).toEqual([
      'principal_investigator',
      'reviewer',
      'approver',
    ])
    expect(JSON.stringify(facts)).not.toMatch(/Adwoa|Samuel|Helen|Zemani/)
  })

  test('is told when an earlier step is dropped', async () => {
    expect(await verifyFile(earlier)).toMatchObject({
      verdict: 'not_yet_complete',
      facts: { complete: true },
    })
  })

  test('is told when anything was added at the end', async () => {
    for (const added of ['\n', ' ', '%%EOF', 'x'.repeat(5000)]) {
      const { verdict, genuineBytes } = await verifyFile(Buffer.concat([statement, Buffer.from(added)]))
      expect([verdict, genuineBytes]).toEqual(['changed', statement.length])
    }
  })

  test('is told when a later signature was cut off or broken', async () => {
    const broken = Buffer.from(statement)
    broken[broken.length - 200]! ^= 1
    expect((await verifyFile(broken)).verdict).toBe('changed')
    expect((await verifyFile(statement.subarray(0, statement.length - 1))).verdict).toBe('changed')
  })

  test('finds nothing for a foreign, empty, or early broken file', async () => {
    const broken = Buffer.from(statement)
    broken[100]! ^= 1
    for (const file of [
      Buffer.from('%PDF-1.7\n%%EOF'),
      Buffer.alloc(0),
      broken,
      Buffer.from('%%EOF'.repeat(100_000)),
    ]) {
      expect((await verifyFile(file)).verdict).toBe('not_found')
    }
  })

  test('finds a document by its number, however it is typed, and none by another', async () => {
    const { facts } = await verifyFile(statement)
    const number = facts!.number
    expect(await factsByNumber(number.toLowerCase().replaceAll('-', ' '))).toMatchObject({ number })
    expect(await factsByNumber('AM-2222-2222')).toBeNull()
    expect(await factsByNumber("' or true --")).toBeNull()
  })
})

describe('when the documents cannot be made', () => {
  test('the decision stands, the page can say why, and a retry finishes it', async () => {
    const cast = await aCast()
    const id = await aReviewedPlan(cast)
    await move(cast.approver, id, decided())
    const spoil = (gate: string) =>
      database.query('update condition set holds_back = $2 where assessment_id = $1', [id, gate])
    await spoil('a gate that does not exist')
    await drawDocumentsOf(id)
    expect(await stateOf(id)).toBe('decided')
    expect((await assessmentPage(cast.approver, id)).problem).toBe('documents.failure.modelRefused')
    expect((await assessmentPage(cast.approver, id)).may.retryDocuments).toBe(true)

    await spoil('fieldwork')
    await move(cast.approver, id, { type: 'retryDocuments' })
    await drawDocumentsOf(id)
    expect(await stateOf(id)).toBe('being_signed')
  })

  test('a missing signing key leaves the turn where it was and says so', async () => {
    const cast = await aCast()
    const id = await aPlanToSign(cast)
    const revision = await revisionOf(id)
    await rm(join(env.keysFolder, 'authority', 'issuing.key.sealed'))
    expect(await signOrSayWhyNot(cast.investigator, id, revision, now())).toBe(
      'documents.failure.signingKeyMissing',
    )
    expect(await revisionOf(id)).toBe(revision)
  })
})
