import type { AssessmentContext } from '#machines/assessment.setup.ts'
import type { ConcernContext } from '#machines/concern.setup.ts'
import { processes, restore, snake, type ProcessId, type Stored } from '#machines/registry.ts'
import type { StateMeta } from '#machines/state-meta.ts'

/** Who is looking. The same state is told differently to each. */
export const viewpoints = {
  assessment: ['author', 'reviewing_body', 'public'],
  call: ['owner', 'author', 'public'],
  condition: ['author', 'reviewing_body'],
  concern: ['reporter', 'affected_person', 'handler', 'overseer'],
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
export type ConcernState =
  | 'arriving'
  | 'received'
  | 'complaint_received'
  | 'safety_checked'
  | 'acknowledged'
  | 'assessing'
  | 'investigating'
  | 'deciding'
  | 'outcome_decided'
  | 'feedback_given'
  | 'answered'
  | 'closed'
  | 'referred_out'
type ConcernDetail =
  ConcernState | `investigating.${'under_way' | 'report_given'}` | `deciding.${'to_propose' | 'proposed'}`

/** What goes on in a case beside its stage. */
export interface ConcernLanes {
  support: 'not_offered' | 'offered' | 'accepted' | 'declined' | 'ended'
  contact: 'open' | 'ended'
  reporter: 'present' | 'withdrawn'
  police: 'not_held' | 'on_hold' | 'resumed'
  subject: 'none' | 'offered' | 'in_hand' | 'ended'
  review: 'none' | 'asked' | 'heard'
  legal_hold: 'on' | 'release_proposed' | 'released'
}
export type ConcernLane = keyof ConcernLanes

type WithinDecided = 'approved' | 'approved_with_conditions' | 'declined' | 'documents_failed'
type WithinBeingSigned = 'awaiting_principal_investigator' | 'awaiting_reviewer' | 'awaiting_approver'
type AssessmentDetail = AssessmentState | `decided.${WithinDecided}` | `being_signed.${WithinBeingSigned}`

/** The name of a step: two or three words, the same for everybody. */
export type StepKey =
  | `machines.assessment.step.${AssessmentState}`
  | `machines.call.step.${CallState}`
  | `machines.condition.step.${ConditionState}`
  | `concernMachine.step.${ConcernState}`
/** Where it stands, for one viewpoint; the first sentence says whose turn it is. */
export type SentenceKey =
  | `machines.assessment.appeal.${AppealState}.${Viewpoint<'assessment'>}`
  | `machines.assessment.state.${AssessmentDetail}.${Viewpoint<'assessment'>}`
  | `machines.call.state.${CallState}.${Viewpoint<'call'>}`
  | `machines.condition.state.${ConditionState}.${Viewpoint<'condition'>}`
  | `concernMachine.state.${ConcernDetail}.${Viewpoint<'concern'>}`
export type LaneSentenceKey = {
  [Lane in ConcernLane]: `concernMachine.${Lane}.${ConcernLanes[Lane]}.${Viewpoint<'concern'>}`
}[ConcernLane]

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
  const steps = stepsOf(id).filter(({ meta }) => isOnRoute(meta, stored))
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
    .filter(({ label }) => label.startsWith(`${stemOf(id)}.state.`))
    .sort((a, b) => a.order - b.order)
  const failed = (current.context as Partial<AssessmentContext>).documentsFailed === true
  const stem = failed ? 'machines.assessment.state.decided.documents_failed' : labels.at(-1)!.label
  return `${stem}.${viewpoint}` as SentenceKey
}

export function lanesOf(stored: Stored): ConcernLanes {
  const { stage: _, ...lanes } = restore('concern', stored).value as Record<string, string>
  return Object.fromEntries(
    Object.entries(lanes).map(([lane, state]) => [snake(lane), snake(state)]),
  ) as unknown as ConcernLanes
}

/** Whoever a lane is not for hears the same in each of its states, and so learns nothing from it. */
export function laneSentenceKeyOf(
  stored: Stored,
  lane: ConcernLane,
  viewpoint: Viewpoint<'concern'>,
): LaneSentenceKey {
  return `concernMachine.${lane}.${lanesOf(stored)[lane]}.${viewpoint}` as LaneSentenceKey
}

function stemOf(id: ProcessId): string {
  return id === 'concern' ? 'concernMachine' : `machines.${id}`
}

function isOnRoute({ route }: StateMeta, stored: Stored | null): boolean {
  if (route === undefined) return true
  const { kind } = (stored?.context ?? {}) as Partial<ConcernContext>
  return route === (kind === 'complaint' ? 'light' : 'full')
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

/** What ended early never came further than the state it was left from, which it did pass. */
function reachedBefore(stored: Stored, now: Step, steps: Step[]): number {
  const { withdrawnFrom, leftFrom } = stored.context as Partial<AssessmentContext & ConcernContext>
  const last = steps.find((step) => step.id === (withdrawnFrom ?? leftFrom))
  return last ? last.meta.order + 1 : now.meta.order
}
