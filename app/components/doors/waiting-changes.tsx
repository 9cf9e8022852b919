import { Link } from '@remix-run/react'
import { useDates, useWords } from '#app/components/words.tsx'
import type { waitingChanges } from '#app/server/queries/door-changes.server.ts'

type Lines = Awaited<ReturnType<typeof waitingChanges>>

/** What one keeper proposed of who reads at an open page. Nothing of it is true before a second person confirms it. */
export function WaitingChanges({ changes, named = false }: { changes: Lines; named?: boolean }) {
  const t = useWords()
  const { date } = useDates()
  if (changes.length === 0) return null
  return (
    <section aria-labelledby="waiting">
      <h2 className="govuk-heading-m" id="waiting">
        {t('doors.waiting.title', { count: changes.length })}
      </h2>
      <p className="am-measure">{t('doors.waiting.lead')}</p>
      <ul className="govuk-list govuk-list--bullet am-measure">
        {changes.map(({ id, door, part, by, proposedOn, isMine, may }) => (
          <li key={id}>
            <Link className="govuk-link" to={`/app/doors/changes/${id}`}>
              {named ? `${door}: ` : ''}
              {t(`doors.${part}.title`)}
            </Link>
            {'. '}
            {t(isMine ? 'doors.change.mine' : 'doors.change.by', { name: by, on: date(proposedOn) })}{' '}
            {may && t('doors.waiting.forYou')}
          </li>
        ))}
      </ul>
    </section>
  )
}
