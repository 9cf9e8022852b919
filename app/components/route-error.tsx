import { isRouteErrorResponse, Link, useLocation, useRouteError } from '@remix-run/react'
import { LocalLink } from '#app/components/local-link.tsx'
import { usePageContext } from '#app/components/page-context.tsx'
import { useWords } from '#app/components/words.tsx'
import type { Key } from '#content/words.ts'

type Problem = { title: Key; advice: Key }

const notFound: Problem = { title: 'shell.problem.notFound.title', advice: 'shell.problem.notFound.advice' }
const broken: Problem = { title: 'shell.problem.broken.title', advice: 'shell.problem.broken.advice' }
const unavailable: Problem = {
  title: 'shell.problem.unavailable.title',
  advice: 'shell.problem.unavailable.advice',
}

const byCode: Record<string, Problem> = {
  notFound,
  notPermitted: { title: 'shell.problem.notPermitted.title', advice: 'shell.problem.notPermitted.advice' },
  changedByAnother: {
    title: 'shell.problem.changedByAnother.title',
    advice: 'shell.problem.changedByAnother.advice',
  },
  notReady: { title: 'shell.problem.notReady.title', advice: 'shell.problem.notReady.advice' },
}
const byStatus: Record<number, Problem | undefined> = {
  400: { title: 'shell.problem.badAddress.title', advice: 'shell.problem.badAddress.advice' },
  403: byCode.notPermitted,
  404: notFound,
  405: notFound,
  409: byCode.changedByAnother,
  503: unavailable,
}

/** Every page's ErrorBoundary: what happened, and what to do now. */
export function RouteError() {
  const { title, advice } = useProblem()
  const t = useWords()
  const { failure } = usePageContext()
  const signedIn = useLocation().pathname.startsWith('/app')
  return (
    <div className="am-measure">
      <h1 className="govuk-heading-xl">{t(title)}</h1>
      <p>{t(advice)}</p>
      <p>
        {signedIn ? (
          <Link className="govuk-link" to="/app">
            {t('shell.problem.home')}
          </Link>
        ) : (
          <LocalLink to="/">{t('shell.problem.start')}</LocalLink>
        )}
      </p>
      {failure && <p className="am-quiet note">{t('shell.problem.reference', { id: failure.id })}</p>}
    </div>
  )
}

export function useProblem(): Problem {
  const error = useRouteError()
  const { failure } = usePageContext()
  if (isRouteErrorResponse(error)) {
    const { code } = (error.data ?? {}) as { code?: unknown }
    const byName = typeof code === 'string' ? byCode[code] : undefined
    return byName ?? byStatus[error.status] ?? broken
  }
  return failure?.status === 503 ? unavailable : broken
}
