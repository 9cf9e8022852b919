import { isRouteErrorResponse, useRouteError } from '@remix-run/react'
import { LinkHome } from '#app/components/judging/link-home.tsx'
import { ReadOnlyText } from '#app/components/line/answers/read-only-text.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { useWords } from '#app/components/words.tsx'

/** Somebody may lose a plan while they judge it: in another tab, or because they were taken off it. Their words come back. */
export function JudgingError() {
  const error = useRouteError()
  return isRouteErrorResponse(error) && isLostAccess(error.data) ? (
    <LostAccess typed={error.data.typed} />
  ) : (
    <RouteError />
  )
}

function LostAccess({ typed }: { typed: string }) {
  const t = useWords()
  return (
    <div className="am-measure">
      <PageTitle>{t('review.lost.title')}</PageTitle>
      <p>{t('review.lost.why')}</p>
      {typed !== '' && (
        <ReadOnlyText
          id="typed"
          label={t('review.lost.typed')}
          hint={t('review.lost.typed.hint')}
          text={typed}
        />
      )}
      <LinkHome />
    </div>
  )
}

function isLostAccess(data: unknown): data is { code: 'lostAccess'; typed: string } {
  return typeof data === 'object' && data !== null && 'code' in data && data.code === 'lostAccess'
}
