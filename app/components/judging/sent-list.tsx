import type { ReactNode } from 'react'
import type { JudgedList } from '#app/components/judging/judge-data.ts'
import { useWords } from '#app/components/words.tsx'

/** One list as it was sent, behind its title: a reviewer opens what they judge. */
export function SentListShown({
  list,
  locale,
  children,
}: {
  list: JudgedList
  locale: string
  children?: ReactNode
}) {
  const t = useWords()
  const { title, tables, changed } = list
  const rows = tables.reduce((sum, table) => sum + table.rows.length, 0)
  const isChanged = changed !== null && changed.added + changed.changed + changed.removed > 0
  return (
    <>
      <h3 className="govuk-heading-s" lang={locale}>
        {title}
      </h3>
      <p className="am-quiet">
        {t('review.list.rows', { count: rows })}
        {changed && ' '}
        {changed && (isChanged ? t('review.list.changed', changed) : t('review.list.unchanged'))}
      </p>
      <details className="govuk-details" open={isChanged}>
        <summary className="govuk-details__summary">
          <span className="govuk-details__summary-text">{t('review.list.read')}</span>
        </summary>
        {tables.map((table) => (
          <table className="am-table" key={table.title} lang={locale}>
            <caption>{table.title}</caption>
            <thead>
              <tr>
                {table.columns.map((column) => (
                  <th scope="col" key={column}>
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((cells, row) => (
                <tr key={row}>
                  {cells.map((cell, index) =>
                    index === 0 ? (
                      <th scope="row" key={index}>
                        {cell}
                      </th>
                    ) : (
                      <td key={index} data-l={table.columns[index]}>
                        {cell}
                      </td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </details>
      {children}
    </>
  )
}
