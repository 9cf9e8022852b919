import { Notice } from '#app/components/notice.tsx'
import { useWords } from '#app/components/words.tsx'
import { isKey } from '#content/words.ts'

/** What the last step did. */
export function Done({ done }: { done: string | null }) {
  const t = useWords()
  const key = `cases.done.${done ?? ''}`
  return isKey(key) ? <Notice>{t(key)}</Notice> : null
}
