import { FieldError, fieldId } from '#app/components/error-summary.tsx'
import { describedBy, Fieldset, type FieldProps } from '#app/components/field.tsx'
import { useWords } from '#app/components/words.tsx'

type DateFieldProps = Omit<FieldProps, 'value'> & {
  /** The saved date, as `2026-03-27`. */
  value?: string | null | undefined
  /** What was typed before, by the names `name.day`, `name.month`, `name.year`. */
  typed?: Record<string, string> | undefined
  /** Where the form has names of its own for the three boxes. */
  names?: Record<Part, string> | undefined
}

type Part = 'day' | 'month' | 'year'

const parts = [
  { part: 'day', key: 'shell.date.day', width: 2 },
  { part: 'month', key: 'shell.date.month', width: 2 },
  { part: 'year', key: 'shell.date.year', width: 4 },
] as const

/** Three plain boxes: no picker of any browser works for everyone. `readForm` puts them together under `name`. */
export function DateField({ name, label, hint, error, value, typed, names }: DateFieldProps) {
  const t = useWords()
  const id = fieldId(name)
  const [year = '', month = '', day = ''] = (value ?? '').split('-')
  const nameOf = (part: Part) => names?.[part] ?? `${name}.${part}`
  const idOf = (part: Part) => (names ? fieldId(names[part]) : part === 'day' ? id : `${id}-${part}`)
  const saved = { day: withoutZero(day), month: withoutZero(month), year }
  return (
    <div className={`govuk-form-group${error ? ' govuk-form-group--error' : ''}`}>
      <Fieldset legend={label} describedBy={describedBy(id, hint ?? true, error)}>
        <div className="govuk-hint" id={`${id}-hint`}>
          {hint ?? t('shell.date.hint')}
        </div>
        <FieldError id={`${id}-error`} error={error} />
        <div className="govuk-date-input">
          {parts.map(({ part, key, width }) => (
            <div className="govuk-date-input__item" key={part}>
              <label className="govuk-label govuk-date-input__label" htmlFor={idOf(part)}>
                {t(key)}
              </label>
              <input
                className={`govuk-input govuk-date-input__input govuk-input--width-${width}${error ? ' govuk-input--error' : ''}`}
                id={idOf(part)}
                name={nameOf(part)}
                inputMode="numeric"
                autoComplete="off"
                defaultValue={typed?.[nameOf(part)] ?? saved[part]}
                aria-invalid={error ? true : undefined}
              />
            </div>
          ))}
        </div>
      </Fieldset>
    </div>
  )
}

function withoutZero(text: string): string {
  return text.replace(/^0/, '')
}
