import type { ConditionPageData } from '#app/components/conditions/condition-page-data.ts'
import { useDates, useLocale, useWords } from '#app/components/words.tsx'
import { listOf } from '#content/words.ts'

/** When it started, in which calendar, what it counts, and what is not lost by it. */
export function ClockInWords(page: ConditionPageData) {
  const t = useWords()
  const locale = useLocale()
  const { date } = useDates()
  const { clock, calendar, organisationName: partner, reviewedBy: funder } = page
  return (
    <section aria-labelledby="clock">
      <h2 id="clock" className="am-group">
        {t('conditions.clock.title')}
      </h2>
      <Start {...page} />
      {clock.evidenceDueOn && <p>{t('conditions.clock.evidenceDue', { date: date(clock.evidenceDueOn) })}</p>}
      {page.extensions > 0 && <p>{t('conditions.clock.extended', { count: page.extensions })}</p>}
      <Promised {...page} />
      {clock.waitingFor === 'funder' && clock.promised !== 'money' && (
        <p>{t('conditions.clock.notLost', { name: funder, partner })}</p>
      )}
      {clock.waitingFor !== null && page.escalated > 0 && (
        <p>{t('conditions.clock.escalated', { level: page.escalated })}</p>
      )}
      {clock.waitingFor !== null && (
        <p className="am-quiet">
          {t('conditions.clock.calendar', { name: calendar.name })}{' '}
          {calendar.localDays.length > 0 &&
            t('conditions.clock.localDays', {
              days: listOf(
                locale,
                calendar.localDays.map(({ day, name }) =>
                  t('conditions.clock.localDay', { name, date: date(day) }),
                ),
              ),
            })}
        </p>
      )}
    </section>
  )
}

function Start({ clock, organisationName, daysAfterFunds, fundsArrivedOn }: ConditionPageData) {
  const t = useWords()
  const { date } = useDates()
  const { startsOn } = clock
  if (startsOn === null)
    return <p>{t('conditions.clock.notStarted', { name: organisationName, days: daysAfterFunds ?? 0 })}</p>
  const key = fundsArrivedOn ? 'conditions.clock.startedFunds' : 'conditions.clock.started'
  return <p>{t(key, { date: date(startsOn) })}</p>
}

function Promised({ clock, fundsSentOn, timeAsked, ...page }: ConditionPageData) {
  const t = useWords()
  const { date } = useDates()
  const { organisationName: partner, reviewedBy: name } = page
  if (clock.dueOn === null) return null
  const values = { name, partner, date: date(clock.dueOn) }
  switch (clock.promised) {
    case 'money':
      return (
        <>
          <p>{t('conditions.clock.money', values)}</p>
          {fundsSentOn && (
            <p>{t('conditions.clock.moneySent', { name, partner, date: date(fundsSentOn) })}</p>
          )}
        </>
      )
    case 'check':
      return <p>{t('conditions.clock.check', values)}</p>
    case 'answer':
      return (
        <p>{t('conditions.clock.answer', { ...values, until: timeAsked ? date(timeAsked) : values.date })}</p>
      )
    default:
      return null
  }
}
