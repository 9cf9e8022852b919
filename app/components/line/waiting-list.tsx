import { Link } from '@remix-run/react'
import { ClockChip } from '#app/components/clock-chip.tsx'
import { StateTag } from '#app/components/line/state-tag.tsx'
import { useDates, useLocale, useWords } from '#app/components/words.tsx'
import { countryName } from '#content/words.ts'

export type WaitingLine = {
  id: string
  title: string
  country: string
  audience: 'funder' | 'project'
  state: string
  outcome: string | null
  organisationName: string
  submittedAt: Date | null
  dueOn: Date | null
  waiting: keyof typeof places | null
}

const places = {
  finish: '',
  write: '',
  changes: '',
  assign: '',
  review: '/review',
  continue_review: '/review',
  opinion: '/opinion',
  decide: '/decide',
  hear_appeal: '/appeal',
  accept_risk: '/review/risks',
  sign: '/sign',
  retry_documents: '',
}

/** The verb first: what there is to do, then whose work it is about. */
export function WaitingList({ lines, now }: { lines: WaitingLine[]; now: Date }) {
  const t = useWords()
  return (
    <ul className="am-next">
      {lines.map((line) => (
        <li className="am-row" key={`${line.id} ${line.waiting}`}>
          <div>
            <p className="am-row__title">
              <Link
                className="govuk-link"
                to={
                  line.waiting === 'assign'
                    ? '/app/reviews'
                    : `/app/assessments/${line.id}${line.waiting ? places[line.waiting] : ''}`
                }
              >
                {line.waiting ? t(`line.waiting.${line.waiting}`, { title: line.title }) : line.title}
              </Link>
            </p>
            <p className="am-quiet">
              <AboutLine {...line} />
            </p>
          </div>
          <div>
            {line.dueOn ? (
              <ClockChip dueAt={line.dueOn} now={now} />
            ) : (
              <StateTag state={line.state} outcome={line.outcome} />
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}

function AboutLine({ organisationName, country, audience, submittedAt }: WaitingLine) {
  const t = useWords()
  const { date } = useDates()
  const locale = useLocale()
  const place = countryName(locale, country)
  return (
    <>
      {audience === 'funder'
        ? t('line.about.own', { organisation: organisationName, country: place })
        : t('line.about.plan', { organisation: organisationName, country: place })}
      {submittedAt && ` ${t('line.about.sent', { date: date(submittedAt) })}`}
    </>
  )
}
