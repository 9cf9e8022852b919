import { cellName } from '#app/forms/answer-table.ts'
import { textField } from '#app/forms/answer.form.ts'
import { currentFramework, type Requirement } from '#content/index.ts'

type Boxes = Record<string, string>
type Column = NonNullable<Requirement['table']>['columns'][number]

/** The boxes of one requirement's form as somebody fills them in who says yes, and says it in these words. */
export function filledAnswer(requirement: string | Requirement, text: string): Boxes {
  const asked = typeof requirement === 'string' ? requirementNamed(requirement) : requirement
  switch (asked.answer) {
    case 'yes-partly-no':
      return { choice: 'yes', [textField.yes]: text }
    case 'choice':
      return { option: asked.options![0]!, [textField.open]: text }
    case 'number':
      return { number: String(asked.number!.least), currency: 'GBP', [textField.open]: text }
    case 'person-role':
      return {
        role: 'Focal point',
        hoursPerWeek: '4',
        standIn: 'Deputy',
        paid: 'yes',
        [textField.open]: text,
      }
    case 'table':
      return { ...filledRows(asked.table!, text), [textField.open]: text }
    case 'voice-or-text':
    case 'from-the-record':
      return { [textField.open]: text }
  }
}

function requirementNamed(id: string): Requirement {
  const found = currentFramework.requirements.find((one) => one.id === id)
  if (!found) throw new Error(`The framework asks no ${id}.`)
  return found
}

function filledRows({ columns, least }: NonNullable<Requirement['table']>, text: string): Boxes {
  const rows = Array.from({ length: Math.max(1, least) }, (_, row) =>
    columns.flatMap((column) =>
      Object.entries(cell(column, text)).map(([part, typed]): [string, string] => [
        cellName(row, part),
        typed,
      ]),
    ),
  )
  return Object.fromEntries(rows.flat())
}

function cell({ id, kind, options }: Column, text: string): Boxes {
  switch (kind) {
    case 'line':
    case 'text':
      return { [id]: text }
    case 'number':
      return { [id]: '2' }
    case 'money':
      return { [`${id}-amount`]: '120', [`${id}-currency`]: 'GBP' }
    case 'date':
      return { [`${id}.day`]: '1', [`${id}.month`]: '6', [`${id}.year`]: '2031' }
    case 'yes-no':
      return { [id]: 'yes' }
    case 'choice':
      return { [id]: options![0]! }
  }
}
