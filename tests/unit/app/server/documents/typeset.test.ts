import fc from 'fast-check'
import { expect, test } from 'vitest'
import { directionOf } from '#app/server/documents/bidi.server.ts'
import { loadFonts } from '#app/server/documents/fonts.server.ts'
import { type } from '#app/server/documents/look.server.ts'
import { printable } from '#app/server/documents/printable.server.ts'
import { createTypesetter, type Block } from '#app/server/documents/typeset.server.ts'

const fonts = loadFonts()
/** Every letter half as wide as it is tall: enough to see where lines break. */
const measure = (text: string, _face: string, size: number) => text.length * size * 0.5
const typesetter = createTypesetter(fonts, measure)
const set = (text: string, width: number) => typesetter.set([{ text, style: type.body }], width)
const lines = (block: Block) => block.lines.map(({ pieces }) => pieces.map(({ text }) => text).join(''))

test('African letters and French accents are printed as they were typed', () => {
  for (const text of [
    'ɓoye ɗaukar ƙarami',
    'ŋkɔ ɖeka Eʋegbe',
    'ẹ̀kọ́ ọ̀rẹ́ ṣe',
    'où l’être naît, cœur « ouvert »',
  ]) {
    expect(printable(text, fonts)).toEqual({ text: text.normalize('NFC'), complete: true })
  }
})

test('what no font can draw is shown as a replacement, and the document knows', () => {
  expect(printable('a 🐟 b', fonts)).toEqual({ text: 'a \ufffd b', complete: false })
})

test('invisible characters cannot hide or turn words', () => {
  expect(printable('pay\u202e olleh\u202c\u0000\u200b now', fonts).text).toBe('pay olleh now')
  expect(printable('\ud800 half a letter', fonts).text).toBe('\ufffd half a letter')
})

test('digits and brackets inside Arabic keep their order, and the words run from right to left', () => {
  const text = 'الغرفة 12 (مجاناً)'
  const shown = directionOf(text)!.stretches(0, text.length)
  expect(directionOf(text)!.rtl).toBe(true)
  expect(shown.map((stretch) => stretch.text)).toEqual(['(', 'مجاناً', ')', ' ', '12', ' ', 'الغرفة'])
})

test('a line breaks between words, and a word is cut only when it is wider than the line', () => {
  expect(lines(set('one two three', type.body.size * 0.5 * 8))).toEqual(['one two', 'three'])
  expect(lines(set('abcdefghij', type.body.size * 0.5 * 4))).toEqual(['abcd', 'efgh', 'ij'])
})

test('nothing typed is lost when lines are broken, and no line is wider than its column', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abɓɗƙŋẹọéÀœ-/’'), minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(fc.array(word, { maxLength: 60 }), fc.integer({ min: 30, max: 400 }), (words, width) => {
      const text = words.join(' ')
      const block = set(text, width)
      expect(lines(block).join('').replaceAll(' ', '')).toBe(text.normalize('NFC').replaceAll(' ', ''))
      for (const line of block.lines) expect(line.width).toBeLessThanOrEqual(width + 0.01)
    }),
  )
})
