import type { Face, Fonts } from '#app/server/documents/fonts.server.ts'

/** Every character here has a glyph in the Latin fonts, so most text is passed without a look at each letter. */
const plain =
  /^[\u0020-\u007e\u00a0-\u0148\u014a-\u024f\u0250-\u02af\u1ea0-\u1ef9\u2013\u2014\u2018-\u201e\u2022\u2026\u202f\n]*$/
const arabicScript = /[\p{Script=Arabic}]/u
const mark = /\p{M}/u
const unseen =
  /[\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu

/** One form for each letter, no invisible characters, line breaks as \n, and U+FFFD for what no font here can draw. */
export function printable(text: string, fonts: Fonts): { text: string; complete: boolean } {
  const tidy = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
  if (plain.test(tidy)) return { text: tidy, complete: true }
  let complete = true
  const shown = tidy
    .split('\n')
    .map((line) =>
      [...line.replace(unseen, '')]
        .map((character) => {
          if (faceFor(character, 'regular', fonts) !== null) return character
          complete = false
          return '\ufffd'
        })
        .join(''),
    )
    .join('\n')
  return { text: shown, complete }
}

/** The face that draws a character in place of `wanted`; null when there is none. */
export function faceFor(character: string, wanted: Face, fonts: Fonts): Face | null {
  const arabic: Face = wanted === 'bold' || wanted === 'arabicBold' ? 'arabicBold' : 'arabic'
  const codePoint = character.codePointAt(0)!
  if (arabicScript.test(character) && fonts[arabic].hasGlyphForCodePoint(codePoint)) return arabic
  if (fonts[wanted].hasGlyphForCodePoint(codePoint)) return wanted
  if (fonts.regular.hasGlyphForCodePoint(codePoint)) return 'regular'
  return fonts[arabic].hasGlyphForCodePoint(codePoint) ? arabic : null
}

export type FaceRun = { start: number; end: number; face: Face }

/** Splits text[start, end) where another font has to take over. A mark stays with the letter it sits on. */
export function faceRuns(text: string, start: number, end: number, wanted: Face, fonts: Fonts): FaceRun[] {
  const part = text.slice(start, end)
  if (plain.test(part)) return part === '' ? [] : [{ start, end, face: wanted }]
  const runs: FaceRun[] = []
  let at = start
  for (const character of part) {
    const last = runs.at(-1)
    const face = last && mark.test(character) ? last.face : (faceFor(character, wanted, fonts) ?? wanted)
    if (last?.face === face) last.end += character.length
    else runs.push({ start: at, end: at + character.length, face })
    at += character.length
  }
  return runs
}
