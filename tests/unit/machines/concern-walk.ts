import { begin, move, snake, type ConcernEvent, type Stored } from '#machines/processes.ts'
import type { ConcernContext } from '#machines/concern.setup.ts'

const truths = [true, false] as const

/** Every kind of event, with the facts that favour it and with each of them missing. */
export const concernEvents: readonly ConcernEvent[] = [
  { type: 'receive', kind: 'concern', isTest: false },
  { type: 'receive', kind: 'complaint', isTest: false },
  { type: 'checkSafety', answered: true, ownerSet: true },
  { type: 'checkSafety', answered: false, ownerSet: true },
  { type: 'checkSafety', answered: true, ownerSet: false },
  { type: 'acknowledge', sent: true, noSafeContact: false },
  { type: 'acknowledge', sent: false, noSafeContact: true },
  { type: 'acknowledge', sent: false, noSafeContact: false },
  { type: 'beginAssessing', noticesOpen: 0 },
  { type: 'beginAssessing', noticesOpen: 1 },
  { type: 'investigate', unconflicted: true },
  { type: 'investigate', unconflicted: false },
  { type: 'needNoInvestigation', unconflicted: true, reasonGiven: true },
  { type: 'needNoInvestigation', unconflicted: false, reasonGiven: true },
  { type: 'needNoInvestigation', unconflicted: true, reasonGiven: false },
  { type: 'deliverReport' },
  { type: 'sendReportBack' },
  { type: 'reviewReport', byAnother: true },
  { type: 'reviewReport', byAnother: false },
  { type: 'proposeOutcome' },
  { type: 'refuseOutcome' },
  ...truths.map((second) => ({ type: 'confirmOutcome' as const, second })),
  { type: 'giveFeedback', logged: true, withheldWithReason: false },
  { type: 'giveFeedback', logged: false, withheldWithReason: true },
  { type: 'giveFeedback', logged: false, withheldWithReason: false },
  { type: 'closeCase', detrimentBooked: true, supportDecided: true },
  { type: 'closeCase', detrimentBooked: false, supportDecided: true },
  { type: 'closeCase', detrimentBooked: true, supportDecided: false },
  ...[{}, { detrimentBooked: false }, { supportDecided: false }, { second: false }, { liveRisk: true }].map(
    (missing) => ({
      type: 'closeWithdrawn' as const,
      ...{ detrimentBooked: true, supportDecided: true, second: true, liveRisk: false, affectedStays: false },
      ...missing,
    }),
  ),
  {
    type: 'closeWithdrawn',
    ...{ detrimentBooked: true, supportDecided: true, second: true, liveRisk: false, affectedStays: true },
  },
  { type: 'comeBack' },
  ...truths.map((sent) => ({ type: 'answer' as const, sent })),
  ...truths.map((agreed) => ({ type: 'convert' as const, agreed })),
  { type: 'referOut', whereTo: true, ground: 'told_where', second: false },
  { type: 'referOut', whereTo: true, ground: 'agreed', second: false },
  { type: 'referOut', whereTo: false, ground: 'agreed', second: true },
  ...(['law', 'child'] as const).flatMap((ground) =>
    truths.map((second) => ({ type: 'referOut' as const, whereTo: true, ground, second })),
  ),
  ...truths.map((trained) => ({ type: 'actInDanger' as const, trained })),
  ...truths.map((second) => ({ type: 'reviewDanger' as const, second })),
  { type: 'escalate', clock: 'safety', level: 1 },
  { type: 'escalate', clock: 'safety', level: 2 },
  { type: 'escalate', clock: 'detriment', level: 1 },
  { type: 'pauseClock', clock: 'assess', mayPause: true, reasonGiven: true, second: true },
  { type: 'pauseClock', clock: 'assess', mayPause: false, reasonGiven: true, second: true },
  { type: 'pauseClock', clock: 'assess', mayPause: true, reasonGiven: false, second: true },
  { type: 'pauseClock', clock: 'assess', mayPause: true, reasonGiven: true, second: false },
  { type: 'resumeClock', clock: 'assess' },
  ...truths.map((othersLate) => ({ type: 'checkDetriment' as const, finding: 'found' as const, othersLate })),
  ...truths.map((safetyPlanned) => ({ type: 'tellSubject' as const, safetyPlanned })),
  { type: 'offerSupport', asked: true, firstContactPlanned: false },
  { type: 'offerSupport', asked: false, firstContactPlanned: true },
  { type: 'offerSupport', asked: false, firstContactPlanned: false },
  { type: 'acceptSupport' },
  { type: 'declineSupport' },
  ...truths.map((reasonGiven) => ({ type: 'endSupport' as const, reasonGiven })),
  { type: 'endContact', why: 'person_asked' },
  { type: 'endContact', why: 'silence' },
  { type: 'reopenContact' },
  { type: 'withdraw' },
  { type: 'takePartAgain' },
  { type: 'holdForPolice', reasonGiven: true, second: true },
  { type: 'holdForPolice', reasonGiven: false, second: true },
  { type: 'holdForPolice', reasonGiven: true, second: false },
  { type: 'resumeAfterPolice' },
  { type: 'offerSubjectCare' },
  ...truths.map((ownOwner) => ({ type: 'beginSubjectCare' as const, ownOwner })),
  { type: 'endSubjectCare' },
  { type: 'askForReview', groundGiven: true },
  { type: 'askForReview', groundGiven: false },
  { type: 'askForReview', groundGiven: true, tooLate: true },
  ...truths.map((again) => ({ type: 'hearReview' as const, newDecisionMaker: true, again })),
  { type: 'hearReview', newDecisionMaker: false, again: true },
  { type: 'proposeRelease' },
  ...truths.map((second) => ({ type: 'releaseHold' as const, second })),
  { type: 'putHoldBack' },
]

