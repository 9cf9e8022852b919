import { and, not } from 'xstate'
import type { Principle } from '#machines/assessment.events.ts'
import { assessment } from '#machines/assessment.setup.ts'

/** A reviewer may judge again, and otherwise, until the review leaves her hands. */
function judgementOf(principle: Principle) {
  const isAboutThis = { type: 'isAbout', params: { principle } } as const
  return assessment.createStateConfig({
    initial: 'open',
    on: {
      acceptPrinciple: { guard: and(['inReview', isAboutThis]), target: '.accepted' },
      askForChange: { guard: and(['inReview', isAboutThis]), target: '.changesAsked' },
    },
    states: {
      open: { meta: { label: 'machines.assessment.judgement.open', order: 10 } },
      accepted: { meta: { label: 'machines.assessment.judgement.accepted', order: 20 } },
      changesAsked: {
        meta: { label: 'machines.assessment.judgement.changes_asked', order: 30 },
        on: {
          resubmit: { guard: and(['changesRequested', 'everythingAnswered', 'risksSigned']), target: 'open' },
        },
      },
    },
  })
}

/** Nothing is approved by default: `decide` always names the state it leads to. */
const decided = assessment.createStateConfig({
  meta: { label: 'machines.assessment.state.decided', order: 50 },
  entry: 'drawDocuments',
  initial: 'declined',
  states: {
    approved: {
      meta: { label: 'machines.assessment.state.decided.approved', order: 51 },
      on: { documentsReady: '#awaitingPrincipalInvestigator' },
    },
    approvedWithConditions: {
      meta: { label: 'machines.assessment.state.decided.approved_with_conditions', order: 52 },
      on: { documentsReady: '#awaitingPrincipalInvestigator' },
    },
    declined: {
      meta: { label: 'machines.assessment.state.decided.declined', order: 53 },
      on: { documentsReady: '#awaitingReviewer' },
    },
  },
  on: {
    documentsFailed: {
      guard: not('documentsFailed'),
      actions: [
        { type: 'keepFailure', params: { failed: true } },
        { type: 'notifyApprovers', params: { news: 'documents_failed' } },
      ],
    },
    retryDocuments: {
      guard: 'documentsFailed',
      actions: [{ type: 'keepFailure', params: { failed: false } }, 'drawDocuments'],
    },
  },
  exit: { type: 'keepFailure', params: { failed: false } },
})

const beingSigned = assessment.createStateConfig({
  meta: { label: 'machines.assessment.state.being_signed', order: 60 },
  initial: 'awaitingPrincipalInvestigator',
  states: {
    awaitingPrincipalInvestigator: {
      id: 'awaitingPrincipalInvestigator',
      meta: { label: 'machines.assessment.state.being_signed.awaiting_principal_investigator', order: 61 },
      tags: 'authorsTurn',
      entry: { type: 'notifySigner', params: { capacity: 'principal_investigator' } },
      on: {
        sign: {
          guard: { type: 'itIsTheTurnOf', params: { capacity: 'principal_investigator' } },
          target: 'awaitingReviewer',
        },
      },
    },
    awaitingReviewer: {
      id: 'awaitingReviewer',
      meta: { label: 'machines.assessment.state.being_signed.awaiting_reviewer', order: 62 },
      tags: 'reviewersTurn',
      entry: { type: 'notifySigner', params: { capacity: 'reviewer' } },
      on: {
        sign: {
          guard: { type: 'itIsTheTurnOf', params: { capacity: 'reviewer' } },
          target: 'awaitingApprover',
        },
      },
    },
    awaitingApprover: {
      meta: { label: 'machines.assessment.state.being_signed.awaiting_approver', order: 63 },
      tags: 'approversTurn',
      entry: { type: 'notifySigner', params: { capacity: 'approver' } },
      on: { sign: { guard: { type: 'itIsTheTurnOf', params: { capacity: 'approver' } }, target: '#signed' } },
    },
  },
})

