import { bodiesToAsk, rotaHolds } from '#app/forms/door-rota.ts'
import type { BodyKind } from '#app/forms/door-terms.ts'
import { mayHold, readersFor, type ReadingFacts } from '#app/policies/readers.policy.ts'
import type { Duty } from '#app/sealing/handler-key.ts'
import type { Parcel, Readers } from '#app/sealing/parcel.ts'
import { overseerIdOf } from '#app/server/concerns/ids.server.ts'
import type { DoorFacts } from '#app/server/repositories/doors-open.server.ts'

export interface ShownReader {
  keyId: string
  organisationId: string
  body: string
  bodyKind: BodyKind
  role: 'handler' | 'custodian' | 'escrow'
  duties: Duty[]
}

/** Sees stage and dates of a case, and nothing of what was written. Taken out like a reader, by the same kind of id. */
export interface ShownOverseer {
  keyId: string
  organisationId: string
  body: string
}

export interface Removal {
  keyIds: string[]
  organisationIds: string[]
}

export type Chosen = { readers: Readers; bodyId: string; overseers: string[] }

export function chooseReaders(
  door: DoorFacts,
  removed: Removal,
  /** Who handles today what was filed with this code before. */
  before: Readers | null,
  now: Date,
  /** Only these were shown to whoever writes. */
  seen?: readonly string[],
): Chosen | null {
  const facts = readingFacts(door, removed)
  const shown = seen ? facts.handlers.filter(({ keyId }) => seen.includes(keyId)) : facts.handlers
  const chosen = firstReaders({ ...facts, handlers: shown }, bodiesNow(door, now))
  const held = before && without(before, (keyId) => isShutOut(door, facts, keyId))
  const goesOn = held !== null && held.handlers.length > 0
  if ('nobody' in chosen) return goesOn ? { readers: held, bodyId: door.organisationId, overseers: [] } : null
  const recipients = new Map(door.handlers.map(({ keyId, recipient }) => [keyId, recipient]))
  const reader = (keyId: string) => ({ keyId, recipient: recipients.get(keyId)! })
  const readers: Readers = {
    handlers: chosen.handlers.map(reader),
    custodians: chosen.custodians.map(reader),
    escrowPairs: chosen.escrowPairs.map(([one, other]) => [reader(one), reader(other)]),
    reserve: chosen.reserve.map(reader),
  }
  const overseers = overseersLeft(door, facts).filter(
    ({ personId }) => seen?.includes(overseerIdOf(personId)) ?? true,
  )
  return {
    readers: goesOn ? held : readers,
    bodyId: chosen.bodyId,
    overseers: overseers.map(({ personId }) => personId),
  }
}

/** While the rota holds, the chain in its order; while it does not, the contact outside it reads before everybody else. */
function bodiesNow(door: DoorFacts, now: Date): ReadingFacts['bodies'][] {
  const facts = readingFacts(door, { keyIds: [], organisationIds: [] })
  const canRead = door.handlers.filter(
    ({ bodyId, duties, keyId }) =>
      bodyId === door.organisationId && duties.includes('handle') && mayHold(facts, keyId),
  )
  const onDuty = new Set(canRead.map(({ personId }) => personId))
  return bodiesToAsk(door.bodies, rotaHolds(door.terms, now, onDuty))
}

function firstReaders(facts: ReadingFacts, groups: ReadingFacts['bodies'][]): ReturnType<typeof readersFor> {
  const found = groups.map((bodies) => readersFor({ ...facts, bodies })).find((one) => !('nobody' in one))
  if (!found || 'nobody' in found) return { nobody: true }
  if (found.reserve.length > 0) return found
  // The contact outside stands alone in its group; behind it stands the chain.
  const chain = facts.bodies.filter(({ organisationId }) => organisationId !== found.bodyId)
  const behind = readersFor({ ...facts, bodies: chain })
  return 'nobody' in behind ? found : { ...found, reserve: behind.handlers }
}

function overseersLeft(door: DoorFacts, facts: ReadingFacts): DoorFacts['overseers'] {
  return door.overseers.filter(({ personId, organisationIds }) =>
    mayHold({ ...facts, handlers: [...door.handlers, asFact(personId, organisationIds)] }, personId),
  )
}

export function shownOverseers(door: DoorFacts): ShownOverseer[] {
  const facts = readingFacts(door, { keyIds: [], organisationIds: [] })
  return overseersLeft(door, facts).map(({ personId, bodyId, body }) => ({
    keyId: overseerIdOf(personId),
    organisationId: bodyId,
    body,
  }))
}

