import type { Trust } from '#app/server/crypto/authority.server.ts'
import { readSignature, withdrawnAuthority } from '#app/server/crypto/signature.server.ts'
import { checkTimeStamp, sha256Of, TimeStampRefused } from '#app/server/crypto/time-stamp.server.ts'
import type { SigningCapacity } from '#app/server/documents/assessment-model.server.ts'
import { closingField } from '#app/server/documents/close-document.server.ts'
import { DocumentFailure } from '#app/server/documents/failure.server.ts'
import type { Signatory } from '#app/server/documents/signature-block.server.ts'

export type ExpectedSigner = { capacity: SigningCapacity; signatory: Signatory }

export type Expected = {
  /** The first, unsigned revision. */
  drawn: Uint8Array
  /** What was there before the last signature; the drawn one when there is a single signature. */
  previous: Uint8Array
  /** Everyone whose signature must be there, in order. */
  signers: ExpectedSigner[]
  /** Whether nobody signs after these. */
  last?: boolean
  trust: Trust
  /** Set when the newest signature must carry a time stamp, and the last one be followed by another over everything. */
  stamps: { pinned: string[] | null } | null
  now: Date
}

export type OwnSignature = {
  capacity: SigningCapacity
  name: string
  organisationName: string
  signedAt: Date
  stampedAt: Date | null
  coversUntil: number
}

const endOfRevision = '%%EOF\n'

/**
 * Checks what this program has just made, byte by byte, before it is stored. It reads our own way of writing and nothing
 * else, so it is no judge of files from elsewhere: those are looked up by their hash and never parsed.
 */
export function verifyOwnDocument(bytes: Uint8Array, expected: Expected): OwnSignature[] {
  try {
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    expect(isPrefix(expected.drawn, file) && isPrefix(expected.previous, file), 'earlier revisions')
    const found = revisionsOf(file, expected.drawn.byteLength)
    if (expected.stamps && expected.last) checkClosing(file, found.pop(), expected)
    expect(found.length === expected.signers.length, 'number of signatures')
    expect(found.at(-2)?.end === expected.previous.byteLength || found.length === 1, 'previous revision')
    return found.map((revision, index) => check(file, revision, index, expected))
  } catch (cause) {
    if (cause instanceof DocumentFailure) throw cause
    const detail = cause instanceof Error ? cause.message : ''
    if (cause instanceof TimeStampRefused) throw new DocumentFailure('timeStampRefused', detail, { cause })
    const withdrawn = detail.endsWith(withdrawnAuthority)
    throw new DocumentFailure(withdrawn ? 'signingKeyWithdrawn' : 'notAsSigned', detail, { cause })
  }
}

type Revision = { start: number; end: number; dictionary: string; range: [number, number, number, number] }

/** Each signature has to close the revision that brought it, and its revision begins where the one before ended. */
function revisionsOf(file: Buffer, drawnLength: number): Revision[] {
  const revisions: Revision[] = []
  let start = drawnLength
  while (start < file.length) {
    const text = file.subarray(start).toString('latin1')
    const match = /\/ByteRange\s*\[0 (\d{1,10}) (\d{1,10}) (\d{1,10})\]/.exec(text)
    expect(match !== null, 'byte range')
    const [first, second, third] = match.slice(1).map(Number) as [number, number, number]
    const end = second + third
    expect(first > start && second > first && end > second && end <= file.length, 'byte range')
    expect(endsRevision(file.subarray(0, end)), 'end of the revision')
    const own = file.subarray(start, end).toString('latin1')
    expect(
      own.split('/ByteRange').length === 2 && own.split('%%EOF').length === 2,
      'one signature in a revision',
    )
    revisions.push({
      start,
      end,
      dictionary: dictionaryAround(own, match.index),
      range: [0, first, second, third],
    })
    start = end
  }
  expect(start === file.length, 'end of the file')
  return revisions
}

