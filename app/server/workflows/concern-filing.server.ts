import type { DoorTerms } from '#app/forms/door-terms.ts'
import { now as clockNow } from '#app/server/clock.server.ts'
import { readCode } from '#app/sealing/code.ts'
import { newCaseKeys, packConcern, sealKeys, type Parcel, type ToPack } from '#app/sealing/parcel.ts'
import type { PartOf } from '#app/sealing/parts.ts'
import { reporterKeysFrom } from '#app/sealing/reporter-keys.ts'
import {
  chooseReaders,
  receiverOf,
  removedNames,
  shownOverseers,
  shownReaders,
  type Removal,
  type ShownOverseer,
  type ShownReader,
} from '#app/server/concerns/choose-readers.server.ts'
import { doorFacts } from '#app/server/concerns/door-facts.server.ts'
import { promisedDates, type PromisedDates } from '#app/server/concerns/first-clocks.server.ts'
import { filedBefore } from '#app/server/concerns/filed-before.server.ts'
import { holdReaders } from '#app/server/concerns/held-readers.server.ts'
import { concernIdOf, digestKeyAt } from '#app/server/concerns/ids.server.ts'
import { inTime } from '#app/server/concerns/in-time.server.ts'
import {
  dropReceived,
  keepReceived,
  partsOfFiles,
  type ReceivedFile,
} from '#app/server/concerns/received-files.server.ts'
import { bringInFromSpool, type Arrived } from '#app/server/concerns/replay.server.ts'
import { codeSalt } from '#app/server/concerns/salt.server.ts'
import { putInSpool, type Arrival } from '#app/server/concerns/spool.server.ts'
import { stretchCode } from '#app/server/crypto/stretch.server.ts'
import { notReady } from '#app/server/errors.server.ts'
import { bytesOf } from '#app/server/repositories/concern-filing.server.ts'

export type { Removal, ShownReader } from '#app/server/concerns/choose-readers.server.ts'
export type { ReceivedFile } from '#app/server/concerns/received-files.server.ts'

export interface OpenDoor {
  id: string
  slug: string
  /** Before that: outside ways only. Once open it never shuts. */
  isOpen: boolean
  terms: DoorTerms
  receivingName: string
  /** Of every body that may receive, in the order in which they are asked; whoever is never first is left out. */
  readers: ShownReader[]
  /** Of whoever gives the money: they see stage and dates, not what is written. */
  overseers: ShownOverseer[]
}

export type Account = Omit<PartOf<'account'>, 'kind' | 'fileIds'>

export interface ToFile {
  slug: string
  code: string
  account: Account
  removed: Removal
  /** Keys that the page of readers showed; nobody else gets an envelope. Absent where no page was shown. */
  seen?: string[]
  files: ReceivedFile[]
  isTest?: boolean
  /** Typed in by somebody else: the first return issues a new code. */
  firstReturn?: boolean
}

export type Filed =
  | {
      state: 'received'
      dates: PromisedDates
      /** Locked, for the forms that follow: who reads it. */
      held: string
    }
  | { state: 'nobodyLeft' }
  /** What was filed here with this code was deleted: a new code is needed, and nothing that was typed is lost. */
  | { state: 'codeUsed' }
  /** Nobody who was shown is left, and somebody else could read it: whoever writes looks at the list again. */
  | { state: 'readersChanged' }
  | { state: 'closed' }

/** So long a receipt waits for the database; what is in the spool comes in without anybody waiting. */
const patience = 4_000

export async function openDoor(slug: string): Promise<OpenDoor | null> {
  const facts = await doorFacts(slug)
  if (!facts) return null
  const { id, isOpen, terms, receivingName } = facts
  return {
    id,
    slug,
    isOpen,
    terms,
    receivingName,
    readers: shownReaders(facts, clockNow()),
    overseers: shownOverseers(facts),
  }
}

/**
 * Sealed, on the disk, then acknowledged; into the database as soon as that answers. The code is the key to sending again:
 * the same twice is received once, and what is new in a second sending is added.
 */
export async function fileConcern(given: ToFile, now: Date): Promise<Filed> {
  try {
    return await fileAndKeep(given, now)
  } finally {
    await dropReceived(given.files)
  }
}

