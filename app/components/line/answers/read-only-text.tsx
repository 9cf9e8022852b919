import { describedBy } from '#app/components/field.tsx'
import { fieldId } from '#app/components/error-summary.tsx'

/** Words to copy: nothing is sent from here. */
export function ReadOnlyText({
  id: name,
  label,
  hint,
  text,
}: {
  id: string
  label: string
  hint: string
  text: string
}) {
  const id = fieldId(name)
  return (
    <div className="govuk-form-group">
      <label className="govuk-label govuk-label--s" htmlFor={id}>
        {label}
      </label>
      <div className="govuk-hint" id={`${id}-hint`}>
        {hint}
      </div>
      <textarea
        className="govuk-textarea"
        id={id}
        rows={12}
        dir="auto"
        readOnly
        defaultValue={text}
        aria-describedby={describedBy(id, hint, undefined)}
      />
    </div>
  )
}
