import { Link } from '@remix-run/react'
import { useWords } from '#app/components/words.tsx'

type Open = { id: string; standing: string; question: string; to: string }

/** What keeps an area from being covered, each with the way to it. */
export function OpenRequirements({ open, area }: { open: Open[]; area: string }) {
  const t = useWords()
  if (open.length === 0) return null
  return (
    <details className="govuk-details">
      <summary className="govuk-details__summary">
        <span className="govuk-details__summary-text">
          {t('coverage.open', { count: open.length })}
          <span className="govuk-visually-hidden"> ({area})</span>
        </span>
      </summary>
      <ul className="govuk-list govuk-list--bullet">
        {open.map(({ id, standing, question, to }) => (
          <li key={id}>
            <Link className="govuk-link" to={to}>
              {question}
            </Link>{' '}
            <small>{t('coverage.open.one', { id, answer: t(`coverage.answer.${standing as 'no'}`) })}</small>
          </li>
        ))}
      </ul>
    </details>
  )
}
