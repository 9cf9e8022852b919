import { cellOf, valueOf, type Cell, type Money, type Row, type ValueOf } from '#content/answer-value.ts'
import { tagOf, type Locale } from '#content/locale.ts'
import type { RequirementShown } from '#content/shown.ts'
import { formatDate, isKey, wordsFor } from '#content/words.ts'

export type AnswerGiven = {
  choice: string | null
  text: string
  dueOn: Date | string | null
  value?: unknown
}
/** As much of a requirement as it takes to read an answer to it. */
export type ShownForReading = Pick<RequirementShown, 'answer'> &
  Partial<Pick<RequirementShown, 'choices' | 'labels' | 'table' | 'options' | 'number' | 'figure'>>
type Column = NonNullable<RequirementShown['table']>['columns'][number]

/** Which of the four it is, in the words in which it was offered. */
export function choiceAsText(
  { choices = [] }: ShownForReading,
  { choice }: Pick<AnswerGiven, 'choice'>,
  locale: Locale,
): string {
  if (choice === null) return ''
  const key = `content.choice.${choice}`
  return choices.find(({ value }) => value === choice)?.label ?? (isKey(key) ? wordsFor(locale)(key) : choice)
}

/** Everything but the choice and the date: what a document prints below them. */
export function wordsOfAnswer(shown: ShownForReading, answer: AnswerGiven, locale: Locale): string {
  const value = answer.choice === 'not_applicable' ? '' : valueAsText(shown, answer.value, locale)
  return [value, answer.text].filter((part) => part !== '').join('\n')
}

export function valueAsText(shown: ShownForReading, value: unknown, locale: Locale): string {
  const { labels = {} } = shown
  switch (shown.answer) {
    case 'choice': {
      const option = valueOf('choice', value)?.option
      return option === undefined ? '' : (labels[option] ?? option)
    }
    case 'number':
      return quantityAsText(shown.number?.unit, valueOf('number', value), locale)
    case 'person-role': {
      const role = valueOf('person-role', value)
      return role ? roleAsLines(role, locale).join('\n') : ''
    }
    case 'table': {
      const rows = valueOf('table', value)?.rows ?? []
      return rows.map((row, index) => rowAsText(shown, row, index, locale)).join('\n')
    }
    case 'from-the-record':
      return figureAsText(shown.figure, valueOf('from-the-record', value), locale)
    default:
      return ''
  }
}

function rowAsText({ table, labels = {} }: ShownForReading, row: Row, index: number, locale: Locale): string {
  const t = wordsFor(locale)
  const cells = (table?.columns ?? []).flatMap((column) => {
    const value = cellAsText(column, cellOf(row, column.id), labels, locale).replace(/\s*\n\s*/g, ' ')
    return value === '' ? [] : [t('answers.text.cell', { column: labels[column.id] ?? column.id, value })]
  })
  const joined = cells.length > 0 ? cells.reduce((one, other) => t('answers.text.both', { one, other })) : ''
  return t('answers.text.row', { number: index + 1, cells: joined })
}

export function cellAsText(
  { kind }: Pick<Column, 'kind'>,
  cell: Cell | undefined,
  labels: Record<string, string>,
  locale: Locale,
): string {
  if (cell === undefined) return ''
  if (typeof cell === 'boolean') return wordsFor(locale)(cell ? 'answers.yes' : 'answers.no')
  if (typeof cell === 'object') return moneyAsText(cell, locale)
  if (kind === 'number') return decimalAsText(cell, locale)
  if (kind === 'choice') return labels[cell] ?? cell
  if (kind === 'date') {
    const day = new Date(cell)
    return Number.isNaN(day.getTime()) ? cell : formatDate(locale, day)
  }
  return cell
}

export function quantityAsText(
  unit: NonNullable<RequirementShown['number']>['unit'] | undefined,
  value: ValueOf<'number'> | null,
  locale: Locale,
): string {
  if (!value) return ''
  if ('amount' in value) return moneyAsText(value, locale)
  const said = decimalAsText(value.number, locale)
  const key = `answers.unit.${unit}`
  return isKey(key) ? wordsFor(locale)(key, { value: said, count: Number(value.number) }) : said
}

export function roleAsLines(
  { role, hoursPerWeek, standIn, paid }: ValueOf<'person-role'>,
  locale: Locale,
): string[] {
  const t = wordsFor(locale)
  const said: [string, string | undefined][] = [
    [t('answers.role.said.role'), role],
    [t('answers.role.said.hours'), hoursPerWeek && decimalAsText(hoursPerWeek, locale)],
    [t('answers.role.said.standIn'), standIn],
    [t('answers.role.said.paid'), paid === undefined ? undefined : t(paid ? 'answers.yes' : 'answers.no')],
  ]
  return said.flatMap(([column, value]) => (value ? [t('answers.text.cell', { column, value })] : []))
}

export function figureAsText(
  figure: RequirementShown['figure'],
  value: ValueOf<'from-the-record'> | null,
  locale: Locale,
): string {
  const t = wordsFor(locale)
  const key = `answers.figure.${value?.figure ?? figure}`
  return value && value.count !== null && isKey(key)
    ? t(key, { count: value.count })
    : t('answers.figure.nothing')
}

export function moneyAsText({ amount, currency }: Money, locale: Locale): string {
  return `${decimalAsText(amount, locale, amount.includes('.') ? 2 : 0)}\u00a0${currency}`
}

/** Every digit of it: the text itself is formatted, not a float made of it. */
export function decimalAsText(decimal: string, locale: Locale, places = 0): string {
  const format = new Intl.NumberFormat(tagOf(locale), {
    minimumFractionDigits: places,
    maximumFractionDigits: 6,
  })
  return /^-?\d+(\.\d+)?$/.test(decimal) ? format.format(decimal as `${number}`) : decimal
}
