import { FileRefused } from '#app/server/files/problems.server.ts'
import type { FileType } from '#app/server/files/types.server.ts'

/** How much of the end is kept while a file goes by: the table of contents must lie in it. */
export const tailLength = 1024 * 1024
export const mostEntries = 2000
export const largestUnpacked = 200 * 1024 * 1024
/** What text in XML reaches; a bomb reaches a thousand. */
const largestRatio = 200
const smallAnyway = 1024 * 1024

export interface ZipEntry {
  name: string
  nameLength: number
  packed: number
  unpacked: number
  at: number
}

const endMark = 0x06054b50
const entryMark = 0x02014b50
const endLength = 22
const entryLength = 46
const localLength = 30

/**
 * The table of contents of a zip, from the last bytes of a file of `size` bytes. Null when it does not end as a zip does;
 * throws FileRefused when it does, but is not sound.
 */
export function readZipDirectory(tail: Buffer, size: number): ZipEntry[] | null {
  const end = endOf(tail)
  if (end === null) return null
  const count = tail.readUInt16LE(end + 10)
  const length = tail.readUInt32LE(end + 12)
  const start = tail.readUInt32LE(end + 16)
  const tailAt = size - tail.length
  const parts = tail.readUInt16LE(end + 4) + tail.readUInt16LE(end + 6)
  // 0xffff and 0xffffffff announce the format for files of gigabytes; they fail the same comparison.
  const follows = start + length === tailAt + end && start >= tailAt
  if (parts !== 0 || count === 0 || count > mostEntries || !follows) throw unsound()

  const entries: ZipEntry[] = []
  let at = start - tailAt
  while (at < end) {
    if (at + entryLength > end || tail.readUInt32LE(at) !== entryMark) throw unsound()
    const nameLength = tail.readUInt16LE(at + 28)
    const next = at + entryLength + nameLength + tail.readUInt16LE(at + 30) + tail.readUInt16LE(at + 32)
    if (next > end || isOdd(tail, at)) throw unsound()
    entries.push({
      name: tail.toString('utf8', at + entryLength, at + entryLength + nameLength),
      nameLength,
      packed: tail.readUInt32LE(at + 20),
      unpacked: tail.readUInt32LE(at + 24),
      at: tail.readUInt32LE(at + 42),
    })
    at = next
  }
  if (entries.length !== count || !isSound(entries, start)) throw unsound()
  return entries
}

/** Locked with a password, or packed in a way that no office program uses. */
function isOdd(tail: Buffer, at: number): boolean {
  const method = tail.readUInt16LE(at + 10)
  return (tail.readUInt16LE(at + 8) & 1) === 1 || (method !== 0 && method !== 8)
}

/** No entry lies over another, beyond the table or outside its folder, and none unpacks to more than it should. */
function isSound(entries: readonly ZipEntry[], directoryAt: number): boolean {
  let free = 0
  for (const { nameLength, packed, at } of [...entries].sort((a, b) => a.at - b.at)) {
    if (at < free) return false
    free = at + localLength + nameLength + packed
  }
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpacked, 0)
  const names = entries.map(({ name }) => name)
  return (
    free <= directoryAt &&
    unpacked <= largestUnpacked &&
    unpacked <= smallAnyway + largestRatio * directoryAt &&
    new Set(names).size === names.length &&
    names.every((name) => name !== '' && !/(^|[\\/])\.\.([\\/]|$)|^[\\/]|^[a-z]:|\0/i.test(name))
  )
}

function endOf(tail: Buffer): number | null {
  for (let at = tail.length - endLength; at >= Math.max(0, tail.length - endLength - 0xffff); at -= 1)
    if (tail.readUInt32LE(at) === endMark && at + endLength + tail.readUInt16LE(at + 20) === tail.length)
      return at
  return null
}

const office = (mediaType: string, ending: string): FileType => ({
  handling: 'office',
  mediaType,
  endings: [ending],
})
const openXml = 'application/vnd.openxmlformats-officedocument'
const byMainPart: [RegExp, FileType][] = [
  [/^word\/document\d*\.xml$/, office(`${openXml}.wordprocessingml.document`, 'docx')],
  [/^xl\/workbook\d*\.xml$/, office(`${openXml}.spreadsheetml.sheet`, 'xlsx')],
  [/^ppt\/presentation\d*\.xml$/, office(`${openXml}.presentationml.presentation`, 'pptx')],
]
const openDocument: Record<string, FileType> = {
  'application/vnd.oasis.opendocument.text': office('application/vnd.oasis.opendocument.text', 'odt'),
  'application/vnd.oasis.opendocument.spreadsheet': office(
    'application/vnd.oasis.opendocument.spreadsheet',
    'ods',
  ),
}

const macros = /(^|\/)vba(project|data)|^xl\/macrosheets\/|^basic\/.*\.(xml|xlb)$|^scripts\/.+/i
const packedAgain =
  /\.(zip|jar|7z|rar|gz|tgz|bz2|xz|cab|iso|exe|dll|com|scr|msi|js|jse|vbs|vbe|wsf|hta|bat|cmd|ps1|sh|apk|lnk)$/i

/** Which office document a sound zip is. Throws FileRefused for what carries programs, more archives, or is none. */
export function officeType(entries: readonly ZipEntry[], head: Buffer): FileType {
  const names = entries.map(({ name }) => name)
  if (names.some((name) => macros.test(name))) throw new FileRefused('macros')
  if (names.some((name) => packedAgain.test(name))) throw new FileRefused('wrongType')
  const type = openDocumentType(head) ?? openXmlType(names)
  if (!type) throw new FileRefused('wrongType')
  return type
}

function openXmlType(names: readonly string[]): FileType | null {
  if (!names.includes('[Content_Types].xml')) return null
  return byMainPart.find(([part]) => names.some((name) => part.test(name)))?.[1] ?? null
}

/** Its first entry is called mimetype and is not packed, so that anybody can read what it is. */
function openDocumentType(head: Buffer): FileType | null {
  const said = /^mimetype([a-z./-]+)/.exec(head.toString('latin1', localLength, localLength + 100))?.[1]
  if (!said) return null
  return openDocument[said] ?? null
}

function unsound(): FileRefused {
  return new FileRefused('unsound')
}
