import type { Actor, Capacity, SystemActor } from '#app/policies/actor.ts'
import { allows, standingsOf, type Allowed, type ParticipationFact } from '#app/policies/participation.ts'

/** Somebody who comes back with a code. What they are in the case is sealed; who filed it is known by the first thread. */
export type CodeHolder = Readonly<{ kind: 'code'; filed: boolean }>

const stageMoves = [
  'checkSafety',
  'acknowledge',
  'beginAssessing',
  'investigate',
  'needNoInvestigation',
  'deliverReport',
  'sendReportBack',
  'reviewReport',
  'proposeOutcome',
  'refuseOutcome',
  'confirmOutcome',
  'giveFeedback',
  'closeCase',
  'closeWithdrawn',
  'comeBack',
  'answer',
  'convert',
  'referOut',
  'referByDuty',
  'checkDetriment',
  'tellSubject',
  'pauseClock',
  'resumeClock',
  'holdForPolice',
  'resumeAfterPolice',
  'hearReview',
] as const
const besides = [
  'actInDanger',
  'reviewDanger',
  'offerSupport',
  'acceptSupport',
  'declineSupport',
  'endSupport',
  'endContact',
  'reopenContact',
  'withdraw',
  'takePartAgain',
  'askForReview',
  'offerSubjectCare',
  'proposeRelease',
  'releaseHold',
  'putHoldBack',
] as const
const sealedWork = [
  'openAccount',
  'sendMessage',
  'writeNote',
  'readLog',
  'exportCase',
  'lockFile',
  'shareOutside',
  'redact',
  'deleteContent',
  'giveLesson',
  'takeLessonBack',
  'rejoin',
  'addHandler',
  'removeHandler',
  'addThread',
] as const
const careMoves = ['beginSubjectCare', 'endSubjectCare'] as const
const custodyWork = ['openIdentity', 'discloseIdentity'] as const

export const concernActions = [
  'receive',
  'escalate',
  'declare',
  ...stageMoves,
  ...besides,
  ...careMoves,
  ...sealedWork,
  ...custodyWork,
  'endOwnThread',
] as const
export type ConcernAction = (typeof concernActions)[number]

/** What one person proposes and another confirms, as it is written in the row of the proposal. */
export const secondedBy = {
  confirmOutcome: 'outcome',
  releaseHold: 'release_hold',
  discloseIdentity: 'identity',
  rejoin: 'rejoin',
  removeHandler: 'remove_handler',
  pauseClock: 'pause_clock',
  holdForPolice: 'police_hold',
  closeWithdrawn: 'close_withdrawn',
  referByDuty: 'against_wish',
  shareOutside: 'share',
  deleteContent: 'delete',
  redact: 'redact',
  giveLesson: 'lesson',
  takeLessonBack: 'lesson_back',
} as const satisfies Partial<Record<ConcernAction, string>>
export type SecondedAction = keyof typeof secondedBy
export type ProposalKind = (typeof secondedBy)[SecondedAction]

export interface ConcernFacts {
  /** Of persons only: an organisation never takes part in a case, so a line that names one brings nothing. */
  participations: readonly ParticipationFact[]
  /** Who saw whom it is about and said that there is no conflict. Whoever has one is recused. */
  declaredIds: readonly string[]
  /** Who proposed what still waits for a second person. */
  proposedBy: Partial<Record<ProposalKind, string>>
  /** Who is given who somebody is: with the duty, or after others agreed. An envelope alone is not enough. */
  custodianIds: readonly string[]
  trainedIds: readonly string[]
  /** Who wrote the report of the investigation. */
  reportById: string | null
  /** Who acted in danger while nobody has looked at it. */
  dangerActorIds: readonly string[]
  /** Who assessed, investigated, proposed or confirmed: not new to it when it is looked at again. */
  deciderIds: readonly string[]
}

const handling = ['declare', ...stageMoves, ...besides, ...sealedWork, ...custodyWork] as const

export const allowed: Allowed<ConcernAction> = {
  case_handler: { case_handler: handling, safeguarding_lead: handling },
  subject_carer: {
    case_handler: careMoves,
    safeguarding_lead: careMoves,
    focal_point: careMoves,
  },
}

const allowedToSystem: readonly ConcernAction[] = ['receive', 'escalate']
const allowedWithCode: readonly ConcernAction[] = [
  'sendMessage',
  'acceptSupport',
  'declineSupport',
  'reopenContact',
  'askForReview',
  'comeBack',
  'endOwnThread',
]
/** Ends the part of whoever filed it, never somebody else's. */
const allowedToWhoFiled: readonly ConcernAction[] = ['withdraw', 'takePartAgain', 'convert']

/** Who may act. Whether the case is ready for it is the machine's question. */
export function mayAct(
  mover: Actor | SystemActor | CodeHolder,
  action: ConcernAction,
  facts: ConcernFacts,
): boolean {
  if ('kind' in mover) {
    if (mover.kind === 'system') return allowedToSystem.includes(action)
    return allowedWithCode.includes(action) || (mover.filed && allowedToWhoFiled.includes(action))
  }
  return allowedByJob(mover, action, facts) && keptFrom(mover, action, facts) === null
}

