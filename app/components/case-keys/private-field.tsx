import type { ReactNode } from 'react'

type PrivateFieldProps = {
  /** What the script calls it. */
  field: string
  label: ReactNode
  hint?: ReactNode
  width?: 5
  digits?: boolean
}

/** For what never leaves the browser: a field without a name is in no form that is sent. */
export function PrivateField({ field, label, hint, width, digits = false }: PrivateFieldProps) {
  const id = `private-${field}`
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
      <input
        className={`govuk-input${width ? ` govuk-input--width-${width}` : ''}`}
        id={id}
        type="text"
        inputMode={digits ? 'numeric' : 'text'}
        data-field={field}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        aria-describedby={hint ? `${id}-hint` : undefined}
      />
    </div>
  )
}

/** A sentence that waits until the script has a reason to show it. */
export function ScriptProblem({ of, children }: { of: Record<string, string>; children: ReactNode }) {
  return (
    <p className="govuk-error-message" role="alert" tabIndex={-1} hidden {...of}>
      {children}
    </p>
  )
}

export function NeedsScript({ children }: { children: ReactNode }) {
  return (
    <p className="am-quiet am-measure" data-needs-script="">
      {children}
    </p>
  )
}
