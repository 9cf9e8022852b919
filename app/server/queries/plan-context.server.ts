import type { WorkSaid } from '#app/forms/context.form.ts'
import { mayAct } from '#app/policies/assessment.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { withScope } from '#app/server/database.server.ts'
import { notFound } from '#app/server/errors.server.ts'
import { headOf, nameOf, refuseOtherReaders } from '#app/server/queries/assessment.server.ts'
import { principleTask } from '#app/server/queries/plan-tasks.server.ts'
import { listAnswers } from '#app/server/repositories/answers.server.ts'
import { getAssessment } from '#app/server/repositories/assessments.server.ts'
import { findPlanContext, leastTierOf } from '#app/server/repositories/plan-context.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { passportCounts } from '#app/server/workflows/passport-offer.server.ts'
import { planCounts } from '#app/server/workflows/plan-counts.server.ts'
import { asksForDescription } from '#app/server/workflows/plan-facts.server.ts'
import { askedOf, framework, principles, tierOf, type Audience } from '#content/index.ts'
import { extentOf, hoursOf } from '#content/tier.ts'
import { is } from '#machines/processes.ts'

/** What is said of the work, and what follows from it: the tier, its reasons, how many questions and how many hours. */
export function contextPage(actor: Actor, id: string) {
  return withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), id)
    refuseOtherReaders(actor, row)
    if (!asksForDescription(row)) throw notFound()
    const structure = framework(row.frameworkId, row.frameworkVersion)
    const audience = row.audience as Audience
    const leastTier = await leastTierOf(tx, row)
    const context = await findPlanContext(tx, id)
    const answers = await listAnswers(tx, id)
    const tasks = principles.map((principle) => principleTask(row, principle, answers))
    const counts = planCounts(row, answers)
    const asked = new Set(askedOf(structure, audience, row.plan).map(({ requirement }) => requirement.id))
    const known = new Set(structure.requirements.map((requirement) => requirement.id))
    return {
      ...headOf(row, 'author'),
      now: now(),
      mayDescribe: mayAct(actor, 'answer', row.facts) && is('assessment', row, 'answersOpen'),
      leastTier,
      extent: extentOf(structure, audience, leastTier),
      said: context && {
        work: context as WorkSaid,
        revision: context.revision,
        at: context.updatedAt,
        by: await nameOf(tx, context.updatedById, actor),
      },
      result: row.plan && {
        tier: row.plan.tier,
        reasons: tierOf(row.plan.circumstances, leastTier).reasons,
        hours: hoursOf(structure, audience, row.plan),
        counts,
        tasks,
        passport: await passportCounts(tx, row, answers),
        /** Answers to what is not asked any more: they come back with their question. */
        kept: answers.filter(({ requirementId }) => known.has(requirementId) && !asked.has(requirementId))
          .length,
        first:
          tasks.find(({ neededOpen }) => neededOpen > 0)?.firstOpen ??
          tasks.find(({ firstOpen }) => firstOpen)?.firstOpen ??
          null,
      },
    }
  })
}
