import type { Actor } from '#app/policies/actor.ts'

export type Supervision = 'never' | 'overdue' | 'inTime'

/** Days as `2026-03-27`. */
export function supervisionOf(lastOn: string | null, today: string, within: number): Supervision {
  if (lastOn === null) return 'never'
  const days = (Date.parse(today) - Date.parse(lastOn)) / (24 * 60 * 60 * 1000)
  return days > within ? 'overdue' : 'inTime'
}

/** So that nobody counts their way to a case: none, 1 to 4, 5 to 9, 10 and more. */
export const loads = ['none', 'few', 'some', 'many'] as const
export type Load = (typeof loads)[number]

export function loadBand(count: number): Load {
  if (count === 0) return 'none'
  return count < 5 ? 'few' : count < 10 ? 'some' : 'many'
}

const carers = ['case_handler', 'safeguarding_lead']

/** Colleagues who handle cases, and the lead of their body, see how much lies with each. */
export function bodiesToCareFor(actor: Actor): { id: string; name: string }[] {
  const own = actor.memberships.filter(({ role }) => carers.includes(role))
  return [
    ...new Map(
      own.map((one) => [one.organisationId, { id: one.organisationId, name: one.organisationName }]),
    ).values(),
  ]
}

export function mayCareForHandlersOf(actor: Actor, organisationId: string): boolean {
  return bodiesToCareFor(actor).some(({ id }) => id === organisationId)
}

const counted = ['case_handler', 'safeguarding_lead', 'approver', 'programme_officer']

/** Who is answerable for cases, for the body, or for a programme; everybody else is shown no figure. */
export function maySeeFigures(actor: Actor): boolean {
  return actor.memberships.some(({ role }) => counted.includes(role))
}
