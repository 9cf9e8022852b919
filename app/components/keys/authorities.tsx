import { DataTable } from '#app/components/data-table.tsx'
import { useDates, useWords } from '#app/components/words.tsx'

export type ShownAuthority = {
  name: string
  rootName: string
  fingerprint: string
  validFrom: Date | string
  validTo: Date | string
  listNumber: number | null
  listUntil: Date | string | null
  withdrawnAt: Date | string | null
}

/** Who signs now, and who did before. */
export function Authorities({ current, former }: { current: ShownAuthority; former: ShownAuthority[] }) {
  const t = useWords()
  const { date } = useDates()
  const stateOf = (authority: ShownAuthority) => {
    if (authority.withdrawnAt) return t('keys.state.withdrawn', { date: date(authority.withdrawnAt) })
    return authority === current ? t('keys.state.signs') : t('keys.state.former')
  }
  return (
    <DataTable
      caption={t('keys.authorities')}
      rows={[current, ...former]}
      idOf={({ fingerprint }) => fingerprint}
      columns={[
        {
          id: 'name',
          head: t('keys.name'),
          cell: ({ name, rootName }) => (
            <>
              {name}
              <br />
              <span className="am-quiet">{t('keys.under', { root: rootName })}</span>
            </>
          ),
        },
        { id: 'state', head: t('keys.state'), cell: stateOf },
        {
          id: 'fingerprint',
          head: t('keys.fingerprint'),
          cell: ({ fingerprint }) => <code className="am-hash">{fingerprint}</code>,
        },
        {
          id: 'valid',
          head: t('keys.valid'),
          cell: ({ validFrom, validTo }) =>
            t('keys.validBetween', { from: date(validFrom), to: date(validTo) }),
        },
        {
          id: 'list',
          head: t('keys.list'),
          cell: ({ listNumber, listUntil }) =>
            listNumber === null || !listUntil
              ? t('keys.list.none')
              : t('keys.list.number', { number: listNumber, until: date(listUntil) }),
        },
      ]}
    />
  )
}
