import { InsetQuote } from '#app/components/inset-quote.tsx'
import { nameOfList } from '#app/components/judging/ask-fields.tsx'
import { JudgementTag, type Judgement } from '#app/components/judging/judgement-tag.tsx'
import { useWords } from '#app/components/words.tsx'
import type { Principle } from '#content/vocabulary.ts'

export type JudgedPrinciple = {
  principle: Principle
  judgement: Judgement
  reason: string
  /** What still has to change, by name. */
  changes: readonly { requirementId: string; reason: string }[]
  exceptions: readonly { requirementId: string; reason: string; question: string | null }[]
}

/** What the reviewer found under each principle, with every exception by its name. */
export function JudgementsToDecide({ judgements }: { judgements: readonly JudgedPrinciple[] }) {
  const t = useWords()
  return (
    <section aria-labelledby="judged">
      <h2 id="judged" className="am-group">
        {t('decision.judged.title')}
      </h2>
      {judgements.map(({ principle, judgement, reason, changes, exceptions }) => (
        <div key={principle}>
          <h3 className="govuk-heading-s">
            {t(`content.principle.${principle}`)} <JudgementTag judgement={judgement} />
          </h3>
          {reason && (
            <InsetQuote>
              <p className="am-pre">{reason}</p>
            </InsetQuote>
          )}
          {changes.length > 0 && (
            <ul className="govuk-list govuk-list--bullet">
              {changes.map((one) => (
                <li key={one.requirementId}>
                  <b>{t('review.said.change', { id: nameOfList(one.requirementId, t) })}</b>{' '}
                  <span className="am-pre" dir="auto">
                    {one.reason}
                  </span>
                </li>
              ))}
            </ul>
          )}
          {exceptions.length > 0 && (
            <>
              <p className="am-measure">{t('decision.judged.exceptions', { count: exceptions.length })}</p>
              <ul className="govuk-list govuk-list--bullet">
                {exceptions.map((one) => (
                  <li key={one.requirementId}>
                    <b>{nameOfList(one.requirementId, t)}</b> {one.question}
                    <br />
                    <span className="am-pre" dir="auto">
                      {one.reason}
                    </span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      ))}
    </section>
  )
}
