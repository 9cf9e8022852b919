import type { Actor, Role } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { withScope } from '#app/server/database.server.ts'
import { notPermitted } from '#app/server/errors.server.ts'
import {
  countAssessments,
  countOwed,
  type OwedCount,
  type StateCount,
} from '#app/server/repositories/assessment-lists.server.ts'
import { listOwnCalls } from '#app/server/repositories/calls.server.ts'
import { lessonsInOverview } from '#app/server/queries/lessons.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'

const readers: readonly Role[] = ['programme_officer', 'approver', 'reviewer', 'safeguarding_lead']
/** The states that a call is told in; whatever came to an end is counted together. */
export const columns = [
  'submitted',
  'in_review',
  'changes_requested',
  'awaiting_decision',
  'decided',
  'signed',
] as const
export type Column = (typeof columns)[number]

const columnOf: Record<string, Column> = {
  submitted: 'submitted',
  in_review: 'in_review',
  changes_requested: 'changes_requested',
  awaiting_decision: 'awaiting_decision',
  decided: 'decided',
  being_signed: 'decided',
  signed: 'signed',
}

/** Calls by state, what is owed and by whom, and what has waited longest: one page for those who answer for it. */
export function dashboardPage(actor: Actor) {
  if (!actor.memberships.some(({ role }) => readers.includes(role))) throw notPermitted()
  return withScope(actor.id, async (tx) => {
    const counts = (await countAssessments(tx)).filter(({ judges }) => judges)
    const calls = await listOwnCalls(tx, scopeOf(actor))
    const owed = (await countOwed(tx, now())).filter(({ judges }) => judges)
    return {
      now: now(),
      calls: calls
        .map(({ id, title, state, closesOn }) => ({
          id,
          title,
          state,
          closesOn,
          counts: row(counts.filter(({ callId }) => callId === id)),
        }))
        .filter(({ state, counts }) => state !== 'draft' || Object.values(counts).some((count) => count > 0)),
      own: row(counts.filter(({ callId }) => callId === null)),
      longest: longestWaiting(counts),
      owed: owedBy(owed),
      lessons: await lessonsInOverview(tx),
    }
  })
}

function row(counts: StateCount[]): Record<Column, number> {
  const sums = Object.fromEntries(columns.map((column) => [column, 0])) as Record<Column, number>
  for (const { state, count } of counts) {
    const column = columnOf[state]
    if (column) sums[column] += count
  }
  return sums
}

/** Since when the oldest plan in each state waits for us. */
function longestWaiting(counts: StateCount[]) {
  return (['submitted', 'in_review', 'awaiting_decision'] as const).flatMap((state) => {
    const mine = counts.filter((one) => one.state === state && one.oldest !== null)
    const oldest = mine.map((one) => one.oldest!.getTime()).sort((a, b) => a - b)[0]
    return oldest === undefined
      ? []
      : [{ state, count: mine.reduce((sum, one) => sum + one.count, 0), since: new Date(oldest) }]
  })
}

const waitsFor = {
  waiting_for_money: 'us',
  open: 'partner',
  given: 'us',
  checked: 'us',
  met: 'nobody',
} as const

/** Both sides in the same weight: what we owe, what partners owe, and how much of it is late. */
function owedBy(owed: OwedCount[]) {
  const sum = (who: 'us' | 'partner' | 'nobody', late?: boolean) =>
    owed
      .filter(
        (one) =>
          waitsFor[one.state as keyof typeof waitsFor] === who && (late === undefined || one.late === late),
      )
      .reduce((total, { count }) => total + count, 0)
  return {
    us: { all: sum('us'), late: sum('us', true) },
    partner: { all: sum('partner'), late: sum('partner', true) },
    met: sum('nobody'),
    waitingForMoney: owed
      .filter(({ state }) => state === 'waiting_for_money')
      .reduce((n, { count }) => n + count, 0),
  }
}
