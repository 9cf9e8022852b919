import { now } from '#app/server/clock.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { saveAnswer } from '#app/server/workflows/answers.server.ts'
import { advanceCall, draftCall } from '#app/server/workflows/call.server.ts'
import { askedOfBody } from '#app/server/workflows/passport-offer.server.ts'
import { startProgramme } from '#app/server/workflows/programme.server.ts'
import { startPlan } from '#app/server/workflows/start-assessment.server.ts'
import { currentFramework } from '#content/index.ts'
import type { Cast } from '#tests/support/line.ts'

const { id: frameworkId, version: frameworkVersion } = currentFramework
const plan = { circumstances: {}, tier: 2 as const, audiences: ['project' as const, 'organisation' as const] }

/** Questions to a body about itself that are answered by choosing. */
export const ofBody = askedOfBody({ frameworkId, frameworkVersion, audience: 'project', plan })
  .filter(({ answer }) => answer === 'yes-partly-no')
  .map(({ id }) => id)

/** A described plan in draft for a new call of this cast's funder, under the current framework. */
export async function aDescribedPlan(
  { officer, funder, partner, investigator }: Cast,
  title = 'Nets and names',
): Promise<{ id: string; callId: string }> {
  const words = { title: `Programme of ${title}`, summary: 'A programme.' }
  const programme = await startProgramme(officer, funder.id, words, now())
  const closesOn = new Date(now().getTime() + 30 * 24 * 60 * 60 * 1000)
  const call = {
    title: `Call for ${title}`,
    summary: 'Small projects.',
    closesOn,
    frameworkId,
    frameworkVersion,
  }
  const callId = await draftCall(officer, programme, call, now())
  await advanceCall(officer, callId, { type: 'publish' }, 0, now())
  const terms = { organisationId: partner.id, title, country: 'GH', locale: 'en' as const }
  const id = await startPlan(investigator, callId, terms, now())
  await asSystem('test description', (tx) =>
    tx.planContext.create({
      data: { assessmentId: id, ...plan, revision: 1, updatedById: investigator.id, updatedAt: now() },
    }),
  )
  return { id, callId }
}

export async function answered(
  { investigator }: Cast,
  id: string,
  requirementIds: string[],
  text = 'We do.',
): Promise<void> {
  const value = { choice: 'yes', text, dueOn: null }
  for (const requirementId of requirementIds)
    await saveAnswer(investigator, id, requirementId, value, 0, now())
}
