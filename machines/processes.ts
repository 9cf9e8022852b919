import { initialTransition, transition, type AnyMachineSnapshot } from 'xstate'
import {
  principles,
  signingCapacities,
  type Outcome,
  type Principle,
  type SigningCapacity,
} from '#machines/assessment.events.ts'
import type { AppealState } from '#machines/picture.ts'
import type { AssessmentContext } from '#machines/assessment.setup.ts'
import type { ConcernKind } from '#machines/concern.events.ts'
import type { ConcernContext } from '#machines/concern.setup.ts'
import {
  processes,
  restore,
  snake,
  type EventOf,
  type ProcessId,
  type RequestOf,
  type Stored,
} from '#machines/registry.ts'

export * from '#machines/assessment.events.ts'
export * from '#machines/call.events.ts'
export * from '#machines/concern.events.ts'
export * from '#machines/condition.events.ts'
export * from '#machines/describe.ts'
export * from '#machines/picture.ts'
export * from '#machines/registry.ts'

export interface Moved<Id extends ProcessId = ProcessId> {
  stored: Stored
  requests: RequestOf<Id>[]
}

export function begin<Id extends ProcessId>(id: Id, _input: Record<string, never> = {}): Moved<Id> {
  return moved(id, initialTransition(processes[id].machine))
}

/** A case begins with what was received; the machine's own first state is never stored. */
export function receiveConcern(facts: { kind: ConcernKind; isTest: boolean }): Moved<'concern'> {
  return move('concern', begin('concern').stored, { type: 'receive', ...facts })!
}

/** Null when the machine refuses: nothing has changed then. Throws only for a row that this version cannot read. */
export function move<Id extends ProcessId>(id: Id, stored: Stored, event: EventOf<Id>): Moved<Id> | null {
  const current = restore(id, stored)
  if (!Object.hasOwn(processes[id].favourable, event.type) || !current.can(event)) return null
  return moved(id, transition(processes[id].machine, current, event))
}

/** The kinds of event that would move it, given facts that allow them. Who may send them is the policy's question. */
export function eventsOpen<Id extends ProcessId>(id: Id, stored: Stored): EventOf<Id>['type'][] {
  const current = restore(id, stored)
  const open = Object.entries(processes[id].favourable).filter(([, events]) =>
    events.some((event) => current.can(event)),
  )
  return open.map(([type]) => type as EventOf<Id>['type'])
}

export type AssessmentTag =
  | 'authorsTurn'
  | 'reviewersTurn'
  | 'approversTurn'
  | 'answersOpen'
  | 'decisionStands'
  | 'appealOpen'
  | 'inForce'
  | 'over'
export type ConditionTag = 'ownersTurn' | 'fundersTurn' | 'clockRuns' | 'over'
export type ConcernTag =
  'handlersTurn' | 'caseOpen' | 'over' | 'onHold' | 'withdrawn' | 'reviewOpen' | 'contactOpen' | 'kept'
export type CallTag = 'ownersTurn' | 'plansWelcome' | 'over'

/** Whose turn it is, and what the state means for others, in words that outlive the names of states. */
export function is<Id extends ProcessId>(
  id: Id,
  stored: Stored,
  tag: { assessment: AssessmentTag; call: CallTag; condition: ConditionTag; concern: ConcernTag }[Id],
): boolean {
  return restore(id, stored).hasTag(tag)
}

/** What guards remember of a case: counts and days, no names and no words of anybody. */
export function rememberedOf(stored: Stored): ConcernContext {
  return restore('concern', stored).context as ConcernContext
}

export function outcomeOf(stored: Stored): Outcome | null {
  return contextOf(stored).outcome
}

export function documentsFailed(stored: Stored): boolean {
  return contextOf(stored).documentsFailed
}

export type Judgement = 'open' | 'accepted' | 'changes_asked'

export function principlesOf(stored: Stored): Record<Principle, Judgement> {
  const value = restore('assessment', stored).value as Record<Principle, string>
  return Object.fromEntries(principles.map((principle) => [principle, snake(value[principle])])) as Record<
    Principle,
    Judgement
  >
}

export function appealOf(stored: Stored): AppealState {
  return (restore('assessment', stored).value as { appeal: AppealState }).appeal
}

/** The principles whose answers the author may change now: all of a draft, afterwards only what was asked. */
export function principlesToAnswer(stored: Stored): Principle[] {
  if (!is('assessment', stored, 'answersOpen')) return []
  if (stored.state === 'draft') return [...principles]
  const judgements = principlesOf(stored)
  return principles.filter((principle) => judgements[principle] === 'changes_asked')
}

/** Whose signature is awaited; null when none is. */
export function turnOf(stored: Stored): SigningCapacity | null {
  const current = restore('assessment', stored)
  return signingCapacities.find((capacity) => current.can({ type: 'sign', capacity })) ?? null
}

/** Who signs after this decision, in order. */
export function signaturesFor(outcome: Outcome): SigningCapacity[] {
  return signingCapacities.filter(
    (capacity) => outcome !== 'declined' || capacity !== 'principal_investigator',
  )
}

function contextOf(stored: Stored): AssessmentContext {
  return restore('assessment', stored).context as AssessmentContext
}

function moved<Id extends ProcessId>(
  id: Id,
  [next, actions]: [AnyMachineSnapshot, { type: string; params: unknown }[]],
): Moved<Id> {
  const { version, region } = processes[id]
  const value: unknown = region ? (next.value as Record<string, unknown>)[region] : next.value
  const state = snake(typeof value === 'string' ? value : Object.keys(value as object)[0]!)
  const requests = actions.map(({ type, params }) => ({ type, params: params ?? {} }) as RequestOf<Id>)
  return {
    stored: { machineVersion: version, state, value: next.value, context: next.context as unknown },
    requests,
  }
}
