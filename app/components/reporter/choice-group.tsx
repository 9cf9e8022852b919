import type { ReactNode } from 'react'
import { FieldError, fieldId } from '#app/components/error-summary.tsx'
import { describedBy } from '#app/components/field.tsx'
import type { Message } from '#app/components/words.tsx'

type Option = { value: string; label: ReactNode }
type Props = {
  name: string
  legend: ReactNode
  hint?: ReactNode
  error?: Message | undefined
  value: string
  options: readonly Option[]
}

/** Radios without the weight of the signed-in pages; none is chosen unless the person chose it. */
export function ChoiceGroup({ name, legend, hint, error, value, options }: Props) {
  const id = fieldId(name)
  return (
    <fieldset className="q" aria-describedby={describedBy(id, hint, error)}>
      <legend>{legend}</legend>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldError id={`${id}-error`} error={error} />
      {options.map((option, index) => {
        const own = index === 0 ? id : `${id}-${index + 1}`
        return (
          <div key={option.value} className="pick">
            <input
              id={own}
              name={name}
              type="radio"
              value={option.value}
              defaultChecked={option.value === value}
            />
            <label htmlFor={own}>{option.label}</label>
          </div>
        )
      })}
    </fieldset>
  )
}

type TickProps = {
  name: string
  label: ReactNode
  hint?: ReactNode
  error?: Message | undefined
  checked: boolean
}

export function Tick({ name, label, hint, error, checked }: TickProps) {
  const id = fieldId(name)
  return (
    <div className="q">
      <FieldError id={`${id}-error`} error={error} />
      <div className="pick">
        <input
          id={id}
          name={name}
          type="checkbox"
          value="yes"
          defaultChecked={checked}
          aria-describedby={describedBy(id, hint, error)}
          aria-invalid={error ? true : undefined}
        />
        <label htmlFor={id}>{label}</label>
      </div>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}

type FileProps = {
  name: string
  label: ReactNode
  hint?: ReactNode
  error?: Message | undefined
  voice?: boolean
}

export function FileBox({ name, label, hint, error, voice = false }: FileProps) {
  const id = fieldId(name)
  return (
    <div className="q">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldError id={`${id}-error`} error={error} />
      <input
        className="file"
        id={id}
        name={name}
        type="file"
        aria-describedby={describedBy(id, hint, error)}
        {...(voice ? { accept: 'audio/*', capture: true } : { multiple: true })}
      />
    </div>
  )
}
