import { Radios } from '#app/components/choices.tsx'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { TextArea } from '#app/components/field.tsx'
import { useWords } from '#app/components/words.tsx'
import { markField, marks, whyField, type JudgedPoint } from '#app/forms/judge.form.ts'

export type MarkProps = {
  id: string
  sampled: boolean
  typed: Record<string, string> | undefined
  /** What was said about it in the judgement that stands. */
  point: JudgedPoint | undefined
  errors: FieldErrors | undefined
}

/** What a reviewer says about one answer, beside it. Closed while there is nothing to say, except where a reason is asked for. */
export function Mark({ id, sampled, typed, point, errors }: MarkProps) {
  const t = useWords()
  const mark = typed ? typed[markField(id)] : point && point.kind !== 'sampled' ? point.kind : undefined
  const why = typed ? typed[whyField(id)] : point?.reason
  const wrong = errors?.[markField(id)] ?? errors?.[whyField(id)]
  const fields = (
    <>
      <Radios
        name={markField(id)}
        legend={t('review.mark.legend', { id: named(id) })}
        value={mark ?? 'none'}
        error={errors?.[markField(id)]}
        choices={marks.map((value) => ({ value, label: t(`review.mark.${value}`) }))}
      />
      <TextArea
        name={whyField(id)}
        label={sampled ? t('review.mark.why.sampled') : t('review.mark.why')}
        hint={sampled ? t('review.mark.sampled.hint') : t('review.mark.why.hint')}
        rows={3}
        value={why}
        error={errors?.[whyField(id)]}
      />
    </>
  )
  if (sampled)
    return (
      <div className="am-ask am-chosen">
        <p>
          <b>{t('review.mark.sampled')}</b>
        </p>
        {fields}
      </div>
    )
  const open = Boolean(wrong) || (mark !== undefined && mark !== 'none') || Boolean(why)
  return (
    <details className="govuk-details" open={open}>
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{t('review.mark.open', { id: named(id) })}</span>
      </summary>
      <div className="govuk-details__text">{fields}</div>
    </details>
  )
}

/** A list is named by its title on the page; its id says no more than that it is one. */
function named(id: string): string {
  return id.replace(/^list:/, '')
}
