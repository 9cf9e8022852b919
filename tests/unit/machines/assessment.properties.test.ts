import fc from 'fast-check'
import { expect, test } from 'vitest'
import { getShortestPaths } from 'xstate/graph'
import { assessmentMachine } from '#machines/assessment.machine.ts'
import { callMachine } from '#machines/call.machine.ts'
import {
  begin,
  move,
  outcomeOf,
  principles,
  principlesOf,
  restore,
  signaturesFor,
  type AssessmentEvent,
  type SigningCapacity,
  type Stored,
} from '#machines/processes.ts'
import { assessmentEvents, callEvents, everyState, identityOf } from '#tests/unit/machines/walk.ts'

type Kept = Pick<Stored, 'value' | 'context'>

interface Step {
  before: Stored
  event: AssessmentEvent
  after: Stored
}

/**
 * Favours events that lead somewhere, one kind as often as another, so that random histories reach the end;
 * one event in ten is any event at all.
 */
const histories = fc
  .array(fc.record({ kind: fc.nat(), pick: fc.nat(), any: fc.nat({ max: 9 }) }), {
    minLength: 20,
    maxLength: 60,
    size: 'max',
  })
  .map((choices) => {
    const steps: Step[] = []
    let now = begin('assessment').stored
    for (const { kind, pick, any } of choices) {
      const leading = leadingOn(now)
      const kinds = [...new Set(leading.map(({ type }) => type))]
      const ofKind = leading.filter(({ type }) => type === kinds[kind % kinds.length])
      const from = any === 0 || ofKind.length === 0 ? assessmentEvents : ofKind
      const event = from[pick % from.length]!
      const next = move('assessment', now, event)
      if (next) steps.push({ before: now, event, after: next.stored })
      now = next?.stored ?? now
    }
    return steps
  })

const known = new Map<string, AssessmentEvent[]>()

function leadingOn(stored: Stored): AssessmentEvent[] {
  const here = identityOf(stored)
  const found =
    known.get(here) ??
    assessmentEvents.filter((event) => {
      const next = event.type === 'withdraw' ? null : move('assessment', stored, event)
      return next !== null && identityOf(next.stored) !== here
    })
  known.set(here, found)
  return found
}

function always(claim: (steps: Step[]) => void): void {
  fc.assert(fc.property(histories, claim), { numRuns: 300 })
}

test('random histories reach a signature, so that the claims below say something', () => {
  const reached = new Set(
    fc.sample(histories, { numRuns: 300, seed: 1 }).flatMap((steps) => steps.map(({ after }) => after.state)),
  )
  const states = new Set(everyState('assessment').map(({ state }) => state))
  expect([...reached].sort()).toEqual([...states].sort())
})

test('nothing is signed that was not decided, and never out of order', () => {
  always((steps) => {
    let signed: SigningCapacity[] = []
    for (const { event, after } of steps) {
      // What was undone, set aside or issued by mistake is signed again from the beginning.
      if (['revertDecision', 'upholdAppeal', 'replaceDocuments'].includes(event.type)) signed = []
      if (event.type === 'sign') {
        expect(outcomeOf(after)).not.toBeNull()
        signed.push(event.capacity)
      }
      if (after.state === 'signed') expect(signed).toEqual(signaturesFor(outcomeOf(after)!))
    }
    if (signed.length > 0)
      expect(signaturesFor(outcomeOf(steps.at(-1)!.after)!).slice(0, signed.length)).toEqual(signed)
  })
})

test('nothing is approved while a principle is open or to be changed', () => {
  always((steps) => {
    for (const { after } of steps) {
      const outcome = outcomeOf(after)
      if (outcome === null || outcome === 'declined') continue
      expect(new Set(Object.values(principlesOf(after)))).toEqual(new Set(['accepted']))
      expect(outcome === 'approved').toBe((after.context as { conditionCount: number }).conditionCount === 0)
    }
  })
})

test('sending again reopens what was asked and nothing else', () => {
  always((steps) => {
    for (const { before, event, after } of steps) {
      const [was, now] = [principlesOf(before), principlesOf(after)]
      for (const principle of principles) {
        if (event.type === 'resubmit')
          expect(now[principle]).toBe(was[principle] === 'changes_asked' ? 'open' : was[principle])
        else if (event.type === 'askForInformation')
          expect(now[principle]).toBe(event.principles.includes(principle) ? 'changes_asked' : was[principle])
        else if (!('principle' in event && event.principle === principle))
          expect(now[principle]).toBe(was[principle])
      }
    }
  })
})

test('judgements change only while it is in review, when the approver asks for more, or when it is sent again', () => {
  always((steps) => {
    for (const { before, event, after } of steps) {
      if (before.state === 'in_review' || ['resubmit', 'askForInformation'].includes(event.type)) continue
      expect(principlesOf(after)).toEqual(principlesOf(before))
    }
  })
})

test('what is kept is plain JSON, holds no words of anybody, and comes back the same', () => {
  always((steps) => {
    for (const { after } of steps) {
      const kept = JSON.parse(JSON.stringify(after)) as Stored
      expect(kept).toStrictEqual(after)
      const { value, context } = restore('assessment', kept) as Kept
      expect({ value, context }).toStrictEqual({ value: after.value, context: after.context })
      for (const fact of Object.values(context as object)) {
        expect(fact === null || ['number', 'boolean', 'string'].includes(typeof fact)).toBe(true)
        if (typeof fact === 'string') expect(fact).toMatch(/^[a-z_]+$/)
      }
    }
  })
})

test('the same event on the same row always gives the same answer', () => {
  always((steps) => {
    for (const { before, event } of steps)
      expect(move('assessment', before, event)).toEqual(move('assessment', before, event))
  })
})

test('every shortest way to every state can be walked through stored rows', () => {
  const paths = getShortestPaths(assessmentMachine, {
    events: assessmentEvents as AssessmentEvent[],
    serializeState: (snapshot) =>
      JSON.stringify([snapshot.value, { ...(snapshot as { context: object }).context, submissions: 0 }]),
  })
  expect(paths.length).toBe(everyState('assessment').length)
  for (const { state, steps } of paths) {
    let now = begin('assessment').stored
    for (const { event } of steps.slice(1))
      now = JSON.parse(JSON.stringify(move('assessment', now, event)!.stored)) as Stored
    expect(identityOf(now)).toBe(identityOf({ ...now, value: state.value, context: state.context }))
  }
})

test.each([
  ['assessment', assessmentMachine, assessmentEvents],
  ['call', callMachine, callEvents],
] as const)('every transition written in the %s machine can happen', (id, machine, events) => {
  const written = [...(machine.root.on ? [machine.root] : []), ...descendants(machine.root)].flatMap((node) =>
    [...node.transitions.values()].flat(),
  )
  const fired = new Set<unknown>()
  for (const stored of everyState(id)) {
    const current = restore(id, stored)
    for (const event of events)
      machine.getTransitionData(current as never, event as never).forEach((one) => fired.add(one))
  }
  const never = written.filter((transition) => !fired.has(transition))
  expect(never.map(({ eventType, source }) => `${source.key}: ${eventType}`)).toEqual([])
})

test('states are told apart by value and context', () => {
  const all = everyState('assessment')
  expect(new Set(all.map(identityOf)).size).toBe(all.length)
})

interface Node {
  states: Record<string, Node>
  transitions: Map<string, { eventType: string; source: { key: string } }[]>
}

function descendants(node: Node): Node[] {
  return Object.values(node.states).flatMap((child) => [child, ...descendants(child)])
}
