export const principles = ['rights', 'equity', 'transparency', 'accountability'] as const
export type Principle = (typeof principles)[number]

export const outcomes = ['approved', 'approved_with_conditions', 'declined'] as const
export type Outcome = (typeof outcomes)[number]

/** In the order in which they sign. For a body's own assessment the first is its safeguarding lead. */
export const signingCapacities = ['principal_investigator', 'reviewer', 'approver'] as const
export type SigningCapacity = (typeof signingCapacities)[number]

interface Sending {
  unanswered: number
  /** Grave risks that nobody has signed for yet. */
  unsignedRisks?: number
}

/** What happens to an assessment, with the facts counted in the same transaction. */
export type AssessmentEvent =
  | (Sending & {
      type: 'submit'
      /** The call has closed; what was sent before goes on. */
      tooLate?: boolean
    })
  | (Sending & { type: 'resubmit' })
  | { type: 'takeBack' }
  | { type: 'startReview' | 'requestChanges' | 'returnToReview' }
  | {
      type: 'completeReview'
      /** Reviewers who were asked beside the first and have not finished. */
      pendingOpinions?: number
    }
  | {
      type: 'askForInformation'
      /** Under which the approver wants to know more. */
      principles: readonly Principle[]
    }
  | { type: 'acceptPrinciple' | 'askForChange'; principle: Principle }
  | {
      type: 'decide'
      outcome: Outcome
      conditionCount: number
      /** Critical risks that the reviewing body has not accepted: nothing is approved over them. */
      unacceptedRisks?: number
    }
  | { type: 'documentsReady' | 'documentsFailed' | 'retryDocuments' }
  | { type: 'sign'; capacity: SigningCapacity }
  | { type: 'revertDecision'; signatures: number }
  | {
      type: 'lodgeAppeal'
      /** The days that the funder gives for it have passed. */
      tooLate?: boolean
    }
  | { type: 'takeBackAppeal' | 'dismissAppeal' | 'upholdAppeal' | 'replaceDocuments' }
  | { type: 'supersede'; replacedById: string }
  | { type: 'withdraw' }

export type AuthorNews =
  | 'received'
  | 'review_started'
  | 'changes_requested'
  | Outcome
  | 'decision_undone'
  | 'appeal_dismissed'
  | 'appeal_upheld'
  | 'signed'
  | 'superseded'
export type ReviewerNews = 'submitted' | 'resubmitted' | 'returned' | 'signed' | 'withdrawn'
export type ApproverNews =
  'review_completed' | 'documents_failed' | 'decision_undone' | 'appeal_lodged' | 'withdrawn'

/** What the machine asks the server to do, and the message that goes with it. */
export interface AssessmentRequests {
  notifyAuthor: { news: AuthorNews }
  notifyReviewers: { news: ReviewerNews }
  notifyApprovers: { news: ApproverNews }
  notifySigner: { capacity: SigningCapacity }
  drawDocuments: Record<string, never>
  markDocuments: { status: 'replaced'; replacedById: string } | { status: 'no_longer_in_force' }
}

const about = (type: 'acceptPrinciple' | 'askForChange') =>
  principles.map((principle) => ({ type, principle }))

/** Every kind of event with the facts that favour it most: if none of these moves a process, nothing of that kind will. */
export const favourableAssessmentEvents: {
  [Type in AssessmentEvent['type']]: readonly (AssessmentEvent & { type: Type })[]
} = {
  submit: [{ type: 'submit', unanswered: 0 }],
  takeBack: [{ type: 'takeBack' }],
  startReview: [{ type: 'startReview' }],
  acceptPrinciple: about('acceptPrinciple') as (AssessmentEvent & { type: 'acceptPrinciple' })[],
  askForChange: about('askForChange') as (AssessmentEvent & { type: 'askForChange' })[],
  requestChanges: [{ type: 'requestChanges' }],
  resubmit: [{ type: 'resubmit', unanswered: 0 }],
  completeReview: [{ type: 'completeReview' }],
  returnToReview: [{ type: 'returnToReview' }],
  askForInformation: [{ type: 'askForInformation', principles }],
  decide: [
    { type: 'decide', outcome: 'approved', conditionCount: 0 },
    { type: 'decide', outcome: 'approved_with_conditions', conditionCount: 1 },
    { type: 'decide', outcome: 'declined', conditionCount: 0 },
  ],
  documentsReady: [{ type: 'documentsReady' }],
  documentsFailed: [{ type: 'documentsFailed' }],
  retryDocuments: [{ type: 'retryDocuments' }],
  sign: signingCapacities.map((capacity) => ({ type: 'sign', capacity })),
  revertDecision: [{ type: 'revertDecision', signatures: 0 }],
  lodgeAppeal: [{ type: 'lodgeAppeal' }],
  takeBackAppeal: [{ type: 'takeBackAppeal' }],
  dismissAppeal: [{ type: 'dismissAppeal' }],
  upholdAppeal: [{ type: 'upholdAppeal' }],
  replaceDocuments: [{ type: 'replaceDocuments' }],
  supersede: [{ type: 'supersede', replacedById: 'another' }],
  withdraw: [{ type: 'withdraw' }],
}
