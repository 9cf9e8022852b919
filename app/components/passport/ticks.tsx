import type { ReactNode } from 'react'
import { FieldError, fieldId } from '#app/components/error-summary.tsx'
import { Fieldset } from '#app/components/field.tsx'
import type { Message } from '#app/components/words.tsx'

export type TickLine = {
  /** What is sent when it is ticked. */
  value: string
  label: ReactNode
  hint?: ReactNode
  /** What is ticked with it, always in sight. */
  said: ReactNode
  ticked: boolean
  /** Shown with the others, and not to be ticked. */
  blocked?: boolean
}

type TicksProps = {
  name: string
  legend: string
  lines: TickLine[]
  /** What was ticked when the form was sent; a line that changed since has another value, and is not ticked. */
  typed?: string | undefined
  error?: Message | undefined
}

/** Boxes to tick, each with the answer that it stands for. */
export function Ticks({ name, legend, lines, typed, error }: TicksProps) {
  const id = fieldId(name)
  const chosen = typed?.split('\n')
  return (
    <div className={`govuk-form-group${error ? ' govuk-form-group--error' : ''}`}>
      <Fieldset legend={legend} size="s" describedBy={error ? `${id}-error` : undefined}>
        <FieldError id={`${id}-error`} error={error} />
        <ul className="govuk-list am-ticks">
          {lines.map((line, index) => (
            <li key={line.value}>
              <Line
                {...line}
                name={name}
                id={index === 0 ? id : `${id}-${index + 1}`}
                ticked={chosen ? chosen.includes(line.value) : line.ticked}
              />
            </li>
          ))}
        </ul>
      </Fieldset>
    </div>
  )
}

type LineProps = TickLine & { id: string; name: string }

function Line({ id, name, value, label, hint, said, ticked, blocked = false }: LineProps) {
  return (
    <>
      {blocked ? (
        <>
          <p className="govuk-label" id={id}>
            {label}
          </p>
          {hint}
        </>
      ) : (
        <div className="govuk-checkboxes">
          <div className="govuk-checkboxes__item">
            <input
              className="govuk-checkboxes__input"
              id={id}
              name={name}
              type="checkbox"
              value={value}
              defaultChecked={ticked}
              aria-describedby={hint ? `${id}-hint` : undefined}
            />
            <label className="govuk-label govuk-checkboxes__label" htmlFor={id}>
              {label}
            </label>
            {hint && (
              <div className="govuk-hint govuk-checkboxes__hint" id={`${id}-hint`}>
                {hint}
              </div>
            )}
          </div>
        </div>
      )}
      <div className="am-ticks__said">{said}</div>
    </>
  )
}
