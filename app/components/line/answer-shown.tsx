import type { IconName } from '#app/components/icon.tsx'
import { ShownValue } from '#app/components/line/answers/shown-value.tsx'
import { Tag, type Tone } from '#app/components/tag.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import type { AnswerGiven, ShownForReading } from '#content/answer-text.ts'
import { isKey } from '#content/words.ts'

const looks: Record<string, { tone: Tone; icon: IconName }> = {
  yes: { tone: 'done', icon: 'tick' },
  partly: { tone: 'wait', icon: 'half' },
  no: { tone: 'neutral', icon: 'cross' },
  not_applicable: { tone: 'neutral', icon: 'bar' },
}

type AnswerShownProps = {
  answer: AnswerGiven | null
  /** What was asked; without it only choice, words and date are shown. */
  question?: ShownForReading
  /** The language in which the words are written. */
  lang?: string
}

/** An answer as it stands, for reading. */
export function AnswerShown({ answer, question, lang }: AnswerShownProps) {
  const t = useWords()
  const { date } = useDates()
  if (!answer)
    return (
      <Tag tone="neutral" icon="ring">
        {t('content.answer.none')}
      </Tag>
    )
  const { choice, text, dueOn, value } = answer
  const label = question?.choices?.find((one) => one.value === choice)?.label
  const key = `content.choice.${choice}`
  const look = choice ? looks[choice] : undefined
  return (
    <>
      {look && (
        <p>
          <Tag {...look}>{label ?? (isKey(key) ? t(key) : choice)}</Tag>
        </p>
      )}
      {question && choice !== 'not_applicable' && <ShownValue question={question} value={value} />}
      {text !== '' && (
        <p className="am-pre am-measure" dir="auto" lang={lang}>
          {text}
        </p>
      )}
      {dueOn && <p className="am-quiet">{t('content.answer.planDueOn', { date: date(dueOn) })}</p>}
    </>
  )
}