function isShutOut(door: DoorFacts, facts: ReadingFacts, keyId: string): boolean {
  return door.handlers.some((known) => known.keyId === keyId) && !mayHold(facts, keyId)
}

function without(readers: Readers, isOut: (keyId: string) => boolean): Readers {
  return {
    handlers: readers.handlers.filter(({ keyId }) => !isOut(keyId)),
    custodians: readers.custodians.filter(({ keyId }) => !isOut(keyId)),
    escrowPairs: readers.escrowPairs.filter((pair) => !pair.some(({ keyId }) => isOut(keyId))),
    reserve: (readers.reserve ?? []).filter(({ keyId }) => !isOut(keyId)),
  }
}

/** An overseer is screened as a reader would be. */
function asFact(personId: string, organisationIds: string[]) {
  const duties: Duty[] = ['handle']
  return {
    keyId: personId,
    personId,
    organisationIds,
    bodyId: organisationIds[0] ?? '',
    duties,
    counted: true,
  }
}

function readingFacts(door: DoorFacts, removed: Removal): ReadingFacts {
  const { teamOrganisationIds, teamPersonIds } = door.terms
  const removedKeys = new Set(removed.keyIds)
  const personIds = [...door.handlers, ...door.formerKeys]
    .filter(({ keyId }) => removedKeys.has(keyId))
    .map(({ personId }) => personId)
    // Somebody who only looks on is named by themselves; what else they hold goes with them.
    .concat(door.overseers.map(({ personId }) => personId).filter((id) => removedKeys.has(overseerIdOf(id))))
  return {
    bodies: door.bodies,
    teamOrganisationIds,
    teamPersonIds,
    handlers: door.handlers,
    removed: { ...removed, personIds },
  }
}

/** In the order in which bodies are asked today. */
export function shownReaders(door: DoorFacts, now: Date): ShownReader[] {
  const facts = readingFacts(door, { keyIds: [], organisationIds: [] })
  const asked = [...new Set(bodiesNow(door, now).flatMap((bodies) => [...bodies].sort(inOrder)))]
  return asked
    .map(({ organisationId }) => door.bodies.find((body) => body.organisationId === organisationId)!)
    .flatMap(({ organisationId, name, kind }) =>
      door.handlers
        .filter(({ bodyId, keyId }) => bodyId === organisationId && mayHold(facts, keyId))
        .map(({ keyId, duties }) => ({
          keyId,
          organisationId,
          body: name,
          bodyKind: kind,
          role: roleOf(duties),
          duties: [...duties],
        })),
    )
}

function inOrder(one: ReadingFacts['bodies'][number], other: ReadingFacts['bodies'][number]): number {
  return order[one.kind] - order[other.kind] || one.position - other.position
}

const order: Record<BodyKind, number> = { receiving: 0, next_up: 1, independent: 2 }

function roleOf(duties: readonly Duty[]): ShownReader['role'] {
  if (duties.includes('handle')) return 'handler'
  return duties.includes('custody') ? 'custodian' : 'escrow'
}

/** So that handlers know whom not to ask: role and body, which is what the reporter saw. */
export function removedNames(door: DoorFacts, { keyIds, organisationIds }: Removal, now: Date): string[] {
  const overseers = shownOverseers(door).map((one) => ({ ...one, role: 'overseer' as const }))
  return [...shownReaders(door, now), ...overseers]
    .filter((reader) => keyIds.includes(reader.keyId) || organisationIds.includes(reader.organisationId))
    .map(({ role, body, keyId }) => `${role}, ${body} (${keyId})`)
}

/** The body whose handlers hold the account. Null when an envelope is for anybody whom this door does not name. */
export function receiverOf(door: DoorFacts, { envelopes }: Parcel, now: Date): string | null {
  const shown = new Map(shownReaders(door, now).map((reader) => [reader.keyId, reader]))
  const isNamed = envelopes.every(
    ({ handlerKeyId, innerKeyId }) =>
      shown.has(handlerKeyId) &&
      (innerKeyId === undefined || (shown.has(innerKeyId) && innerKeyId !== handlerKeyId)),
  )
  const opens = envelopes.find(
    ({ kind, handlerKeyId, innerKeyId, reserve }) =>
      kind === 'file' &&
      innerKeyId === undefined &&
      !reserve &&
      shown.get(handlerKeyId)?.duties.includes('handle'),
  )
  return isNamed && opens ? shown.get(opens.handlerKeyId)!.organisationId : null
}
