import { dateOf, dayOf } from '#content/working-days.ts'
import { toldOnProblem, type ImportForm } from '#app/forms/case-import.form.ts'
import { saidIn, stepProblem } from '#app/forms/import-steps.ts'
import type { Actor } from '#app/policies/actor.ts'
import { isWellAddressed } from '#app/policies/case-import.policy.ts'
import { firstKey, isVouchedWith } from '#app/sealing/case-key.ts'
import { verifyText } from '#app/sealing/handler-key.ts'
import { ImportParcel, importText } from '#app/sealing/import-parcel.ts'
import { appendCaseLog } from '#app/server/case-log.server.ts'
import { shownReaders } from '#app/server/concerns/choose-readers.server.ts'
import { hasRoomForFiles } from '#app/server/concerns/disk.server.ts'
import { doorFacts } from '#app/server/concerns/door-facts.server.ts'
import { startFirstClocks } from '#app/server/concerns/first-clocks.server.ts'
import { concernIdOf } from '#app/server/concerns/ids.server.ts'
import { isKept, keepDraft, storeDraft } from '#app/server/concerns/sealed-files.server.ts'
import { randomId, sha256 } from '#app/server/crypto/hash.server.ts'
import { asSystem, withScope, type Transaction } from '#app/server/database.server.ts'
import { changedByAnother, notFound, notPermitted, notReady } from '#app/server/errors.server.ts'
import {
  createImportedParts,
  holdsFileKey,
  importDoors,
  ownCountedKeys,
  type ImportDoor,
  type OwnCountedKey,
} from '#app/server/repositories/case-import.server.ts'
import { saveDeclaration } from '#app/server/repositories/cases.server.ts'
import {
  createConcern,
  createEnvelopes,
  createFiles,
  createKeys,
} from '#app/server/repositories/concern-filing.server.ts'
import { letHandle, personsOfKeys } from '#app/server/repositories/concern-readers.server.ts'
import { keepClocks } from '#app/server/workflows/case-clocks.server.ts'
import { standingOf } from '#app/server/workflows/import-steps.server.ts'

/** The same person, the same form: the same case, however often it is sent. Nobody else's form can lead to it. */
export function importedUnder(personId: string, importId: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(sha256(`amana import\n${personId}\n${importId}`))
}

export function importedId(personId: string, importId: string): string {
  return concernIdOf(importedUnder(personId, importId))
}

/** The bodies whose cases are this person's job. */
export function bodiesHandledBy(actor: Actor): string[] {
  const own = actor.memberships.filter(({ role }) => role === 'case_handler')
  if (own.length === 0) throw notPermitted()
  return [...new Set(own.map(({ organisationId }) => organisationId))]
}

/** The reporting pages for which somebody brings cases in: of a body of theirs for which their key counts. */
export async function doorsToImport(
  tx: Transaction,
  actor: Actor,
): Promise<{ keys: OwnCountedKey[]; doors: ImportDoor[] }> {
  const keys = await ownCountedKeys(tx, actor.id, bodiesHandledBy(actor))
  const doors = await importDoors(
    tx,
    keys.map(({ organisationId }) => organisationId),
  )
  return { keys, doors }
}

/** Before a sealed file is taken: only from whoever could bring a case in. */
export async function keepImportFile(actor: Actor, sealed: AsyncIterable<Uint8Array>): Promise<string> {
  const { doors } = await withScope(actor.id, (tx) => doorsToImport(tx, actor))
  if (doors.length === 0) throw notPermitted()
  if (!(await hasRoomForFiles())) throw notReady()
  return (await storeDraft(sealed)).draftId
}

export interface Imported {
  id: string
  state: 'received' | 'alreadyHere'
}

/**
 * A case that began elsewhere, sealed in the browser of a handler of the receiving body, who has said that there is no
 * conflict and whose key was open. Its clocks run from the day on which it was first told to anybody.
 */
export async function importCase(actor: Actor, given: ImportForm, now: Date): Promise<Imported> {
  const parcel = readParcel(given.parcel)
  const today = dayOf(now)
  const { keys, doors } = await withScope(actor.id, (tx) => doorsToImport(tx, actor))
  const door = doors.find(({ id }) => id === parcel?.doorId)
  if (!door) throw parcel ? notFound() : notReady()
  const key = keys.find(
    ({ id, organisationId }) => id === given.keyId && organisationId === door.organisationId,
  )
  const signature = new Uint8Array(Buffer.from(given.signature, 'base64'))
  if (
    !parcel ||
    !key ||
    !verifyText(key.verifyKey, importText({ ...given, said: { ...saidIn(given) } }, given.parcel), signature)
  )
    throw notPermitted()
  if (toldOnProblem(given.toldOn, today) || stepProblem(given, today)) throw notReady()
  const facts = await doorFacts(door.slug)
  if (!facts) throw notReady()
  const to = { receivingId: door.organisationId, ownKeyId: key.id }
  if (!isWellAddressed(shownReaders(facts, now), parcel.envelopes, to)) throw notReady()
  const id = importedId(actor.id, given.importId)
  const isOwn = parcel.keys.every(
    ({ kind, recipient, signed }) =>
      signed.by === key.id &&
      signed.how === 'made' &&
      isVouchedWith(key.verifyKey, firstKey(id, kind, recipient), signed),
  )
  if (!isOwn) throw notPermitted()
  await keepFiles(id, parcel, now)
  return asSystem('an open case is brought in', (tx) => keep(tx, { actor, given, parcel, id, door }, now))
}

