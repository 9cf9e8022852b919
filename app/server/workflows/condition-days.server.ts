import { conditionClock, type ConditionClock, type ConditionDays } from '#content/condition-clock.ts'
import { dayOf, type Day } from '#content/working-days.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { localDaysOf, type ConditionRow } from '#app/server/repositories/conditions.server.ts'

/** What the clock asks about a condition. Days are counted in universal time. */
export function daysOf(row: ConditionRow): ConditionDays {
  const { state, daysAfterFunds, fundsExpectedOn, fundsArrivedOn } = row
  return {
    state,
    daysAfterFunds,
    dueOn: dayOf(row.dueOn),
    setOn: dayOf(row.createdAt),
    fundsExpectedOn: fundsExpectedOn && dayOf(fundsExpectedOn),
    fundsArrivedOn: fundsArrivedOn && dayOf(fundsArrivedOn),
    timeAsked: row.remembered.timeAsked ?? null,
    events: row.events.map(({ kind, at }) => ({ kind, on: dayOf(at) })),
  }
}

export interface ClockRead extends ConditionClock {
  /** What today is called by whoever is waited for, when they do not work because of it. */
  restDay: string | null
}

/** The clocks of several conditions, each in the calendars of its two sides. */
export async function readClocks(
  tx: Transaction,
  rows: readonly ConditionRow[],
  now: Date,
): Promise<Map<string, ClockRead>> {
  const today = dayOf(now)
  const bodies = rows.flatMap(({ assessment }) => [assessment.organisationId, assessment.reviewingBodyId])
  const localDays = await localDaysOf(tx, bodies)
  const of = (id: string) => localDays.get(id) ?? new Map<Day, string>()
  return new Map(
    rows.map((row) => {
      const owner = of(row.assessment.organisationId)
      const reviewer = of(row.assessment.reviewingBodyId)
      const clock = conditionClock(daysOf(row), today, {
        owner: new Set(owner.keys()),
        reviewer: new Set(reviewer.keys()),
      })
      const rest = clock.waitingFor === 'partner' ? owner : reviewer
      return [row.id, { ...clock, restDay: clock.waitingFor === null ? null : (rest.get(today) ?? null) }]
    }),
  )
}
