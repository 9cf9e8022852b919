import { rowIdOf, rowsOf } from '#app/server/concerns/door-changes.server.ts'
import { notYetIn } from '#app/forms/door-languages.ts'
import type { DoorTerms } from '#app/forms/door-terms.ts'
import { lists, rowId, type ListName } from '#app/forms/door.form.ts'
import type { Actor } from '#app/policies/actor.ts'
import {
  bodiesWithDoorsOf,
  changesByTwo,
  isOfTeam,
  missingToOpen,
  type OpeningCondition,
} from '#app/policies/door.policy.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem, withScope } from '#app/server/database.server.ts'
import { env } from '#app/server/env.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import {
  openingFactsOf,
  standingOf,
  testStands,
  type Standing,
} from '#app/server/queries/door-standing.server.ts'
import {
  getDoor,
  listDoors,
  listOpenDoorsFor,
  listProgrammesSeen,
  type DoorRow,
} from '#app/server/repositories/doors.server.ts'
import { nameIn, shown, textsOf, type Shown } from '#app/server/queries/door-rows.server.ts'
import { namedPage, waitingChanges } from '#app/server/queries/door-changes.server.ts'
import { waitingRecordings } from '#app/server/queries/door-recordings.server.ts'
import { listAgreed } from '#app/server/repositories/door-changes.server.ts'
import { testLinkOf } from '#app/server/http/door-test-link.server.ts'
import { isLocale, locales, type Locale } from '#content/locale.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function bodiesOf(actor: Actor) {
  const bodies = bodiesWithDoorsOf(actor)
  if (bodies.length === 0) throw notPermitted()
  return bodies
}

async function readDoor(actor: Actor, doorId: string): Promise<{ door: DoorRow; standing: Standing }> {
  const bodies = bodiesOf(actor).map(({ id }) => id)
  if (!uuid.test(doorId)) throw notFound()
  const door = await withScope(actor.id, (tx) => getDoor(tx, bodies, doorId))
  const at = now()
  const standing = await asSystem('how a reporting page stands', (tx) => standingOf(tx, door, at))
  return { door, standing }
}

function headOf({ id, slug, name, revision, openedOn }: DoorRow) {
  return { id, name, revision, openedOn, address: addressOf(slug) }
}

export function addressOf(slug: string): string {
  return `${env.origin}/r/${slug}`
}

export async function doorsPage(actor: Actor) {
  const bodies = bodiesOf(actor)
  const doors = await withScope(actor.id, (tx) =>
    listDoors(
      tx,
      bodies.map(({ id }) => id),
    ),
  )
  const at = now()
  const lines = []
  for (const door of doors) {
    const standing = await asSystem('how reporting pages stand', (tx) => standingOf(tx, door, at))
    const missing = missingToOpen(openingFactsOf(door, standing)).length
    const body = bodies.find(({ id }) => id === door.organisationId)!.name
    lines.push({ ...headOf(door), body, missing, onDuty: standing.rotaGaps.length === 0 })
  }
  return {
    doors: lines,
    waiting: await waitingChanges(actor),
    recordings: await waitingRecordings(actor),
    naming: (await namedPage(actor)).named.filter(({ agreedOn }) => agreedOn === null).length,
    leads: actor.memberships.some(({ role }) => role === 'safeguarding_lead'),
  }
}

export async function newDoorPage(actor: Actor) {
  const bodies = bodiesOf(actor)
  const programmes = await withScope(actor.id, (tx) => listProgrammesSeen(tx))
  return { bodies, programmes }
}

export type PartName = ListName | 'team' | 'words' | 'controller'
export type PartStatus = 'notStarted' | 'inProgress' | 'complete'

/** The list of what is there and what is missing, and who can do it. */
export async function doorPage(actor: Actor, doorId: string) {
  const { door, standing } = await readDoor(actor, doorId)
  const { terms } = standing
  const facts = openingFactsOf(door, standing)
  const missing = missingToOpen(facts)
  const has = (rows: readonly unknown[]): PartStatus => (rows.length > 0 ? 'complete' : 'notStarted')
  const notYet = lists.flatMap((list) => missingLanguages(terms, list))
  const said = (list: ListName): PartStatus =>
    notYet.some((one) => one.list === list) ? 'inProgress' : has(rowsOf(terms, list))
  const status: Record<PartName, PartStatus> = {
    bodies: standing.outside.length > 0 ? 'complete' : terms.bodies.length > 0 ? 'inProgress' : 'notStarted',
    team: has([...terms.teamOrganisationIds, ...terms.teamPersonIds]),
    words: facts.worded ? 'complete' : terms.languages.length > 0 ? 'inProgress' : 'notStarted',
    help: said('help'),
    ways: said('ways'),
    rota: standing.rotaGaps.length === 0 ? 'complete' : terms.rota.length > 0 ? 'inProgress' : 'notStarted',
    retention: facts.retentionSigned ? 'complete' : terms.retention.length > 0 ? 'inProgress' : 'notStarted',
    controller: terms.controller ? 'complete' : 'notStarted',
  }
  return {
    ...headOf(door),
    body: nameIn(standing, door.organisationId),
    waiting: await waitingChanges(actor, door.id),
    isOfTeam: isOfTeam(actor, door.terms),
    status,
    missing: missing.map((id) => ({ id, values: valuesOf(id, door, standing) })),
    /** No reason to stay shut: it is shown in another language. */
    notYet,
    testedOn: door.testedOn,
    rotaGaps: standing.rotaGaps,
    rotaUntil: standing.rotaUntil,
    outsideBodies: namesOf(standing, 'independent'),
  }
}

