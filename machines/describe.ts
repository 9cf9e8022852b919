import { and, initialTransition, not, or, stateIn, type AnyStateMachine, type AnyStateNode } from 'xstate'
import { processes, restore, snake, type ProcessId, type Stored } from '#machines/registry.ts'
import type { StateMeta } from '#machines/state-meta.ts'

/** What has to be true, as it is written in the machine. `at` is a place: the lane, then the states within it. */
export type Condition =
  | { kind: 'fact'; name: string; params: Params }
  | { kind: 'all' | 'any'; of: Condition[] }
  | { kind: 'not'; of: Condition }
  | { kind: 'at'; place: string }

/** Values that words may need; whole texts, because that is what words compare. */
export type Params = Record<string, string>
export interface DescribedAction {
  name: string
  params: Params
}

export interface DescribedMove {
  event: string
  /** The place it leads to; null when it stays where it is. */
  target: string | null
  condition: Condition | null
  actions: DescribedAction[]
  /** Allowed by something around the state, as to all its neighbours. */
  shared: boolean
}

export interface DescribedState {
  /** The lane and the states on the way to it: `process.decided.approved`. */
  place: string
  label: string
  order: number
  branch: boolean
  initial: boolean
  tags: string[]
  entry: DescribedAction[]
  exit: DescribedAction[]
  moves: DescribedMove[]
  inner: DescribedState[]
}

export interface DescribedLane {
  id: string
  /** Lanes that are the same but for their name are told once. */
  alike: string[]
  states: DescribedState[]
  /** What can happen at every step of the lane and leads nowhere else: told once. */
  anywhere: DescribedMove[]
}

/** A process that has one lane only has no name for it in its machine. */
export const onlyLane = 'process'

type Asked = { event?: { type: string }; context: unknown }

/** The definition as data that can be shown: every state, event, guard and action, and nothing that is not in it. */
export function describeProcess(id: ProcessId): DescribedLane[] {
  const { machine, region, favourable } = processes[id]
  const { root } = machine
  const context: unknown = initialTransition(machine)[0].context
  const reader = readerOf(machine, region, (event) => ({
    event: favourable[event]?.[0] ?? { type: event },
    context,
  }))
  if (region === null)
    return [{ id: onlyLane, alike: [onlyLane], states: reader.statesOf(root, []), anywhere: [] }]
  const lanes = Object.values(root.states).map((node) => {
    const shared = reader.movesOf(node).map((move) => ({ ...move, shared: true }))
    return {
      id: snake(node.key),
      alike: [snake(node.key)],
      states: reader.statesOf(
        node,
        shared.filter(({ target }) => target !== null),
      ),
      anywhere: shared.filter(({ target }) => target === null),
    }
  })
  const first = lanes.findIndex((lane) => lane.id === snake(region))
  return withoutRepeats([...lanes.splice(first, 1), ...lanes])
}

/** Where a stored row stands, in every lane: the outer states and those within them. */
export function placesNow(
  id: ProcessId,
  stored: Pick<Stored, 'machineVersion' | 'value' | 'context'>,
): string[] {
  const places = (value: unknown, at: readonly string[]): string[] => {
    if (typeof value === 'string') return [[...at, snake(value)].join('.')]
    return Object.entries(value as object).flatMap(([key, inner]) => {
      const here = [...at, snake(key)]
      const isLane = here.length === 1
      return [...(isLane ? [] : [here.join('.')]), ...places(inner, here)]
    })
  }
  return places(restore(id, stored).value, processes[id].region === null ? [onlyLane] : [])
}

/** Every state of a lane, the outer one before those within it. */
export function flatten(states: readonly DescribedState[]): DescribedState[] {
  return states.flatMap((state) => [state, ...flatten(state.inner)])
}

function readerOf(machine: AnyStateMachine, region: string | null, asking: (event: string) => Asked) {
  const placeOf = (path: readonly string[]) =>
    [...(region === null ? [onlyLane] : []), ...path].map(snake).join('.')
  const nowhere: Asked = { context: asking('').context }

  function statesOf(node: AnyStateNode, shared: DescribedMove[]): DescribedState[] {
    return Object.values(node.states)
      .map((child) => stateOf(node, child, shared))
      .sort((one, other) => one.order - other.order)
  }

  function stateOf(parent: AnyStateNode, node: AnyStateNode, shared: DescribedMove[]): DescribedState {
    const { label, order, branch = false, route } = node.meta as StateMeta
    return {
      place: placeOf(node.path),
      label,
      order,
      branch: branch || route === 'light',
      initial: Object.keys(parent.states).length > 1 && parent.config.initial === node.key,
      tags: [...node.tags],
      entry: node.entry.map((action) => actionOf(action, nowhere)),
      exit: node.exit.map((action) => actionOf(action, nowhere)),
      moves: [...movesOf(node), ...shared],
      inner: statesOf(node, []),
    }
  }

  function movesOf(node: AnyStateNode): DescribedMove[] {
    const written = [...node.transitions].flatMap(([event, list]) => list.map((one) => ({ event, one })))
    const atOnce = (node.always ?? []).map((one) => ({ event: 'always', one }))
    return [...written, ...atOnce].map(({ event, one }) => ({
      event,
      target: one.target?.[0] ? placeOf(one.target[0].path) : null,
      condition: one.guard === undefined ? null : conditionOf(one.guard, asking(event)),
      actions: one.actions.map((action) => actionOf(action, asking(event))),
      shared: false,
    }))
  }

  function conditionOf(guard: unknown, asked: Asked): Condition {
    const { check, guards, stateValue } = guard as Combined
    const parts = () => guards!.map((part) => conditionOf(part, asked))
    if (check === undefined) return { kind: 'fact', ...named(guard, asked) }
    if (check === checks.not) return { kind: 'not', of: parts()[0]! }
    if (check === checks.at) return { kind: 'at', place: placeOf(pathOf(machine, stateValue)) }
    return { kind: check === checks.all ? 'all' : 'any', of: parts() }
  }

  return { statesOf, movesOf }
}

interface Combined {
  check?: unknown
  guards?: readonly unknown[]
  stateValue?: unknown
}

const checkOf = (guard: unknown) => (guard as Combined).check
const checks = {
  all: checkOf(and([])),
  any: checkOf(or([])),
  not: checkOf(not('')),
  at: checkOf(stateIn('')),
}

function pathOf(machine: AnyStateMachine, value: unknown): string[] {
  if (typeof value !== 'string')
    return Object.entries(value as object).flatMap(([key, inner]) => [key, ...pathOf(machine, inner)])
  return value.startsWith('#') ? machine.getStateNodeById(value.slice(1)).path : value.split('.')
}

const actionOf = named

/** Written as a name, or with what goes with it. Something written in place has no name, and so no words. */
function named(written: unknown, asked: Asked): { name: string; params: Params } {
  if (typeof written === 'string') return { name: written, params: {} }
  if (typeof written === 'function') return { name: 'unnamed', params: {} }
  const { type, params } = written as { type: string; params?: unknown }
  const given: unknown = typeof params === 'function' ? (params as (asked: Asked) => unknown)(asked) : params
  return {
    name: type,
    params: Object.fromEntries(Object.entries(given ?? {}).map(([key, value]) => [key, String(value)])),
  }
}

function withoutRepeats(lanes: DescribedLane[]): DescribedLane[] {
  const told = new Map<string, DescribedLane>()
  for (const lane of lanes) {
    const labels = flatten(lane.states)
      .map(({ label }) => label)
      .join()
    const same = told.get(labels)
    if (same) same.alike.push(lane.id)
    else told.set(labels, lane)
  }
  return [...told.values()]
}
