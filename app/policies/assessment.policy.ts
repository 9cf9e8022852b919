import { roles, type Actor, type Role, type SystemActor } from '#app/policies/actor.ts'
import {
  allows,
  capacitiesOf,
  contributionOf,
  standingsOf,
  type Allowed,
  type Contribution,
  type ParticipationFact,
  type Standing,
} from '#app/policies/participation.ts'

export { capacitiesOf } from '#app/policies/participation.ts'

export const assessmentActions = [
  'answer',
  'comment',
  'share',
  'submit',
  'resubmit',
  'takeBack',
  'withdraw',
  'startReview',
  'acceptPrinciple',
  'askForChange',
  'requestChanges',
  'completeReview',
  'returnToReview',
  'askForInformation',
  'decide',
  'revertDecision',
  'replaceDocuments',
  'lodgeAppeal',
  'takeBackAppeal',
  'upholdAppeal',
  'dismissAppeal',
  'assignReviewers',
  'giveOpinion',
  'discuss',
  'documentsReady',
  'documentsFailed',
  'retryDocuments',
  'sign',
  'supersede',
] as const
/** `share` lets others in to write, and gives principles to people; `discuss` is a comment on the judging side. */
export type AssessmentAction = (typeof assessmentActions)[number]

export const signingActs = {
  principal_investigator: 'signAsPrincipalInvestigator',
  reviewer: 'signAsReviewer',
  approver: 'signAsApprover',
} as const
export type SigningCapacity = keyof typeof signingActs
/** An action as the tables know it: a signature is given in one capacity. */
export type AssessmentAct = Exclude<AssessmentAction, 'sign'> | (typeof signingActs)[SigningCapacity]

export const reviewParts = ['first', 'second', 'partner', 'outside'] as const
/** The first reviewer moves the review; the others judge without knowing what the first one found. */
export type ReviewPart = (typeof reviewParts)[number]

export interface AssessmentFacts {
  participations: readonly ParticipationFact[]
  createdById: string
  /** Who sent it last: the one who signs. */
  submittedById: string | null
  /** Everybody who ever sent it or wrote in what was sent. */
  submitterIds?: readonly string[]
  /** Everybody who judged a principle. */
  reviewerIds: readonly string[]
  decidedById: string | null
  /** Who judges it, in which part; without a first one, any reviewer of the body may begin. */
  assigned?: readonly { personId: string; part: ReviewPart; done: boolean }[]
  /** Everybody who said that they have no conflict. */
  declaredIds?: readonly string[]
  /** Whose decision was set aside by an appeal: somebody else decides anew. */
  formerDeciderIds?: readonly string[]
  /** Whose decision was undone, in whatever way: they do not hear an appeal against the one that took its place. */
  undoneDeciderIds?: readonly string[]
  /** Everybody who said beside the first reviewer what they found, also once their part was given to somebody else. */
  opinionIds?: readonly string[]
  /** Of those who judged, the one whose name the decision and the documents carry. */
  reviewedById?: string | null
  audience: 'funder' | 'project'
}

const answering = [
  'answer',
  'comment',
  'share',
  'submit',
  'resubmit',
  'takeBack',
  'withdraw',
  'signAsPrincipalInvestigator',
  'lodgeAppeal',
  'takeBackAppeal',
] as const
const judging = [
  'startReview',
  'acceptPrinciple',
  'askForChange',
  'requestChanges',
  'completeReview',
] as const
const deciding = ['decide', 'returnToReview', 'askForInformation'] as const
const afterDeciding = [
  'revertDecision',
  'replaceDocuments',
  'upholdAppeal',
  'dismissAppeal',
  'supersede',
] as const

