import { useWords } from '#app/components/words.tsx'

type Listed = { id: string; question: string; because?: string | undefined; answered?: boolean }

/** Questions that come or go, each with its reason and whether something was answered already. */
export function QuestionList({ title, questions }: { title: string; questions: Listed[] }) {
  const t = useWords()
  if (questions.length === 0) return null
  return (
    <details className="govuk-details am-measure" open={questions.length <= 10}>
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">{title}</span>
      </summary>
      <ul className="govuk-list govuk-list--spaced">
        {questions.map(({ id, question, because, answered }) => (
          <li key={id}>
            <b>{id}</b> {question}
            {(because || answered) && (
              <>
                <br />
                <span className="am-quiet">
                  {because} {answered && t('tier.change.answered')}
                </span>
              </>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}
