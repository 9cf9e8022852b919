import { base64 } from '@scure/base'
import { dateOf, dayOf } from '#content/working-days.ts'
import { labelMost, sealedMost } from '#app/forms/case-content.form.ts'
import type { Actor } from '#app/policies/actor.ts'
import { appendCaseLog } from '#app/server/case-log.server.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { changedByAnother, notFound, notPermitted, notReady } from '#app/server/errors.server.ts'
import { enqueue, type Job } from '#app/server/jobs/queue.server.ts'
import {
  findCase,
  findFile,
  labelBytes,
  listKeys,
  listThreads,
  saveDeclaration,
  saveLabel,
  saveLock,
  saveParts,
  stepBackFrom,
  type CaseRow,
  type KeyRow,
} from '#app/server/repositories/cases.server.ts'
import { lookAfterLeaving } from '#app/server/workflows/case-left.server.ts'

/** A case that this person handles; for everybody else there is none. */
export async function handledCase(tx: Transaction, actor: Actor, concernId: string): Promise<CaseRow> {
  const isHandler = actor.memberships.some(({ role }) => role === 'case_handler')
  const row = isHandler ? await findCase(tx, concernId) : null
  if (!row) throw notFound()
  return row
}

/** Asked before anybody looks at what was typed, so that a form says no more than a page. */
export function mustHandle(actor: Actor, concernId: string): Promise<void> {
  return withScope(actor.id, async (tx) => {
    await handledCase(tx, actor, concernId)
  })
}

/** Asked before who they are is asked once more. */
export function mustHaveOpened(actor: Actor, concernId: string): Promise<void> {
  return withScope(actor.id, async (tx) => {
    await openedCase(tx, actor, concernId)
  })
}

/** And who said that there is no conflict. */
export async function openedCase(tx: Transaction, actor: Actor, concernId: string): Promise<CaseRow> {
  const row = await handledCase(tx, actor, concernId)
  if (!row.opened) throw notPermitted()
  return row
}

/** Before the account opens. A conflict takes the case away from this person in the same moment, everywhere. */
export async function declare(
  actor: Actor,
  concernId: string,
  conflict: 'none' | 'conflict',
  now: Date,
): Promise<void> {
  await withScope(actor.id, async (tx) => {
    await handledCase(tx, actor, concernId)
    const day = dateOf(dayOf(now))
    const log = { concernId, personId: actor.id, data: {}, now }
    if (conflict === 'none') {
      await saveDeclaration(tx, concernId, actor.id, day)
      await appendCaseLog(tx, { ...log, action: 'case.declare' })
    } else {
      // Afterwards this person may not write into the log of this case any more.
      await appendCaseLog(tx, { ...log, action: 'case.stepBack' })
      await stepBackFrom(tx, concernId, day)
    }
  })
  if (conflict === 'conflict') await lookAfterLeaving(actor.id, now)
}

/** Somebody cannot or should not read this today: the others who handle it are told that something needs them, and no more. */
export function askOthersToOpen(actor: Actor, concernId: string, now: Date): Promise<void> {
  return withScope(actor.id, async (tx) => {
    await handledCase(tx, actor, concernId)
    await enqueue(tx, [toldToOthers(actor, concernId, `cover:${dayOf(now)}`)])
    await appendCaseLog(tx, { concernId, action: 'case.askOthers', personId: actor.id, data: {}, now })
  })
}

/** Once a day for one reason, however often a button is pressed. */
export function toldToOthers(actor: Actor, concernId: string, reason: string): Job {
  return {
    name: 'notify',
    key: `${concernId}:${actor.id}:${reason}`,
    data: { notice: 'caseNeedsYou', caseId: concernId, capacity: 'case_handler', personId: actor.id },
  }
}

/** Everybody who handles it, and one who does not any more: nobody is removed behind their back. */
export function toldToAll(concernId: string, alsoPersonId: string, reason: string): Job {
  return {
    name: 'notify',
    key: `${concernId}:${reason}`,
    data: { notice: 'caseNeedsYou', caseId: concernId, capacity: 'case_handler', alsoPersonId },
  }
}

export interface SealedGiven {
  keyId: string
  /** Base64 of an age file. */
  sealed: string
}

