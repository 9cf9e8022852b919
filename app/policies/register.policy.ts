import type { Actor, Role } from '#app/policies/actor.ts'
import { isOnAuthorSide, type AssessmentFacts } from '#app/policies/assessment.policy.ts'
import { contributionOf, standingsOf } from '#app/policies/participation.ts'

export const registerActions = ['read', 'edit', 'readSealed', 'acceptAsFunder'] as const
export type RegisterAction = (typeof registerActions)[number]

/** What each job of the body that writes the plan may do with its registers. */
const byRole: Partial<Record<Role, readonly RegisterAction[]>> = {
  principal_investigator: ['read', 'edit', 'readSealed'],
  focal_point: ['read', 'edit', 'readSealed'],
  safeguarding_lead: ['read', 'edit', 'readSealed'],
  // Signs off what remains, so reads it; of a row that is sealed only that there is one.
  approver: ['read'],
}

/**
 * Rows are written with the plan: by the author's people and by those whom the author asked to help. A row sealed for
 * somebody's safety is for three jobs of the author's own body: whoever was asked to help, and every partner, sees only that
 * there is one.
 */
export function mayOnRegister(actor: Actor, action: RegisterAction, facts: AssessmentFacts): boolean {
  const standings = standingsOf(actor, facts)
  if (action === 'acceptAsFunder') return acceptsAsFunder(actor, facts)
  const own = standings.some(
    ({ capacity, role }) => capacity === 'author' && (byRole[role]?.includes(action) ?? false),
  )
  if (own || action === 'readSealed') return own
  const readsOwnDuties =
    action === 'read' &&
    facts.audience === 'funder' &&
    standings.some(({ capacity, role }) => capacity === 'author' && role === 'programme_officer')
  const asked = contributionOf(actor, facts)
  return readsOwnDuties || asked === 'contributor' || (asked === 'commenter' && action === 'read')
}

/**
 * A critical risk that remains is the funder's decision too: by whoever decides there and has said that they have no conflict,
 * or looks after its safeguarding.
 */
function acceptsAsFunder(actor: Actor, facts: AssessmentFacts): boolean {
  if (isOnAuthorSide(actor, facts)) return false
  const declared = (facts.declaredIds ?? []).includes(actor.id)
  return standingsOf(actor, facts).some(
    ({ capacity, role }) =>
      capacity === 'reviewing_body' && ((role === 'approver' && declared) || role === 'safeguarding_lead'),
  )
}

export interface RiskToSign {
  sealed: boolean
  lastEditorId: string
  /** People of the author's body who hold these jobs today. */
  signers: readonly { personId: string; role: Role }[]
}

/**
 * What remains high or critical is signed off by the research organisation, never by whoever wrote it last: a second person
 * has to have looked. That is the body's safeguarding lead or an approver. A small body has neither: there its principal
 * investigator signs off what a colleague wrote, so that a small body is not shut out and two people still look. Nobody signs
 * off words they may not read.
 */
export function maySignOff(actor: Actor, risk: RiskToSign, facts: AssessmentFacts): boolean {
  if (actor.id === risk.lastEditorId) return false
  const mine = standingsOf(actor, facts)
    .filter(({ capacity }) => capacity === 'author')
    .map(({ role }) => role)
  const signing: Role[] = risk.sealed ? ['safeguarding_lead'] : ['safeguarding_lead', 'approver']
  if (mine.some((role) => signing.includes(role))) return true
  const somebody = risk.signers.some(
    ({ personId, role }) => signing.includes(role) && personId !== risk.lastEditorId,
  )
  return !somebody && mine.includes('principal_investigator')
}
