import { changed, rowIdOf, type TermsChange } from '#app/server/concerns/door-changes.server.ts'
import { DoorTerms } from '#app/forms/door-terms.ts'
import type { Actor } from '#app/policies/actor.ts'
import {
  bodiesWithDoorsOf,
  changesByTwo,
  isOfTeam,
  mayKeepDoor,
  missingToOpen,
} from '#app/policies/door.policy.ts'
import { hasSteppedUp } from '#app/policies/second-factor.policy.ts'
import { forgetDoors } from '#app/server/concerns/door-facts.server.ts'
import { randomToken, sha256 } from '#app/server/crypto/hash.server.ts'
import { asSystem, withScope, type Transaction } from '#app/server/database.server.ts'
import { changedByAnother, notFound, notPermitted, notReady } from '#app/server/errors.server.ts'
import { enqueue } from '#app/server/jobs/queue.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import {
  openingFactsOf,
  standingOf,
  testStands,
  type Standing,
} from '#app/server/queries/door-standing.server.ts'
import {
  changeDoor,
  createDoorRow,
  getDoor,
  listProgrammesSeen,
  type DoorRow,
} from '#app/server/repositories/doors.server.ts'
import { addChange } from '#app/server/repositories/door-changes.server.ts'
import type { Key } from '#content/words.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export type Refusal = { field: string; key: Key }

/** A new page says nothing yet and is shut: it names only the ways outside. Its address says nothing about what it is for. */
export async function createDoor(
  actor: Actor,
  given: { organisationId: string; programmeId: string | null; name: string },
  now: Date,
): Promise<string> {
  const { organisationId, programmeId, name } = given
  if (!mayKeepDoor(actor, { organisationId })) throw notPermitted()
  const id = await withScope(actor.id, async (tx) => {
    if (programmeId && !(await listProgrammesSeen(tx)).some((one) => one.id === programmeId)) throw notFound()
    const slug = newSlug()
    const terms = DoorTerms.parse({})
    const row = {
      slug,
      organisationId,
      programmeId,
      name,
      terms,
      createdById: actor.id,
      createdOn: dayOf(now),
    }
    const doorId = await createDoorRow(tx, row)
    await note(tx, actor, 'create', doorId, { terms: hashOf(terms) }, now)
    return doorId
  })
  forgetDoors()
  return id
}

/**
 * Null when it is saved; otherwise what does not fit. Who reads at an open page is only proposed here: nothing changes before
 * a second person confirms it.
 */
export async function saveTerms(
  actor: Actor,
  doorId: string,
  change: TermsChange,
  seenRevision: number,
  now: Date,
): Promise<Refusal | null> {
  const door = await doorOf(actor, doorId)
  const needsTwo = changesByTwo(door, change.part)
  if (needsTwo && (isOfTeam(actor, door.terms) || !hasSteppedUp(actor, now))) throw notPermitted()
  if (door.revision !== seenRevision) throw changedByAnother()
  const { terms, wrong } = await fitting(door, change, now)
  if (wrong) return wrong
  if (needsTwo) {
    await propose(actor, door, change, now)
    return null
  }
  await move(actor, doorId, seenRevision, now, () => ({ terms }), 'terms', {
    part: change.part,
    terms: hashOf(terms),
  })
  return null
}

/** The terms as they would be, or what does not fit. Throws when the line has changed meanwhile. */
export async function fitting(
  door: DoorRow,
  change: TermsChange,
  now: Date,
): Promise<{ terms: DoorTerms; wrong: Refusal | null }> {
  const terms = changed(door.terms, change)
  if (!terms) throw changedByAnother()
  const before = await standing(door, now)
  const after = await standing({ ...door, terms }, now)
  return { terms, wrong: whatDoesNotFit(door, change, before, after, now) }
}

async function propose(actor: Actor, door: DoorRow, change: TermsChange, now: Date): Promise<void> {
  await withScope(actor.id, async (tx) => {
    const id = await addChange(tx, { doorId: door.id, change, byId: actor.id, onDay: dayOf(now) })
    await tellOfChange(tx, id, 'proposed')
    await note(tx, actor, 'propose', door.id, { change: id, part: change.part }, now)
  })
}

/** Whoever may be the second hears of it, and once it is settled has nothing more to do. */
export function tellOfChange(tx: Transaction, changeId: string, what: 'proposed' | 'settled'): Promise<void> {
  const data = { notice: 'doorChange', doorChangeId: changeId }
  return enqueue(tx, [{ name: 'notify', key: `doorChange:${changeId}:${what}`, data }])
}

/** Somebody puts their name under how long what is kept. */
export async function signRetention(
  actor: Actor,
  doorId: string,
  seenRevision: number,
  now: Date,
): Promise<void> {
  if (!hasSteppedUp(actor, now)) throw notPermitted()
  await move(
    actor,
    doorId,
    seenRevision,
    now,
    ({ terms }) => {
      if (terms.retention.length === 0) throw notReady()
      const retentionSignedOn = now.toISOString().slice(0, 10)
      return { terms: { ...terms, retentionSignedOn, retentionSignedById: actor.id } }
    },
    'retention',
    (door) => ({ retention: hashOf(door.terms.retention) }),
  )
}

export async function recordTest(
  actor: Actor,
  doorId: string,
  seenRevision: number,
  now: Date,
): Promise<void> {
  await doorOf(actor, doorId)
  if ((await testStands(doorId)) !== 'answered') throw notReady()
  await move(actor, doorId, seenRevision, now, () => ({ testedOn: dayOf(now) }), 'test', {})
}

