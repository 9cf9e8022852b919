import type { Actor, SystemActor } from '#app/policies/actor.ts'
import {
  allows,
  capacitiesOf,
  standingsOf,
  type Allowed,
  type ParticipationFact,
  type Standing,
} from '#app/policies/participation.ts'

export { capacitiesOf } from '#app/policies/participation.ts'

export const assessmentActions = [
  'answer',
  'submit',
  'resubmit',
  'withdraw',
  'startReview',
  'acceptPrinciple',
  'askForChange',
  'requestChanges',
  'completeReview',
  'returnToReview',
  'decide',
  'documentsReady',
  'documentsFailed',
  'retryDocuments',
  'sign',
  'supersede',
] as const
/** Whoever may answer may also begin. */
export type AssessmentAction = (typeof assessmentActions)[number]

export const signingActs = {
  principal_investigator: 'signAsPrincipalInvestigator',
  reviewer: 'signAsReviewer',
  approver: 'signAsApprover',
} as const
export type SigningCapacity = keyof typeof signingActs
/** An action as the tables know it: a signature is given in one capacity. */
export type AssessmentAct = Exclude<AssessmentAction, 'sign'> | (typeof signingActs)[SigningCapacity]

export interface AssessmentFacts {
  participations: readonly ParticipationFact[]
  createdById: string
  /** Who sent it last: the one who signs. */
  submittedById: string | null
  /** Everybody who ever sent it. */
  submitterIds?: readonly string[]
  /** Everybody who judged a principle. */
  reviewerIds: readonly string[]
  decidedById: string | null
  /** Of those who judged, the one whose name the decision and the documents carry. */
  reviewedById?: string | null
  audience: 'funder' | 'project'
}

const answering = ['answer', 'submit', 'resubmit', 'withdraw', 'signAsPrincipalInvestigator'] as const
const judging = [
  'startReview',
  'acceptPrinciple',
  'askForChange',
  'requestChanges',
  'completeReview',
] as const
const deciding = ['decide', 'returnToReview'] as const

export const allowed: Allowed<AssessmentAct> = {
  author: {
    principal_investigator: answering,
    focal_point: ['answer'],
  },
  reviewing_body: {
    programme_officer: ['retryDocuments'],
    reviewer: [...judging, 'signAsReviewer', 'retryDocuments'],
    approver: [...deciding, 'signAsApprover', 'retryDocuments', 'supersede'],
  },
}

/** A funder that answers for itself speaks through its safeguarding lead. */
export const allowedInOwnAssessment: Allowed<AssessmentAct> = {
  ...allowed,
  author: { ...allowed.author, safeguarding_lead: answering },
}

const allowedToSystem: readonly AssessmentAction[] = ['documentsReady', 'documentsFailed']

/**
 * Who may act. Whether the assessment is ready for the action is the machine's question.
 * `sign` needs the capacity in which it is signed; without one it is refused.
 */
export function mayAct(
  actor: Actor | SystemActor,
  action: AssessmentAction,
  facts: AssessmentFacts,
  capacity: SigningCapacity | null = null,
): boolean {
  if ('kind' in actor) return allowedToSystem.includes(action)
  const act = actOf(action, capacity)
  if (!act) return false
  const table = facts.audience === 'funder' ? allowedInOwnAssessment : allowed
  return allows(table, standingsOf(actor, facts), act) && !conflicted(actor, act, facts)
}

function actOf(action: AssessmentAction, capacity: SigningCapacity | null): AssessmentAct | null {
  if (action !== 'sign') return action
  return capacity && signingActs[capacity]
}

