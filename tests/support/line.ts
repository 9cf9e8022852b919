import { now } from '#app/server/clock.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import type { Actor, OrganisationKind, Role } from '#app/policies/actor.ts'
import { advanceAssessment, type AssessmentIntent } from '#app/server/workflows/assessment.server.ts'
import { saveAnswer } from '#app/server/workflows/answers.server.ts'
import { assignReviewer, declareNone } from '#app/server/repositories/reviewers.server.ts'
import { advanceCall, draftCall } from '#app/server/workflows/call.server.ts'
import { drawDocumentsOf, signDocuments } from '#app/server/workflows/documents.server.ts'
import { startProgramme } from '#app/server/workflows/programme.server.ts'
import { startPlan } from '#app/server/workflows/start-assessment.server.ts'
import { principles, requirementsFor } from '#content/index.ts'
import { firstSelection } from '#tests/support/first-selection.ts'

export interface Organisation {
  id: string
  name: string
  kind: OrganisationKind
}

export async function anOrganisation(name: string, kind: OrganisationKind = 'ngo'): Promise<Organisation> {
  return asSystem('test organisation', (tx) =>
    tx.organisation.create({
      data: { name, kind, country: 'GH', fictional: true },
      select: { id: true, name: true },
    }),
  ).then((row) => ({ ...row, kind }))
}

/** A signed-in person with one job, who has just proved again who they are. */
export async function aPerson(name: string, role: Role, organisation: Organisation): Promise<Actor> {
  const { id, membershipId } = await asSystem('test person', async (tx) => {
    const { id } = await tx.person.create({ data: { name, fictional: true }, select: { id: true } })
    const membership = await tx.membership.create({
      data: { personId: id, organisationId: organisation.id, role },
      select: { id: true },
    })
    return { id, membershipId: membership.id }
  })
  const membership = {
    id: membershipId,
    organisationId: organisation.id,
    organisationName: organisation.name,
    organisationKind: organisation.kind,
    role,
  }
  return {
    id,
    name,
    locale: 'en',
    memberships: [membership],
    membershipId,
    sessionId: '',
    steppedUpAt: now(),
    fictional: true,
  }
}

export type Cast = Awaited<ReturnType<typeof aCast>>

/** A funder with its officer, reviewer and approver, and a partner with its investigator and focal point. */
export async function aCast() {
  const funder = await anOrganisation('Northlight Research Fund', 'funder')
  const partner = await anOrganisation('Tsavanya Listening Circle', 'community')
  return {
    funder,
    partner,
    officer: await aPerson('Ruth', 'programme_officer', funder),
    reviewer: await aPerson('Samuel', 'reviewer', funder),
    approver: await aPerson('Helen', 'approver', funder),
    investigator: await aPerson('Adwoa', 'principal_investigator', partner),
    focalPoint: await aPerson('Efua', 'focal_point', partner),
  }
}

export async function anOpenCall({ officer, funder }: Pick<Cast, 'officer' | 'funder'>): Promise<string> {
  const programme = await startProgramme(
    officer,
    funder.id,
    { title: 'Freedom Commons', summary: 'A programme.' },
    now(),
  )
  const terms = {
    title: 'Community arts against slavery',
    summary: 'Small projects.',
    closesOn: new Date(now().getTime() + 30 * 24 * 60 * 60 * 1000),
    frameworkId: firstSelection.id,
    frameworkVersion: firstSelection.version,
  }
  const id = await draftCall(officer, programme, terms, now())
  await advanceCall(officer, id, { type: 'publish' }, 0, now())
  return id
}

/** A plan in draft with every question answered, unless `answered` says fewer. */
export async function aPlan(cast: Cast, { answered = Infinity } = {}): Promise<string> {
  const callId = await anOpenCall(cast)
  const terms = {
    organisationId: cast.partner.id,
    title: 'Nets and Names',
    country: 'GH',
    locale: 'en' as const,
  }
  const id = await startPlan(cast.investigator, callId, terms, now())
  for (const { id: requirementId } of requirementsFor(firstSelection, 'project').slice(0, answered)) {
    await saveAnswer(
      cast.investigator,
      id,
      requirementId,
      { choice: 'yes', text: 'It is done.', dueOn: null },
      0,
      now(),
    )
  }
  return id
}

export async function move(actor: Actor, id: string, ...intents: AssessmentIntent[]): Promise<void> {
  for (const intent of intents) {
    if (declaredFirst.includes(intent.type)) await declare(id, actor)
    await advanceAssessment(actor, id, intent, 'newest', now())
  }
}

/** Both are first reviewers of it. */
export async function giveTo(id: string, ...reviewers: Pick<Actor, 'id'>[]): Promise<void> {
  await asSystem('test reviewers', async (tx) => {
    for (const { id: personId } of reviewers)
      await assignReviewer(tx, {
        assessmentId: id,
        personId,
        part: 'first',
        assignedById: personId,
        assignedAt: now(),
      })
  })
}

const declaredFirst: readonly AssessmentIntent['type'][] = [
  'startReview',
  'decide',
  'returnToReview',
  'askForInformation',
  'upholdAppeal',
  'dismissAppeal',
]

export async function aSubmittedPlan(cast: Cast): Promise<string> {
  const id = await aPlan(cast)
  await move(cast.investigator, id, { type: 'submit' })
  await declare(id, cast.reviewer, cast.approver)
  return id
}

/** Each says that they have no conflict: whoever judges or decides says so before they read. */
export async function declare(id: string, ...people: Pick<Actor, 'id'>[]): Promise<void> {
  await asSystem('test declarations', async (tx) => {
    for (const person of people) await declareNone(tx, { assessmentId: id, personId: person.id, at: now() })
  })
}

export async function aReviewedPlan(cast: Cast): Promise<string> {
  const id = await aSubmittedPlan(cast)
  await move(
    cast.reviewer,
    id,
    { type: 'startReview' },
    ...principles.map((principle) => ({
      type: 'acceptPrinciple' as const,
      principle,
      reason: 'Clear enough.',
    })),
    { type: 'completeReview' },
  )
  return id
}

export async function aPlanToSign(cast: Cast): Promise<string> {
  const id = await aReviewedPlan(cast)
  await move(cast.approver, id, decided())
  await drawDocumentsOf(id)
  return id
}

export async function aSignedPlan(cast: Cast): Promise<string> {
  const id = await aPlanToSign(cast)
  for (const signer of [cast.investigator, cast.reviewer, cast.approver]) {
    await signDocuments(signer, id, await revisionOf(id), now())
  }
  return id
}

export function decided(
  outcome: 'approved_with_conditions' | 'declined' = 'approved_with_conditions',
): AssessmentIntent {
  const conditions = [
    {
      sentence: 'Every service on the Zemani map has been called.',
      owner: 'Tsavanya Listening Circle',
      evidenceAsked: 'The map with a date on each entry',
      dueOn: new Date('2030-04-30'),
      holdsBack: 'fieldwork' as const,
      moneyFor: 'Safeguarding budget, line 3',
      whyNoMoney: '',
    },
  ]
  return {
    type: 'decide',
    outcome,
    reason: 'A careful plan.',
    conditions: outcome === 'declined' ? [] : conditions,
  }
}

export async function revisionOf(id: string): Promise<number> {
  return asSystem('test', (tx) =>
    tx.assessment.findUniqueOrThrow({ where: { id }, select: { revision: true } }),
  ).then(({ revision }) => revision)
}

export async function stateOf(id: string): Promise<string> {
  return asSystem('test', (tx) =>
    tx.assessment.findUniqueOrThrow({ where: { id }, select: { state: true } }),
  ).then(({ state }) => state)
}