function readParcel(text: string): ImportParcel | null {
  try {
    return ImportParcel.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** Nothing is acknowledged that is not here: a draft is swept after a day. */
async function keepFiles(concernId: string, { keys, files }: ImportParcel, now: Date): Promise<void> {
  if (new Set(files.map(({ id }) => id)).size !== files.length) throw notReady()
  const recipient = fileRecipient(keys)
  for (const { id: fileId, draftId } of files) {
    const place = { concernId, fileId, recipient }
    if (await isKept(place)) continue
    await keepDraft(draftId, place, now).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') throw notReady()
      throw error
    })
  }
}

function fileRecipient(keys: ImportParcel['keys']): string {
  const file = keys.find(({ kind }) => kind === 'file')
  if (!file || !keys.some(({ kind }) => kind === 'identity')) throw notReady()
  return file.recipient
}

interface ToKeep {
  actor: Actor
  given: ImportForm
  parcel: ImportParcel
  id: string
  door: ImportDoor
}

async function keep(
  tx: Transaction,
  { actor, given, parcel, id, door }: ToKeep,
  now: Date,
): Promise<Imported> {
  const [toldOn, today] = [dateOf(given.toldOn), dateOf(dayOf(now))]
  const { stored, requests, taken } = standingOf(given.kind, saidIn(given))
  const isNew = await createConcern(tx, {
    id,
    doorId: door.id,
    organisationId: door.organisationId,
    filedUnder: importedUnder(actor.id, given.importId),
    isTest: false,
    stored,
    day: toldOn,
    importedOn: today,
  })
  if (!isNew) {
    // Something else under the same form: what is new in it would be lost without a word.
    if (!(await holdsFileKey(tx, id, fileRecipient(parcel.keys)))) throw changedByAnother()
    return { id, state: 'alreadyHere' }
  }
  const persons = await personsOfKeys(
    tx,
    parcel.envelopes.map(({ handlerKeyId }) => handlerKeyId),
  )
  const envelopes = parcel.envelopes.filter(
    ({ handlerKeyId, innerKeyId }) =>
      innerKeyId !== undefined || persons.get(handlerKeyId)?.isEnded === false,
  )
  const reading = envelopes.filter(({ innerKeyId, reserve }) => innerKeyId === undefined && !reserve)
  const handlers = [...new Set(reading.map(({ handlerKeyId }) => persons.get(handlerKeyId)!.personId))]
  if (!handlers.includes(actor.id)) throw notPermitted()
  const keyIds = await createKeys(tx, id, null, parcel.keys, today)
  await createEnvelopes(tx, keyIds, envelopes, null, today)
  const partIds = parcel.parts.map(() => randomId())
  await createImportedParts(tx, id, keyIds.get('file')!, parcel.parts, today, partIds)
  await createFiles(tx, id, keyIds.get('file')!, parcel.files, today)
  // Whom the handler left out stands inside the seal; so nobody is let in beside those who hold an envelope.
  await letHandle(tx, id, { handlers, overseers: [] }, today)
  await saveDeclaration(tx, id, actor.id, today)
  // Nobody has a code of their own yet; whoever told of it is asked all the same.
  const first = { concernId: id, organisationId: door.organisationId, personRef: randomId() }
  await startFirstClocks(tx, first, requests, toldOn)
  for (const { on, requests } of taken)
    await keepClocks(tx, { ...first, requests, clockId: undefined }, dateOf(on))
  const log = { concernId: id, personId: actor.id, now }
  const data = {
    state: stored.state,
    toldOn: given.toldOn,
    parts: partIds.join(' '),
    files: parcel.files.length,
    readers: handlers.length,
  }
  await appendCaseLog(tx, { ...log, action: 'case.import', data })
  // Nobody here saw it: each step with the day that was said.
  const said = Object.fromEntries(taken.map(({ type, on }) => [type, on]))
  if (taken.length > 0) await appendCaseLog(tx, { ...log, action: 'concern.saidAtImport', data: said })
  await appendCaseLog(tx, { ...log, action: 'case.declare', data: {} })
  return { id, state: 'received' }
}
