import { Radios } from '#app/components/choices.tsx'
import type { Extent, Range } from '#app/components/line/how-much.tsx'
import { useWords, type Message } from '#app/components/words.tsx'
import type { Locale } from '#content/words.ts'

export type FrameworkOffered = {
  value: string
  title: string
  versionName: string
  requirements: number
  /** How many of them are the body’s own. */
  own: number
  hours: Range | null
  extent: Extent | null
  wordsIn?: Locale | undefined
}

type FrameworkChoiceProps = {
  choices: FrameworkOffered[]
  value: string | undefined
  error: Message | undefined
}

/** Which requirements a call asks. With nothing of one’s own there is nothing to choose. */
export function FrameworkChoice({ choices, value, error }: FrameworkChoiceProps) {
  const t = useWords()
  if (choices.length < 2) return null
  return (
    <Radios
      name="framework"
      legend={t('frameworks.choice')}
      hint={t('frameworks.choice.hint')}
      value={value ?? choices[0]?.value}
      error={error}
      choices={choices.map(({ value, title, versionName, requirements, own, extent, wordsIn }) => ({
        value,
        label: <span lang={wordsIn}>{`${title}, ${versionName}`}</span>,
        hint: [
          extent ? t('tier.extent', extent.questions) : t('content.framework.count', { count: requirements }),
          own > 0 ? t('frameworks.choice.own', { count: own }) : '',
        ]
          .filter(Boolean)
          .join('. '),
      }))}
    />
  )
}
