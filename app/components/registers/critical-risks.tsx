import { Link } from '@remix-run/react'
import { LevelTag } from '#app/components/registers/level-tag.tsx'
import { Tag } from '#app/components/tag.tsx'
import { useDates, useWords } from '#app/components/words.tsx'

export type CriticalRisk = {
  id: string
  position: number
  sealed: boolean
  event: string
  signedOff: { by: string; at: Date; reason: string } | null
  accepted: { by: string; at: Date } | null
}

/** For the pages of judging: what remains critical, and whether the funder has decided about it. Nothing where nothing is. */
export function CriticalRisks({
  plan,
  risks,
  linked = true,
}: {
  plan: string
  risks: CriticalRisk[]
  linked?: boolean
}) {
  const t = useWords()
  const { date } = useDates()
  if (risks.length === 0) return null
  return (
    <section aria-labelledby="critical-risks">
      <h2 id="critical-risks" className="govuk-heading-m">
        {t('registers.critical.title', { count: risks.length })}
      </h2>
      <p className="am-measure">{t('registers.critical.lead')}</p>
      <ul className="am-gaps">
        {risks.map(({ id, position, sealed, event, signedOff, accepted }) => (
          <li key={id}>
            <span>
              <b>{t('registers.risk.number', { number: String(position) })}</b> <LevelTag level="critical" />
            </span>
            <span className="am-pre" dir="auto">
              {sealed ? t('registers.sealed.one') : event}
            </span>
            {signedOff && (
              <>
                <span>{t('registers.signOff.by', { name: signedOff.by, date: date(signedOff.at) })}</span>
                <span className="am-pre" dir="auto">
                  {signedOff.reason}
                </span>
              </>
            )}
            {accepted ? (
              <span>{t('registers.signOff.acceptedBy', { name: accepted.by, date: date(accepted.at) })}</span>
            ) : (
              <Tag tone="wait" icon="hourglass">
                {t('registers.critical.waits')}
              </Tag>
            )}
          </li>
        ))}
      </ul>
      {linked && (
        <p>
          <Link className="govuk-link" to={`/app/assessments/${plan}/review/risks`}>
            {t('registers.critical.decide')}
          </Link>
        </p>
      )}
    </section>
  )
}
