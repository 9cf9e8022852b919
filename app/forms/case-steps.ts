import type { ConcernAction, ProposalKind } from '#app/policies/concern.policy.ts'

/** Written in the browser, sealed there, and read by nobody on the way. */
export interface SealedField {
  name: string
  /** A few fixed answers; otherwise words. */
  values?: readonly string[] | undefined
  optional?: true | undefined
  /** The case must know it too: it is sent beside what is sealed. */
  alsoClear?: Choice | undefined
}

/** What the case itself must know, and the server may: yes or no, codes, ids. */
export const choices = {
  ground: ['told_where', 'agreed'],
  duty: ['law', 'child'],
  finding: ['none', 'found', 'not_known'],
  why: ['person_asked', 'all_said', 'not_safe'],
  asked: ['yes', 'no'],
  trained: ['yes'],
  unconflicted: ['yes'],
  agreed: ['yes'],
  safetyPlanned: ['yes'],
  supportStays: ['yes', 'no'],
  again: ['yes', 'no'],
  liveRisk: ['no', 'yes'],
  affectedStays: ['no', 'yes'],
} as const
export type Choice = keyof typeof choices
export const picks = ['ownerId', 'carerId', 'clockId', 'personId'] as const
export type Pick = (typeof picks)[number]
export type ClearField = Choice | Pick

/** One form of a step: one thing that one person does. */
export interface Way {
  id: string
  action: ConcernAction
  /** The move of the case; a plan moves nothing, a proposal waits for another. */
  does:
    | { move: string; asksNoMore?: true }
    | { plan: string }
    | { propose: ProposalKind; then?: string | undefined }
    | { confirm: ProposalKind }
  clear?: readonly ClearField[] | undefined
  sealed?: readonly SealedField[] | undefined
  /** Goes into the person's thread, signed. */
  tells?: 'message' | 'feedback' | undefined
}

export interface CaseStep {
  id: StepId
  group: 'stage' | 'people' | 'beside' | 'clocks' | 'end'
  ways: readonly Way[]
}

export const stepIds = [
  'safety',
  'acknowledge',
  'support',
  'notices',
  'assess',
  'investigate',
  'outcome',
  'feedback',
  'close',
  'complaint',
  'danger',
  'refer-out',
  'contact',
  'subject',
  'detriment',
  'review',
  'police',
  'pause',
  'legal-hold',
  'come-back',
  'lesson',
  'overseer',
] as const
export type StepId = (typeof stepIds)[number]

const yesNoUnknown = ['yes', 'no', 'not_known'] as const
/** Whoever could be made to suffer for it. */
const partsInIt = [
  'reporter',
  'affected',
  'witness',
  'interpreter',
  'focal_point',
  'accused',
  'other',
] as const
const reason: readonly SealedField[] = [{ name: 'reason' }]
const second = (kind: ProposalKind, action: ConcernAction, clear: readonly ClearField[] = []): Way => ({
  id: 'confirm',
  action,
  does: { confirm: kind },
  clear,
})

/** A clause of a contract that no pack knows: whose it is, its words or number, and what it asks for. */
export const clauseFields: readonly SealedField[] = [
  { name: 'whoseClause' },
  { name: 'clause' },
  { name: 'asksFor' },
]

const assessment: readonly SealedField[] = [
  { name: 'inScope', values: ['yes', 'partly', 'no'] },
  { name: 'severity', values: ['low', 'moderate', 'high', 'critical'] },
  { name: 'detrimentRisk', values: ['low', 'moderate', 'high'] },
  { name: 'wish' },
  { name: 'plan' },
]

