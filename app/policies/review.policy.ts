import type { Actor, Role } from '#app/policies/actor.ts'
import {
  isOnAuthorSide,
  mayAct,
  type AssessmentFacts,
  type ReviewPart,
} from '#app/policies/assessment.policy.ts'
import { capacitiesOf, standingsOf } from '#app/policies/participation.ts'

/** Whoever judges or decides, for the body that reviews or from outside. */
export function judges(actor: Actor, facts: AssessmentFacts): boolean {
  if (isOnAuthorSide(actor, facts)) return false
  return (
    capacitiesOf(actor, facts).includes('outside_reviewer') ||
    standingsOf(actor, facts).some(
      ({ capacity, role }) => capacity === 'reviewing_body' && (role === 'reviewer' || role === 'approver'),
    )
  )
}

/** Before anything is read, they say whether they have a conflict. */
export function mustDeclare(actor: Actor, facts: AssessmentFacts): boolean {
  return judges(actor, facts) && !(facts.declaredIds ?? []).includes(actor.id)
}

/** Judges without knowing what others found, until done. */
export function judgesBlind(actor: Actor, facts: AssessmentFacts): boolean {
  return (facts.assigned ?? []).some(
    ({ personId, part, done }) => personId === actor.id && part !== 'first' && !done,
  )
}

const workOf = { acceptPrinciple: 'reviewer', decide: 'approver', upholdAppeal: 'approver' } as const
/** A step that only some of those who have the job may take. */
export type FourEyesStep = keyof typeof workOf
export type Barred = 'wrote' | 'judged' | 'beside' | 'another' | 'decided' | 'decidedBefore'

/**
 * Why a step is not this person's although it is the work of their job. Null for whoever may take it, may once they have said
 * that there is no conflict, or does not have the job.
 */
export function barredFrom(actor: Actor, step: FourEyesStep, facts: AssessmentFacts): Barred | null {
  const hasJob = standingsOf(actor, facts).some(
    ({ capacity, role }) => capacity === 'reviewing_body' && role === workOf[step],
  )
  const declared = { ...facts, declaredIds: [...(facts.declaredIds ?? []), actor.id] }
  if (!hasJob || mayAct(actor, step, declared)) return null
  if (isOnAuthorSide(actor, facts)) return 'wrote'
  const part = (facts.assigned ?? []).find(({ personId }) => personId === actor.id)?.part ?? null
  if (step === 'acceptPrinciple') return part !== null && part !== 'first' ? 'beside' : 'another'
  if (facts.decidedById === actor.id) return 'decided'
  const judged = part !== null || [...facts.reviewerIds, ...(facts.opinionIds ?? [])].includes(actor.id)
  return judged ? 'judged' : 'decidedBefore'
}

/** Somebody who might be given a part in a review, as far as it matters for that. */
export interface Candidate {
  personId: string
  /** Jobs in force today. */
  roles: readonly { organisationId: string; role: Role }[]
  conflicted: boolean
}

interface Reviewed extends AssessmentFacts {
  organisationId: string
  reviewingBodyId: string
}

export const hindrances = ['writes', 'conflicted', 'hasPart', 'decided', 'noReviewer', 'belongs'] as const
export type Hindrance = (typeof hindrances)[number]

/** What keeps somebody from being given this part; null when nothing does. */
export function hindranceOf(one: Candidate, part: ReviewPart, about: Reviewed): Hindrance | null {
  const ours = one.roles.filter(({ organisationId }) => organisationId === about.reviewingBodyId)
  if (one.conflicted) return 'conflicted'
  if (writesFor(one, about)) return 'writes'
  if ((about.assigned ?? []).some(({ personId }) => personId === one.personId)) return 'hasPart'
  if (about.decidedById === one.personId || (about.formerDeciderIds ?? []).includes(one.personId))
    return 'decided'
  if (part === 'partner' || part === 'outside') return ours.length > 0 ? 'belongs' : null
  if (part === 'second' && about.reviewerIds.includes(one.personId)) return 'hasPart'
  return ours.some(({ role }) => role === 'reviewer') ? null : 'noReviewer'
}

function writesFor({ personId, roles }: Candidate, about: Reviewed): boolean {
  return (
    roles.some(({ organisationId }) => organisationId === about.organisationId) ||
    about.createdById === personId ||
    (about.submitterIds ?? []).includes(personId) ||
    about.participations.some(
      (one) => one.personId === personId && (one.capacity === 'contributor' || one.capacity === 'commenter'),
    )
  )
}

/**
 * Parts that are still missing before a review is finished. A funder's own answers are looked at by a partner whom it pays, as
 * soon as there is one to ask, and by somebody from outside: the body that reviews, where it is not the funder itself.
 */
export function missingParts(
  {
    audience,
    organisationId,
    reviewingBodyId,
    assigned = [],
  }: Pick<Reviewed, 'audience' | 'organisationId' | 'reviewingBodyId' | 'assigned'>,
  hasPartners: boolean,
): ReviewPart[] {
  if (audience !== 'funder') return []
  const has = (wanted: ReviewPart) => assigned.some(({ part }) => part === wanted)
  const needed: ReviewPart[] = [
    ...(hasPartners ? (['partner'] as const) : []),
    ...(organisationId === reviewingBodyId ? (['outside'] as const) : []),
  ]
  return needed.filter((part) => !has(part))
}