export const allowed: Allowed<AssessmentAct> = {
  author: {
    principal_investigator: answering,
    focal_point: ['answer', 'comment'],
    safeguarding_lead: ['comment'],
  },
  reviewing_body: {
    programme_officer: ['retryDocuments', 'assignReviewers', 'discuss'],
    reviewer: [...judging, 'giveOpinion', 'signAsReviewer', 'retryDocuments', 'discuss'],
    approver: [
      ...deciding,
      ...afterDeciding,
      'signAsApprover',
      'retryDocuments',
      'assignReviewers',
      'discuss',
    ],
    safeguarding_lead: ['discuss'],
  },
  outside_reviewer: Object.fromEntries(roles.map((role) => [role, ['giveOpinion']])),
}

/** A funder that answers for itself speaks through its safeguarding lead. */
export const allowedInOwnAssessment: Allowed<AssessmentAct> = {
  ...allowed,
  author: { ...allowed.author, safeguarding_lead: answering, programme_officer: ['comment'] },
}

/** Whoever was invited neither sends nor signs, nor lets others in. */
export const allowedInPerson: Readonly<Record<Contribution, readonly AssessmentAct[]>> = {
  contributor: ['answer', 'comment'],
  commenter: ['comment'],
}

/** Jobs of the body that answers which write its answers: nobody has to invite them. */
export function answeringRoles(audience: AssessmentFacts['audience']): Role[] {
  const table = (audience === 'funder' ? allowedInOwnAssessment : allowed).author ?? {}
  return roles.filter((role) => table[role]?.includes('answer') ?? false)
}

/** Whoever edits the plan settles any comment; whoever only comments, their own. */
export function maySettle(actor: Actor, authorId: string, facts: AssessmentFacts): boolean {
  return (
    mayAct(actor, 'comment', facts) && (actor.id === authorId || contributionOf(actor, facts) !== 'commenter')
  )
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
  const contribution = contributionOf(actor, facts)
  const may =
    allows(table, standingsOf(actor, facts), act) ||
    (contribution !== null && allowedInPerson[contribution].includes(act))
  return may && !conflicted(actor, act, facts)
}

function actOf(action: AssessmentAction, capacity: SigningCapacity | null): AssessmentAct | null {
  if (action !== 'sign') return action
  return capacity && signingActs[capacity]
}

/** Four eyes: the author, the reviewer and the approver are three people, and nobody judges their own side. */
function conflicted(actor: Actor, act: AssessmentAct, facts: AssessmentFacts): boolean {
  const judged = facts.reviewerIds.includes(actor.id)
  const found = judged || (facts.opinionIds ?? []).includes(actor.id)
  const decided = facts.decidedById === actor.id
  const declared = (facts.declaredIds ?? []).includes(actor.id)
  const assigned = facts.assigned ?? []
  const firsts = assigned.filter(({ part }) => part === 'first')
  const mine = assigned.filter(({ personId }) => personId === actor.id)
  const hasPart = mine.length > 0
  const part = mine.some((one) => one.part !== 'first' && !one.done)
    ? 'other'
    : mine.some((one) => one.part === 'first')
      ? 'first'
      : null
  switch (act) {
    case 'signAsPrincipalInvestigator':
      return judged || decided
    case 'startReview':
    case 'acceptPrinciple':
    case 'askForChange':
    case 'requestChanges':
    case 'completeReview':
      return (
        isOnAuthorSide(actor, facts) ||
        decided ||
        !declared ||
        part === 'other' ||
        (firsts.length > 0 && part !== 'first')
      )
    case 'giveOpinion':
      return isOnAuthorSide(actor, facts) || decided || judged || !declared || part !== 'other'
    case 'discuss':
    case 'assignReviewers':
    case 'replaceDocuments':
    case 'supersede':
      return isOnAuthorSide(actor, facts)
    case 'signAsReviewer':
      return isOnAuthorSide(actor, facts) || decided || !judged
    case 'decide':
    case 'returnToReview':
    case 'askForInformation':
      return (
        isOnAuthorSide(actor, facts) ||
        found ||
        hasPart ||
        !declared ||
        (facts.formerDeciderIds ?? []).includes(actor.id)
      )
    case 'revertDecision':
      // Whoever decided may always say that it was a mistake.
      return isOnAuthorSide(actor, facts) || found || (!decided && (hasPart || !declared))
    case 'upholdAppeal':
    case 'dismissAppeal':
      return (
        isOnAuthorSide(actor, facts) ||
        found ||
        decided ||
        hasPart ||
        !declared ||
        (facts.undoneDeciderIds ?? []).includes(actor.id)
      )
    case 'signAsApprover':
      return isOnAuthorSide(actor, facts) || found || !decided
    default:
      return false
  }
}

