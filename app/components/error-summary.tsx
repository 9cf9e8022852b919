import type { Message } from '#app/components/words.tsx'
import { useWords } from '#app/components/words.tsx'

/** Keyed by the name of the field; '' is about the whole form. */
export type FieldErrors = Record<string, Message>

/** The id of the control that a name belongs to. Dots part a date into its three. */
export function fieldId(name: string): string {
  return `f-${name.replace(/[^\w-]/g, '-')}`
}

type ErrorSummaryProps = {
  errors?: FieldErrors | undefined
  /** Of which part of the page a field is, where the page has several alike. */
  within?: ((name: string) => string | null) | undefined
  /** False where a password has to be typed again. */
  kept?: boolean
}

/**
 * Takes the focus when the page opens, so that a screen reader starts with what is to be corrected. Radios and dates
 * give their first control the id of the field.
 */
export function ErrorSummary({ errors, within, kept = true }: ErrorSummaryProps) {
  const t = useWords()
  const entries = Object.entries(errors ?? {})
  if (entries.length === 0) return null
  const said = (name: string, { key, values }: Message) => {
    const part = within?.(name) ?? null
    return part === null ? t(key, values) : t('shell.pair', { what: part, words: t(key, values) })
  }
  return (
    <div className="govuk-error-summary" tabIndex={-1} autoFocus>
      <div role="alert">
        <h2 className="govuk-error-summary__title">{t('shell.errors.title', { count: entries.length })}</h2>
        <div className="govuk-error-summary__body">
          <ul className="govuk-list govuk-error-summary__list">
            {entries.map(([name, error]) => (
              <li key={name}>
                {name ? <a href={`#${fieldId(name)}`}>{said(name, error)}</a> : said(name, error)}
              </li>
            ))}
          </ul>
          {kept && <p>{t('shell.errors.kept')}</p>}
        </div>
      </div>
    </div>
  )
}

export function FieldError({ id, error }: { id: string; error?: Message | undefined }) {
  const t = useWords()
  if (!error) return null
  return (
    <p id={id} className="govuk-error-message">
      <span className="govuk-visually-hidden">{t('shell.errors.prefix')}</span> {t(error.key, error.values)}
    </p>
  )
}
