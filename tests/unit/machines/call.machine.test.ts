import { expect, test } from 'vitest'
import { begin, eventsOpen, is, move, type CallEvent, type Stored } from '#machines/processes.ts'
import { callEvents, everyState } from '#tests/unit/machines/walk.ts'

function after(...events: CallEvent[]): Stored {
  return events.reduce((now, event) => move('call', now, event)!.stored, begin('call').stored)
}

const publish: CallEvent = {
  type: 'publish',
  closesOn: '2030-03-01',
  closesLater: true,
  requirementCount: 10,
}

test('every state and every event: the next state, or refused', () => {
  const lines = everyState('call').flatMap((stored) =>
    callEvents.map((event) => {
      const next = move('call', stored, event)
      const place = ({ state, context }: Stored) =>
        `${state} ${(context as { closesOn: string }).closesOn ?? ''}`.trim()
      return `${place(stored)} | ${Object.values(event).join(' ')} | ${next ? place(next.stored) : 'refused'}`
    }),
  )
  expect(lines.join('\n')).toMatchInlineSnapshot(`
    "draft | publish 2030-03-01 true 10 | open 2030-03-01
    draft | publish 2030-03-01 false 10 | refused
    draft | publish 2030-03-01 true 0 | refused
    draft | extend 2030-06-01 true | refused
    draft | extend 2030-01-01 true | refused
    draft | extend 2030-06-01 false | refused
    draft | close false | refused
    draft | close true | refused
    draft | discard | discarded
    open 2030-03-01 | publish 2030-03-01 true 10 | refused
    open 2030-03-01 | publish 2030-03-01 false 10 | refused
    open 2030-03-01 | publish 2030-03-01 true 0 | refused
    open 2030-03-01 | extend 2030-06-01 true | open 2030-06-01
    open 2030-03-01 | extend 2030-01-01 true | refused
    open 2030-03-01 | extend 2030-06-01 false | refused
    open 2030-03-01 | close false | closed 2030-03-01
    open 2030-03-01 | close true | refused
    open 2030-03-01 | discard | refused
    discarded | publish 2030-03-01 true 10 | refused
    discarded | publish 2030-03-01 false 10 | refused
    discarded | publish 2030-03-01 true 0 | refused
    discarded | extend 2030-06-01 true | refused
    discarded | extend 2030-01-01 true | refused
    discarded | extend 2030-06-01 false | refused
    discarded | close false | refused
    discarded | close true | refused
    discarded | discard | refused
    open 2030-06-01 | publish 2030-03-01 true 10 | refused
    open 2030-06-01 | publish 2030-03-01 false 10 | refused
    open 2030-06-01 | publish 2030-03-01 true 0 | refused
    open 2030-06-01 | extend 2030-06-01 true | refused
    open 2030-06-01 | extend 2030-01-01 true | refused
    open 2030-06-01 | extend 2030-06-01 false | refused
    open 2030-06-01 | close false | closed 2030-06-01
    open 2030-06-01 | close true | refused
    open 2030-06-01 | discard | refused
    closed 2030-03-01 | publish 2030-03-01 true 10 | refused
    closed 2030-03-01 | publish 2030-03-01 false 10 | refused
    closed 2030-03-01 | publish 2030-03-01 true 0 | refused
    closed 2030-03-01 | extend 2030-06-01 true | refused
    closed 2030-03-01 | extend 2030-01-01 true | refused
    closed 2030-03-01 | extend 2030-06-01 false | refused
    closed 2030-03-01 | close false | refused
    closed 2030-03-01 | close true | refused
    closed 2030-03-01 | discard | refused
    closed 2030-06-01 | publish 2030-03-01 true 10 | refused
    closed 2030-06-01 | publish 2030-03-01 false 10 | refused
    closed 2030-06-01 | publish 2030-03-01 true 0 | refused
    closed 2030-06-01 | extend 2030-06-01 true | refused
    closed 2030-06-01 | extend 2030-01-01 true | refused
    closed 2030-06-01 | extend 2030-06-01 false | refused
    closed 2030-06-01 | close false | refused
    closed 2030-06-01 | close true | refused
    closed 2030-06-01 | discard | refused"
  `)
})

test('a call is published with requirements and a day that is still to come', () => {
  const draft = begin('call').stored
  expect(move('call', draft, { ...publish, requirementCount: 0 })).toBeNull()
  expect(move('call', draft, { ...publish, closesLater: false })).toBeNull()
  expect(move('call', draft, publish)?.requests).toEqual([
    { type: 'scheduleClosing', params: { closesOn: '2030-03-01' } },
  ])
})

test('more time can be given, never less', () => {
  const open = after(publish)
  expect(move('call', open, { type: 'extend', closesOn: '2030-02-01', closesLater: true })).toBeNull()
  expect(move('call', open, { type: 'extend', closesOn: '2030-03-01', closesLater: true })).toBeNull()
  const longer = move('call', open, { type: 'extend', closesOn: '2030-04-01', closesLater: true })!
  expect(longer.requests).toEqual([{ type: 'scheduleClosing', params: { closesOn: '2030-04-01' } }])
})

test('a closing that was scheduled before more time was given does not close the call', () => {
  const open = after(publish, { type: 'extend', closesOn: '2030-04-01', closesLater: true })
  expect(move('call', open, { type: 'close', closesLater: true })).toBeNull()
  expect(move('call', open, { type: 'close', closesLater: false })?.stored.state).toBe('closed')
})

test('plans are welcome only while the call is open', () => {
  expect(
    everyState('call')
      .filter((stored) => is('call', stored, 'plansWelcome'))
      .map(({ state }) => state),
  ).toEqual(['open', 'open'])
  expect(eventsOpen('call', begin('call').stored)).toEqual(['publish', 'discard'])
})
