import { Tag, type Tone } from '#app/components/tag.tsx'
import type { IconName } from '#app/components/icon.tsx'
import { useDates, useWords } from '#app/components/words.tsx'

export type SentAnswer = {
  id: string
  question: string
  gateName: string | null
  choice: string | null
  choices: { value: string; label: string }[]
  text: string
  dueOn: string | null
}

const looks: Record<string, { tone: Tone; icon: IconName }> = {
  yes: { tone: 'done', icon: 'tick' },
  partly: { tone: 'wait', icon: 'half' },
  no: { tone: 'neutral', icon: 'cross' },
  not_applicable: { tone: 'neutral', icon: 'bar' },
}

/** Questions and answers as they were sent, in the language in which they were written. */
export function SentAnswers({ answers, locale }: { answers: readonly SentAnswer[]; locale: string }) {
  return (
    <ol className="am-answers" lang={locale}>
      {answers.map((answer) => (
        <li key={answer.id} id={answer.id}>
          <SentAnswerItem {...answer} />
        </li>
      ))}
    </ol>
  )
}

function SentAnswerItem({ id, question, gateName, choice, choices, text, dueOn }: SentAnswer) {
  const t = useWords()
  const { date } = useDates()
  const look = choice ? looks[choice] : undefined
  return (
    <>
      <h2 className="govuk-heading-s">
        <span className="am-answers__id">{id}</span> {question}
      </h2>
      {gateName && <p className="am-quiet">{t('content.gate.neededAt', { gate: gateName })}</p>}
      {look && (
        <p>
          <Tag tone={look.tone} icon={look.icon}>
            {choices.find(({ value }) => value === choice)?.label ?? choice}
          </Tag>
        </p>
      )}
      {text !== '' && (
        <div className="am-pre am-measure" dir="auto">
          {text}
        </div>
      )}
      {dueOn && <p className="am-quiet">{t('content.answer.planDueOn', { date: date(dueOn) })}</p>}
    </>
  )
}
