import { describe, expect, test } from 'vitest'
import { barredFrom, hindranceOf, missingParts, type Candidate } from '#app/policies/review.policy.ts'
import { aPerson } from './people.ts'

const about = {
  organisationId: 'circle',
  reviewingBodyId: 'fund',
  audience: 'project' as const,
  participations: [{ organisationId: null, personId: 'helper', capacity: 'contributor' as const }],
  createdById: 'author',
  submittedById: 'author',
  submitterIds: ['author', 'wrote'],
  reviewerIds: ['judged'],
  decidedById: null,
  formerDeciderIds: ['decided'],
  assigned: [{ personId: 'has', part: 'second' as const, done: false }],
}
const reviewer = (personId: string): Candidate => ({
  personId,
  roles: [{ organisationId: 'fund', role: 'reviewer' }],
  conflicted: false,
})

describe('who may be given a part in a review', () => {
  test('is nobody of the side that wrote it, in whatever way', () => {
    for (const id of ['author', 'wrote', 'helper'])
      expect(hindranceOf(reviewer(id), 'first', about), id).toBe('writes')
    const member = { ...reviewer('x'), roles: [{ organisationId: 'circle', role: 'focal_point' as const }] }
    expect(hindranceOf(member, 'first', about)).toBe('writes')
  })

  test('is nobody who declared a conflict, has a part already, or decided before', () => {
    expect(hindranceOf({ ...reviewer('x'), conflicted: true }, 'first', about)).toBe('conflicted')
    expect(hindranceOf(reviewer('has'), 'first', about)).toBe('hasPart')
    expect(hindranceOf(reviewer('decided'), 'first', about)).toBe('decided')
  })

  test('is a reviewer of the body, and as a second one nobody who judged it as the first', () => {
    const officer = {
      ...reviewer('x'),
      roles: [{ organisationId: 'fund', role: 'programme_officer' as const }],
    }
    expect(hindranceOf(officer, 'first', about)).toBe('noReviewer')
    expect(hindranceOf(reviewer('judged'), 'second', about)).toBe('hasPart')
    expect(hindranceOf(reviewer('judged'), 'first', about)).toBeNull()
    expect(hindranceOf(reviewer('x'), 'first', about)).toBeNull()
  })

  test('from outside is nobody of the body that reviews', () => {
    expect(hindranceOf(reviewer('x'), 'outside', about)).toBe('belongs')
    expect(hindranceOf({ ...reviewer('x'), roles: [] }, 'partner', about)).toBeNull()
  })
})

describe('who still has to be asked', () => {
  const own = { audience: 'funder' as const, organisationId: 'fund', reviewingBodyId: 'peer', assigned: [] }
  test('is nobody for a project', () => {
    expect(missingParts({ ...about, assigned: [] }, true)).toEqual([])
  })
  test('is a paid partner where another body reviews, and also somebody from outside where none does', () => {
    expect(missingParts(own, true)).toEqual(['partner'])
    expect(missingParts({ ...own, reviewingBodyId: 'fund' }, true)).toEqual(['partner', 'outside'])
    const asked = [{ personId: 'p', part: 'partner' as const, done: false }]
    expect(missingParts({ ...own, assigned: asked }, true)).toEqual([])
  })
  test('is no partner as long as the funder pays nobody yet', () => {
    expect(missingParts(own, false)).toEqual([])
    expect(missingParts({ ...own, reviewingBodyId: 'fund' }, false)).toEqual(['outside'])
  })
})

describe('why a step of one’s own job is not one’s own', () => {
  const facts = {
    ...about,
    participations: [
      { organisationId: 'circle', personId: null, capacity: 'author' as const },
      { organisationId: 'fund', personId: null, capacity: 'reviewing_body' as const },
    ],
    undoneDeciderIds: ['decided'],
    assigned: [
      { personId: 'judged', part: 'first' as const, done: false },
      { personId: 'has', part: 'second' as const, done: false },
    ],
  }
  const reviewer = (id: string) => aPerson(id, { role: 'reviewer', in: 'fund' })
  const approver = (id: string) => aPerson(id, { role: 'approver', in: 'fund' })

  test('is told to a reviewer who wrote it, judges beside the first one, or was not given it', () => {
    expect(barredFrom(reviewer('wrote'), 'acceptPrinciple', facts)).toBe('wrote')
    expect(barredFrom(reviewer('has'), 'acceptPrinciple', facts)).toBe('beside')
    expect(barredFrom(reviewer('x'), 'acceptPrinciple', facts)).toBe('another')
    expect(barredFrom(reviewer('judged'), 'acceptPrinciple', facts)).toBeNull()
  })

  test('is told to an approver who wrote it, judged it, decided it, or decided before', () => {
    expect(barredFrom(approver('wrote'), 'decide', facts)).toBe('wrote')
    expect(barredFrom(approver('judged'), 'decide', facts)).toBe('judged')
    expect(barredFrom(approver('decided'), 'decide', facts)).toBe('decidedBefore')
    const appealed = { ...facts, decidedById: 'y' }
    expect(barredFrom(approver('y'), 'upholdAppeal', appealed)).toBe('decided')
    expect(barredFrom(approver('decided'), 'upholdAppeal', appealed)).toBe('decidedBefore')
    expect(barredFrom(approver('has'), 'upholdAppeal', appealed)).toBe('judged')
  })

  test('is told to nobody who may, who only has to declare first, or whose job it is not', () => {
    expect(barredFrom(approver('x'), 'decide', facts)).toBeNull()
    expect(barredFrom(approver('x'), 'upholdAppeal', facts)).toBeNull()
    expect(barredFrom(reviewer('judged'), 'decide', facts)).toBeNull()
    expect(barredFrom(approver('x'), 'acceptPrinciple', facts)).toBeNull()
    const stranger = aPerson('wrote', { role: 'approver', in: 'elsewhere' })
    expect(barredFrom(stranger, 'decide', facts)).toBeNull()
  })
})
