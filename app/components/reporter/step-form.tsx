import type { ReactNode } from 'react'
import { LanguageButtons } from '#app/components/reporter/languages.tsx'
import { useWords } from '#app/components/words.tsx'

type Props = {
  /** What came before and goes on: no page keeps anything by itself. */
  hidden: readonly (readonly [string, string])[]
  on: { go: string; label: string }
  /** A button, not the browser's: with it everything typed stays. */
  back?: string
  /** This very step, for another language. */
  here: string
  withFiles?: boolean
  children?: ReactNode
}

/** One step. The button that goes on stands first, so that Enter presses it; whoever goes back sends no file. */
export function StepForm({ hidden, on, back, here, withFiles = false, children }: Props) {
  const t = useWords()
  return (
    <form method="post" {...(withFiles ? { encType: 'multipart/form-data' } : {})}>
      {hidden.map(([name, value]) => (
        <input key={name + value} type="hidden" name={name} value={value} />
      ))}
      {children}
      <div className="act">
        <button className="govuk-button" name="go" value={on.go}>
          {on.label}
        </button>
        {back !== undefined && (
          <button
            className="govuk-button govuk-button--secondary"
            name="go"
            value={back}
            formEncType="application/x-www-form-urlencoded"
          >
            {t('reporter.back')}
          </button>
        )}
      </div>
      <LanguageButtons go={here} />
    </form>
  )
}
