import { isRouteErrorResponse, useRouteError } from '@remix-run/react'
import { BackLink } from '#app/components/back-link.tsx'
import { ReadOnlyText } from '#app/components/line/answers/read-only-text.tsx'
import { PageTitle } from '#app/components/page-title.tsx'
import { RouteError } from '#app/components/route-error.tsx'
import { useWords } from '#app/components/words.tsx'

export type NoLongerAsked = {
  code: 'noLongerAsked'
  id: string
  title: string
  requirementId: string
  /** Whether an earlier answer is kept with the plan. */
  kept: boolean
  /** What somebody was just writing; empty for who only opens the page. */
  typed: string
}

/** A question may go while somebody answers it: with a newer version of the questions, or because the work is described anew. */
export function RequirementError() {
  const error = useRouteError()
  return isRouteErrorResponse(error) && isNoLongerAsked(error.data) ? (
    <NoLongerAskedPage {...error.data} />
  ) : (
    <RouteError />
  )
}

function NoLongerAskedPage({ id, title, requirementId, kept, typed }: NoLongerAsked) {
  const t = useWords()
  return (
    <>
      <BackLink to={`/app/assessments/${id}`}>{title}</BackLink>
      <PageTitle question caption={t('line.requirement.title', { id: requirementId })}>
        {t('answers.gone.title')}
      </PageTitle>
      <p className="am-measure">{t('answers.gone.why')}</p>
      {kept && <p className="am-measure">{t('answers.gone.kept')}</p>}
      {typed !== '' && (
        <ReadOnlyText
          id="typed"
          label={t('answers.gone.typed')}
          hint={t('answers.gone.typed.hint')}
          text={typed}
        />
      )}
    </>
  )
}

function isNoLongerAsked(data: unknown): data is NoLongerAsked {
  return typeof data === 'object' && data !== null && 'code' in data && data.code === 'noLongerAsked'
}
