import type { Day } from '#content/working-days.ts'

/** Steps that may have been taken elsewhere before a case was brought in; each is the name of its field. */
export const importSteps = [
  'safetyOn',
  'acknowledgedOn',
  'supportedOn',
  'assessedOn',
  'subjectToldOn',
  'outcomeToldOn',
] as const
export type ImportStep = (typeof importSteps)[number]

/** What was decided there once it was assessed. */
export const assessedTo = ['undecided', 'investigation', 'none'] as const

export interface SaidSteps extends Partial<Record<ImportStep, Day | undefined>> {
  assessedTo?: (typeof assessedTo)[number] | undefined
}

/** No step is skipped by saying that a later one was taken. What would close a case is asked here and cannot be said. */
const before: Partial<Record<ImportStep, readonly ImportStep[]>> = {
  acknowledgedOn: ['safetyOn'],
  assessedOn: ['acknowledgedOn', 'supportedOn'],
  outcomeToldOn: ['assessedOn'],
}

export interface StepProblem {
  name: ImportStep | 'assessedTo'
  why: 'future' | 'beforeTold' | 'complaint' | 'stepBefore' | 'order' | 'assessedTo'
}

/** The first thing in what is said that cannot be; null when all of it can. */
export function stepProblem(
  { kind, toldOn, ...said }: SaidSteps & { kind: string; toldOn: Day },
  today: Day,
): StepProblem | null {
  for (const name of importSteps) {
    const on = said[name]
    if (!on) continue
    if (kind !== 'concern') return { name, why: 'complaint' }
    if (on > today) return { name, why: 'future' }
    if (on < toldOn) return { name, why: 'beforeTold' }
    const earlier = before[name] ?? []
    const missing = earlier.find((one) => !said[one])
    if (missing) return { name: missing, why: 'stepBefore' }
    if (name !== 'acknowledgedOn' && earlier.some((one) => said[one]! > on)) return { name, why: 'order' }
  }
  if (!said.assessedOn || said.assessedTo) return null
  return { name: 'assessedTo', why: 'assessedTo' }
}

/** Only these, of a form that has more. */
export function saidIn(form: SaidSteps): SaidSteps {
  const said = Object.fromEntries(importSteps.flatMap((name) => (form[name] ? [[name, form[name]]] : [])))
  return form.assessedOn ? { ...said, assessedTo: form.assessedTo } : said
}
