import { Link } from '@remix-run/react'
import { Button } from '#app/components/button.tsx'
import { SummaryList } from '#app/components/summary-list.tsx'
import { useDates, useLocale, useWords } from '#app/components/words.tsx'
import type { RecordingLine } from '#app/server/queries/door-recordings.server.ts'
import { languageName } from '#content/words.ts'

type Props = { recordings: readonly RecordingLine[]; doorId: string; here: string; mayChange: boolean }

/** What is heard, what waits, and what was: nothing is deleted. */
export function Recordings({ recordings, doorId, here, mayChange }: Props) {
  const t = useWords()
  const isPast = ({ stands }: RecordingLine) => stands === 'over' || stands === 'neverHeard'
  const past = recordings.filter(isPast)
  return (
    <>
      <section aria-labelledby="now">
        <h2 className="govuk-heading-m" id="now">
          {t('spoken.now')}
        </h2>
        {past.length === recordings.length && <p>{t('spoken.stands.nothing')}</p>}
        {recordings
          .filter((one) => !isPast(one))
          .map((line) => (
            <div key={line.id}>
              <RecordingFacts line={line} doorId={doorId} />
              {line.stands === 'outOfDate' && <p>{t('spoken.outOfDateHint')}</p>}
              {line.stands === 'waits' ? (
                <p>
                  <Link className="govuk-link" to={`/app/doors/${doorId}/spoken/heard/${line.id}`}>
                    {t('spoken.heard.open')}
                  </Link>
                </p>
              ) : (
                mayChange && (
                  <form method="post" action={here}>
                    <input type="hidden" name="end" value={line.id} />
                    <Button secondary>{t('spoken.takeAway')}</Button>
                  </form>
                )
              )}
            </div>
          ))}
      </section>
      {past.length > 0 && (
        <section aria-labelledby="past">
          <h2 className="govuk-heading-m" id="past">
            {t('spoken.past')}
          </h2>
          {past.map((line) => (
            <RecordingFacts key={line.id} line={line} doorId={doorId} />
          ))}
        </section>
      )}
    </>
  )
}

export function RecordingFacts({ line, doorId }: { line: RecordingLine; doorId: string }) {
  const t = useWords()
  const { date } = useDates()
  const language = languageName(useLocale(), line.language)
  const { id, stands, size, recordedOn, recordedAs, checkedBy, checkedOn, untilOn } = line
  return (
    <>
      <audio
        controls
        preload="none"
        src={`/app/doors/${doorId}/spoken/${id}/sound`}
        aria-label={t('spoken.listenIn', { language, size: Math.ceil(size / 1024) })}
      />
      <SummaryList
        rows={[
          {
            label: t('spoken.column.now'),
            value: `${t(`spoken.stands.${stands}`)}${untilOn ? ` ${t('spoken.until', { on: date(untilOn) })}` : ''}`,
          },
          {
            label: t('spoken.column.recorded'),
            value: t('spoken.recorded', { on: date(recordedOn), role: t(`content.role.${recordedAs}`) }),
          },
          {
            label: t('spoken.column.checked'),
            value: checkedOn
              ? t('spoken.checkedBy', { who: checkedBy ?? '', on: date(checkedOn) })
              : t('spoken.notChecked'),
          },
          { label: t('spoken.size'), value: t('spoken.sizeIs', { size: Math.ceil(size / 1024) }) },
        ]}
      />
    </>
  )
}
