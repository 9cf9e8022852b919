import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate'
import {
  favourableAssessmentEvents,
  type AssessmentEvent,
  type AssessmentRequests,
} from '#machines/assessment.events.ts'
import { assessmentMachine } from '#machines/assessment.machine.ts'
import { favourableCallEvents, type CallEvent, type CallRequests } from '#machines/call.events.ts'
import { callMachine } from '#machines/call.machine.ts'
import { favourableConcernEvents, type ConcernEvent, type ConcernRequests } from '#machines/concern.events.ts'
import { concernMachine } from '#machines/concern.machine.ts'
import {
  favourableConditionEvents,
  type ConditionEvent,
  type ConditionRequests,
} from '#machines/condition.events.ts'
import { conditionMachine } from '#machines/condition.machine.ts'
import { migrate, migrations } from '#machines/migrations.ts'

export type ProcessId = 'assessment' | 'call' | 'condition' | 'concern'
/** Told on public pages, with who may do what. */
export const toldIds = ['assessment', 'call', 'condition', 'concern'] as const satisfies readonly ProcessId[]
export type ToldId = (typeof toldIds)[number]
/** Their steps are leaves of the public ledger; those of a case never are. */
export type PublicId = Exclude<ProcessId, 'concern'>
export type EventOf<Id extends ProcessId> = {
  assessment: AssessmentEvent
  call: CallEvent
  condition: ConditionEvent
  concern: ConcernEvent
}[Id]
export type ProcessEvent = EventOf<ProcessId>

type Asked<Requests> = { [Name in keyof Requests]: { type: Name; params: Requests[Name] } }[keyof Requests]
/** What a machine asks the server to do, as data. */
export type RequestOf<Id extends ProcessId> = {
  assessment: Asked<AssessmentRequests>
  call: Asked<CallRequests>
  condition: Asked<ConditionRequests>
  concern: Asked<ConcernRequests>
}[Id]

/** What the processes in the ledger ask for; a case tells its people in its own way. */
export type RequestParams = AssessmentRequests & CallRequests & ConditionRequests
export type RequestName = keyof RequestParams
export type Request = RequestOf<PublicId>

/** The columns of a row that a machine moves. `state` is the first step of the value, in snake case, for filtering. */
export interface Stored {
  machineVersion: number
  state: string
  value: unknown
  context: unknown
}

interface Process {
  version: number
  machine: AnyStateMachine
  /** The region that is the process itself; the others say something about it. */
  region: string | null
  favourable: Readonly<Record<string, readonly { type: string }[]>>
}

export const processes: Readonly<Record<ProcessId, Process>> = {
  assessment: {
    version: 2,
    machine: assessmentMachine,
    region: 'process',
    favourable: favourableAssessmentEvents,
  },
  call: { version: 1, machine: callMachine, region: null, favourable: favourableCallEvents },
  condition: { version: 1, machine: conditionMachine, region: null, favourable: favourableConditionEvents },
  concern: { version: 1, machine: concernMachine, region: 'stage', favourable: favourableConcernEvents },
}

/** Throws for a version or a state that this programme does not know. */
export function restore(
  id: ProcessId,
  stored: Pick<Stored, 'machineVersion' | 'value' | 'context'>,
): AnyMachineSnapshot {
  const { machine, version } = processes[id]
  const { value, context } = migrate(id, stored, version, migrations[id])
  return machine.resolveState({ value: value as string, context })
}

/** camelCase is for machines, snake_case for rows and translation keys. */
export function snake(name: string): string {
  return name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`)
}
