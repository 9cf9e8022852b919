import { DataTable, type Column } from '#app/components/data-table.tsx'
import { useLocale, useWords } from '#app/components/words.tsx'
import {
  cellAsText,
  figureAsText,
  quantityAsText,
  roleAsLines,
  valueAsText,
  type ShownForReading,
} from '#content/answer-text.ts'
import { cellOf, valueOf, type Row } from '#content/answer-value.ts'
import type { Locale } from '#content/locale.ts'

type ShownValueProps = {
  question: ShownForReading
  value: unknown
  /** The language in which figures and dates are written: the reader's, unless said otherwise. */
  locale?: Locale
}

/** What an answer says beside its words: a table as a table, a figure as a figure. */
export function ShownValue({ question, value, locale }: ShownValueProps) {
  const own = useLocale()
  const language = locale ?? own
  switch (question.answer) {
    case 'table':
      return <ShownTable question={question} rows={valueOf('table', value)?.rows ?? []} locale={language} />
    case 'person-role': {
      const role = valueOf('person-role', value)
      return role ? (
        <ul className="govuk-list" dir="auto">
          {roleAsLines(role, language).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : null
    }
    case 'from-the-record':
      return <p>{figureAsText(question.figure, valueOf('from-the-record', value), language)}</p>
    case 'number':
      return <Plain text={quantityAsText(question.number?.unit, valueOf('number', value), language)} />
    default:
      return <Plain text={valueAsText(question, value, language)} />
  }
}

function Plain({ text }: { text: string }) {
  return text === '' ? null : (
    <p>
      <b dir="auto">{text}</b>
    </p>
  )
}

type Numbered = { row: Row; id: string }

function ShownTable({ question, rows, locale }: { question: ShownForReading; rows: Row[]; locale: Locale }) {
  const t = useWords()
  const { table, labels = {} } = question
  const [first, ...others] = (table?.columns ?? []).map((column): Column<Numbered> => ({
    id: column.id,
    head: labels[column.id] ?? column.id,
    numeric: column.kind === 'number' || column.kind === 'money',
    cell: ({ row }) => (
      <span className="am-pre" dir="auto">
        {cellAsText(column, cellOf(row, column.id), labels, locale)}
      </span>
    ),
  }))
  if (!first || rows.length === 0) return null
  return (
    <DataTable
      caption={<span className="govuk-visually-hidden">{t('answers.table.caption')}</span>}
      columns={[first, ...others]}
      rows={rows.map((row, index) => ({ row, id: String(index) }))}
      idOf={({ id }) => id}
    />
  )
}
