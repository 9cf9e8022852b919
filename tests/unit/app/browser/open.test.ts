import { expect, test } from 'vitest'
import { copiesIn, needsProof } from '#app/browser/open.ts'
import type { Part } from '#app/sealing/parts.ts'

const said: Part = { kind: 'message', from: 'person', words: 'I agree.', fileIds: [] }
const agreed: Part = {
  kind: 'share_answer',
  shareId: '00000000-0000-4000-8000-000000000000',
  answer: 'agreed',
}

test('what came with a code needs no signature; what a handler kept in somebody’s name says that it is not proven', () => {
  for (const part of [said, agreed]) {
    expect(needsProof(part, false)).toBe(false)
    expect(needsProof(part, true)).toBe(true)
  }
  expect(needsProof({ ...said, from: 'handler' }, false)).toBe(true)
})

test('a signed part that stands there a second time is a copy; one part at two places of a page is not', () => {
  const one = { partId: 'a', signature: 's' }
  expect(copiesIn([one, { partId: 'b', signature: 's' }, { partId: 'c', signature: 's' }])).toEqual([1, 2])
  expect(copiesIn([one, one, { partId: 'b', signature: 't' }])).toEqual([])
})
