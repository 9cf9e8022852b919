import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csv } from '#app/server/exports/csv.server.ts'

/** As RFC 4180 says it is read. */
function read(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    expect(text[at]).toBe('"')
    let cell = ''
    for (at += 1; text[at] !== '"' || text[at + 1] === '"'; at += 1) {
      if (text[at] === '"') at += 1
      cell += text[at]
    }
    row.push(cell)
    at += 1
    if (text[at] === ',') at += 1
    else {
      expect(text.slice(at, at + 2)).toBe('\r\n')
      rows.push(row)
      row = []
      at += 2
    }
  }
  return rows
}

const withoutMarks = (text: string | undefined) => text?.replaceAll("'", '')

const dangerous = fc.constantFrom(
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '\n',
  '＝',
  '＋',
  '－',
  '＠',
  ' =',
  '\u00a0=',
  '"',
  "'",
  ',',
)
const cell = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.tuple(dangerous, fc.string({ maxLength: 10 })).map(([first, rest]) => first + rest),
)

test('whatever stands in a cell, no spreadsheet finds a formula in it', () => {
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 5 }), (rows) => {
      const text = csv(rows)
      expect(text.startsWith('\ufeff')).toBe(true)
      for (const found of read(text.slice(1)).flat())
        expect(found).not.toMatch(/^[\s\u00a0]*[=+\-@＝＋－＠]|^[\t\r\n]/)
    }),
  )
})

test.each([';', '\t', '\n', '\r\n'])(
  'nor does one that parts cells at %j, whatever stands within',
  (sign) => {
    for (const start of ['=', ' =', '+', '-', '@', '＝', '\u00a0＠'])
      for (const found of csv([['V-P-01', `fine${sign}${start}1+1`]]).split(/[;\t\r\n]/))
        expect(found).not.toMatch(/^[\s\u00a0]*[=+\-@＝＋－＠]/)
  },
)

test('every cell comes back as it was, but for apostrophes before what could be a formula', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
      (rows) => {
        const back = read(csv(rows).slice(1))
        expect(back.length).toBe(rows.length)
        for (const [index, row] of rows.entries())
          for (const [column, given] of row.entries())
            expect(withoutMarks(back[index]?.[column])).toBe(withoutMarks(given))
      },
    ),
  )
})

test('plain words stay plain', () => {
  expect(
    csv([
      ['id', 'Ŋɔɔ, “five” "quoted"'],
      ['V-P-01', '3 − 2'],
    ]),
  ).toBe('\ufeff"id","Ŋɔɔ, “five” ""quoted"""\r\n"V-P-01","3 − 2"\r\n')
})
