import type { EvidenceData } from '#app/components/evidence/evidence-data.ts'
import type { SentenceKey, StepKey } from '#machines/processes.ts'

/** What is there to do about a condition for the person who looks at it. */
export type ConditionStep =
  'sendMoney' | 'moneyArrived' | 'giveEvidence' | 'answerTime' | 'findEnough' | 'discharge'

export type ClockData = {
  startsOn: string | null
  evidenceDueOn: string | null
  promised: 'money' | 'evidence' | 'answer' | 'check' | null
  waitingFor: 'funder' | 'partner' | null
  waitingSince: string | null
  waitingDays: number
  dueOn: string | null
  daysLeft: number
  lateBy: number
  resting: boolean
  restDay: string | null
}

/** One condition in a list. */
export type ConditionLine = {
  id: string
  assessmentId: string
  title: string
  position: number
  sentence: string
  locale: string
  owner: string
  organisationName: string
  reviewedBy: string
  audience: 'funder' | 'project'
  side: 'author' | 'reviewing_body'
  state: string
  stepKey: StepKey
  sentenceKey:
    | SentenceKey
    | `conditions.turn.timeAsked.${'author' | 'reviewing_body' | 'colleagues'}`
    | `conditions.turn.colleagues.${'waiting_for_money' | 'given' | 'checked'}`
  holdsBack: string
  metAt: Date | null
  fundsSentOn: Date | null
  daysAfterFunds: number | null
  clock: ClockData
  step: ConditionStep | null
}

/** What happened to it, in order. */
export type ConditionHappened = {
  kind: string
  note: string
  day: Date | null
  at: Date
  /** Null: the clock. */
  by: string | null
  evidence: EvidenceData[]
}
