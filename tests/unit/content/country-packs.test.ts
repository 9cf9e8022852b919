import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { apostropheFaults, sentenceFaults } from '#content/checks/typography.ts'
import { countryPacks, freshUntil, isStale, packFor } from '#content/country-packs/index.ts'
import {
  notice,
  noticeKinds,
  noticeTemplates,
  safeWays,
  toldSurvivorFirst,
  type NoticeFacts,
} from '#content/country-packs/notices.ts'
import { capacities, organisationKinds, roles } from '#app/policies/actor.ts'
import { needs } from '#app/forms/door-terms.ts'
import { CountryPack, packNames, statementsOf } from '#content/country-packs/schema.ts'
import { locales } from '#content/words.ts'

const packs = packNames.map((name) => countryPacks[name])
const aPack = (change: object) => CountryPack.safeParse({ ...countryPacks.GB, ...change })
const clock = countryPacks.GB.clocks[0]!
const duty = countryPacks.funders.reportingDuties[0]!

describe('what a pack may not say', () => {
  test('it is not checked until a person is named who checked it, and when', () => {
    expect(aPack({ status: 'checked' }).success).toBe(false)
    expect(aPack({ status: 'checked', checkedOn: '2026-12-01' }).success).toBe(false)
    expect(aPack({ status: 'checked', checkedOn: '2026-12-01', checker: 'lawyer in Freetown' }).success).toBe(
      true,
    )
    expect(aPack({ clocks: [{ ...clock, status: 'checked' }] }).success).toBe(false)
  })

  test('a number without a source is refused', () => {
    expect(aPack({ clocks: [{ ...clock, source: null }] }).success).toBe(false)
    expect(aPack({ clocks: [{ ...clock, source: null, length: null, unit: null }] }).success).toBe(true)
    expect(aPack({ reportingDuties: [{ ...duty, source: null, clockDays: 3 }] }).success).toBe(false)
  })

  test('hearsay is unchecked, whatever somebody calls it', () => {
    const note = { id: 'heard', says: { en: 'Heard.', fr: 'Entendu.' }, source: null }
    const named = { checkedOn: '2026-12-01', checker: 'lawyer in Conakry' }
    for (const status of ['checked', 'disputed'])
      expect(aPack({ ...named, notes: [{ ...note, status }] }).success).toBe(false)
    expect(aPack({ ...named, notes: [{ ...note, status: 'unchecked' }] }).success).toBe(true)
  })

  test('no duty leaves the survivor to be told afterwards, and every duty says what to leave out', () => {
    expect(aPack({ reportingDuties: [{ ...duty, tellSurvivorFirst: false }] }).success).toBe(false)
    expect(aPack({ reportingDuties: [{ ...duty, leaveOut: [] }] }).success).toBe(false)
  })

  test('immigration enforcement is no kind of service', () => {
    const service = { ...countryPacks.SL.services[0]!, kind: 'immigration-enforcement' }
    expect(aPack({ services: [service] }).success).toBe(false)
  })

  test('no duty is one towards immigration enforcement, under whichever name', () => {
    for (const to of ['Home Office', 'Immigration Enforcement', 'UK Border Force', 'The ICE field office'])
      expect(aPack({ reportingDuties: [{ ...duty, to: { en: to, fr: to } }] }).success, to).toBe(false)
    const french = { en: 'The ministry', fr: 'Le ministère de l’Intérieur' }
    expect(aPack({ reportingDuties: [{ ...duty, to: french }] }).success).toBe(false)
    expect(aPack({ reportingDuties: [duty] }).success).toBe(true)
  })

  test('immigration enforcement is no role, no part in a record and no kind of body', () => {
    const names = [...roles, ...capacities, ...organisationKinds, ...needs]
    expect(names.length).toBeGreaterThan(20)
    expect(names.filter((name) => /immigra|border|enforce|police|government|state/.test(name))).toEqual([])
  })

  test('two rules under one name, and a language left out, are refused', () => {
    expect(aPack({ clocks: [clock, clock] }).success).toBe(false)
    expect(aPack({ notes: [{ ...countryPacks.GB.notes[0]!, says: { en: 'Only this.' } }] }).success).toBe(
      false,
    )
  })
})

