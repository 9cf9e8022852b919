import { describe, expect, test } from 'vitest'
import {
  appealOf,
  begin,
  is,
  move,
  outcomeOf,
  principles,
  principlesOf,
  signaturesFor,
  turnOf,
  type AssessmentEvent,
  type Outcome,
  type Request,
  type Stored,
} from '#machines/processes.ts'

const judged: AssessmentEvent[] = [
  { type: 'submit', unanswered: 0 },
  { type: 'startReview' },
  ...principles.map((principle) => ({ type: 'acceptPrinciple' as const, principle })),
  { type: 'completeReview' },
]
const decide = (outcome: Outcome): AssessmentEvent => ({
  type: 'decide',
  outcome,
  conditionCount: outcome === 'approved_with_conditions' ? 1 : 0,
})
const signed = (outcome: Outcome): AssessmentEvent[] => [
  ...judged,
  decide(outcome),
  { type: 'documentsReady' },
  ...signaturesFor(outcome).map((capacity) => ({ type: 'sign' as const, capacity })),
]
const lodge: AssessmentEvent = { type: 'lodgeAppeal' }

function after(...events: AssessmentEvent[]): { stored: Stored; requests: Request[] } {
  return events.reduce((now, event) => {
    const next = move('assessment', now.stored, event)
    if (!next) throw new Error(`refused: ${event.type} in ${now.stored.state}`)
    return next
  }, begin('assessment'))
}
const refused = (events: AssessmentEvent[], last: AssessmentEvent) =>
  expect(move('assessment', after(...events).stored, last)).toBeNull()

describe('an appeal', () => {
  test('is for whoever was refused or bound by conditions, in time, and once', () => {
    refused(judged, lodge)
    refused([...judged, decide('approved')], lodge)
    refused([...judged, decide('declined')], { type: 'lodgeAppeal', tooLate: true })
    refused([...judged, decide('declined'), lodge], lodge)
    refused([...judged, decide('declined'), lodge, { type: 'dismissAppeal' }], lodge)
    for (const outcome of ['declined', 'approved_with_conditions'] as const) {
      const { stored, requests } = after(...judged, decide(outcome), lodge)
      expect(appealOf(stored)).toBe('lodged')
      expect(requests).toEqual([{ type: 'notifyApprovers', params: { news: 'appeal_lodged' } }])
    }
  })

  test('can be lodged while it is being signed and when it is signed', () => {
    for (const events of [
      [...judged, decide('declined'), { type: 'documentsReady' as const }],
      signed('declined'),
    ])
      expect(appealOf(after(...events, lodge).stored)).toBe('lodged')
  })

  test('stops the signing until it is heard or taken back', () => {
    const waiting = [...judged, decide('declined'), { type: 'documentsReady' as const }]
    expect(turnOf(after(...waiting).stored)).toBe('reviewer')
    expect(turnOf(after(...waiting, lodge).stored)).toBeNull()
    refused([...waiting, lodge], { type: 'sign', capacity: 'reviewer' })
    for (const type of ['dismissAppeal', 'takeBackAppeal'] as const)
      expect(turnOf(after(...waiting, lodge, { type }).stored)).toBe('reviewer')
  })

  test('that is upheld sets the decision aside, marks what was signed and has it decided anew', () => {
    const { stored, requests } = after(...signed('declined'), lodge, { type: 'upholdAppeal' })
    expect([stored.state, outcomeOf(stored), appealOf(stored)]).toEqual(['awaiting_decision', null, 'upheld'])
    expect(requests.map(({ type }) => type)).toEqual(['markDocuments', 'notifyAuthor', 'notifyApprovers'])
    const again = move('assessment', stored, decide('approved'))!
    expect(outcomeOf(again.stored)).toBe('approved')
  })

  test('that was taken back can be lodged again', () => {
    expect(
      appealOf(after(...judged, decide('declined'), lodge, { type: 'takeBackAppeal' }, lodge).stored),
    ).toBe('lodged')
  })
})

describe('a decision', () => {
  test('is undone while nobody has signed, and not afterwards', () => {
    const undo: AssessmentEvent = { type: 'revertDecision', signatures: 0 }
    const waiting = [...judged, decide('approved'), { type: 'documentsReady' as const }]
    for (const events of [[...judged, decide('approved')], waiting]) {
      const { stored } = after(...events, undo)
      expect([stored.state, outcomeOf(stored)]).toEqual(['awaiting_decision', null])
    }
    refused(waiting, { type: 'revertDecision', signatures: 1 })
    refused([...judged, decide('declined'), lodge], undo)
    refused(signed('approved'), undo)
  })

  test('can be put off for more information, under the principles that are named', () => {
    refused(judged, { type: 'askForInformation', principles: [] })
    const { stored } = after(...judged, { type: 'askForInformation', principles: ['equity'] })
    expect(stored.state).toBe('changes_requested')
    expect(is('assessment', stored, 'answersOpen')).toBe(true)
    expect(principlesOf(stored)).toEqual({
      rights: 'accepted',
      equity: 'changes_asked',
      transparency: 'accepted',
      accountability: 'accepted',
    })
  })

  test('that was signed by mistake is drawn and signed again with the same outcome', () => {
    for (const outcome of ['approved', 'approved_with_conditions', 'declined'] as const) {
      const { stored, requests } = after(...signed(outcome), { type: 'replaceDocuments' })
      expect([stored.state, outcomeOf(stored)]).toEqual(['decided', outcome])
      expect(requests).toEqual([{ type: 'drawDocuments', params: {} }])
    }
  })
})

test('a review is not finished while somebody who was asked beside the first has not judged', () => {
  refused(judged.slice(0, -1), { type: 'completeReview', pendingOpinions: 1 })
  expect(after(...judged.slice(0, -1), { type: 'completeReview', pendingOpinions: 0 }).stored.state).toBe(
    'awaiting_decision',
  )
})
