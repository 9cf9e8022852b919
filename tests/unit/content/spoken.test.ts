import { describe, expect, test } from 'vitest'
import { locales } from '#content/locale.ts'
import {
  offeredLanguages,
  spokenLanguage,
  spokenLines,
  spokenSlots,
  writtenLanguages,
} from '#content/spoken.ts'
import { languageName } from '#content/words.ts'

const page = { place: 'Zemani', runBy: 'Fictional Fund', readWhen: 'Every day.', help: ['Lake House. Ask.'] }

describe('the language of a recording', () => {
  test.each([
    '',
    'x',
    'root',
    'en_GB',
    'i-klingon',
    'x-mine',
    'kri<script>',
    'kri/../..',
    'a-b',
    `ff-${'a'.repeat(40)}`,
  ])('is not %j', (typed) => {
    expect(spokenLanguage(typed)).toBeNull()
  })

  test('may be one in which the program has no words, and has one way to be written', () => {
    expect(['kri', 'KRI', ' Krio ', 'krio'].map(spokenLanguage)).toEqual(['kri', 'kri', 'kri', 'kri'])
    expect(['men', 'Mende', 'mendé', 'ff-adlm-gn', 'FF'].map(spokenLanguage)).toEqual([
      'men',
      'men',
      'men',
      'ff-Adlm-GN',
      'ff',
    ])
  })

  test('is offered by a name in each of our languages', () => {
    for (const tag of offeredLanguages) {
      expect(spokenLanguage(tag)).toBe(tag)
      for (const locale of locales) expect(languageName(locale, tag), `${locale} ${tag}`).not.toBe(tag)
    }
  })
})

describe('what is read out', () => {
  test('has words in every language, and nothing in it is left open', () => {
    for (const slot of spokenSlots)
      for (const locale of locales) {
        const lines = spokenLines(slot, locale, page)
        expect(lines.length, slot).toBeGreaterThan(1)
        for (const line of lines) expect(line, slot).not.toMatch(/[{}]|^reporter\.|^return\./)
      }
  })

  test('says what the body wrote of its own page, and skips what it did not write', () => {
    expect(spokenLines('start', 'en', page).join(' ')).toContain('This page is for Zemani.')
    expect(spokenLines('help', 'en', page)).toContain('Lake House. Ask.')
    expect(spokenLines('readers', 'en', page)).toContain('When someone reads: Every day.')
    const bare = { place: '', runBy: '', readWhen: '', help: [] }
    expect(spokenLines('start', 'en', bare).join(' ')).not.toContain('This page is for')
  })

  test('is shown in the languages of the page, and in all where it names none yet', () => {
    expect(writtenLanguages(['fr', 'kri'])).toEqual(['fr'])
    expect(writtenLanguages([])).toEqual(['en', 'fr'])
  })
})
