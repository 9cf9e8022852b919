import { Link } from '@remix-run/react'
import { ClockFacts, ClockName } from '#app/components/case-steps/clock-words.tsx'
import { Card } from '#app/components/card.tsx'
import type { ShownClock, ShownLogLine, ShownReader } from '#app/components/cases/case-data.ts'
import { logKey } from '#app/components/cases/case-keys.ts'
import { ClockChip } from '#app/components/clock-chip.tsx'
import { Tag } from '#app/components/tag.tsx'
import { useDates, useWords } from '#app/components/words.tsx'

export function ClockCards({ clocks, now }: { clocks: ShownClock[]; now: Date }) {
  const t = useWords()
  const { date } = useDates()
  if (clocks.length === 0) return null
  return (
    <section aria-labelledby="clocks">
      <h2 className="govuk-heading-m" id="clocks">
        {t('cases.clocks.title')}
      </h2>
      <ul className="am-clocks">
        {gathered(clocks).map(({ clock, people }) => (
          <li key={clock.id}>
            <p>
              <b>
                <ClockName {...clock} />
              </b>
              {people > 1 && ` ${t('caseSteps.clock.people', { count: people })}`}
            </p>
            {clock.stoppedOn && !clock.metOn ? (
              <Tag tone="neutral" icon="bar">
                {t('caseSteps.clock.stopped', { date: date(clock.stoppedOn) })}
              </Tag>
            ) : clock.pausedOn && !clock.metOn ? (
              <Tag tone="hold" icon="pause">
                {t('cases.clocks.paused', { date: date(clock.pausedOn) })}
              </Tag>
            ) : (
              <ClockChip dueAt={clock.dueAt} now={now} metAt={clock.metOn} />
            )}
            {(clock.legal || !clock.metOn) && <ClockFacts clock={clock} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Several people are asked on the same day: one line says so. */
function gathered(clocks: readonly ShownClock[]): { clock: ShownClock; people: number }[] {
  const placeOf = ({ id, kind, ...clock }: ShownClock) =>
    kind === 'detriment' ? [clock.dueAt, clock.metOn, clock.stoppedOn].map(String).join(' ') : id
  return [...Map.groupBy(clocks, placeOf).values()].map((same) => ({ clock: same[0]!, people: same.length }))
}

/** Plain facts by day. What was said is in none of them. */
type LogProps = {
  log: { lines: ShownLogLine[]; earlier: number | null }
  title: string
  /** Where earlier pages stand. */
  at: string
}

export function CaseLog({ log: { lines, earlier }, title, at }: LogProps) {
  const t = useWords()
  const { date } = useDates()
  return (
    <section aria-labelledby="log">
      <h2 className="govuk-heading-m" id="log">
        {title}
      </h2>
      <ol className="am-timeline">
        {lines.map(({ position, onDay, action, by, parts }) => (
          <li key={position}>
            <p>{t(logKey(action), { count: parts })}</p>
            <p className="am-quiet">
              <time dateTime={new Date(onDay).toISOString().slice(0, 10)}>{date(onDay)}</time>
              {by && `, ${by}`}
            </p>
          </li>
        ))}
      </ol>
      {earlier && (
        <p>
          <Link className="govuk-link" to={`${at}${at.includes('?') ? '&' : '?'}page=${earlier}`} rel="next">
            {t('cases.log.earlier')}
          </Link>
        </p>
      )}
    </section>
  )
}

type WhoProps = { concernId: string; readers: ShownReader[]; overseers: number }

export function WhoCanOpen({ concernId, readers, overseers }: WhoProps) {
  const t = useWords()
  const open = readers.filter(
    ({ endedOn, inReserve, holds }) => !endedOn && !inReserve && (holds.file || holds.threads > 0),
  )
  return (
    <>
      <Card title={t('cases.who.title')}>
        <ul className="am-list">
          {open.map(({ keyId, name, body, isMe }) => (
            <li key={keyId}>{t(isMe ? 'cases.who.me' : 'cases.who.one', { name, body })}</li>
          ))}
        </ul>
        <p className="am-quiet">{t('cases.who.keptOut')}</p>
        <p>
          <Link className="govuk-link" to={`/app/cases/${concernId}/readers`}>
            {t('cases.who.change')}
          </Link>
        </p>
        <p>
          <Link className="govuk-link" to={`/app/cases/${concernId}/who`}>
            {t('cases.who.paper')}
          </Link>
        </p>
        {(Object.keys(besides) as (keyof typeof besides)[]).map((page) => (
          <p key={page}>
            <Link className="govuk-link" to={`/app/cases/${concernId}/${page}`}>
              {t(besides[page])}
            </Link>
          </p>
        ))}
        <p>
          <Link className="govuk-link" to={`/app/cases/recovery/ask/${concernId}`}>
            {t('recovery.ask.link')}
          </Link>
        </p>
        <p>
          <a className="govuk-link" href={`/app/cases/${concernId}/export`} target="_self">
            {t('cases.export.link')}
          </a>
        </p>
        <p className="am-quiet">{t('cases.export.hint')}</p>
      </Card>
      <Card title={t('cases.others.title')} quiet>
        <p>{t('cases.others.overseers', { count: overseers })}</p>
        <p>{t('cases.others.rest')}</p>
      </Card>
    </>
  )
}

const besides = {
  rejoin: 'rejoin.title',
  identity: 'keeping.identity.title',
  keeping: 'keeping.title',
  lesson: 'lessons.case.title',
} as const
