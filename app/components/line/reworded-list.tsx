import { useWords } from '#app/components/words.tsx'
import type { AnswerType } from '#content/vocabulary.ts'

type Worded = { id: string; question: string; help: string; answer: AnswerType }
type Reworded = { before: Worded; after: Worded; answerChanged: boolean; reopened: boolean }

/** Both wordings of each question that is asked otherwise, side by side. */
export function RewordedList({ reworded }: { reworded: Reworded[] }) {
  const t = useWords()
  if (reworded.length === 0) return null
  return (
    <section aria-labelledby="reworded">
      <h2 id="reworded" className="govuk-heading-m">
        {t('tier.upgrade.reworded', { count: reworded.length })}
      </h2>
      {reworded.map(({ before, after, answerChanged, reopened }) => (
        <div key={after.id}>
          <div className="am-compare">
            <Side
              title={t('tier.upgrade.before', { id: after.id })}
              {...before}
              answerChanged={answerChanged}
            />
            <Side
              title={t('tier.upgrade.after', { id: after.id })}
              {...after}
              answerChanged={answerChanged}
            />
          </div>
          {reopened && <p className="am-measure">{t('tier.upgrade.reopened', { id: after.id })}</p>}
        </div>
      ))}
    </section>
  )
}

function Side({
  title,
  question,
  help,
  answer,
  answerChanged,
}: Worded & { title: string; answerChanged: boolean }) {
  const t = useWords()
  return (
    <section className="am-compare__side">
      <header>
        <h3>{title}</h3>
      </header>
      <div className="am-compare__body">
        <p>{question}</p>
        {help && <p className="am-quiet">{help}</p>}
        {answerChanged && <p>{t('tier.upgrade.answeredBy', { how: t(`tier.answer.${answer}`) })}</p>}
      </div>
    </section>
  )
}
