import { Link } from '@remix-run/react'
import { stepKey } from '#app/components/line/state-tag.tsx'
import { useWords } from '#app/components/words.tsx'

const address = (state: string | null, page = 1) => {
  const asked = new URLSearchParams({
    ...(state ? { state } : {}),
    ...(page > 1 ? { page: String(page) } : {}),
  })
  return asked.size > 0 ? `/app/assessments?${asked}` : '/app/assessments'
}

/** One link for each state with its number; the chosen one is said, not only shown. */
export function StateFilter({
  counts,
  chosen,
}: {
  counts: { state: string; count: number }[]
  chosen: string | null
}) {
  const t = useWords()
  const all = counts.reduce((sum, { count }) => sum + count, 0)
  return (
    <nav aria-label={t('dashboard.filter')}>
      <ul className="am-filter">
        <li>
          <Link className="govuk-link" to={address(null)} aria-current={chosen === null ? 'page' : undefined}>
            {t('dashboard.all', { count: all })}
          </Link>
        </li>
        {counts.map(({ state, count }) => (
          <li key={state}>
            <Link
              className="govuk-link"
              to={address(state)}
              aria-current={chosen === state ? 'page' : undefined}
            >
              {t('dashboard.one', { state: t(stepKey(state)), count })}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

export function Pages({ page, next, state }: { page: number; next: boolean; state: string | null }) {
  const t = useWords()
  if (page === 1 && !next) return null
  return (
    <nav aria-label={t('dashboard.pages')}>
      <ul className="am-filter">
        {page > 1 && (
          <li>
            <Link className="govuk-link" to={address(state, page - 1)} rel="prev">
              {t('dashboard.previous')}
            </Link>
          </li>
        )}
        <li>{t('dashboard.page', { page })}</li>
        {next && (
          <li>
            <Link className="govuk-link" to={address(state, page + 1)} rel="next">
              {t('dashboard.next')}
            </Link>
          </li>
        )}
      </ul>
    </nav>
  )
}
