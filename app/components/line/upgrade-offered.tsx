import { Link } from '@remix-run/react'
import { Card } from '#app/components/card.tsx'
import { useWords } from '#app/components/words.tsx'

/** Says that the questions have a newer version. While something is judged it is only said. */
export function UpgradeOffered({ id, name, state }: { id: string; name: string; state: string }) {
  const t = useWords()
  return (
    <Card title={t('tier.upgrade.offered')} quiet>
      <p>{state === 'draft' ? t('tier.upgrade.offered.text', { name }) : t('tier.upgrade.onlyDraft')}</p>
      <p>
        <Link className="govuk-link" to={`/app/assessments/${id}/upgrade`}>
          {t('tier.upgrade.see')}
        </Link>
      </p>
    </Card>
  )
}
