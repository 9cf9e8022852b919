import { useLocale, useWords } from '#app/components/words.tsx'
import {
  clockNames,
  detrimentSteps,
  lateDays,
  lateHours,
  reviewWithin,
  usualTerms,
  type ClockName,
  type ClockTerms,
  type ClockUnit,
} from '#content/concern-clocks.ts'
import { listOf } from '#content/words.ts'

/** What is counted in a case where no clause says otherwise, and whose number each is. */
export function HowClocks() {
  const t = useWords()
  const locale = useLocale()
  const long = ({ amount, unit }: { amount: number; unit: ClockUnit }) =>
    t('how.clocks.amount', { amount, unit })
  const longs = (steps: readonly { amount: number; unit: ClockUnit }[]) => listOf(locale, steps.map(long))
  const counted = clockNames
    .map((name): { name: ClockName; terms: ClockTerms } => ({ name, terms: usualTerms[name] }))
    .filter(({ terms }) => terms.starts !== 'booked')
  return (
    <section className="am-how" aria-labelledby="how-clocks">
      <h2 className="govuk-heading-m" id="how-clocks">
        {t('how.clocks.title')}
      </h2>
      <p className="am-measure">{t('how.clocks.lead')}</p>
      <table className="am-table am-how-table">
        <caption>{t('how.clocks.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('how.clocks.what')}</th>
            <th scope="col">{t('how.clocks.starts')}</th>
            <th scope="col">{t('how.clocks.limit')}</th>
            <th scope="col">{t('how.clocks.source')}</th>
          </tr>
        </thead>
        <tbody>
          {counted.map(({ name, terms }) => (
            <tr key={name}>
              <th scope="row">{t(`cases.clock.${name}`)}</th>
              <td data-l={t('how.clocks.starts')}>{t(`how.clocks.starts.${terms.starts}`)}</td>
              <td data-l={t('how.clocks.limit')}>
                <div>
                  <p>{long(terms)}</p>
                  {terms.aim && (
                    <p className="am-how-small">{t('how.clocks.aim', { aim: long(terms.aim) })}</p>
                  )}
                  {terms.keepsSafe && <p className="am-how-small">{t('how.clocks.neverPauses')}</p>}
                </div>
              </td>
              <td data-l={t('how.clocks.source')}>{t(`how.clocks.source.${terms.source}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="am-measure">
        <li>
          {t('how.clocks.detriment', {
            receipt: longs(detrimentSteps.receipt),
            told: longs(detrimentSteps.subjectTold),
            closing: longs(detrimentSteps.closing),
          })}
        </li>
        <li>{t('how.clocks.review', { within: long(reviewWithin) })}</li>
        <li>
          {t('how.clocks.late', {
            days: longs(lateDays.map((amount) => ({ amount, unit: 'days' }))),
            hours: longs(
              lateHours.filter((amount) => amount > 0).map((amount) => ({ amount, unit: 'hours' })),
            ),
          })}
        </li>
        <li>{t('how.clocks.pause')}</li>
      </ul>
    </section>
  )
}
