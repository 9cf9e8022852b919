import { useWords } from '#app/components/words.tsx'

type Counts = { asked: number; answered: number; needed: number; neededAnswered: number }

/** What the plan still waits for, and what can wait. */
export function StillOpen({ counts }: { counts: Counts }) {
  const t = useWords()
  const missing = counts.needed - counts.neededAnswered
  const later = counts.asked - counts.answered - missing
  const everything = counts.needed === counts.asked
  return (
    <>
      {missing > 0 && t(everything ? 'line.check.missing' : 'answers.check.missing', { count: missing })}
      {missing > 0 && later > 0 && ' '}
      {later > 0 && t('answers.check.later', { count: later })}
    </>
  )
}
