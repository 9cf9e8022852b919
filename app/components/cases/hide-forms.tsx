import { Button } from '#app/components/button.tsx'
import { ScriptProblem } from '#app/components/case-keys/private-field.tsx'
import type { SealedShown } from '#app/components/cases/case-data.ts'
import { ScriptData } from '#app/components/cases/case-script.tsx'
import { SealedWords } from '#app/components/cases/sealed.tsx'
import { reasonSeal } from '#app/components/cases/two-people.tsx'
import { useWords } from '#app/components/words.tsx'

type Props = { part: SealedShown; fileKeyId: string; mayRedact: boolean }

/** One handler hides words from the others and anybody shows them again; two take them out for good. */
export function HideForms({ part, fileKeyId, mayRedact }: Props) {
  const t = useWords()
  return (
    <details className="govuk-details" hidden data-unlocked="">
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{t('keeping.hide')}</span>
      </summary>
      <div className="govuk-details__text">
        <HideForm how="mask" part={part} fileKeyId={fileKeyId} />
        <HideForm how="lift" part={part} fileKeyId={fileKeyId} />
        {mayRedact && <HideForm how="redact" part={part} fileKeyId={fileKeyId} />}
      </div>
    </details>
  )
}

type FormProps = { how: 'mask' | 'lift' | 'redact'; part: SealedShown; fileKeyId: string }

function HideForm({ how, part, fileKeyId }: FormProps) {
  const t = useWords()
  const id = `${how}-${part.id}`
  return (
    <form method="post" data-hide-words="" data-sealed-form="">
      <input type="hidden" name="do" value={how === 'redact' ? 'redact' : 'mask'} />
      <input type="hidden" name="partId" value={part.id} />
      <input type="hidden" name="keyId" value={fileKeyId} />
      <input type="hidden" name="sealed" defaultValue="" />
      <ScriptData of="hide" value={{ how, partId: part.id, fileKeyId }} />
      <ScriptProblem of={{ 'data-seal-problem': '' }}>{t('cases.error.seal')}</ScriptProblem>
      <ScriptProblem of={{ 'data-words-problem': '' }}>{t('keeping.hide.notThere')}</ScriptProblem>
      {how !== 'lift' && (
        <div className="govuk-form-group">
          <label className="govuk-label govuk-label--s" htmlFor={id}>
            {t(`keeping.${how}.words`)}
          </label>
          <div className="govuk-hint" id={`${id}-hint`}>
            {t(`keeping.${how}.hint`)}
          </div>
          <textarea
            className="govuk-textarea"
            id={id}
            rows={2}
            dir="auto"
            data-hidden-words=""
            required
            autoComplete="off"
            aria-describedby={`${id}-hint`}
          />
        </div>
      )}
      {how === 'mask' && (
        <div className="govuk-form-group">
          <label className="govuk-label govuk-label--s" htmlFor={`${id}-why`}>
            {t('keeping.mask.why')}
          </label>
          <input
            className="govuk-input"
            id={`${id}-why`}
            dir="auto"
            data-because=""
            required
            autoComplete="off"
            maxLength={300}
          />
        </div>
      )}
      {how === 'redact' && (
        <>
          <input type="hidden" name="copy" defaultValue="" />
          <input type="hidden" name="copyKeyId" value={part.keyId} />
          <ScriptData
            of="seal"
            value={{ recipientKeyId: fileKeyId, ...reasonSeal(t('keeping.redact.reason')) }}
          />
          <SealedWords id={`${id}-why`} field="words" label={t('keeping.redact.why')} rows={2} />
        </>
      )}
      <Button secondary>{t(`keeping.${how}.do`)}</Button>
    </form>
  )
}
