import { Card } from '#app/components/card.tsx'
import { Icon } from '#app/components/icon.tsx'
import { Facts } from '#app/components/summary-list.tsx'
import { useDates, useWords } from '#app/components/words.tsx'

type Props = {
  assessmentId: string
  audience: 'funder' | 'project'
  document: {
    kind: 'full_record' | 'public_statement'
    number: string
    hash: string
    size: number
    signatures: { signerName: string | null; capacity: string | null; signedAt: Date | string | null }[]
  }
}

/** The very bytes that will be signed, with the number by which they can be compared. */
export function DocumentToSign({ assessmentId, audience, document }: Props) {
  const t = useWords()
  const { date, number } = useDates()
  const { kind, signatures } = document
  return (
    <Card title={t(`judging.document.${kind}`)}>
      <p>{t(`judging.document.${kind}.about`)}</p>
      <p>
        <Icon name="file" />{' '}
        <a className="govuk-link" href={`/app/assessments/${assessmentId}/documents/${kind}`}>
          {t('judging.document.read', { kilobytes: number(Math.ceil(document.size / 1024)) })}
        </a>
      </p>
      <Facts
        rows={[
          { label: t('judging.document.number'), value: document.number },
          {
            label: 'SHA-256',
            value: <span className="am-hash">{document.hash.match(/.{1,8}/g)?.join(' ')}</span>,
          },
          {
            label: t('judging.document.signed'),
            value:
              signatures.length === 0
                ? t('judging.document.unsigned')
                : signatures.map(({ signerName, capacity, signedAt }) => (
                    <div key={capacity}>
                      {t('judging.document.signedBy', {
                        name: signerName ?? '',
                        role: t(`content.signer.${audience}.${capacity as 'reviewer'}`),
                        at: signedAt ? date(signedAt, 'moment') : '',
                      })}
                    </div>
                  )),
          },
        ]}
      />
    </Card>
  )
}
