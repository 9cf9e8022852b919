import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { en } from '#content/translations/en.ts'
import { fr } from '#content/translations/fr.ts'
import {
  chooseLocale,
  countryName,
  direction,
  formatDate,
  isKey,
  isLocale,
  listOf,
  locales,
  whenWordsFail,
  wordsFor,
  type Key,
} from '#content/words.ts'

const translations = new URL('../../../content/translations/', import.meta.url)
const broken = (problem: { key: string; reason: string }): never => {
  throw new Error(`words: ${problem.key}: ${problem.reason}`)
}
afterEach(() => whenWordsFail(broken))

describe('words', () => {
  test('are said in the language asked for, with their values', () => {
    expect(wordsFor('en')('content.framework.count', { count: 1 })).toBe('1 requirement')
    expect(wordsFor('fr')('content.framework.count', { count: 16 })).toBe('16 exigences')
  })

  test('numbers are written as each language writes them', () => {
    expect(wordsFor('fr')('content.answer.error.textTooLong', { length: 20_001, maximum: 20_000 })).toContain(
      '20\u202f001',
    )
    expect(wordsFor('en')('content.answer.error.textTooLong', { length: 20_001, maximum: 20_000 })).toContain(
      '20,001',
    )
  })

  test('an unknown key throws, unless the server has said how to carry on', () => {
    const unknown = 'content.there.is.none' as Key
    expect(() => wordsFor('en')(unknown)).toThrow('there is no such key')
    whenWordsFail(({ key }) => key)
    expect(wordsFor('en')(unknown)).toBe(unknown)
    expect(isKey(unknown)).toBe(false)
    expect(isKey('toString')).toBe(false)
    expect(isKey('content.do.save')).toBe(true)
  })

  test('a sentence without one of its values throws too', () => {
    expect(() => wordsFor('en')('content.requirement.number', { id: 'V-P-01' })).toThrow(
      'content.requirement.number',
    )
  })

  test.each(locales)('every file of the folder is part of %s', (locale) => {
    const inFolder = readdirSync(new URL(`${locale}/`, translations)).flatMap((name) =>
      Object.keys(JSON.parse(readFileSync(new URL(`${locale}/${name}`, translations), 'utf8')) as object),
    )
    expect(Object.keys({ en, fr }[locale]).sort()).toEqual(inFolder.sort())
  })
})

describe('the language of a page', () => {
  test('is the one in the address, else the one the person chose, else the browser’s wish, else English', () => {
    expect(chooseLocale({ query: 'fr', stored: 'en', acceptLanguage: 'en' })).toBe('fr')
    expect(chooseLocale({ query: 'xx', stored: 'fr', acceptLanguage: 'en' })).toBe('fr')
    expect(chooseLocale({ acceptLanguage: 'de, fr-SN;q=0.8, en;q=0.3' })).toBe('fr')
    expect(chooseLocale({ acceptLanguage: 'fr;q=0, en' })).toBe('en')
    expect(chooseLocale({ acceptLanguage: '*' })).toBe('en')
    expect(chooseLocale({})).toBe('en')
  })

  test('nothing odd in a header is an error', () => {
    for (const odd of [';;;,,q=', 'fr;q=abc', ','.repeat(100_000), '__proto__'])
      expect(isLocale(chooseLocale({ acceptLanguage: odd, query: odd, stored: odd }))).toBe(true)
  })

  test('runs from right to left where its script does', () => {
    expect(['ar', 'ha-Arab', 'ff-Adlm', 'ur'].map(direction)).toEqual(['rtl', 'rtl', 'rtl', 'rtl'])
    expect(['en', 'fr', 'ha', 'kri', 'not a tag'].map(direction)).toEqual(['ltr', 'ltr', 'ltr', 'ltr', 'ltr'])
  })
})

describe('dates, countries and lists', () => {
  const afternoon = new Date('2026-03-04T14:32:00Z')

  test('a day is a day, in British and in French order', () => {
    expect(formatDate('en', afternoon)).toBe('4 March 2026')
    expect(formatDate('fr', afternoon)).toBe('4 mars 2026')
    expect(formatDate('fr', new Date('2026-05-01'))).toBe('1er mai 2026')
    expect(formatDate('fr', new Date('2026-05-01'), 'dayWithWeekday')).toBe('vendredi 1er mai 2026')
  })

  test('a time names its zone', () => {
    expect(formatDate('en', afternoon, 'moment')).toBe('4 March 2026 at 14:32 UTC')
    expect(formatDate('fr', afternoon, 'moment')).toBe('4 mars 2026 à 14:32 UTC')
    expect(formatDate('en', afternoon, 'time', 'Africa/Freetown')).toBe('14:32 GMT')
    expect(formatDate('en', new Date('2026-07-04T14:32:00Z'), 'time', 'Europe/London')).toBe('15:32 BST')
  })

  test('a country has its name, and an unknown code stays as it is', () => {
    expect(countryName('fr', 'SN')).toBe('Sénégal')
    expect(countryName('en', 'SL')).toBe('Sierra Leone')
    expect(countryName('en', '??')).toBe('??')
  })

  test('a list ends with “and”', () => {
    expect(listOf('en', ['Gambia', 'Niger', 'Mali'])).toBe('Gambia, Niger and Mali')
    expect(listOf('fr', ['Gambie', 'Niger'])).toBe('Gambie et Niger')
  })
})
