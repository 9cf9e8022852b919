import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boxesOf } from '#app/forms/answer-boxes.ts'
import {
  editedRows,
  mostRows,
  readTable,
  rowsIn,
  withoutOverflow,
  withRows,
  type Table,
} from '#app/forms/answer-table.ts'
import { typedAsText } from '#app/forms/typed-as-text.ts'
import { isKey, wordsFor } from '#content/words.ts'

const table: Table = {
  columns: [
    { id: 'group', kind: 'line', required: true },
    { id: 'harm', kind: 'text', required: true },
    { id: 'people', kind: 'number', required: false },
    { id: 'cost', kind: 'money', required: false },
    { id: 'triedOn', kind: 'date', required: false },
    { id: 'safe', kind: 'yes-no', required: false },
    { id: 'place', kind: 'choice', options: ['home', 'field'], required: false },
  ],
  givenRows: ['women', 'men'],
  least: 1,
}
const how = {
  locale: 'en' as const,
  today: '2026-11-21',
  labels: { group: 'Group', harm: 'Harm' },
  presets: ['Women', 'Men', 'Femmes'],
}
const read = (given: Record<string, unknown>) => {
  const { rows, faults } = readTable(given, table, how)
  for (const { key, values } of faults) {
    expect(isKey(key), key).toBe(true)
    for (const locale of ['en', 'fr'] as const) wordsFor(locale)(key, values)
  }
  return { rows, faults: faults.map(({ field, key }) => `${field}: ${key.replace('answers.error.', '')}`) }
}
const whole = {
  'r0-group': 'Women',
  'r0-harm': 'Insults\non the road',
  'r0-people': '1,200',
  'r0-cost-amount': '1 200,50',
  'r0-cost-currency': 'sle',
  'r0-triedOn': '2026-03-01',
  'r0-safe': 'no',
  'r0-place': 'field',
}

