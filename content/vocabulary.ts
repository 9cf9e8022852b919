/** The closed lists of the domain. Their words on screen are in translations/<locale>/content.json, keyed by these ids. */
export const principles = ['rights', 'equity', 'transparency', 'accountability'] as const
export type Principle = (typeof principles)[number]

export const audiences = ['funder', 'organisation', 'project', 'community'] as const
export type Audience = (typeof audiences)[number]

export const phases = [
  'call',
  'proposal',
  'due_diligence',
  'contract',
  'set_up',
  'fieldwork',
  'response',
  'monitoring',
  'close_out',
] as const
export type Phase = (typeof phases)[number]

export const gates = ['submit', 'award', 'fieldwork', 'close_out'] as const
export type Gate = (typeof gates)[number]

export const verbs = ['anticipate', 'mitigate', 'address'] as const
export type Verb = (typeof verbs)[number]

export const choices = ['yes', 'partly', 'no', 'not_applicable'] as const
export type Choice = (typeof choices)[number]

/** How a requirement is answered. */
export const answerTypes = [
  'yes-partly-no',
  'voice-or-text',
  'choice',
  'table',
  'person-role',
  'number',
  'from-the-record',
] as const
export type AnswerType = (typeof answerTypes)[number]

/** 0 light … 3 enhanced. Which requirement applies from which tier is this project's proposal, not UKCDR's. */
export const tiers = [0, 1, 2, 3] as const
export type Tier = (typeof tiers)[number]

/** What is asked about the work before any requirement is: each is answered yes or no. */
export const circumstances = [
  'people',
  'children',
  'survivors',
  'sensitive',
  'conflict',
  'subGranting',
  'digitalData',
  'travel',
  'performance',
  'ownCommunity',
  'smallAward',
  'aloneWithChildren',
  'employsPeople',
  'actionsOpen',
] as const
export type Circumstance = (typeof circumstances)[number]

/** Kinds of cells in a table that is the answer to a requirement. */
export const cellKinds = ['line', 'text', 'number', 'money', 'date', 'yes-no', 'choice'] as const
export type CellKind = (typeof cellKinds)[number]

/** Figures that the system knows already: shown as the answer, with room for a comment. */
export const figures = [
  'peopleTrained',
  'riskGroupsWithoutRow',
  'referralsTried',
  'planReviews',
  'consentCheckpoints',
  'concernsAnswered',
  'detrimentChecks',
  'notificationsSent',
  'dutiesAccepted',
] as const
export type Figure = (typeof figures)[number]
