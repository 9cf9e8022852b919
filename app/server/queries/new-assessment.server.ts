import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { withScope } from '#app/server/database.server.ts'
import { notPermitted } from '#app/server/errors.server.ts'
import { bodiesThatAnswerForThemselves, bodiesThatPlan } from '#app/server/queries/bodies.server.ts'
import { getCall } from '#app/server/repositories/calls.server.ts'
import { listReviewingBodies } from '#app/server/repositories/reviewing-bodies.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { asShown, currentFramework, framework } from '#content/index.ts'
import { extentOf } from '#content/tier.ts'
import type { Tier } from '#content/vocabulary.ts'

/** Before a plan is begun: for which call, in whose name, and how much work it is. */
export function newPlanPage(actor: Actor, callId: string) {
  return withScope(actor.id, async (tx) => {
    const call = await getCall(tx, scopeOf(actor), callId)
    const bodies = bodiesThatPlan(actor)
    const shown = asShown(call.frameworkId, call.frameworkVersion, 'project', actor.locale, null)
    return {
      kind: 'plan' as const,
      now: now(),
      call: {
        id: call.id,
        title: call.title,
        closesOn: call.closesOn,
        by: call.organisation.name,
        open: call.state === 'open',
      },
      bodies,
      reviewingBodies: [],
      locale: actor.locale,
      count: shown.requirements.length,
      hours: shown.framework.hours,
      extent: extentOf(framework(call.frameworkId, call.frameworkVersion), 'project', call.leastTier as Tier),
    }
  })
}

/** Before a funder begins to answer for itself: who will judge it. */
export function newOwnAssessmentPage(actor: Actor) {
  const bodies = bodiesThatAnswerForThemselves(actor)
  if (bodies.length === 0) throw notPermitted()
  return withScope(actor.id, async (tx) => {
    const shown = asShown(currentFramework.id, currentFramework.version, 'funder', actor.locale)
    const known = await listReviewingBodies(tx)
    return {
      kind: 'own' as const,
      now: now(),
      call: null,
      bodies,
      reviewingBodies: known.filter(({ id }) => bodies.length > 1 || id !== bodies[0]?.id),
      locale: actor.locale,
      count: shown.requirements.length,
      hours: shown.framework.hours,
      extent: null,
    }
  })
}
