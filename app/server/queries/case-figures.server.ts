import type { Actor, Role } from '#app/policies/actor.ts'
import { maySeeFigures } from '#app/policies/handler-care.policy.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem, withScope } from '#app/server/database.server.ts'
import { notPermitted } from '#app/server/errors.server.ts'
import { bodyFacts } from '#app/server/repositories/cases.server.ts'
import {
  ownFigures,
  pooled,
  receivedBy,
  type OwnFigures,
} from '#app/server/repositories/concern-figures.server.ts'
import { addMonths } from '#content/concern-clocks.ts'
import { dateOf, dayOf } from '#content/working-days.ts'

export const bands = ['none', 'few', 'some', 'many'] as const
export type Band = (typeof bands)[number]

/** None known, 1 to 4, 5 to 9, 10 and more: so that nobody counts their way to a person. */
export function bandOf(count: number): Band {
  if (count === 0) return 'none'
  return count < 5 ? 'few' : count < 10 ? 'some' : 'many'
}

const fewestAwards = 5

export type Figures =
  /** Of the cases in which this person takes part: a case about them is in no count that they see. */
  | { kind: 'exact'; body: string; own: OwnFigures }
  | { kind: 'band'; body: string; band: Band }
  | { kind: 'pooled'; band: Band }
  | { kind: 'tooFew' }

const exact: readonly Role[] = ['case_handler', 'safeguarding_lead']

/** Twelve months, without trials of a door. */
export async function figuresPage(actor: Actor): Promise<{ since: Date; figures: Figures[] }> {
  if (!maySeeFigures(actor)) throw notPermitted()
  const at = now()
  const since = dateOf(addMonths(dayOf(at), -12))
  const bodiesWith = (roles: readonly Role[]) => [
    ...new Set(actor.memberships.filter(({ role }) => roles.includes(role)).map((one) => one.organisationId)),
  ]
  const handled = bodiesWith(exact)
  const governed = bodiesWith(['approver']).filter((id) => !handled.includes(id))
  const names = await asSystem('names of bodies', (tx) => bodyFacts(tx, [...handled, ...governed]))
  const figures: Figures[] = []
  for (const id of handled) {
    const own = await withScope(actor.id, (tx) => ownFigures(tx, id, since, at))
    figures.push({ kind: 'exact', body: names.get(id)?.name ?? '', own })
  }
  for (const id of governed) {
    const count = await asSystem('how many a body received', (tx) => receivedBy(tx, id, since))
    figures.push({ kind: 'band', body: names.get(id)?.name ?? '', band: bandOf(count) })
  }
  if (figures.length > 0) return { since, figures }
  const { awards, received } = await asSystem('how many all bodies received', (tx) => pooled(tx, since))
  return {
    since,
    figures: [awards < fewestAwards ? { kind: 'tooFew' } : { kind: 'pooled', band: bandOf(received) }],
  }
}