describe('the packs that ship', () => {
  test('none claims to be checked: nobody who knows the law of a place has read them', () => {
    for (const pack of packs) {
      expect(pack.status).toBe('unchecked')
      expect(statementsOf(pack).filter(({ status }) => status === 'checked')).toEqual([])
    }
  })

  test('what rests on memory names no days', () => {
    const hearsay = packs.flatMap(({ reportingDuties }) =>
      reportingDuties.filter(({ source }) => source === null),
    )
    expect(hearsay.length).toBeGreaterThan(0)
    for (const { when } of hearsay) expect(Object.values(when).join(' ')).not.toMatch(/\d/)
  })

  test('no funder has a number of days, because none was found', () => {
    for (const { clockDays, id } of packs.flatMap(({ reportingDuties }) => reportingDuties))
      expect(clockDays, id).toBeUndefined()
    expect(countryPacks.funders.reportingDuties.map(({ id }) => id)).toEqual([
      'ukri',
      'nihr',
      'wellcome',
      'fcdo',
      'state-inspector-general',
      'charity-commission',
    ])
  })

  test('only a law is called a law', () => {
    for (const one of countryPacks.funders.reportingDuties) expect(one.basis, one.id).not.toBe('law')
  })

  test('for Guinea and Senegal it says that nothing was looked up', () => {
    for (const name of ['GN', 'SN'] as const) {
      const { clocks, reportingDuties, services, notes } = countryPacks[name]
      expect([...clocks, ...reportingDuties, ...services]).toEqual([])
      expect(notes.map(({ id }) => id)).toContain('nothing-looked-up')
    }
  })

  test('where sources differ the clock says so', () => {
    const disputed = countryPacks.GB.clocks.filter(({ status }) => status === 'disputed')
    expect(disputed.map(({ id }) => id)).toEqual(['nrm-negative-exit'])
  })

  test('no route for unlawful pictures is made up, and every country says to lock them', () => {
    for (const pack of packs.filter(({ country }) => country !== 'funders')) {
      expect(pack.imagesRoute, pack.country).toBeUndefined()
      expect(
        pack.notes.map(({ id }) => id),
        pack.country,
      ).toContain('pictures')
    }
  })

  test.each(locales)('every sentence keeps to our way of writing, in %s', (locale) => {
    const sentences: string[] = []
    const walk = (value: unknown) => {
      if (value === null || typeof value !== 'object') return
      const said = (value as Record<string, unknown>)[locale]
      if (typeof said === 'string') sentences.push(said)
      for (const child of Object.values(value)) walk(child)
    }
    walk(packs)
    const texts = (value: object): string[] =>
      Object.values(value).flatMap((one: string | object) => (typeof one === 'string' ? [one] : texts(one)))
    sentences.push(...texts(noticeTemplates[locale]))
    expect(sentences.length).toBeGreaterThan(100)
    expect(
      sentences.flatMap((sentence) =>
        [...sentenceFaults(sentence, locale), ...apostropheFaults(sentence)].map(
          (fault) => `${sentence}: ${fault}`,
        ),
      ),
    ).toEqual([])
  })
})

describe('age', () => {
  const pack = { ...countryPacks.SL, readOn: '2026-11-22' }

  test('a pack is stale the day after twelve months, and not before', () => {
    expect(freshUntil(pack)).toBe('2027-11-22')
    expect(isStale(pack, '2026-11-22')).toBe(false)
    expect(isStale(pack, '2027-11-22')).toBe(false)
    expect(isStale(pack, '2027-11-23')).toBe(true)
  })

  test('the day of checking counts when there is one', () => {
    expect(isStale({ ...pack, checkedOn: '2027-03-01' }, '2027-12-01')).toBe(false)
    expect(isStale({ ...pack, checkedOn: '2027-03-01' }, '2028-03-02')).toBe(true)
  })

  test('a pack read on a leap day is stale on the first of March', () => {
    const leap = { ...pack, readOn: '2028-02-29' }
    expect(isStale(leap, '2029-02-28')).toBe(false)
    expect(isStale(leap, '2029-03-01')).toBe(true)
  })

  test('a country of which nothing is written has no pack', () => {
    expect(packFor('ZZ')).toBeNull()
    expect(packFor('constructor')).toBeNull()
    expect(packFor('sl')?.country).toBe('SL')
  })
})

describe('a notice', () => {
  const facts: NoticeFacts = {
    locale: 'en',
    kind: 'upheld',
    clause: 'RGC 3.5',
    award: 'NK/2026/014',
    from: 'University of Elsewhere',
    role: 'safeguarding lead',
    day: '2026-03-01',
    safeWay: 'telephone',
    toldSurvivorFirst: 'unsafe',
  }

  test('has no place for a word from a case', () => {
    const more: object = { ...facts, account: 'She said that' }
    expect(() => notice(noticeTemplates.en, more as NoticeFacts)).toThrow()
    expect(() => notice(noticeTemplates.en, { ...facts, award: 'A\n\nShe said that' })).toThrow()
    expect(() => notice(noticeTemplates.en, { ...facts, award: 'x'.repeat(201) })).toThrow()
    const notTold: object = { ...facts, toldSurvivorFirst: 'later' }
    expect(() => notice(noticeTemplates.en, notTold as NoticeFacts)).toThrow()
  })

  test('says under which clause something happened, how more will follow, and that the survivor could not be told', () => {
    const { subject, body } = notice(noticeTemplates.en, facts)
    expect(subject).toBe('Notice under RGC 3.5')
    expect(body).toContain('An allegation that falls under RGC 3.5 was upheld.')
    expect(body).toContain('follows by telephone')
    expect(body).toContain('Two people decided so.')
    expect(body).toContain('University of Elsewhere, safeguarding lead, 1 March 2026')
  })

  test('is whole in both languages, for every kind, way and answer', () => {
    const every = locales.flatMap((locale) =>
      noticeKinds.flatMap((kind) =>
        safeWays.flatMap((safeWay) =>
          toldSurvivorFirst.map((told) =>
            notice(noticeTemplates[locale], { ...facts, locale, kind, safeWay, toldSurvivorFirst: told }),
          ),
        ),
      ),
    )
    expect(new Set(every.map(({ body }) => body)).size).toBe(36)
    for (const { subject, body } of every) expect(subject + body).not.toMatch(/[{}]|undefined/)
  })

  test('is the same for the same facts, and what stands in them is never read as a placeholder', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z{}$&]{1,40}$/), (award) => {
        const first = notice(noticeTemplates.fr, { ...facts, locale: 'fr', award })
        expect(first).toEqual(notice(noticeTemplates.fr, { ...facts, locale: 'fr', award }))
        expect(first.body.split('\n\n')[0]).toBe(`Objet\u202f: ${award}`)
      }),
    )
  })
})
