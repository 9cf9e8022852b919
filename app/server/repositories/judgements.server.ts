import type { Transaction } from '#app/server/database.server.ts'
import type { SubmittedContent } from '#app/server/repositories/submitted-content.server.ts'
import { begin, move } from '#machines/processes.ts'

export interface ConditionTerms {
  sentence: string
  owner: string
  evidenceAsked: string
  dueOn: Date
  holdsBack: 'nothing' | 'award' | 'fieldwork' | 'close_out' | 'payment'
  moneyFor: string
  whyNoMoney: string
  howChecked?: string
  /** Who pays for it. */
  pays?: 'reviewing_body' | 'organisation' | 'nobody'
  /** With money from the reviewing body: when it is expected, and how many days after its arrival the condition is due. */
  fundsExpectedOn?: Date | null
  daysAfterFunds?: number | null
}

/** One requirement named in a judgement, with the reason; a list is named as `list:risks`. */
export interface Point {
  requirementId: string
  kind: 'change' | 'exception' | 'sampled'
  reason: string
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
    judgement: 'accepted' | 'changes_asked' | 'returned' | 'information_asked'
    requirementIds: string[]
    points?: readonly Point[]
    reason: string
    reviewerId: string
    at: Date
  },
): Promise<void> {
  const points = JSON.parse(JSON.stringify(row.points ?? [])) as object
  await tx.reviewRemark.create({ data: { ...row, points }, select: { id: true } })
}

/** Why documents were issued anew or set aside: both sides read it among the comments. */
export async function sayToBoth(
  tx: Transaction,
  comment: { assessmentId: string; authorId: string; body: string; at: Date },
): Promise<void> {
  await tx.comment.create({ data: { ...comment, audience: 'both' }, select: { id: true } })
}

export async function createDecision(
  tx: Transaction,
  row: {
    assessmentId: string
    outcome: string
    reason: string
    /** By principle. */
    reasons: Record<string, string>
    letter: string
    letterLocale: string
    decidedById: string
    reviewedById: string
    decidedAt: Date
  },
): Promise<void> {
  const { assessmentId, ...terms } = row
  const undone = await tx.decision.findUnique({ where: { assessmentId }, select: { standing: true } })
  if (!undone) await tx.decision.create({ data: row, select: { assessmentId: true } })
  else
    await tx.decision.update({
      where: { assessmentId },
      data: { ...terms, standing: true },
      select: { assessmentId: true },
    })
}

/** Keeps the decision as it stood, with who undid it and why, and drops the conditions it had set. */
export async function undoDecision(
  tx: Transaction,
  assessmentId: string,
  undone: { kind: 'reverted' | 'appealed'; undoneById: string; undoneAt: Date; undoneBecause: string },
): Promise<void> {
  const { standing: _, ...decision } = await tx.decision.findUniqueOrThrow({ where: { assessmentId } })
  const number = (await tx.pastDecision.count({ where: { assessmentId } })) + 1
  await tx.pastDecision.create({
    data: { ...decision, reasons: decision.reasons as object, number, ...undone },
    select: { id: true },
  })
  await tx.decision.update({
    where: { assessmentId },
    data: { standing: false },
    select: { assessmentId: true },
  })
  for (const condition of await listConditions(tx, assessmentId)) {
    const moved = move('condition', condition, { type: 'drop' })
    if (!moved) continue
    const { value, context, ...columns } = moved.stored
    await tx.condition.update({
      where: { id: condition.id },
      data: { ...columns, value: value as object, context: context as object, revision: { increment: 1 } },
      select: { id: true },
    })
  }
}

export function listPastDecisions(tx: Transaction, assessmentId: string) {
  return tx.pastDecision.findMany({ where: { assessmentId }, orderBy: { number: 'asc' } })
}

export async function lodgeAppeal(
  tx: Transaction,
  row: { assessmentId: string; grounds: string; lodgedById: string; lodgedAt: Date },
): Promise<void> {
  await tx.appeal.create({ data: row, select: { id: true } })
}

/** Ends the appeal that waits: heard by somebody, or taken back by whoever lodged it. */
export async function endAppeal(
  tx: Transaction,
  assessmentId: string,
  end:
    | { state: 'taken_back' }
    | { state: 'upheld' | 'dismissed'; heardById: string; reason: string; heardAt: Date },
): Promise<void> {
  await tx.appeal.updateMany({ where: { assessmentId, state: 'lodged' }, data: end })
}

export function listAppeals(tx: Transaction, assessmentId: string) {
  return tx.appeal.findMany({ where: { assessmentId }, orderBy: { lodgedAt: 'asc' } })
}

export async function createConditions(
  tx: Transaction,
  assessmentId: string,
  conditions: ConditionTerms[],
  setById: string,
  now: Date,
): Promise<void> {
  if (conditions.length === 0) return
  const before = await tx.condition.count({ where: { assessmentId } })
  await tx.condition.createMany({
    data: conditions.map((terms, index) => ({
      ...terms,
      ...firstState(terms),
      assessmentId,
      position: before + index + 1,
      setById,
      createdAt: now,
    })),
  })
}

/** A condition with money from the reviewing body waits for that money first. */
function firstState(terms: ConditionTerms) {
  const begun = begin('condition').stored
  const funded = terms.pays === 'reviewing_body' && terms.daysAfterFunds != null
  const { value, context, ...columns } = funded
    ? move('condition', begun, { type: 'awaitMoney' })!.stored
    : begun
  return { ...columns, value: value as object, context: context as object }
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
      points: true,
      reason: true,
      reviewerId: true,
      at: true,
    },
  })
}

/** Those that the newest decision has set: what was met under one that fell belongs to that one. */
export async function listConditions(tx: Transaction, assessmentId: string) {
  const decision = await tx.decision.findUnique({ where: { assessmentId }, select: { decidedAt: true } })
  if (!decision) return []
  return tx.condition.findMany({
    where: { assessmentId, state: { not: 'dropped' }, createdAt: { gte: decision.decidedAt } },
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
      howChecked: true,
      pays: true,
      fundsExpectedOn: true,
      daysAfterFunds: true,
      fundsSentOn: true,
      fundsArrivedOn: true,
      metAt: true,
      createdAt: true,
      machineVersion: true,
      state: true,
      value: true,
      context: true,
      revision: true,
    },
  })
}
