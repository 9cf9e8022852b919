import type { ReactNode } from 'react'
import { Button } from '#app/components/button.tsx'
import { OutChoices, type ImportReader } from '#app/components/case-import/out-choices.tsx'
import { StepsSaid } from '#app/components/case-import/steps-said.tsx'
import { ScriptProblem } from '#app/components/case-keys/private-field.tsx'
import { ScriptData } from '#app/components/cases/case-script.tsx'
import { DateField } from '#app/components/date-field.tsx'
import { FieldError, fieldId, type FieldErrors } from '#app/components/error-summary.tsx'
import { useWords } from '#app/components/words.tsx'
import { importChannels, importKinds } from '#app/forms/case-import.form.ts'

interface Chosen {
  name: string
  readers: ImportReader[]
  facts: { importId: string }
}

type Rejected = {
  errors: FieldErrors
  typed: Record<string, string>
  /** The same form: sent once more it is no second case. */
  again: { importId: string; concernId: string } | null
}
type Props = { chosen: Chosen; rejected: Rejected | undefined }

const problems = ['locked', 'day', 'nothing', 'long', 'self', 'files'] as const

/** Only the day, the kind and the absence of a conflict have a name; everything else is sealed here before anything leaves. */
export function ImportForm({ chosen, rejected }: Props) {
  const t = useWords()
  const { readers, name } = chosen
  const { errors = {}, typed = {} } = rejected ?? {}
  const facts = { ...chosen.facts, ...rejected?.again }
  return (
    <form method="post" hidden data-unlocked="" data-sealed-form="" data-import-case="">
      <input type="hidden" name="importId" defaultValue={facts.importId} />
      <input type="hidden" name="keyId" defaultValue="" />
      <input type="hidden" name="parcel" defaultValue="" />
      <input type="hidden" name="signature" defaultValue="" />
      <ScriptData of="import" value={facts} />
      <h2 className="govuk-heading-m">{t('caseImport.one', { page: name })}</h2>
      <DateField
        name="toldOn"
        label={t('caseImport.toldOn')}
        hint={t('caseImport.toldOn.hint')}
        error={errors['toldOn']}
        typed={typed}
      />
      <Radio
        legend={t('caseImport.kind')}
        name="kind"
        error={<FieldError id={`${fieldId('kind')}-error`} error={errors['kind']} />}
        values={importKinds.map((value) => [value, t(`caseImport.kind.${value}`)])}
        chosen={typed['kind']}
      />
      <StepsSaid errors={errors} typed={typed} />
      <Radio
        legend={t('caseImport.channel')}
        name="channel"
        sealed
        values={importChannels.map((value) => [value, t(`caseImport.channel.${value}`)])}
      />
      <Line field="oldNumber" label={t('caseImport.oldNumber')} hint={t('caseImport.sealed')} />
      <Line field="subject" label={t('caseImport.subject')} hint={t('caseImport.subject.hint')} />
      <Words field="account" label={t('caseImport.account')} hint={t('caseImport.account.hint')} />
      <Words field="done" label={t('caseImport.whatWasDone')} hint={t('caseImport.whatWasDone.hint')} />
      <Words field="safe" label={t('caseImport.safe')} hint={t('caseImport.safe.hint')} />
      {(['danger', 'child'] as const).map((name) => (
        <Radio
          key={name}
          legend={t(`caseImport.${name}`)}
          name={name}
          sealed
          values={(['yes', 'no', 'not_sure'] as const).map((value) => [value, t(`caseImport.${value}`)])}
        />
      ))}
      <div className="govuk-form-group">
        <label className="govuk-label govuk-label--s" htmlFor="import-files">
          {t('caseImport.files')}
        </label>
        <div className="govuk-hint" id="import-files-hint">
          {t('caseImport.files.hint')}
        </div>
        <input
          className="govuk-file-upload"
          id="import-files"
          type="file"
          multiple
          data-import-files=""
          aria-describedby="import-files-hint"
        />
      </div>
      <OutChoices readers={readers} />
      <div className="govuk-form-group">
        <FieldError id={`${fieldId('noConflict')}-error`} error={errors['noConflict']} />
        <div className="govuk-checkboxes">
          <div className="govuk-checkboxes__item">
            <input
              className="govuk-checkboxes__input"
              id={fieldId('noConflict')}
              name="noConflict"
              type="checkbox"
              value="yes"
              required
            />
            <label className="govuk-label govuk-checkboxes__label" htmlFor={fieldId('noConflict')}>
              {t('caseImport.noConflict')}
            </label>
          </div>
        </div>
      </div>
      {problems.map((problem) => (
        <ScriptProblem key={problem} of={{ 'data-import-problem': problem }}>
          {t(`caseImport.problem.${problem}`)}
        </ScriptProblem>
      ))}
      <ScriptProblem of={{ 'data-seal-problem': '' }}>{t('cases.error.seal')}</ScriptProblem>
      <p role="status" hidden data-import-busy="">
        {t('caseImport.busy')}
      </p>
      <Button>{t('caseImport.button')}</Button>
    </form>
  )
}

type RadioProps = {
  legend: ReactNode
  name: string
  values: [string, ReactNode][]
  chosen?: string | undefined
  error?: ReactNode
  /** The script takes the name away before anything is sent. */
  sealed?: boolean
}

function Radio({ legend, name, values, chosen, error, sealed = false }: RadioProps) {
  const id = fieldId(name)
  return (
    <div className="govuk-form-group">
      <fieldset className="govuk-fieldset">
        <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">{legend}</legend>
        {error}
        <div className="govuk-radios">
          {values.map(([value, label], index) => (
            <div className="govuk-radios__item" key={value}>
              <input
                className="govuk-radios__input"
                id={index === 0 ? id : `${id}-${value}`}
                name={name}
                type="radio"
                value={value}
                defaultChecked={chosen === value}
                required
                {...(sealed ? { 'data-field': name } : {})}
              />
              <label
                className="govuk-label govuk-radios__label"
                htmlFor={index === 0 ? id : `${id}-${value}`}
              >
                {label}
              </label>
            </div>
          ))}
        </div>
      </fieldset>
    </div>
  )
}

type FieldProps = { field: string; label: ReactNode; hint: ReactNode }

/** Without a name no browser sends it. */
function Line({ field, label, hint }: FieldProps) {
  const id = `import-${field}`
  return (
    <div className="govuk-form-group">
      <label className="govuk-label govuk-label--s" htmlFor={id}>
        {label}
      </label>
      <div className="govuk-hint" id={`${id}-hint`}>
        {hint}
      </div>
      <input
        className="govuk-input"
        id={id}
        data-field={field}
        dir="auto"
        maxLength={2_000}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={`${id}-hint`}
      />
    </div>
  )
}

function Words({ field, label, hint }: FieldProps) {
  const id = `import-${field}`
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
        rows={field === 'account' ? 8 : 4}
        data-field={field}
        dir="auto"
        autoComplete="off"
        aria-describedby={`${id}-hint`}
      />
    </div>
  )
}
