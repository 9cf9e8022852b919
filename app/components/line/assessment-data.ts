import type { ConditionLine } from '#app/components/conditions/condition-data.ts'
import type { Extent, Range } from '#app/components/line/how-much.tsx'
import type { DecisionMoves, DecisionShown } from '#app/components/judging/after-deciding.tsx'
import type { AppealShown, PastDecision } from '#app/components/judging/past-decisions.tsx'
import type { PlanShown } from '#app/components/line/tier-shown.tsx'
import type { Barred } from '#app/policies/review.policy.ts'
import type { Key } from '#content/words.ts'
import type { SentenceKey, StepKey } from '#machines/processes.ts'

export type PrincipleId = 'rights' | 'equity' | 'transparency' | 'accountability'

export type PrincipleTask = {
  principle: PrincipleId
  of: number
  answered: number
  /** Of what is asked, what the plan cannot be sent without, and how much of that has no answer. */
  needed: number
  neededOpen: number
  firstOpen: string | null
  /** Who was asked to answer it. */
  assigned: string | null
  judgement: 'open' | 'accepted' | 'changes_asked'
  asked: { reason: string; requirementIds: string[] } | null
  sent: Record<'yes' | 'partly' | 'no' | 'not_applicable' | 'open', number> | null
}

/** A task beside the questions; `count` says how much stands there already, null where that says nothing. */
export type MoreTask = { id: string; name: Key; hint: Key; to: string; count: number | null }

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
  /** Why the step that is due is not the reader's, although it is the work of their job. */
  barred: Barred | null
  steps: { id: string; labelKey: StepKey; status: 'done' | 'now' | 'ahead' }[]
  tasks: PrincipleTask[]
  /** What was named when changes were asked, each with its reason. */
  changes: {
    id: string
    principle: PrincipleId
    name: string
    to: string
    reason: string
    changed: boolean | null
  }[]
  counts: { asked: number; answered: number; needed: number; neededAnswered: number }
  /** Risks so grave that somebody signs for them before the plan is sent. */
  unsignedRisks: number
  /** False while the work has to be described before anything is asked. */
  described: boolean
  plan: PlanShown | null
  extent: Extent | null
  hours: Range | null
  more: MoreTask[]
  /** Pages about the plan that are no task. */
  beside: { to: string; name: Key }[]
  openComments: number
  /** From earlier concerns, for this plan. */
  lessons: number
  passport: { asked: number; held: number; usable: number } | null
  /** How many answers are kept that no question goes with. */
  withoutQuestion: number
  upgrade: { version: number; name: string } | null
  lastSavedAt: Date | null
  submission: { number: number; submittedAt: Date } | null
  decision: DecisionShown | null
  after: {
    past: PastDecision[]
    appeals: AppealShown[]
    appealed: boolean
    /** The body in which nobody may hear the appeal that waits; null where somebody may. */
    nobodyHears: string | null
    moves: DecisionMoves
  }
  conditions: ConditionLine[]
  documents: { kind: 'full_record' | 'public_statement'; number: string; revisions: { final: boolean }[] }[]
  may: Record<
    | 'answer'
    | 'submit'
    | 'resubmit'
    | 'takeBack'
    | 'withdraw'
    | 'startReview'
    | 'judge'
    | 'decide'
    | 'sign'
    | 'retryDocuments'
    | 'readSubmission'
    | 'declare'
    | 'giveOpinion'
    | 'assign'
    | 'discuss',
    boolean
  >
}
