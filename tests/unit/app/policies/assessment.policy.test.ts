import { describe, expect, test } from 'vitest'
import { roles, systemActor, type Actor } from '#app/policies/actor.ts'
import {
  assessmentActions,
  conflictOf,
  isOnAuthorSide,
  isOnWritingSide,
  mayAct,
  mayRead,
  needsStepUp,
  readables,
  type AssessmentAct,
  type AssessmentAction,
  type AssessmentFacts,
  type Readable,
  type SigningCapacity,
} from '#app/policies/assessment.policy.ts'
import { aPerson, everybodyTakesPart, everyCase, type Expected } from '#tests/unit/app/policies/people.ts'

const facts: AssessmentFacts = {
  participations: everybodyTakesPart,
  createdById: 'the-author',
  submittedById: 'the-author',
  reviewerIds: ['the-reviewer'],
  decidedById: 'the-approver',
  declaredIds: [
    ...['somebody', 'another', 'a-third', 'adviser', 'auditor', 'beginner', 'both-sides', 'colleague'],
    ...['guest', 'member', 'peer-reviewer', 'sender', 'the-approver', 'the-author', 'the-reviewer'],
  ],
  audience: 'project',
}

const acts: readonly AssessmentAct[] = [
  ...assessmentActions.filter((action) => action !== 'sign'),
  'signAsPrincipalInvestigator',
  'signAsReviewer',
  'signAsApprover',
]
const signs: Partial<Record<AssessmentAct, SigningCapacity>> = {
  signAsPrincipalInvestigator: 'principal_investigator',
  signAsReviewer: 'reviewer',
  signAsApprover: 'approver',
}

/** Asks in the circumstances that favour the act: whoever signs for the review did judge, and so on. */
function favoured(actor: Actor, act: AssessmentAct, given: AssessmentFacts): boolean {
  const capacity = signs[act] ?? null
  const judged = capacity === 'reviewer' ? [actor.id] : given.reviewerIds
  const decided = capacity === 'approver' ? actor.id : given.decidedById
  const assigned =
    act === 'giveOpinion'
      ? [{ personId: actor.id, part: 'second' as const, done: false }]
      : (given.assigned ?? [])
  return mayAct(
    actor,
    capacity ? 'sign' : (act as AssessmentAction),
    { ...given, reviewerIds: judged, decidedById: decided, assigned },
    capacity,
  )
}

const judging = [
  'startReview',
  'acceptPrinciple',
  'askForChange',
  'requestChanges',
  'completeReview',
] as const
const answering = [
  'answer',
  'comment',
  'share',
  'submit',
  'resubmit',
  'takeBack',
  'withdraw',
  'signAsPrincipalInvestigator',
  'lodgeAppeal',
  'takeBackAppeal',
] as const

const ofProject: Expected<AssessmentAct> = {
  'author principal_investigator': answering,
  'author focal_point': ['answer', 'comment'],
  'author safeguarding_lead': ['comment'],
  'reviewing_body programme_officer': ['retryDocuments', 'assignReviewers', 'discuss'],
  'reviewing_body reviewer': [...judging, 'giveOpinion', 'signAsReviewer', 'retryDocuments', 'discuss'],
  'reviewing_body safeguarding_lead': ['discuss'],
  'reviewing_body approver': [
    'decide',
    'returnToReview',
    'askForInformation',
    'revertDecision',
    'replaceDocuments',
    'upholdAppeal',
    'dismissAppeal',
    'supersede',
    'signAsApprover',
    'retryDocuments',
    'assignReviewers',
    'discuss',
  ],
  ...Object.fromEntries(roles.map((role) => [`outside_reviewer ${role}`, ['giveOpinion'] as const])),
}
const ofFunder: Expected<AssessmentAct> = {
  ...ofProject,
  'author safeguarding_lead': answering,
  'author programme_officer': ['comment'],
}

describe.each([
  ['project', ofProject],
  ['funder', ofFunder],
] as const)('an assessment for the audience %s', (audience, expected) => {
  const given = { ...facts, audience }

  test.each(everyCase)('$capacity, $role: refused whatever is not theirs', ({ capacity, role }) => {
    const allowed = expected[`${capacity} ${role}`] ?? []
    const person = aPerson('somebody', { role, in: capacity })
    for (const act of acts.filter((one) => !allowed.includes(one)))
      expect(favoured(person, act, given), act).toBe(false)
    for (const act of allowed) expect(favoured(person, act, given), act).toBe(true)
  })
})

