import { now, replaceClock } from '#app/server/clock.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { advanceCall, draftCall } from '#app/server/workflows/call.server.ts'
import { startProgramme } from '#app/server/workflows/programme.server.ts'
import { startPlan } from '#app/server/workflows/start-assessment.server.ts'
import { saveAnswer } from '#app/server/workflows/answers.server.ts'
import { principles, requirementsFor } from '#content/index.ts'
import { addDays, dateOf, dayOf } from '#content/working-days.ts'
import { firstSelection } from '#tests/support/first-selection.ts'
import { aPerson, declare, move, type Organisation } from '#tests/support/line.ts'

export interface LateMoney {
  id: string
  /** What is owed. */
  sentence: string
  decidedOn: string
  /** For when the money was promised. */
  expectedOn: string
}

const sentence = 'A second focal point is trained, and her hours are paid.'
const title = 'Songs of the harbour'
const daysAgo = { decided: 41, expected: 12 }

/** A plan that people before the cast wrote and approved: what time does to a condition cannot be waited for. */
export async function aPlanWhoseMoneyIsLate(body: Organisation, partner: Organisation): Promise<LateMoney> {
  const today = dayOf(now())
  const decidedOn = addDays(today, -daysAgo.decided)
  const expectedOn = addDays(today, -daysAgo.expected)
  const officer = await aPerson('Wren Fictional', 'programme_officer', body)
  const reviewer = await aPerson('Odile Fictional', 'reviewer', body)
  const approver = await aPerson('Hugh Fictional', 'approver', body)
  const investigator = await aPerson('Akosua Fictional', 'principal_investigator', partner)
  const back = replaceClock(() => new Date(`${decidedOn}T09:00:00Z`))
  await sinceThen()

  const words = { title: 'Of the harbour', summary: 'Work that began some time ago.' }
  const programme = await startProgramme(officer, body.id, words, now())
  await sinceThen()
  const terms = { closesOn: dateOf(addDays(decidedOn, 1)), frameworkId: firstSelection.id }
  const callTerms = { ...words, ...terms, frameworkVersion: firstSelection.version }
  const callId = await draftCall(officer, programme, callTerms, now())
  await sinceThen()
  await advanceCall(officer, callId, { type: 'publish' }, 0, now())
  const start = { organisationId: partner.id, title, country: 'GH', locale: 'en' as const }
  const id = await startPlan(investigator, callId, start, now())
  await sinceThen()
  for (const { id: requirementId } of requirementsFor(firstSelection, 'project'))
    await saveAnswer(investigator, id, requirementId, { choice: 'yes', text: 'Yes.', dueOn: null }, 0, now())

  await move(investigator, id, { type: 'submit' })
  await sinceThen()
  await declare(id, reviewer, approver)
  const judged = principles.map((principle) => ({
    type: 'acceptPrinciple' as const,
    principle,
    reason: 'Clear.',
  }))
  await move(reviewer, id, { type: 'startReview' }, ...judged, { type: 'completeReview' })
  const condition = {
    sentence,
    owner: partner.name,
    evidenceAsked: 'Her certificate',
    howChecked: 'Somebody calls her.',
    holdsBack: 'payment' as const,
    pays: 'reviewing_body' as const,
    moneyFor: 'Safeguarding budget, line 3',
    whyNoMoney: '',
    fundsExpectedOn: dateOf(expectedOn),
    daysAfterFunds: 30,
    dueOn: dateOf(addDays(expectedOn, 30)),
  }
  await move(approver, id, {
    type: 'decide',
    outcome: 'approved_with_conditions',
    reason: 'A careful plan.',
    conditions: [condition],
  })
  back()
  return { id, sentence, decidedOn, expectedOn }
}

/** The database says since when somebody has a part by its own clock, which is not put back. */
function sinceThen(): Promise<unknown> {
  const later = { where: { fromAt: { gt: now() } }, data: { fromAt: now() } }
  return asSystem('they have had their part since then', async (tx) => {
    await tx.membership.updateMany(later)
    await tx.participation.updateMany(later)
  })
}
