import { and, not, stateIn } from 'xstate'
import type { Principle, SigningCapacity } from '#machines/assessment.events.ts'
import { assessment } from '#machines/assessment.setup.ts'

/** A reviewer may judge again, and otherwise, until the review leaves her hands. */
function judgementOf(principle: Principle) {
  const isAboutThis = { type: 'isAbout', params: { principle } } as const
  return assessment.createStateConfig({
    initial: 'open',
    on: {
      acceptPrinciple: { guard: and(['inReview', isAboutThis]), target: '.accepted' },
      askForChange: { guard: and(['inReview', isAboutThis]), target: '.changesAsked' },
      askForInformation: {
        guard: and(['awaitingDecision', { type: 'asksAbout', params: { principle } }]),
        target: '.changesAsked',
      },
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

/** Undone before anybody signed, with a reason: what was decided is kept, and the decision is made anew. */
const undone = {
  guard: and(['nobodyHasSigned', 'noAppealOpen']),
  target: '#awaitingDecision',
  actions: [
    'forgetOutcome',
    { type: 'notifyAuthor', params: { news: 'decision_undone' } },
    { type: 'notifyApprovers', params: { news: 'decision_undone' } },
  ],
} as const

/** Heard by somebody who neither reviewed nor decided; somebody else than before decides anew. */
const upheld = {
  guard: stateIn({ appeal: 'lodged' }),
  target: '#awaitingDecision',
  actions: [
    'forgetOutcome',
    { type: 'markDocuments', params: { status: 'no_longer_in_force' } },
    { type: 'notifyAuthor', params: { news: 'appeal_upheld' } },
    { type: 'notifyApprovers', params: { news: 'decision_undone' } },
  ],
} as const

/** Nothing is approved by default: `decide` always names the state it leads to. */
const decided = assessment.createStateConfig({
  meta: { label: 'machines.assessment.state.decided', order: 50 },
  tags: 'decisionStands',
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
    revertDecision: undone,
    upholdAppeal: upheld,
  },
  exit: { type: 'keepFailure', params: { failed: false } },
})

const mayBeSignedBy = (capacity: SigningCapacity) =>
  and(['noAppealOpen', { type: 'itIsTheTurnOf', params: { capacity } }])

const beingSigned = assessment.createStateConfig({
  meta: { label: 'machines.assessment.state.being_signed', order: 60 },
  tags: 'decisionStands',
  on: { revertDecision: undone, upholdAppeal: upheld },
  initial: 'awaitingPrincipalInvestigator',
  states: {
    awaitingPrincipalInvestigator: {
      id: 'awaitingPrincipalInvestigator',
      meta: { label: 'machines.assessment.state.being_signed.awaiting_principal_investigator', order: 61 },
      tags: 'authorsTurn',
      entry: { type: 'notifySigner', params: { capacity: 'principal_investigator' } },
      on: {
        sign: {
          guard: mayBeSignedBy('principal_investigator'),
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
          guard: mayBeSignedBy('reviewer'),
          target: 'awaitingApprover',
        },
      },
    },
    awaitingApprover: {
      meta: { label: 'machines.assessment.state.being_signed.awaiting_approver', order: 63 },
      tags: 'approversTurn',
      entry: { type: 'notifySigner', params: { capacity: 'approver' } },
      on: { sign: { guard: mayBeSignedBy('approver'), target: '#signed' } },
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
          guard: and(['everyPrincipleJudged', 'opinionsGiven']),
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
      id: 'awaitingDecision',
      meta: { label: 'machines.assessment.state.awaiting_decision', order: 40 },
      tags: 'approversTurn',
      on: {
        returnToReview: {
          target: 'inReview',
          actions: { type: 'notifyReviewers', params: { news: 'returned' } },
        },
        askForInformation: {
          guard: 'asksAboutSomething',
          target: 'changesRequested',
          actions: { type: 'notifyAuthor', params: { news: 'changes_requested' } },
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
      tags: ['decisionStands', 'inForce'],
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
        upholdAppeal: upheld,
        // Issued by mistake: drawn and signed anew. The outcome is the same.
        replaceDocuments: [
          { guard: and(['noAppealOpen', 'wasApproved']), target: 'decided.approved' },
          {
            guard: and(['noAppealOpen', 'wasApprovedWithConditions']),
            target: 'decided.approvedWithConditions',
          },
          { guard: and(['noAppealOpen', 'wasDeclined']), target: 'decided.declined' },
        ],
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

/** Whoever was refused, or bound by conditions, may ask once that somebody else looks again. */
const appealRegion = assessment.createStateConfig({
  initial: 'none',
  states: {
    none: {
      meta: { label: 'machines.assessment.appeal.none', order: 10 },
      on: {
        lodgeAppeal: {
          guard: and(['decisionStands', 'mayBeAppealed', 'appealInTime']),
          target: 'lodged',
          actions: { type: 'notifyApprovers', params: { news: 'appeal_lodged' } },
        },
      },
    },
    lodged: {
      meta: { label: 'machines.assessment.appeal.lodged', order: 20 },
      tags: 'appealOpen',
      on: {
        takeBackAppeal: 'none',
        dismissAppeal: {
          target: 'dismissed',
          actions: { type: 'notifyAuthor', params: { news: 'appeal_dismissed' } },
        },
        upholdAppeal: { guard: 'decisionStands', target: 'upheld' },
        withdraw: { guard: stateIn({ process: 'signed' }), target: 'none' },
        supersede: { guard: stateIn({ process: 'signed' }), target: 'none' },
      },
    },
    dismissed: { meta: { label: 'machines.assessment.appeal.dismissed', order: 30 } },
    upheld: { meta: { label: 'machines.assessment.appeal.upheld', order: 40 } },
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
    appeal: appealRegion,
  },
})
