import type { ReactNode } from 'react'
import { FieldError, fieldId } from '#app/components/error-summary.tsx'
import type { Message } from '#app/components/words.tsx'

export type FieldProps = {
  name: string
  label: ReactNode
  hint?: ReactNode
  error?: Message | undefined
  /** What was typed before, or what is saved. */
  value?: string | undefined
}

/** Which ids describe a control, in the order in which they are read. */
export function describedBy(id: string, hint: ReactNode, error: Message | undefined): string | undefined {
  const ids = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter((each) => each !== null)
  return ids.length > 0 ? ids.join(' ') : undefined
}

function FieldFrame({ name, label, hint, error, children }: FieldProps & { children: ReactNode }) {
  const id = fieldId(name)
  return (
    <div className={`govuk-form-group${error ? ' govuk-form-group--error' : ''}`}>
      <label className="govuk-label govuk-label--s" htmlFor={id}>
        {label}
      </label>
      {hint && (
        <div className="govuk-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      <FieldError id={`${id}-error`} error={error} />
      {children}
    </div>
  )
}

type TextFieldProps = FieldProps & {
  type?: 'text' | 'email' | 'password' | 'search' | 'url'
  width?: 2 | 3 | 4 | 5 | 10 | 20 | 30
  autoComplete?: string
  inputMode?: 'text' | 'numeric' | 'decimal' | 'email' | 'search'
  /** `false` for codes and names that a dictionary would redden. */
  spellCheck?: boolean
  maxLength?: number
  lang?: string | undefined
}

export function TextField({
  type = 'text',
  width,
  autoComplete,
  inputMode,
  spellCheck,
  maxLength,
  lang,
  ...field
}: TextFieldProps) {
  const { name, hint, error, value } = field
  const id = fieldId(name)
  const classes = ['govuk-input', width && `govuk-input--width-${width}`, error && 'govuk-input--error']
  return (
    <FieldFrame {...field}>
      <input
        className={classes.filter(Boolean).join(' ')}
        id={id}
        name={name}
        type={type}
        defaultValue={value}
        autoComplete={autoComplete}
        inputMode={inputMode}
        spellCheck={spellCheck}
        maxLength={maxLength}
        lang={lang}
        dir={lang && 'auto'}
        aria-describedby={describedBy(id, hint, error)}
        aria-invalid={error ? true : undefined}
      />
    </FieldFrame>
  )
}

type TextAreaProps = FieldProps & { rows?: number; lang?: string | undefined }

export function TextArea({ rows = 5, lang, ...field }: TextAreaProps) {
  const { name, hint, error, value } = field
  const id = fieldId(name)
  return (
    <FieldFrame {...field}>
      <textarea
        className={`govuk-textarea${error ? ' govuk-textarea--error' : ''}`}
        id={id}
        name={name}
        rows={rows}
        lang={lang}
        dir="auto"
        defaultValue={value}
        aria-describedby={describedBy(id, hint, error)}
        aria-invalid={error ? true : undefined}
      />
    </FieldFrame>
  )
}

export type Option = { value: string; label: ReactNode }

export function SelectField({ options, ...field }: FieldProps & { options: Option[] }) {
  const { name, hint, error, value } = field
  const id = fieldId(name)
  return (
    <FieldFrame {...field}>
      <select
        className={`govuk-select${error ? ' govuk-select--error' : ''}`}
        id={id}
        name={name}
        defaultValue={value}
        aria-describedby={describedBy(id, hint, error)}
        aria-invalid={error ? true : undefined}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}

type FieldsetProps = {
  legend: ReactNode
  /** `l` makes the legend the heading of the page. */
  size?: 's' | 'm' | 'l'
  asHeading?: boolean
  describedBy?: string | undefined
  children: ReactNode
}

export function Fieldset({
  legend,
  size = 's',
  asHeading = false,
  describedBy: ids,
  children,
}: FieldsetProps) {
  return (
    <fieldset className="govuk-fieldset" aria-describedby={ids}>
      <legend className={`govuk-fieldset__legend govuk-fieldset__legend--${size}`}>
        {asHeading ? <h1 className="govuk-fieldset__heading">{legend}</h1> : legend}
      </legend>
      {children}
    </fieldset>
  )
}