test('nobody without a job may do anything, nor may somebody whose organisation takes no part', () => {
  for (const act of acts) {
    expect(favoured(aPerson('somebody'), act, facts)).toBe(false)
    expect(favoured(aPerson('somebody', { role: 'approver', in: 'elsewhere' }), act, facts)).toBe(false)
  }
})

test('jobs may only report on documents', () => {
  const allowed = assessmentActions.filter((action) => mayAct(systemActor, action, facts))
  expect(allowed).toEqual(['documentsReady', 'documentsFailed'])
  for (const capacity of ['principal_investigator', 'reviewer', 'approver'] as const) {
    expect(mayAct(systemActor, 'sign', facts, capacity)).toBe(false)
  }
})

describe('four eyes', () => {
  const reviewer = (id: string) => aPerson(id, { role: 'reviewer', in: 'reviewing_body' })
  const approver = (id: string) => aPerson(id, { role: 'approver', in: 'reviewing_body' })
  const both = (id: string) =>
    aPerson(id, { role: 'reviewer', in: 'reviewing_body' }, { role: 'approver', in: 'reviewing_body' })
  const undecided = { ...facts, decidedById: null }

  test.each(['author', 'decider'] as const)(
    'a member of the organisation that answers never judges as its %s',
    (side) => {
      for (const role of [
        'programme_officer',
        'administrator',
        'principal_investigator',
        'focal_point',
      ] as const) {
        const conflicted = aPerson(
          'both-sides',
          { role: side === 'author' ? 'reviewer' : 'approver', in: 'reviewing_body' },
          { role, in: 'author' },
        )
        for (const action of [...judging, 'decide', 'returnToReview'] as const)
          expect(mayAct(conflicted, action, undecided)).toBe(false)
        expect(conflictOf(conflicted, undecided)).toBe('author')
      }
    },
  )

  test('somebody who takes part for the author in person does not judge either', () => {
    const participations = [
      ...everybodyTakesPart,
      { organisationId: null, personId: 'adviser', capacity: 'author' as const },
    ]
    expect(mayAct(reviewer('adviser'), 'acceptPrinciple', { ...undecided, participations })).toBe(false)
    expect(mayAct(reviewer('another'), 'acceptPrinciple', { ...undecided, participations })).toBe(true)
  })

  test('whoever began or sent it does not judge it, even after leaving the organisation', () => {
    expect(mayAct(reviewer('the-author'), 'startReview', undecided)).toBe(false)
    expect(mayAct(reviewer('beginner'), 'startReview', { ...undecided, createdById: 'beginner' })).toBe(false)
    expect(mayAct(approver('the-author'), 'decide', undecided)).toBe(false)
    expect(mayAct(approver('sender'), 'decide', { ...undecided, submittedById: 'sender' })).toBe(false)
  })

  test('whoever judged does not decide, and whoever decided does not judge', () => {
    expect(mayAct(both('the-reviewer'), 'decide', undecided)).toBe(false)
    expect(mayAct(both('the-reviewer'), 'returnToReview', undecided)).toBe(false)
    expect(conflictOf(both('the-reviewer'), undecided)).toBe('reviewer')
    expect(mayAct(both('the-approver'), 'acceptPrinciple', facts)).toBe(false)
    expect(mayAct(both('a-third'), 'decide', undecided)).toBe(true)
    expect(conflictOf(both('a-third'), undecided)).toBeNull()
  })

  test('a body that would review itself finds nobody who may', () => {
    const participations = [
      { organisationId: 'funder', personId: null, capacity: 'author' as const },
      { organisationId: 'funder', personId: null, capacity: 'reviewing_body' as const },
    ]
    const itself: AssessmentFacts = { ...undecided, audience: 'funder', participations }
    const everyJob = aPerson(
      'somebody',
      { role: 'reviewer', in: 'funder' },
      { role: 'approver', in: 'funder' },
    )
    for (const action of [...judging, 'decide'] as const) expect(mayAct(everyJob, action, itself)).toBe(false)
  })

  test('the reviewer who signs is one who judged, the approver who signs is the one who decided', () => {
    expect(mayAct(reviewer('another'), 'sign', facts, 'reviewer')).toBe(false)
    expect(mayAct(reviewer('the-reviewer'), 'sign', facts, 'reviewer')).toBe(true)
    expect(mayAct(approver('another'), 'sign', facts, 'approver')).toBe(false)
    expect(mayAct(approver('the-approver'), 'sign', facts, 'approver')).toBe(true)
  })

  test('nobody signs twice in two capacities', () => {
    const everywhere = aPerson(
      'the-reviewer',
      { role: 'principal_investigator', in: 'author' },
      { role: 'reviewer', in: 'reviewing_body' },
      { role: 'approver', in: 'reviewing_body' },
    )
    for (const capacity of ['principal_investigator', 'reviewer', 'approver'] as const) {
      expect(mayAct(everywhere, 'sign', facts, capacity)).toBe(false)
    }
    expect(mayAct(both('the-reviewer'), 'sign', facts, 'approver')).toBe(false)
    expect(mayAct(both('the-approver'), 'sign', facts, 'reviewer')).toBe(false)
  })

  test('a signature without its capacity is refused', () => {
    expect(mayAct(approver('the-approver'), 'sign', facts)).toBe(false)
    expect(mayAct(approver('the-approver'), 'sign', facts, null)).toBe(false)
  })
})

