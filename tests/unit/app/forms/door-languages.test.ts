import { describe, expect, test } from 'vitest'
import { notYetIn, saidIn } from '#app/forms/door-languages.ts'
import { DoorTerms } from '#app/forms/door-terms.ts'
import { rowForms } from '#app/forms/door.form.ts'

const older = {
  help: [{ need: 'talk', name: 'Line', how: 'Appelez', hours: '', note: '' }],
  outsideWays: [{ name: 'Ombudsperson', how: 'Ecrivez' }],
  retention: [{ what: 'Récits', keepFor: 'Un an', reason: 'Essai', owner: 'Lead' }],
}

describe('a page from before there were lines in each language', () => {
  test('is read, and what it says is in the first of its languages', () => {
    const { help, outsideWays, retention } = DoorTerms.parse({ ...older, languages: ['fr', 'en'] })
    expect(help[0]).toMatchObject({ name: 'Line', nameIn: {}, how: { fr: 'Appelez' }, hours: {}, note: {} })
    expect(outsideWays[0]).toMatchObject({ how: { fr: 'Ecrivez' }, note: {} })
    expect(retention[0]).toEqual({
      what: { fr: 'Récits' },
      keepFor: { fr: 'Un an' },
      reason: { fr: 'Essai' },
      owner: 'Lead',
    })
  })

  test('is read while no language was chosen yet', () => {
    expect(DoorTerms.parse(older).help[0]!.how).toEqual({ en: 'Appelez' })
  })

  test('reads the same from then on, whatever languages are added', () => {
    const once = DoorTerms.parse({ ...older, languages: ['fr'] })
    expect(DoorTerms.parse({ ...once, languages: ['en', 'fr'] }).help).toEqual(once.help)
  })
})

test('a line is the same line in whichever order its languages were written', () => {
  const line = { name: 'Ombudsperson', nameIn: {} }
  const texts = (how: object, note: object) => DoorTerms.parse({ outsideWays: [{ ...line, how, note }] })
  const one = texts({ fr: 'b', en: 'a' }, { en: '' })
  expect(JSON.stringify(one)).toBe(JSON.stringify(texts({ en: 'a', fr: 'b' }, {})))
})

test('a line is not yet in a language of the page when anything of it is missing there', () => {
  const line = { how: { en: 'Call', fr: 'Appelez' }, hours: {}, note: {} }
  expect(notYetIn('help', line, ['en', 'fr'])).toEqual([])
  expect(notYetIn('help', { ...line, note: { en: 'Free' } }, ['en', 'fr'])).toEqual(['fr'])
  expect(notYetIn('help', { ...line, note: { en: 'Free' } }, ['en'])).toEqual([])
  expect(notYetIn('rota', { personId: 'x' }, ['en', 'fr'])).toEqual([])
})

test('nobody is left without: what is missing comes in another language, which is named', () => {
  expect(saidIn({ en: 'Call', fr: 'Appelez' }, ['fr', 'en'])).toEqual({ words: 'Appelez' })
  expect(saidIn({ en: 'Call' }, ['fr'])).toEqual({ words: 'Call', lang: 'en' })
  expect(saidIn({}, ['fr'])).toEqual({ words: '' })
})

describe('the form of a line', () => {
  const blank = { name: 'Line', how_en: '', how_fr: '', seenRevision: '0' }
  const problems = (languages: string[], more: object) =>
    rowForms
      .ways(languages)
      .safeParse({ ...blank, ...more })
      .error?.issues.map(({ path }) => path[0])

  test('has to be filled in in the first language of the page, and in no other', () => {
    expect(problems(['fr', 'en'], { how_en: 'Call' })).toEqual(['how_fr'])
    expect(problems(['fr', 'en'], { how_fr: 'Appelez' })).toBeUndefined()
  })

  test('has to be filled in in any while the page has chosen none', () => {
    expect(problems([], {})).toEqual(['how_en'])
    expect(problems([], { how_fr: 'Appelez' })).toBeUndefined()
  })

  test('takes no text in a language that is none of ours, and no endless one', () => {
    const given = { ...blank, how_en: 'Call', how_xx: 'Nothing' }
    expect(rowForms.ways(['en']).parse(given)).toEqual({
      name: 'Line',
      nameIn: {},
      how: { en: 'Call' },
      note: {},
      seenRevision: 0,
    })
    expect(problems(['en'], { how_en: 'Call', note_fr: 'x'.repeat(2001) })).toEqual(['note_fr'])
  })
})
