import type { Actor } from '#app/policies/actor.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { asSystem, type Transaction } from '#app/server/database.server.ts'
import { notReady } from '#app/server/errors.server.ts'
import { whoGivesMoney } from '#app/server/repositories/concern-moves.server.ts'
import { listLocalDays } from '#app/server/repositories/local-days.server.ts'
import { mustHaveOpened, type SealedGiven } from '#app/server/workflows/case-content.server.ts'
import { ownClause } from '#app/server/workflows/case-notices.server.ts'
import { writeDown } from '#app/server/workflows/case-plans.server.ts'
import { startDutyClock } from '#app/server/workflows/duty-clocks.server.ts'
import type { ClauseCalendar, ClauseUnit } from '#app/forms/duty-clock.ts'
import { dateOf, dayOf, type Day } from '#content/working-days.ts'

export interface ClauseClock {
  /** From which day it counts: what was told on paper counts from the telling. */
  startsOn: Day
  amount: number
  unit: ClauseUnit
  /** Whose days of rest working days leave out. */
  calendar: ClauseCalendar
  /** In which its days end. */
  zone: string
  /** Whose clause it is, its words or number, and what it asks for: under the key that every handler has. */
  parts: readonly SealedGiven[]
}

/** A clause of a contract that no country pack knows. It runs until what it asks for is given, or does not apply. */
export async function enterClauseClock(
  actor: Actor,
  concernId: string,
  { startsOn, amount, unit, calendar, zone, parts }: ClauseClock,
  now: Date,
): Promise<void> {
  // Whose money it is is read past row-level security, so nobody gets that far who does not handle the case.
  await mustHaveOpened(actor, concernId)
  if (startsOn > dayOf(now)) throw notReady()
  const restDays =
    calendar === 'funder' ? await restOfFunder(concernId, startsOn) : calendar === 'none' ? [] : null
  const code = `${ownClause}c-${randomId()}`
  const data = { duty: code, from: startsOn, amount: String(amount), unit, calendar, zone }
  await writeDown(actor, concernId, 'notice.clause', data, parts, now, undefined, (tx, { organisationId }) =>
    startDutyClock(tx, {
      concernId,
      organisationId,
      duty: { code, basis: 'contract' },
      knewOn: startsOn,
      amount,
      unit,
      zone,
      calendar,
      ...(restDays ? { restDays } : {}),
    }),
  )
}

/** The holidays of whoever gives the money are no secret, but no handler need know that body otherwise. */
function restOfFunder(concernId: string, from: Day): Promise<Day[]> {
  return asSystem('days of rest of whoever gives the money', async (tx: Transaction) => {
    const organisationId = await whoGivesMoney(tx, concernId)
    if (organisationId === null) throw notReady()
    return (await listLocalDays(tx, [organisationId], dateOf(from), 400)).map(({ day }) => day)
  })
}
