import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  is,
  lanesOf,
  move,
  receiveConcern,
  rememberedOf,
  restore,
  type ConcernEvent,
  type RequestOf,
  type Stored,
} from '#machines/processes.ts'
import {
  at,
  concernEvents,
  dependsOn,
  everyCaseAndLane,
  nameOf,
  outcomeOf,
} from '#tests/unit/machines/concern-walk.ts'

interface Step {
  before: Stored
  event: ConcernEvent
  after: Stored
  requests: RequestOf<'concern'>[]
}

/** Favours events that lead somewhere, so that random histories reach the end. */
const histories = fc
  .record({
    kind: fc.constantFrom('concern' as const, 'concern' as const, 'complaint' as const),
    isTest: fc.boolean(),
    choices: fc.array(fc.record({ kind: fc.nat(), pick: fc.nat() }), {
      minLength: 25,
      maxLength: 60,
      size: 'max',
    }),
  })
  .map(({ kind, isTest, choices }) => {
    const begun = receiveConcern({ kind, isTest })
    const steps: Step[] = []
    let now = begun.stored
    for (const { kind: first, pick } of choices) {
      const step = stepFrom(now, first, pick)
      if (step) steps.push(step)
      now = step?.after ?? now
    }
    return { begun, steps }
  })

const kinds = [...new Set(concernEvents.map(({ type }) => type))]
const eventsOf = new Map(kinds.map((kind) => [kind, concernEvents.filter(({ type }) => type === kind)]))
/** These keep it where it is, or send it away: one step in three may be one of them. */
const sideways = new Set<string>([
  'escalate',
  'pauseClock',
  'resumeClock',
  'checkDetriment',
  'tellSubject',
  'actInDanger',
  'holdForPolice',
  'withdraw',
  'referOut',
  'closeWithdrawn',
  'sendReportBack',
  'refuseOutcome',
])
const onward = kinds.filter((kind) => !sideways.has(kind))

/** The first kind of event, from a place in the list on, of which one moves it. */
function stepFrom(before: Stored, first: number, pick: number): Step | null {
  const tried = first % 3 === 0 ? kinds : onward
  for (let index = 0; index < tried.length; index += 1) {
    const ofKind = eventsOf.get(tried[(first + index) % tried.length]!)!
    const event = ofKind[pick % ofKind.length]!
    const next = move('concern', before, event)
    if (next) return { before, event, after: next.stored, requests: next.requests }
  }
  return null
}

function always(claim: (steps: Step[], begun: ReturnType<typeof receiveConcern>) => void): void {
  fc.assert(
    fc.property(histories, ({ begun, steps }) => claim(steps, begun)),
    { numRuns: 80 },
  )
}

test('random histories reach every stage, so that the claims below say something', () => {
  const reached = new Set(
    fc
      .sample(histories, { numRuns: 150, seed: 1 })
      .flatMap(({ steps }) => steps.map(({ after }) => after.state)),
  )
  expect([...reached].sort()).toEqual([
    'acknowledged',
    'answered',
    'assessing',
    'closed',
    'complaint_received',
    'deciding',
    'feedback_given',
    'investigating',
    'outcome_decided',
    'received',
    'referred_out',
    'safety_checked',
  ])
})

test('whatever came before, an event does what the table says and nothing else', { timeout: 90_000 }, () => {
  const cases = everyCaseAndLane()
  const written = new Map(
    concernEvents
      .filter(({ type }) => type !== 'escalate')
      .map((event) => {
        const outcomes = cases.map((one) => [one, outcomeOf(one, event)] as const)
        const some = dependsOn(outcomes)
        const rows = new Map(outcomes.map(([one, outcome]) => [at(one, some), outcome]))
        return [nameOf(event), { some, rows }]
      }),
  )
  let looked = 0
  always((steps) => {
    for (const { before, event } of steps) {
      const line = written.get(nameOf(event))
      const key = line && at(before, line.some)
      if (!line || !line.rows.has(key!)) continue
      looked += 1
      expect(outcomeOf(before, event), `${key}: ${nameOf(event)}`).toBe(line.rows.get(key!))
    }
  })
  expect(looked).toBeGreaterThan(1000)
})

