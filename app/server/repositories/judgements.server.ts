import type { Transaction } from '#app/server/database.server.ts'
import type { SubmittedContent } from '#app/server/repositories/submitted-content.server.ts'

export interface ConditionTerms {
  sentence: string
  owner: string
  evidenceAsked: string
  dueOn: Date
  holdsBack: 'nothing' | 'award' | 'fieldwork' | 'close_out'
  moneyFor: string
  whyNoMoney: string
}

export async function createSubmission(
  tx: Transaction,
  row: {
    assessmentId: string
    number: number
    locale: string
    content: object
    contentHash: Buffer
    submittedById: string
    writtenByIds: string[]
    submittedAt: Date
  },
): Promise<void> {
  const content = JSON.parse(JSON.stringify(row.content)) as object
  const contentHash = new Uint8Array(row.contentHash)
  await tx.submission.create({ data: { ...row, content, contentHash }, select: { id: true } })
}

export async function addRemark(
  tx: Transaction,
  row: {
    assessmentId: string
    submissionNumber: number
    principle: string
    /** `returned` is the approver's word to the reviewer, about no principle in particular. */
    judgement: 'accepted' | 'changes_asked' | 'returned'
    requirementIds: string[]
    reason: string
    reviewerId: string
    at: Date
  },
): Promise<void> {
  await tx.reviewRemark.create({ data: row, select: { id: true } })
}

export async function createDecision(
  tx: Transaction,
  row: {
    assessmentId: string
    outcome: string
    reason: string
    decidedById: string
    reviewedById: string
    decidedAt: Date
  },
): Promise<void> {
  await tx.decision.create({ data: row, select: { assessmentId: true } })
}

export async function createConditions(
  tx: Transaction,
  assessmentId: string,
  conditions: ConditionTerms[],
  setById: string,
  now: Date,
): Promise<void> {
  if (conditions.length === 0) return
  await tx.condition.createMany({
    data: conditions.map((terms, index) => ({
      ...terms,
      assessmentId,
      position: index + 1,
      setById,
      createdAt: now,
    })),
  })
}

/** The newest submission, as its reader saw it. Null before the first. */
export async function findSubmission(tx: Transaction, assessmentId: string) {
  const row = await tx.submission.findFirst({
    where: { assessmentId },
    orderBy: { number: 'desc' },
    select: {
      number: true,
      locale: true,
      content: true,
      contentHash: true,
      submittedAt: true,
      submittedById: true,
    },
  })
  return row && { ...row, content: row.content as unknown as SubmittedContent }
}

export function listRemarks(tx: Transaction, assessmentId: string) {
  return tx.reviewRemark.findMany({
    where: { assessmentId },
    orderBy: { at: 'asc' },
    select: {
      submissionNumber: true,
      principle: true,
      judgement: true,
      requirementIds: true,
      reason: true,
      reviewerId: true,
      at: true,
    },
  })
}

export function listConditions(tx: Transaction, assessmentId: string) {
  return tx.condition.findMany({
    where: { assessmentId },
    orderBy: { position: 'asc' },
    select: {
      id: true,
      sentence: true,
      owner: true,
      evidenceAsked: true,
      dueOn: true,
      holdsBack: true,
      moneyFor: true,
      whyNoMoney: true,
    },
  })
}
