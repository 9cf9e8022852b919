import { describe, expect, test } from 'vitest'
import {
  eventsOpen,
  is,
  lanesOf,
  move,
  picture,
  processes,
  receiveConcern,
  rememberedOf,
  restore,
  type ConcernEvent,
  type ConcernRequests,
  type RequestOf,
  type Stored,
} from '#machines/processes.ts'
import {
  at,
  concernEvents,
  dependsOn,
  everyCase,
  everyCaseAndLane,
  laneOf,
  nameOf,
  outcomeOf,
} from '#tests/unit/machines/concern-walk.ts'
import released from './concern-states.json' with { type: 'json' }

function table(): string {
  const cases = everyCaseAndLane()
  const blocks = concernEvents.map((event) => {
    const outcomes = cases.map((one) => [one, outcomeOf(one, event)] as const)
    const some = dependsOn(outcomes)
    const taken = new Set(
      outcomes.flatMap(([one, outcome]) => (outcome ? [`  ${at(one, some)} -> ${outcome}`] : [])),
    )
    const rest = taken.size > 0 ? '  elsewhere refused' : '  refused everywhere'
    const by = some.length > 0 ? ` (by ${some.join(', ')})` : ''
    return [
      `${nameOf(event)}${by}`,
      ...[...taken].sort(),
      ...(some.length > 0 || taken.size === 0 ? [rest] : []),
    ]
  })
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

type Moved = { stored: Stored; requests: RequestOf<'concern'>[] }

function after(...events: ConcernEvent[]): Moved {
  return from(receiveConcern({ kind: 'concern', isTest: false }), ...events)
}

function from(begun: Moved, ...events: ConcernEvent[]): Moved {
  return events.reduce((now, event) => {
    const next = move('concern', now.stored, event)
    if (!next) throw new Error(`refused: ${event.type} in ${now.stored.state}`)
    return next
  }, begun)
}

const asked = (name: keyof ConcernRequests, { requests }: Moved) =>
  requests.filter(({ type }) => type === name).map(({ params }) => Object.values(params)[0] as string)

const safe: ConcernEvent = { type: 'checkSafety', answered: true, ownerSet: true }
const acknowledge: ConcernEvent = { type: 'acknowledge', sent: true, noSafeContact: false }
const offer: ConcernEvent = { type: 'offerSupport', asked: true, firstContactPlanned: false }
const assess: ConcernEvent = { type: 'beginAssessing', noticesOpen: 0 }
const investigate: ConcernEvent = { type: 'investigate', unconflicted: true }
const report: ConcernEvent[] = [{ type: 'deliverReport' }, { type: 'reviewReport', byAnother: true }]
const decide: ConcernEvent[] = [{ type: 'proposeOutcome' }, { type: 'confirmOutcome', second: true }]
const feedback: ConcernEvent = { type: 'giveFeedback', logged: true, withheldWithReason: false }
const close: ConcernEvent = { type: 'closeCase', detrimentBooked: true, supportDecided: true }
const withdrawnClose: ConcernEvent = {
  type: 'closeWithdrawn',
  detrimentBooked: true,
  supportDecided: true,
  second: true,
  liveRisk: false,
  affectedStays: false,
}
const hold: ConcernEvent = { type: 'holdForPolice', reasonGiven: true, second: true }
const act: ConcernEvent = { type: 'actInDanger', trained: true }
const assessing = [safe, acknowledge, offer, assess]
const decided = [...assessing, investigate, ...report, ...decide]
const closed = [...decided, feedback, close]

test(
  'every event in every state: what it does, what that depends on, or refused',
  { timeout: 90_000 },
  async () => {
    await expect(table()).toMatchFileSnapshot('./concern.table.txt')
  },
)

test('a refused event touches nothing', () => {
  for (const stored of everyCase()) {
    const before = JSON.stringify(stored)
    for (const event of concernEvents)
      if (!move('concern', Object.freeze(stored), event)) expect(JSON.stringify(stored)).toBe(before)
  }
})

test('an event that the machine does not know is refused, whatever its name', () => {
  for (const type of ['', 'close', 'constructor', '__proto__', 'xstate.init', 'xstate.stop', '*'])
    for (const stored of everyCase().slice(0, 100))
      expect(move('concern', stored, { type } as unknown as ConcernEvent)).toBeNull()
})

test('an event without its facts is refused', () => {
  const withFacts = new Set(
    concernEvents.filter((one) => Object.keys(one).length > 1).map(({ type }) => type),
  )
  // That a clock runs again takes its name and nothing to be proved; what a check found is not the machine’s business.
  for (const needless of ['resumeClock', 'checkDetriment'] as const) withFacts.delete(needless)
  // An ordinary complaint that was answered has no checks to book.
  const cases = everyCase().filter(({ state }) => state !== 'answered')
  for (const type of withFacts)
    for (const stored of cases) expect(move('concern', stored, { type } as ConcernEvent), type).toBeNull()
})

describe('from receipt to after-care', () => {
  test('every step is taken in order, and none of them can be left out', () => {
    const line: [ConcernEvent, string][] = [
      [safe, 'safety_checked'],
      [acknowledge, 'acknowledged'],
      [offer, 'acknowledged'],
      [assess, 'assessing'],
      [investigate, 'investigating'],
      [report[0]!, 'investigating'],
      [report[1]!, 'deciding'],
      [decide[0]!, 'deciding'],
      [decide[1]!, 'outcome_decided'],
      [feedback, 'feedback_given'],
      [close, 'closed'],
    ]
    line.forEach(([event, state], index) => {
      const before = line.slice(0, index).map(([one]) => one)
      expect(after(...before, event).stored.state).toBe(state)
      const further = line.slice(index + 1).map(([one]) => one)
      for (const skipped of further.filter(({ type }) => type !== 'offerSupport'))
        expect(move('concern', after(...before).stored, skipped), skipped.type).toBeNull()
    })
  })

  test('what begins when somebody has told: a day for safety, seven for an answer, and the checks for retaliation', () => {
    const begun = receiveConcern({ kind: 'concern', isTest: false })
    expect(asked('startClock', begun)).toEqual(['safety', 'acknowledge'])
    expect(asked('bookDetriment', begun)).toEqual(['receipt'])
  })

  test('each clock stops when what it promised is done, and the next one starts', () => {
    const clocks = (...events: ConcernEvent[]) => {
      const moved = after(...events)
      return [asked('meetClock', moved), asked('startClock', moved)]
    }
    expect(clocks(safe)).toEqual([['safety'], []])
    expect(clocks(safe, acknowledge)).toEqual([['acknowledge'], ['assess', 'feedback']])
    expect(clocks(...assessing, investigate)).toEqual([['assess'], ['investigation']])
    expect(clocks(...assessing, investigate, ...report)).toEqual([['investigation'], ['outcome']])
    expect(clocks(...decided)).toEqual([['outcome'], []])
    expect(clocks(...decided, feedback)).toEqual([['feedback'], []])
  })

  test('nothing is assessed before support was offered, and a refusal counts as an answer', () => {
    expect(move('concern', after(safe, acknowledge).stored, assess)).toBeNull()
    expect(after(safe, acknowledge, offer, { type: 'declineSupport' }, assess).stored.state).toBe('assessing')
  })

  test('closing books the checks for retaliation that follow it', () => {
    expect(asked('bookDetriment', after(...closed))).toEqual(['closing'])
  })

  test('the subject hears of it only with a plan for safety, and the day after somebody asks', () => {
    const tell = { type: 'tellSubject', safetyPlanned: true } as const
    expect(asked('bookDetriment', after(...assessing, tell))).toEqual(['subjectTold'])
    expect(move('concern', after(...assessing, hold).stored, tell)).toBeNull()
  })

  test('an assessment may find that nothing has to be investigated; the outcome still takes two', () => {
    const none = { type: 'needNoInvestigation', unconflicted: true, reasonGiven: true } as const
    const { stored } = after(...assessing, none)
    expect(stored.state).toBe('deciding')
    expect(move('concern', stored, { type: 'confirmOutcome', second: true })).toBeNull()
    expect(from({ stored, requests: [] }, ...decide).stored.state).toBe('outcome_decided')
  })

  test('whoever comes back after it was closed is heard like somebody new', () => {
    const back = after(...closed, { type: 'comeBack' })
    expect(back.stored.state).toBe('received')
    expect(rememberedOf(back.stored).comebacks).toBe(1)
    expect(asked('startClock', back)).toEqual(['safety', 'acknowledge'])
  })
})

describe('three closings are three decisions', () => {
  test('closing the case ends neither support nor contact', () => {
    const { stored } = after(...closed)
    expect(lanesOf(stored)).toMatchObject({ support: 'offered', contact: 'open' })
    expect(eventsOpen('concern', stored)).toEqual(
      expect.arrayContaining(['acceptSupport', 'declineSupport', 'endContact', 'comeBack']),
    )
  })

  test('support is the same whatever becomes of the case, the police or the reporter', () => {
    const support = concernEvents.filter(({ type }) => type.endsWith('Support'))
    const answers = new Map<string, string>()
    for (const one of everyCaseAndLane())
      for (const event of support) {
        const key = `${laneOf(one, 'support')} ${nameOf(event)}`
        const next = move('concern', one, event)
        const answer = next ? laneOf(next.stored, 'support') : 'refused'
        expect(answers.get(key) ?? answer).toBe(answer)
        answers.set(key, answer)
      }
  })

  test('after a refusal or an end support can be offered and accepted again, always', () => {
    for (const one of everyCaseAndLane()) {
      expect(move('concern', one, { type: 'acceptSupport' }) === null).toBe(
        laneOf(one, 'support') === 'accepted',
      )
      if (laneOf(one, 'support') !== 'offered') expect(move('concern', one, offer)).not.toBeNull()
    }
  })

  test('contact never ends because somebody is silent, and the person opens it again at any time', () => {
    expect(move('concern', after().stored, { type: 'endContact', why: 'silence' })).toBeNull()
    const ended = after(...closed, { type: 'endContact', why: 'all_said' }).stored
    expect(move('concern', ended, { type: 'reopenContact' })).not.toBeNull()
  })
})

describe('whoever reported may go', () => {
  test('and nothing stops because of it', () => {
    expect(after(safe, { type: 'withdraw' }, acknowledge).stored.state).toBe('acknowledged')
  })

  test('the case is closed with them only if nobody else is at risk and whoever was harmed lets it go', () => {
    const { stored } = after(safe, { type: 'withdraw' })
    expect(move('concern', stored, { ...withdrawnClose, liveRisk: true })).toBeNull()
    expect(move('concern', stored, { ...withdrawnClose, affectedStays: true })).toBeNull()
    expect(move('concern', stored, { ...withdrawnClose, second: false })).toBeNull()
    expect(move('concern', after(safe).stored, withdrawnClose)).toBeNull()
    expect(move('concern', stored, withdrawnClose)?.stored.state).toBe('closed')
  })

  test('what was closed so had no outcome to look at again', () => {
    const { stored } = after(safe, { type: 'withdraw' }, withdrawnClose)
    expect(move('concern', stored, { type: 'askForReview', groundGiven: true })).toBeNull()
    expect(picture('concern', stored, 'handler').map(({ id }) => id)).toEqual([
      'received',
      'safety_checked',
      'closed',
    ])
  })

  test('and comes back', () => {
    expect(lanesOf(after({ type: 'withdraw' }, { type: 'takePartAgain' }).stored).reporter).toBe('present')
  })
})

describe('danger', () => {
  test('lets one trained person act in every stage before closing, and asks another within a day', () => {
    for (const one of everyCase()) {
      const acted = move('concern', one, act)
      expect(acted !== null).toBe(!['arriving', 'closed'].includes(one.state))
      if (acted) expect(asked('startClock', acted)).toEqual(['danger_review'])
    }
  })

  test('nothing is closed or sent elsewhere while somebody else has not looked at it', () => {
    const { stored } = after(...decided, feedback, act)
    expect(move('concern', stored, close)).toBeNull()
    expect(from({ stored, requests: [] }, { type: 'reviewDanger', second: true }, close).stored.state).toBe(
      'closed',
    )
  })

  test('two acts need two reviews, and the clock stops with the second', () => {
    const once = after(act, act, { type: 'reviewDanger', second: true })
    expect(asked('meetClock', once)).toEqual([])
    expect(asked('meetClock', from(once, { type: 'reviewDanger', second: true }))).toEqual(['danger_review'])
  })

  test('it escalates although another clock has been late for long', () => {
    const late = after(
      act,
      { type: 'escalate', clock: 'safety', level: 3 },
      { type: 'escalate', clock: 'danger_review', level: 1 },
    )
    expect(late.requests).toEqual([{ type: 'escalateConcern', params: { clock: 'danger_review', level: 1 } }])
  })
})

describe('when somebody is late', () => {
  test('each level of each clock is told once', () => {
    const { stored } = after({ type: 'escalate', clock: 'safety', level: 2 })
    for (const level of [1, 2])
      expect(move('concern', stored, { type: 'escalate', clock: 'safety', level })).toBeNull()
  })

  test('and what is done is late no longer', () => {
    const { stored } = after({ type: 'escalate', clock: 'safety', level: 2 }, safe)
    expect(rememberedOf(stored).told).toEqual({})
  })

  test('checks for retaliation escalate also after closing', () => {
    expect(
      move('concern', after(...closed).stored, { type: 'escalate', clock: 'detriment', level: 1 }),
    ).not.toBeNull()
  })
})

describe('a hold for the police', () => {
  test('stops finding out and deciding, never safety, answers, support or checks', () => {
    const { stored } = after(hold)
    for (const event of [
      safe,
      offer,
      act,
      { type: 'checkDetriment', finding: 'none', othersLate: false } as const,
    ])
      expect(move('concern', stored, event), event.type).not.toBeNull()
    const { stored: assessed } = after(...assessing, hold)
    expect(move('concern', assessed, investigate)).toBeNull()
    expect(
      from({ stored: assessed, requests: [] }, { type: 'resumeAfterPolice' }, investigate).stored.state,
    ).toBe('investigating')
  })

  test('never lets a case be closed under it', () => {
    const { stored } = after(...decided, feedback, hold)
    expect(move('concern', stored, close)).toBeNull()
    expect(everyCase().filter((one) => is('concern', one, 'onHold') && one.state === 'closed')).toEqual([])
  })
})

describe('a review of the outcome', () => {
  const ask: ConcernEvent = { type: 'askForReview', groundGiven: true }
  const hear = (again: boolean): ConcernEvent => ({ type: 'hearReview', newDecisionMaker: true, again })

  test('is asked in time with a ground, also after closing, and heard by somebody new', () => {
    const { stored } = after(...closed, ask)
    expect(move('concern', stored, { type: 'hearReview', newDecisionMaker: false, again: true })).toBeNull()
    expect(from({ stored, requests: [] }, hear(false)).stored.state).toBe('closed')
  })

  test('may lead to a new decision by two, which can be reviewed in its turn', () => {
    const again = after(...closed, ask, hear(true))
    expect(again.stored.state).toBe('deciding')
    expect(asked('startClock', again)).toEqual(['outcome'])
    expect(lanesOf(from(again, ...decide).stored).review).toBe('none')
  })

  test('keeps the case from being closed', () => {
    expect(move('concern', after(...decided, feedback, ask).stored, close)).toBeNull()
  })
})

describe('the legal hold', () => {
  const propose: ConcernEvent = { type: 'proposeRelease' }
  const release: ConcernEvent = { type: 'releaseHold', second: true }

  test('is on from receipt, and let go by two when the case is over', () => {
    expect(is('concern', after().stored, 'kept')).toBe(true)
    expect(move('concern', after().stored, propose)).toBeNull()
    expect(move('concern', after(...closed).stored, release)).toBeNull()
    expect(is('concern', after(...closed, propose).stored, 'kept')).toBe(true)
    expect(is('concern', after(...closed, propose, release).stored, 'kept')).toBe(false)
  })

  test('is put back by a person, and by whatever opens the case again', () => {
    const back: ConcernEvent[] = [
      { type: 'putHoldBack' },
      { type: 'comeBack' },
      { type: 'askForReview', groundGiven: true },
    ]
    for (const event of back)
      expect(is('concern', after(...closed, propose, release, event).stored, 'kept'), event.type).toBe(true)
  })

  test('nothing that is open, under review, awaited by the police or not yet looked at is without it, or about to be', () => {
    for (const one of everyCase().filter((some) => lanesOf(some).legal_hold !== 'on')) {
      expect(['closed', 'referred_out']).toContain(one.state)
      expect(is('concern', one, 'reviewOpen') || is('concern', one, 'onHold')).toBe(false)
      expect(rememberedOf(one).dangersOpen).toBe(0)
    }
  })
})

describe('an ordinary complaint', () => {
  const begun = () => receiveConcern({ kind: 'complaint', isTest: false })

  test('is answered and closed, with ten days and no inquiry', () => {
    expect(asked('startClock', begun())).toEqual(['complaint'])
    const answered = from(begun(), { type: 'answer', sent: true })
    expect(asked('meetClock', answered)).toEqual(['complaint'])
    expect(from(answered, close).stored.state).toBe('closed')
  })

  test('becomes a concern only with the person’s agreement, and everything begins that begins with one', () => {
    expect(move('concern', begun().stored, { type: 'convert', agreed: false })).toBeNull()
    const converted = from(begun(), { type: 'convert', agreed: true })
    expect(converted.stored.state).toBe('received')
    expect(rememberedOf(converted.stored).kind).toBe('concern')
    expect(asked('startClock', converted)).toEqual(['safety', 'acknowledge'])
    expect(asked('bookDetriment', converted)).toEqual(['receipt'])
  })

  test('comes back as a complaint', () => {
    const back = from(begun(), { type: 'answer', sent: true }, close, { type: 'comeBack' })
    expect(back.stored.state).toBe('complaint_received')
    expect(asked('startClock', back)).toEqual(['complaint'])
  })

  test('has a line of its own in the picture', () => {
    expect(picture('concern', begun().stored, 'reporter').map(({ id, status }) => `${id} ${status}`)).toEqual(
      ['complaint_received now', 'answered ahead', 'closed ahead'],
    )
  })
})

describe('what is not ours', () => {
  const out = (ground: 'agreed' | 'law', second: boolean): ConcernEvent => ({
    type: 'referOut',
    whereTo: true,
    ground,
    second,
  })

  test('goes elsewhere once safety was looked at, and says where to', () => {
    expect(move('concern', after().stored, out('agreed', false))).toBeNull()
    const referred = after(safe, out('agreed', false))
    expect(referred.stored.state).toBe('referred_out')
    expect(asked('stopClocks', referred)).toHaveLength(1)
  })

  test('against somebody’s wish only by two', () => {
    expect(move('concern', after(safe).stored, out('law', false))).toBeNull()
    expect(after(safe, out('law', true)).stored.state).toBe('referred_out')
  })

  test('shows how far it came, and nothing that never happened', () => {
    expect(
      picture('concern', after(safe, out('agreed', false)).stored, 'overseer').map(({ id }) => id),
    ).toEqual(['received', 'safety_checked', 'referred_out'])
  })
})

test('a test takes the same path and is marked as one', () => {
  const test = receiveConcern({ kind: 'concern', isTest: true })
  expect(rememberedOf(test.stored).isTest).toBe(true)
  expect(test.requests).toEqual(receiveConcern({ kind: 'concern', isTest: false }).requests)
  expect(rememberedOf(from(test, ...closed).stored).isTest).toBe(true)
})

test('whoever cares for the subject is asked apart and does not handle the case', () => {
  const offered = after({ type: 'offerSubjectCare' })
  expect(asked('notifyCarer', offered)).toEqual(['subject_care'])
  expect(asked('notifyHandlers', offered)).toEqual([])
  expect(move('concern', offered.stored, { type: 'beginSubjectCare', ownOwner: false })).toBeNull()
})

test('it is always the handlers’ turn until it is over: nobody who confided something is ever late', () => {
  for (const one of everyCase().filter(({ state }) => state !== 'arriving'))
    expect([is('concern', one, 'handlersTurn'), is('concern', one, 'over')].filter(Boolean)).toHaveLength(1)
})

describe('rows that were stored', () => {
  const rows: Stored[] = released

  test('can still be read, moved and drawn', () => {
    for (const row of rows) {
      const { value, context } = restore('concern', row) as Pick<Stored, 'value' | 'context'>
      expect({ value, context }).toEqual({ value: row.value, context: row.context })
      expect(() => eventsOpen('concern', row)).not.toThrow()
      const now = picture('concern', row, 'handler').filter(({ status }) => status === 'now')
      expect(now.map(({ id }) => id)).toEqual([row.state])
    }
  })

  test('show every state of every lane of today, so that tomorrow cannot forget it', () => {
    for (const lane of Object.keys(processes.concern.machine.states)) {
      const states = (some: Stored[]) => new Set(some.map((one) => laneOf(one, lane)))
      expect(states(rows)).toEqual(states(everyCaseAndLane()))
    }
  })

  test('remember the same things under the same version', () => {
    const shape = ({ context }: Stored) => Object.keys(context as object).sort()
    for (const row of rows) expect(shape(row)).toEqual(shape(after().stored))
  })
})
