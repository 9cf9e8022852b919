import { useLoaderData } from '@remix-run/react'
import { DataTable } from '#app/components/data-table.tsx'
import { Notice } from '#app/components/notice.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import type { doorListPage } from '#app/server/queries/doors.server.ts'

type Page = Awaited<ReturnType<typeof doorListPage>>

/** What belongs to one list and to no other: who receives first, who is missing on the rota, examples of how long to keep. */
export function BesideList({ part }: { part: 'before' | 'after' }) {
  const t = useWords()
  const { list, body } = useLoaderData<Page>()
  if (part === 'after') return list === 'retention' ? <Examples /> : null
  if (list === 'bodies') return <p className="am-measure">{t('doors.bodies.first', { body })}</p>
  if (list === 'rota') return <Gaps />
  return list === 'retention' ? <Signed /> : null
}

function Gaps() {
  const t = useWords()
  const { date } = useDates()
  const { rotaGaps, rotaUntil, nobodyHandles, body } = useLoaderData<Page>()
  return (
    <>
      {rotaUntil ? (
        <Notice>{t('doors.rota.holds', { on: date(rotaUntil) })}</Notice>
      ) : (
        <>
          <p className="am-measure">
            <b>{t('doors.duty.lapsed')}</b>
          </p>
          <ul className="govuk-list govuk-list--bullet am-measure">
            {rotaGaps.map((gap) => (
              <li key={gap}>{t(`doors.gap.${gap}`)}</li>
            ))}
          </ul>
        </>
      )}
      {nobodyHandles && <p className="am-measure">{t('doors.rota.nobodyYet', { body })}</p>}
    </>
  )
}

function Signed() {
  const t = useWords()
  const { date } = useDates()
  const { signedOn, signedBy, rows } = useLoaderData<Page>()
  if (signedOn)
    return <Notice>{t('doors.retention.signed', { name: signedBy ?? '', on: date(signedOn) })}</Notice>
  return rows.length > 0 ? <p className="am-measure">{t('doors.retention.unsigned')}</p> : null
}

const examples = [1, 2, 3] as const

/** Shown, never filled in: how long is the body's own decision. */
function Examples() {
  const t = useWords()
  return (
    <section aria-labelledby="examples">
      <h2 className="govuk-heading-m" id="examples">
        {t('doors.examples.title')}
      </h2>
      <p className="am-measure">{t('doors.examples.lead')}</p>
      <DataTable
        caption={<span className="govuk-visually-hidden">{t('doors.examples.title')}</span>}
        rows={examples}
        idOf={(number) => String(number)}
        columns={[
          {
            id: 'what',
            head: t('doors.retention.what'),
            cell: (number) => t(`doors.examples.${number}.what`),
          },
          {
            id: 'keep',
            head: t('doors.retention.keepFor'),
            cell: (number) => t(`doors.examples.${number}.keepFor`),
          },
          {
            id: 'why',
            head: t('doors.retention.reason'),
            cell: (number) => t(`doors.examples.${number}.reason`),
          },
          {
            id: 'who',
            head: t('doors.retention.owner'),
            cell: (number) => t(`doors.examples.${number}.owner`),
          },
          { id: 'law', head: t('doors.examples.status'), cell: () => t('doors.examples.notLaw') },
        ]}
      />
    </section>
  )
}
