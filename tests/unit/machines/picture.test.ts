import { expect, test } from 'vitest'
import {
  begin,
  move,
  picture,
  type AssessmentEvent,
  type PictureStep,
  type Stored,
} from '#machines/processes.ts'

const draft = begin('assessment').stored
const line = ['draft', 'submitted', 'in_review', 'awaiting_decision', 'decided', 'being_signed', 'signed']

function after(...events: AssessmentEvent[]): Stored {
  return events.reduce((now, event) => move('assessment', now, event)!.stored, draft)
}

const steps = (stored: Stored | null) => picture('assessment', stored, 'author')
const told = (some: PictureStep[]) => some.map(({ id, status }) => `${id} ${status}`)

test('before anything has begun every step lies ahead', () => {
  expect(told(steps(null))).toEqual(line.map((id) => `${id} ahead`))
  expect(picture('call', null, 'public').map(({ id }) => id)).toEqual(['draft', 'open', 'closed'])
})

test('the current step is marked, those before it are done', () => {
  const inReview = after({ type: 'submit', unanswered: 0 }, { type: 'startReview' })
  expect(told(steps(inReview))).toEqual([
    'draft done',
    'submitted done',
    'in_review now',
    'awaiting_decision ahead',
    'decided ahead',
    'being_signed ahead',
    'signed ahead',
  ])
})

test('a branch is drawn only while it is where the plan stands', () => {
  const asked = after(
    { type: 'submit', unanswered: 0 },
    { type: 'startReview' },
    { type: 'askForChange', principle: 'rights' },
    { type: 'requestChanges' },
  )
  expect(told(steps(asked)).slice(2, 5)).toEqual([
    'in_review done',
    'changes_requested now',
    'awaiting_decision ahead',
  ])
  const again = move('assessment', asked, { type: 'resubmit', unanswered: 0 })!.stored
  expect(steps(again).map(({ id }) => id)).toEqual(line)
})

test('a withdrawn plan shows how far it came and nothing ahead', () => {
  expect(told(steps(after({ type: 'withdraw' })))).toEqual(['draft done', 'withdrawn now'])
  expect(told(steps(after({ type: 'submit', unanswered: 0 }, { type: 'withdraw' })))).toEqual([
    'draft done',
    'submitted done',
    'withdrawn now',
  ])
})

test('a call that was put aside was never open', () => {
  const discarded = move('call', begin('call').stored, { type: 'discard' })!.stored
  expect(told(picture('call', discarded, 'owner'))).toEqual(['draft done', 'discarded now'])
})

test('the sentence is that of the innermost state, for whoever looks', () => {
  const decided = after(
    { type: 'submit', unanswered: 0 },
    { type: 'startReview' },
    { type: 'askForChange', principle: 'rights' },
    { type: 'acceptPrinciple', principle: 'equity' },
    { type: 'acceptPrinciple', principle: 'transparency' },
    { type: 'acceptPrinciple', principle: 'accountability' },
    { type: 'completeReview' },
    { type: 'decide', outcome: 'declined', conditionCount: 0 },
  )
  const now = (stored: Stored) =>
    picture('assessment', stored, 'reviewing_body').find(({ status }) => status === 'now')
  expect(now(decided)?.sentenceKey).toBe('machines.assessment.state.decided.declined.reviewing_body')
  const failed = move('assessment', decided, { type: 'documentsFailed' })!.stored
  expect(now(failed)?.sentenceKey).toBe('machines.assessment.state.decided.documents_failed.reviewing_body')
  const signing = move('assessment', decided, { type: 'documentsReady' })!.stored
  expect(now(signing)?.sentenceKey).toBe(
    'machines.assessment.state.being_signed.awaiting_reviewer.reviewing_body',
  )
  expect(now(signing)?.labelKey).toBe('machines.assessment.step.being_signed')
})
