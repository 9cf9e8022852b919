import type { AssessmentContext } from '#machines/assessment.setup.ts'
import {
  appealOf,
  begin,
  move,
  outcomes,
  principles,
  principlesOf,
  signingCapacities,
  snake,
  type AssessmentEvent,
  type CallEvent,
  type ConditionEvent,
  type EventOf,
  type Stored,
  type PublicId,
} from '#machines/processes.ts'

/** Every kind of event, with facts that favour it and facts that do not. */
export const assessmentEvents: readonly AssessmentEvent[] = [
  ...(['submit', 'resubmit'] as const).flatMap((type) => [
    ...[0, 1].map((unanswered) => ({ type, unanswered })),
    { type, unanswered: 0, unsignedRisks: 1 },
  ]),
  { type: 'takeBack' },
  { type: 'startReview' },
  ...principles.map((principle) => ({ type: 'acceptPrinciple' as const, principle })),
  ...principles.map((principle) => ({ type: 'askForChange' as const, principle })),
  { type: 'requestChanges' },
  { type: 'completeReview' },
  { type: 'completeReview', pendingOpinions: 1 },
  { type: 'returnToReview' },
  { type: 'askForInformation', principles: [] },
  ...principles.map((principle) => ({ type: 'askForInformation' as const, principles: [principle] })),
  ...outcomes.flatMap((outcome) =>
    [0, 1].map((conditionCount) => ({ type: 'decide' as const, outcome, conditionCount })),
  ),
  { type: 'documentsReady' },
  { type: 'documentsFailed' },
  { type: 'retryDocuments' },
  ...signingCapacities.map((capacity) => ({ type: 'sign' as const, capacity })),
  { type: 'revertDecision', signatures: 0 },
  { type: 'revertDecision', signatures: 1 },
  { type: 'lodgeAppeal' },
  { type: 'lodgeAppeal', tooLate: true },
  { type: 'takeBackAppeal' },
  { type: 'dismissAppeal' },
  { type: 'upholdAppeal' },
  { type: 'replaceDocuments' },
  { type: 'supersede', replacedById: 'another' },
  { type: 'withdraw' },
]

export const callEvents: readonly CallEvent[] = [
  { type: 'publish', closesOn: '2030-03-01', closesLater: true, requirementCount: 10 },
  { type: 'publish', closesOn: '2030-03-01', closesLater: false, requirementCount: 10 },
  { type: 'publish', closesOn: '2030-03-01', closesLater: true, requirementCount: 0 },
  { type: 'extend', closesOn: '2030-06-01', closesLater: true },
  { type: 'extend', closesOn: '2030-01-01', closesLater: true },
  { type: 'extend', closesOn: '2030-06-01', closesLater: false },
  { type: 'close', closesLater: false },
  { type: 'close', closesLater: true },
  { type: 'discard' },
]

export const conditionEvents: readonly ConditionEvent[] = [
  { type: 'awaitMoney' },
  { type: 'sendMoney' },
  { type: 'moneyArrived' },
  { type: 'giveEvidence', pieces: 0 },
  { type: 'giveEvidence', pieces: 1 },
  { type: 'takeBackEvidence' },
  { type: 'sendBack' },
  { type: 'findEnough' },
  { type: 'discharge' },
  { type: 'askForTime', until: '2030-06-01' },
  { type: 'giveTime' },
  { type: 'refuseTime' },
  { type: 'askForHelp' },
  { type: 'offerHelp' },
  { type: 'escalate', level: 1 },
  { type: 'escalate', level: 2 },
  { type: 'drop' },
]

const events = { assessment: assessmentEvents, call: callEvents, condition: conditionEvents }

const walked = new Map<PublicId, Stored[]>()

/** Everything that can be reached. How often it was sent does not make another state. */
export function everyState(id: PublicId): Stored[] {
  const states = walked.get(id) ?? walk(id)
  walked.set(id, states)
  return states
}

function walk<Id extends PublicId>(id: Id): Stored[] {
  const found = new Map<string, Stored>()
  const queue = [begin(id).stored]
  while (queue.length > 0) {
    const stored = queue.shift()!
    const key = identityOf(stored)
    if (found.has(key)) continue
    found.set(key, stored)
    for (const event of events[id] as readonly EventOf<Id>[]) {
      const next = move(id, stored, event)
      if (next) queue.push(next.stored)
    }
  }
  return [...found.values()]
}

export function identityOf({ value, context }: Stored): string {
  return JSON.stringify({ value, context: { ...(context as object), submissions: 0, extensions: 0 } })
}

/** The process's own place: `being_signed.awaiting_reviewer`. */
export function placeOf({ value }: Stored): string {
  const region = typeof value === 'string' ? value : (value as { process: unknown }).process
  if (typeof region === 'string') return snake(region)
  return Object.entries(region as Record<string, string>)
    .map(([outer, inner]) => `${snake(outer)}.${snake(inner)}`)
    .join()
}

/** One line that tells an assessment's state; the four principles are alike, so they are counted. */
export function lineOf(stored: Stored): string {
  const judgements = Object.values(principlesOf(stored))
  const count = (judgement: string) => judgements.filter((one) => one === judgement).length
  const { documentsFailed, outcome, withdrawnFrom } = stored.context as AssessmentContext
  return [
    placeOf(stored),
    outcome && !placeOf(stored).startsWith('decided') ? `(${outcome})` : '',
    documentsFailed ? '(documents failed)' : '',
    withdrawnFrom ? `(from ${withdrawnFrom})` : '',
    appealOf(stored) === 'none' ? '' : `(appeal ${appealOf(stored)})`,
    `${count('accepted')} accepted, ${count('changes_asked')} to change, ${count('open')} open`,
  ]
    .filter(Boolean)
    .join(' ')
}

export function nameOf(stored: Stored, event: AssessmentEvent): string {
  switch (event.type) {
    case 'submit':
    case 'resubmit':
      return `${event.type} with ${event.unanswered} unanswered${event.unsignedRisks ? ' and a risk unsigned' : ''}`
    case 'acceptPrinciple':
    case 'askForChange':
      return `${event.type} of one ${principlesOf(stored)[event.principle].replace('changes_asked', 'to change')}`
    case 'completeReview':
      return event.pendingOpinions ? 'completeReview with an opinion missing' : event.type
    case 'askForInformation':
      return event.principles.length === 0
        ? 'askForInformation about nothing'
        : `askForInformation about one ${principlesOf(stored)[event.principles[0]!].replace('changes_asked', 'to change')}`
    case 'revertDecision':
      return `revertDecision with ${event.signatures} signatures`
    case 'lodgeAppeal':
      return event.tooLate ? 'lodgeAppeal too late' : event.type
    case 'decide':
      return `decide ${event.outcome} with ${event.conditionCount} conditions`
    case 'sign':
      return `sign as ${event.capacity}`
    default:
      return event.type
  }
}