/** How many lines of a list are not yet in a language that the page offers. */
function missingLanguages(terms: DoorTerms, list: ListName) {
  const missing = rowsOf(terms, list).flatMap((row) => notYetIn(list, row, terms.languages))
  return locales
    .map((language) => ({ list, language, count: missing.filter((one) => one === language).length }))
    .filter(({ count }) => count > 0)
}

/** The languages of the page, and those in which the line says something already; all while none was chosen. */
function languagesOf(chosen: readonly Locale[], saved: Shown): readonly Locale[] {
  if (chosen.length === 0) return locales
  const said = locales.filter((locale) => Object.keys(saved).some((field) => field.endsWith(`_${locale}`)))
  return [...new Set([...chosen, ...said])]
}

function valuesOf(id: OpeningCondition, door: DoorRow, standing: Standing): Record<string, string | number> {
  const body = nameIn(standing, door.organisationId)
  if (id === 'handlers') return { body, count: standing.handlers.length }
  if (id === 'outside')
    return {
      bodies: namesOf(standing, 'independent').join(', '),
      has: namesOf(standing, 'independent').length,
    }
  return { body }
}

function namesOf({ terms, bodies }: Standing, kind: string): string[] {
  const ids = terms.bodies.filter((body) => body.kind === kind).map(({ organisationId }) => organisationId)
  return bodies.filter(({ id }) => ids.includes(id)).map(({ name }) => name)
}

/** Lines of one list, with the names of bodies and people in the place of their ids. */
export async function doorListPage(actor: Actor, doorId: string, name: ListName) {
  const { door, standing } = await readDoor(actor, doorId)
  const { terms } = standing
  const rows = rowsOf(terms, name)
    .map((row) => ({
      id: rowIdOf(row),
      values: shown(row, standing),
      notYet: notYetIn(name, row, terms.languages),
    }))
    .filter(({ values }) => name !== 'bodies' || values.kind !== 'receiving')
  const agreed = name === 'bodies' ? await withScope(actor.id, (tx) => listAgreed(tx, door.id)) : []
  return {
    ...headOf(door),
    list: name,
    languages: terms.languages,
    byTwo: changesByTwo(door, name),
    waiting: (await waitingChanges(actor, door.id)).filter(({ part }) => part === name),
    /** Named, and has not said yes to that. */
    silent: namesOfSilent(standing, door, agreed, name),
    body: nameIn(standing, door.organisationId),
    rows: name === 'bodies' ? rows.toSorted(asAsked) : rows,
    rotaGaps: standing.rotaGaps,
    rotaUntil: standing.rotaUntil,
    signedOn: terms.retentionSignedOn,
    signedBy: standing.signerName,
    nobodyHandles: standing.handlers.length === 0,
  }
}

function namesOfSilent(
  standing: Standing,
  door: DoorRow,
  agreed: readonly { organisationId: string; kind: string }[],
  name: ListName,
): string[] {
  if (name !== 'bodies') return []
  return standing.terms.bodies
    .filter(({ organisationId }) => organisationId !== door.organisationId)
    .filter(
      (body) => !agreed.some((one) => one.organisationId === body.organisationId && one.kind === body.kind),
    )
    .map(({ organisationId }) => nameIn(standing, organisationId))
}

function asAsked(one: { values: Shown }, other: { values: Shown }): number {
  const kinds = ['next_up', 'independent']
  return (
    kinds.indexOf(one.values.kind ?? '') - kinds.indexOf(other.values.kind ?? '') ||
    Number(one.values.position) - Number(other.values.position)
  )
}

