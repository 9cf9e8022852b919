import { Notice } from '#app/components/notice.tsx'
import { useWords } from '#app/components/words.tsx'

/** After a sign-in that ended in mid-form. */
export function Kept({ shown }: { shown: boolean }) {
  const t = useWords()
  return shown ? (
    <Notice>
      <p>{t('line.kept')}</p>
    </Notice>
  ) : null
}
