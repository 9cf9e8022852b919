import type { ReactNode } from 'react'
import { AnswerShown } from '#app/components/line/answer-shown.tsx'
import { Confirmed } from '#app/components/passport/confirmed.tsx'
import { Tag } from '#app/components/tag.tsx'
import { useWords } from '#app/components/words.tsx'
import type { AnswerGiven, ShownForReading } from '#content/answer-text.ts'

export type PassportLine = {
  question: ShownForReading & { id: string; question: string }
  answer: AnswerGiven
  confirmedOn: Date
  confirmedBy?: string
  stale: boolean
  datePassed: boolean
}

type AnswersProps<Line> = {
  principles: (readonly ['rights' | 'equity' | 'transparency' | 'accountability', readonly Line[]])[]
  /** What may be done with one answer. */
  acts?: (line: Line) => ReactNode
}

/** Everything a passport says, principle by principle, each with the question that was asked. */
export function PassportAnswers<Line extends PassportLine>({ principles, acts }: AnswersProps<Line>) {
  const t = useWords()
  return principles.map(([principle, lines]) => (
    <section key={principle} aria-labelledby={`p-${principle}`}>
      <h3 id={`p-${principle}`} className="govuk-heading-m">
        {t(`content.principle.${principle}`)}
      </h3>
      <ul className="am-answers am-measure">
        {lines.map((line) => (
          <li key={line.question.id}>
            <h4 className="govuk-heading-s">
              <span className="am-answers__id">{line.question.id}</span>
              {line.question.question}
            </h4>
            <AnswerShown question={line.question} answer={line.answer} />
            <p className="am-quiet">
              <Confirmed on={line.confirmedOn} by={line.confirmedBy} stale={line.stale} />{' '}
              {line.datePassed && (
                <Tag tone="wait" icon="past">
                  {t('passport.datePassed')}
                </Tag>
              )}
            </p>
            {acts?.(line)}
          </li>
        ))}
      </ul>
    </section>
  ))
}
