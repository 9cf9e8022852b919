/** The closed lists of the registers. Their words are in translations/<locale>/registers.json under `registers.option`. */

/** Whom or what harm comes to, or comes from: a risk register that has no row for one of these says why. */
export const riskGroups = [
  'participants',
  'households',
  'community',
  'children',
  'adults',
  'survivors',
  'fieldworkers',
  'students',
  'partners',
  'digital',
  'images',
  'payments',
  'travel',
  'political',
  'stopping',
  'safeguarding',
] as const
export type RiskGroup = (typeof riskGroups)[number]

/** Lines of money that safeguarding usually needs. An empty one has a reason. */
export const moneyLines = [
  'focalPoints',
  'training',
  'translation',
  'referrals',
  'transport',
  'counselling',
  'insurance',
  'pettyCash',
  'charges',
  'other',
] as const
export const standardLines = moneyLines.filter((line) => line !== 'other')

export const parts = [
  'focal_point',
  'deputy',
  'researcher',
  'fieldworker',
  'interpreter',
  'driver',
  'student',
  'visitor',
  'other',
] as const

export const optionLists = {
  answer: ['yes', 'no', 'unknown'],
  group: riskGroups,
  community: ['agrees', 'disagrees', 'not_asked'],
  costLine: [...moneyLines, 'none'],
  moneyLine: moneyLines,
  phone: ['good', 'patchy', 'none'],
  service: [
    'health',
    'sexual_violence',
    'counselling',
    'police',
    'legal',
    'shelter',
    'child_protection',
    'hotline',
    'community',
    'other',
  ],
  part: parts,
  course: ['full', 'first_response', 'code', 'data', 'trauma', 'other'],
  form: ['talk', 'play', 'radio', 'e_learning', 'role_play'],
  proof: ['none', 'attendance', 'questions', 'role_play', 'watched'],
  result: ['not_yet', 'done', 'competent'],
} as const satisfies Record<string, readonly string[]>
export type OptionList = keyof typeof optionLists
