import type { ReactNode } from 'react'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { useWords } from '#app/components/words.tsx'
import type { ReturnStep } from '#app/forms/return-steps.ts'
import type { Key } from '#content/words.ts'

/** What the forms of one page share. */
export interface Carried {
  code: string
  once: string
  /** Set apart by its number where a code opens several. */
  threadId?: string
  prefix?: string
  /** What was not accepted, and what had been typed: of one form only. */
  rejected?: Rejected | null
}

export interface Rejected {
  step: ReturnStep
  threadId: string
  errors: FieldErrors
  typed: Record<string, string>
}

/** What a single form of the page knows about itself. */
export interface Own {
  id: (name: string) => string
  error: (name: string) => string | undefined
  typed: (name: string) => string | undefined
}

export function useOwn(
  { threadId = '', prefix = 'a', rejected }: Carried,
  step: ReturnStep,
): Own & { failed: boolean } {
  const t = useWords()
  const mine = rejected && rejected.step === step && rejected.threadId === threadId ? rejected : null
  return {
    failed: mine !== null,
    id: (name) => `${prefix}-${step}-${name}`,
    error: (name) => {
      const said = mine?.errors[name]
      return said && t(said.key, said.values)
    },
    typed: (name) => mine?.typed[name],
  }
}

/**
 * Always to the address of the page itself, so that nothing of it stands in an address, and in parts, so that no message
 * is too long. The code stands first: whoever reads the stream then knows where the rest belongs.
 */
export function StepForm({
  carried,
  step,
  children,
}: {
  carried: Carried
  step: ReturnStep
  children: ReactNode
}) {
  const { error } = useOwn(carried, step)
  const whole = error('')
  return (
    <form method="post" encType="multipart/form-data">
      <input type="hidden" name="code" value={carried.code} />
      <input type="hidden" name="step" value={step} />
      <input type="hidden" name="once" value={carried.once} />
      {carried.threadId && <input type="hidden" name="threadId" value={carried.threadId} />}
      {whole && <p className="err">{whole}</p>}
      {children}
    </form>
  )
}

export function Press({
  say,
  quiet = false,
  name,
  value,
}: {
  say: Key
  quiet?: boolean
  name?: string
  value?: string
}) {
  const t = useWords()
  return (
    <button className={`govuk-button${quiet ? ' govuk-button--secondary' : ''}`} name={name} value={value}>
      {t(say)}
    </button>
  )
}

type FieldProps = { own: Own; name: string; label: Key; hint?: Key; rows?: number; spellCheck?: boolean }

export function Words({ own, name, label, hint, rows = 4 }: FieldProps) {
  const t = useWords()
  const described = useDescribed(own, name, hint)
  return (
    <div className="q">
      <label htmlFor={own.id(name)}>{t(label)}</label>
      {described.said}
      <textarea
        className="in"
        id={own.id(name)}
        name={name}
        rows={rows}
        dir="auto"
        defaultValue={own.typed(name)}
        {...described.attributes}
      />
    </div>
  )
}

export function useDescribed({ id, error }: Own, name: string, hint: Key | undefined) {
  const t = useWords()
  const said = error(name)
  const ids = [hint && `${id(name)}-hint`, said && `${id(name)}-error`].filter(Boolean).join(' ')
  return {
    said: (
      <>
        {hint && (
          <p className="hint" id={`${id(name)}-hint`}>
            {t(hint)}
          </p>
        )}
        {said && (
          <p className="err" id={`${id(name)}-error`}>
            {said}
          </p>
        )}
      </>
    ),
    attributes: {
      'aria-describedby': ids || undefined,
      'aria-invalid': said ? true : undefined,
    },
  }
}

type ChoiceProps = {
  own: Own
  name: string
  legend: Key
  hint?: Key
  choices: { value: string; label: Key }[]
  chosen?: string
}

export function Choose({ own, name, legend, hint, choices, chosen }: ChoiceProps) {
  const t = useWords()
  const { said, attributes } = useDescribed(own, name, hint)
  return (
    <fieldset className="q" aria-describedby={attributes['aria-describedby']}>
      <legend>{t(legend)}</legend>
      {said}
      {choices.map(({ value, label }) => (
        <div className="pick" key={value}>
          <input
            type="radio"
            id={own.id(`${name}-${value}`)}
            name={name}
            value={value}
            defaultChecked={(own.typed(name) ?? chosen) === value}
          />
          <label htmlFor={own.id(`${name}-${value}`)}>{t(label)}</label>
        </div>
      ))}
    </fieldset>
  )
}

/** Folded until it is wanted, or until something in it is to be corrected. */
export function Folded({
  title,
  open = false,
  children,
}: {
  title: Key
  open?: boolean
  children: ReactNode
}) {
  const t = useWords()
  return (
    <details className="fold" open={open}>
      <summary>{t(title)}</summary>
      {children}
    </details>
  )
}
