import type { IconName } from '#app/components/icon.tsx'
import { Tag, type Tone } from '#app/components/tag.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import { isKey } from '#content/words.ts'

const looks: Record<string, { tone: Tone; icon: IconName }> = {
  yes: { tone: 'done', icon: 'tick' },
  partly: { tone: 'wait', icon: 'half' },
  no: { tone: 'neutral', icon: 'cross' },
  not_applicable: { tone: 'neutral', icon: 'bar' },
}

/** An answer as it stands, for reading. */
export function AnswerShown({
  answer,
  lang,
}: {
  answer: { choice: string | null; text: string; dueOn: Date | null } | null
  lang?: string
}) {
  const t = useWords()
  const { date } = useDates()
  if (!answer)
    return (
      <Tag tone="neutral" icon="ring">
        {t('content.answer.none')}
      </Tag>
    )
  const { choice, text, dueOn } = answer
  const key = `content.choice.${choice}`
  const look = choice ? looks[choice] : undefined
  return (
    <>
      {look && isKey(key) && (
        <p>
          <Tag {...look}>{t(key)}</Tag>
        </p>
      )}
      {text !== '' && (
        <p className="am-pre" dir="auto" lang={lang}>
          {text}
        </p>
      )}
      {dueOn && <p className="am-quiet">{t('content.answer.planDueOn', { date: date(dueOn) })}</p>}
    </>
  )
}
