import { and } from 'xstate'
import type { ConcernClock, HandlerNews } from '#machines/concern.events.ts'
import { concern } from '#machines/concern.setup.ts'

/** Whoever was told that it was late the last time, was told of that. */
const start = <Clock extends ConcernClock>(clock: Clock) =>
  [
    { type: 'startClock', params: { clock } },
    { type: 'forgetLevel', params: { clock } },
  ] as const
/** What was late and is done is late no longer. */
const meet = <Clock extends ConcernClock>(clock: Clock) =>
  [
    { type: 'meetClock', params: { clock } },
    { type: 'forgetLevel', params: { clock } },
  ] as const
export const tell = <News extends HandlerNews>(news: News) =>
  ({ type: 'notifyHandlers', params: { news } }) as const
const moved = [tell('moved'), { type: 'notifyOverseer', params: { news: 'moved' } }] as const
const cameBack = ['countComeback', tell('came_back')] as const
const book = <From extends 'receipt' | 'subjectTold' | 'closing'>(from: From) =>
  ({ type: 'bookDetriment', params: { from } }) as const
const leave = (from: string) => ({ type: 'keepWhereLeft', params: { from } }) as const

/** Everything that begins when somebody has told of something. */
const beginsAnew = [...start('safety'), ...start('acknowledge'), book('receipt')] as const

const arrived = [tell('received'), { type: 'notifyOverseer', params: { news: 'received' } }] as const

const closing = ['dangersReviewed', 'noReviewOpen', 'notOnHold'] as const
const closed = [
  book('closing'),
  tell('closed'),
  { type: 'notifyOverseer', params: { news: 'closed' } },
] as const

/** Not ours: told where to go, or passed on. Their safety was looked at before. */
const referOut = (from: string) =>
  ({
    guard: and(['whereToSaid', 'referralAllowed', 'dangersReviewed']),
    target: '#referredOut',
    actions: [leave(from), 'stopClocks', ...moved],
  }) as const

/** Whoever reported may go; what may still hurt somebody else stays. */
const closeWithdrawn = (from: string) =>
  ({
    guard: and([
      'reporterWithdrew',
      'nobodyElseAtRisk',
      'affectedPersonLetsGo',
      'aSecondAgrees',
      'detrimentChecksBooked',
      'supportDecided',
      ...closing,
    ]),
    target: '#closed',
    actions: [leave(from), 'stopClocks', ...closed],
  }) as const

const comeBack = {
  guard: 'wasConcern',
  target: '#received',
  actions: [...cameBack, { type: 'notifyOverseer', params: { news: 'came_back' } }, ...beginsAnew],
} as const
const comeBackWithComplaint = {
  guard: 'wasComplaint',
  target: '#complaintReceived',
  actions: [...cameBack, ...start('complaint')],
} as const

/** Somebody who was not there before looked, and it is decided again. */
const decideAgain = {
  guard: and(['reviewAsked', 'newDecisionMaker', 'decidedAgain']),
  target: '#deciding',
  actions: [...start('outcome'), ...moved],
} as const

const clockOf = ({ event }: { event: { clock: ConcernClock } }) => ({ clock: event.clock })
const levelOf = ({ event }: { event: { clock: ConcernClock; level: number } }) => ({
  clock: event.clock,
  level: event.level,
})

