import type { SentEvidence } from '#app/components/evidence/evidence-data.ts'
import { EvidenceList } from '#app/components/evidence/evidence-list.tsx'
import { AnswerShown } from '#app/components/line/answer-shown.tsx'
import { Tag } from '#app/components/tag.tsx'
import { useWords } from '#app/components/words.tsx'
import type { AnswerGiven, ShownForReading } from '#content/answer-text.ts'

export type SentAnswer = ShownForReading &
  AnswerGiven & {
    id: string
    question: string
    gateName: string | null
    /** Sent without an answer, because the plan need not wait for it. */
    unanswered?: true | undefined
  }

/** Questions and answers as they were sent, in the language in which they were written. */
export function SentAnswers({
  answers,
  locale,
  evidence = [],
  now,
}: {
  answers: readonly SentAnswer[]
  locale: string
  evidence?: readonly SentEvidence[]
  now: Date
}) {
  return (
    <ol className="am-answers" lang={locale}>
      {answers.map((answer) => (
        <li key={answer.id} id={answer.id}>
          <SentAnswerItem {...answer} />
          <EvidenceList items={evidence} requirementId={answer.id} now={now} />
        </li>
      ))}
    </ol>
  )
}

function SentAnswerItem(answer: SentAnswer) {
  const t = useWords()
  const { id, question, gateName, unanswered } = answer
  return (
    <>
      <h2 className="govuk-heading-s">
        <span className="am-answers__id">{id}</span> {question}
      </h2>
      {gateName && <p className="am-quiet">{t('content.gate.neededAt', { gate: gateName })}</p>}
      {unanswered && (
        <p>
          <Tag tone="neutral" icon="ring">
            {t('answers.notYet')}
          </Tag>
        </p>
      )}
      {/* Words that answered the question as it was asked before are sent too. */}
      {(!unanswered || answer.text !== '') && <AnswerShown answer={answer} question={answer} />}
    </>
  )
}
