import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { startSession } from '#app/server/sign-in/sessions.server.ts'
import { saveAnswer } from '#app/server/workflows/answers.server.ts'
import { startPlan } from '#app/server/workflows/start-assessment.server.ts'
import { principles, requirementsFor } from '#content/index.ts'
import { firstSelection } from '#tests/support/first-selection.ts'
import { aCast, anOpenCall, anOrganisation, aPerson, decided, move, type Cast } from '#tests/support/line.ts'

export interface World {
  cast: Cast
  callId: string
  /** A complete draft of the cast's own partner. */
  draftId: string
}

const answer = {
  choice: 'yes',
  text: 'Two people can be told, one of whom does not answer to the project; both are paid for the hours that this takes.',
  dueOn: null,
}

/** One call and fourteen projects that answer it, some of them on their way. */
export async function layWorld(): Promise<World> {
  const cast = await aCast()
  const callId = await anOpenCall(cast)
  const draftId = await aPlanFor(cast, callId)
  for (let number = 2; number <= 14; number += 1) {
    const partner = await anOrganisation(`Fictional Circle ${number}`, 'community')
    const investigator = await aPerson(`Fictional Person ${number}`, 'principal_investigator', partner)
    const id = await aPlanFor({ ...cast, partner, investigator }, callId)
    if (number % 3 > 0) await move(investigator, id, { type: 'submit' })
    if (number % 3 > 1) await move(cast.reviewer, id, { type: 'startReview' })
  }
  return { cast, callId, draftId }
}

/** With every question answered. */
export async function aPlanFor({ investigator, partner }: Cast, callId: string): Promise<string> {
  const terms = { organisationId: partner.id, title: 'Nets and Names', country: 'GH', locale: 'en' as const }
  const id = await startPlan(investigator, callId, terms, now())
  for (const { id: requirementId } of requirementsFor(firstSelection, 'project')) {
    await saveAnswer(investigator, id, requirementId, answer, 0, now())
  }
  return id
}

export async function aReviewedPlanFor(cast: Cast, callId: string): Promise<string> {
  const id = await aPlanFor(cast, callId)
  await move(cast.investigator, id, { type: 'submit' })
  const accepted = principles.map((principle) => ({
    type: 'acceptPrinciple' as const,
    principle,
    reason: 'Clear.',
  }))
  await move(cast.reviewer, id, { type: 'startReview' }, ...accepted, { type: 'completeReview' })
  return id
}

export async function aDecidedPlanFor(cast: Cast, callId: string): Promise<string> {
  const id = await aReviewedPlanFor(cast, callId)
  await move(cast.approver, id, decided())
  return id
}

export async function cookieOf({ id }: Pick<Actor, 'id'>): Promise<string> {
  return `amana=${await asSystem('bench', (tx) => startSession(tx, id, null, now()))}`
}