export type KeptFrom =
  | 'undeclared'
  | 'notTrained'
  | 'noCustody'
  | 'nobodyProposed'
  | 'proposedIt'
  | 'wroteIt'
  | 'didIt'
  | 'decidedIt'
  | 'handlesIt'

/** What keeps somebody whose job it would be: no conflict was said, or two people do it and this is the first of them. */
export function keptFrom(actor: Actor, action: ConcernAction, facts: ConcernFacts): KeptFrom | null {
  if (action === 'declare') return null
  if (isOneOf(careMoves, action)) return isHandler(actor, facts) ? 'handlesIt' : null
  if (!facts.declaredIds.includes(actor.id)) return 'undeclared'
  if (isOneOf(custodyWork, action) && !facts.custodianIds.includes(actor.id)) return 'noCustody'
  if (action in secondedBy) {
    const proposer = facts.proposedBy[secondedBy[action as SecondedAction]]
    if (proposer === undefined) return 'nobodyProposed'
    return proposer === actor.id ? 'proposedIt' : null
  }
  switch (action) {
    case 'actInDanger':
      return facts.trainedIds.includes(actor.id) ? null : 'notTrained'
    case 'reviewDanger':
      return facts.dangerActorIds.includes(actor.id) ? 'didIt' : null
    case 'reviewReport':
      return facts.reportById === actor.id ? 'wroteIt' : null
    case 'hearReview':
      return facts.deciderIds.includes(actor.id) ? 'decidedIt' : null
    default:
      return null
  }
}

/** The first of two. Whoever may not do it with another may not propose it either. */
export function mayPropose(actor: Actor, action: SecondedAction, facts: ConcernFacts): boolean {
  const kind = secondedBy[action]
  if (facts.proposedBy[kind] !== undefined) return false
  const proposed = { ...facts, proposedBy: { ...facts.proposedBy, [kind]: 'somebody else' } }
  return mayAct(actor, action, proposed)
}

/** Whether it belongs to the actor's job in this case, whoever they are. */
export function allowedByJob(actor: Actor, action: ConcernAction, facts: ConcernFacts): boolean {
  return allows(allowed, standingsIn(actor, facts), action)
}

export const concernParts = [
  'stage',
  'clocks',
  'tasks',
  'subject',
  'account',
  'messages',
  'notes',
  'log',
  'identity',
  'subjectCare',
] as const
export type ConcernPart = (typeof concernParts)[number]

const overseen: readonly ConcernPart[] = ['stage', 'clocks']
/** Whom it is about is read before the account, so that a conflict can be said. */
const beforeDeclaring: readonly ConcernPart[] = ['stage', 'clocks', 'tasks', 'subject']

/** For everybody else the case does not exist: the page answers as it does for an unknown address. */
export function mayRead(actor: Actor, part: ConcernPart, facts: ConcernFacts): boolean {
  const standings = standingsIn(actor, facts)
  if (part === 'subjectCare')
    return isHandler(actor, facts) || standings.some(({ capacity, role }) => isCarer(capacity, role))
  if (isHandler(actor, facts)) {
    if (part === 'identity')
      return facts.declaredIds.includes(actor.id) && facts.custodianIds.includes(actor.id)
    return beforeDeclaring.includes(part) || facts.declaredIds.includes(actor.id)
  }
  return (
    overseen.includes(part) &&
    standings.some(({ capacity, role }) => capacity === 'case_overseer' && role === 'safeguarding_lead')
  )
}

/** Whether the case may show at all in a list, a count, a search or a notice. */
export function knowsOf(actor: Actor, facts: ConcernFacts): boolean {
  return concernParts.some((part) => mayRead(actor, part, facts))
}

/** A fresh proof of who does it. */
export function needsStepUp(action: ConcernAction): boolean {
  return stepUps.includes(action)
}

const stepUps: readonly ConcernAction[] = [
  'exportCase',
  'openIdentity',
  'discloseIdentity',
  'confirmOutcome',
  'referByDuty',
  'closeWithdrawn',
  'releaseHold',
  'deleteContent',
  'giveLesson',
  'removeHandler',
  'rejoin',
]

function standingsIn(actor: Actor, facts: ConcernFacts) {
  const persons = facts.participations.filter(({ personId }) => personId !== null)
  return standingsOf(actor, { participations: persons })
}

function isHandler(actor: Actor, facts: ConcernFacts): boolean {
  return allowedByJob(actor, 'openAccount', facts)
}

function isCarer(capacity: Capacity, role: Actor['memberships'][number]['role']): boolean {
  return capacity === 'subject_carer' && allowed.subject_carer?.[role] !== undefined
}

function isOneOf(list: readonly string[], action: string): boolean {
  return list.includes(action)
}
