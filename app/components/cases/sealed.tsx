import type { ReactNode } from 'react'
import { Button } from '#app/components/button.tsx'
import type { SealedShown } from '#app/components/cases/case-data.ts'
import { ScriptData } from '#app/components/cases/case-script.tsx'
import { ScriptProblem } from '#app/components/case-keys/private-field.tsx'
import { useDates, useWords } from '#app/components/words.tsx'

/** One sealed thing, filled by the browser once the key is open. */
export function SealedPlace({ part, dated = true }: { part: SealedShown; dated?: boolean }) {
  const t = useWords()
  const { date } = useDates()
  return (
    <div className="am-sealed-part">
      {dated && (
        <p className="am-quiet">
          <time dateTime={new Date(part.onDay).toISOString().slice(0, 10)}>{date(part.onDay)}</time>
        </p>
      )}
      <div
        data-sealed={part.sealed}
        data-key={part.keyId}
        data-part={part.id}
        data-kept-by={part.ours ? 'handler' : undefined}
      >
        <p className="am-quiet">{t('cases.sealed.still')}</p>
      </div>
    </div>
  )
}

export function SealedList({ parts, none }: { parts: SealedShown[]; none?: ReactNode }) {
  if (parts.length === 0) return none ? <p>{none}</p> : null
  return parts.map((part) => <SealedPlace key={part.id} part={part} />)
}

type FormProps = {
  doing: string
  keyId: string
  seal: Record<string, unknown>
  button: ReactNode
  secondary?: boolean
  children: ReactNode
}

/** What is written here is sealed by the browser before anything is sent; without an open key there is no form. */
export function SealedForm({ doing, keyId, seal, button, secondary = false, children }: FormProps) {
  const t = useWords()
  return (
    <form method="post" hidden data-unlocked="" data-sealed-form="">
      <input type="hidden" name="do" value={doing} />
      <input type="hidden" name="keyId" value={keyId} />
      <input type="hidden" name="sealed" defaultValue="" />
      <ScriptData of="seal" value={{ recipientKeyId: keyId, ...seal }} />
      <ScriptProblem of={{ 'data-seal-problem': '' }}>{t('cases.error.seal')}</ScriptProblem>
      {children}
      <Button secondary={secondary}>{button}</Button>
    </form>
  )
}

type WordsProps = { id: string; field: string; label: ReactNode; hint?: ReactNode; rows?: number }

/** A field without a name: a browser never sends it. */
export function SealedWords({ id, field, label, hint, rows = 5 }: WordsProps) {
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
        rows={rows}
        data-field={field}
        dir="auto"
        required
        autoComplete="off"
        aria-describedby={hint ? `${id}-hint` : undefined}
      />
    </div>
  )
}
