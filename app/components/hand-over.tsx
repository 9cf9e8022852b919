import { Card } from '#app/components/card.tsx'
import { useWords } from '#app/components/words.tsx'

type HandOverProps = {
  name: string
  organisation?: string | undefined
  code: string
  address: string
  until: string
}

/** A sheet to print and hand over in person. The code is shown once; nobody can look it up again. */
export function HandOver({ name, organisation, code, address, until }: HandOverProps) {
  const t = useWords()
  return (
    <>
      <Card title={t('auth.handOver.title', { name })}>
        {organisation && <p>{organisation}</p>}
        <p className="govuk-heading-l">
          <code className="am-hand-over" data-code>
            {code}
          </code>
        </p>
        <p>{t('auth.handOver.where', { address })}</p>
        <p>{t('auth.handOver.until', { until })}</p>
      </Card>
      <p>{t('auth.handOver.once')}</p>
    </>
  )
}
