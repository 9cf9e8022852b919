import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { brotliDecompressSync, constants, inflateRawSync, inflateSync } from 'node:zlib'

/** Bytes to be looked through, and what they are called when something is found in them. */
export interface Source {
  place: string
  bytes: Buffer
}

/** A phrase in every form in which it could lie somewhere; of bytes, as they are and as letters. */
export function formsOf(phrase: string | Buffer): Map<string, Buffer> {
  const forms = new Map<string, Buffer>()
  const add = (name: string, text: string | Buffer) => {
    const bytes = Buffer.from(text as string)
    if (![...forms.values()].some((one) => one.equals(bytes))) forms.set(name, bytes)
  }
  const addLetters = (name: string, bytes: Buffer) => {
    add(name, bytes)
    add(`${name}, hexadecimal`, bytes.toString('hex'))
    add(`${name}, HEXADECIMAL`, bytes.toString('hex').toUpperCase())
    for (const shift of [0, 1, 2]) {
      // The letters at both ends also hold bits of what stands beside the phrase.
      const whole = Buffer.concat([Buffer.alloc(shift), bytes])
        .toString('base64')
        .replace(/=+$/, '')
      const sure = whole.slice(shift === 0 ? 0 : 4, (bytes.length + shift) % 3 === 0 ? undefined : -1)
      add(`${name}, base64 +${shift}`, sure)
      add(`${name}, base64url +${shift}`, sure.replaceAll('+', '-').replaceAll('/', '_'))
    }
  }
  addLetters('plain', Buffer.from(phrase as string))
  if (typeof phrase !== 'string') return forms
  const wide = Buffer.from(phrase, 'utf16le')
  addLetters('UTF-16LE', wide)
  add('UTF-16BE', Buffer.from(wide).swap16())
  add('upper case', phrase.toUpperCase())
  add('lower case', phrase.toLowerCase())
  add('latin 1', Buffer.from(phrase, 'latin1'))
  add('percent-encoded', encodeURIComponent(phrase))
  add('of a form', new URLSearchParams([['', phrase]]).toString().slice(1))
  add('JSON', JSON.stringify(phrase).slice(1, -1))
  add('JSON in JSON', JSON.stringify(JSON.stringify(phrase).slice(1, -1)).slice(1, -1))
  add('HTML', phrase.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'))
  add('quoted-printable', quotedPrintable(phrase))
  return forms
}

function quotedPrintable(text: string): string {
  return [...Buffer.from(text)]
    .map((byte) =>
      byte < 0x80 && byte !== 0x3d
        ? String.fromCharCode(byte)
        : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('')
}

/** Where the phrase is, in which form: none is what we hope for. */
export function findPhrase(sources: Iterable<Source>, forms: Map<string, Buffer>): string[] {
  const found: string[] = []
  for (const { place, bytes } of sources)
    for (const [packed, piece] of unpacked(bytes, 3))
      for (const [form, wanted] of forms) if (piece.includes(wanted)) found.push(`${place}${packed}: ${form}`)
  return found
}

const mostPacked = 64 * 1024 * 1024
const readable = { maxOutputLength: mostPacked, finishFlush: constants.Z_SYNC_FLUSH }

/** The bytes, the same without line breaks, and whatever was compressed or written as letters inside them. */
function* unpacked(bytes: Buffer, deeper: number): Generator<[string, Buffer]> {
  yield ['', bytes]
  if (bytes.length > mostPacked) return
  const text = bytes.toString('latin1')
  if (text.includes('\n') && !text.includes('\0'))
    yield [' (lines joined)', Buffer.from(text.replace(/=?\r?\n[ \t]?/g, ''), 'latin1')]
  if (deeper === 0) return
  for (const [name, inside] of compressedIn(bytes, text))
    for (const [more, piece] of unpacked(inside, deeper - 1)) yield [` > ${name}${more}`, piece]
  for (const [letters] of text.matchAll(/(?:[0-9a-f]{2}){24,}|(?:[0-9A-F]{2}){24,}/g)) {
    const inside = Buffer.from(letters, 'hex')
    for (const [name, piece] of compressedIn(inside, inside.toString('latin1')))
      yield [` > hexadecimal > ${name}`, piece]
  }
  for (const [letters] of text.matchAll(/[\w+/-]{48,}/g)) {
    const inside = Buffer.from(letters, 'base64')
    for (const [name, piece] of compressedIn(inside, inside.toString('latin1')))
      yield [` > base64 > ${name}`, piece]
  }
}

const beginnings: [name: string, start: RegExp, open: (bytes: Buffer) => Buffer][] = [
  ['gzip', /\x1f\x8b\x08/g, (bytes) => inflateRawSync(afterGzipHead(bytes), readable)],

  ['zlib', /\x78[\x01\x5e\x9c\xda]/g, (bytes) => inflateSync(bytes, readable)],

  ['zip', /PK\x03\x04[^]{4}\x08\x00/g, (bytes) => inflateRawSync(afterZipHead(bytes), readable)],
]

/** What follows a stream would make gunzip refuse it. */
function afterGzipHead(bytes: Buffer): Buffer {
  const flags = bytes[3] ?? 0
  let at = 10
  if (flags & 4) at += 2 + bytes.readUInt16LE(at)
  for (const name of [8, 16]) if (flags & name) at = bytes.indexOf(0, at) + 1
  return bytes.subarray(at + (flags & 2))
}

function afterZipHead(bytes: Buffer): Buffer {
  return bytes.subarray(30 + bytes.readUInt16LE(26) + bytes.readUInt16LE(28))
}

function* compressedIn(bytes: Buffer, text: string): Generator<[string, Buffer]> {
  for (const [name, start, open] of beginnings)
    for (const { index } of text.matchAll(start)) {
      const inside = opened(() => open(bytes.subarray(index)))
      if (inside) yield [name, inside]
    }
  // Brotli and bare deflate have no beginning by which they could be known: only what is one as a whole is opened.
  for (const [name, open] of [
    ['brotli', brotliDecompressSync],
    ['deflate', inflateRawSync],
  ] as const) {
    const inside = bytes.length < 1024 * 1024 ? opened(() => open(bytes)) : null
    if (inside) yield [name, inside]
  }
}

/** Null for what is no such stream, and for the few letters that random bytes may seem to hold. */
function opened(open: () => Buffer): Buffer | null {
  try {
    const inside = open()
    return inside.length >= 8 ? inside : null
  } catch {
    return null
  }
}

type Query = <Row extends object>(sql: string) => Promise<Row[]>

/** Every row of every table as text, and the bytes of every field of bytes, decoded. */
export async function* everyRow(query: Query): AsyncGenerator<Source> {
  const tables = await query<{ schema: string; name: string }>(
    `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by 1, 2`,
  )
  for (const { schema, name } of tables) {
    const place = `table ${schema}.${name}`
    const rows = await query<{ row: string }>(`select to_jsonb(t)::text as row from "${schema}"."${name}" t`)
    yield { place, bytes: Buffer.from(rows.map(({ row }) => row).join('\n')) }
    for (const { row } of rows)
      for (const [hex] of row.matchAll(/(?<=\\\\x)[0-9a-f]{2,}/g))
        yield { place: `${place}, bytes`, bytes: Buffer.from(hex, 'hex') }
  }
}

/** Every file below a folder: its bytes, and its name. */
export function* everyFile(folder: string): Generator<Source> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const place = `file ${relative(folder, path)}`
    yield { place: `name of ${place}`, bytes: Buffer.from(path) }
    if (entry.isFile()) yield { place, bytes: readFileSync(path) }
  }
}
