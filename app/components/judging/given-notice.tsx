import { Notice } from '#app/components/notice.tsx'
import { useWords } from '#app/components/words.tsx'
import type { Hindrance } from '#app/policies/review.policy.ts'

type GivenNoticeProps = { given: number; refused: { title: string; why: Hindrance | 'changed' }[] }

/** Which plans were given, and which were not and why: each by itself. */
export function GivenNotice({ given, refused }: GivenNoticeProps) {
  const t = useWords()
  return (
    <>
      {given > 0 && <Notice>{t('review.given', { count: given })}</Notice>}
      {refused.length > 0 && (
        <div className="am-ask" role="alert">
          <p>
            <b>{t('review.given.not', { count: refused.length })}</b>
          </p>
          <ul className="govuk-list govuk-list--bullet">
            {refused.map(({ title, why }) => (
              <li key={title}>{t('shell.pair', { what: title, words: t(`review.hindrance.${why}`) })}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}
