import { describe, expect, test } from 'vitest'
import {
  begin,
  eventsOpen,
  is,
  move,
  type ConditionEvent,
  type Request,
  type Stored,
} from '#machines/processes.ts'
import type { ConditionContext } from '#machines/condition.machine.ts'
import { conditionEvents, everyState } from '#tests/unit/machines/walk.ts'

const states = everyState('condition')

function lineOf({ state, context }: Stored): string {
  const { timeAsked, escalated } = context as ConditionContext
  return [state, timeAsked && '(more time asked)', escalated > 0 && `(told at level ${escalated})`]
    .filter(Boolean)
    .join(' ')
}

function nameOf(event: ConditionEvent): string {
  switch (event.type) {
    case 'giveEvidence':
      return `giveEvidence of ${event.pieces} pieces`
    case 'escalate':
      return `escalate to level ${event.level}`
    default:
      return event.type
  }
}

function table(): string {
  const blocks = new Map<string, string>()
  for (const stored of states) {
    const moved = conditionEvents.map((event) => [nameOf(event), move('condition', stored, event)] as const)
    const taken = moved.flatMap(([name, next]) =>
      next ? [`  ${name} -> ${lineOf(next.stored)}${told(next.requests)}`] : [],
    )
    const refused = moved.filter(([, next]) => next === null).map(([name]) => name)
    blocks.set(lineOf(stored), [lineOf(stored), ...taken, `  refused: ${refused.join(', ')}`].join('\n'))
  }
  return `${[...blocks]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, block]) => block)
    .join('\n\n')}\n`
}

function told(requests: Request[]): string {
  return requests.map(({ type, params }) => `, ${type} ${Object.values(params).join(' ')}`).join('')
}

function after(...events: ConditionEvent[]): { stored: Stored; requests: Request[] } {
  return events.reduce((now, event) => {
    const next = move('condition', now.stored, event)
    if (!next) throw new Error(`refused: ${event.type} in ${now.stored.state}`)
    return next
  }, begin('condition'))
}

const give: ConditionEvent = { type: 'giveEvidence', pieces: 1 }
const ask: ConditionEvent = { type: 'askForTime', until: '2030-06-01' }
const checked: ConditionEvent[] = [give, { type: 'findEnough' }]
const late = (level: number): ConditionEvent => ({ type: 'escalate', level })

test('every state and every event: the next state, or refused', async () => {
  await expect(table()).toMatchFileSnapshot('./condition.table.txt')
})

test('a refused event touches nothing', () => {
  for (const stored of states) {
    const before = JSON.stringify(stored)
    for (const event of conditionEvents)
      if (!move('condition', Object.freeze(stored), event)) expect(JSON.stringify(stored)).toBe(before)
  }
})

test('an event that the machine does not know is refused, whatever its name', () => {
  for (const type of ['', 'meet', 'constructor', '__proto__', 'xstate.init', 'xstate.stop', '*'])
    for (const stored of states)
      expect(move('condition', stored, { type } as unknown as ConditionEvent)).toBeNull()
})

test('an event without its facts is refused', () => {
  for (const type of ['giveEvidence', 'escalate'] as const)
    for (const stored of states) expect(move('condition', stored, { type } as ConditionEvent)).toBeNull()
})

test('nothing is met that one person only looked at', () => {
  for (const stored of states) {
    const met = move('condition', stored, { type: 'discharge' })
    expect(met !== null).toBe(stored.state === 'checked')
  }
  expect(after(...checked, { type: 'discharge' }).requests).toEqual([
    { type: 'notifyOwner', params: { news: 'met' } },
  ])
})

test('evidence is given with something in it, and not before the money has arrived', () => {
  expect(move('condition', begin('condition').stored, { type: 'giveEvidence', pieces: 0 })).toBeNull()
  const waiting = after({ type: 'awaitMoney' }).stored
  expect(move('condition', waiting, give)).toBeNull()
  expect(after({ type: 'awaitMoney' }, { type: 'moneyArrived' }, give).stored.state).toBe('given')
})

