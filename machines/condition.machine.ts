import { assign, setup } from 'xstate'
import type { ConditionEvent, ConditionRequests } from '#machines/condition.events.ts'
import type { StateMeta } from '#machines/state-meta.ts'

export interface ConditionContext {
  /** Until when more time was asked for, while nobody has answered. */
  timeAsked: string | null
  extensions: number
  /** How far up somebody was told that it is late; 0 again once it moves on. */
  escalated: number
}

const condition = setup({
  types: {
    context: {} as ConditionContext,
    events: {} as ConditionEvent,
    meta: {} as StateMeta,
    tags: {} as 'ownersTurn' | 'fundersTurn' | 'clockRuns' | 'over',
  },
  guards: {
    hasEvidence: ({ event }) => event.type === 'giveEvidence' && event.pieces > 0,
    timeWasAsked: ({ context }) => context.timeAsked !== null,
    noTimeAsked: ({ context }) => context.timeAsked === null,
    isHigher: ({ context, event }) => event.type === 'escalate' && event.level > context.escalated,
  },
  actions: {
    notifyOwner: (_, _request: ConditionRequests['notifyOwner']) => {},
    notifyFunder: (_, _request: ConditionRequests['notifyFunder']) => {},
    escalateCondition: (_, _request: ConditionRequests['escalateCondition']) => {},

    keepTimeAsked: assign({ timeAsked: (_, { until }: { until: string }) => until }),
    forgetTimeAsked: assign({ timeAsked: null }),
    countExtension: assign({
      timeAsked: null,
      extensions: ({ context }) => context.extensions + 1,
    }),
    keepLevel: assign({ escalated: (_, { level }: { level: number }) => level }),
    calmDown: assign({ escalated: 0 }),
  },
})

const keepTimeAsked = {
  type: 'keepTimeAsked',
  params: ({ event }: { event: { until: string } }) => ({ until: event.until }),
} as const
const tellFunder = { type: 'notifyFunder', params: { news: 'time_asked' } } as const
const tellGiven = { type: 'notifyOwner', params: { news: 'time_given' } } as const
const tellRefused = { type: 'notifyOwner', params: { news: 'time_refused' } } as const

const help = {
  askForHelp: { actions: { type: 'notifyFunder', params: { news: 'help_asked' } } },
  offerHelp: { actions: { type: 'notifyOwner', params: { news: 'help_offered' } } },
} as const

/** While the money is awaited the funder stays late, whatever is asked or answered meanwhile. */
const moreTimeBeforeMoney = {
  askForTime: { guard: 'noTimeAsked', actions: [keepTimeAsked, tellFunder] },
  giveTime: { actions: ['countExtension', tellGiven] },
  refuseTime: { guard: 'timeWasAsked', actions: ['forgetTimeAsked', tellRefused] },
} as const

/** The question gives the turn to the funder and the answer gives it back: whoever was told before that it is late, was told. */
const moreTime = {
  askForTime: { guard: 'noTimeAsked', actions: ['calmDown', keepTimeAsked, tellFunder] },
  giveTime: { actions: ['calmDown', 'countExtension', tellGiven] },
  refuseTime: { guard: 'timeWasAsked', actions: ['calmDown', 'forgetTimeAsked', tellRefused] },
} as const

const late = {
  escalate: {
    guard: 'isHigher',
    actions: [
      { type: 'keepLevel', params: ({ event }: { event: { level: number } }) => ({ level: event.level }) },
      {
        type: 'escalateCondition',
        params: ({ event }: { event: { level: number } }) => ({ level: event.level }),
      },
    ],
  },
} as const

/** Something owed after an approval: it waits for money, for evidence, for a check and for a second person. */
export const conditionMachine = condition.createMachine({
  id: 'condition',
  context: { timeAsked: null, extensions: 0, escalated: 0 },
  initial: 'open',
  states: {
    waitingForMoney: {
      meta: { label: 'machines.condition.state.waiting_for_money', order: 10 },
      tags: 'fundersTurn',
      on: {
        ...late,
        ...help,
        ...moreTimeBeforeMoney,
        sendMoney: { actions: { type: 'notifyOwner', params: { news: 'money_sent' } } },
        moneyArrived: {
          target: 'open',
          actions: ['calmDown', { type: 'notifyFunder', params: { news: 'money_arrived' } }],
        },
        drop: 'dropped',
      },
    },
    open: {
      meta: { label: 'machines.condition.state.open', order: 20 },
      tags: ['ownersTurn', 'clockRuns'],
      on: {
        ...late,
        ...help,
        ...moreTime,
        awaitMoney: 'waitingForMoney',
        giveEvidence: {
          guard: 'hasEvidence',
          target: 'given',
          actions: [
            'calmDown',
            'forgetTimeAsked',
            { type: 'notifyFunder', params: { news: 'evidence_given' } },
          ],
        },
        drop: 'dropped',
      },
    },
    given: {
      meta: { label: 'machines.condition.state.given', order: 30 },
      tags: 'fundersTurn',
      on: {
        ...late,
        takeBackEvidence: { target: 'open', actions: 'calmDown' },
        sendBack: {
          target: 'open',
          actions: ['calmDown', { type: 'notifyOwner', params: { news: 'sent_back' } }],
        },
        findEnough: {
          target: 'checked',
          actions: { type: 'notifyFunder', params: { news: 'ready_to_discharge' } },
        },
        drop: 'dropped',
      },
    },
    checked: {
      meta: { label: 'machines.condition.state.checked', order: 40 },
      tags: 'fundersTurn',
      on: {
        ...late,
        sendBack: {
          target: 'open',
          actions: ['calmDown', { type: 'notifyOwner', params: { news: 'sent_back' } }],
        },
        discharge: { target: 'met', actions: { type: 'notifyOwner', params: { news: 'met' } } },
        drop: 'dropped',
      },
    },
    met: { meta: { label: 'machines.condition.state.met', order: 50 }, tags: 'over' },
    dropped: { meta: { label: 'machines.condition.state.dropped', order: 60, branch: true }, tags: 'over' },
  },
})
