import type { SentEvidence } from '#app/components/evidence/evidence-data.ts'
import type { SentAnswer } from '#app/components/judging/answers.tsx'
import type { JudgedPoint } from '#app/forms/judge.form.ts'
import type { ChangedPart } from '#content/word-difference.ts'

export type PrincipleId = 'rights' | 'equity' | 'transparency' | 'accountability'

export type JudgedAnswer = SentAnswer & {
  /** Against what was sent before; null where it is the same, or the first time. */
  difference: ChangedPart[] | null
}

export type JudgedList = {
  id: string
  title: string
  tables: { title: string; columns: string[]; rows: string[][] }[]
  changed: { added: number; changed: number; removed: number } | null
}

export type EarlierWords = { reason: string; at: Date; points: { requirementId: string; reason: string }[] }

export type StandingJudgement = {
  judgement: string
  reason: string
  points: JudgedPoint[]
  by: string
  at: Date
}

/** One principle as whoever judges it sees it. */
export type PrincipleToJudge = {
  principle: PrincipleId
  submissionLocale: string
  submissionNumber: number
  sentBefore: Date | null
  answers: JudgedAnswer[]
  lists: JudgedList[]
  /** Ids of answers chosen at random for a reason. */
  sampled: string[]
  evidence: SentEvidence[]
  now: Date
  standing: StandingJudgement | null
  earlier?: EarlierWords[]
}