export const caseSteps: readonly CaseStep[] = [
  {
    id: 'safety',
    group: 'stage',
    ways: [
      {
        id: 'check',
        action: 'checkSafety',
        does: { move: 'checkSafety' },
        clear: ['ownerId'],
        sealed: [
          { name: 'safeNow', values: yesNoUnknown },
          { name: 'child', values: yesNoUnknown },
          { name: 'medicalWindow', values: yesNoUnknown },
          { name: 'threat', values: yesNoUnknown },
          { name: 'whatWeDo' },
        ],
      },
    ],
  },
  {
    id: 'acknowledge',
    group: 'stage',
    ways: [
      { id: 'tell', action: 'acknowledge', does: { move: 'acknowledge' }, tells: 'message' },
      { id: 'noSafeContact', action: 'acknowledge', does: { move: 'acknowledge' }, sealed: reason },
    ],
  },
  {
    id: 'danger',
    group: 'people',
    ways: [
      {
        id: 'act',
        action: 'actInDanger',
        does: { move: 'actInDanger' },
        clear: ['trained'],
        sealed: [{ name: 'danger' }, { name: 'whatWeDid' }, { name: 'whoWasTold' }],
      },
      { id: 'review', action: 'reviewDanger', does: { move: 'reviewDanger' }, sealed: [{ name: 'judged' }] },
    ],
  },
  {
    id: 'support',
    group: 'people',
    ways: [
      {
        id: 'firstContact',
        action: 'writeNote',
        does: { plan: 'firstContact' },
        sealed: [{ name: 'who' }, { name: 'how' }, { name: 'notToSay' }, { name: 'ifSeen', optional: true }],
      },
      {
        id: 'offer',
        action: 'offerSupport',
        does: { move: 'offerSupport' },
        clear: ['asked'],
        sealed: [{ name: 'offered' }, { name: 'service', optional: true }],
      },
      { id: 'accept', action: 'acceptSupport', does: { move: 'acceptSupport' } },
      { id: 'decline', action: 'declineSupport', does: { move: 'declineSupport' } },
      { id: 'end', action: 'endSupport', does: { move: 'endSupport' }, sealed: reason },
    ],
  },
  { id: 'notices', group: 'stage', ways: [] },
  {
    id: 'assess',
    group: 'stage',
    ways: [
      { id: 'begin', action: 'beginAssessing', does: { move: 'beginAssessing' } },
      {
        id: 'investigate',
        action: 'investigate',
        does: { move: 'investigate' },
        clear: ['unconflicted'],
        sealed: assessment,
      },
      {
        id: 'without',
        action: 'needNoInvestigation',
        does: { move: 'needNoInvestigation' },
        clear: ['unconflicted'],
        sealed: [...assessment, { name: 'reason' }],
      },
      {
        id: 'againstWish',
        action: 'referByDuty',
        does: { propose: 'against_wish', then: 'investigate' },
        sealed: [...assessment, { name: 'whyAgainst' }],
      },
      second('against_wish', 'referByDuty', ['unconflicted']),
    ],
  },
  {
    id: 'investigate',
    group: 'stage',
    ways: [
      {
        id: 'terms',
        action: 'writeNote',
        does: { plan: 'investigation' },
        sealed: [
          { name: 'terms' },
          { name: 'investigator' },
          { name: 'interpreterAccepted', values: ['yes', 'none_needed'] },
          { name: 'evidenceIndex' },
          { name: 'subjectReply', optional: true },
        ],
      },
      {
        id: 'deliver',
        action: 'deliverReport',
        does: { move: 'deliverReport' },
        sealed: [{ name: 'report' }],
      },
      { id: 'sendBack', action: 'sendReportBack', does: { move: 'sendReportBack' }, sealed: reason },
      { id: 'review', action: 'reviewReport', does: { move: 'reviewReport' }, sealed: [{ name: 'judged' }] },
    ],
  },
  {
    id: 'outcome',
    group: 'stage',
    ways: [
      {
        id: 'propose',
        action: 'proposeOutcome',
        does: { move: 'proposeOutcome' },
        sealed: [
          { name: 'outcome', values: ['upheld', 'partly', 'not_upheld', 'unable'] },
          { name: 'reasons' },
          { name: 'measures' },
          { name: 'sanctions', optional: true },
        ],
      },
      second('outcome', 'confirmOutcome'),
      { id: 'refuse', action: 'refuseOutcome', does: { move: 'refuseOutcome' }, sealed: reason },
    ],
  },
  {
    id: 'feedback',
    group: 'stage',
    ways: [
      { id: 'tell', action: 'giveFeedback', does: { move: 'giveFeedback' }, tells: 'feedback' },
      { id: 'withhold', action: 'giveFeedback', does: { move: 'giveFeedback' }, sealed: reason },
    ],
  },
  {
    id: 'close',
    group: 'stage',
    ways: [
      {
        id: 'checks',
        action: 'writeNote',
        does: { plan: 'detriment' },
        sealed: [{ name: 'whoIsAsked' }, { name: 'byWhom' }, { name: 'howAsked' }],
      },
      {
        id: 'close',
        action: 'closeCase',
        does: { move: 'closeCase' },
        clear: ['supportStays'],
        sealed: [{ name: 'registers' }, { name: 'keepUntil' }, { name: 'supportPlan' }],
      },
      {
        id: 'withdrawn',
        action: 'closeWithdrawn',
        does: { propose: 'close_withdrawn' },
        clear: ['liveRisk', 'affectedStays'],
        sealed: reason,
      },
      second('close_withdrawn', 'closeWithdrawn'),
    ],
  },
  {
    id: 'complaint',
    group: 'stage',
    ways: [
      { id: 'answer', action: 'answer', does: { move: 'answer' }, tells: 'message' },
      { id: 'convert', action: 'convert', does: { move: 'convert' }, clear: ['agreed'], sealed: reason },
    ],
  },
  {
    id: 'refer-out',
    group: 'beside',
    ways: [
      {
        id: 'tell',
        action: 'referOut',
        does: { move: 'referOut' },
        clear: ['ground'],
        sealed: [{ name: 'whereTo' }],
      },
      {
        id: 'duty',
        action: 'referByDuty',
        does: { propose: 'against_wish', then: 'referOut' },
        clear: ['duty'],
        sealed: [
          { name: 'whereTo' },
          { name: 'law' },
          { name: 'bestInterests', optional: true },
          { name: 'childsView', optional: true },
        ],
      },
      second('against_wish', 'referByDuty', ['unconflicted']),
    ],
  },
  {
    id: 'contact',
    group: 'people',
    ways: [
      { id: 'end', action: 'endContact', does: { move: 'endContact' }, clear: ['why'], sealed: reason },
      { id: 'reopen', action: 'reopenContact', does: { move: 'reopenContact' } },
    ],
  },
  {
    id: 'subject',
    group: 'people',
    ways: [
      {
        id: 'tell',
        action: 'tellSubject',
        does: { move: 'tellSubject' },
        clear: ['safetyPlanned'],
        sealed: [{ name: 'safetyPlan' }, { name: 'whatWasTold' }],
      },
      {
        id: 'care',
        action: 'offerSubjectCare',
        does: { move: 'offerSubjectCare' },
        clear: ['carerId'],
        sealed: reason,
      },
    ],
  },
  {
    id: 'detriment',
    group: 'people',
    ways: [
      {
        id: 'check',
        action: 'checkDetriment',
        does: { move: 'checkDetriment' },
        clear: ['clockId'],
        sealed: [
          { name: 'finding', values: choices.finding, alsoClear: 'finding' },
          { name: 'asked' },
          { name: 'said' },
          { name: 'whatWeDo', optional: true },
        ],
      },
      {
        id: 'askWay',
        action: 'writeNote',
        does: { plan: 'askWay' },
        clear: ['personId'],
        sealed: [{ name: 'partInIt', values: partsInIt }, { name: 'howAsked' }],
      },
      {
        id: 'noMore',
        action: 'checkDetriment',
        does: { move: 'checkDetriment', asksNoMore: true },
        clear: ['personId'],
        sealed: reason,
      },
      {
        id: 'askAgain',
        action: 'writeNote',
        does: { plan: 'askAgain' },
        clear: ['personId'],
        sealed: reason,
      },
      {
        id: 'person',
        action: 'writeNote',
        does: { plan: 'person' },
        sealed: [{ name: 'whoItIs' }, { name: 'partInIt', values: partsInIt }, { name: 'howAsked' }],
      },
    ],
  },
  {
    id: 'review',
    group: 'beside',
    ways: [
      {
        id: 'hear',
        action: 'hearReview',
        does: { move: 'hearReview' },
        clear: ['again'],
        sealed: [{ name: 'judged' }],
      },
    ],
  },
  {
    id: 'police',
    group: 'beside',
    ways: [
      { id: 'hold', action: 'holdForPolice', does: { propose: 'police_hold' }, sealed: reason },
      second('police_hold', 'holdForPolice'),
      { id: 'resume', action: 'resumeAfterPolice', does: { move: 'resumeAfterPolice' } },
    ],
  },
  {
    id: 'pause',
    group: 'clocks',
    ways: [
      {
        id: 'pause',
        action: 'pauseClock',
        does: { propose: 'pause_clock' },
        clear: ['clockId'],
        sealed: reason,
      },
      second('pause_clock', 'pauseClock'),
      { id: 'resume', action: 'resumeClock', does: { move: 'resumeClock' }, clear: ['clockId'] },
    ],
  },
  {
    id: 'legal-hold',
    group: 'end',
    ways: [
      { id: 'release', action: 'proposeRelease', does: { move: 'proposeRelease' }, sealed: reason },
      second('release_hold', 'releaseHold'),
      { id: 'putBack', action: 'putHoldBack', does: { move: 'putHoldBack' }, sealed: reason },
    ],
  },
  {
    id: 'come-back',
    group: 'end',
    ways: [{ id: 'again', action: 'comeBack', does: { move: 'comeBack' }, sealed: reason }],
  },
  {
    id: 'lesson',
    group: 'end',
    ways: [
      {
        id: 'write',
        action: 'writeNote',
        does: { plan: 'lesson' },
        sealed: [{ name: 'lesson' }, { name: 'goesInto' }],
      },
    ],
  },
  {
    id: 'overseer',
    group: 'end',
    ways: [{ id: 'keepOut', action: 'writeNote', does: { plan: 'keepLeadOut' }, sealed: reason }],
  },
]

export function findStep(id: string): CaseStep | null {
  return caseSteps.find((step) => step.id === id) ?? null
}
