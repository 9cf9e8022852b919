import { and, assign, not, or, setup, stateIn } from 'xstate'
import {
  principles,
  type AssessmentEvent,
  type AssessmentRequests,
  type Outcome,
  type Principle,
  type SigningCapacity,
} from '#machines/assessment.events.ts'
import type { StateMeta } from '#machines/state-meta.ts'

export interface AssessmentContext {
  submissions: number
  outcome: Outcome | null
  conditionCount: number
  documentsFailed: boolean
  /** The state it was withdrawn from: what lies after it never happened. */
  withdrawnFrom: string | null
}

const allPrinciples = (state: string) => principles.map((principle) => stateIn({ [principle]: state }))

/**
 * The vocabulary of the assessment machine: what it remembers, what it asks and what it checks.
 * Named actions are requests: the machine never performs them, the server does. Those from `countSubmission` on only remember.
 */
export const assessment = setup({
  types: {
    context: {} as AssessmentContext,
    events: {} as AssessmentEvent,
    meta: {} as StateMeta,
    tags: {} as
      | 'authorsTurn'
      | 'reviewersTurn'
      | 'approversTurn'
      | 'answersOpen'
      | 'decisionStands'
      | 'appealOpen'
      | 'inForce'
      | 'over',
  },
  guards: {
    everythingAnswered: ({ event }) => 'unanswered' in event && event.unanswered === 0,
    risksSigned: ({ event }) => !('unsignedRisks' in event && (event.unsignedRisks ?? 0) > 0),
    criticalRisksAccepted: ({ event }) => !('unacceptedRisks' in event && (event.unacceptedRisks ?? 0) > 0),
    inTime: ({ event }) => !('tooLate' in event && event.tooLate),
    everyPrincipleJudged: and(principles.map((principle) => not(stateIn({ [principle]: 'open' })))),
    everyPrincipleAccepted: and(allPrinciples('accepted')),
    opinionsGiven: ({ event }) => !('pendingOpinions' in event && (event.pendingOpinions ?? 0) > 0),
    asksAboutSomething: ({ event }) => event.type === 'askForInformation' && event.principles.length > 0,
    asksAbout: ({ event }, { principle }: { principle: Principle }) =>
      event.type === 'askForInformation' && event.principles.includes(principle),
    awaitingDecision: stateIn({ process: 'awaitingDecision' }),
    nobodyHasSigned: ({ event }) => event.type === 'revertDecision' && event.signatures === 0,
    noAppealOpen: not(stateIn({ appeal: 'lodged' })),
    decisionStands: or(['decided', 'beingSigned', 'signed'].map((state) => stateIn({ process: state }))),
    appealInTime: ({ event }) => !('tooLate' in event && event.tooLate),
    mayBeAppealed: ({ context }) => context.outcome !== null && context.outcome !== 'approved',
    wasApproved: ({ context }) => context.outcome === 'approved',
    wasApprovedWithConditions: ({ context }) => context.outcome === 'approved_with_conditions',
    wasDeclined: ({ context }) => context.outcome === 'declined',
    someChangeAsked: or(allPrinciples('changesAsked')),
    inReview: stateIn({ process: 'inReview' }),
    changesRequested: stateIn({ process: 'changesRequested' }),
    approves: ({ event }) =>
      event.type === 'decide' && event.outcome === 'approved' && event.conditionCount === 0,
    approvesWithConditions: ({ event }) =>
      event.type === 'decide' && event.outcome === 'approved_with_conditions' && event.conditionCount >= 1,
    declines: ({ event }) =>
      event.type === 'decide' && event.outcome === 'declined' && event.conditionCount === 0,
    documentsFailed: ({ context }) => context.documentsFailed,
    isAbout: ({ event }, { principle }: { principle: Principle }) =>
      'principle' in event && event.principle === principle,
    itIsTheTurnOf: ({ event }, { capacity }: { capacity: SigningCapacity }) =>
      event.type === 'sign' && event.capacity === capacity,
  },
  actions: {
    notifyAuthor: (_, _request: AssessmentRequests['notifyAuthor']) => {},
    notifyReviewers: (_, _request: AssessmentRequests['notifyReviewers']) => {},
    notifyApprovers: (_, _request: AssessmentRequests['notifyApprovers']) => {},
    notifySigner: (_, _request: AssessmentRequests['notifySigner']) => {},
    drawDocuments: () => {},
    markDocuments: (_, _request: AssessmentRequests['markDocuments']) => {},

    countSubmission: assign({ submissions: ({ context }) => context.submissions + 1 }),
    keepOutcome: assign(({ event, context }) =>
      event.type === 'decide' ? { outcome: event.outcome, conditionCount: event.conditionCount } : context,
    ),
    forgetOutcome: assign({ outcome: null, conditionCount: 0, documentsFailed: false }),
    keepFailure: assign({ documentsFailed: (_, { failed }: { failed: boolean }) => failed }),
    keepWhereWithdrawn: assign({ withdrawnFrom: (_, { from }: { from: string }) => from }),
  },
})
