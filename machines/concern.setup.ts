import { and, assign, not, or, setup, stateIn } from 'xstate'
import type { ConcernClock, ConcernEvent, ConcernKind, ConcernRequests } from '#machines/concern.events.ts'
import type { StateMeta } from '#machines/state-meta.ts'

export interface ConcernContext {
  kind: ConcernKind
  /** Somebody tries the door: the same path, and in no figure. */
  isTest: boolean
  /** How far up somebody was told, for each clock that is late. */
  told: Partial<Record<ConcernClock, number>>
  /** How often one person acted in danger and nobody else has looked at it yet. */
  dangersOpen: number
  comebacks: number
  /** The stage from which it was closed or sent elsewhere early: what lies after it never happened. */
  leftFrom: string | null
}

const stages = (...names: string[]) => or(names.map((stage) => stateIn({ stage })))

/**
 * The vocabulary of the concern machine. Named actions are requests: the server performs them.
 * Those from `keepKind` on only remember.
 */
export const concern = setup({
  types: {
    context: {} as ConcernContext,
    events: {} as ConcernEvent,
    meta: {} as StateMeta,
    tags: {} as
      'handlersTurn' | 'caseOpen' | 'over' | 'onHold' | 'withdrawn' | 'reviewOpen' | 'contactOpen' | 'kept',
  },
  guards: {
    isConcern: ({ event }) => event.type === 'receive' && event.kind === 'concern',
    isComplaint: ({ event }) => event.type === 'receive' && event.kind === 'complaint',
    wasComplaint: ({ context }) => context.kind === 'complaint',
    wasConcern: ({ context }) => context.kind === 'concern',

    safetyAnswered: ({ event }) => event.type === 'checkSafety' && event.answered,
    safetyHasOwner: ({ event }) => event.type === 'checkSafety' && event.ownerSet,
    acknowledgedOrNoSafeContact: ({ event }) =>
      event.type === 'acknowledge' && (event.sent || event.noSafeContact),
    supportOffered: not(stateIn({ support: 'notOffered' })),
    noticesSettled: ({ event }) => event.type === 'beginAssessing' && event.noticesOpen === 0,
    unconflicted: ({ event }) => 'unconflicted' in event && event.unconflicted,
    reportReviewed: ({ event }) => event.type === 'reviewReport' && event.byAnother,
    reasonGiven: ({ event }) => 'reasonGiven' in event && event.reasonGiven,
    aSecondAgrees: ({ event }) => 'second' in event && event.second,
    feedbackSettled: ({ event }) =>
      event.type === 'giveFeedback' && (event.logged || event.withheldWithReason),
    detrimentChecksBooked: ({ event }) => 'detrimentBooked' in event && event.detrimentBooked,
    supportDecided: ({ event }) => 'supportDecided' in event && event.supportDecided,
    nobodyElseAtRisk: ({ event }) => event.type === 'closeWithdrawn' && event.liveRisk === false,
    affectedPersonLetsGo: ({ event }) => event.type === 'closeWithdrawn' && event.affectedStays === false,
    reporterWithdrew: stateIn({ reporter: 'withdrawn' }),
    answerSent: ({ event }) => event.type === 'answer' && event.sent,
    personAgrees: ({ event }) => event.type === 'convert' && event.agreed,
    whereToSaid: ({ event }) => event.type === 'referOut' && event.whereTo,
    referralAllowed: ({ event }) =>
      event.type === 'referOut' &&
      (['told_where', 'agreed'].includes(event.ground) ||
        (['law', 'child'].includes(event.ground) && event.second)),

    isTrained: ({ event }) => event.type === 'actInDanger' && event.trained,
    dangerToReview: ({ context }) => context.dangersOpen > 0,
    moreDangersToReview: ({ context }) => context.dangersOpen > 1,
    dangersReviewed: ({ context }) => context.dangersOpen === 0,
    notClosed: not(or([stateIn({ stage: 'arriving' }), stateIn({ stage: 'closed' })])),
    hasArrived: not(stateIn({ stage: 'arriving' })),
    othersLate: ({ event }) => event.type === 'checkDetriment' && event.othersLate,
    isHigher: ({ context, event }) =>
      event.type === 'escalate' && event.level > (context.told[event.clock] ?? 0),
    clockMayPause: ({ event }) => event.type === 'pauseClock' && event.mayPause,

    caseOpen: stages(
      'received',
      'safetyChecked',
      'acknowledged',
      'assessing',
      'investigating',
      'deciding',
      'outcomeDecided',
      'feedbackGiven',
    ),
    caseOver: stages('closed', 'referredOut'),
    mayComeBack: stages('closed', 'referredOut', 'answered'),
    notOnHold: not(stateIn({ police: 'onHold' })),
    subjectMayHear: ({ event }) => event.type === 'tellSubject' && event.safetyPlanned,

    reachedSafely: ({ event }) => event.type === 'offerSupport' && (event.asked || event.firstContactPlanned),
    notForSilence: ({ event }) =>
      event.type === 'endContact' && ['person_asked', 'all_said', 'not_safe'].includes(event.why),
    ownOwner: ({ event }) => event.type === 'beginSubjectCare' && event.ownOwner,

    outcomeStands: and([
      stages('outcomeDecided', 'feedbackGiven', 'closed'),
      // Closed early there was none.
      ({ context }) => context.kind === 'concern' && context.leftFrom === null,
    ]),
    noReviewYet: stateIn({ review: 'none' }),
    noReviewOpen: not(stateIn({ review: 'asked' })),
    reviewAsked: stateIn({ review: 'asked' }),
    groundGiven: ({ event }) => event.type === 'askForReview' && event.groundGiven,
    reviewInTime: ({ event }) => event.type === 'askForReview' && !event.tooLate,
    newDecisionMaker: ({ event }) => event.type === 'hearReview' && event.newDecisionMaker,
    decidedAgain: ({ event }) => event.type === 'hearReview' && event.again === true,
    outcomeProposed: stateIn({ stage: { deciding: 'proposed' } }),
  },
  actions: {
    notifyHandlers: (_, _request: ConcernRequests['notifyHandlers']) => {},
    notifyOverseer: (_, _request: ConcernRequests['notifyOverseer']) => {},
    notifyCarer: (_, _request: ConcernRequests['notifyCarer']) => {},
    startClock: (_, _request: ConcernRequests['startClock']) => {},
    meetClock: (_, _request: ConcernRequests['meetClock']) => {},
    pauseClock: (_, _request: ConcernRequests['pauseClock']) => {},
    resumeClock: (_, _request: ConcernRequests['resumeClock']) => {},
    stopClocks: () => {},
    bookDetriment: (_, _request: ConcernRequests['bookDetriment']) => {},
    escalateConcern: (_, _request: ConcernRequests['escalateConcern']) => {},

    keepKind: assign(({ event, context }) =>
      event.type === 'receive' ? { kind: event.kind, isTest: event.isTest } : context,
    ),
    becomeConcern: assign({ kind: 'concern' }),
    countDanger: assign({ dangersOpen: ({ context }) => context.dangersOpen + 1 }),
    countReviewedDanger: assign({ dangersOpen: ({ context }) => context.dangersOpen - 1 }),
    countComeback: assign({ comebacks: ({ context }) => context.comebacks + 1, leftFrom: null }),
    keepWhereLeft: assign({ leftFrom: (_, { from }: { from: string }) => from }),
    keepLevel: assign({
      told: ({ context }, { clock, level }: { clock: ConcernClock; level: number }) => ({
        ...context.told,
        [clock]: level,
      }),
    }),
    forgetLevel: assign({
      told: ({ context }, { clock }: { clock: ConcernClock }) => without(context.told, clock),
    }),
  },
})

function without(told: ConcernContext['told'], clock: ConcernClock): ConcernContext['told'] {
  return Object.fromEntries(Object.entries(told).filter(([name]) => name !== clock))
}
