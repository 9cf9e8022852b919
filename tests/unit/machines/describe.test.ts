import { describe, expect, test } from 'vitest'
import type { AnyStateNode } from 'xstate'
import {
  begin,
  describeProcess,
  flatten,
  move,
  placesNow,
  processes,
  type DescribedLane,
  type ProcessId,
} from '#machines/processes.ts'

const ids = Object.keys(processes) as ProcessId[]
const lane = (id: ProcessId, name: string): DescribedLane =>
  describeProcess(id).find((one) => one.id === name)!
const state = (id: ProcessId, place: string) =>
  flatten(lane(id, place.split('.')[0]!).states).find((one) => one.place === place)!

function nodes(node: AnyStateNode): AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(nodes)]
}

describe.each(ids)('the description of the process %s', (id) => {
  const lanes = describeProcess(id)
  const described = lanes.flatMap(({ states }) => flatten(states))
  const written = nodes(processes[id].machine.root)

  test('has every state with its label, and no other', () => {
    const labels = written.flatMap(({ meta }) => (meta ? [(meta as { label: string }).label] : []))
    expect(new Set(described.map(({ label }) => label))).toEqual(new Set(labels))
  })

  test('has every event that something waits for, and no other', () => {
    const waited = new Set(written.flatMap((node) => [...node.transitions.keys()]))
    const told = [...described.flatMap(({ moves }) => moves), ...lanes.flatMap(({ anywhere }) => anywhere)]
    expect(new Set(told.map(({ event }) => event))).toEqual(waited)
    expect(waited).toEqual(new Set(Object.keys(processes[id].favourable)))
  })

  test('leads only to places that it describes', () => {
    const places = new Set(described.map(({ place }) => place))
    const targets = described.flatMap(({ moves }) => moves.flatMap(({ target }) => target ?? []))
    expect(targets.filter((target) => !places.has(target))).toEqual([])
  })

  test('names whatever is asked for and whatever is checked', () => {
    expect(JSON.stringify(lanes)).not.toContain('unnamed')
  })

  test('begins in one state of each lane', () => {
    for (const { states } of lanes) expect(states.filter(({ initial }) => initial)).toHaveLength(1)
  })
})

test('the four principles are told once, after the process itself', () => {
  expect(describeProcess('assessment').map(({ id, alike }) => [id, alike])).toEqual([
    ['process', ['process']],
    ['rights', ['rights', 'equity', 'transparency', 'accountability']],
    ['appeal', ['appeal']],
  ])
})

test('a way is told with what has to be true, with what follows and with where it leads', () => {
  expect(state('assessment', 'process.draft').moves[0]).toEqual({
    event: 'submit',
    target: 'process.submitted',
    condition: {
      kind: 'all',
      of: ['everythingAnswered', 'risksSigned', 'inTime'].map((name) => ({ kind: 'fact', name, params: {} })),
    },
    actions: [
      { name: 'countSubmission', params: {} },
      { name: 'notifyReviewers', params: { news: 'submitted' } },
      { name: 'notifyAuthor', params: { news: 'received' } },
    ],
    shared: false,
  })
})

test('what depends on the event is told as it is for a favourable one', () => {
  const replaced = state('assessment', 'process.signed').moves.find(({ event }) => event === 'supersede')!
  expect(replaced.actions[0]).toMatchObject({ name: 'markDocuments', params: { status: 'replaced' } })
})

test('what is not so, and where it has to stand, are told as such', () => {
  expect(state('call', 'process.open').moves.find(({ event }) => event === 'close')!.condition).toEqual({
    kind: 'not',
    of: { kind: 'fact', name: 'closesLater', params: {} },
  })
  const upheld = state('assessment', 'process.signed').moves.find(({ event }) => event === 'upholdAppeal')!
  expect(JSON.stringify(upheld.condition)).toContain('{"kind":"at","place":"appeal.lodged"}')
})

test('what a whole lane waits for is told in each of its states', () => {
  for (const { moves } of lane('assessment', 'rights').states)
    expect(moves.filter(({ shared }) => shared).map(({ event }) => event)).toContain('acceptPrinciple')
})

test('states within a state keep their own ways, and it keeps its own', () => {
  const decided = state('assessment', 'process.decided')
  expect(decided.inner.map(({ place }) => place)).toEqual([
    'process.decided.approved',
    'process.decided.approved_with_conditions',
    'process.decided.declined',
  ])
  expect(decided.entry).toEqual([{ name: 'drawDocuments', params: {} }])
  expect(decided.moves.map(({ event }) => event)).not.toContain('documentsReady')
})

test('a row stands in one place of each lane, and in what is around it', () => {
  const draft = begin('assessment').stored
  expect(placesNow('assessment', draft)).toEqual([
    'process.draft',
    'rights.open',
    'equity.open',
    'transparency.open',
    'accountability.open',
    'appeal.none',
  ])
  expect(placesNow('call', move('call', begin('call').stored, { type: 'discard' })!.stored)).toEqual([
    'process.discarded',
  ])
  const declined = { ...draft, value: { ...(draft.value as object), process: { decided: 'declined' } } }
  expect(placesNow('assessment', declined).slice(0, 2)).toEqual([
    'process.decided',
    'process.decided.declined',
  ])
})
