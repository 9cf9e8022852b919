import { Link } from '@remix-run/react'
import { DataTable } from '#app/components/data-table.tsx'
import { useDates, useWords } from '#app/components/words.tsx'
import type { Duty } from '#app/sealing/handler-key.ts'
import type { ShownKey } from '#app/server/queries/handler-keys.server.ts'

export function useDuties() {
  const t = useWords()
  return (duties: readonly Duty[]) => duties.map((duty) => t(`caseKeys.duty.${duty}`)).join(', ')
}

export function useKeyState() {
  const t = useWords()
  const { date } = useDates()
  return ({
    state,
    countedOn,
    endedOn,
    left,
  }: Pick<ShownKey, 'state' | 'countedOn' | 'endedOn' | 'left'>) => {
    if (state === 'ended') return t('caseKeys.state.ended', { day: date(endedOn!) })
    const said =
      state === 'counts' ? t('caseKeys.state.counts', { day: date(countedOn!) }) : t('caseKeys.state.waiting')
    return left ? `${said} ${t('caseKeys.state.left')}` : said
  }
}

/** Everybody's keys, with who signed whose. */
export function KeyList({ keys, caption }: { keys: ShownKey[]; caption: string }) {
  const t = useWords()
  const { date } = useDates()
  const dutiesOf = useDuties()
  const stateOf = useKeyState()
  return (
    <DataTable
      caption={caption}
      rows={keys}
      idOf={({ id }) => id}
      columns={[
        { id: 'who', head: t('caseKeys.list.who'), cell: ({ name, body }) => `${name}, ${body}` },
        { id: 'duties', head: t('caseKeys.list.duties'), cell: ({ duties }) => dutiesOf(duties) },
        {
          id: 'signed',
          head: t('caseKeys.list.signed'),
          cell: ({ signers }) =>
            signers.length === 0
              ? t('caseKeys.list.nobody')
              : signers
                  .map(({ name, onDay }) => t('caseKeys.list.signer', { name, day: date(onDay) }))
                  .join('; '),
        },
        { id: 'state', head: t('caseKeys.list.state'), cell: stateOf },
        {
          id: 'do',
          head: t('caseKeys.list.do'),
          cell: ({ id, name, may, own, comparedOn }) => (
            <>
              {may.sign && (
                <Link className="govuk-link" to={`/app/case-keys/${id}/sign`}>
                  {t('caseKeys.sign.link', { name })}
                </Link>
              )}{' '}
              {may.compare && (
                <Link className="govuk-link" to={`/app/case-keys/${id}/sign`}>
                  {t('caseKeys.compare.link', { name })}
                </Link>
              )}{' '}
              {comparedOn && (
                <>
                  {t('caseKeys.compare.done', { day: date(comparedOn) })}{' '}
                  <Link className="govuk-link" to={`/app/case-keys/${id}/sign`}>
                    {t('caseKeys.compare.takeBack.link', { name })}
                  </Link>
                </>
              )}{' '}
              {may.end && !own && (
                <Link className="govuk-link" to={`/app/case-keys/${id}/end`}>
                  {t('caseKeys.end.linkOther', { name })}
                </Link>
              )}
            </>
          ),
        },
      ]}
    />
  )
}