async function fileAndKeep(given: ToFile, now: Date): Promise<Filed> {
  const door = await doorFacts(given.slug)
  if (!door || (!door.isOpen && !given.isTest)) return { state: 'closed' }
  const typed = readCode(given.code)
  if (!typed) throw notReady()
  const { removed: out, seen } = given
  const keys = given.files[0]?.keys ?? (await newCaseKeys())
  const asNew = chooseReaders(door, out, null, now, seen)
  // A code that was never used has these readers. The derivation takes longer than sealing to them, on another core.
  const [stretched, sealedAhead] = await Promise.all([
    stretchCode(typed, await codeSalt()),
    asNew && sealKeys(keys, asNew.readers),
  ])
  const code = await reporterKeysFrom(stretched)
  const before = await filedBefore(code, door.id)
  if (before.isUsedUp) return { state: 'codeUsed' }
  const chosen = before.readers ? chooseReaders(door, out, before.readers, now, seen) : asNew
  if (!chosen) {
    const isSomebodyThere = seen !== undefined && chooseReaders(door, out, before.readers, now) !== null
    return { state: isSomebodyThere ? 'readersChanged' : 'nobodyLeft' }
  }

  const concernId = concernIdOf(code.lookupHash)
  const asProof = given.account.pictureIsProof === true
  const files = partsOfFiles(given.files, digestKeyAt(code.digestKey, door.id), asProof)
  const fileIds = files.map(({ part }) => part.fileId)
  const parts: ToPack['parts'] = [
    ...inPieces(given.account.words).map((words, index) => ({
      kind: 'file' as const,
      part: { ...given.account, kind: 'account' as const, words, fileIds: index === 0 ? fileIds : [] },
    })),
    ...files.map(({ part }) => ({ kind: 'file' as const, part })),
  ]
  const removed = removedNames(door, given.removed, now)
  if (removed.length > 0) parts.push({ kind: 'file', part: { kind: 'removed', readers: removed } })
  const firstReturn = given.firstReturn ?? false
  const parcel = await packConcern({
    doorId: door.id,
    code,
    keys,
    readers: chosen.readers,
    envelopes: chosen === asNew ? sealedAhead : null,
    firstReturn,
    parts,
    files: files.map(({ part, sealedSize }) => ({ id: part.fileId, size: sealedSize })),
  })
  await keepReceived(files, { concernId, recipient: keys.file.recipient }, now)
  const kind = given.account.light ? 'complaint' : 'concern'
  const isTest = given.isTest ?? false
  const beside = { kind, isTest, bodyId: chosen.bodyId, overseers: isTest ? [] : chosen.overseers } as const
  await spoolAndBringIn({ parcel, ...beside }, now)
  const held = holdReaders({ ...beside, firstReturn, lookupHash: code.lookupHash, readers: chosen.readers })
  return { state: 'received', dates: promisedDates(kind, now), held }
}

/**
 * A parcel that was sealed elsewhere, in the browser of whoever reports. Throws notReady for one that nobody named at its
 * door could open, and for one that somebody else is to open.
 */
export async function receiveParcel(
  parcel: Parcel,
  now: Date,
  more: { slug: string; kind?: 'concern' | 'complaint'; isTest?: boolean },
): Promise<{ state: 'received' | 'alreadyHere' }> {
  const door = await doorFacts(more.slug)
  if (!door || door.id !== parcel.doorId || (!door.isOpen && !more.isTest)) throw notReady()
  const bodyId = receiverOf(door, parcel, now)
  if (!bodyId) throw notReady()
  const { isUsedUp } = await filedBefore({ lookupHash: bytesOf(parcel.lookupHash) }, door.id)
  if (isUsedUp) throw notReady()
  const { kind = 'concern', isTest = false } = more
  // Whom the reporter left out stands inside the seal; so nobody is let in beside those who hold an envelope.
  const state = await spoolAndBringIn({ parcel, kind, isTest, bodyId, overseers: [] }, now)
  return { state: state === 'alreadyHere' ? 'alreadyHere' : 'received' }
}

const longestWords = 6_000_000

/** A part takes so many letters; the rest follows in another. */
function inPieces(words: string): string[] {
  const pieces = [words.slice(0, longestWords)]
  for (let at = longestWords; at < words.length; at += longestWords)
    pieces.push(words.slice(at, at + longestWords))
  return pieces
}

/** On the disk before it returns, and in the database if that answers in time. */
export async function spoolAndBringIn(arrival: Omit<Arrival, 'at'>, now: Date): Promise<Arrived> {
  const { name, spooled } = await putInSpool(arrival, now)
  try {
    return (await inTime(bringInFromSpool(name, arrival.parcel.lookupHash, spooled), patience)) ?? 'received'
  } catch {
    // It is safe on the disk; whatever is wrong with the database is told by whoever tries again.
    return 'received'
  }
}
