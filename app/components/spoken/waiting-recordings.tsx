import { Link } from '@remix-run/react'
import { useLocale, useWords } from '#app/components/words.tsx'
import type { waitingRecordings } from '#app/server/queries/door-recordings.server.ts'
import { languageName } from '#content/words.ts'

type Lines = Awaited<ReturnType<typeof waitingRecordings>>

/** Recordings that nobody hears before a second person has listened. */
export function WaitingRecordings({ recordings }: { recordings: Lines }) {
  const t = useWords()
  const locale = useLocale()
  if (recordings.length === 0) return null
  return (
    <section aria-labelledby="recordings">
      <h2 className="govuk-heading-m" id="recordings">
        {t('spoken.waiting.title', { count: recordings.length })}
      </h2>
      <ul className="govuk-list govuk-list--bullet am-measure">
        {recordings.map(({ id, doorId, slot, language, isMine, may }) => (
          <li key={id}>
            <Link className="govuk-link" to={`/app/doors/${doorId}/spoken/heard/${id}`}>
              {t(`spoken.slot.${slot}`)}, {languageName(locale, language)}
            </Link>
            {'. '}
            {isMine ? t('spoken.waiting.mine') : may && t('spoken.waiting.forYou')}
          </li>
        ))}
      </ul>
    </section>
  )
}