/** Who looks at it from the author's side today: for the body that answers, or invited to help. */
export function isOnWritingSide(actor: Actor, facts: AssessmentFacts): boolean {
  return capacitiesOf(actor, facts).includes('author') || contributionOf(actor, facts) !== null
}

/** Also somebody who began it, sent it or helped to write it and has left since. */
export function isOnAuthorSide(actor: Actor, facts: AssessmentFacts): boolean {
  const mine = capacitiesOf(actor, facts)
  return (
    mine.includes('author') ||
    mine.includes('contributor') ||
    mine.includes('commenter') ||
    facts.createdById === actor.id ||
    facts.submittedById === actor.id ||
    (facts.submitterIds ?? []).includes(actor.id)
  )
}

/** Deciding and signing ask for a fresh proof of who is there. */
export function needsStepUp(action: AssessmentAction): boolean {
  return steppedUpFor.includes(action)
}

const steppedUpFor: readonly AssessmentAction[] = [
  'decide',
  'sign',
  'revertDecision',
  'replaceDocuments',
  'supersede',
  'upholdAppeal',
  'dismissAppeal',
]

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
  const contribution = contributionOf(actor, facts)
  return (
    (standings.some((standing) => readsAsAuthor(standing, facts)) && openToAuthor(what, state)) ||
    (contribution !== null && readsInPerson(contribution, what) && openToAuthor(what, state)) ||
    (standings.some((standing) => readsAsReviewingBody(standing, facts, actor, what)) &&
      openToReviewingBody(what, state)) ||
    (standings.some(readsFromAbove) && what === 'progress' && state !== 'draft')
  )
}

function readsAsAuthor({ capacity, role }: Standing, { audience }: AssessmentFacts): boolean {
  if (capacity !== 'author') return false
  if (role === 'programme_officer') return audience === 'funder'
  return role === 'principal_investigator' || role === 'focal_point' || role === 'safeguarding_lead'
}

/**
 * Whoever helps to write reads what the focal point reads: the plan is no better for answers given half blind. Whoever only
 * comments reads the words and what was said about them, not the decision with its money and its documents.
 */
function readsInPerson(contribution: Contribution, what: Readable): boolean {
  return contribution === 'contributor' || !afterwards.includes(what)
}

const afterwards: readonly Readable[] = ['decision', 'full_record', 'statement']

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

/** Whoever judges or decides says first whether there is a conflict, and reads afterwards. */
function readsAsReviewingBody(
  { capacity, role }: Standing,
  facts: AssessmentFacts,
  actor: Actor,
  what: Readable,
): boolean {
  const declared = (facts.declaredIds ?? []).includes(actor.id)
  if (capacity === 'outside_reviewer') return declared && what === 'submission'
  if (capacity !== 'reviewing_body') return false
  // Whoever judged or decided before anybody was asked about conflicts still signs the record of it.
  const mayOpen = declared || (what === 'full_record' && tookPart(actor, facts))
  if ((role === 'reviewer' || role === 'approver') && onlyOnceDeclared.includes(what) && !mayOpen)
    return false
  return (
    role === 'programme_officer' || role === 'reviewer' || role === 'approver' || role === 'safeguarding_lead'
  )
}

/** The full record is the plan with everything that was said about it. */
const onlyOnceDeclared: readonly Readable[] = ['submission', 'remarks', 'earlier_remarks', 'full_record']

function tookPart({ id }: Actor, { reviewerIds, decidedById }: AssessmentFacts): boolean {
  return reviewerIds.includes(id) || decidedById === id
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
