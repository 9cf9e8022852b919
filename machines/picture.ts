import type { AssessmentContext } from '#machines/assessment.setup.ts'
import { processes, restore, snake, type ProcessId, type Stored } from '#machines/registry.ts'
import type { StateMeta } from '#machines/state-meta.ts'

/** Who is looking. The same state is told differently to each. */
export const viewpoints = {
  assessment: ['author', 'reviewing_body', 'public'],
  call: ['owner', 'author', 'public'],
  condition: ['author', 'reviewing_body'],
} as const
export type Viewpoint<Id extends ProcessId> = (typeof viewpoints)[Id][number]

export type AssessmentState =
  | 'draft'
  | 'submitted'
  | 'in_review'
  | 'changes_requested'
  | 'awaiting_decision'
  | 'decided'
  | 'being_signed'
  | 'signed'
  | 'superseded'
  | 'withdrawn'
export type AppealState = 'none' | 'lodged' | 'dismissed' | 'upheld'
export type CallState = 'draft' | 'open' | 'closed' | 'discarded'
export type ConditionState = 'waiting_for_money' | 'open' | 'given' | 'checked' | 'met' | 'dropped'

type WithinDecided = 'approved' | 'approved_with_conditions' | 'declined' | 'documents_failed'
type WithinBeingSigned = 'awaiting_principal_investigator' | 'awaiting_reviewer' | 'awaiting_approver'
type AssessmentDetail = AssessmentState | `decided.${WithinDecided}` | `being_signed.${WithinBeingSigned}`

/** The name of a step: two or three words, the same for everybody. */
export type StepKey =
  | `machines.assessment.step.${AssessmentState}`
  | `machines.call.step.${CallState}`
  | `machines.condition.step.${ConditionState}`
/** Where it stands, for one viewpoint; the first sentence says whose turn it is. */
export type SentenceKey =
  | `machines.assessment.appeal.${AppealState}.${Viewpoint<'assessment'>}`
  | `machines.assessment.state.${AssessmentDetail}.${Viewpoint<'assessment'>}`
  | `machines.call.state.${CallState}.${Viewpoint<'call'>}`
  | `machines.condition.state.${ConditionState}.${Viewpoint<'condition'>}`

export interface PictureStep {
  id: string
  labelKey: StepKey
  sentenceKey: SentenceKey
  status: 'done' | 'now' | 'ahead'
}

/** The main line in order; a branch is drawn only while it is the current state. Without a row everything lies ahead. */
export function picture<Id extends ProcessId>(
  id: Id,
  stored: Stored | null,
  viewpoint: Viewpoint<Id>,
): PictureStep[] {
  const steps = stepsOf(id)
  const now = stored && steps.find((step) => step.id === stored.state)
  const over = stored !== null && restore(id, stored).hasTag('over')
  const reached = now ? reachedBefore(stored, now, steps) : 0

  return steps
    .filter((step) => step === now || (!step.meta.branch && !(over && step.meta.order > reached)))
    .map((step) => ({
      id: step.id,
      labelKey: step.meta.label.replace('.state.', '.step.') as StepKey,
      sentenceKey:
        step === now
          ? sentenceKeyOf(id, stored!, viewpoint)
          : (`${step.meta.label}.${viewpoint}` as SentenceKey),
      status: step === now ? 'now' : step.meta.order < reached ? 'done' : 'ahead',
    }))
}

/** The sentence of the innermost state that is current. */
export function sentenceKeyOf<Id extends ProcessId>(
  id: Id,
  stored: Stored,
  viewpoint: Viewpoint<Id>,
): SentenceKey {
  const current = restore(id, stored)
  if (current.hasTag('appealOpen')) return `machines.assessment.appeal.lodged.${viewpoint}` as SentenceKey
  const labels = Object.values(current.getMeta() as Record<string, StateMeta>)
    .filter(({ label }) => label.startsWith(`machines.${id}.state.`))
    .sort((a, b) => a.order - b.order)
  const failed = (current.context as Partial<AssessmentContext>).documentsFailed === true
  const stem = failed ? 'machines.assessment.state.decided.documents_failed' : labels.at(-1)!.label
  return `${stem}.${viewpoint}` as SentenceKey
}

interface Step {
  id: string
  meta: StateMeta
}

function stepsOf(id: ProcessId): Step[] {
  const { machine, region } = processes[id]
  const states = region ? machine.root.states[region]!.states : machine.states
  return Object.values(states)
    .map(({ key, meta }) => ({ id: snake(key), meta: meta as StateMeta }))
    .sort((a, b) => a.meta.order - b.meta.order)
}

/** A withdrawn process never came further than the state it was withdrawn from, which it did pass. */
function reachedBefore(stored: Stored, now: Step, steps: Step[]): number {
  const { withdrawnFrom } = stored.context as Partial<AssessmentContext>
  const last = steps.find((step) => step.id === withdrawnFrom)
  return last ? last.meta.order + 1 : now.meta.order
}
