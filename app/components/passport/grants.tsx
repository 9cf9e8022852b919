import { DataTable } from '#app/components/data-table.tsx'
import { Tag } from '#app/components/tag.tsx'
import { useDates, useWords } from '#app/components/words.tsx'

export type PassportGrant = {
  id: string
  to: string
  call: string
  untilOn: Date
  endedAt: Date | null
  open: boolean
  readings: number
}

export function PassportGrants({ grants, mayEnd }: { grants: PassportGrant[]; mayEnd: boolean }) {
  const t = useWords()
  const { date, number } = useDates()
  if (grants.length === 0) return <p className="am-measure">{t('passport.grants.none')}</p>
  return (
    <DataTable
      caption={<span className="govuk-visually-hidden">{t('passport.grants.title')}</span>}
      rows={grants}
      idOf={({ id }) => id}
      columns={[
        { id: 'to', head: t('passport.grants.to'), cell: ({ to }) => to },
        { id: 'call', head: t('passport.grants.call'), cell: ({ call }) => call },
        { id: 'until', head: t('passport.grants.until'), cell: ({ untilOn }) => date(untilOn) },
        {
          id: 'readings',
          head: t('passport.grants.readings'),
          numeric: true,
          cell: (grant) => number(grant.readings),
        },
        {
          id: 'state',
          head: t('passport.grants.state'),
          cell: (grant) => <State {...grant} mayEnd={mayEnd} />,
        },
      ]}
    />
  )
}

function State({ id, to, endedAt, open, mayEnd }: PassportGrant & { mayEnd: boolean }) {
  const t = useWords()
  const { date } = useDates()
  if (!open)
    return (
      <Tag tone="neutral" icon="bar">
        {endedAt ? t('passport.grants.ended', { date: date(endedAt) }) : t('passport.grants.over')}
      </Tag>
    )
  return (
    <>
      <Tag tone="progress" icon="people">
        {t('passport.grants.open')}
      </Tag>
      {mayEnd && <EndGrant id={id} to={to} />}
    </>
  )
}

export function EndGrant({ id, to }: { id: string; to: string }) {
  const t = useWords()
  return (
    <form method="post">
      <input type="hidden" name="grantId" value={id} />
      <button className="am-as-link" name="do" value="end">
        {t('passport.grants.end')} <span className="govuk-visually-hidden">{to}</span>
      </button>
    </form>
  )
}

export type PassportReading = { id: string; name: string; organisation: string; at: Date }

export function PassportReadings({ readings }: { readings: PassportReading[] }) {
  const t = useWords()
  const { date } = useDates()
  if (readings.length === 0) return <p>{t('passport.readings.none')}</p>
  return (
    <>
      <p className="am-measure am-quiet">{t('passport.readings.lead')}</p>
      <DataTable
        caption={<span className="govuk-visually-hidden">{t('passport.readings.title')}</span>}
        rows={readings}
        idOf={({ id }) => id}
        columns={[
          { id: 'name', head: t('passport.readings.name'), cell: ({ name }) => name },
          {
            id: 'organisation',
            head: t('passport.readings.organisation'),
            cell: (reading) => reading.organisation,
          },
          { id: 'at', head: t('passport.readings.at'), cell: ({ at }) => date(at, 'moment') },
        ]}
      />
    </>
  )
}
