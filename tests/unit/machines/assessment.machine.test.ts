import { describe, expect, test } from 'vitest'
import {
  begin,
  documentsFailed,
  eventsOpen,
  is,
  move,
  outcomeOf,
  principles,
  principlesOf,
  principlesToAnswer,
  signaturesFor,
  turnOf,
  type AssessmentEvent,
  type Outcome,
  type Request,
  type Stored,
} from '#machines/processes.ts'
import { assessmentEvents, everyState, lineOf, nameOf } from '#tests/unit/machines/walk.ts'

const states = everyState('assessment')

/** One line for each state and event; states that differ only in which principle is meant must agree. */
function table(): Map<string, Map<string, string>> {
  const lines = new Map<string, Map<string, string>>()
  for (const stored of states) {
    const row = lines.get(lineOf(stored)) ?? new Map<string, string>()
    for (const event of assessmentEvents) {
      const next = move('assessment', stored, event)
      const name = nameOf(stored, event)
      const outcome = next ? lineOf(next.stored) : 'refused'
      expect(row.get(name) ?? outcome, `${lineOf(stored)}: ${name}`).toBe(outcome)
      row.set(name, outcome)
    }
    lines.set(lineOf(stored), row)
  }
  return lines
}

function asText(lines: Map<string, Map<string, string>>): string {
  const blocks = [...lines]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([line, row]) => {
      const taken = [...row]
        .filter(([, next]) => next !== 'refused')
        .map(([event, next]) => `  ${event} -> ${next}`)
      const refused = [...row].filter(([, next]) => next === 'refused').map(([event]) => event)
      return [line, ...taken, `  refused: ${refused.join(', ')}`].join('\n')
    })
  return `${blocks.join('\n\n')}\n`
}

function after(...events: AssessmentEvent[]): { stored: Stored; requests: Request[] } {
  return events.reduce((now, event) => {
    const next = move('assessment', now.stored, event)
    if (!next) throw new Error(`refused: ${event.type} in ${now.stored.state}`)
    return next
  }, begin('assessment'))
}

const sent: AssessmentEvent[] = [{ type: 'submit', unanswered: 0 }]
const inReview: AssessmentEvent[] = [...sent, { type: 'startReview' }]
const accept = principles.map((principle): AssessmentEvent => ({ type: 'acceptPrinciple', principle }))
const reviewed: AssessmentEvent[] = [...inReview, ...accept, { type: 'completeReview' }]
const decide = (outcome: Outcome, conditionCount = 0): AssessmentEvent => ({
  type: 'decide',
  outcome,
  conditionCount,
})
const decided: AssessmentEvent[] = [...reviewed, decide('approved')]
const sign = (capacity: 'principal_investigator' | 'reviewer' | 'approver'): AssessmentEvent => ({
  type: 'sign',
  capacity,
})

test('every state and every event: the next state, or refused', async () => {
  await expect(asText(table())).toMatchFileSnapshot('./assessment.table.txt')
})

test('a refused event touches nothing', () => {
  for (const stored of states) {
    const before = JSON.stringify(stored)
    const frozen = deepFreeze(stored)
    for (const event of assessmentEvents)
      if (!move('assessment', frozen, event)) expect(JSON.stringify(frozen)).toBe(before)
  }
})

test('an event that the machine does not know is refused, whatever its name', () => {
  for (const type of ['', 'approve', 'constructor', '__proto__', 'xstate.init', 'xstate.stop', '*']) {
    expect(move('assessment', after(...inReview).stored, { type } as unknown as AssessmentEvent)).toBeNull()
  }
})

test('an event without its facts is refused', () => {
  for (const type of ['submit', 'acceptPrinciple', 'decide', 'sign'] as const) {
    for (const stored of states) expect(move('assessment', stored, { type } as AssessmentEvent)).toBeNull()
  }
})

describe('answers', () => {
  test('one question without an answer keeps the plan a draft', () => {
    expect(move('assessment', begin('assessment').stored, { type: 'submit', unanswered: 1 })).toBeNull()
  })

  test('a plan is not sent after its call has closed', () => {
    const late = { type: 'submit', unanswered: 0, tooLate: true } as const
    expect(move('assessment', begin('assessment').stored, late)).toBeNull()
  })

  test('a draft is open everywhere, a sent plan nowhere, and later only what was asked', () => {
    expect(principlesToAnswer(begin('assessment').stored)).toEqual(principles)
    expect(principlesToAnswer(after(...sent).stored)).toEqual([])
    const asked = after(
      ...inReview,
      accept[0]!,
      { type: 'askForChange', principle: 'equity' },
      { type: 'requestChanges' },
    )
    expect(principlesToAnswer(asked.stored)).toEqual(['equity'])
  })

  test('sent again, only what was asked is judged again', () => {
    const again = after(
      ...inReview,
      ...accept,
      { type: 'askForChange', principle: 'equity' },
      { type: 'requestChanges' },
      { type: 'resubmit', unanswered: 0 },
    )
    expect(principlesOf(again.stored)).toEqual({
      rights: 'accepted',
      equity: 'open',
      transparency: 'accepted',
      accountability: 'accepted',
    })
    expect(again.stored.context).toMatchObject({ submissions: 2 })
    expect(again.requests).toContainEqual({ type: 'notifyReviewers', params: { news: 'resubmitted' } })
  })
})

