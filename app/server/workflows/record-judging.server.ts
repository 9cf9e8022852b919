import { z } from 'zod'
import { canonicalJson, principles } from '#content/index.ts'
import { formatMoney } from '#content/registers/amounts.ts'
import { wordsFor, type Locale } from '#content/words.ts'
import type { Transaction } from '#app/server/database.server.ts'
import type { FullRecordModel, OpinionModel } from '#app/server/documents/assessment-model.server.ts'
import type { AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import { listAppeals, listPastDecisions, listRemarks } from '#app/server/repositories/judgements.server.ts'
import type { SubmittedContent } from '#app/server/repositories/submitted-content.server.ts'
import { requirementModel } from '#app/server/workflows/record-requirements.server.ts'

type Names = (personId: string) => string
type Remarks = Awaited<ReturnType<typeof listRemarks>>
type Principle = FullRecordModel['principles'][number]
export type SentContent = {
  number: number
  content: SubmittedContent & { registers?: Record<string, unknown> }
}

const Points = z
  .array(
    z.object({
      requirementId: z.string(),
      kind: z.enum(['change', 'exception', 'sampled']),
      reason: z.string().default(''),
    }),
  )
  .catch([])
const Reasons = z.partialRecord(z.enum(principles), z.string()).catch({})

/** Of each principle: what was asked and answered, what every reviewer found, what was changed, and why it was decided so. */
export async function judgedPrinciples(
  tx: Transaction,
  row: AssessmentRow,
  sent: readonly SentContent[],
  reviewers: readonly Reviewing[],
  names: Names,
): Promise<Principle[]> {
  const locale = row.locale as Locale
  const remarks = await listRemarks(tx, row.id)
  const opinions = await opinionsOf(tx, row, reviewers, locale)
  const decided = Reasons.parse(row.decision?.reasons)
  const { content } = sent.at(-1)!
  return principles.map((id) => {
    const own = remarks.filter(({ principle }) => principle === id)
    const remark = own.findLast(({ judgement }) => judgement === 'accepted' || judgement === 'changes_asked')
    const asked = content.requirements.filter(({ principle }) => principle === id)
    return {
      id,
      name: asked[0]?.principleName ?? wordsFor(locale)(`content.principle.${id}`),
      judgement: (remark?.judgement as Principle['judgement'] | undefined) ?? null,
      remark: remark?.reason ?? '',
      judgedOn: remark ? dayOf(remark.at) : null,
      decided: decided[id] ?? '',
      points: notChanges(remark?.points),
      opinions: opinions.filter((one) => one.principle === id).map(({ principle: _, ...opinion }) => opinion),
      changes: changesOf(own, sent, names),
      requirements: asked.map((question) => requirementModel(question, locale)),
    }
  })
}

/** Exceptions and what was drawn at random; changes that were asked stand by themselves. */
function notChanges(points: unknown): Principle['points'] {
  return Points.parse(points ?? []).filter(({ kind }) => kind !== 'change')
}

/** Each request with what became of it: whether the same answer came again, or another one. */
function changesOf(remarks: Remarks, sent: readonly SentContent[], names: Names): Principle['changes'] {
  return remarks
    .filter(({ judgement }) => judgement === 'changes_asked' || judgement === 'information_asked')
    .map(({ submissionNumber, at, reviewerId, reason, points, requirementIds }) => {
      const named = Points.parse(points).filter(({ kind }) => kind === 'change')
      const unnamed = requirementIds
        .filter((id) => !named.some(({ requirementId }) => requirementId === id))
        .map((requirementId) => ({ requirementId, reason: '' }))
      return {
        submission: submissionNumber,
        on: dayOf(at),
        by: names(reviewerId),
        reason,
        points: [...named, ...unnamed].map((point) => ({
          requirementId: point.requirementId,
          reason: point.reason,
          changedIn: changedIn(point.requirementId, submissionNumber, sent),
        })),
      }
    })
}

/** The first submission after the one asked about in which it stands otherwise. */
export function changedIn(id: string, asked: number, sent: readonly SentContent[]): number | null {
  const before = sent.find(({ number }) => number === asked)
  if (!before) return null
  const was = answerOf(before, id)
  return sent.find((later) => later.number > asked && answerOf(later, id) !== was)?.number ?? null
}

function answerOf({ content }: SentContent, id: string): string {
  const list = /^list:(\w+)$/.exec(id)?.[1]
  if (list) return canonicalJson(content.registers?.[list] ?? null)
  const answer = content.requirements.find((requirement) => requirement.id === id)
  return canonicalJson(answer ? [answer.choice, answer.text, answer.dueOn, answer.value ?? null] : null)
}

export type Reviewing = FullRecordModel['reviewers'][number] & { personId: string }

/** Who looked at it, in which part. Somebody who stepped back before saying anything took no part. */
export async function reviewersOf(
  tx: Transaction,
  row: AssessmentRow,
  reviewingBodyName: string,
  names: Names,
): Promise<Reviewing[]> {
  const locale = row.locale as Locale
  const assigned = await tx.reviewAssignment.findMany({
    where: { assessmentId: row.id, OR: [{ endedAt: null }, { doneAt: { not: null } }] },
    orderBy: { assignedAt: 'asc' },
  })
  const bodies = await bodiesOf(
    tx,
    row,
    assigned.map(({ personId }) => personId),
  )
  return assigned.map(({ personId, part, paid, paidCurrency }) => ({
    personId,
    part: part as Reviewing['part'],
    name: names(personId),
    roleLabel: wordsFor(locale)('content.role.reviewer'),
    organisationName: isOwn(part) ? reviewingBodyName : (bodies.get(personId) ?? ''),
    paid: paid && paidCurrency ? formatMoney(locale, paid.toFixed(2), paidCurrency) : null,
  }))
}

function isOwn(part: string): boolean {
  return part === 'first' || part === 'second'
}

/** Another body than the one that reviews, because these look from outside. */
async function bodiesOf(
  tx: Transaction,
  row: AssessmentRow,
  personIds: string[],
): Promise<Map<string, string>> {
  const memberships = await tx.membership.findMany({
    where: { personId: { in: personIds }, organisationId: { not: row.reviewingBodyId } },
    select: { personId: true, organisation: { select: { name: true } } },
    orderBy: { fromAt: 'asc' },
  })
  return new Map(memberships.map(({ personId, organisation }) => [personId, organisation.name]))
}

/** The newest of each reviewer on each principle. The first reviewer's are the remarks themselves. */
async function opinionsOf(
  tx: Transaction,
  row: AssessmentRow,
  reviewers: readonly Reviewing[],
  locale: Locale,
): Promise<(OpinionModel & { principle: string })[]> {
  const rows = await tx.reviewOpinion.findMany({ where: { assessmentId: row.id }, orderBy: { at: 'asc' } })
  const newest = new Map(rows.map((opinion) => [`${opinion.personId} ${opinion.principle}`, opinion]))
  return [...newest.values()].flatMap(({ personId, principle, judgement, reason, points, at }) => {
    const reviewer = reviewers.find((one) => one.personId === personId && one.part !== 'first')
    if (!reviewer) return []
    const { part, name, organisationName } = reviewer
    const role = wordsFor(locale)('content.role.reviewer')
    return [
      {
        ...{ principle, part, name, organisationName, roleLabel: role, reason },
        judgement: judgement as OpinionModel['judgement'],
        on: dayOf(at),
        points: Points.parse(points),
      },
    ]
  })
}

export async function historyOf(
  tx: Transaction,
  assessmentId: string,
): Promise<{
  past: Awaited<ReturnType<typeof listPastDecisions>>
  heard: Awaited<ReturnType<typeof listAppeals>>
}> {
  return { past: await listPastDecisions(tx, assessmentId), heard: await listAppeals(tx, assessmentId) }
}

export function earlierModel(
  { past, heard }: Awaited<ReturnType<typeof historyOf>>,
  names: Names,
): Pick<FullRecordModel, 'earlierDecisions' | 'appeals'> {
  return {
    earlierDecisions: past.map((one) => ({
      number: one.number,
      outcome: one.outcome,
      reason: one.reason,
      decidedOn: dayOf(one.decidedAt),
      decidedBy: names(one.decidedById),
      kind: one.kind as 'reverted' | 'appealed',
      undoneOn: dayOf(one.undoneAt),
      undoneBy: names(one.undoneById),
      undoneBecause: one.undoneBecause,
    })),
    appeals: heard.map((one) => ({
      grounds: one.grounds,
      lodgedOn: dayOf(one.lodgedAt),
      lodgedBy: names(one.lodgedById),
      state: one.state as 'lodged',
      heardBy: one.heardById ? names(one.heardById) : null,
      heardOn: one.heardAt ? dayOf(one.heardAt) : null,
      reason: one.reason,
    })),
  }
}

export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}
