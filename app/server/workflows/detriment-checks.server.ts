import { randomId } from '#app/server/crypto/hash.server.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { addChecks, listCasePersons, type CasePerson } from '#app/server/repositories/case-persons.server.ts'
import { checksForNewcomer, detrimentDays, type Check, type DetrimentStart } from '#content/concern-clocks.ts'
import { addDays, dateOf, dayOf, type Day } from '#content/working-days.ts'

/** A check lies on a day and is late when that day is over. */
export function checkRow({ startedOn, onDay }: Check) {
  return { startedOn: dateOf(startedOn), dueAt: dateOf(addDays(onDay, 1)) }
}

export function checkDay({ dueAt }: { dueAt: Date }): Day {
  return addDays(dayOf(dueAt), -1)
}

/** For everybody in the case who wishes to be asked. Where nobody has a thread yet, somebody told of it all the same. */
export async function bookChecks(
  tx: Transaction,
  concernId: string,
  from: DetrimentStart,
  on: Day,
): Promise<void> {
  const persons = await listCasePersons(tx, concernId)
  const found = persons.length > 0 ? persons : [somebody()]
  await addChecks(
    tx,
    concernId,
    found
      .filter(({ asked }) => asked)
      .flatMap((person) =>
        rowsFor(
          person,
          detrimentDays(from, on).map((onDay) => ({ startedOn: on, onDay })),
        ),
      ),
  )
}

/** For somebody who joins, or lets themselves be asked again: what still lies ahead of the others. */
export async function bookWhatLiesAhead(
  tx: Transaction,
  concernId: string,
  personId: string,
  today: Day,
): Promise<void> {
  const persons = await listCasePersons(tx, concernId)
  const booked = persons.flatMap(({ checks }) =>
    checks.map((check) => ({ startedOn: dayOf(check.startedOn), onDay: checkDay(check) })),
  )
  // An ordinary complaint has no checks until it becomes more.
  if (booked.length === 0) return
  const person = persons.find(({ id }) => id === personId) ?? somebody(personId)
  await addChecks(tx, concernId, rowsFor(person, checksForNewcomer(booked, today)))
}

/** Of this case, or nobody. */
export async function findPerson(
  tx: Transaction,
  concernId: string,
  personId: string,
): Promise<CasePerson | null> {
  return (await listCasePersons(tx, concernId)).find(({ id }) => id === personId) ?? null
}

/** Everybody is to be asked, or said that they do not wish it. */
export function areAllBooked(persons: readonly CasePerson[]): boolean {
  return persons.every(({ asked, checks }) => !asked || checks.some(({ stoppedOn }) => stoppedOn === null))
}

function somebody(id = randomId()): CasePerson {
  return { id, hasThread: false, asked: true, checks: [], partIds: [] }
}

/** Nobody is asked twice on one day. */
function rowsFor({ id, checks }: CasePerson, days: readonly Check[]) {
  const taken = new Set(checks.filter(({ stoppedOn }) => stoppedOn === null).map(checkDay))
  return days.filter(({ onDay }) => !taken.has(onDay)).map((check) => ({ personRef: id, ...checkRow(check) }))
}