test('somebody who takes part in person brings their job; anybody else of that body does not', () => {
  const participations = [
    { organisationId: 'peer', personId: 'peer-reviewer', capacity: 'reviewing_body' as const },
  ]
  const given = { ...facts, participations, decidedById: null }
  expect(mayAct(aPerson('peer-reviewer', { role: 'reviewer', in: 'peer' }), 'startReview', given)).toBe(true)
  expect(mayAct(aPerson('peer-reviewer', { role: 'reviewer', in: 'elsewhere' }), 'startReview', given)).toBe(
    false,
  )
  expect(mayAct(aPerson('colleague', { role: 'reviewer', in: 'peer' }), 'startReview', given)).toBe(false)
  const inPerson = [{ organisationId: null, personId: 'auditor', capacity: 'reviewing_body' as const }]
  expect(
    mayAct(aPerson('auditor', { role: 'reviewer', in: 'anywhere' }), 'startReview', {
      ...given,
      participations: inPerson,
    }),
  ).toBe(true)
  const nobody = [{ organisationId: null, personId: null, capacity: 'reviewing_body' as const }]
  expect(
    mayAct(aPerson('auditor', { role: 'reviewer', in: 'anywhere' }), 'startReview', {
      ...given,
      participations: nobody,
    }),
  ).toBe(false)
})

describe('somebody invited to write', () => {
  const invited = (capacity: 'contributor' | 'commenter', id = 'guest') => ({
    ...facts,
    decidedById: null,
    participations: [...everybodyTakesPart, { organisationId: null, personId: id, capacity }],
  })
  const everyJob = (id: string, where: string) => aPerson(id, ...roles.map((role) => ({ role, in: where })))

  test.each([
    ['contributor', ['answer', 'comment']],
    ['commenter', ['comment']],
  ] as const)(
    'a %s is refused whatever is not theirs, with every job elsewhere and with none',
    (capacity, own) => {
      for (const guest of [aPerson('guest'), everyJob('guest', 'elsewhere')])
        for (const act of acts)
          expect(favoured(guest, act, invited(capacity)), act).toBe(own.some((one) => one === act))
    },
  )

  test('brings nobody with them: a colleague of theirs, or their whole body, may nothing', () => {
    for (const act of acts) {
      expect(favoured(everyJob('colleague', 'elsewhere'), act, invited('contributor')), act).toBe(false)
      expect(favoured(everyJob('member', 'contributor'), act, facts), act).toBe(false)
    }
  })

  test('who belongs to the reviewing body neither helps to write nor judges', () => {
    const guest = everyJob('guest', 'reviewing_body')
    for (const capacity of ['contributor', 'commenter'] as const) {
      for (const action of ['answer', 'comment', ...judging, 'decide'] as const)
        expect(mayAct(guest, action, invited(capacity)), action).toBe(false)
      expect(mayRead(guest, 'draft', invited(capacity), 'draft')).toBe(false)
      expect(isOnWritingSide(guest, invited(capacity))).toBe(false)
      expect(conflictOf(guest, invited(capacity))).toBe('author')
    }
  })

  test('is on the author’s side, and whoever wrote in what was sent stays so after leaving', () => {
    for (const capacity of ['contributor', 'commenter'] as const) {
      expect(isOnWritingSide(aPerson('guest'), invited(capacity))).toBe(true)
      expect(isOnAuthorSide(aPerson('guest'), invited(capacity))).toBe(true)
    }
    expect(isOnWritingSide(aPerson('guest'), facts)).toBe(false)
    const left = { ...facts, submitterIds: ['the-author', 'guest'] }
    expect(isOnAuthorSide(aPerson('guest'), left)).toBe(true)
    expect(
      mayAct(aPerson('guest', { role: 'reviewer', in: 'reviewing_body' }), 'acceptPrinciple', left),
    ).toBe(false)
  })
})