/** No other lane notices these: what they do is tried apart. */
const unnoticed = new Set([
  'endContact',
  'reopenContact',
  'offerSubjectCare',
  'beginSubjectCare',
  'endSubjectCare',
  'acceptSupport',
  'declineSupport',
  'endSupport',
  'escalate',
  'pauseClock',
  'resumeClock',
  'checkDetriment',
  'tellSubject',
])

/** Everything that can be reached by events that another lane could notice. How often is told only as far as it matters. */
export function everyCase(): Stored[] {
  cases ??= walk()
  return cases
}
let cases: Stored[] | null = null

function walk(): Stored[] {
  const found = new Map<string, Stored>()
  const queue = [begin('concern').stored]
  const leading = concernEvents.filter(({ type }) => !unnoticed.has(type))
  for (let stored = queue.pop(); stored; stored = queue.pop()) {
    for (const event of leading) {
      const next = move('concern', stored, event)?.stored
      if (!next || rememberedIn(next).dangersOpen > 2) continue
      const key = identityOf(next)
      if (found.has(key)) continue
      found.set(key, next)
      queue.push(next)
    }
  }
  return [begin('concern').stored, ...found.values()]
}

export function rememberedIn({ context }: Pick<Stored, 'context'>): ConcernContext {
  return context as ConcernContext
}

export function identityOf(stored: Stored): string {
  const { kind, dangersOpen, leftFrom } = rememberedIn(stored)
  return JSON.stringify([stored.value, kind, dangersOpen, leftFrom !== null])
}

export function laneOf({ value }: Pick<Stored, 'value'>, lane: string): string {
  const state = (value as Record<string, unknown>)[lane]
  if (typeof state === 'string') return snake(state)
  return Object.entries(state as Record<string, string>)
    .map(([outer, inner]) => `${snake(outer)}.${snake(inner)}`)
    .join()
}

/** Lanes that stand alone, in each of their states, beside every stage. */
const alone = {
  support: ['notOffered', 'offered', 'accepted', 'declined', 'ended'],
  contact: ['open', 'ended'],
  subject: ['none', 'offered', 'inHand', 'ended'],
} as const

export function everyCaseAndLane(): Stored[] {
  const stages = new Map(everyCase().map((one) => [`${laneOf(one, 'stage')} ${rememberedIn(one).kind}`, one]))
  const varied = [...stages.values()].flatMap((one) =>
    Object.entries(alone).flatMap(([lane, states]) =>
      states.map((state) => ({ ...one, value: { ...(one.value as object), [lane]: state } })),
    ),
  )
  return [...everyCase(), ...varied]
}

export const dimensions = {
  stage: (one: Stored) => laneOf(one, 'stage'),
  ...Object.fromEntries(
    ['support', 'contact', 'reporter', 'police', 'subject', 'review', 'legalHold'].map((lane) => [
      lane,
      (one: Stored) => laneOf(one, lane),
    ]),
  ),
  kind: (one: Stored) => rememberedIn(one).kind,
  dangers: (one: Stored) => String(rememberedIn(one).dangersOpen),
  ended: (one: Stored) => (rememberedIn(one).leftFrom === null ? 'to the end' : 'early'),
} as const satisfies Record<string, (one: Stored) => string>

/** `checkSafety answered, not ownerSet` */
export function nameOf({ type, ...facts }: ConcernEvent): string {
  const told = Object.entries(facts).map(([name, value]) =>
    typeof value === 'boolean' ? (value ? name : `not ${name}`) : `${name} ${value}`,
  )
  return told.length > 0 ? `${type}: ${told.join(', ')}` : type
}

export type Dimension = keyof typeof dimensions
const dimensionNames = Object.keys(dimensions) as Dimension[]

export function at(one: Stored, some: readonly Dimension[]): string {
  return some.map((name) => dimensions[name](one)).join(', ')
}

/** What an event changes and asks for; null when it is refused. */
export function outcomeOf(one: Stored, event: ConcernEvent): string | null {
  const next = move('concern', one, event)
  if (!next) return null
  const changes = dimensionNames.flatMap((name) => {
    const now = dimensions[name](next.stored)
    return dimensions[name](one) === now ? [] : [`${name} ${now}`]
  })
  const asked = next.requests.map(({ type, params }) =>
    [type, ...Object.values<string | number>(params)].join(' '),
  )
  return [...(changes.length > 0 ? changes : ['stays']), ...asked].join(', ')
}

/** What an event does depends on these alone; everything else was tried and changes nothing. */
export function dependsOn(outcomes: readonly (readonly [Stored, string | null])[]): Dimension[] {
  const decides = (some: readonly Dimension[]) => {
    const seen = new Map<string, string | null>()
    return outcomes.every(([one, outcome]) => {
      const key = at(one, some)
      if (!seen.has(key)) seen.set(key, outcome)
      return seen.get(key) === outcome
    })
  }
  return dimensionNames.reduceRight<Dimension[]>((kept, name) => {
    const fewer = kept.filter((other) => other !== name)
    return decides(fewer) ? fewer : kept
  }, dimensionNames)
}
