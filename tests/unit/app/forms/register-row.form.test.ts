import { describe, expect, test } from 'vitest'
import { registerRowForm } from '#app/forms/register-row.form.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { registers, type RegisterId } from '#content/registers/registers.ts'
import { wordsFor, type Locale } from '#content/words.ts'

const site = '6f1b0c1e-5d1a-4a53-9d1e-0d4c1f1f7a11'

async function read(register: RegisterId, fields: Record<string, string>, locale: Locale = 'en') {
  const request = new Request('http://localhost/', { method: 'POST', body: new URLSearchParams(fields) })
  const around = { today: '2026-03-15', sites: [site], words: wordsFor(locale), locale }
  return readForm(request, registerRowForm(registers[register], around))
}

async function faults(register: RegisterId, fields: Record<string, string>, locale: Locale = 'en') {
  const form = await read(register, fields, locale)
  if (form.ok) return {}
  return Object.fromEntries(
    Object.entries(form.errors).map(([name, { key, values }]) => [name, wordsFor(locale)(key, values)]),
  )
}

const line = { line: 'training', partner: 'Tsavanya Listening Circle', amount: '1 250', currency: 'SLE' }

describe('money', () => {
  test.each([
    ['1250', 'SLE', '1250'],
    ['1 250.50', 'USD', '1250.5'],
    ['1,250', 'USD', '1250'],
    ['0012', 'USD', '12'],
    ['12.505', 'TND', '12.505'],
    ['999999999999', 'XOF', '999999999999'],
  ])('%s in %s is read', async (amount, currency, stored) => {
    const form = await read('money', { ...line, amount, currency })
    expect(form.ok && form.value.values.amount).toBe(stored)
  })

  test.each([
    ['about 12', 'USD'],
    ['-5', 'USD'],
    ['12.5055', 'USD'],
    ['12.5', 'GNF'],
    ['0', 'USD'],
    ['1e9', 'USD'],
    ['9999999999999', 'USD'],
    ['Infinity', 'USD'],
    ['', 'USD'],
  ])('%s in %s is refused by name', async (amount, currency) => {
    expect(await faults('money', { ...line, amount, currency })).toEqual({
      amount: expect.stringMatching(/^“Amount”: /) as string,
    })
  })

  test('of a currency that is none is refused', async () => {
    expect(Object.keys(await faults('money', { ...line, currency: 'XXX' }))).toEqual(['currency'])
  })

  test('a rate has a day, and pounds have none', async () => {
    expect(Object.keys(await faults('money', { ...line, rate: '28.4' }))).toEqual(['rateOn'])
    expect(Object.keys(await faults('money', { ...line, currency: 'GBP', rate: '1' }))).toEqual(['rate'])
    expect(
      Object.keys(
        await faults('money', {
          ...line,
          rate: '0.0',
          'rateOn.day': '1',
          'rateOn.month': '3',
          'rateOn.year': '2026',
        }),
      ),
    ).toEqual(['rate'])
  })
})

describe('a day', () => {
  const row = (day: string, month: string, year: string) => ({
    site,
    service: 'health',
    name: 'Health post',
    'triedOn.day': day,
    'triedOn.month': month,
    'triedOn.year': year,
  })
  test.each([
    ['31', '2', '2026', 'this day is not in the calendar'],
    ['', '2', '2026', 'the day is missing'],
    ['1', '2', '', 'the year is missing'],
    ['1', '2', '26', 'this day is not in the calendar'],
    ['soon', '2', '2026', 'this day is not in the calendar'],
    ['1', '2', '1899', 'choose a day between 2000 and 2046'],
    ['16', '3', '2026', 'at the latest today'],
  ])('%s %s %s is refused by name', async (day, month, year, why) => {
    const { triedOn = '' } = await faults('referrals', row(day, month, year))
    expect(triedOn).toMatch(/^“Tried on”: /)
    expect(triedOn).toContain(why)
  })

  test('and an hour are read as people write them', async () => {
    for (const triedAt of ['9h', '9:00', '09.00', '9H00']) {
      const form = await read('referrals', { ...row('1', '2', '2026'), triedAt }, 'fr')
      expect(form.ok && form.value.values).toMatchObject({ triedOn: '2026-02-01', triedAt: '09:00' })
    }
    for (const triedAt of ['25:00', '9:61', 'morning'])
      expect(Object.keys(await faults('referrals', { ...row('1', '2', '2026'), triedAt }))).toEqual([
        'triedAt',
      ])
  })
})

test('what was typed is kept beside every fault', async () => {
  const form = await read('risks', { event: 'Seen with us.', likelihood: '9', site: 'elsewhere' })
  expect(form.ok).toBe(false)
  expect(form.typed).toMatchObject({ event: 'Seen with us.', likelihood: '9', site: 'elsewhere' })
  if (!form.ok)
    expect(Object.keys(form.errors)).toEqual(expect.arrayContaining(['group', 'likelihood', 'site']))
})

test('a field that no register has is left out, and long words are refused', async () => {
  const given = { name: 'North shore', country: 'SL', languages: 'Mende', phone: 'good', safeToName: 'yes' }
  const form = await read('sites', { ...given, constructor: 'x', __proto__: 'y', extra: 'z' })
  expect(form.ok && form.value.values).toEqual(given)
  expect(Object.keys(await faults('sites', { ...given, name: 'x'.repeat(201) }))).toEqual(['name'])
  expect(Object.keys(await faults('sites', { ...given, country: 'ZZ' }))).toEqual(['country'])
})

test('faults are said in French to who reads French', async () => {
  const { amount } = await faults('money', { ...line, amount: 'beaucoup' }, 'fr')
  expect(amount).toMatch(/^«\u202fMontant\u202f»\u202f: écrivez/)
})
