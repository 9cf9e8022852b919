import type { CaseKeys } from '#app/sealing/parcel.ts'
import type { PartOf } from '#app/sealing/parts.ts'
import { fileIdOf } from '#app/server/concerns/ids.server.ts'
import { dropDraft, keepDraft } from '#app/server/concerns/sealed-files.server.ts'
import type { Scan } from '#app/server/files/scan.server.ts'

/** Sealed as it arrived. The keys are in memory only, the same for all files of one form; what was chosen of the rest is not known yet. */
export interface ReceivedFile {
  keys: CaseKeys
  name: string
  /** Of the bytes as they were sent, in hexadecimal. Never stored. */
  sha256: string
  scan: Scan
  /** As it was sent; null for a picture of which only the cleaned copy may be kept. */
  asSent: StoredCopy | null
  /** A picture drawn anew, without its hidden details. */
  cleaned: StoredCopy | null
}

export interface StoredCopy {
  draftId: string
  mediaType: string
  /** Before and after sealing. */
  size: number
  sealedSize: number
  inline: boolean
}

export interface FileToKeep {
  part: PartOf<'file'>
  draftId: string
  sealedSize: number
}

/** Of a picture the cleaned copy alone, unless its hidden details are locked as proof. */
export function partsOfFiles(
  files: readonly ReceivedFile[],
  digestKey: Uint8Array,
  pictureIsProof: boolean,
): FileToKeep[] {
  const kept = files.flatMap(({ name, sha256, scan, asSent, cleaned }) => {
    const part = (copy: StoredCopy, form: 'as_sent' | 'cleaned'): FileToKeep => ({
      part: {
        kind: 'file',
        fileId: fileIdOf(digestKey, sha256, form),
        name,
        mediaType: copy.mediaType,
        size: copy.size,
        scan,
        cleaned: form === 'cleaned',
        original: form === 'as_sent' && (cleaned !== null || isPicture(copy)),
        inline: copy.inline && scan !== 'infected' && scan !== 'unscannable',
        from: 'reporter',
      },
      draftId: copy.draftId,
      sealedSize: copy.sealedSize,
    })
    return [
      ...(cleaned ? [part(cleaned, 'cleaned')] : []),
      ...(asSent && (!cleaned || pictureIsProof) ? [part(asSent, 'as_sent')] : []),
    ]
  })
  // The same picture chosen twice is one.
  return [...new Map(kept.map((file) => [file.part.fileId, file])).values()]
}

/** A picture that nobody here can draw anew, a HEIC of a telephone or a damaged one: its hidden details are still in it. */
export function keepsHiddenDetails({ asSent, cleaned }: ReceivedFile): boolean {
  return !cleaned && asSent !== null && isPicture(asSent)
}

function isPicture({ mediaType }: StoredCopy): boolean {
  return mediaType.startsWith('image/')
}

export async function keepReceived(
  files: readonly FileToKeep[],
  place: { concernId: string; recipient: string },
  at: Date,
): Promise<void> {
  for (const { draftId, part } of files) await keepDraft(draftId, { ...place, fileId: part.fileId }, at)
}

/** What was not kept. */
export async function dropReceived(files: readonly ReceivedFile[]): Promise<void> {
  for (const { asSent, cleaned } of files)
    for (const copy of [asSent, cleaned]) if (copy) await dropDraft(copy.draftId)
}
