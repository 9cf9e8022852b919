import { z } from 'zod'
import { Parcel } from '#app/sealing/parcel.ts'
import { concernIdOf } from '#app/server/concerns/ids.server.ts'
import { isKept, keepDraft } from '#app/server/concerns/sealed-files.server.ts'
import { notReady } from '#app/server/errors.server.ts'
import { openDoor, receiveParcel, type OpenDoor } from '#app/server/workflows/concern-filing.server.ts'

const mostFiles = 20
const mostParts = 60

export const LockedSending = z.strictObject({
  parcel: Parcel,
  drafts: z.array(z.strictObject({ fileId: z.uuid(), draftId: z.uuid() })).max(mostFiles),
  light: z.boolean(),
})
export type LockedSending = z.infer<typeof LockedSending>

/**
 * A concern that was sealed in the browser. Nothing in it can be read here, so what is checked is who could: only people
 * whom this door names, all of one body and in reserve of one other, each for what their key is for. Throws notReady
 * otherwise.
 */
export async function receiveLocked(slug: string, sending: LockedSending, now: Date): Promise<void> {
  const { parcel, drafts, light } = sending
  const door = await openDoor(slug)
  if (!door?.isOpen || !isWellAddressed(door, parcel) || parcel.parts.length > mostParts) throw notReady()
  const fileIds = parcel.files.map(({ id }) => id)
  if (new Set(fileIds).size !== fileIds.length || fileIds.length > mostFiles) throw notReady()
  // A part without its digest is one that a handler wrote.
  if (parcel.parts.some(({ digest }) => digest === '')) throw notReady()
  const recipient = parcel.keys.find(({ kind }) => kind === 'file')!.recipient
  const concernId = concernIdOf(Buffer.from(parcel.lookupHash, 'base64'))
  for (const { fileId, draftId } of drafts)
    if (fileIds.includes(fileId))
      await keepDraft(draftId, { concernId, fileId, recipient }, now).catch(ifKeptBefore)
  // Nothing is acknowledged that is not here: a draft is swept after a day.
  for (const fileId of fileIds) if (!(await isKept({ concernId, fileId, recipient }))) throw notReady()
  await receiveParcel(parcel, now, { slug, kind: light ? 'complaint' : 'concern' })
}

/** Sent again after a cut line: the draft lies in its place already. */
function ifKeptBefore(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
}

function isWellAddressed(door: OpenDoor, { keys, envelopes }: Parcel): boolean {
  const kinds = keys.map(({ kind }) => kind)
  if (!['file', 'thread', 'identity'].every((kind) => kinds.includes(kind as (typeof kinds)[number])))
    return false
  const shown = new Map(door.readers.map((reader) => [reader.keyId, reader]))
  const bodiesOf = (some: Parcel['envelopes']) =>
    new Set(
      some
        .flatMap(({ handlerKeyId, innerKeyId }) => [handlerKeyId, ...(innerKeyId ? [innerKeyId] : [])])
        .map((keyId) => shown.get(keyId)?.organisationId),
    )
  const first = bodiesOf(envelopes.filter(({ reserve }) => !reserve))
  const next = bodiesOf(envelopes.filter(({ reserve }) => reserve))
  if (first.has(undefined) || first.size !== 1 || next.has(undefined) || next.size > 1) return false
  if ([...next].some((body) => first.has(body))) return false
  const seen = envelopes.map(
    ({ kind, handlerKeyId, innerKeyId }) => `${kind} ${handlerKeyId} ${innerKeyId ?? ''}`,
  )
  if (new Set(seen).size !== seen.length) return false
  return envelopes.every(({ kind, handlerKeyId, innerKeyId, reserve }) => {
    const { duties } = shown.get(handlerKeyId)!
    if (reserve) return innerKeyId === undefined && duties.includes('handle')
    if (innerKeyId) return duties.includes('escrow') && shown.get(innerKeyId)!.duties.includes('escrow')
    return duties.includes('handle') || (kind === 'identity' && duties.includes('custody'))
  })
}
