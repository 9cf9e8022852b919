import { Notice } from '#app/components/notice.tsx'
import { useWords } from '#app/components/words.tsx'
import type { JudgingNews } from '#app/forms/judging-news.ts'

/** What the last step of the review did, at the top of the page it led to. */
export function JudgingNotice({ news }: { news: JudgingNews | null }) {
  const t = useWords()
  if (!news) return null
  return (
    <Notice>
      <p>
        {news.did === 'started'
          ? t('judging.news.started')
          : t('judging.news.saved', { principle: t(`content.principle.${news.principle}`) })}
      </p>
    </Notice>
  )
}
