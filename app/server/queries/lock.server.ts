import { codeSalt } from '#app/server/concerns/salt.server.ts'
import type { ShownReader } from '#app/server/concerns/choose-readers.server.ts'
import { doorFacts } from '#app/server/concerns/door-facts.server.ts'
import { reporterDoor } from '#app/server/queries/reporter-door.server.ts'
import { now } from '#app/server/clock.server.ts'
import type { DoorFacts } from '#app/server/repositories/doors-open.server.ts'
import { datesAhead } from '#app/server/workflows/reporter-steps.server.ts'

/** What a browser needs to seal by itself: public halves of the readers' keys, in the order in which bodies are asked. */
export async function lockPage(request: Request, slug: string | undefined) {
  const { door, shell, shown, locale } = await reporterDoor(request, slug)
  const facts = await doorFacts(door.slug)
  const bodies = facts ? lockBodies(facts, door.readers) : []
  return {
    shell,
    door: shown,
    dates: datesAhead(now()),
    facts: {
      slug: door.slug,
      doorId: door.id,
      salt: Buffer.from(await codeSalt()).toString('base64'),
      locale,
      bodies,
    },
  }
}

/** Public halves of these readers' keys, body by body in their order; which keys are one person's is told by a number. */
export function lockBodies({ handlers }: DoorFacts, readers: readonly ShownReader[]) {
  const known = new Map(handlers.map((handler) => [handler.keyId, handler]))
  const persons = [...new Set(handlers.map(({ personId }) => personId))]
  const organisationIds = [...new Set(readers.map(({ organisationId }) => organisationId))]
  return organisationIds.map((organisationId) => ({
    organisationId,
    readers: readers
      .filter((reader) => reader.organisationId === organisationId && known.has(reader.keyId))
      .map(({ keyId, role, body, duties }) => ({
        keyId,
        role,
        body,
        duties,
        recipient: known.get(keyId)!.recipient,
        person: persons.indexOf(known.get(keyId)!.personId),
        homes: known.get(keyId)!.organisationIds.filter((id) => organisationIds.includes(id)),
      })),
  }))
}
