import type { Actor } from '#app/policies/actor.ts'
import { now, replaceClock } from '#app/server/clock.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import type { ConditionTerms } from '#app/server/repositories/judgements.server.ts'
import { advanceCondition, type ConditionIntent } from '#app/server/workflows/condition.server.ts'
import { dateOf } from '#content/working-days.ts'
import { aReviewedPlan, move, type Cast } from '#tests/support/line.ts'

export const aTerm: ConditionTerms = {
  sentence: 'Every service on the Zemani map has been called.',
  owner: 'Tsavanya Listening Circle',
  evidenceAsked: 'The map with a date on each entry',
  howChecked: 'Two numbers are called again',
  dueOn: dateOf('2030-03-15'),
  holdsBack: 'fieldwork',
  pays: 'organisation',
  moneyFor: 'Safeguarding budget, line 3',
  whyNoMoney: '',
}

/** Due thirty days after the money of the funder, which was promised for 15 February. */
export const aFundedTerm: ConditionTerms = {
  ...aTerm,
  sentence: 'A second focal point is trained.',
  holdsBack: 'payment',
  pays: 'reviewing_body',
  fundsExpectedOn: dateOf('2030-02-15'),
  daysAfterFunds: 30,
}

/** What time it is, from now on, for the whole program. */
export function itIs(day: string, hour = '12:00'): void {
  const moment = new Date(`${day}T${hour}:00Z`)
  replaceClock(() => moment)
}

/** A plan approved with these conditions on 1 February 2030; their ids in order. */
export async function approvedWith(
  cast: Cast,
  ...terms: ConditionTerms[]
): Promise<{ plan: string; ids: string[] }> {
  itIs('2030-02-01')
  const plan = await aReviewedPlan(cast)
  await move({ ...cast.approver, steppedUpAt: now() }, plan, {
    type: 'decide',
    outcome: 'approved_with_conditions',
    reason: 'A careful plan.',
    conditions: terms,
  })
  const rows = await asSystem('test conditions', (tx) =>
    tx.condition.findMany({
      where: { assessmentId: plan },
      orderBy: { position: 'asc' },
      select: { id: true },
    }),
  )
  return { plan, ids: rows.map(({ id }) => id) }
}

/** Takes steps, having just proved who it is. */
export async function take(actor: Actor, id: string, ...intents: ConditionIntent[]): Promise<void> {
  for (const intent of intents)
    await advanceCondition({ ...actor, steppedUpAt: now() }, id, intent, 'newest', now())
}

/** A piece of evidence that the body of this person keeps. */
export function keptPiece(actor: Actor, title = 'The map'): Promise<string> {
  const organisationId = actor.memberships[0]!.organisationId
  const terms = {
    kind: 'link',
    title,
    url: 'https://example.org/map',
    createdById: actor.id,
    createdAt: now(),
  }
  return asSystem('test evidence', (tx) =>
    tx.evidenceItem.create({ data: { organisationId, ...terms }, select: { id: true } }),
  ).then(({ id }) => id)
}

export async function giving(actor: Actor, note = ''): Promise<ConditionIntent> {
  return { type: 'giveEvidence', evidenceIds: [await keptPiece(actor)], fresh: null, note }
}

export function conditionNow(id: string) {
  return asSystem('test condition', (tx) =>
    tx.condition.findUniqueOrThrow({
      where: { id },
      include: { events: { orderBy: [{ at: 'asc' }, { id: 'asc' }] } },
    }),
  )
}