test('the money that was sent has not arrived until whoever waits for it says so', () => {
  const sent = after({ type: 'awaitMoney' }, { type: 'sendMoney' })
  expect(sent.stored.state).toBe('waiting_for_money')
  expect(sent.requests).toEqual([{ type: 'notifyOwner', params: { news: 'money_sent' } }])
})

test('what both looked at can still be sent back, by either', () => {
  expect(after(give, { type: 'sendBack' }).stored.state).toBe('open')
  expect(after(...checked, { type: 'sendBack' }).stored.state).toBe('open')
})

describe('more time', () => {
  test('is asked for once, and asked for again only after an answer', () => {
    const { stored } = after(ask)
    expect(move('condition', stored, ask)).toBeNull()
    expect(after(ask, { type: 'refuseTime' }, ask).stored.context).toMatchObject({ timeAsked: '2030-06-01' })
  })

  test('nobody refuses what was not asked, but the funder may give it unasked', () => {
    expect(move('condition', begin('condition').stored, { type: 'refuseTime' })).toBeNull()
    expect(after({ type: 'giveTime' }).stored.context).toMatchObject({ extensions: 1, timeAsked: null })
  })

  test('evidence makes the question needless', () => {
    expect(after(ask, give).stored.context).toMatchObject({ timeAsked: null })
  })
})

describe('when somebody is late', () => {
  test('each level is told once, in whatever order the clock asks', () => {
    const { stored } = after(late(2))
    expect(move('condition', stored, late(2))).toBeNull()
    expect(move('condition', stored, late(1))).toBeNull()
    expect(move('condition', stored, late(3))?.requests).toEqual([
      { type: 'escalateCondition', params: { level: 3 } },
    ])
  })

  test('whoever has the turn next starts without the lateness of the other side', () => {
    const turns: ConditionEvent[][] = [
      [late(3), give],
      [late(3), ask],
      [ask, late(3), { type: 'refuseTime' }],
      [ask, late(3), { type: 'giveTime' }],
      [give, late(3), { type: 'sendBack' }],
      [give, late(3), { type: 'takeBackEvidence' }],
      [{ type: 'awaitMoney' }, late(3), { type: 'moneyArrived' }],
    ]
    for (const turn of turns) expect(after(...turn).stored.context).toMatchObject({ escalated: 0 })
  })

  test('money that is late stays late, whatever is asked meanwhile', () => {
    const waiting: ConditionEvent[] = [{ type: 'awaitMoney' }, late(2), ask, { type: 'giveTime' }]
    expect(after(...waiting).stored.context).toMatchObject({ escalated: 2 })
  })

  test('nobody is late with what is over', () => {
    for (const stored of states.filter((one) => is('condition', one, 'over')))
      expect(move('condition', stored, late(9))).toBeNull()
  })
})

test('a condition of a decision that was undone is no longer asked, wherever it stood', () => {
  for (const stored of states) {
    const dropped = move('condition', stored, { type: 'drop' })
    expect(dropped?.stored.state ?? 'refused').toBe(is('condition', stored, 'over') ? 'refused' : 'dropped')
  }
})

test('it is always clear whose turn it is, or that it is nobody’s', () => {
  for (const stored of states) {
    const turns = (['ownersTurn', 'fundersTurn', 'over'] as const).filter((tag) =>
      is('condition', stored, tag),
    )
    expect(turns, stored.state).toHaveLength(1)
  }
})

test('the clock of whoever owes it runs only while it is their turn', () => {
  for (const stored of states)
    expect(is('condition', stored, 'clockRuns')).toBe(is('condition', stored, 'ownersTurn'))
})

test('the events that are open are those that some facts would let through', () => {
  expect(eventsOpen('condition', after(...checked).stored)).toEqual([
    'sendBack',
    'discharge',
    'escalate',
    'drop',
  ])
})
