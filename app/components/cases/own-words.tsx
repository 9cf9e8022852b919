import type { SealedShown, ShownLabel } from '#app/components/cases/case-data.ts'
import { categories, CategoryWords, severities, SeverityWords } from '#app/components/cases/label-words.tsx'
import { SealedForm, SealedList, SealedWords } from '#app/components/cases/sealed.tsx'
import { useWords } from '#app/components/words.tsx'

/** Between handlers. A court may read it. */
export function Notes({ notes, keyId }: { notes: SealedShown[]; keyId: string }) {
  const t = useWords()
  return (
    <section aria-labelledby="notes">
      <h2 className="govuk-heading-m" id="notes">
        {t('cases.notes.title')}
      </h2>
      <SealedList parts={notes} none={t('cases.notes.none')} />
      <SealedForm
        doing="part"
        keyId={keyId}
        seal={{ threadId: null, sign: true, part: { kind: 'note' } }}
        button={t('cases.notes.do')}
        secondary
      >
        <SealedWords id="note" field="words" label={t('cases.notes.label')} hint={t('cases.notes.court')} />
      </SealedForm>
    </section>
  )
}

const empty = { category: 'not_set', site: '', severity: 'not_set', child: false }

/** What handlers sort by: sealed like everything else. */
export function CaseLabel({ label, keyId }: { label: ShownLabel | null; keyId: string }) {
  const t = useWords()
  return (
    <section aria-labelledby="label">
      <h2 className="govuk-heading-m" id="label">
        {t('cases.label.title')}
      </h2>
      {label ? (
        <p data-label={label.sealed} data-key={label.keyId}>
          <CategoryWords /> <span data-slot="site" dir="auto" /> <SeverityWords />{' '}
          <span data-if="child" hidden>
            {t('cases.label.aChild')}
          </span>
        </p>
      ) : (
        <p>{t('cases.label.none')}</p>
      )}
      <details className="govuk-details" hidden data-unlocked="">
        <summary className="govuk-details__summary">
          <span className="govuk-details__summary-text">{t('cases.label.change')}</span>
        </summary>
        <div className="govuk-details__text">
          <SealedForm
            doing="label"
            keyId={keyId}
            seal={{ label: empty }}
            button={t('cases.label.do')}
            secondary
          >
            <Choice field="category" values={categories} />
            <div className="govuk-form-group">
              <label className="govuk-label govuk-label--s" htmlFor="label-site">
                {t('cases.label.site')}
              </label>
              <div className="govuk-hint" id="label-site-hint">
                {t('cases.label.siteHint')}
              </div>
              <input
                className="govuk-input"
                id="label-site"
                data-field="site"
                maxLength={60}
                autoComplete="off"
                aria-describedby="label-site-hint"
              />
            </div>
            <Choice field="severity" values={severities} hint={t('cases.label.severityHint')} />
            <div className="govuk-form-group">
              <div className="govuk-checkboxes__item">
                <input
                  className="govuk-checkboxes__input"
                  id="label-child"
                  type="checkbox"
                  data-field="child"
                />
                <label className="govuk-label govuk-checkboxes__label" htmlFor="label-child">
                  {t('cases.label.aChild')}
                </label>
              </div>
            </div>
          </SealedForm>
        </div>
      </details>
    </section>
  )
}

type ChoiceProps =
  | { field: 'category'; values: typeof categories; hint?: string }
  | { field: 'severity'; values: typeof severities; hint?: string }

function Choice({ field, values, hint }: ChoiceProps) {
  const t = useWords()
  const id = `label-${field}`
  return (
    <div className="govuk-form-group">
      <label className="govuk-label govuk-label--s" htmlFor={id}>
        {t(`cases.label.${field}`)}
      </label>
      {hint && (
        <div className="govuk-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      <select
        className="govuk-select"
        id={id}
        data-field={field}
        aria-describedby={hint ? `${id}-hint` : undefined}
      >
        <option value="not_set">{t('cases.label.notSet')}</option>
        {values.map((value) => (
          <option key={value} value={value}>
            {t(
              field === 'category'
                ? `cases.category.${value as 'other'}`
                : `cases.severity.${value as 'low'}`,
            )}
          </option>
        ))}
      </select>
    </div>
  )
}
