import { useWords } from '#app/components/words.tsx'
import type { SealedField as Field } from '#app/forms/case-steps.ts'
import { isKey, type Key } from '#content/words.ts'

type Props = { prefix: string; path: string; field: Field }

/** Without a name no browser sends words; of a fixed answer the script takes the name away before anything is sent. */
export function SealedField({ prefix, path, field: { name, values, optional, alsoClear } }: Props) {
  const t = useWords()
  const id = `${prefix}${name}`
  const label = t(`caseSteps.field.${name}` as Key)
  const hintKey = `caseSteps.field.${name}.hint`
  const hint = isKey(hintKey) ? t(hintKey) : optional ? t('caseSteps.optional') : null
  if (values)
    return (
      <div className="govuk-form-group">
        <fieldset className="govuk-fieldset">
          <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">{label}</legend>
          {hint && <div className="govuk-hint">{hint}</div>}
          <div className="govuk-radios">
            {values.map((value) => (
              <div className="govuk-radios__item" key={value}>
                <input
                  className="govuk-radios__input"
                  id={`${id}-${value}`}
                  name={alsoClear ?? id}
                  type="radio"
                  value={value}
                  data-field={path}
                  data-also-clear={alsoClear}
                  required
                />
                <label className="govuk-label govuk-radios__label" htmlFor={`${id}-${value}`}>
                  {t(`caseSteps.value.${value}` as Key)}
                </label>
              </div>
            ))}
          </div>
        </fieldset>
      </div>
    )
  return (
    <div className="govuk-form-group">
      <label className="govuk-label govuk-label--s" htmlFor={id}>
        {label}
      </label>
      {hint && (
        <div className="govuk-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      <textarea
        className="govuk-textarea"
        id={id}
        rows={3}
        data-field={path}
        dir="auto"
        required={!optional}
        autoComplete="off"
        aria-describedby={hint ? `${id}-hint` : undefined}
      />
    </div>
  )
}
