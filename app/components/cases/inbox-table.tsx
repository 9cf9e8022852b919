import { Link } from '@remix-run/react'
import type { InboxLine } from '#app/components/cases/case-data.ts'
import { nextKey, stageKey } from '#app/components/cases/case-keys.ts'
import { ClockChip } from '#app/components/clock-chip.tsx'
import { Tag } from '#app/components/tag.tsx'
import { useDates, useWords } from '#app/components/words.tsx'

type Group = 'overdue' | 'today' | 'later'

/** By the day on which the next clock strikes: what is late stands first. */
export function groupOf({ dueAt }: InboxLine, now: Date | string): Group {
  if (!dueAt) return 'later'
  const due = new Date(dueAt)
  if (due < new Date(now)) return 'overdue'
  return due.toISOString().slice(0, 10) === new Date(now).toISOString().slice(0, 10) ? 'today' : 'later'
}

export function GroupedInbox({ lines, now }: { lines: InboxLine[]; now: Date }) {
  const t = useWords()
  return (['overdue', 'today', 'later'] as const).map((group) => {
    const found = lines.filter((line) => groupOf(line, now) === group)
    return (
      found.length > 0 && (
        <InboxTable key={group} caption={t(`cases.group.${group}`)} lines={found} now={now} />
      )
    )
  })
}

type TableProps = { caption: string; lines: InboxLine[]; now: Date; closed?: boolean }

/** `closed`: for whoever watches the clocks. No case in it is a link, since nothing opens. */
export function InboxTable({ caption, lines, now, closed = false }: TableProps) {
  const t = useWords()
  return (
    <table className="am-table am-inbox">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('cases.column.case')}</th>
          <th scope="col">{t('cases.column.do')}</th>
          <th scope="col">{t('cases.column.due')}</th>
          <th scope="col">{t('cases.column.arrived')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Row key={line.id} line={line} now={now} closed={closed} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ line, now, closed }: { line: InboxLine; now: Date; closed: boolean }) {
  const t = useWords()
  const { date } = useDates()
  const { id, reference, state, next, declared, arrivedOn, importedOn, dueAt, isTest, label } = line
  return (
    <tr data-label={label?.sealed} data-key={label?.keyId} data-envelope={label?.envelope}>
      <th scope="row" className="am-ref">
        {closed ? (
          <>
            {reference}
            <small>
              <Link className="govuk-link" to={`/app/cases/recovery/ask/${id}`}>
                {t('recovery.ask.link')}
              </Link>
            </small>
          </>
        ) : (
          <Link className="govuk-link" to={`/app/cases/${id}`} discover="none">
            {reference}
          </Link>
        )}
        {isTest && <small>{t('cases.test')}</small>}
        {importedOn && <small>{t('caseImport.mark', { date: date(importedOn) })}</small>}
        {label && (
          <small>
            <span data-slot="severity" hidden /> <span data-slot="site" dir="auto" hidden />
          </small>
        )}
      </th>
      <td data-l={t('cases.column.do')}>
        <b>{t(declared ? nextKey(next) : 'cases.do.declare')}</b>
        <small>{t(stageKey(state))}</small>
      </td>
      <td data-l={t('cases.column.due')}>
        {dueAt ? (
          <ClockChip dueAt={dueAt} now={now} />
        ) : (
          <Tag tone="neutral" icon="bar">
            {t('cases.noClock')}
          </Tag>
        )}
      </td>
      <td data-l={t('cases.column.arrived')}>{date(arrivedOn)}</td>
    </tr>
  )
}
