import type { ReactNode } from 'react'
import { FieldError, fieldId, type FieldErrors } from '#app/components/error-summary.tsx'
import { describedBy } from '#app/components/field.tsx'

type FileFieldProps = {
  /** Of the message when it is missing or wrong; what is sent is always called `file`. */
  id?: string
  label: string
  hint: ReactNode
  error: FieldErrors[string] | undefined
  accept?: string
  /** What stands above the field: a browser never fills it again, so a file that has arrived is named there. */
  children?: ReactNode
}

export function FileField({ id: name = 'file', label, hint, error, accept, children }: FileFieldProps) {
  const id = fieldId(name)
  return (
    <div className={`govuk-form-group${error ? ' govuk-form-group--error' : ''}`}>
      <label className="govuk-label govuk-label--s" htmlFor={id}>
        {label}
      </label>
      <div className="govuk-hint" id={`${id}-hint`}>
        {hint}
      </div>
      {children}
      <FieldError id={`${id}-error`} error={error} />
      <input
        className="govuk-file-upload"
        id={id}
        name="file"
        type="file"
        accept={accept}
        aria-describedby={describedBy(id, hint, error)}
        aria-invalid={error ? true : undefined}
      />
    </div>
  )
}