/** Messages, notes and whatever else handlers write: sealed in their browsers, for the newest key of its kind. */
export function addSealedParts(
  actor: Actor,
  concernId: string,
  given: readonly SealedGiven[],
  now: Date,
): Promise<string[]> {
  return withScope(actor.id, async (tx) => {
    await openedCase(tx, actor, concernId)
    return keepSealedParts(tx, actor, concernId, given, now)
  })
}

/** In a transaction in which the case was found open: what a step of a case says beside its stage comes with the step. */
export async function keepSealedParts(
  tx: Transaction,
  actor: Actor,
  concernId: string,
  given: readonly SealedGiven[],
  now: Date,
): Promise<string[]> {
  const keys = await listKeys(tx, concernId)
  const ended = new Set(
    (await listThreads(tx, concernId)).flatMap(({ id, endedOn }) => (endedOn ? [id] : [])),
  )
  const parts = given.map(({ keyId, sealed }) => {
    const key = newestKey(keys, keyId)
    if (key.threadId !== null && ended.has(key.threadId)) throw notReady()
    return { id: randomId(), keyId, kind: key.kind, sealed: ageFile(sealed, sealedMost) }
  })
  const ids = (...kinds: string[]) => parts.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id)
  await saveParts(
    tx,
    concernId,
    dateOf(dayOf(now)),
    parts.map(({ id, keyId, sealed }) => ({ id, keyId, sealed })),
  )
  for (const [action, written] of [
    ['case.message', ids('thread')],
    ['case.note', ids('file', 'identity')],
  ] as const)
    if (written.length > 0)
      await appendCaseLog(tx, {
        concernId,
        action,
        personId: actor.id,
        data: { parts: written.join(' ') },
        now,
      })
  return parts.map(({ id }) => id)
}

export function setLabel(actor: Actor, concernId: string, given: SealedGiven, now: Date): Promise<void> {
  return withScope(actor.id, async (tx) => {
    await openedCase(tx, actor, concernId)
    const key = newestKey(await listKeys(tx, concernId), given.keyId)
    if (key.kind !== 'file') throw notReady()
    await saveLabel(tx, concernId, labelBytes(key.id, ageFile(given.sealed, labelMost)))
    await appendCaseLog(tx, { concernId, action: 'case.label', personId: actor.id, data: {}, now })
  })
}

/** A picture that may be unlawful to hold: nobody is shown it any more, and it is not deleted either. */
export function lockFile(actor: Actor, concernId: string, fileId: string, now: Date): Promise<void> {
  return withScope(actor.id, async (tx) => {
    await openedCase(tx, actor, concernId)
    const file = await findFile(tx, concernId, fileId)
    if (!file) throw notFound()
    if (file.lockedOn !== null) return
    await saveLock(tx, fileId, actor.id, dateOf(dayOf(now)))
    await appendCaseLog(tx, {
      concernId,
      action: 'case.lockFile',
      personId: actor.id,
      data: { file: fileId },
      now,
    })
  })
}

/** The key to which something new is sealed: of this case, and the newest where keys have turned over. */
export function newestKey(keys: readonly KeyRow[], keyId: string): KeyRow {
  const key = keys.find(({ id }) => id === keyId)
  if (!key) throw notFound()
  if (newestOf(keys).every(({ id }) => id !== keyId)) throw changedByAnother()
  return key
}

/** One for the file, one for who somebody is, one for each thread; none that nobody believes. */
export function newestOf(keys: readonly KeyRow[]): KeyRow[] {
  const believed = keys.filter((key) => key.believed)
  const lines = Map.groupBy(believed, ({ kind, threadId }) => `${kind} ${threadId ?? ''}`)
  return [...lines.values()].map((line) =>
    line.reduce((one, other) => (other.generation > one.generation ? other : one)),
  )
}

const firstLine = 'age-encryption.org/v1\n'

/** What is not an age file was not sealed, and is not kept. */
export function ageFile(sealed: string, most: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(base64.decode(sealed))
  if (bytes.byteLength > most || Buffer.from(bytes.subarray(0, firstLine.length)).toString() !== firstLine)
    throw notReady()
  return bytes
}