test('deciding, undoing, hearing an appeal, issuing again and signing ask for a fresh sign-in, nothing else does', () => {
  expect(assessmentActions.filter(needsStepUp)).toEqual([
    'decide',
    'revertDecision',
    'replaceDocuments',
    'upholdAppeal',
    'dismissAppeal',
    'sign',
    'supersede',
  ])
})

describe('before anything is judged', () => {
  const reviewer = aPerson('newcomer', { role: 'reviewer', in: 'reviewing_body' })
  const approver = aPerson('newcomer', { role: 'approver', in: 'reviewing_body' })
  const outsider = aPerson('newcomer', { role: 'focal_point', in: 'elsewhere' })
  const said = { ...facts, decidedById: null, declaredIds: ['newcomer'] }
  const unsaid = { ...facts, decidedById: null, declaredIds: [] }

  test('whoever has not said whether there is a conflict judges, decides and hears nothing', () => {
    for (const action of [...judging] as const) {
      expect(mayAct(reviewer, action, unsaid), action).toBe(false)
      expect(mayAct(reviewer, action, said), action).toBe(true)
    }
    for (const action of [
      'decide',
      'returnToReview',
      'askForInformation',
      'upholdAppeal',
      'dismissAppeal',
    ] as const) {
      expect(mayAct(approver, action, unsaid), action).toBe(false)
      expect(mayAct(approver, action, said), action).toBe(true)
    }
  })

  test('they do not read what was sent either', () => {
    for (const person of [reviewer, approver])
      for (const what of ['submission', 'remarks', 'earlier_remarks'] as const) {
        expect(mayRead(person, what, unsaid, 'in_review')).toBe(false)
        expect(mayRead(person, what, said, 'in_review')).toBe(true)
      }
  })

  test('who stepped back for a conflict does and reads nothing, in whatever capacity', () => {
    const recused = {
      ...said,
      participations: [
        ...everybodyTakesPart,
        { organisationId: null, personId: 'newcomer', capacity: 'recused' as const },
      ],
    }
    for (const person of [reviewer, approver])
      for (const act of acts) expect(favoured(person, act, recused), act).toBe(false)
    for (const what of readables.filter((one) => one !== 'statement'))
      expect(mayRead(reviewer, what, recused, 'signed'), what).toBe(false)
  })

  test('once it is given to a first reviewer, no other reviewer judges it', () => {
    const given = { ...said, assigned: [{ personId: 'another', part: 'first' as const, done: false }] }
    expect(mayAct(reviewer, 'acceptPrinciple', given)).toBe(false)
    const mine = { ...said, assigned: [{ personId: 'newcomer', part: 'first' as const, done: false }] }
    expect(mayAct(reviewer, 'acceptPrinciple', mine)).toBe(true)
  })

  test('a second reviewer gives an opinion until it is done, and neither judges nor decides', () => {
    const second = (done: boolean) => ({
      ...said,
      assigned: [{ personId: 'newcomer', part: 'second' as const, done }],
    })
    const both = aPerson(
      'newcomer',
      { role: 'reviewer', in: 'reviewing_body' },
      { role: 'approver', in: 'reviewing_body' },
    )
    expect(mayAct(both, 'giveOpinion', second(false))).toBe(true)
    expect(mayAct(both, 'giveOpinion', second(true))).toBe(false)
    expect(mayAct(both, 'acceptPrinciple', second(false))).toBe(false)
    expect(mayAct(both, 'decide', second(true))).toBe(false)
  })

  test('somebody from outside reads what was sent and gives an opinion, and nothing else', () => {
    const given = {
      ...said,
      participations: [
        ...everybodyTakesPart,
        { organisationId: null, personId: 'newcomer', capacity: 'outside_reviewer' as const },
      ],
      assigned: [{ personId: 'newcomer', part: 'partner' as const, done: false }],
    }
    expect(acts.filter((act) => favoured(outsider, act, given))).toEqual(['giveOpinion'])
    expect(readables.filter((what) => mayRead(outsider, what, given, 'in_review'))).toEqual(['submission'])
    expect(mayRead(outsider, 'submission', { ...given, declaredIds: [] }, 'in_review')).toBe(false)
  })

  test('whoever decided, or whose decision an appeal set aside, does not hear it or decide anew', () => {
    const decided = { ...said, decidedById: 'newcomer' }
    expect(mayAct(approver, 'upholdAppeal', decided)).toBe(false)
    expect(mayAct(approver, 'revertDecision', decided)).toBe(true)
    expect(mayAct(approver, 'decide', { ...said, formerDeciderIds: ['newcomer'] })).toBe(false)
  })
})

