import { useLocale, useWords } from '#app/components/words.tsx'
import type { FooterDoor } from '#app/server/queries/doors.server.ts'

/** Lines for the foot of a signed-in page: open reporting pages that somebody may need without asking anyone. */
export function FooterDoors({ doors }: { doors: readonly FooterDoor[] }) {
  const t = useWords()
  const locale = useLocale()
  return doors.map(({ to, place }) => (
    <li key={to}>
      <a className="govuk-link" href={to}>
        {t('doors.footer', { place: place[locale] ?? place.en ?? place.fr ?? '' })}
      </a>
    </li>
  ))
}
