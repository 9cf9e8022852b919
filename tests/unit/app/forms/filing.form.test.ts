import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  cleaned,
  forSomeoneChannels,
  helpByNeed,
  hiddenFields,
  readBacks,
  readFiling,
  stillReading,
  whatIsMissing,
  type Filing,
} from '#app/forms/filing.form.ts'
import { moreItems, readAfter, whatIsWrong } from '#app/forms/filing-more.form.ts'

const said = fc.constantFrom('', 'yes', 'no', 'not_sure')
const filings = fc.record<Filing>({
  code: fc.oneof(fc.constant(''), fc.stringMatching(/^\d{20}$/)),
  out: fc.uniqueArray(fc.uuid(), { maxLength: 5 }),
  outBodies: fc.uniqueArray(fc.uuid(), { maxLength: 3 }),
  seen: fc.uniqueArray(fc.uuid(), { maxLength: 3 }),
  words: fc.string({ unit: 'grapheme' }).map(cleaned),
  topic: fc.constantFrom('', 'harm', 'complaint', 'not_sure'),
  danger: said,
  child: said,
  wroteBefore: fc.boolean(),
  proof: fc.constantFrom('', 'remove', 'keep'),
  channel: fc.constantFrom('', ...forSomeoneChannels),
  agreed: fc.boolean(),
  locale: fc.constant('fr'),
  readBack: fc.constantFrom('', ...readBacks),
})

test('whatever was typed and chosen is the same after any step there and back', () => {
  fc.assert(
    fc.property(filings, (filing) => {
      expect(readFiling(new URLSearchParams(hiddenFields(filing)), 'fr')).toEqual(filing)
    }),
  )
})

test('whatever a stranger sends, nothing but what a page of ours can say is read', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('code', 'out', 'danger', 'topic', 'channel'), fc.string())),
      (sent) => {
        const { code, out, danger, topic, channel } = readFiling(new URLSearchParams(sent), 'en')
        expect(code).toMatch(/^(\d{20})?$/)
        expect(['', 'yes', 'no', 'not_sure']).toContain(danger)
        expect(['', 'harm', 'complaint', 'not_sure']).toContain(topic)
        expect(['', ...forSomeoneChannels]).toContain(channel)
        for (const id of out) expect(id).toMatch(/^[0-9a-f-]{36}$/i)
      },
    ),
  )
})

const reader = (keyId: string, organisationId: string) => ({ keyId, organisationId })

test('whoever is taken out, alone or with a whole body, reads no more', () => {
  const readers = [reader('a', 'one'), reader('b', 'one'), reader('c', 'two')]
  expect(stillReading(readers, { out: ['a'], outBodies: [] }).map(({ keyId }) => keyId)).toEqual(['b', 'c'])
  expect(stillReading(readers, { out: ['c'], outBodies: ['one'] })).toEqual([])
})

const empty = readFiling(new URLSearchParams(), 'en')

test('words or a voice, either is enough, and nothing else is asked for', () => {
  expect(Object.keys(whatIsMissing(empty, false, false))).toEqual(['words'])
  expect(whatIsMissing({ ...empty, words: ' one ' }, false, false)).toEqual({})
  expect(whatIsMissing(empty, true, false)).toEqual({})
})

test('whoever types for somebody else says how it was read back and that it was agreed', () => {
  expect(Object.keys(whatIsMissing(empty, true, true))).toEqual(['readBack', 'agreed'])
  expect(whatIsMissing({ ...empty, agreed: true, readBack: 'signed' }, true, true)).toEqual({})
})

test('help that works best soon stands first among what answers the same need', () => {
  const place = (name: string, windowHours: number | null) => ({
    need: 'doctor' as const,
    name,
    how: '',
    hours: '',
    windowHours,
    note: '',
    answeredOn: null,
    source: '',
  })
  const [doctors] = helpByNeed([place('any time', null), place('five days', 120), place('three days', 72)])
  expect(doctors!.places.map(({ name }) => name)).toEqual(['three days', 'five days', 'any time'])
})

test('what follows a receipt needs a whole code and the days that were said', () => {
  const after = (code: string, dates: string) => readAfter(new URLSearchParams({ code, dates }))
  expect(after('1', '2026-01-01,2026-01-07,2026-04-07')).toBeNull()
  expect(after('1'.repeat(20), '2026-01-01,soon,2026-04-07')).toBeNull()
  expect(after('1'.repeat(20), '2026-01-01,2026-01-07,2026-04-07')).not.toBeNull()
})

test('a page with nothing on it says so, and a name is asked for only where one may be known', () => {
  for (const item of moreItems) expect(Object.keys(whatIsWrong(item, {}, false)), item).toHaveLength(1)
  expect(whatIsWrong('name', { promise: 'anonymous' }, false)).toEqual({})
  expect(Object.keys(whatIsWrong('name', { promise: 'named' }, false))).toEqual(['name'])
  expect(Object.keys(whatIsWrong('who', { who: 'x'.repeat(2001) }, false))).toEqual(['who'])
})
