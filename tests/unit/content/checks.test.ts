import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentFaults, type ContentFile } from '#content/checks/content-files.ts'
import { readMessage } from '#content/checks/messages.ts'
import { mendTypography, sentenceFaults } from '#content/checks/typography.ts'
import { unusedKeys } from '#content/checks/unused.ts'
import type { Locale } from '#content/locale.ts'

const file = (locale: Locale, words: object | string, namespace: string | null = 'line'): ContentFile => ({
  path: `${locale}/line.json`,
  locale,
  set: 'line',
  namespace,
  text: typeof words === 'string' ? words : JSON.stringify(words, null, 2),
})
const faults = (en: object | string, fr: object | string) =>
  contentFaults([file('en', en), file('fr', fr)]).map(
    ({ path, line, message }) => `${path}:${line} ${message}`,
  )

describe('the content check', () => {
  test('is content with two languages that agree', () => {
    expect(faults({ 'line.a': 'Sent by {name}.' }, { 'line.a': 'Envoyé par {name}.' })).toEqual([])
  })

  test('names the file and line of a missing, an extra and a misplaced sentence', () => {
    expect(
      faults({ 'line.a': 'A', 'line.b': 'B' }, { 'line.a': 'A', 'line.c': 'C', 'shell.d': 'D' }),
    ).toEqual([
      'fr/line.json:4 shell.d does not start with line.',
      'fr/line.json:1 line.b is missing',
      'fr/line.json:3 line.c is not in English',
      'fr/line.json:4 shell.d is not in English',
    ])
  })

  test('sees a placeholder that was translated, and a select whose options were', () => {
    expect(faults({ 'line.a': 'By {date}' }, { 'line.a': 'Le {jour}' })).toEqual([
      'fr/line.json:2 line.a has placeholders “jour”, English has “date”',
    ])
    expect(
      faults(
        { 'line.a': '{who, select, one {I} other {We}}' },
        { 'line.a': '{who, select, un {Je} other {Nous}}' },
      ),
    ).toHaveLength(1)
  })

  test('a language may need other plural forms than English', () => {
    const en = { 'line.a': '{n, plural, one {# day} other {# days}}' }
    expect(faults(en, { 'line.a': '{n, plural, =0 {aucun jour} one {# jour} other {# jours}}' })).toEqual([])
  })

  test('says where a file is not JSON, where a key is there twice, where a sentence is not ICU', () => {
    expect(faults({ 'line.a': 'A' }, '{\n  "line.a": "A",\n}')[0]).toMatch(
      /^fr\/line\.json:[123] is not JSON$/,
    )
    expect(faults({ 'line.a': 'A' }, '{\n  "line.a": "A",\n  "line.a": "B"\n}')).toEqual([
      'fr/line.json:3 line.a is there twice',
    ])
    expect(faults({ 'line.a': '{n, plural, one {x}}' }, { 'line.a': 'x' })[0]).toMatch(
      /^en\/line\.json:2 line\.a cannot be read/,
    )
    expect(faults({ 'line.a': 3 }, { 'line.a': 'x' })[0]).toBe('en/line.json:2 line.a is not a sentence')
  })

  test('an absent language and an empty sentence are seen', () => {
    expect(contentFaults([file('en', { 'line.a': 'A' })]).map(({ message }) => message)).toEqual([
      'has no fr',
    ])
    expect(faults({ 'line.a': 'A' }, { 'line.a': '' })).toEqual([
      'fr/line.json:2 line.a is empty',
      'fr/line.json:2 line.a is empty in one language only',
    ])
  })

  test('finds the line in the nested words of a framework', () => {
    const words = (why: string) => ({
      requirements: { 'V-P-01': { question: 'Qui ?'.replace(' ', '\u202f'), why } },
    })
    const found = contentFaults([file('en', words('Why.'), null), file('fr', words('Pourquoi!'), null)])
    expect(found[0]).toMatchObject({ path: 'fr/line.json', line: 5 })
  })
})

describe('tone and typography', () => {
  test.each([
    ['en', 'Unfortunately, this was declined.'],
    ['en', 'Successfully saved.'],
    ['en', 'Please note the date.'],
    ['en', 'Our stakeholders and beneficiaries.'],
    ['en', 'The victim is told.'],
    ['en', 'Saved!'],
    ['en', 'Say "yes".'],
    ['fr', 'Veuillez écrire.'],
    ['fr', 'Enregistré avec succès.'],
    ['fr', 'La victime est prévenue.'],
    ['fr', 'Qui ?'],
    ['fr', 'Qui\u00a0?'],
    ['fr', '« oui »'],
    ['fr', 'Le lieu: ici.'],
  ] as const)('%s does not write %s', (locale, sentence) => {
    expect(sentenceFaults(sentence, locale)).not.toEqual([])
  })

  test.each([
    ['en', 'Who, and by when?'],
    ['en', 'A successor is named.'],
    ['fr', 'Qui\u202f? À 14:32, sur https://example.org.'],
    ['fr', '«\u202foui\u202f»\u202f: voilà.'],
  ] as const)('%s may write %s', (locale, sentence) => {
    expect(sentenceFaults(sentence, locale)).toEqual([])
  })

  test('a straight apostrophe would swallow a placeholder, and is refused', () => {
    expect(faults({ 'line.a': 'the {name}' }, { 'line.a': "l'{name}" }).join()).toContain(
      'straight apostrophe',
    )
    expect(readMessage(mendTypography("l'{name}", 'fr'), 'fr').placeholders).toEqual(['name'])
  })

  test('mending gives French its spaces and changes nothing on a second pass', () => {
    expect(mendTypography("Qui ? « l'appel » : {n, plural, one {# jour!} other {# jours}}", 'fr')).toBe(
      'Qui\u202f? «\u202fl’appel\u202f»\u202f: {n, plural, one {# jour\u202f!} other {# jours}}',
    )
    const text = fc.string({
      unit: fc.constantFrom('a', ' ', '?', ':', '«', '»', "'", '\u202f', '\u00a0', '/', '1'),
      maxLength: 30,
    })
    fc.assert(
      fc.property(text, (sentence) => {
        const once = mendTypography(sentence, 'fr')
        expect(mendTypography(once, 'fr')).toBe(once)
      }),
    )
  })
})

describe('a sentence that nothing asks for', () => {
  const keys = ['line.title', 'line.kind.full', 'line.kind.short', 'line.error.missing', 'line.left']

  test('is found, whether keys are written whole or put together', () => {
    const sources = ["t('line.title')", 't(`line.kind.${kind}`)', 't(`line.error.${one.error ?? `${two}`}`)']
    expect(unusedKeys(keys, sources)).toEqual(['line.left'])
  })

  test('is not taken for used because a longer or shorter key is', () => {
    expect(unusedKeys(keys, ["t('line.title.hint')", 't(`line.kind.${kind}.short`)'])).toEqual(keys)
  })
})
