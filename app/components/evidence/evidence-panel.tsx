import { Link } from '@remix-run/react'
import type { EvidenceData } from '#app/components/evidence/evidence-data.ts'
import { EvidenceItem } from '#app/components/evidence/evidence-item.tsx'
import { useWords } from '#app/components/words.tsx'

type PanelProps = {
  assessmentId: string
  requirementId: string
  items: EvidenceData[]
  mayAdd: boolean
  now: Date
}

/** What stands beside one requirement, and how more of it is added. Stands outside the form of the answer. */
export function EvidencePanel({ assessmentId, requirementId, items, mayAdd, now }: PanelProps) {
  const t = useWords()
  const at = `/app/assessments/${assessmentId}/evidence`
  return (
    <section aria-labelledby="evidence">
      <h2 id="evidence" className="govuk-heading-m">
        {t('evidence.panel.title')}
      </h2>
      {items.length > 0 ? (
        <ul className="am-evidence">
          {items.map((item) => (
            <EvidenceItem key={item.id} item={item} now={now} to={`${at}/${item.id}`} />
          ))}
        </ul>
      ) : (
        <p className="am-quiet">{t('evidence.panel.none')}</p>
      )}
      {mayAdd && (
        <>
          <p className="am-quiet">{t('evidence.panel.saveFirst')}</p>
          <ul className="govuk-list">
            <li>
              <Link className="govuk-link" to={`${at}/new?requirement=${requirementId}`}>
                {t('evidence.panel.add')}
              </Link>
            </li>
            <li>
              <Link className="govuk-link" to={`${at}/choose?requirement=${requirementId}`}>
                {t('evidence.panel.choose')}
              </Link>
            </li>
          </ul>
        </>
      )}
    </section>
  )
}
