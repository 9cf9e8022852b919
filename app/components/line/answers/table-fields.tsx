import { Button } from '#app/components/button.tsx'
import { DateField } from '#app/components/date-field.tsx'
import { FieldError, fieldId, type FieldErrors } from '#app/components/error-summary.tsx'
import { SelectField, TextArea, TextField } from '#app/components/field.tsx'
import type { ValueFieldsProps } from '#app/components/line/answers/value-fields.tsx'
import { useWords } from '#app/components/words.tsx'
import {
  cellName,
  mostRows,
  rowsIn,
  type Column,
  type Table,
  type TypedRow,
} from '#app/forms/answer-table.ts'

/** Rows as fieldsets, one below the other: on a telephone there is no room for a table to type into. */
export function TableFields({ question, values, errors, lang, lookAt }: ValueFieldsProps) {
  const t = useWords()
  const { table, labels = {} } = question
  if (!table) return null
  const rows = rowsIn(values)
  const typed = Object.fromEntries(
    rows.flatMap((row, index) =>
      Object.entries(row).map(([part, text]): [string, string] => [cellName(index, part), text]),
    ),
  )
  return (
    <div className="am-rows">
      {table.givenRows && <p className="am-measure">{t('answers.table.untouched')}</p>}
      {rows.map((row, index) => (
        <fieldset
          className="govuk-fieldset am-rows__row"
          key={index}
          {...(lookAt === index ? { tabIndex: -1, autoFocus: true } : {})}
        >
          <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">
            {nameOf(row, table) === ''
              ? t('answers.table.row', { number: index + 1 })
              : t('answers.table.rowNamed', { number: index + 1, name: nameOf(row, table) })}
          </legend>
          <div className="am-rows__cells">
            {table.columns.map((column) => (
              <div className={isWide(column, table) ? 'am-rows__wide' : undefined} key={column.id}>
                <CellField
                  row={index}
                  column={column}
                  labels={labels}
                  texts={row}
                  typed={typed}
                  errors={errors}
                  lang={lang}
                />
              </div>
            ))}
          </div>
          <Button secondary name="then" value={`removeRow:${index}`}>
            {t('answers.table.remove')}
            <span className="govuk-visually-hidden">
              {' '}
              {t('answers.table.remove.which', { number: index + 1 })}
            </span>
          </Button>
        </fieldset>
      ))}
      <div className={`govuk-form-group${errors.addRow ? ' govuk-form-group--error' : ''}`}>
        <FieldError id={`${fieldId('addRow')}-error`} error={errors.addRow} />
        {rows.length < mostRows ? (
          <button
            className="govuk-button govuk-button--secondary"
            id={fieldId('addRow')}
            name="then"
            value="addRow"
            aria-describedby={errors.addRow ? `${fieldId('addRow')}-error` : undefined}
          >
            {rows.length === 0 ? t('answers.table.first') : t('answers.table.add')}
          </button>
        ) : (
          <p className="am-quiet">{t('answers.table.full', { maximum: mostRows })}</p>
        )}
      </div>
    </div>
  )
}

/** What stood in the first column when the page was made: which row this is. */
function nameOf(row: TypedRow, { columns }: Table): string {
  const name = (row[columns[0]!.id] ?? '').trim()
  return [...name].length > 60 ? `${[...name].slice(0, 60).join('')}…` : name
}

function isWide({ id, kind }: Column, { columns }: Table): boolean {
  return id === columns[0]!.id || kind === 'text' || kind === 'money'
}

type CellFieldProps = {
  row: number
  column: Column
  labels: Record<string, string>
  texts: TypedRow
  typed: Record<string, string>
  errors: FieldErrors
  lang: string
}

function CellField({ row, column, labels, texts, typed, errors, lang }: CellFieldProps) {
  const t = useWords()
  const { id, kind, required } = column
  const name = cellName(row, id)
  const said = labels[id] ?? id
  const field = {
    name,
    label: required ? said : t('answers.table.optional', { column: said }),
    value: texts[id],
    error: errors[name],
  }
  switch (kind) {
    case 'text':
      return <TextArea {...field} rows={3} lang={lang} />
    case 'number':
      return <TextField {...field} width={10} inputMode="decimal" autoComplete="off" />
    case 'money':
      return <MoneyFields row={row} id={id} label={field.label} texts={texts} errors={errors} />
    case 'date':
      return <DateField name={name} label={field.label} typed={typed} error={field.error} />
    case 'yes-no':
      return (
        <SelectField
          {...field}
          options={choices(['yes', 'no'], { yes: t('answers.yes'), no: t('answers.no') })}
        />
      )
    case 'choice':
      return <SelectField {...field} options={choices(column.options ?? [], labels)} />
    default:
      return <TextField {...field} />
  }
}

/** The empty choice takes an answer back, which radio buttons cannot. */
function choices(options: readonly string[], labels: Record<string, string>) {
  return [{ value: '', label: '' }, ...options.map((value) => ({ value, label: labels[value] ?? value }))]
}

type MoneyFieldsProps = { row: number; id: string; label: string; texts: TypedRow; errors: FieldErrors }

function MoneyFields({ row, id, label, texts, errors }: MoneyFieldsProps) {
  const t = useWords()
  const [amount, currency] = [`${id}-amount`, `${id}-currency`]
  return (
    <div className="am-rows__money">
      <TextField
        name={cellName(row, amount)}
        label={label}
        width={10}
        inputMode="decimal"
        autoComplete="off"
        value={texts[amount]}
        error={errors[cellName(row, amount)]}
      />
      <TextField
        name={cellName(row, currency)}
        label={t('answers.currency')}
        hint={row === 0 ? t('answers.currency.hint') : t('answers.currency.asAbove')}
        width={5}
        autoComplete="off"
        spellCheck={false}
        value={texts[currency]}
        error={errors[cellName(row, currency)]}
      />
    </div>
  )
}
