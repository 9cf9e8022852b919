/** Whose hours or days are counted. What each takes is written with the clocks, not here. */
export const concernClocks = [
  'safety',
  'acknowledge',
  'assess',
  'investigation',
  'outcome',
  'feedback',
  'complaint',
  'detriment',
  'danger_review',
] as const
export type ConcernClock = (typeof concernClocks)[number]

/** A grave report, or an ordinary complaint (a late stipend, a broken promise) on the light route. */
export const concernKinds = ['concern', 'complaint'] as const
export type ConcernKind = (typeof concernKinds)[number]

/**
 * Why something goes elsewhere: the person was only told where to go, or agrees; a law that binds here, or the best
 * interests of a child, take a second person. Imminent danger is acted on (`actInDanger`) and reviewed afterwards.
 */
export const referralGrounds = ['told_where', 'agreed', 'law', 'child'] as const
export type ReferralGround = (typeof referralGrounds)[number]

/** Silence is no reason to end contact, so the machine refuses it. */
export const contactEndings = ['person_asked', 'all_said', 'not_safe', 'silence'] as const
export type ContactEnding = (typeof contactEndings)[number]

export const detrimentFindings = ['none', 'found', 'not_known'] as const
export type DetrimentFinding = (typeof detrimentFindings)[number]

/** Whether somebody else than who proposed it says so too. */
interface Seconded {
  second: boolean
}
interface Closing {
  detrimentBooked: boolean
  supportDecided: boolean
}

/** What happens to a case, with the facts counted in the same transaction. No event carries what anybody said. */
export type ConcernEvent =
  | { type: 'receive'; kind: ConcernKind; isTest: boolean }
  | {
      type: 'checkSafety'
      /** The question was answered, whatever the answer was. */
      answered: boolean
      ownerSet: boolean
    }
  | { type: 'acknowledge'; sent: boolean; noSafeContact: boolean }
  | {
      type: 'beginAssessing'
      /** Notices that are due and were neither sent nor waived with a reason. */
      noticesOpen: number
    }
  | { type: 'investigate'; unconflicted: boolean }
  | { type: 'needNoInvestigation'; unconflicted: boolean; reasonGiven: boolean }
  | { type: 'deliverReport' | 'sendReportBack' | 'proposeOutcome' | 'refuseOutcome' }
  | {
      type: 'reviewReport'
      /** By somebody who did not write it. */
      byAnother: boolean
    }
  | (Seconded & { type: 'confirmOutcome' })
  | { type: 'giveFeedback'; logged: boolean; withheldWithReason: boolean }
  | (Closing & { type: 'closeCase' })
  | (Closing &
      Seconded & {
        type: 'closeWithdrawn'
        /** Somebody else may still be harmed. */
        liveRisk: boolean
        /** The person harmed wants it to go on, whatever the reporter does. */
        affectedStays: boolean
      })
  | { type: 'comeBack' }
  | { type: 'answer'; sent: boolean }
  | { type: 'convert'; agreed: boolean }
  | (Seconded & { type: 'referOut'; whereTo: boolean; ground: ReferralGround })
  | { type: 'actInDanger'; trained: boolean }
  | (Seconded & { type: 'reviewDanger' })
  | { type: 'escalate'; clock: ConcernClock; level: number }
  | (Seconded & {
      type: 'pauseClock'
      clock: ConcernClock
      /** Neither legal nor one that keeps somebody safe. */
      mayPause: boolean
      reasonGiven: boolean
    })
  | { type: 'resumeClock'; clock: ConcernClock }
  | {
      type: 'checkDetriment'
      finding: DetrimentFinding
      /** Somebody else's check is late too, so that whoever was told of it is not told anew. */
      othersLate: boolean
    }
  | {
      type: 'tellSubject'
      /** Whoever reported and whoever was harmed are as safe as can be when the subject hears of it. */
      safetyPlanned: boolean
    }
  | {
      type: 'offerSupport'
      /** They asked; otherwise how to reach them safely is planned before. */
      asked: boolean
      firstContactPlanned: boolean
    }
  | { type: 'acceptSupport' | 'declineSupport' }
  | { type: 'endSupport'; reasonGiven: boolean }
  | { type: 'endContact'; why: ContactEnding }
  | { type: 'reopenContact' }
  | { type: 'withdraw' | 'takePartAgain' }
  | (Seconded & { type: 'holdForPolice'; reasonGiven: boolean })
  | { type: 'resumeAfterPolice' }
  | { type: 'offerSubjectCare' }
  | {
      type: 'beginSubjectCare'
      /** Somebody has it who does not handle the case. */
      ownOwner: boolean
    }
  | { type: 'endSubjectCare' }
  | {
      type: 'askForReview'
      groundGiven: boolean
      /** The days for it have passed. */
      tooLate?: boolean
    }
  | { type: 'hearReview'; newDecisionMaker: boolean; again: boolean }
  | { type: 'proposeRelease' }
  | (Seconded & { type: 'releaseHold' })
  | { type: 'putHoldBack' }

