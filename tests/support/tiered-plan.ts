import { now } from '#app/server/clock.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { saveAnswer, type AnswerValue } from '#app/server/workflows/answers.server.ts'
import { advanceCall, draftCall } from '#app/server/workflows/call.server.ts'
import { startProgramme } from '#app/server/workflows/programme.server.ts'
import { startPlan } from '#app/server/workflows/start-assessment.server.ts'
import { framework, type Circumstances, type PlanTerms } from '#content/index.ts'
import type { Tier } from '#content/vocabulary.ts'
import type { Cast } from '#tests/support/line.ts'

export const wholeFramework = framework('amana-ukcdr', 1)

const circumstancesOf: Record<Tier, Circumstances> = {
  0: {},
  1: { people: true, ownCommunity: true, smallAward: true },
  2: { people: true },
  3: { people: true, children: true },
}

export type TieredPlan = { id: string; callId: string; programmeId: string }

/** A plan of the whole framework whose work was described, with nothing answered. */
export async function aTieredPlan(
  cast: Cast,
  tier: Tier,
  { title = 'Nets and Names', locale = 'en' }: { title?: string; locale?: 'en' | 'fr' } = {},
): Promise<TieredPlan> {
  const { officer, funder, investigator, partner } = cast
  const terms = { title: 'Freedom Commons', summary: 'A programme.' }
  const programmeId = await startProgramme(officer, funder.id, terms, now())
  const callId = await draftCall(
    officer,
    programmeId,
    {
      title: 'Community arts against slavery',
      summary: 'Small projects.',
      closesOn: new Date(now().getTime() + 30 * 24 * 60 * 60 * 1000),
      frameworkId: wholeFramework.id,
      frameworkVersion: wholeFramework.version,
    },
    now(),
  )
  await advanceCall(officer, callId, { type: 'publish' }, 0, now())
  const id = await startPlan(
    investigator,
    callId,
    { organisationId: partner.id, title, country: 'GH', locale },
    now(),
  )
  await described(id, investigator.id, { circumstances: circumstancesOf[tier], tier, audiences: ['project'] })
  return { id, callId, programmeId }
}

async function described(assessmentId: string, personId: string, terms: PlanTerms): Promise<void> {
  const { circumstances, tier, audiences } = terms
  await asSystem('test: the work is described', (tx) =>
    tx.planContext.create({
      data: {
        assessmentId,
        circumstances,
        tier,
        audiences: [...audiences],
        revision: 1,
        updatedById: personId,
        updatedAt: now(),
      },
      select: { assessmentId: true },
    }),
  )
}

export async function answered(
  { investigator }: Cast,
  id: string,
  requirementId: string,
  value: Partial<AnswerValue>,
): Promise<void> {
  const saved = await saveAnswer(
    investigator,
    id,
    requirementId,
    { choice: null, text: '', dueOn: null, ...value },
    0,
    now(),
  )
  if (!saved.saved) throw new Error(`${requirementId} was answered before`)
}
