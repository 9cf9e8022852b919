import { Tag } from '#app/components/tag.tsx'
import { useDates, useWords } from '#app/components/words.tsx'

/** When an answer was last said to be true, and whether that is long ago. */
export function Confirmed({ on, by, stale }: { on: Date; by?: string | undefined; stale: boolean }) {
  const t = useWords()
  const { date } = useDates()
  return (
    <>
      {by
        ? t('passport.confirmedBy', { date: date(on), name: by })
        : t('passport.confirmed', { date: date(on) })}{' '}
      {stale && (
        <Tag tone="wait" icon="past">
          {t('passport.stale')}
        </Tag>
      )}
    </>
  )
}
