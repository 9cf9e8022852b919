import { PdfArray, PdfNumber, PdfString, type PdfObject } from '@libpdf/core'
import { DocumentFailure } from '#app/server/documents/failure.server.ts'

/** A revision whose bytes are all decided but for what stands in the hole, which no signature covers. */
export type Revision = { bytes: Uint8Array; hole: number; room: number }

const widest = 9_999_999_999
const placeholder = /\[0 9999999999 9999999999 9999999999\]/

/** What a signature dictionary holds until its bytes are known. */
export function emptyHole(room: number): Record<'ByteRange' | 'Contents', PdfObject> {
  return {
    ByteRange: new PdfArray([0, widest, widest, widest].map((number) => PdfNumber.of(number))),
    Contents: PdfString.fromBytes(new Uint8Array(room)),
  }
}

/** Writes which bytes are covered into the newest revision, and gives them back. What was there before stays. */
export function withByteRange(revised: Uint8Array, before: Uint8Array, room: number) {
  const file = Buffer.from(revised.buffer, revised.byteOffset, revised.byteLength)
  const start = before.byteLength
  if (!file.subarray(0, start).equals(before))
    throw new DocumentFailure('signingFailed', 'earlier bytes were touched')

  const hole = file.indexOf(`<${'00'.repeat(room)}>`, start, 'latin1')
  const range = file.subarray(start).toString('latin1').match(placeholder)
  if (hole < 0 || range?.index === undefined) throw new DocumentFailure('signingFailed', 'no room was kept')
  const end = hole + room * 2 + 2
  const written = `[0 ${hole} ${end} ${file.length - end}]`
  file.write(written.padEnd(range[0].length), start + range.index, 'latin1')
  return { file, hole, covered: [file.subarray(0, hole), file.subarray(end)] }
}

/** Replaces what stands in the hole; the rest of the room stays empty. */
export function fillHole({ bytes, hole, room }: Revision, content: Uint8Array): void {
  if (content.byteLength > room) throw new DocumentFailure('signingFailed', 'the signature is too long')
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  file.write(
    Buffer.from(content)
      .toString('hex')
      .padEnd(room * 2, '0'),
    hole + 1,
    'latin1',
  )
}
