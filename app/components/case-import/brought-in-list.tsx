import { Link } from '@remix-run/react'
import { ClockChip } from '#app/components/clock-chip.tsx'
import { useDates, useWords } from '#app/components/words.tsx'

interface Line {
  id: string
  reference: string
  arrivedOn: Date
  importedOn: Date
  nextDueAt: Date | null
}

/** What was brought in so far, so that nobody enters the same file twice. */
export function BroughtInList({ cases, now }: { cases: Line[]; now: Date }) {
  const t = useWords()
  const { date } = useDates()
  if (cases.length === 0) return null
  return (
    <table className="am-table am-inbox">
      <caption>{t('caseImport.list.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('cases.column.case')}</th>
          <th scope="col">{t('caseImport.list.told')}</th>
          <th scope="col">{t('caseImport.list.broughtIn')}</th>
          <th scope="col">{t('cases.column.due')}</th>
        </tr>
      </thead>
      <tbody>
        {cases.map(({ id, reference, arrivedOn, importedOn, nextDueAt }) => (
          <tr key={id}>
            <th scope="row" className="am-ref">
              <Link className="govuk-link" to={`/app/cases/${id}`}>
                {reference}
              </Link>
            </th>
            <td data-l={t('caseImport.list.told')}>{date(arrivedOn)}</td>
            <td data-l={t('caseImport.list.broughtIn')}>{date(importedOn)}</td>
            <td data-l={t('cases.column.due')}>{nextDueAt && <ClockChip dueAt={nextDueAt} now={now} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
