import type { ReactNode } from 'react'
import { Button } from '#app/components/button.tsx'
import { ScriptProblem } from '#app/components/case-keys/private-field.tsx'
import { ScriptData } from '#app/components/cases/case-script.tsx'
import { useWords } from '#app/components/words.tsx'
import { lessonChecks } from '#app/forms/lesson.form.ts'

type Props = { proposalId: string; partId: string }

/** The second handler's: looks whether anybody could be known again, and lets the words out. */
export function GiveForm(given: Props) {
  const t = useWords()
  return (
    <ClearForm {...given} doing="give" button={t('lessons.case.give')}>
      <div className="govuk-form-group">
        <fieldset className="govuk-fieldset">
          <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">
            {t('lessons.case.check')}
          </legend>
          <div className="govuk-hint">{t('lessons.case.checkHint')}</div>
          <div className="govuk-checkboxes">
            {lessonChecks.map((check, index) => (
              <div className="govuk-checkboxes__item" key={check}>
                <input
                  className="govuk-checkboxes__input"
                  id={index === 0 ? 'f-checked' : `check-${check}`}
                  name="checked"
                  type="checkbox"
                  value={check}
                  required
                />
                <label
                  className="govuk-label govuk-checkboxes__label"
                  htmlFor={index === 0 ? 'f-checked' : `check-${check}`}
                >
                  {t(`lessons.check.${check}`)}
                </label>
              </div>
            ))}
          </div>
        </fieldset>
      </div>
      <p>
        <strong>{t('lessons.case.fromNowOn')}</strong>
      </p>
    </ClearForm>
  )
}

export function GiveBackForm(given: Props) {
  const t = useWords()
  return (
    <ClearForm {...given} doing="giveBack" button={t('lessons.case.takeBack')}>
      <p>{t('lessons.case.backMeans')}</p>
    </ClearForm>
  )
}

type ClearFormProps = Props & { doing: string; button: ReactNode; children: ReactNode }

/** The only form of a case that sends words in the clear: this browser takes them out of the sealed offer on this page. */
function ClearForm({ proposalId, partId, doing, button, children }: ClearFormProps) {
  const t = useWords()
  return (
    <form method="post" hidden data-unlocked="" data-lesson-form="">
      <input type="hidden" name="do" value={doing} />
      <input type="hidden" name="proposalId" value={proposalId} />
      {['salt', 'locale', 'audience', 'area', 'words'].map((name) => (
        <input key={name} type="hidden" name={name} defaultValue="" />
      ))}
      <ScriptData of="lesson" value={{ how: 'clear', partId }} />
      <ScriptProblem of={{ 'data-seal-problem': '' }}>{t('lessons.case.notOpen')}</ScriptProblem>
      {children}
      <Button>{button}</Button>
    </form>
  )
}