/** Four eyes: the author, the reviewer and the approver are three people, and nobody judges their own side. */
function conflicted(actor: Actor, act: AssessmentAct, facts: AssessmentFacts): boolean {
  const judged = facts.reviewerIds.includes(actor.id)
  const decided = facts.decidedById === actor.id
  switch (act) {
    case 'signAsPrincipalInvestigator':
      return judged || decided
    case 'startReview':
    case 'acceptPrinciple':
    case 'askForChange':
    case 'requestChanges':
    case 'completeReview':
      return isOnAuthorSide(actor, facts) || decided
    case 'signAsReviewer':
      return isOnAuthorSide(actor, facts) || decided || !judged
    case 'decide':
    case 'returnToReview':
      return isOnAuthorSide(actor, facts) || judged
    case 'signAsApprover':
      return isOnAuthorSide(actor, facts) || judged || !decided
    default:
      return false
  }
}

/** Also somebody who began or sent it and has left the organisation since. */
export function isOnAuthorSide(actor: Actor, facts: AssessmentFacts): boolean {
  return (
    capacitiesOf(actor, facts).includes('author') ||
    facts.createdById === actor.id ||
    facts.submittedById === actor.id ||
    (facts.submitterIds ?? []).includes(actor.id)
  )
}

/** Deciding and signing ask for a fresh proof of who is there. */
export function needsStepUp(action: AssessmentAction): boolean {
  return action === 'decide' || action === 'sign'
}

/** What keeps somebody from judging or deciding, in a word that the page can explain. */
export function conflictOf(actor: Actor, facts: AssessmentFacts): 'author' | 'reviewer' | null {
  if (isOnAuthorSide(actor, facts)) return 'author'
  return facts.reviewerIds.includes(actor.id) ? 'reviewer' : null
}

export const readables = [
  'draft',
  'progress',
  'submission',
  'remarks',
  'earlier_remarks',
  'decision',
  'full_record',
  'statement',
] as const
/** `remarks` are those of the round under way; `earlier_remarks` were sent to the author. */
export type Readable = (typeof readables)[number]

const decidedStates = ['decided', 'being_signed', 'signed', 'superseded', 'withdrawn']
const documentStates = ['being_signed', 'signed', 'superseded', 'withdrawn']
const publicStates = ['signed', 'superseded']

/** What of an assessment the actor may read. Nobody who only looks after accounts reads an answer. */
export function mayRead(actor: Actor, what: Readable, facts: AssessmentFacts, state: string): boolean {
  if (what === 'statement' && publicStates.includes(state)) return true
  const standings = standingsOf(actor, facts)
  return (
    (standings.some((standing) => readsAsAuthor(standing, facts)) && openToAuthor(what, state)) ||
    (standings.some(readsAsReviewingBody) && openToReviewingBody(what, state)) ||
    (standings.some(readsFromAbove) && what === 'progress' && state !== 'draft')
  )
}

function readsAsAuthor({ capacity, role }: Standing, { audience }: AssessmentFacts): boolean {
  if (capacity !== 'author') return false
  if (role === 'programme_officer') return audience === 'funder'
  return role === 'principal_investigator' || role === 'focal_point' || role === 'safeguarding_lead'
}

function openToAuthor(what: Readable, state: string): boolean {
  switch (what) {
    case 'remarks':
      return state === 'changes_requested' || (decidedStates.includes(state) && state !== 'withdrawn')
    case 'decision':
      return decidedStates.includes(state)
    case 'full_record':
    case 'statement':
      return documentStates.includes(state)
    default:
      return true
  }
}

function readsAsReviewingBody({ capacity, role }: Standing): boolean {
  if (capacity !== 'reviewing_body') return false
  return (
    role === 'programme_officer' || role === 'reviewer' || role === 'approver' || role === 'safeguarding_lead'
  )
}

function openToReviewingBody(what: Readable, state: string): boolean {
  if (what === 'draft' || state === 'draft') return false
  if (what === 'decision') return decidedStates.includes(state)
  if (what === 'full_record' || what === 'statement') return documentStates.includes(state)
  return true
}

/** Whoever runs the call or holds the tier above sees how far it is, never what it says. */
function readsFromAbove({ capacity, role }: Standing): boolean {
  if (capacity !== 'owner' && capacity !== 'upper_tier') return false
  return role !== 'administrator' && role !== 'focal_point'
}
