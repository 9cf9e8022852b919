import type { Actor } from '#app/policies/actor.ts'
import { hasRoomForFiles } from '#app/server/concerns/disk.server.ts'
import { dropDraft, keepDraft, openSealedFile, storeDraft } from '#app/server/concerns/sealed-files.server.ts'
import { withScope } from '#app/server/database.server.ts'
import { notReady } from '#app/server/errors.server.ts'
import { findFile, listKeys, saveThreadFile } from '#app/server/repositories/cases.server.ts'
import { keepSealedParts, newestKey, openedCase } from '#app/server/workflows/case-content.server.ts'
import { dateOf, dayOf } from '#content/working-days.ts'

/** Sealed bytes on their way: until the message that names them has come they belong to nobody. */
export async function storeThreadFile(
  actor: Actor,
  concernId: string,
  sealed: AsyncIterable<Uint8Array>,
): Promise<string> {
  await withScope(actor.id, (tx) => openedCase(tx, actor, concernId))
  if (!(await hasRoomForFiles())) throw notReady()
  return (await storeDraft(sealed)).draftId
}

export interface ThreadFile {
  keyId: string
  /** The file as it describes itself, and the signed message that names it. */
  sealed: readonly string[]
  fileId: string
  draftId: string
}

/** A file for one person: it lies under the key of their thread, which their code opens. */
export async function sendThreadFile(
  actor: Actor,
  concernId: string,
  { keyId, sealed, fileId, draftId }: ThreadFile,
  now: Date,
): Promise<void> {
  const found = await withScope(actor.id, async (tx) => {
    await openedCase(tx, actor, concernId)
    const key = newestKey(await listKeys(tx, concernId), keyId)
    if (key.kind !== 'thread') throw notReady()
    return { recipient: key.recipient, isHere: (await findFile(tx, concernId, fileId)) !== null }
  })
  const place = { concernId, fileId, recipient: found.recipient }
  // The same picture a second time is the same file.
  if (found.isHere) await dropDraft(draftId)
  else await keepDraft(draftId, place, now).catch(ifNoDraft)
  const size = found.isHere ? 0 : ((await openSealedFile(place))?.size ?? 0)
  await withScope(actor.id, async (tx) => {
    await openedCase(tx, actor, concernId)
    const parts = sealed.map((each) => ({ keyId, sealed: each }))
    await keepSealedParts(tx, actor, concernId, parts, now)
    if (!found.isHere) await saveThreadFile(tx, { id: fileId, concernId, keyId, size }, dateOf(dayOf(now)))
  })
}

function ifNoDraft(error: unknown): never {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw notReady()
  throw error
}
