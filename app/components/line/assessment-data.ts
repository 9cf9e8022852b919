import type { SentenceKey, StepKey } from '#machines/processes.ts'

export type PrincipleId = 'rights' | 'equity' | 'transparency' | 'accountability'

export type PrincipleTask = {
  principle: PrincipleId
  of: number
  answered: number
  firstOpen: string | null
  judgement: 'open' | 'accepted' | 'changes_asked'
  asked: { reason: string; requirementIds: string[] } | null
  sent: Record<'yes' | 'partly' | 'no' | 'not_applicable' | 'open', number> | null
}

/** One assessment as its page shows it, to either side. */
export type AssessmentData = {
  id: string
  title: string
  audience: 'funder' | 'project'
  country: string
  organisationName: string
  reviewedBy: string
  programmeTitle: string | null
  call: { id: string; title: string; closesOn: Date; by: string } | null
  frameworkTitle: string
  state: string
  problem: string | null
  now: Date
  sentenceKey: SentenceKey
  steps: { id: string; labelKey: StepKey; status: 'done' | 'now' | 'ahead' }[]
  tasks: PrincipleTask[]
  answered: number
  of: number
  hours: { from: number; to: number } | null
  lastSavedAt: Date | null
  submission: { number: number; submittedAt: Date } | null
  decision: {
    outcome: 'approved' | 'approved_with_conditions' | 'declined'
    reason: string
    decidedAt: Date
  } | null
  conditions: ConditionData[]
  documents: { kind: 'full_record' | 'public_statement'; number: string; revisions: { final: boolean }[] }[]
  may: Record<
    | 'answer'
    | 'submit'
    | 'resubmit'
    | 'withdraw'
    | 'startReview'
    | 'judge'
    | 'decide'
    | 'sign'
    | 'retryDocuments'
    | 'readSubmission',
    boolean
  >
}

export type ConditionData = {
  id: string
  sentence: string
  owner: string
  evidenceAsked: string
  dueOn: Date
  holdsBack: string
  moneyFor: string
  whyNoMoney: string
}
