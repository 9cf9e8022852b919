import { Link } from '@remix-run/react'
import { ClockChip } from '#app/components/clock-chip.tsx'
import { Tag } from '#app/components/tag.tsx'
import { useDates, useWords } from '#app/components/words.tsx'

export type CallLine = {
  id: string
  title: string
  closesOn: Date
  /** Left out where every call is open. */
  state?: string
  organisation?: { name: string }
  programme?: { title: string }
}

export function CallList({ calls, now, verb }: { calls: CallLine[]; now: Date; verb?: 'publish' }) {
  const t = useWords()
  return (
    <ul className="am-next">
      {calls.map((call) => (
        <li className="am-row" key={call.id}>
          <div>
            <p className="am-row__title">
              <Link className="govuk-link" to={`/app/calls/${call.id}`}>
                {verb ? t(`line.waiting.${verb}`, { title: call.title }) : call.title}
              </Link>
            </p>
            <p className="am-quiet">{call.organisation?.name ?? call.programme?.title}</p>
          </div>
          <div>
            <CallState {...call} now={now} />
          </div>
        </li>
      ))}
    </ul>
  )
}

export function CallState({ state = 'open', closesOn, now }: { state?: string; closesOn: Date; now: Date }) {
  const t = useWords()
  const { date } = useDates()
  if (state === 'open') return <ClockChip dueAt={closesOn} now={now} />
  if (state === 'draft')
    return (
      <Tag tone="neutral" icon="ring">
        {t('machines.call.step.draft')}
      </Tag>
    )
  return (
    <Tag tone="neutral" icon="bar">
      {state === 'closed'
        ? t('line.call.closedOn', { date: date(closesOn) })
        : t('machines.call.step.discarded')}
    </Tag>
  )
}