/** A line that somebody changed or took away meanwhile is `gone`; what was typed can still be saved as a new one. */
export async function doorRowPage(actor: Actor, doorId: string, name: ListName, row: string) {
  const { door, standing } = await readDoor(actor, doorId)
  if (row !== 'new' && !rowId.safeParse(row).success) throw notFound()
  const { bodies, handlers, terms } = standing
  const known = row === 'new' ? {} : rowsOf(terms, name).find((one) => rowIdOf(one) === row)
  const saved = known ? textsOf(known) : null
  if (saved?.kind === 'receiving') throw notFound()
  const taken = [door.organisationId, ...terms.teamOrganisationIds]
  const chosen = terms.languages.filter(isLocale)
  return {
    ...headOf(door),
    list: name,
    byTwo: changesByTwo(door, name),
    row: saved ? row : 'new',
    gone: saved === null,
    saved: saved ?? {},
    /** Each has its fields; `chosen` are those of the page, the first of which has to be filled in. */
    languages: languagesOf(chosen, saved ?? {}),
    chosen,
    bodies: name === 'bodies' ? bodies.filter(({ id }) => !taken.includes(id)) : [],
    people: name === 'rota' ? handlers.map(({ id, name: label }) => ({ id, name: label })) : [],
  }
}

export async function doorTeamPage(actor: Actor, doorId: string) {
  const { door, standing } = await readDoor(actor, doorId)
  const { terms, bodies, people, chain } = standing
  const receive = [door.organisationId, ...terms.bodies.map(({ organisationId }) => organisationId)]
  return {
    ...headOf(door),
    byTwo: changesByTwo(door, 'team'),
    waiting: (await waitingChanges(actor, door.id)).filter(({ part }) => part === 'team'),
    bodies: bodies
      .filter(({ id }) => !receive.includes(id))
      .toSorted((one, other) => Number(chain.includes(other.id)) - Number(chain.includes(one.id))),
    people: people.map(({ id, name, bodyId }) => ({ id, name, body: nameIn(standing, bodyId) })),
    organisationIds: terms.teamOrganisationIds,
    personIds: terms.teamPersonIds,
  }
}

export async function doorWordsPage(actor: Actor, doorId: string) {
  const { door } = await readDoor(actor, doorId)
  const { languages, place, runBy, readWhen, exitTo } = door.terms
  return { ...headOf(door), languages, place, runBy, readWhen, exitTo }
}

export async function doorControllerPage(actor: Actor, doorId: string) {
  const { door } = await readDoor(actor, doorId)
  return { ...headOf(door), saved: door.terms.controller && textsOf(door.terms.controller) }
}

export async function doorRetentionPage(actor: Actor, doorId: string) {
  const { door, standing } = await readDoor(actor, doorId)
  const { retention, retentionSignedOn } = standing.terms
  return {
    ...headOf(door),
    retention,
    notYet: missingLanguages(standing.terms, 'retention'),
    signedOn: retentionSignedOn,
    signedBy: standing.signerName,
  }
}

export async function doorTestPage(actor: Actor, doorId: string) {
  const { door, standing } = await readDoor(actor, doorId)
  const at = now()
  return {
    ...headOf(door),
    link: testLinkOf(door, at),
    stands: await testStands(door.id),
    testedOn: door.testedOn,
    canRead: standing.handlers.length > 0,
  }
}

export async function doorPrintsPage(actor: Actor, doorId: string) {
  const { door } = await readDoor(actor, doorId)
  return { ...headOf(door), languages: door.terms.languages }
}

/** For the printed things: the address, and nothing of what stands behind it. */
export async function doorForPrint(actor: Actor, doorId: string): Promise<{ address: string }> {
  const bodies = bodiesOf(actor).map(({ id }) => id)
  if (!uuid.test(doorId)) throw notFound()
  const { slug } = await withScope(actor.id, (tx) => getDoor(tx, bodies, doorId))
  return { address: addressOf(slug) }
}

export interface FooterDoor {
  to: string
  place: Partial<Record<Locale, string>>
}

const lasting = 60_000
const footers = new Map<string, { until: number; doors: FooterDoor[] }>()

/** Open pages that the foot of every signed-in page leads to: of the bodies and programmes that somebody has to do with. */
export async function footerDoors(actor: Actor): Promise<FooterDoor[]> {
  const ids = [...new Set(actor.memberships.map(({ organisationId }) => organisationId))].sort()
  const key = ids.join()
  const at = now().getTime()
  const known = footers.get(key)
  if (known && known.until > at && known.until <= at + lasting) return known.doors
  const rows = await asSystem('open reporting pages for the foot of a page', (tx) =>
    listOpenDoorsFor(tx, ids),
  )
  const doors = rows.map(({ slug, place }) => ({ to: `/r/${slug}`, place }))
  if (footers.size > 500) footers.clear()
  footers.set(key, { until: at + lasting, doors })
  return doors
}
