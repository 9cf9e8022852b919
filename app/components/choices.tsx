import type { ReactNode } from 'react'
import { FieldError, fieldId } from '#app/components/error-summary.tsx'
import { describedBy, Fieldset, type FieldProps } from '#app/components/field.tsx'

export type Choice = {
  value: string
  label: ReactNode
  hint?: ReactNode
  /** Stands below its choice. Where the browser can, it hides until its choice is taken; nothing depends on that. */
  conditional?: ReactNode
}

type Common = Omit<FieldProps, 'value' | 'label'> & {
  legend: ReactNode
  size?: 's' | 'm' | 'l'
  asHeading?: boolean
  choices: Choice[]
}

export function Radios({
  value,
  inline = false,
  ...group
}: Common & { value?: string | undefined; inline?: boolean }) {
  return <Choices {...group} kind="radio" inline={inline} chosen={(each) => each === value} />
}

export function Checkboxes({ values = [], ...group }: Common & { values?: readonly string[] | undefined }) {
  return <Choices {...group} kind="checkbox" inline={false} chosen={(each) => values.includes(each)} />
}

type Kind = 'radio' | 'checkbox'
type ChoicesProps = Common & { kind: Kind; inline: boolean; chosen: (value: string) => boolean }

function Choices({
  name,
  legend,
  size,
  asHeading,
  hint,
  error,
  choices,
  kind,
  inline,
  chosen,
}: ChoicesProps) {
  const id = fieldId(name)
  const block = kind === 'radio' ? 'govuk-radios' : 'govuk-checkboxes'
  return (
    <div className={`govuk-form-group${error ? ' govuk-form-group--error' : ''}`}>
      <Fieldset
        legend={legend}
        describedBy={describedBy(id, hint, error)}
        {...(size ? { size } : {})}
        {...(asHeading ? { asHeading } : {})}
      >
        {hint && (
          <div className="govuk-hint" id={`${id}-hint`}>
            {hint}
          </div>
        )}
        <FieldError id={`${id}-error`} error={error} />
        <div className={inline ? `${block} ${block}--inline` : block}>
          {choices.map((choice, index) => (
            <ChoiceItem
              key={choice.value}
              {...choice}
              id={index === 0 ? id : `${id}-${index + 1}`}
              name={name}
              kind={kind}
              block={block}
              checked={chosen(choice.value)}
            />
          ))}
        </div>
      </Fieldset>
    </div>
  )
}

type ItemProps = Choice & { id: string; name: string; kind: Kind; block: string; checked: boolean }

function ChoiceItem({ id, name, kind, block, value, label, hint, conditional, checked }: ItemProps) {
  return (
    <>
      <div className={`${block}__item`}>
        <input
          className={`${block}__input`}
          id={id}
          name={name}
          type={kind}
          value={value}
          defaultChecked={checked}
          aria-describedby={hint ? `${id}-item-hint` : undefined}
        />
        <label className={`govuk-label ${block}__label`} htmlFor={id}>
          {label}
        </label>
        {hint && (
          <div className={`govuk-hint ${block}__hint`} id={`${id}-item-hint`}>
            {hint}
          </div>
        )}
      </div>
      {conditional && <div className={`${block}__conditional`}>{conditional}</div>}
    </>
  )
}
