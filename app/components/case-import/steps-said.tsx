import { Radios } from '#app/components/choices.tsx'
import { DateField } from '#app/components/date-field.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { useWords } from '#app/components/words.tsx'
import { assessedTo, importSteps } from '#app/forms/import-steps.ts'

type Props = { errors: FieldErrors; typed: Record<string, string> }

/** Which steps were taken elsewhere, and when: days, which the case must know. They are signed with everything else. */
export function StepsSaid({ errors, typed }: Props) {
  const t = useWords()
  return (
    <section aria-labelledby="steps-said">
      <h2 className="govuk-heading-m" id="steps-said">
        {t('caseImport.steps')}
      </h2>
      <p className="am-measure">{t('caseImport.steps.lead')}</p>
      {importSteps.map((name) => (
        <div key={name} data-import-step={name}>
          <DateField
            name={name}
            label={t(`caseImport.steps.${name}`)}
            hint={t(`caseImport.steps.${name}.hint`)}
            error={errors[name]}
            typed={typed}
          />
          {name === 'assessedOn' && (
            <Radios
              name="assessedTo"
              legend={t('caseImport.steps.assessedTo')}
              size="s"
              error={errors['assessedTo']}
              value={typed['assessedTo']}
              choices={assessedTo.map((value) => ({
                value,
                label: t(`caseImport.steps.assessedTo.${value}`),
              }))}
            />
          )}
        </div>
      ))}
    </section>
  )
}