const processRegion = assessment.createStateConfig({
  initial: 'draft',
  states: {
    draft: {
      meta: { label: 'machines.assessment.state.draft', order: 10 },
      tags: ['authorsTurn', 'answersOpen'],
      on: {
        submit: {
          guard: and(['everythingAnswered', 'risksSigned', 'inTime']),
          target: 'submitted',
          actions: [
            'countSubmission',
            { type: 'notifyReviewers', params: { news: 'submitted' } },
            { type: 'notifyAuthor', params: { news: 'received' } },
          ],
        },
        withdraw: { target: 'withdrawn', actions: { type: 'keepWhereWithdrawn', params: { from: 'draft' } } },
      },
    },
    submitted: {
      meta: { label: 'machines.assessment.state.submitted', order: 20 },
      tags: 'reviewersTurn',
      on: {
        startReview: {
          target: 'inReview',
          actions: { type: 'notifyAuthor', params: { news: 'review_started' } },
        },
        takeBack: { target: 'draft' },
        withdraw: {
          target: 'withdrawn',
          actions: [
            { type: 'keepWhereWithdrawn', params: { from: 'submitted' } },
            { type: 'notifyReviewers', params: { news: 'withdrawn' } },
          ],
        },
      },
    },
    inReview: {
      meta: { label: 'machines.assessment.state.in_review', order: 30 },
      tags: 'reviewersTurn',
      on: {
        requestChanges: {
          guard: 'someChangeAsked',
          target: 'changesRequested',
          actions: { type: 'notifyAuthor', params: { news: 'changes_requested' } },
        },
        completeReview: {
          guard: 'everyPrincipleJudged',
          target: 'awaitingDecision',
          actions: { type: 'notifyApprovers', params: { news: 'review_completed' } },
        },
        withdraw: {
          target: 'withdrawn',
          actions: [
            { type: 'keepWhereWithdrawn', params: { from: 'in_review' } },
            { type: 'notifyReviewers', params: { news: 'withdrawn' } },
          ],
        },
      },
    },
    changesRequested: {
      meta: { label: 'machines.assessment.state.changes_requested', order: 35, branch: true },
      tags: ['authorsTurn', 'answersOpen'],
      on: {
        resubmit: {
          guard: and(['everythingAnswered', 'risksSigned']),
          target: 'inReview',
          actions: [
            'countSubmission',
            { type: 'notifyReviewers', params: { news: 'resubmitted' } },
            { type: 'notifyAuthor', params: { news: 'received' } },
          ],
        },
        withdraw: {
          target: 'withdrawn',
          actions: [
            { type: 'keepWhereWithdrawn', params: { from: 'changes_requested' } },
            { type: 'notifyReviewers', params: { news: 'withdrawn' } },
          ],
        },
      },
    },
    awaitingDecision: {
      meta: { label: 'machines.assessment.state.awaiting_decision', order: 40 },
      tags: 'approversTurn',
      on: {
        returnToReview: {
          target: 'inReview',
          actions: { type: 'notifyReviewers', params: { news: 'returned' } },
        },
        decide: [
          {
            guard: and(['approves', 'everyPrincipleAccepted', 'criticalRisksAccepted']),
            target: 'decided.approved',
            actions: ['keepOutcome', { type: 'notifyAuthor', params: { news: 'approved' } }],
          },
          {
            guard: and(['approvesWithConditions', 'everyPrincipleAccepted', 'criticalRisksAccepted']),
            target: 'decided.approvedWithConditions',
            actions: ['keepOutcome', { type: 'notifyAuthor', params: { news: 'approved_with_conditions' } }],
          },
          {
            guard: 'declines',
            target: 'decided.declined',
            actions: ['keepOutcome', { type: 'notifyAuthor', params: { news: 'declined' } }],
          },
        ],
        withdraw: {
          target: 'withdrawn',
          actions: [
            { type: 'keepWhereWithdrawn', params: { from: 'awaiting_decision' } },
            { type: 'notifyApprovers', params: { news: 'withdrawn' } },
          ],
        },
      },
    },
    decided,
    beingSigned,
    signed: {
      id: 'signed',
      meta: { label: 'machines.assessment.state.signed', order: 70 },
      tags: 'inForce',
      entry: [
        { type: 'notifyAuthor', params: { news: 'signed' } },
        { type: 'notifyReviewers', params: { news: 'signed' } },
      ],
      on: {
        supersede: {
          target: 'superseded',
          actions: [
            {
              type: 'markDocuments',
              params: ({ event }) => ({ status: 'replaced', replacedById: event.replacedById }),
            },
            { type: 'notifyAuthor', params: { news: 'superseded' } },
          ],
        },
        withdraw: {
          target: 'withdrawn',
          actions: [
            { type: 'keepWhereWithdrawn', params: { from: 'signed' } },
            { type: 'markDocuments', params: { status: 'no_longer_in_force' } },
            { type: 'notifyReviewers', params: { news: 'withdrawn' } },
          ],
        },
      },
    },
    superseded: {
      meta: { label: 'machines.assessment.state.superseded', order: 80, branch: true },
      tags: 'over',
    },
    withdrawn: {
      meta: { label: 'machines.assessment.state.withdrawn', order: 90, branch: true },
      tags: 'over',
    },
  },
})

/** One audience's answers to one framework version, from draft to signed. */
export const assessmentMachine = assessment.createMachine({
  id: 'assessment',
  type: 'parallel',
  context: { submissions: 0, outcome: null, conditionCount: 0, documentsFailed: false, withdrawnFrom: null },
  states: {
    process: processRegion,
    rights: judgementOf('rights'),
    equity: judgementOf('equity'),
    transparency: judgementOf('transparency'),
    accountability: judgementOf('accountability'),
  },
})
