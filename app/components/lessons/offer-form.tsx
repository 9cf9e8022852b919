import { Button } from '#app/components/button.tsx'
import { ScriptProblem } from '#app/components/case-keys/private-field.tsx'
import { ScriptData } from '#app/components/cases/case-script.tsx'
import { useLocale, useWords } from '#app/components/words.tsx'
import { lessonAudiences, lessonMost } from '#app/forms/lesson.form.ts'
import { languageName, locales } from '#content/words.ts'
import { phases, principles } from '#content/vocabulary.ts'

/** The first handler's: words, area and audience are sealed together, and only a hash of them travels beside it. */
export function OfferForm({ keyId }: { keyId: string }) {
  const t = useWords()
  const locale = useLocale()
  const part = { kind: 'step', step: 'lesson.offer', fields: { locale } }
  return (
    <section aria-labelledby="offer">
      <h2 className="govuk-heading-m" id="offer">
        {t('lessons.case.offer')}
      </h2>
      <form method="post" hidden data-unlocked="" data-lesson-form="" data-sealed-form="">
        <input type="hidden" name="do" value="offer" />
        <input type="hidden" name="keyId" value={keyId} />
        <input type="hidden" name="sealed" defaultValue="" />
        <input type="hidden" name="commitment" defaultValue="" />
        <input type="hidden" data-field="fields.salt" defaultValue="" />
        <ScriptData of="lesson" value={{ how: 'offer' }} />
        <ScriptData of="seal" value={{ recipientKeyId: keyId, threadId: null, sign: true, part }} />
        <ScriptProblem of={{ 'data-seal-problem': '' }}>{t('cases.error.seal')}</ScriptProblem>
        <div className="govuk-form-group">
          <label className="govuk-label govuk-label--s" htmlFor="lesson-words">
            {t('lessons.case.words')}
          </label>
          <div className="govuk-hint" id="lesson-words-hint">
            {t('lessons.case.wordsHint', { most: lessonMost })}
          </div>
          <textarea
            className="govuk-textarea"
            id="lesson-words"
            rows={6}
            maxLength={lessonMost}
            data-field="fields.words"
            dir="auto"
            required
            autoComplete="off"
            aria-describedby="lesson-words-hint"
          />
        </div>
        <div className="govuk-form-group">
          <label className="govuk-label govuk-label--s" htmlFor="lesson-locale">
            {t('lessons.case.locale')}
          </label>
          <select
            className="govuk-select"
            id="lesson-locale"
            data-field="fields.locale"
            defaultValue={locale}
          >
            {locales.map((each) => (
              <option key={each} value={each}>
                {languageName(locale, each)}
              </option>
            ))}
          </select>
        </div>
        <div className="govuk-form-group">
          <label className="govuk-label govuk-label--s" htmlFor="lesson-area">
            {t('lessons.case.area')}
          </label>
          <div className="govuk-hint" id="lesson-area-hint">
            {t('lessons.case.areaHint')}
          </div>
          <select
            className="govuk-select"
            id="lesson-area"
            data-field="fields.area"
            required
            defaultValue=""
            aria-describedby="lesson-area-hint"
          >
            <option value="">{t('lessons.take.choose')}</option>
            {principles.map((principle) => (
              <optgroup key={principle} label={t(`content.principle.${principle}`)}>
                <option value={principle}>{t('lessons.case.wholeArea')}</option>
                {phases.map((phase) => (
                  <option key={phase} value={`${principle}.${phase}`}>
                    {t(`content.phase.${phase}`)}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </div>
        <div className="govuk-form-group">
          <fieldset className="govuk-fieldset">
            <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">
              {t('lessons.case.forWhom')}
            </legend>
            <div className="govuk-radios">
              {lessonAudiences.map((audience) => (
                <div className="govuk-radios__item" key={audience}>
                  <input
                    className="govuk-radios__input"
                    id={`audience-${audience}`}
                    name="audience"
                    type="radio"
                    value={audience}
                    data-field="fields.audience"
                    required
                    aria-describedby={`audience-${audience}-hint`}
                  />
                  <label className="govuk-label govuk-radios__label" htmlFor={`audience-${audience}`}>
                    {t(`lessons.audience.${audience}`)}
                  </label>
                  <div className="govuk-hint govuk-radios__hint" id={`audience-${audience}-hint`}>
                    {t(`lessons.audience.${audience}.hint`)}
                  </div>
                </div>
              ))}
            </div>
          </fieldset>
        </div>
        <Button>{t('lessons.case.propose')}</Button>
      </form>
    </section>
  )
}