function check(file: Buffer, revision: Revision, index: number, expected: Expected): OwnSignature {
  const { end, dictionary } = revision
  const { signers, trust, stamps, now } = expected
  const signer = signers[index]!
  const newest = index === signers.length - 1
  expect(/\/SubFilter\s*\/ETSI\.CAdES\.detached\b/.test(dictionary), 'kind of signature')
  expect(/\/TransformMethod\s*\/DocMDP\b/.test(dictionary) === (index === 0), 'certification')
  expect(fieldNames(textOf(file, revision)).join() === signer.capacity, 'order of signers')

  const { content, covered } = holeOf(file, revision)
  const signedAt = momentIn(dictionary)
  // Earlier ones were checked in this way when they were new, against what was known on that day.
  const read = readSignature(content, covered, {
    trust,
    now: newest ? now : null,
    stamp: newest ? { pinned: stamps?.pinned ?? null, now } : { pinned: null },
  })
  if (newest) expect((read.stamp !== null) === (stamps !== null), 'time stamp')
  const { name, roleLabel, organisationName } = signer.signatory
  expect(sameStart(read.name, name ?? roleLabel), 'name in the certificate')
  expect(sameStart(read.title, roleLabel), 'role in the certificate')
  expect(sameStart(read.organisationName, organisationName), 'organisation in the certificate')
  return {
    capacity: signer.capacity,
    name: read.name,
    organisationName: read.organisationName,
    signedAt,
    stampedAt: read.stamp?.at ?? null,
    coversUntil: end,
  }
}

/** The time stamp after the last signature, over everything, with what is needed to check the signatures one day. */
function checkClosing(
  file: Buffer,
  revision: Revision | undefined,
  { stamps, now }: Expected,
): asserts revision {
  expect(revision !== undefined && revision.end === file.length, 'closing time stamp')
  const text = textOf(file, revision)
  expect(/\/SubFilter\s*\/ETSI\.RFC3161\b/.test(revision.dictionary), 'kind of closing')
  expect(/\/Type\s*\/DocTimeStamp\b/.test(revision.dictionary), 'kind of closing')
  expect(fieldNames(text).join() === closingField, 'field of the closing')
  expect(/\/Type\s*\/DSS\b/.test(text), 'validation data')
  const { content, covered } = holeOf(file, revision)
  checkTimeStamp(content, { imprint: sha256Of(...covered), pinned: stamps?.pinned ?? null, now })
}

function holeOf(file: Buffer, { start, end, range }: Revision): { content: Buffer; covered: Buffer[] } {
  const [, holeStart, holeEnd] = range
  const hole = file.subarray(holeStart, holeEnd).toString('latin1')
  expect(/^<[0-9a-f]+>$/i.test(hole), 'the hole')
  expect(
    file.subarray(start, holeStart).toString('latin1').trimEnd().endsWith('/Contents'),
    'the hole is the signature',
  )
  const content = trimmed(Buffer.from(hole.slice(1, -1), 'hex'))
  return { content, covered: [file.subarray(0, holeStart), file.subarray(holeEnd, end)] }
}

function textOf(file: Buffer, { start, end }: Revision): string {
  return file.subarray(start, end).toString('latin1')
}

function dictionaryAround(text: string, at: number): string {
  return text.slice(text.lastIndexOf(' obj', at), text.indexOf('endobj', at))
}

/** The fields that a revision gives a value. */
function fieldNames(revision: string): string[] {
  return revision
    .split('endobj')
    .filter((object) => /\/FT\s*\/Sig\b/.test(object))
    .map((object) => /\/T\s*\((\w+)\)/.exec(object)?.[1] ?? '')
}

function momentIn(dictionary: string): Date {
  const match = /\/M\s*\(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z\)/.exec(dictionary)
  expect(match !== null, 'time of signing')
  const [year, month, day, hour, minute, second] = match.slice(1)
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}

/** The reserve after the signature has to be empty: anything else there would be unsigned. */
function trimmed(reserve: Buffer): Buffer {
  const lengthBytes = reserve[1]! & 0x7f
  expect(reserve[0] === 0x30 && reserve[1]! > 0x80 && lengthBytes <= 3, 'the signature')
  const length = 2 + lengthBytes + reserve.readUIntBE(2, lengthBytes)
  expect(length <= reserve.length && reserve.subarray(length).every((byte) => byte === 0), 'the reserve')
  return reserve.subarray(0, length)
}

function endsRevision(bytes: Buffer): boolean {
  return bytes.subarray(-endOfRevision.length).toString('latin1') === endOfRevision
}

function isPrefix(start: Uint8Array, whole: Buffer): boolean {
  return start.byteLength <= whole.length && whole.subarray(0, start.byteLength).equals(start)
}

/** A certificate holds at most 64 characters of a name, on one line. */
function sameStart(read: string, whole: string): boolean {
  const line = [...whole.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()].slice(0, 64).join('').trim()
  return read === line
}

function expect(holds: boolean, what: string): asserts holds {
  if (!holds) throw new DocumentFailure('notAsSigned', what)
}
