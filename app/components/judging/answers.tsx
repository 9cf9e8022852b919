import type { ReactNode } from 'react'
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

type SentAnswersProps<Answer extends SentAnswer> = {
  answers: readonly Answer[]
  locale: string
  evidence?: readonly SentEvidence[]
  now: Date
  /** Of the heading that each question is. */
  level?: 2 | 3
  /** What was said about it before, above the answer. */
  before?: (answer: Answer) => ReactNode
  /** Instead of the answer alone, where it is shown beside what was sent earlier. */
  instead?: (answer: Answer) => ReactNode
  /** What is said about it now, below answer and evidence. */
  after?: (answer: Answer) => ReactNode
}

/** Questions and answers as they were sent, in the language in which they were written, each with its evidence. */
export function SentAnswers<Answer extends SentAnswer>(props: SentAnswersProps<Answer>) {
  const { answers, locale, evidence = [], now, level = 2, before, instead, after } = props
  return (
    <ol className="am-answers">
      {answers.map((answer) => (
        <li key={answer.id} id={answer.id}>
          <div lang={locale}>
            <QuestionOf {...answer} level={level} />
          </div>
          {before?.(answer)}
          {instead?.(answer) ?? (
            <div lang={locale}>
              <AnswerOf answer={answer} />
            </div>
          )}
          <EvidenceList items={evidence} requirementId={answer.id} now={now} />
          {after?.(answer)}
        </li>
      ))}
    </ol>
  )
}

function QuestionOf({ id, question, gateName, level }: SentAnswer & { level: 2 | 3 }) {
  const t = useWords()
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <>
      <Heading className="govuk-heading-s">
        <span className="am-answers__id">{id}</span> {question}
      </Heading>
      {gateName && <p className="am-quiet">{t('content.gate.neededAt', { gate: gateName })}</p>}
    </>
  )
}

function AnswerOf({ answer }: { answer: SentAnswer }) {
  const t = useWords()
  const { unanswered } = answer
  return (
    <>
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
