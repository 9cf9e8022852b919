import { DataTable } from '#app/components/data-table.tsx'
import type { ShownReader } from '#app/components/cases/case-data.ts'
import { useDates, useWords } from '#app/components/words.tsx'

/** Who may open what, from the envelopes themselves: what stands here is what can be opened. */
export function WhoTable({ readers }: { readers: ShownReader[] }) {
  const t = useWords()
  const { date } = useDates()
  const holdsOf = ({ file, threads, identity }: ShownReader['holds']) =>
    [
      file && t('cases.who.file'),
      threads > 0 && t('cases.who.threads', { count: threads }),
      identity && t('cases.who.identity'),
    ]
      .filter((each) => each !== false)
      .join(', ')
  return (
    <DataTable
      caption={t('cases.who.table')}
      rows={readers}
      idOf={({ keyId }) => keyId}
      columns={[
        { id: 'who', head: t('cases.who.column.who'), cell: ({ name, body }) => `${name}, ${body}` },
        { id: 'what', head: t('cases.who.column.what'), cell: ({ holds }) => holdsOf(holds) },
        { id: 'since', head: t('cases.who.column.since'), cell: ({ sinceOn }) => date(sinceOn) },
        {
          id: 'until',
          head: t('cases.who.column.until'),
          cell: ({ endedOn, inReserve }) =>
            endedOn ? date(endedOn) : t(inReserve ? 'cases.who.reserve' : 'cases.who.still'),
        },
      ]}
    />
  )
}
