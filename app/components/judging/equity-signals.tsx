import { Link } from '@remix-run/react'
import { Card } from '#app/components/card.tsx'
import { useLocale, useWords } from '#app/components/words.tsx'
import { formatPence } from '#content/registers/amounts.ts'
import { countryName } from '#content/words.ts'

type Figure = { days: number | null; count: number }
export type EquityData = {
  country: string
  paid: { partners: { name: string; lines: number; pence: string }[] | null; answers: string[] }
  helped: { helpers: number; answers: string[] }
  unpaid: {
    questions: number
    rounds: number
    hours: { from: number; to: number } | null
    answers: string[]
  }
  turnaround: { here: Figure; all: Figure }
}

/** Below this many, a figure says more about one plan than about a country. */
const leastDecided = 3

/** What a fair judgement looks at beside the answers. Signals to ask about, never a mark. */
export function EquitySignals({ signals, review }: { signals: EquityData; review: string }) {
  const t = useWords()
  const locale = useLocale()
  const { country, paid, helped, unpaid, turnaround } = signals
  const { here, all } = turnaround
  const place = countryName(locale, country)
  return (
    <Card title={t('review.equity.title')}>
      <p className="am-quiet">{t('review.equity.lead')}</p>
      <h3 className="govuk-heading-s">{t('review.equity.paid')}</h3>
      {paid.partners === null ? (
        <p>{t('review.equity.paid.noList')}</p>
      ) : paid.partners.length === 0 ? (
        <p>{t('review.equity.paid.none')}</p>
      ) : (
        <ul className="govuk-list govuk-list--bullet">
          {paid.partners.map(({ name, lines, pence }) => (
            <li key={name}>
              {t('review.equity.paid.line', { name, lines, amount: formatPence(locale, BigInt(pence)) })}
            </li>
          ))}
        </ul>
      )}
      <ReadIn ids={paid.answers} review={review} />
      <h3 className="govuk-heading-s">{t('review.equity.helped')}</h3>
      <p>{t('review.equity.helped.count', { count: helped.helpers })}</p>
      <ReadIn ids={helped.answers} review={review} />
      <h3 className="govuk-heading-s">{t('review.equity.unpaid')}</h3>
      <p>
        {t('review.equity.unpaid.asked', { questions: unpaid.questions, rounds: unpaid.rounds })}{' '}
        {unpaid.hours && t('review.equity.unpaid.hours', unpaid.hours)}
      </p>
      <ReadIn ids={unpaid.answers} review={review} />
      <h3 className="govuk-heading-s">{t('review.equity.wait')}</h3>
      <p>
        {here.days === null || here.count < leastDecided
          ? t('review.equity.wait.few', { place, count: here.count })
          : t('review.equity.wait.here', { place, days: here.days, count: here.count })}{' '}
        {all.days !== null && t('review.equity.wait.all', { days: all.days, count: all.count })}
      </p>
    </Card>
  )
}

/** Where the plan says it itself. */
function ReadIn({ ids, review }: { ids: string[]; review: string }) {
  const t = useWords()
  if (ids.length === 0) return null
  return (
    <p>
      {t('review.equity.readIn')}{' '}
      {ids.map((id, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <Link className="govuk-link am-nowrap" to={`${review}/equity#${id}`}>
            {id}
          </Link>
        </span>
      ))}
    </p>
  )
}