/** From now on anybody may write. It never shuts again. */
export async function openDoorForReports(
  actor: Actor,
  doorId: string,
  seenRevision: number,
  now: Date,
): Promise<void> {
  if (!hasSteppedUp(actor, now)) throw notPermitted()
  const door = await doorOf(actor, doorId)
  if (door.openedOn) throw notReady()
  const facts = openingFactsOf(door, await standing(door, now))
  if (missingToOpen(facts).length > 0) throw notReady()
  await move(actor, doorId, seenRevision, now, () => ({ openedOn: dayOf(now) }), 'open', {
    terms: hashOf(door.terms),
  })
}

async function doorOf(actor: Actor, doorId: string): Promise<DoorRow> {
  const bodies = bodiesWithDoorsOf(actor).map(({ id }) => id)
  if (bodies.length === 0) throw notPermitted()
  if (!uuid.test(doorId)) throw notFound()
  return withScope(actor.id, (tx) => getDoor(tx, bodies, doorId))
}

function standing(door: DoorRow, now: Date): Promise<Standing> {
  return asSystem('who may read at a reporting page', (tx) => standingOf(tx, door, now))
}

type Change = Parameters<typeof changeDoor>[2]

async function move(
  actor: Actor,
  doorId: string,
  seenRevision: number,
  now: Date,
  change: (door: DoorRow) => Change,
  action: string,
  data: Record<string, string> | ((door: DoorRow) => Record<string, string>),
): Promise<void> {
  const bodies = bodiesWithDoorsOf(actor).map(({ id }) => id)
  if (bodies.length === 0) throw notPermitted()
  if (!uuid.test(doorId)) throw notFound()
  await withScope(actor.id, async (tx) => {
    const door = await getDoor(tx, bodies, doorId)
    if (door.revision !== seenRevision) throw changedByAnother()
    await changeDoor(tx, door, change(door))
    await note(tx, actor, action, doorId, typeof data === 'function' ? data(door) : data, now)
  })
  forgetDoors()
}

function whatDoesNotFit(
  door: DoorRow,
  change: TermsChange,
  before: Standing,
  after: Standing,
  now: Date,
): Refusal | null {
  const refuse = (field: string, key: Key): Refusal => ({ field, key })
  if (change.part === 'bodies' && change.value) {
    const { organisationId, kind } = change.value
    if (!before.bodyIds.includes(organisationId)) return refuse('organisationId', 'doors.error.body')
    if (organisationId === door.organisationId) return refuse('organisationId', 'doors.error.bodyReceives')
    if (door.terms.teamOrganisationIds.includes(organisationId))
      return refuse('organisationId', 'doors.error.bodyOfTeam')
    const isThere = door.terms.bodies.some(
      (one) => one.organisationId === organisationId && rowIdOf(one) !== change.row,
    )
    if (isThere) return refuse('organisationId', 'doors.error.bodyTwice')
    if (kind === 'independent' && before.chain.includes(organisationId))
      return refuse('organisationId', 'doors.error.bodyInChain')
  }
  if (change.part === 'team') {
    const { organisations, persons } = change.value
    const receive = [door.organisationId, ...door.terms.bodies.map(({ organisationId }) => organisationId)]
    if (organisations.some((id) => receive.includes(id)))
      return refuse('organisations', 'doors.error.teamReceives')
    if (organisations.some((id) => !before.bodyIds.includes(id)))
      return refuse('organisations', 'shell.form.invalid')
    const known = [...before.people.map(({ id }) => id), ...door.terms.teamPersonIds]
    if (persons.some((id) => !known.includes(id))) return refuse('persons', 'shell.form.invalid')
  }
  if (change.part === 'rota' && change.value) {
    const { personId, fromOn, untilOn } = change.value
    if (!before.handlers.some(({ id }) => id === personId)) return refuse('personId', 'doors.error.person')
    if (daysBetween(fromOn, untilOn) > 366) return refuse('untilOn', 'doors.error.rotaLong')
  }
  if (change.part === 'help' && change.value?.answeredOn) {
    const isLater = change.value.answeredOn > now.toISOString().slice(0, 10)
    if (isLater) return refuse('answeredOn', 'doors.error.answeredLater')
  }
  if (change.part === 'words' && door.openedOn) {
    const dropped = door.terms.languages.some((one) => !after.terms.languages.includes(one))
    if (dropped) return refuse('languages', 'doors.error.languageDropped')
  }
  // Once open, nothing may be changed so that nobody, or nobody outside the chain, could read.
  const loses = (count: (standing: Standing) => number) => count(before) > 0 && count(after) === 0
  if (door.openedOn && (loses((one) => one.handlers.length) || loses((one) => one.outside.length)))
    return refuse('', 'doors.error.lastReader')
  return null
}

function daysBetween(from: string, until: string): number {
  return (Date.parse(until) - Date.parse(from)) / 86_400_000
}

/** No vowels, so that it never spells anything. */
const slugLetters = 'bcdfghjkmnpqrstvwxz'

export function newSlug(): string {
  const fair = 256 - (256 % slugLetters.length)
  let slug = ''
  while (slug.length < 8)
    for (const byte of Buffer.from(randomToken(24), 'base64url'))
      if (byte < fair && slug.length < 8) slug += slugLetters[byte % slugLetters.length]
  return slug
}

export function hashOf(value: unknown): string {
  return sha256(JSON.stringify(value)).toString('hex')
}

export function dayOf(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()))
}

/** In public: ids and hashes. */
export async function note(
  tx: Transaction,
  actor: Actor,
  what: string,
  doorId: string,
  data: Record<string, string>,
  now: Date,
): Promise<void> {
  await appendLedger(tx, { action: `door.${what}`, subject: doorId, actorId: actor.id, data, at: now })
}
