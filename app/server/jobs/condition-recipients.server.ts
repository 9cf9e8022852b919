import type { Role } from '#app/policies/actor.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { except, holders, membersStill } from '#app/server/jobs/holders.server.ts'
import type { ConditionRow, Parties } from '#app/server/jobs/recipients.server.ts'

/** Whoever sent the plan, or those who answer for the body now; and its focal points, who do the work. */
export async function ownerSide(tx: Transaction, assessment: Parties): Promise<string[]> {
  const { organisationId, submissions } = assessment
  const sender = await membersStill(
    tx,
    organisationId,
    submissions.map(({ submittedById }) => submittedById),
  )
  const answering: Role[] = ['principal_investigator', 'safeguarding_lead']
  return [
    ...(sender.length > 0 ? sender : await holders(tx, organisationId, answering)),
    ...(await holders(tx, organisationId, ['focal_point'])),
  ]
}

/** Its officers, and whoever may act next: `dischargers` are those who may discharge what somebody else has checked. */
export async function funderSide(
  tx: Transaction,
  { reviewingBodyId }: Parties,
  { events }: ConditionRow,
  next: 'officers' | 'reviewers' | 'approvers' | 'dischargers',
): Promise<string[]> {
  const officers = await holders(tx, reviewingBodyId, ['programme_officer'])
  switch (next) {
    case 'officers':
      return officers
    case 'reviewers':
      return [...officers, ...(await holders(tx, reviewingBodyId, ['reviewer']))]
    case 'approvers':
      return [...officers, ...(await holders(tx, reviewingBodyId, ['approver']))]
    case 'dischargers': {
      const checkedBy = events.map(({ personId }) => personId)
      return [...officers, ...except(await holders(tx, reviewingBodyId, ['approver']), checkedBy)]
    }
  }
}

/** Level 1: whoever is late. From 2 on their safeguarding lead too, from 3 on those for whom they do the work. */
export async function whoIsLate(
  tx: Transaction,
  assessment: Parties,
  condition: ConditionRow,
  level: number,
): Promise<string[]> {
  // Whoever asked for more time waits for an answer meanwhile.
  const ownersTurn = condition.state === 'open' && !timeAskedOf(condition)
  const bodyId = ownersTurn ? assessment.organisationId : assessment.reviewingBodyId
  return [
    ...(ownersTurn
      ? await ownerSide(tx, assessment)
      : await funderSide(tx, assessment, condition, nextOfFunder(condition.state))),
    ...(level >= 2 ? await holders(tx, bodyId, ['safeguarding_lead']) : []),
    ...(level >= 3 ? await above(tx, assessment.id) : []),
  ]
}

function timeAskedOf({ context }: ConditionRow): boolean {
  return (context as { timeAsked?: string | null }).timeAsked != null
}

function nextOfFunder(state: string): 'officers' | 'reviewers' | 'dischargers' {
  if (state === 'given') return 'reviewers'
  return state === 'checked' ? 'dischargers' : 'officers'
}

/** The officers and leads of whoever runs the call or holds the tier above. */
async function above(tx: Transaction, recordId: string): Promise<string[]> {
  const bodies = await tx.participation.findMany({
    where: {
      recordId,
      capacity: { in: ['owner', 'upper_tier'] },
      organisationId: { not: null },
      untilAt: null,
    },
    distinct: ['organisationId'],
    select: { organisationId: true },
  })
  const people: string[] = []
  for (const { organisationId } of bodies)
    people.push(...(await holders(tx, organisationId!, ['programme_officer', 'safeguarding_lead'])))
  return people
}
