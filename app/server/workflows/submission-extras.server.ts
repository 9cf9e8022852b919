import { z } from 'zod'
import type { Transaction } from '#app/server/database.server.ts'
import type { SentEvidence } from '#app/components/evidence/evidence-data.ts'
import { registersForSubmission, type SentRegisters } from '#app/server/queries/register-tables.server.ts'
import { evidenceForSubmission } from '#app/server/workflows/evidence-sent.server.ts'
import type { AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import { leastTierOf } from '#app/server/repositories/plan-context.server.ts'
import { asksForDescription } from '#app/server/workflows/plan-facts.server.ts'
import { tierOf, type TierReason } from '#content/index.ts'
import { audiences, circumstances, tiers } from '#content/vocabulary.ts'

export type Extras = { plan?: SentPlan; registers?: SentRegisters; evidence?: SentEvidence[] }

/** What goes out with the questions and answers: only what is there, so that an answer by itself is sent as it always was. */
export async function extrasFor(tx: Transaction, row: AssessmentRow): Promise<Extras> {
  const registers = row.audience === 'project' ? await registersForSubmission(tx, row.id) : null
  const evidence = await evidenceForSubmission(tx, row)
  return {
    ...(await planOf(tx, row)),
    ...(registers && holdsSomething(registers) ? { registers } : {}),
    ...(evidence.length > 0 ? { evidence } : {}),
  }
}

/** Lists of lists: something is in one of them. */
function holdsSomething(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsSomething)
}

/** How the work was described when the plan was sent, for those who read it and may not read drafts. */
const SentPlan = z.object({
  circumstances: z.partialRecord(z.enum(circumstances), z.boolean()),
  tier: z.literal(tiers),
  audiences: z.array(z.enum(audiences)),
  reasons: z.array(z.string().transform((reason) => reason as TierReason)),
})
export type SentPlan = z.output<typeof SentPlan>

async function planOf(tx: Transaction, row: AssessmentRow): Promise<{ plan?: SentPlan }> {
  if (!row.plan || !asksForDescription(row)) return {}
  const { circumstances, tier, audiences } = row.plan
  const { reasons } = tierOf(circumstances, await leastTierOf(tx, row))
  return { plan: { circumstances, tier, audiences: [...audiences], reasons } }
}

/** Null in what was sent under a framework that does not ask for it. */
export function sentPlan(content: object): SentPlan | null {
  return 'plan' in content ? SentPlan.parse(content.plan) : null
}
