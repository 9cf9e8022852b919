/** The matchings are this project’s judgement of fit, made against headings only: they claim no equivalence. */
export const coverageBodies = [
  {
    id: 'fcdo',
    codes: ['FCDO-1', 'FCDO-2', 'FCDO-3', 'FCDO-4', 'FCDO-5', 'FCDO-6'],
    status: 'judgement',
  },
  {
    id: 'capseah',
    codes: ['CAP-POL', 'CAP-LEAD', 'CAP-COMM', 'CAP-PREV', 'CAP-RESP', 'CAP-MON'],
    status: 'judgement',
  },
  { id: 'iasc', codes: ['IASC1', 'IASC2', 'IASC3', 'IASC4', 'IASC5', 'IASC6'], status: 'judgement' },
  {
    id: 'chs',
    codes: ['CHS1', 'CHS2', 'CHS3', 'CHS4', 'CHS5', 'CHS6', 'CHS7', 'CHS8', 'CHS9'],
    status: 'judgement',
  },
  { id: 'dac', codes: ['DAC1', 'DAC2', 'DAC3', 'DAC4', 'DAC5', 'DAC6'], status: 'judgement' },
  { id: 'kcs', codes: ['KCS1', 'KCS2', 'KCS3', 'KCS4'], status: 'judgement' },
  { id: 'wellcome', codes: ['WT'], status: 'judgement' },
  { id: 'ukri', codes: ['UKRI'], status: 'judgement' },
  { id: 'nihr', codes: ['NIHR'], status: 'judgement' },
  {
    id: 'trust',
    codes: [
      'TRUST-1',
      'TRUST-2',
      'TRUST-3',
      'TRUST-4',
      'TRUST-7',
      'TRUST-9',
      'TRUST-10',
      'TRUST-12',
      'TRUST-13',
      'TRUST-19',
      'TRUST-20',
      'TRUST-21',
    ],
    status: 'judgement',
  },
  {
    id: 'cioms',
    codes: ['CIOMS4', 'CIOMS7', 'CIOMS9', 'CIOMS13', 'CIOMS17', 'CIOMS23'],
    status: 'judgement',
  },
  { id: 'care', codes: ['CARE'], status: 'judgement' },
] as const satisfies readonly CoverageBody[]

/** A body whose rules the requirements were matched to, area by area. */
export type CoverageBody = { id: string; codes: readonly string[]; status: 'judgement' }
