import type { Role } from '#app/policies/actor.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { aboutNoRecord, caseRecipients } from '#app/server/jobs/case-recipients.server.ts'
import { reviewersAsked, whoSpoke } from '#app/server/jobs/comment-recipients.server.ts'
import { funderSide, ownerSide, whoIsLate } from '#app/server/jobs/condition-recipients.server.ts'
import { except, holders, membersStill, together } from '#app/server/jobs/holders.server.ts'
import type { Notice, Payload } from '#app/server/jobs/names.server.ts'
import { whoMaySecond } from '#app/server/repositories/door-changes.server.ts'
import { whoStillTakesPart } from '#app/server/repositories/notices.server.ts'

export interface Recipients {
  recordId: string
  conditionId: string | null
  personIds: string[]
}

/** Whom a notification is for, each once, and about what. Null when the assessment is gone. */
export async function recipientsOf(tx: Transaction, payload: Payload<'notify'>): Promise<Recipients | null> {
  if (payload.caseId)
    return { recordId: aboutNoRecord, conditionId: null, personIds: await caseRecipients(tx, payload) }
  const { doorChangeId } = payload
  if (doorChangeId)
    return {
      recordId: doorChangeId,
      conditionId: null,
      personIds: await whoMaySecond(tx, doorChangeId),
    }
  const condition = payload.conditionId ? await findCondition(tx, payload.conditionId) : null
  const recordId = condition?.assessmentId ?? payload.assessmentId
  const assessment = recordId ? await findParties(tx, recordId) : null
  if (!assessment || (payload.conditionId && !condition)) return null
  const meant = condition
    ? await aboutCondition(tx, payload, assessment, condition)
    : await aboutAssessment(tx, payload, assessment)
  return {
    recordId: assessment.id,
    conditionId: condition?.id ?? null,
    personIds: await whoStillTakesPart(tx, assessment.id, together(meant)),
  }
}

async function aboutAssessment(
  tx: Transaction,
  { notice, capacity, personId }: Payload<'notify'>,
  assessment: Parties,
): Promise<string[]> {
  const { reviewingBodyId, decision } = assessment
  const inReviewingBody = (...roles: Role[]) => holders(tx, reviewingBodyId, roles)
  const judges = [
    ...assessment.reviewers.map((each) => each.personId),
    ...assessment.remarks.map(({ reviewerId }) => reviewerId),
  ]

  switch (notice) {
    case 'submitted': {
      const first = await membersStill(
        tx,
        reviewingBodyId,
        assessment.reviewers.filter(({ part }) => part === 'first').map((each) => each.personId),
      )
      return first.length > 0 ? first : inReviewingBody('reviewer', 'programme_officer')
    }
    case 'awaitingDecision':
      return except(await inReviewingBody('approver'), [
        ...judges,
        ...assessment.pastDecisions.filter(({ kind }) => kind === 'appealed').map((one) => one.decidedById),
      ])
    case 'documentsFailed':
      return inReviewingBody('approver', 'administrator')
    case 'changesRequested':
    case 'decided':
    case 'signed':
    case 'appealHeard':
      return authors(tx, assessment)
    case 'decisionUndone':
      return capacity === 'approver'
        ? inReviewingBody('approver', 'programme_officer')
        : authors(tx, assessment)
    case 'appealLodged':
      return [
        ...(await inReviewingBody('programme_officer')),
        ...except(await inReviewingBody('approver'), [
          ...judges,
          ...(decision ? [decision.decidedById, decision.reviewedById] : []),
          ...assessment.pastDecisions.map((past) => past.decidedById),
        ]),
      ]
    case 'reviewAssigned':
      return personId ? [personId] : []
    case 'commentAsked':
      return capacity === 'author'
        ? [...(await authors(tx, assessment)), ...(await whoSpoke(tx, assessment.id, 'writers'))]
        : reviewersAsked(tx, assessment)
    case 'reviewerNeeded':
      return inReviewingBody('programme_officer', 'approver')
    case 'yourSignature':
      if (capacity === 'reviewer') return decision ? [decision.reviewedById] : inReviewingBody('reviewer')
      if (capacity === 'approver') return decision ? [decision.decidedById] : inReviewingBody('approver')
      return authors(tx, assessment)
    default:
      // Every other notice is about a condition, and says which.
      return []
  }
}

async function aboutCondition(
  tx: Transaction,
  { notice, level }: Payload<'notify'>,
  assessment: Parties,
  condition: ConditionRow,
): Promise<string[]> {
  const side = conditionSides[notice]
  if (side === 'owner') return ownerSide(tx, assessment)
  if (side) return funderSide(tx, assessment, condition, side)
  return notice === 'conditionLate' ? whoIsLate(tx, assessment, condition, Number(level ?? '1')) : []
}

/** Who hears of it: the side that owes it, or of the reviewing body whoever may act next, besides its officers. */
const conditionSides: Partial<
  Record<Notice, 'owner' | 'officers' | 'reviewers' | 'approvers' | 'dischargers'>
> = {
  moneySent: 'owner',
  evidenceSentBack: 'owner',
  conditionMet: 'owner',
  conditionDueSoon: 'owner',
  timeAnswered: 'owner',
  helpOffered: 'owner',
  moneyArrived: 'officers',
  helpAsked: 'officers',
  evidenceGiven: 'reviewers',
  timeAsked: 'approvers',
  readyToDischarge: 'dischargers',
}

/** Whoever wrote it, while they still belong to the organisation that answers; otherwise those who answer for it now. */
async function authors(tx: Transaction, { organisationId, createdById }: Parties): Promise<string[]> {
  const still = await membersStill(tx, organisationId, [createdById])
  return still.length > 0
    ? still
    : holders(tx, organisationId, ['principal_investigator', 'safeguarding_lead'])
}

export type Parties = NonNullable<Awaited<ReturnType<typeof findParties>>>
export type ConditionRow = NonNullable<Awaited<ReturnType<typeof findCondition>>>

function findParties(tx: Transaction, id: string) {
  return tx.assessment.findUnique({
    where: { id },
    select: {
      id: true,
      organisationId: true,
      reviewingBodyId: true,
      createdById: true,
      decision: { select: { reviewedById: true, decidedById: true } },
      pastDecisions: { select: { decidedById: true, kind: true } },
      reviewers: { where: { endedAt: null }, select: { personId: true, part: true, doneAt: true } },
      remarks: { where: { judgement: { in: ['accepted', 'changes_asked'] } }, select: { reviewerId: true } },
      submissions: { orderBy: { number: 'desc' }, take: 1, select: { submittedById: true } },
    },
  })
}

function findCondition(tx: Transaction, id: string) {
  return tx.condition.findUnique({
    where: { id },
    select: {
      id: true,
      assessmentId: true,
      state: true,
      context: true,
      events: {
        where: { kind: 'findEnough' },
        orderBy: { at: 'desc' },
        take: 1,
        select: { personId: true },
      },
    },
  })
}
