import { useWords } from '#app/components/words.tsx'
import type { RiskLevel } from '#content/risk-levels.ts'

/** The word is always there; the ground repeats it. */
export function LevelTag({ level }: { level: RiskLevel }) {
  const t = useWords()
  return <span className={`am-level am-level--${level}`}>{t(`registers.level.${level}`)}</span>
}
