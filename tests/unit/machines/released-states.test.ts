import { describe, expect, test } from 'vitest'
import { migrate } from '#machines/migrations.ts'
import {
  begin,
  eventsOpen,
  move,
  picture,
  processes,
  restore,
  type EventOf,
  type Stored,
  type PublicId,
} from '#machines/processes.ts'
import {
  assessmentEvents,
  callEvents,
  conditionEvents,
  everyState,
  lineOf,
  placeOf,
} from '#tests/unit/machines/walk.ts'
import released from './released-states.json' with { type: 'json' }

/** Rows as they were stored by every released version. Add to the file, never change a line of it. */
const rows: Record<PublicId, Stored[]> = released

const events = { assessment: assessmentEvents, call: callEvents, condition: conditionEvents }

describe.each(['assessment', 'call', 'condition'] as const)('%s', (id) => {
  test('every row that was ever stored can still be read and moved', () => {
    for (const row of rows[id]) {
      const { value, context } = restore(id, row) as Pick<Stored, 'value' | 'context'>
      if (row.machineVersion === processes[id].version)
        expect({ value, context }).toEqual({ value: row.value, context: row.context })
      expect(() => eventsOpen(id, row)).not.toThrow()
      const steps = id === 'call' ? picture(id, row, 'owner') : picture(id, row, 'author')
      expect(steps.filter(({ status }) => status === 'now').map((step) => step.id)).toEqual([row.state])
      for (const event of events[id] as readonly EventOf<typeof id>[]) move(id, row, event)
    }
  })

  test('every state of today is among them, so that tomorrow cannot forget it', () => {
    const name = id === 'assessment' ? lineOf : placeOf
    const current = rows[id].filter(({ machineVersion }) => machineVersion === processes[id].version)
    expect(new Set(current.map(name))).toEqual(new Set(everyState(id).map(name)))
  })

  test('what is remembered has not changed its shape under the same version', () => {
    const shape = ({ context }: Stored) => Object.keys(context as object).sort()
    const current = rows[id].filter(({ machineVersion }) => machineVersion === processes[id].version)
    for (const row of current) expect(shape(row)).toEqual(shape(begin(id).stored))
  })

  test('a version that this programme does not know is refused, and the error says which', () => {
    const row = { ...rows[id][0]!, machineVersion: 99 }
    expect(() => restore(id, row)).toThrow(
      `${id}: a stored version 99 cannot be read; this is version ${processes[id].version}`,
    )
    expect(() => restore(id, { ...row, machineVersion: 0 })).toThrow('a stored version 0 cannot be read')
  })

  test('a state that does not exist is refused', () => {
    const value = id === 'assessment' ? { process: 'nowhere' } : 'nowhere'
    expect(() => restore(id, { ...rows[id][0]!, value })).toThrow("'nowhere' does not exist")
  })
})

test('old versions are brought up step by step', () => {
  const steps = {
    1: ({ value, context }: { value: unknown; context: unknown }) => ({
      value,
      context: { ...(context as object), second: true },
    }),
    2: ({ context }: { context: unknown }) => ({ value: 'renamed', context }),
  }
  const stored = { machineVersion: 1, value: 'draft', context: { first: true } }
  expect(migrate('call', stored, 3, steps)).toEqual({
    value: 'renamed',
    context: { first: true, second: true },
  })
  expect(migrate('call', { ...stored, machineVersion: 3 }, 3, steps)).toEqual({
    value: 'draft',
    context: { first: true },
  })
  expect(() => migrate('call', stored, 4, steps)).toThrow(
    'a stored version 1 cannot be read; this is version 4',
  )
})