/** News says that something needs somebody, never what was said. */
export type HandlerNews =
  | 'received'
  | 'moved'
  | 'second_needed'
  | 'danger'
  | 'support'
  | 'contact'
  | 'reporter'
  | 'detriment'
  | 'review'
  | 'hold'
  | 'closed'
  | 'came_back'
export type OverseerNews = 'received' | 'moved' | 'closed' | 'came_back'

/** From when the checks for retaliation are counted. */
export type DetrimentStart = 'receipt' | 'subjectTold' | 'closing'

/** What the machine asks the server to do. */
export interface ConcernRequests {
  notifyHandlers: { news: HandlerNews }
  notifyOverseer: { news: OverseerNews }
  /** Whoever cares for the subject sees that task and nothing else. */
  notifyCarer: { news: 'subject_care' }
  startClock: { clock: ConcernClock }
  /** What was promised is done. */
  meetClock: { clock: ConcernClock }
  pauseClock: { clock: ConcernClock }
  resumeClock: { clock: ConcernClock }
  /** Clocks of the stages that no longer lie ahead end unmet; checks for retaliation and reviews of danger go on. */
  stopClocks: Record<string, never>
  bookDetriment: { from: DetrimentStart }
  escalateConcern: { clock: ConcernClock; level: number }
}

/** Every kind of event with the facts that favour it most: if none of these moves a case, nothing of that kind will. */
export const favourableConcernEvents: {
  [Type in ConcernEvent['type']]: readonly (ConcernEvent & { type: Type })[]
} = {
  receive: concernKinds.map((kind) => ({ type: 'receive', kind, isTest: false })),
  checkSafety: [{ type: 'checkSafety', answered: true, ownerSet: true }],
  acknowledge: [{ type: 'acknowledge', sent: true, noSafeContact: false }],
  beginAssessing: [{ type: 'beginAssessing', noticesOpen: 0 }],
  investigate: [{ type: 'investigate', unconflicted: true }],
  needNoInvestigation: [{ type: 'needNoInvestigation', unconflicted: true, reasonGiven: true }],
  deliverReport: [{ type: 'deliverReport' }],
  sendReportBack: [{ type: 'sendReportBack' }],
  reviewReport: [{ type: 'reviewReport', byAnother: true }],
  proposeOutcome: [{ type: 'proposeOutcome' }],
  refuseOutcome: [{ type: 'refuseOutcome' }],
  confirmOutcome: [{ type: 'confirmOutcome', second: true }],
  giveFeedback: [{ type: 'giveFeedback', logged: true, withheldWithReason: false }],
  closeCase: [{ type: 'closeCase', detrimentBooked: true, supportDecided: true }],
  closeWithdrawn: [
    {
      type: 'closeWithdrawn',
      detrimentBooked: true,
      supportDecided: true,
      second: true,
      liveRisk: false,
      affectedStays: false,
    },
  ],
  comeBack: [{ type: 'comeBack' }],
  answer: [{ type: 'answer', sent: true }],
  convert: [{ type: 'convert', agreed: true }],
  referOut: [{ type: 'referOut', whereTo: true, ground: 'agreed', second: true }],
  actInDanger: [{ type: 'actInDanger', trained: true }],
  reviewDanger: [{ type: 'reviewDanger', second: true }],
  escalate: concernClocks.map((clock) => ({ type: 'escalate', clock, level: 99 })),
  pauseClock: [{ type: 'pauseClock', clock: 'assess', mayPause: true, reasonGiven: true, second: true }],
  resumeClock: [{ type: 'resumeClock', clock: 'assess' }],
  checkDetriment: [{ type: 'checkDetriment', finding: 'none', othersLate: false }],
  tellSubject: [{ type: 'tellSubject', safetyPlanned: true }],
  offerSupport: [{ type: 'offerSupport', asked: true, firstContactPlanned: true }],
  acceptSupport: [{ type: 'acceptSupport' }],
  declineSupport: [{ type: 'declineSupport' }],
  endSupport: [{ type: 'endSupport', reasonGiven: true }],
  endContact: [{ type: 'endContact', why: 'person_asked' }],
  reopenContact: [{ type: 'reopenContact' }],
  withdraw: [{ type: 'withdraw' }],
  takePartAgain: [{ type: 'takePartAgain' }],
  holdForPolice: [{ type: 'holdForPolice', reasonGiven: true, second: true }],
  resumeAfterPolice: [{ type: 'resumeAfterPolice' }],
  offerSubjectCare: [{ type: 'offerSubjectCare' }],
  beginSubjectCare: [{ type: 'beginSubjectCare', ownOwner: true }],
  endSubjectCare: [{ type: 'endSubjectCare' }],
  askForReview: [{ type: 'askForReview', groundGiven: true }],
  hearReview: [
    { type: 'hearReview', newDecisionMaker: true, again: true },
    { type: 'hearReview', newDecisionMaker: true, again: false },
  ],
  proposeRelease: [{ type: 'proposeRelease' }],
  releaseHold: [{ type: 'releaseHold', second: true }],
  putHoldBack: [{ type: 'putHoldBack' }],
}
