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

/** How a requirement is answered. The last five wait for their own screens. */
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

/** What can be answered today; a published framework uses nothing else. */
export const answerTypesInUse = ['yes-partly-no', 'voice-or-text'] as const
export type AnswerTypeInUse = (typeof answerTypesInUse)[number]