describe('the decision', () => {
  test('no approval while a change is asked, but a decline', () => {
    const asked = after(
      ...inReview,
      ...accept,
      { type: 'askForChange', principle: 'rights' },
      { type: 'completeReview' },
    )
    expect(move('assessment', asked.stored, decide('approved'))).toBeNull()
    expect(move('assessment', asked.stored, decide('approved_with_conditions', 2))).toBeNull()
    expect(move('assessment', asked.stored, decide('declined'))?.stored.state).toBe('decided')
  })

  test('conditions are there exactly when the outcome says so', () => {
    const { stored } = after(...reviewed)
    expect(move('assessment', stored, decide('approved', 1))).toBeNull()
    expect(move('assessment', stored, decide('approved_with_conditions', 0))).toBeNull()
    expect(move('assessment', stored, decide('declined', 1))).toBeNull()
    expect(outcomeOf(after(...reviewed, decide('approved_with_conditions', 3)).stored)).toBe(
      'approved_with_conditions',
    )
  })

  test('asks for the documents and tells the author, once', () => {
    expect(after(...decided).requests).toEqual([
      { type: 'notifyAuthor', params: { news: 'approved' } },
      { type: 'drawDocuments', params: {} },
    ])
  })

  test('documents that fail leave it decided, and can be asked for again', () => {
    const failed = after(...decided, { type: 'documentsFailed' })
    expect(failed.stored.state).toBe('decided')
    expect(documentsFailed(failed.stored)).toBe(true)
    expect(failed.requests).toEqual([{ type: 'notifyApprovers', params: { news: 'documents_failed' } }])

    const retried = move('assessment', failed.stored, { type: 'retryDocuments' })!
    expect(documentsFailed(retried.stored)).toBe(false)
    expect(retried.requests).toEqual([{ type: 'drawDocuments', params: {} }])
    expect(move('assessment', retried.stored, { type: 'retryDocuments' })).toBeNull()
  })

  test('documents that arrive after all are taken, and nothing is left of the failure', () => {
    const late = after(...decided, { type: 'documentsFailed' }, { type: 'documentsReady' })
    expect(late.stored.state).toBe('being_signed')
    expect(documentsFailed(late.stored)).toBe(false)
  })
})

describe('signatures', () => {
  test.each([
    ['approved', 0],
    ['approved_with_conditions', 1],
    ['declined', 0],
  ] as const)('an outcome of %s is signed in order and by everybody', (outcome, conditions) => {
    let now = after(...reviewed, decide(outcome, conditions), { type: 'documentsReady' }).stored
    for (const capacity of signaturesFor(outcome)) {
      expect(turnOf(now)).toBe(capacity)
      for (const other of signaturesFor('approved').filter((one) => one !== capacity)) {
        expect(move('assessment', now, sign(other))).toBeNull()
      }
      now = move('assessment', now, sign(capacity))!.stored
    }
    expect(now.state).toBe('signed')
    expect(turnOf(now)).toBeNull()
  })

  test('a decline asks nothing of the principal investigator', () => {
    expect(signaturesFor('declined')).toEqual(['reviewer', 'approver'])
    const { requests } = after(...reviewed, decide('declined'), { type: 'documentsReady' })
    expect(requests).toEqual([{ type: 'notifySigner', params: { capacity: 'reviewer' } }])
  })

  test('a signed assessment is replaced by the next, and its documents with it', () => {
    const signed = [...decided, { type: 'documentsReady' } as const, ...signaturesFor('approved').map(sign)]
    const replaced = after(...signed, { type: 'supersede', replacedById: 'a-newer-one' })
    expect(replaced.stored.state).toBe('superseded')
    expect(replaced.requests[0]).toEqual({
      type: 'markDocuments',
      params: { status: 'replaced', replacedById: 'a-newer-one' },
    })
    expect(after(...signed, { type: 'withdraw' }).requests).toContainEqual({
      type: 'markDocuments',
      params: { status: 'no_longer_in_force' },
    })
  })
})

test('whose turn it is can be read from every state that waits for a person', () => {
  const waiting = states.filter(
    ({ state }) => !['decided', 'signed', 'superseded', 'withdrawn'].includes(state),
  )
  for (const stored of waiting) {
    const turns = (['authorsTurn', 'reviewersTurn', 'approversTurn'] as const).filter((tag) =>
      is('assessment', stored, tag),
    )
    expect(turns, lineOf(stored)).toHaveLength(1)
  }
})

test('the events that are open are those that some facts would let through', () => {
  expect(eventsOpen('assessment', begin('assessment').stored)).toEqual(['submit', 'withdraw'])
  expect(eventsOpen('assessment', after(...inReview).stored)).toEqual([
    'acceptPrinciple',
    'askForChange',
    'withdraw',
  ])
  expect(eventsOpen('assessment', after(...decided).stored)).toEqual([
    'documentsReady',
    'documentsFailed',
    'revertDecision',
  ])
})

function deepFreeze<Value>(value: Value): Value {
  if (value && typeof value === 'object') Object.values(value).forEach(deepFreeze)
  return Object.freeze(value)
}
