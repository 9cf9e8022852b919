import type { Actor } from '#app/policies/actor.ts'
import { importDays } from '#app/forms/case-import.form.ts'
import { now } from '#app/server/clock.server.ts'
import { shownReaders } from '#app/server/concerns/choose-readers.server.ts'
import { doorFacts } from '#app/server/concerns/door-facts.server.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { withScope } from '#app/server/database.server.ts'
import { notFound } from '#app/server/errors.server.ts'
import { referenceOf } from '#app/server/queries/cases.server.ts'
import { colleaguesOf } from '#app/server/queries/colleagues.server.ts'
import { personOf } from '#app/server/queries/case.server.ts'
import { lockBodies } from '#app/server/queries/lock.server.ts'
import {
  listBroughtIn,
  type ImportDoor,
  type OwnCountedKey,
} from '#app/server/repositories/case-import.server.ts'
import { listHandlerKeys } from '#app/server/repositories/cases.server.ts'
import { bodiesHandledBy, doorsToImport, importedId } from '#app/server/workflows/case-import.server.ts'
import { dayOf } from '#content/working-days.ts'

/** Where a handler brings in cases that began elsewhere: which page, then one case after another. */
export async function importPage(actor: Actor, doorId: string | null, broughtIn: string | null) {
  bodiesHandledBy(actor)
  const { doors, keys, before } = await withScope(actor.id, async (tx) => ({
    ...(await doorsToImport(tx, actor)),
    before: (await listBroughtIn(tx)).map((row) => ({ ...row, reference: referenceOf(row.id) })),
  }))
  const door = doorId ? doors.find(({ id }) => id === doorId) : doors.length === 1 ? doors[0] : undefined
  if (doorId && !door) throw notFound()
  return {
    now: now(),
    before,
    just: before.find(({ id }) => id === broughtIn) ?? null,
    doors: doors.map(({ id, name }) => ({ id, name })),
    chosen: door ? await chosenDoor(actor, door, keys) : null,
  }
}

async function chosenDoor(actor: Actor, door: ImportDoor, keys: readonly OwnCountedKey[]) {
  const facts = await doorFacts(door.slug)
  const readers = facts ? shownReaders(facts, now()) : []
  const named = new Set(readers.map(({ keyId }) => keyId))
  // Of the project or its site nobody reads, and so nobody brings anything in.
  const own = keys.filter(({ id, organisationId }) => organisationId === door.organisationId && named.has(id))
  // The receiving body first, whether or not somebody is on duty there: whoever brings it in is there.
  const first = [...readers].sort(
    (one, other) =>
      Number(other.organisationId === door.organisationId) -
      Number(one.organisationId === door.organisationId),
  )
  const { statements, colleagues } = await withScope(actor.id, async (tx) => ({
    statements: await listHandlerKeys(tx, [...named]),
    colleagues: await colleaguesOf(tx, [...named]),
  }))
  const names = new Map(statements.map((key) => [key.id, personOf(key)?.name ?? '']))
  const importId = randomId()
  return {
    id: door.id,
    name: door.name,
    readers: first.map(({ keyId, organisationId, body, role }) => ({
      keyId,
      organisationId,
      body,
      role,
      name: names.get(keyId) ?? '',
      isMe: own.some(({ id }) => id === keyId),
    })),
    canRead: own.length > 0,
    script: { envelopes: [], keys: [], colleagues },
    facts: {
      doorId: door.id,
      importId,
      concernId: importedId(actor.id, importId),
      keyIds: own.map(({ id }) => id),
      locale: actor.locale,
      bodies: facts ? lockBodies(facts, first) : [],
      ...importDays(dayOf(now())),
    },
  }
}
