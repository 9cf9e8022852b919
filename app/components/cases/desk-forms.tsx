import { Button } from '#app/components/button.tsx'
import { ScriptProblem } from '#app/components/case-keys/private-field.tsx'
import { ScriptData } from '#app/components/cases/case-script.tsx'
import { SealedWords } from '#app/components/cases/sealed.tsx'
import { useWords } from '#app/components/words.tsx'
import { deskDecisions, deskFields, deskSteps, type DeskStep } from '#app/forms/desk.form.ts'

/** How each entry is shown once its key is open. */
export function DeskTemplates() {
  const t = useWords()
  return (
    <>
      {deskSteps.map((step) => (
        <template key={step} data-kind="step" data-step={`desk.${step}`}>
          <p>
            <span data-if-signed="" hidden className="am-quiet">
              {t('cases.signed.by')} <span data-slot="signerRole" />
            </span>
            <strong data-if-unsigned="" hidden>
              {t('cases.signed.not')}
            </strong>
          </p>
          {deskFields[step].map((field) => (
            <p key={field} data-if={`fields.${field}`}>
              <span className="am-quiet">{t(`desk.field.${field}`)}</span>{' '}
              {field === 'decision' ? (
                <span data-value="fields.decision">
                  {deskDecisions.map((value) => (
                    <span key={value} data-is={value} hidden>
                      {t(`desk.decision.${value}`)}
                    </span>
                  ))}
                </span>
              ) : (
                <span className="am-pre" dir="auto" data-slot={`fields.${field}`} />
              )}
            </p>
          ))}
        </template>
      ))}
      <template data-kind="unopened">
        <p>{t('desk.unopened')}</p>
      </template>
    </>
  )
}

/** What is written into the sealed part of one step. */
export function DeskFields({
  step,
  recipients,
  prefix = '',
}: {
  step: DeskStep
  recipients: string[]
  prefix?: string
}) {
  const t = useWords()
  const part = { kind: 'step', step: `desk.${step}`, fields: {} }
  return (
    <>
      <input type="hidden" name="sealed" defaultValue="" />
      <ScriptData of="seal" value={{ recipients, threadId: null, sign: true, part }} />
      <ScriptProblem of={{ 'data-seal-problem': '' }}>{t('cases.error.seal')}</ScriptProblem>
      {deskFields[step].map((field) =>
        field === 'decision' ? (
          <Decision key={field} prefix={prefix} />
        ) : (
          <SealedWords
            key={field}
            id={`${prefix}${step}-${field}`}
            field={`fields.${field}`}
            label={t(`desk.field.${field}`)}
            rows={field === 'words' ? 8 : 3}
          />
        ),
      )}
    </>
  )
}

/** The script takes the name away before anything is sent: what was decided is sealed too. */
function Decision({ prefix }: { prefix: string }) {
  const t = useWords()
  return (
    <div className="govuk-form-group">
      <fieldset className="govuk-fieldset">
        <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">
          {t('desk.field.decision')}
        </legend>
        <div className="govuk-radios">
          {deskDecisions.map((value) => (
            <div className="govuk-radios__item" key={value}>
              <input
                className="govuk-radios__input"
                id={`${prefix}decision-${value}`}
                name={`${prefix}decision`}
                type="radio"
                value={value}
                data-field="fields.decision"
                required
              />
              <label className="govuk-label govuk-radios__label" htmlFor={`${prefix}decision-${value}`}>
                {t(`desk.decision.${value}`)}
              </label>
            </div>
          ))}
        </div>
      </fieldset>
    </div>
  )
}

/** One step that can be taken now. */
export function DeskStepForm({ step, recipients }: { step: DeskStep; recipients: string[] }) {
  const t = useWords()
  return (
    <form method="post" className="am-card am-measure" hidden data-unlocked="" data-sealed-form="">
      <h2 className="govuk-heading-m">{t(`desk.step.${step}`)}</h2>
      <p>{t(`desk.lead.${step}`)}</p>
      <input type="hidden" name="step" value={step} />
      <DeskFields step={step} recipients={recipients} />
      <Button secondary={step === 'extended'}>{t(`desk.do.${step}`)}</Button>
    </form>
  )
}
