import type { Actor, Role } from '#app/policies/actor.ts'

const readers: readonly Role[] = ['programme_officer', 'safeguarding_lead', 'administrator']

/**
 * Who may ask what people said about questions. Of which frameworks, the database answers: administrators read about those
 * that came with the program, a body's officer, lead and administrator about those that it brought in.
 */
export function mayReadNotes(actor: Actor): boolean {
  return actor.memberships.some(({ role }) => readers.includes(role))
}
