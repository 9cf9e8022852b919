import type { Actor } from '#app/policies/actor.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import type { Transaction } from '#app/server/database.server.ts'
import type { ConcernRow } from '#app/server/repositories/concern-moves.server.ts'
import { keepNextDue } from '#app/server/workflows/duty-clocks.server.ts'
import type { SealedGiven } from '#app/server/workflows/case-content.server.ts'
import { writeDown } from '#app/server/workflows/case-plans.server.ts'
import { bookWhatLiesAhead, findPerson } from '#app/server/workflows/detriment-checks.server.ts'
import { dayOf } from '#content/working-days.ts'

interface AboutPerson {
  personId: string
  parts: readonly SealedGiven[]
}

/** Somebody without a code who could be made to suffer: name, part and way are sealed, and here they are a random id. */
export function addPerson(
  actor: Actor,
  concernId: string,
  { parts }: Pick<AboutPerson, 'parts'>,
  now: Date,
): Promise<void> {
  const personId = randomId()
  return writeDown(
    actor,
    concernId,
    'plan.person',
    { person: personId },
    parts,
    now,
    ({ remembered }) => remembered.kind === 'concern',
    (tx) => book(tx, concernId, personId, now),
  )
}

/** By which way this person wishes to be asked. */
export function sayHowToAsk(
  actor: Actor,
  concernId: string,
  { personId, parts }: AboutPerson,
  now: Date,
): Promise<void> {
  const data = { person: personId }
  const isHere = async (_row: ConcernRow, tx: Transaction) =>
    (await findPerson(tx, concernId, personId)) !== null
  return writeDown(actor, concernId, 'plan.askWay', data, parts, now, isHere)
}

/** Who did not wish to be asked does so again. */
export function askAgain(
  actor: Actor,
  concernId: string,
  { personId, parts }: AboutPerson,
  now: Date,
): Promise<void> {
  const data = { person: personId }
  const isLeftAlone = async (_row: ConcernRow, tx: Transaction) =>
    (await findPerson(tx, concernId, personId))?.asked === false
  return writeDown(actor, concernId, 'plan.askAgain', data, parts, now, isLeftAlone, (tx) =>
    book(tx, concernId, personId, now),
  )
}

async function book(tx: Transaction, concernId: string, personId: string, now: Date): Promise<void> {
  await bookWhatLiesAhead(tx, concernId, personId, dayOf(now))
  await keepNextDue(tx, concernId)
}
