import { fileTypeFromBuffer } from 'file-type'
import { FileRefused } from '#app/server/files/problems.server.ts'

export type Handling = 'picture' | 'office' | 'pdf' | 'text' | 'recording'
export interface FileType {
  handling: Handling
  mediaType: string
  /** The first is given to a name that has none of them. */
  endings: readonly [string, ...string[]]
}

/** How much of the beginning is looked at. */
export const headLength = 64 * 1024

const recording = (mediaType: string, ...endings: [string, ...string[]]): FileType => ({
  handling: 'recording',
  mediaType,
  endings,
})
const picture = (mediaType: string, ...endings: [string, ...string[]]): FileType => ({
  handling: 'picture',
  mediaType,
  endings,
})
const pdf: FileType = { handling: 'pdf', mediaType: 'application/pdf', endings: ['pdf'] }
const text: FileType = { handling: 'text', mediaType: 'text/plain', endings: ['txt'] }
const csv: FileType = { handling: 'text', mediaType: 'text/csv', endings: ['csv'] }

const byFoundType: Record<string, FileType> = {
  'application/pdf': pdf,
  'image/jpeg': picture('image/jpeg', 'jpg', 'jpeg'),
  'image/png': picture('image/png', 'png'),
  'image/apng': picture('image/png', 'png'),
  'image/webp': picture('image/webp', 'webp'),
  'audio/mpeg': recording('audio/mpeg', 'mp3'),
  'audio/x-m4a': recording('audio/mp4', 'm4a'),
  'audio/mp4': recording('audio/mp4', 'm4a'),
  'audio/ogg': recording('audio/ogg', 'ogg', 'oga', 'opus'),
  'audio/ogg; codecs=opus': recording('audio/ogg', 'ogg', 'opus', 'oga'),
  'audio/wav': recording('audio/wav', 'wav'),
  'audio/amr': recording('audio/amr', 'amr', 'awb'),
  'video/mp4': recording('video/mp4', 'mp4', 'm4v'),
  'video/3gpp': recording('video/3gpp', '3gp'),
}

const photoOfPhone = ['image/heic', 'image/heif', 'image/avif']

/** A zip is an office document or nothing: which, only its table of contents says. */
export type Guess = FileType | { handling: 'zip' }

/** By what the file is, never by its name. The name only tells a table from other text. Throws FileRefused. */
export async function guessType(head: Buffer, name: string): Promise<Guess> {
  if (head.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1'))) return { handling: 'zip' }
  const beginning = head
    .subarray(0, 1024)
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart()
  // Also <?php and #!/bin/sh: whatever a browser or a machine would run.
  if (/^(<[!?a-z]|#!\/)/i.test(beginning)) throw new FileRefused('webPage')
  const found = await fileTypeFromBuffer(head).catch(() => undefined)
  if (found) {
    if (photoOfPhone.some((type) => found.mime.startsWith(type))) throw new FileRefused('heic')
    const known = byFoundType[found.mime]
    if (!known) throw new FileRefused('wrongType')
    return known
  }
  if (head.includes(0)) throw new FileRefused('wrongType')
  return /\.(csv|tsv)$/i.test(name) ? csv : text
}

/** Sees the whole text go by: UTF-8 without control characters, or refused. */
export function textInspector(): { push(bytes: Uint8Array): void; end(): void } {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const read = (decode: () => string) => {
    let piece: string
    try {
      piece = decode()
    } catch {
      throw new FileRefused('encoding')
    }

    if (/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(piece)) throw new FileRefused('wrongType')
  }
  return {
    push: (bytes) => read(() => decoder.decode(bytes, { stream: true })),
    end: () => read(() => decoder.decode()),
  }
}