describe('the rows of a table', () => {
  test('are read cell by cell, each in its own kind', () => {
    expect(read(whole)).toEqual({
      rows: [
        {
          group: 'Women',
          harm: 'Insults\non the road',
          people: '1200',
          cost: { amount: '1200.50', currency: 'SLE' },
          triedOn: '2026-03-01',
          safe: false,
          place: 'field',
        },
      ],
      faults: [],
    })
  })

  test('left empty are none, and a currency left from the row above is taken over', () => {
    const given = {
      ...whole,
      'r3-group': ' ',
      'r3-cost-currency': 'GBP',
      'r7-group': 'Men',
      'r7-harm': 'Debt',
      'r7-cost-amount': '5',
    }
    const { rows, faults } = read(given)
    expect(faults).toEqual([])
    expect(rows[1]).toEqual({ group: 'Men', harm: 'Debt', cost: { amount: '5', currency: 'SLE' } })
  })

  test('that keep only the name they were given are kept, and are no answer', () => {
    const untouched = { 'r0-group': 'Women', 'r1-group': 'Femmes' }
    expect(read(untouched).faults).toEqual(['addRow: tooFewRows'])
    const { rows, faults } = read({ ...untouched, 'r2-group': 'Drivers', 'r2-harm': 'Roads' })
    expect(faults).toEqual([])
    expect(rows).toEqual([{ group: 'Women' }, { group: 'Femmes' }, { group: 'Drivers', harm: 'Roads' }])
  })

  test('are refused with the row, the column and the control', () => {
    const given = {
      'r4-group': 'Drivers',
      'r4-people': 'many',
      'r4-cost-amount': '7',
      'r4-triedOn': '2026-2-31',
      'r4-safe': 'maybe',
      'r4-place': 'constructor',
      'r9-harm': 'x'.repeat(5001),
    }
    expect(read(given).faults).toEqual([
      'r0-harm: cellMissing',
      'r0-people: cellNotNumber',
      'r0-cost-currency: currencyMissing',
      'r0-triedOn: cellNotDate',
      'r0-safe: cellUnknown',
      'r0-place: cellUnknown',
      'r1-group: cellMissing',
      'r1-harm: cellTooLong',
    ])
    expect(readTable(given, table, how).faults[0]).toMatchObject({ values: { row: 1, column: 'Harm' } })
  })

  test('ten thousand are refused at once, and none is lost', () => {
    const many = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, row) => [
        [`r${row}-group`, `Group ${row}`],
        [`r${row}-harm`, 'Harm'],
      ]).flat() as [string, string][],
    )
    const before = performance.now()
    expect(read(many)).toEqual({ rows: [], faults: [': tooManyRows'] })
    const { typed, overflow } = withoutOverflow({ seenRevision: '3', ...many })
    expect(performance.now() - before).toBeLessThan(2000)
    expect(rowsIn(typed)).toHaveLength(mostRows)
    expect(typed.seenRevision).toBe('3')
    expect(overflow!.split('\n')).toHaveLength(9800)
    expect(overflow).toContain('Group 9999\tHarm')
  })

  test('are added and taken away without losing a word', () => {
    const typed = { ...whole, text: 'A note', then: 'addRow' }
    const added = editedRows(typed, table)!
    expect(rowsIn(added.typed)).toEqual([...rowsIn(whole), { group: '' }])
    expect(added).toMatchObject({
      at: 1,
      full: false,
      typed: { text: 'A note', 'r0-harm': 'Insults\non the road' },
    })

    const three = { ...typed, 'r1-group': 'Second', 'r2-group': 'Third', 'r2-triedOn.day': '31' }
    const removed = editedRows({ ...three, then: 'removeRow:1' }, table)!
    expect(rowsIn(removed.typed).map(({ group }) => group)).toEqual(['Women', 'Third'])
    expect(removed.typed).toMatchObject({ 'r1-triedOn.day': '31', text: 'A note' })
    expect(removed.at).toBe(1)
    expect(editedRows({ ...typed, then: 'removeRow:99' }, table)!.typed).toMatchObject(whole)
    expect(editedRows({ ...typed, then: 'next' }, table)).toBeNull()
    expect(rowsIn(editedRows({ ...whole, then: 'removeRow:0' }, table)!.typed)).toEqual([])
  })

  test('stop at two hundred', () => {
    const full = withRows(
      { then: 'addRow' },
      Array.from({ length: mostRows }, () => ({ group: 'x' })),
    )
    expect(editedRows(full, table)).toMatchObject({ full: true })
  })

  test('called like something that every object has are empty', () => {
    const odd: Table = {
      columns: [
        { id: 'group', kind: 'line', required: true },
        { id: 'constructor', kind: 'text', required: false },
      ],
      least: 1,
    }
    const { rows, faults } = readTable({ 'r0-group': 'x', '__proto__-a': 'y' }, odd, how)
    expect({ rows, faults }).toEqual({ rows: [{ group: 'x' }], faults: [] })
  })

  test('never throw, and what was read is read again from its boxes', () => {
    const part = fc.constantFrom(
      'group',
      'harm',
      'people',
      'cost-amount',
      'cost-currency',
      'triedOn',
      'safe',
      'place',
      'day',
    )
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('yes', 'GBP', '7', '1,200.5', '2026-03-01', 'home', 'Women'),
    )
    const cells = fc.array(fc.tuple(fc.nat(20), part, text), { maxLength: 60 })
    fc.assert(
      fc.property(cells, fc.constantFrom('en' as const, 'fr' as const), (typed, locale) => {
        const given = Object.fromEntries(typed.map(([row, name, value]) => [`r${row}-${name}`, value]))
        const { rows, faults } = readTable(given, table, { ...how, locale })
        typedAsText(given)
        if (faults.length > 0) return
        const saved = { choice: null, text: '', dueOn: null, value: { rows } }
        const boxes = boxesOf(saved, { answer: 'table', table }, locale)
        const joined = Object.fromEntries(
          Object.entries(boxes).map(([name, value]) =>
            name.endsWith('.year')
              ? [
                  name.slice(0, -5),
                  ['year', 'month', 'day'].map((each) => boxes[name.replace('year', each)]).join('-'),
                ]
              : [name, value],
          ),
        )
        expect(readTable(joined, table, { ...how, locale }).rows).toEqual(rows)
      }),
    )
  })
})

describe('boxes of a table that nobody has answered', () => {
  test('offer the rows that were given, or one', () => {
    expect(boxesOf(null, { answer: 'table', table }, 'en', ['Women', 'Men'])).toEqual({
      'r0-group': 'Women',
      'r1-group': 'Men',
    })
    expect(boxesOf(null, { answer: 'table', table }, 'en')).toEqual({ 'r0-group': '' })
  })
})
