import type { SealedShown } from '#app/components/cases/case-data.ts'
import { SealedList } from '#app/components/cases/sealed.tsx'
import { Button } from '#app/components/button.tsx'
import { Radios } from '#app/components/choices.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { useWords } from '#app/components/words.tsx'

/** One name, and the question that opens the rest or takes it away. */
export function DeclareForm({ first, errors }: { first: SealedShown[]; errors: FieldErrors | undefined }) {
  const t = useWords()
  const none = first.length === 0
  return (
    <>
      <section className="am-card am-measure" aria-labelledby="who-is-named">
        <h2 className="govuk-heading-m" id="who-is-named">
          {t('cases.declare.who')}
        </h2>
        <SealedList parts={first} none={t('cases.declare.nobodyNamed')} />
      </section>
      <p className="am-measure">{t('cases.declare.warning')}</p>
      <form method="post" className="am-measure">
        <input type="hidden" name="do" value="declare" />
        <Radios
          name="conflict"
          legend={t('cases.declare.question')}
          size="m"
          hint={t(none ? 'cases.declare.hintNobody' : 'cases.declare.hint')}
          error={errors?.['conflict']}
          choices={[
            { value: 'none', label: t('cases.declare.none') },
            { value: 'conflict', label: t('cases.declare.conflict'), hint: t('cases.declare.conflictHint') },
          ]}
        />
        <Button>{t('cases.declare.do')}</Button>
      </form>
      <AskOthers />
    </>
  )
}

/** A conflict is sometimes seen only on reading. */
export function StepBack() {
  const t = useWords()
  return (
    <details className="govuk-details">
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{t('cases.stepBack.title')}</span>
      </summary>
      <div className="govuk-details__text">
        <p>{t('cases.stepBack.text')}</p>
        <form method="post">
          <input type="hidden" name="do" value="declare" />
          <input type="hidden" name="conflict" value="conflict" />
          <Button secondary>{t('cases.stepBack.do')}</Button>
        </form>
      </div>
    </details>
  )
}

/** Nobody has to read on any day. The others are told that something needs them, and nothing else. */
export function AskOthers() {
  const t = useWords()
  return (
    <details className="govuk-details">
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{t('cases.askOthers.title')}</span>
      </summary>
      <div className="govuk-details__text">
        <p>{t('cases.askOthers.text')}</p>
        <form method="post">
          <input type="hidden" name="do" value="askOthers" />
          <Button secondary>{t('cases.askOthers.do')}</Button>
        </form>
      </div>
    </details>
  )
}