describe('reading', () => {
  const states = [
    'draft',
    'submitted',
    'in_review',
    'changes_requested',
    'awaiting_decision',
    'decided',
    'being_signed',
    'signed',
    'superseded',
    'withdrawn',
  ]
  const read = (person: Actor, state: string, given = facts): Readable[] =>
    readables.filter((what) => mayRead(person, what, given, state))
  const byState = (person: Actor) =>
    Object.fromEntries(states.map((state) => [state, read(person, state).join(' ')]))

  test('administrators read no answer, and strangers nothing but what is published', () => {
    for (const capacity of ['author', 'reviewing_body', 'owner', 'upper_tier', 'outsider']) {
      const administrator = aPerson('somebody', { role: 'administrator', in: capacity })
      for (const state of states) {
        expect(read(administrator, state), `${capacity} ${state}`).toEqual(
          ['signed', 'superseded'].includes(state) ? ['statement'] : [],
        )
      }
    }
    expect(read(aPerson('stranger', { role: 'approver', in: 'elsewhere' }), 'in_review')).toEqual([])
  })

  test('a draft is for its author alone', () => {
    for (const { capacity, role } of everyCase) {
      const mine =
        capacity === 'author' && ['principal_investigator', 'focal_point', 'safeguarding_lead'].includes(role)
      for (const state of states)
        expect(mayRead(aPerson('somebody', { role, in: capacity }), 'draft', facts, state)).toBe(mine)
    }
    const officer = aPerson('officer', { role: 'programme_officer', in: 'author' })
    expect(mayRead(officer, 'draft', { ...facts, audience: 'funder' }, 'draft')).toBe(true)
  })

  test('the author sees what reviewers wrote once it is sent, and the decision once it is made', () => {
    expect(byState(aPerson('pi', { role: 'principal_investigator', in: 'author' }))).toEqual({
      draft: 'draft progress submission earlier_remarks',
      submitted: 'draft progress submission earlier_remarks',
      in_review: 'draft progress submission earlier_remarks',
      changes_requested: 'draft progress submission remarks earlier_remarks',
      awaiting_decision: 'draft progress submission earlier_remarks',
      decided: 'draft progress submission remarks earlier_remarks decision',
      being_signed: 'draft progress submission remarks earlier_remarks decision full_record statement',
      signed: 'draft progress submission remarks earlier_remarks decision full_record statement',
      superseded: 'draft progress submission remarks earlier_remarks decision full_record statement',
      withdrawn: 'draft progress submission earlier_remarks decision full_record statement',
    })
  })

  test.each(['programme_officer', 'reviewer', 'approver', 'safeguarding_lead'] as const)(
    'the %s of the reviewing body reads what was sent, never what is being written',
    (role) => {
      expect(byState(aPerson('somebody', { role, in: 'reviewing_body' }))).toEqual({
        draft: '',
        submitted: 'progress submission remarks earlier_remarks',
        in_review: 'progress submission remarks earlier_remarks',
        changes_requested: 'progress submission remarks earlier_remarks',
        awaiting_decision: 'progress submission remarks earlier_remarks',
        decided: 'progress submission remarks earlier_remarks decision',
        being_signed: 'progress submission remarks earlier_remarks decision full_record statement',
        signed: 'progress submission remarks earlier_remarks decision full_record statement',
        superseded: 'progress submission remarks earlier_remarks decision full_record statement',
        withdrawn: 'progress submission remarks earlier_remarks decision full_record statement',
      })
    },
  )

  test('whoever helps to write reads as the focal point does; whoever comments, not what came of it', () => {
    const reading = (capacity: 'contributor' | 'commenter', state: string) =>
      read(aPerson('guest'), state, {
        ...facts,
        participations: [{ organisationId: null, personId: 'guest', capacity }],
      })
    const focalPoint = aPerson('focal', { role: 'focal_point', in: 'author' })
    for (const state of states) {
      expect(reading('contributor', state), state).toEqual(read(focalPoint, state))
      const kept = [
        'decision',
        'full_record',
        ...(['signed', 'superseded'].includes(state) ? [] : ['statement']),
      ]
      expect(reading('commenter', state), state).toEqual(
        read(focalPoint, state).filter((what) => !kept.includes(what)),
      )
    }
  })

  test('the tier above sees how far it is, never what it says', () => {
    const above = aPerson('above', { role: 'principal_investigator', in: 'upper_tier' })
    expect(read(above, 'draft')).toEqual([])
    expect(read(above, 'in_review')).toEqual(['progress'])
    expect(read(above, 'signed')).toEqual(['progress', 'statement'])
    expect(read(aPerson('beside', { role: 'principal_investigator', in: 'partner' }), 'in_review')).toEqual(
      [],
    )
  })
})
