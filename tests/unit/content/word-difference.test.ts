import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { wordDifference } from '#content/word-difference.ts'

const side = (parts: ReturnType<typeof wordDifference>, other: 'removed' | 'added') =>
  parts
    .filter(({ change }) => change !== other)
    .map(({ text }) => text)
    .join('')

describe('what changed between two answers, word by word', () => {
  test('names the words that came and went', () => {
    expect(
      wordDifference('The clinic in Zemani is open.', 'The clinic in Tsavanya is open on Mondays.'),
    ).toEqual([
      { change: 'same', text: 'The clinic in ' },
      { change: 'removed', text: 'Zemani' },
      { change: 'added', text: 'Tsavanya' },
      { change: 'same', text: ' is ' },
      { change: 'removed', text: 'open.' },
      { change: 'added', text: 'open on Mondays.' },
    ])
  })

  test('tells words that were replaced one by one as one replacement', () => {
    expect(wordDifference('She calls when she can.', 'She calls every Monday in Zemani.')).toEqual([
      { change: 'same', text: 'She calls ' },
      { change: 'removed', text: 'when she can.' },
      { change: 'added', text: 'every Monday in Zemani.' },
    ])
  })

  test('says nothing changed where nothing did, and shows everything of what is new', () => {
    expect(wordDifference('Both the same.', 'Both the same.')).toEqual([
      { change: 'same', text: 'Both the same.' },
    ])
    expect(wordDifference('', 'All new.')).toEqual([{ change: 'added', text: 'All new.' }])
    expect(wordDifference('', '')).toEqual([])
  })

  test('gives back both texts to the letter, whatever they are', () => {
    const words = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', 'é', 'ɓ'), maxLength: 60 })
    fc.assert(
      fc.property(words, words, (before, after) => {
        const parts = wordDifference(before, after)
        expect(side(parts, 'added')).toBe(before)
        expect(side(parts, 'removed')).toBe(after)
      }),
    )
  })

  test('does not make anybody wait for two long texts without a word in common', () => {
    const long = (word: string) => Array.from({ length: 4_000 }, (_, index) => `${word}${index}`).join(' ')
    const began = performance.now()
    const parts = wordDifference(long('a'), long('b'))
    expect(performance.now() - began).toBeLessThan(2_000)
    expect(side(parts, 'added')).toBe(long('a'))
  })
})
