import { Card } from '#app/components/card.tsx'
import { DataTable } from '#app/components/data-table.tsx'
import { Facts } from '#app/components/summary-list.tsx'
import { useDates, useWords } from '#app/components/words.tsx'

type Props = {
  assessmentId: string
  /** The one that stands, and that can be taken. */
  newest: boolean
  document: {
    kind: 'full_record' | 'public_statement'
    number: string
    status: string
    statusOn: Date | null
    createdAt: Date
    newest: number
    complete: boolean
    downloadCount: number
    downloads: { id: string; by: string; revision: number; at: Date }[]
  }
}

/** One document as it was issued: whether it is in force, since when that is public, and who has a copy. */
export function IssuedDocument({ assessmentId, newest, document }: Props) {
  const t = useWords()
  const { date } = useDates()
  const { kind, number, status, statusOn, downloads, downloadCount } = document
  return (
    <Card title={t('decision.issued.named', { kind: t(`judging.document.${kind}`), number })}>
      <Facts
        rows={[
          { label: t('decision.issued.drawn'), value: date(document.createdAt, 'moment') },
          {
            label: t('decision.issued.signatures'),
            value: document.complete
              ? t('decision.issued.complete')
              : t('decision.issued.soFar', { count: document.newest }),
          },
          {
            label: t('decision.issued.status'),
            value: (
              <>
                {statusWords(status, t)}
                {statusOn && <> {t('decision.issued.publicFrom', { on: date(statusOn) })}</>}
              </>
            ),
          },
        ]}
      />
      {newest && (
        <p>
          <a className="govuk-link" href={`/app/assessments/${assessmentId}/documents/${kind}`}>
            {t('decision.issued.take')}
          </a>
        </p>
      )}
      {downloads.length === 0 ? (
        <p className="am-quiet">{t('decision.issued.nobody')}</p>
      ) : (
        <DataTable
          caption={t('decision.issued.taken', { count: downloadCount })}
          rows={downloads}
          idOf={({ id }) => id}
          columns={[
            { id: 'by', head: t('decision.issued.by'), cell: ({ by }) => <bdi>{by}</bdi> },
            { id: 'at', head: t('decision.issued.at'), cell: ({ at }) => date(at, 'moment') },
            {
              id: 'revision',
              head: t('decision.issued.revision'),
              cell: ({ revision }) => t('decision.issued.soFar', { count: revision }),
            },
          ]}
        />
      )}
    </Card>
  )
}

function statusWords(status: string, t: ReturnType<typeof useWords>): string {
  if (status === 'replaced') return t('decision.issued.status.replaced')
  return t(status === 'current' ? 'decision.issued.status.current' : 'decision.issued.status.over')
}
