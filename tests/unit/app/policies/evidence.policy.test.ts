import { describe, expect, test } from 'vitest'
import { roles, type Actor, type Role } from '#app/policies/actor.ts'
import type { AssessmentFacts } from '#app/policies/assessment.policy.ts'
import {
  bodiesKept,
  changesPlanEvidence,
  keepsEvidence,
  mayOpenFile,
  readsPlanEvidence,
  type FileFacts,
} from '#app/policies/evidence.policy.ts'

const body = 'body'
const funder = 'funder'

function someone(role: Role, organisationId = body): Actor {
  const membership = {
    id: 'm',
    organisationId,
    organisationName: organisationId,
    organisationKind: 'ngo' as const,
    role,
  }
  return {
    id: 'someone',
    name: 'Someone',
    locale: 'en',
    memberships: [membership],
    membershipId: 'm',
    sessionId: 's',
    steppedUpAt: null,
    fictional: true,
  }
}

type Taking = AssessmentFacts['participations'][number]
const plan = (state: string, ...more: Taking[]) => ({
  state,
  facts: {
    participations: [{ organisationId: body, personId: null, capacity: 'author' as const }, ...more],
    createdById: 'another',
    submittedById: null,
    reviewerIds: [],
    decidedById: null,
    declaredIds: ['someone'],
    audience: 'project' as const,
  },
})
const underReview = plan('in_review', { organisationId: funder, personId: null, capacity: 'reviewing_body' })
const helped = (capacity: 'contributor' | 'commenter') =>
  plan('draft', { organisationId: null, personId: 'someone', capacity })

const aFile = (facts: Partial<FileFacts> = {}): FileFacts => ({
  organisationId: body,
  scan: 'clean',
  plans: [],
  sentWith: [],
  openedTo: [],
  ...facts,
})
const rolesThat = (may: (role: Role) => boolean) => roles.filter(may)

describe('what a body keeps', () => {
  test('is kept by those who write its plans or answer for it, and by nobody of another body', () => {
    expect(rolesThat((role) => keepsEvidence(someone(role), body))).toEqual([
      'programme_officer',
      'principal_investigator',
      'focal_point',
      'safeguarding_lead',
    ])
    expect(rolesThat((role) => keepsEvidence(someone(role, funder), body))).toEqual([])
    expect(bodiesKept(someone('administrator'))).toEqual([])
  })
})

describe('the evidence of a plan', () => {
  test('is read by its author side and whoever was invited, and changed by those who answer', () => {
    const draft = plan('draft')
    expect(rolesThat((role) => readsPlanEvidence(someone(role), draft))).toEqual([
      'principal_investigator',
      'focal_point',
      'safeguarding_lead',
    ])
    expect(rolesThat((role) => changesPlanEvidence(someone(role), draft))).toEqual([
      'principal_investigator',
      'focal_point',
    ])
    const guest = someone('focal_point', 'elsewhere')
    expect([
      readsPlanEvidence(guest, helped('contributor')),
      changesPlanEvidence(guest, helped('contributor')),
    ]).toEqual([true, true])
    expect([
      readsPlanEvidence(guest, helped('commenter')),
      changesPlanEvidence(guest, helped('commenter')),
    ]).toEqual([true, false])
  })

  test('is not there for the body that reviews, before and after it was sent', () => {
    for (const role of roles)
      for (const each of [plan('draft'), underReview])
        expect(readsPlanEvidence(someone(role, funder), each)).toBe(false)
  })
})

describe('a file', () => {
  test('is opened by its keepers, in a plan by those who read it, and by nobody else', () => {
    expect(mayOpenFile(someone('focal_point'), aFile())).toBe(true)
    expect(mayOpenFile(someone('administrator'), aFile({ plans: [plan('draft')] }))).toBe(false)
    expect(mayOpenFile(someone('reviewer', funder), aFile({ plans: [underReview] }))).toBe(false)
    expect(mayOpenFile(someone('focal_point', 'elsewhere'), aFile({ plans: [helped('commenter')] }))).toBe(
      true,
    )
    expect(mayOpenFile(someone('focal_point', 'elsewhere'), aFile({ plans: [plan('draft')] }))).toBe(false)
  })

  test('that was sent is opened by those who review, once it is with them', () => {
    const sent = aFile({ sentWith: [underReview] })
    expect(rolesThat((role) => mayOpenFile(someone(role, funder), sent))).toEqual([
      'programme_officer',
      'reviewer',
      'approver',
      'safeguarding_lead',
    ])
    expect(mayOpenFile(someone('reviewer', 'elsewhere'), sent)).toBe(false)
  })

  test('in an open passport is opened by those who judge', () => {
    const open = aFile({ openedTo: [funder] })
    expect(mayOpenFile(someone('reviewer', funder), open)).toBe(true)
    expect(mayOpenFile(someone('administrator', funder), open)).toBe(false)
    const [inFunder, elsewhere] = [someone('administrator', funder), someone('reviewer', 'elsewhere')]
    const both = { ...inFunder, memberships: [...inFunder.memberships, ...elsewhere.memberships] }
    expect(mayOpenFile(both, open)).toBe(false)
  })

  test('in which something harmful was found is opened by nobody', () => {
    const facts = aFile({
      scan: 'infected',
      plans: [plan('draft')],
      sentWith: [underReview],
      openedTo: [funder],
    })
    for (const role of roles)
      for (const organisation of [body, funder])
        expect(mayOpenFile(someone(role, organisation), facts)).toBe(false)
  })
})
