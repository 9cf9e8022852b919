import { describe, expect, test } from 'vitest'
import type { Actor, Role } from '#app/policies/actor.ts'
import type { AssessmentFacts } from '#app/policies/assessment.policy.ts'
import { mayDiscuss, maySettleComment, readBySide } from '#app/policies/discussion.policy.ts'

const person = (id: string, ...jobs: [Role, string][]): Actor => ({
  id,
  name: id,
  locale: 'en',
  memberships: jobs.map(([role, organisationId]) => ({
    id: `${id}-${role}`,
    organisationId,
    organisationName: organisationId,
    organisationKind: 'funder',
    role,
  })),
  membershipId: null,
  sessionId: '',
  steppedUpAt: null,
  fictional: true,
})
const facts: AssessmentFacts = {
  participations: [
    { organisationId: 'partner', personId: null, capacity: 'author' },
    { organisationId: 'funder', personId: null, capacity: 'reviewing_body' },
    { organisationId: 'above', personId: null, capacity: 'upper_tier' },
    { organisationId: null, personId: 'guest', capacity: 'commenter' },
    { organisationId: null, personId: 'outsider', capacity: 'outside_reviewer' },
  ],
  createdById: 'author',
  submittedById: 'author',
  submitterIds: ['author', 'left'],
  reviewerIds: [],
  decidedById: null,
  assigned: [{ personId: 'second', part: 'second', done: false }],
  declaredIds: ['reviewer', 'approver', 'second', 'outsider', 'left', 'between'],
  audience: 'project',
}
const reviewer = person('reviewer', ['reviewer', 'funder'])

describe('among those who judge', () => {
  test.each<[string, Actor]>([
    ['the author', person('author', ['principal_investigator', 'partner'])],
    ['a colleague of the author', person('colleague', ['safeguarding_lead', 'partner'])],
    ['somebody invited to comment', person('guest')],
    ['somebody of both bodies', person('between', ['reviewer', 'funder'], ['focal_point', 'partner'])],
    ['somebody who wrote it and judges elsewhere now', person('left', ['reviewer', 'funder'])],
    ['the body above', person('above', ['programme_officer', 'above'])],
    ['who reads from outside', person('outsider', ['reviewer', 'elsewhere'])],
    ['who only looks after accounts', person('administrator', ['administrator', 'funder'])],
    ['who judges blind', person('second', ['reviewer', 'funder'])],
    ['a reviewer who has not declared', person('newcomer', ['reviewer', 'funder'])],
    [
      'an officer who approves too and has not declared',
      person('n', ['programme_officer', 'funder'], ['approver', 'funder']),
    ],
    ['a stranger', person('stranger', ['approver', 'elsewhere'])],
  ])('%s is refused', (_, who) => {
    expect(mayDiscuss(who, facts)).toBe(false)
  })

  test('whoever stepped back is refused, in whatever job', () => {
    const recused = { organisationId: null, personId: 'reviewer', capacity: 'recused' as const }
    expect(mayDiscuss(reviewer, { ...facts, participations: [...facts.participations, recused] })).toBe(false)
  })

  test('the rest of the body that reviews speaks, and a second reviewer once done', () => {
    for (const role of ['programme_officer', 'safeguarding_lead'] as const)
      expect(mayDiscuss(person('anybody', [role, 'funder']), facts), role).toBe(true)
    expect(mayDiscuss(reviewer, facts)).toBe(true)
    expect(mayDiscuss(person('approver', ['approver', 'funder']), facts)).toBe(true)
    const done = [{ personId: 'second', part: 'second' as const, done: true }]
    expect(mayDiscuss(person('second', ['reviewer', 'funder']), { ...facts, assigned: done })).toBe(true)
  })
})

test('a comment is settled by its own side alone', () => {
  const author = person('author', ['principal_investigator', 'partner'])
  const said = (side: 'writers' | 'reviewers', authorId: string) => ({ side, authorId })
  expect(maySettleComment(author, said('reviewers', 'reviewer'), facts)).toBe(false)
  expect(maySettleComment(reviewer, said('writers', 'author'), facts)).toBe(false)
  expect(maySettleComment(person('guest'), said('writers', 'author'), facts)).toBe(false)
  expect(maySettleComment(person('guest'), said('writers', 'guest'), facts)).toBe(true)
  expect(maySettleComment(author, said('writers', 'guest'), facts)).toBe(true)
  expect(maySettleComment(reviewer, said('reviewers', 'approver'), facts)).toBe(true)
})

test('no side reads what is for the other alone, and the narrowest stands first', () => {
  expect(readBySide).toEqual({ writers: ['writers', 'both'], reviewers: ['reviewers', 'both'] })
})