/** From the first word to the last: what waits for whom. `arriving` is never stored: `receive` follows at once. */
export const stageRegion = concern.createStateConfig({
  initial: 'arriving',
  on: {
    actInDanger: {
      guard: and(['notClosed', 'isTrained']),
      actions: ['countDanger', ...start('danger_review'), tell('danger')],
    },
    reviewDanger: [
      { guard: and(['moreDangersToReview', 'aSecondAgrees']), actions: 'countReviewedDanger' },
      {
        guard: and(['dangerToReview', 'aSecondAgrees']),
        actions: ['countReviewedDanger', ...meet('danger_review')],
      },
    ],
    escalate: {
      guard: and(['hasArrived', 'isHigher']),
      actions: [
        { type: 'keepLevel', params: levelOf },
        { type: 'escalateConcern', params: levelOf },
      ],
    },
    pauseClock: {
      guard: and(['hasArrived', 'clockMayPause', 'reasonGiven', 'aSecondAgrees']),
      actions: { type: 'pauseClock', params: clockOf },
    },
    resumeClock: { guard: 'hasArrived', actions: { type: 'resumeClock', params: clockOf } },
    checkDetriment: [
      {
        guard: and(['hasArrived', 'othersLate']),
        actions: [{ type: 'meetClock', params: { clock: 'detriment' } }, tell('detriment')],
      },
      { guard: 'hasArrived', actions: [...meet('detriment'), tell('detriment')] },
    ],
    tellSubject: {
      guard: and(['caseOpen', 'notOnHold', 'subjectMayHear']),
      actions: [book('subjectTold'), tell('detriment')],
    },
  },
  states: {
    arriving: {
      meta: { label: 'concernMachine.state.arriving', order: 5, branch: true },
      on: {
        receive: [
          {
            guard: 'isConcern',
            target: 'received',
            actions: ['keepKind', ...beginsAnew, ...arrived],
          },
          {
            guard: 'isComplaint',
            target: 'complaintReceived',
            actions: ['keepKind', ...start('complaint'), tell('received')],
          },
        ],
      },
    },
    received: {
      id: 'received',
      meta: { label: 'concernMachine.state.received', order: 10, route: 'full' },
      tags: ['handlersTurn', 'caseOpen'],
      on: {
        checkSafety: {
          guard: and(['safetyAnswered', 'safetyHasOwner']),
          target: 'safetyChecked',
          actions: [...meet('safety'), ...moved],
        },
      },
    },
    safetyChecked: {
      meta: { label: 'concernMachine.state.safety_checked', order: 20, route: 'full' },
      tags: ['handlersTurn', 'caseOpen'],
      on: {
        acknowledge: {
          guard: 'acknowledgedOrNoSafeContact',
          target: 'acknowledged',
          actions: [...meet('acknowledge'), ...start('assess'), ...start('feedback'), ...moved],
        },
        referOut: referOut('safety_checked'),
        closeWithdrawn: closeWithdrawn('safety_checked'),
      },
    },
    acknowledged: {
      meta: { label: 'concernMachine.state.acknowledged', order: 30, route: 'full' },
      tags: ['handlersTurn', 'caseOpen'],
      on: {
        beginAssessing: {
          guard: and(['supportOffered', 'noticesSettled']),
          target: 'assessing',
          actions: moved,
        },
        referOut: referOut('acknowledged'),
        closeWithdrawn: closeWithdrawn('acknowledged'),
      },
    },
    assessing: {
      meta: { label: 'concernMachine.state.assessing', order: 40, route: 'full' },
      tags: ['handlersTurn', 'caseOpen'],
      on: {
        investigate: {
          guard: and(['unconflicted', 'notOnHold']),
          target: 'investigating',
          actions: [...meet('assess'), ...start('investigation'), ...moved],
        },
        needNoInvestigation: {
          guard: and(['unconflicted', 'reasonGiven']),
          target: 'deciding',
          actions: [...meet('assess'), ...start('outcome'), ...moved],
        },
        referOut: referOut('assessing'),
        closeWithdrawn: closeWithdrawn('assessing'),
      },
    },
    investigating: {
      meta: { label: 'concernMachine.state.investigating', order: 50, route: 'full' },
      tags: ['handlersTurn', 'caseOpen'],
      on: { closeWithdrawn: closeWithdrawn('investigating') },
      initial: 'underWay',
      states: {
        underWay: {
          meta: { label: 'concernMachine.state.investigating.under_way', order: 51 },
          on: {
            deliverReport: {
              guard: 'notOnHold',
              target: 'reportGiven',
              actions: tell('second_needed'),
            },
          },
        },
        reportGiven: {
          meta: { label: 'concernMachine.state.investigating.report_given', order: 52 },
          on: {
            sendReportBack: { target: 'underWay', actions: tell('moved') },
            reviewReport: {
              guard: and(['reportReviewed', 'notOnHold']),
              target: '#deciding',
              actions: [...meet('investigation'), ...start('outcome'), ...moved],
            },
          },
        },
      },
    },
    deciding: {
      id: 'deciding',
      meta: { label: 'concernMachine.state.deciding', order: 55, route: 'full' },
      tags: ['handlersTurn', 'caseOpen'],
      on: { closeWithdrawn: closeWithdrawn('deciding') },
      initial: 'toPropose',
      states: {
        toPropose: {
          meta: { label: 'concernMachine.state.deciding.to_propose', order: 56 },
          on: {
            proposeOutcome: { guard: 'notOnHold', target: 'proposed', actions: tell('second_needed') },
          },
        },
        proposed: {
          meta: { label: 'concernMachine.state.deciding.proposed', order: 57 },
          on: {
            refuseOutcome: { target: 'toPropose', actions: tell('moved') },
            confirmOutcome: {
              guard: and(['aSecondAgrees', 'notOnHold']),
              target: '#outcomeDecided',
              actions: [...meet('outcome'), ...moved],
            },
          },
        },
      },
    },
    outcomeDecided: {
      id: 'outcomeDecided',
      meta: { label: 'concernMachine.state.outcome_decided', order: 60, route: 'full' },
      tags: ['handlersTurn', 'caseOpen'],
      on: {
        giveFeedback: {
          guard: 'feedbackSettled',
          target: 'feedbackGiven',
          actions: [...meet('feedback'), ...moved],
        },
        hearReview: decideAgain,
      },
    },
    feedbackGiven: {
      meta: { label: 'concernMachine.state.feedback_given', order: 70, route: 'full' },
      tags: ['handlersTurn', 'caseOpen'],
      on: {
        closeCase: {
          guard: and(['detrimentChecksBooked', 'supportDecided', ...closing]),
          target: 'closed',
          actions: closed,
        },
        hearReview: decideAgain,
      },
    },
    complaintReceived: {
      id: 'complaintReceived',
      meta: { label: 'concernMachine.state.complaint_received', order: 15, route: 'light' },
      tags: 'handlersTurn',
      on: {
        answer: { guard: 'answerSent', target: 'answered', actions: [...meet('complaint'), tell('moved')] },
        convert: {
          guard: 'personAgrees',
          target: 'received',
          actions: ['becomeConcern', ...meet('complaint'), ...beginsAnew, ...arrived],
        },
        referOut: {
          guard: and(['whereToSaid', 'referralAllowed', 'dangersReviewed']),
          target: 'referredOut',
          actions: [leave('complaint_received'), 'stopClocks', tell('moved')],
        },
      },
    },
    answered: {
      meta: { label: 'concernMachine.state.answered', order: 75, route: 'light' },
      tags: 'handlersTurn',
      on: {
        closeCase: { guard: 'dangersReviewed', target: 'closed', actions: tell('closed') },
        convert: {
          guard: 'personAgrees',
          target: 'received',
          actions: ['becomeConcern', ...beginsAnew, ...arrived],
        },
        comeBack: comeBackWithComplaint,
      },
    },
    closed: {
      id: 'closed',
      meta: { label: 'concernMachine.state.closed', order: 80 },
      tags: 'over',
      on: { comeBack: [comeBack, comeBackWithComplaint], hearReview: decideAgain },
    },
    referredOut: {
      id: 'referredOut',
      meta: { label: 'concernMachine.state.referred_out', order: 90, branch: true },
      tags: 'over',
      on: { comeBack: [comeBack, comeBackWithComplaint] },
    },
  },
})
