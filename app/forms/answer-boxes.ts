import { textField } from '#app/forms/answer.form.ts'
import { withRows, type Table, type Typed, type TypedRow } from '#app/forms/answer-table.ts'
import { decimalInBox } from '#app/forms/decimal.ts'
import type { AnswerGiven, ShownForReading } from '#content/answer-text.ts'
import { cellOf, valueOf, type Row } from '#content/answer-value.ts'
import type { Locale } from '#content/locale.ts'

/** An answer in the boxes in which it would be typed; for none, the rows that the table offers to begin with. */
export function boxesOf(
  saved: AnswerGiven | null,
  asked: ShownForReading,
  locale: Locale,
  presets: readonly string[] = [],
): Typed {
  if (!saved) return asked.table ? withRows({}, presetRows(asked.table, presets)) : {}
  const { choice, text } = saved
  if (asked.answer === 'yes-partly-no') {
    const box = isChoice(choice) ? textField[choice] : textField.open
    return { ...(choice ? { choice } : {}), [box]: text, ...dateBoxes('dueOn', saved.dueOn) }
  }
  if (choice === 'not_applicable') {
    const rows = asked.table ? presetRows(asked.table, presets) : []
    return withRows({ notApplies: 'yes', [textField.not_applicable]: text }, rows)
  }
  return { [textField.open]: text, ...valueBoxes(saved.value, asked, locale) }
}

function presetRows({ columns }: Table, presets: readonly string[]): TypedRow[] {
  const first = columns[0]!.id
  return presets.length > 0 ? presets.map((name) => ({ [first]: name })) : [{ [first]: '' }]
}

function valueBoxes(value: unknown, asked: ShownForReading, locale: Locale): Typed {
  switch (asked.answer) {
    case 'choice':
      return { option: valueOf('choice', value)?.option ?? '' }
    case 'number': {
      const number = valueOf('number', value)
      if (!number) return {}
      return 'amount' in number
        ? { number: decimalInBox(number.amount, locale), currency: number.currency }
        : { number: decimalInBox(number.number, locale) }
    }
    case 'person-role': {
      const { role = '', hoursPerWeek = '', standIn = '', paid } = valueOf('person-role', value) ?? {}
      const said = paid === undefined ? {} : { paid: yesOrNo(paid) }
      return { role, hoursPerWeek: decimalInBox(hoursPerWeek, locale), standIn, ...said }
    }
    case 'table': {
      const rows = valueOf('table', value)?.rows ?? []
      return withRows(
        {},
        rows.map((row) => rowBoxes(row, asked.table!, locale)),
      )
    }
    default:
      return {}
  }
}

function rowBoxes(row: Row, { columns }: Table, locale: Locale): TypedRow {
  const boxes = columns.flatMap(({ id, kind }): [string, string][] => {
    const cell = cellOf(row, id)
    if (cell === undefined) return []
    if (typeof cell === 'boolean') return [[id, yesOrNo(cell)]]
    if (typeof cell === 'object')
      return [
        [`${id}-amount`, decimalInBox(cell.amount, locale)],
        [`${id}-currency`, cell.currency],
      ]
    if (kind === 'date') return Object.entries(dateBoxes(id, cell))
    return [[id, kind === 'number' ? decimalInBox(cell, locale) : cell]]
  })
  return boxes.length > 0 ? Object.fromEntries(boxes) : { [columns[0]!.id]: '' }
}

function dateBoxes(name: string, date: Date | string | null): Typed {
  const iso = date instanceof Date ? date.toISOString() : (date ?? '')
  const [year = '', month = '', day = ''] = iso.slice(0, 10).split('-')
  return {
    [`${name}.year`]: year,
    [`${name}.month`]: month.replace(/^0/, ''),
    [`${name}.day`]: day.replace(/^0/, ''),
  }
}

function yesOrNo(yes: boolean): 'yes' | 'no' {
  return yes ? 'yes' : 'no'
}

function isChoice(choice: string | null): choice is 'yes' | 'partly' | 'no' | 'not_applicable' {
  return choice !== null && choice in textField && choice !== 'open'
}
