import { fileTypeFromBuffer } from 'file-type'
import { env } from '#app/server/env.server.ts'
import { FileRefused } from '#app/server/files/problems.server.ts'
import { scan } from '#app/server/files/scan.server.ts'
import { readZipDirectory, tailLength } from '#app/server/files/zip-directory.server.ts'

/** As the database says too. */
export const largestSound = 2 * 1024 * 1024

export type SoundMedia = 'audio/ogg' | 'audio/mpeg' | 'audio/mp4' | 'audio/aac' | 'audio/webm'
export type SoundProblem = 'empty' | 'tooLarge' | 'page' | 'wrongType' | 'pictures' | 'place' | 'unsafe'
export type Sound = { media: SoundMedia; bytes: Buffer<ArrayBuffer> } | { problem: SoundProblem }

const byFoundType: Record<string, SoundMedia> = {
  'audio/ogg': 'audio/ogg',
  'audio/ogg; codecs=opus': 'audio/ogg',
  'audio/mpeg': 'audio/mpeg',
  'audio/x-m4a': 'audio/mp4',
  'audio/mp4': 'audio/mp4',
  'audio/aac': 'audio/aac',
  'audio/webm': 'audio/webm',
  // What telephones and browsers make of sound alone begins like a film: what is in it tells.
  'video/mp4': 'audio/mp4',
  'video/webm': 'audio/webm',
}

/** A recording that everybody may hear, by what it is and never by its name, without what was written into it about somebody. */
export async function readSound(given: Uint8Array): Promise<Sound> {
  if (given.byteLength === 0) return { problem: 'empty' }
  if (given.byteLength > largestSound) return { problem: 'tooLarge' }
  const bytes = withoutTags(Buffer.from(given))
  if (holdsPage(bytes)) return { problem: 'page' }
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined)
  const media = found && byFoundType[found.mime]
  if (!media || endsAsZip(bytes)) return { problem: 'wrongType' }
  if (holdsPictures(bytes, media)) return { problem: 'pictures' }
  if (media === 'audio/mp4' && holdsPlace(bytes)) return { problem: 'place' }
  const scanned = await scan([bytes], env.clamdUrl)
  if (scanned === 'infected' || scanned === 'unscannable') return { problem: 'unsafe' }
  return { media, bytes: media === 'audio/mpeg' ? withoutLastTag(bytes) : bytes }
}

const headLength = 64 * 1024

/** Whatever a browser would run, wherever it begins. */
function holdsPage(bytes: Buffer): boolean {
  const head = bytes.subarray(0, headLength).toString('latin1')
  return /<(?:!doctype|html|head|body|script|svg|iframe|\?php|\?xml)/i.test(head) || /^\s*#!\//.test(head)
}

/** Programs that open zips look at the end, all others at the beginning: such a file is two. */
function endsAsZip(bytes: Buffer): boolean {
  try {
    return readZipDirectory(bytes.subarray(-tailLength), bytes.length) !== null
  } catch (error) {
    if (error instanceof FileRefused) return true
    throw error
  }
}

function holdsPictures(bytes: Buffer, media: SoundMedia): boolean {
  if (media === 'audio/mp4') return !bytes.includes('soun') || bytes.includes('vide')
  if (media === 'audio/webm') return !/A_(OPUS|VORBIS)/.test(headOf(bytes)) || /V_[A-Z]/.test(headOf(bytes))
  return false
}

function headOf(bytes: Buffer): string {
  return bytes.subarray(0, headLength).toString('latin1')
}

/** Telephones write where they are into a recording. */
function holdsPlace(bytes: Buffer): boolean {
  return bytes.includes(Buffer.from('\u00a9xyz', 'latin1')) || bytes.includes('com.apple.quicktime.location')
}

/** Names, places and pictures before and behind the sound of an MP3; nobody needs them to hear it. */
function withoutTags(bytes: Buffer<ArrayBuffer>): Buffer<ArrayBuffer> {
  let rest = bytes
  while (rest.length > 10 && rest.toString('latin1', 0, 3) === 'ID3') {
    const length = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + (rest[at]! & 0x7f), 0)
    rest = rest.subarray(Math.min(rest.length, 10 + length + (rest[5]! & 0x10 ? 10 : 0)))
  }
  return rest
}

function withoutLastTag(bytes: Buffer<ArrayBuffer>): Buffer<ArrayBuffer> {
  const isTagged = bytes.length > 128 && bytes.subarray(-128, -125).equals(Buffer.from('TAG'))
  return isTagged ? bytes.subarray(0, -128) : bytes
}
