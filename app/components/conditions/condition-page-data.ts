import type { ConditionHappened, ConditionLine } from '#app/components/conditions/condition-data.ts'
import type { ConditionPage } from '#app/forms/condition-moves.form.ts'
import type { PictureStep } from '#machines/processes.ts'

/** One condition as its own page shows it. */
export type ConditionPageData = ConditionLine & {
  evidenceAsked: string
  howChecked: string
  pays: string
  moneyFor: string
  whyNoMoney: string
  fundsExpectedOn: Date | null
  fundsArrivedOn: Date | null
  dueOn: Date
  setOn: Date
  timeAsked: string | null
  extensions: number
  escalated: number
  revision: number
  now: Date
  steps: PictureStep[]
  history: ConditionHappened[]
  /** Pages on which this person can take a step now. */
  pages: (ConditionPage | 'evidence')[]
  kept: 'ownSide' | 'setIt' | 'foundIt' | 'undeclared' | null
  calendar: { name: string; localDays: { day: string; name: string }[] }
}