test('nothing is closed while a danger is unreviewed, the police are awaited or a review is open', () => {
  always((steps) => {
    for (const { before, event, after } of steps) {
      if (after.state !== 'closed' || before.state === 'closed') continue
      expect(['closeCase', 'closeWithdrawn']).toContain(event.type)
      expect(rememberedOf(before).dangersOpen).toBe(0)
      if (rememberedOf(before).kind === 'complaint') continue
      expect(is('concern', before, 'onHold') || is('concern', before, 'reviewOpen')).toBe(false)
    }
  })
})

test('no concern is closed that nobody looked after, acknowledged, offered support and decided by two, unless it was let go', () => {
  always((steps, begun) => {
    let since = new Set<string>()
    let offered = false
    for (const { event, after } of steps) {
      if (event.type === 'comeBack' || event.type === 'convert') since = new Set()
      if (event.type === 'offerSupport' || event.type === 'acceptSupport') offered = true
      since.add(event.type)
      const { kind, leftFrom } = rememberedOf(after)
      if (after.state !== 'closed' || kind === 'complaint' || leftFrom !== null) continue
      for (const needed of ['checkSafety', 'acknowledge', 'confirmOutcome', 'giveFeedback'])
        expect([...since], needed).toContain(needed)
      expect(offered).toBe(true)
    }
    expect(begun.stored.context).toMatchObject({ leftFrom: null })
  })
})

test('every closing, every report and every subject that was told books its checks for retaliation', () => {
  always((steps) => {
    for (const { before, event, after, requests } of steps) {
      const booked = requests.flatMap((one) => (one.type === 'bookDetriment' ? [one.params.from] : []))
      const { kind } = rememberedOf(after)
      const expected = {
        closing: after.state === 'closed' && before.state !== 'closed' && kind === 'concern',
        receipt: after.state === 'received' && before.state !== 'received',
        subjectTold: event.type === 'tellSubject',
      }
      expect(booked).toEqual(Object.entries(expected).flatMap(([from, so]) => (so ? [from] : [])))
    }
  })
})

test('whoever withdraws moves nothing but their own part', () => {
  always((steps) => {
    for (const { before, event, after } of steps) {
      if (event.type !== 'withdraw' && event.type !== 'takePartAgain') continue
      expect(after.state).toBe(before.state)
      const { reporter: _, ...lanes } = lanesOf(after)
      expect(lanesOf(before)).toMatchObject(lanes)
    }
  })
})

test('there is always a way on for whoever comes back', () => {
  always((steps) => {
    for (const { after } of steps) {
      const open = ['offerSupport', 'acceptSupport', 'actInDanger', 'comeBack'] as const
      const ways = concernEvents.filter(({ type }) => (open as readonly string[]).includes(type))
      expect(ways.some((event) => move('concern', after, event) !== null)).toBe(true)
      if (is('concern', after, 'over')) expect(move('concern', after, { type: 'comeBack' })).not.toBeNull()
    }
  })
})

test('what is kept is plain JSON, holds no words of anybody, and comes back the same', () => {
  const words = /^[a-z_]+$/
  always((steps, { stored }) => {
    for (const after of [stored, ...steps.map((step) => step.after)]) {
      const kept = JSON.parse(JSON.stringify(after)) as Stored
      expect(kept).toStrictEqual(after)
      const { value, context } = restore('concern', kept) as Pick<Stored, 'value' | 'context'>
      expect({ value, context }).toStrictEqual({ value: after.value, context: after.context })
      const { told, ...rest } = rememberedOf(after)
      for (const fact of [...Object.values(rest), ...Object.values(told)]) {
        expect(fact === null || ['number', 'boolean', 'string'].includes(typeof fact)).toBe(true)
        if (typeof fact === 'string') expect(fact).toMatch(words)
      }
    }
  })
})

test('what is asked of the server names clocks, levels and kinds of news, never anything else', () => {
  always((steps, begun) => {
    for (const { params } of [...begun.requests, ...steps.flatMap(({ requests }) => requests)])
      for (const value of Object.values(params))
        expect(typeof value === 'number' || /^[a-zA-Z_]+$/.test(String(value))).toBe(true)
  })
})

test('a test differs from the real thing in nothing but its mark', () => {
  always((steps, begun) => {
    const kind = rememberedOf(begun.stored).kind
    let now = receiveConcern({ kind, isTest: !rememberedOf(begun.stored).isTest })
    for (const { event, after, requests } of steps) {
      now = move('concern', now.stored, event)!
      expect(now.requests).toEqual(requests)
      expect(now.stored.value).toEqual(after.value)
    }
  })
})
