import type { Actor } from '#app/policies/actor.ts'
import { mayAct as mayActOnCall } from '#app/policies/call.policy.ts'
import { now } from '#app/server/clock.server.ts'
import { withScope } from '#app/server/database.server.ts'
import {
  bodiesThatAnswerForThemselves,
  bodiesThatPlan,
  bodiesThatRunProgrammes,
} from '#app/server/queries/bodies.server.ts'
import { linesWaiting } from '#app/server/queries/condition-lines.server.ts'
import { readable, summaryOf, whatWaits } from '#app/server/queries/waiting.server.ts'
import {
  countAssessments,
  listAssessments,
  type StateCount,
} from '#app/server/repositories/assessment-lists.server.ts'
import { listOpenCalls, listOwnCalls } from '#app/server/repositories/calls.server.ts'
import { listProgrammes } from '#app/server/repositories/programmes.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'

/** As many lines as somebody reads; the list behind it has them all. */
const mostOnHome = 50
export const linesOnPage = 50

/** What waits for this person first, then everything else that can be seen. */
export function homePage(actor: Actor) {
  return withScope(actor.id, async (tx) => {
    const scope = scopeOf(actor)
    const { waiting, count } = await whatWaits(tx, actor, mostOnHome)
    const conditions = await linesWaiting(tx, actor, mostOnHome)
    const plans = bodiesThatPlan(actor).length > 0
    const calls = await listOwnCalls(tx, scope)
    return {
      now: now(),
      waiting,
      more: count - waiting.length,
      conditions: conditions.lines,
      moreConditions: conditions.count - conditions.lines.length,
      toPublish: calls.filter(
        ({ state, facts }) => state === 'draft' && mayActOnCall(actor, 'publish', facts),
      ),
      byState: byState(await countAssessments(tx)),
      calls,
      open: plans ? await listOpenCalls(tx) : [],
      programmes: await listProgrammes(tx, scope),
      may: {
        plan: plans,
        startProgramme: bodiesThatRunProgrammes(actor).length > 0,
        startOwn: bodiesThatAnswerForThemselves(actor).length > 0,
      },
    }
  })
}

/** Fifty at a time, of all states or of one. */
export function assessmentsPage(actor: Actor, asked: { state?: string | null; page?: string | null } = {}) {
  return withScope(actor.id, async (tx) => {
    const counts = byState(await countAssessments(tx))
    const state = counts.find((one) => one.state === asked.state)?.state ?? null
    const page = Math.max(1, Number.parseInt(asked.page ?? '1', 10) || 1)
    const found = await listAssessments(tx, scopeOf(actor), {
      ...(state ? { states: [state] } : {}),
      skip: (page - 1) * linesOnPage,
      take: linesOnPage + 1,
    })
    return {
      now: now(),
      counts,
      state,
      page,
      next: found.length > linesOnPage,
      lines: readable(actor, found.slice(0, linesOnPage)).map((line) => summaryOf(actor, line)),
      may: {
        startOwn: bodiesThatAnswerForThemselves(actor).length > 0,
        plan: bodiesThatPlan(actor).length > 0,
      },
    }
  })
}

function byState(counts: StateCount[]) {
  const sums = new Map<string, number>()
  for (const { state, count } of counts) sums.set(state, (sums.get(state) ?? 0) + count)
  return [...sums].map(([state, count]) => ({ state, count }))
}
