import type { ReactNode } from 'react'
import { Button } from '#app/components/button.tsx'
import { ScriptProblem } from '#app/components/case-keys/private-field.tsx'
import { ScriptData } from '#app/components/cases/case-script.tsx'
import { SealedForm, SealedList, SealedWords } from '#app/components/cases/sealed.tsx'
import { Notice } from '#app/components/notice.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { isKey, type Key } from '#content/words.ts'

export function KeepingDone({ done }: { done: string | null }) {
  const t = useWords()
  const key = `keeping.done.${done ?? ''}`
  return isKey(key) ? <Notice>{t(key)}</Notice> : null
}

/** A note between handlers that says why: sealed, and signed by whoever writes it. */
export function reasonSeal(about: string) {
  return { threadId: null, sign: true, part: { kind: 'note', about } }
}

type Shown = Parameters<typeof SealedList>[0]['parts']
type ProposalProps = {
  proposal: { id: string; isMine: boolean; by: string; proposedOn: Date; reason: Shown }
  title: ReactNode
  fileKeyId: string
  /** Beside the reason: what exactly, and the form of the second person. */
  children: ReactNode
}

/** What one person proposed: the second one confirms it or says why not, the first one takes it back. */
export function Proposed({ proposal, title, fileKeyId, children }: ProposalProps) {
  const t = useWords()
  const { date } = useDates()
  const { id, isMine, by, proposedOn, reason } = proposal
  return (
    <section className="am-card am-measure" aria-label={t('keeping.proposed')}>
      <h2 className="govuk-heading-m">{title}</h2>
      <p>
        {t(isMine ? 'keeping.proposed.mine' : 'keeping.proposed.other', { name: by, date: date(proposedOn) })}
      </p>
      <SealedList parts={reason} />
      {children}
      {isMine ? (
        <form method="post">
          <input type="hidden" name="do" value="takeBack" />
          <input type="hidden" name="proposalId" value={id} />
          <Button secondary>{t('keeping.takeBack')}</Button>
        </form>
      ) : (
        <SealedForm
          doing="refuse"
          keyId={fileKeyId}
          seal={reasonSeal(t('keeping.refusal'))}
          button={t('keeping.refuse')}
          secondary
        >
          <input type="hidden" name="proposalId" value={id} />
          <SealedWords id={`refuse-${id}`} field="words" label={t('keeping.refuse.why')} rows={2} />
        </SealedForm>
      )}
    </section>
  )
}

type To = { handlerKeyId: string; recipient: string }
type EnvelopeFormProps = {
  doing: string
  proposalId: string
  wish: { keys: string[]; to: To[]; toWays?: To[] }
  button: ReactNode
  children?: ReactNode
}

/** Envelopes are made by this browser from keys that it holds; nobody on the way can open anything. */
export function EnvelopeForm({ doing, proposalId, wish, button, children }: EnvelopeFormProps) {
  const t = useWords()
  return (
    <form method="post" hidden data-unlocked="" data-envelope-form="">
      <input type="hidden" name="do" value={doing} />
      <input type="hidden" name="proposalId" value={proposalId} />
      <input type="hidden" name="envelopes" defaultValue="" />
      <ScriptData of="envelopes" value={wish} />
      <ScriptProblem of={{ 'data-seal-problem': '' }}>{t('cases.error.seal')}</ScriptProblem>
      {children}
      <Button>{button}</Button>
    </form>
  )
}

/** One of a few, in a form that nobody but the server reads. */
export function PlainChoice({
  name,
  legend,
  values,
}: {
  name: string
  legend: Key
  values: [string, Key][]
}) {
  const t = useWords()
  return (
    <div className="govuk-form-group">
      <fieldset className="govuk-fieldset">
        <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">{t(legend)}</legend>
        <div className="govuk-radios">
          {values.map(([value, key]) => (
            <div className="govuk-radios__item" key={value}>
              <input
                className="govuk-radios__input"
                id={`${name}-${value}`}
                name={name}
                type="radio"
                value={value}
                required
              />
              <label className="govuk-label govuk-radios__label" htmlFor={`${name}-${value}`}>
                {t(key)}
              </label>
            </div>
          ))}
        </div>
      </fieldset>
    </div>
  )
}
