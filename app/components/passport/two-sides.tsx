import { AnswerShown } from '#app/components/line/answer-shown.tsx'
import type { AnswerGiven, ShownForReading } from '#content/answer-text.ts'

type Side = { title: string; answer: AnswerGiven }
type TwoSidesProps = { question: ShownForReading; there: Side; instead: Side }

/** What is there, and what would take its place. */
export function TwoSides({ question, there, instead }: TwoSidesProps) {
  return (
    <div className="am-compare">
      {[there, instead].map(({ title, answer }, index) => (
        <div className={`am-compare__side${index === 1 ? ' am-now' : ''}`} key={title}>
          <header>
            <h3>{title}</h3>
          </header>
          <div className="am-compare__body">
            <AnswerShown question={question} answer={answer} />
          </div>
        </div>
      ))}
    </div>
  )
}
