import { Icon } from '#app/components/icon.tsx'
import { AnswerShown } from '#app/components/line/answer-shown.tsx'
import { useWords } from '#app/components/words.tsx'
import type { AnswerGiven, ShownForReading } from '#content/answer-text.ts'

/** The answers went out while somebody was still writing: nothing is saved any more, and nothing typed is thrown away. */
export function ClosedMeanwhile({ mine, question }: { mine: AnswerGiven; question: ShownForReading }) {
  const t = useWords()
  return (
    <section className="am-conflict" aria-labelledby="closed" tabIndex={-1} autoFocus>
      <h2 id="closed" className="govuk-heading-m">
        <Icon name="return" /> {t('line.closed.title')}
      </h2>
      <p>{t('line.closed.text')}</p>
      <AnswerShown answer={mine} question={question} />
    </section>
  )
}
