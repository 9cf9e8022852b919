import { useWords } from '#app/components/words.tsx'
import type { Locale } from '#content/words.ts'

/** Below a question of the funder’s own: always the same sentence, and in which language it is where that is another. */
export function OwnNotice({ wordsIn }: { wordsIn?: Locale | undefined }) {
  const t = useWords()
  return (
    <>
      <br />
      <b>{t('frameworks.own.notice')}</b>
      {wordsIn && <span className="am-quiet"> {t('frameworks.notTranslated')}</span>}
    </>
  )
}
