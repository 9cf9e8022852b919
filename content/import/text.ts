import type { Fault, Spot } from '#content/import/fault.ts'

/** Two megabytes: room for five thousand requirements in two languages, tersely. */
export const mostBytes = 2 * 1024 * 1024
/** No text of that many bytes has more. */
export const mostCharacters = mostBytes

/** A file as it is read: line breaks written one way, no mark at its beginning, accents composed. */
export function tidy(text: string): string {
  return text
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .normalize('NFC')
}

/** The text of a file, or where it stops being UTF-8. */
export function decode(bytes: Uint8Array): { text: string } | { fault: Fault } {
  try {
    return { text: tidy(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) }
  } catch {
    const before = new TextDecoder().decode(bytes.subarray(0, firstSpoiled(bytes)), { stream: true })
    const { line, column } = countLines(tidy(before)).placeOf(tidy(before).length)
    return { fault: { line, column, path: '', rule: 'notUtf8', values: {} } }
  }
}

/** How many bytes from the beginning are sound. */
function firstSpoiled(bytes: Uint8Array): number {
  let sound = 0
  let spoiled = bytes.length
  while (spoiled - sound > 1) {
    const middle = (sound + spoiled) >> 1
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true })
      sound = middle
    } catch {
      spoiled = middle
    }
  }
  return sound
}

export type Lines = {
  placeOf(at: number): { line: number; column: number }
  /** One line, from 1. */
  text(line: number): string
}

export function countLines(text: string): Lines {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  const lineText = (line: number) =>
    text.slice(starts[line - 1] ?? text.length, (starts[line] ?? Infinity) - 1)
  return {
    placeOf(at) {
      let low = 0
      let high = starts.length
      while (high - low > 1) {
        const middle = (low + high) >> 1
        if (starts[middle]! <= at) low = middle
        else high = middle
      }
      return { line: low + 1, column: charactersIn(text, starts[low]!, at) + 1 }
    },
    text: (line) => (line === starts.length ? text.slice(starts[line - 1]) : lineText(line)),
  }
}

/** Of a line that nobody reads to its end, half a character more or less is no matter. */
function charactersIn(text: string, from: number, to: number): number {
  if (to - from > 2000) return to - from
  return [...text.slice(from, to)].length
}

export function placed({ at, otherAt, ...spot }: Spot, lines: Lines): Fault {
  const other = otherAt === undefined ? {} : { otherLine: lines.placeOf(otherAt).line }
  return { ...lines.placeOf(at), ...spot, values: { ...spot.values, ...other } }
}

const longestExcerpt = 120
const beforeTheFault = 40

/** The line of a fault; of a long one the part around it. */
export function excerptOf(lines: Lines, { line, column }: Pick<Fault, 'line' | 'column'>): string {
  const whole = [...lines.text(line).slice(0, column + 1000)]
  if (whole.length <= longestExcerpt) return whole.join('').trimEnd()
  const from = Math.max(0, column - 1 - beforeTheFault)
  const room = longestExcerpt - (from > 0 ? 2 : 1)
  const part = whole.slice(from, from + room).join('')
  return `${from > 0 ? '…' : ''}${part}${from + room < whole.length ? '…' : ''}`
}

const neverInText =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** Characters that no reader sees and no database takes, each with its number. */
export function spoiledCharacters(text: string, most: number): { at: number; code: string }[] {
  const found: { at: number; code: string }[] = []
  for (const { 0: character, index } of text.matchAll(neverInText)) {
    found.push({
      at: index,
      code: `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
    })
    if (found.length === most) break
  }
  return found
}
