import { Card } from '#app/components/card.tsx'
import { Facts } from '#app/components/summary-list.tsx'
import { useLocale, useWords } from '#app/components/words.tsx'
import { languageName } from '#content/words.ts'

export type Question = {
  gateName: string | null
  phaseName: string
  verbName: string
  evidence: string
  mappings: { code: string; body: string; area: string }[]
}

/** At a glance, typical evidence, who else asks. */
export function RequirementSide({
  gateName,
  phaseName,
  verbName,
  evidence,
  mappings,
  writtenIn,
}: Question & { writtenIn: string }) {
  const t = useWords()
  const locale = useLocale()
  return (
    <>
      <Card title={t('content.requirement.atAGlance')} quiet>
        <Facts
          rows={[
            { label: t('content.requirement.gate'), value: gateName ?? t('content.gate.none') },
            { label: t('content.requirement.phase'), value: phaseName },
            { label: t('content.requirement.verb'), value: verbName },
            { label: t('line.requirement.language'), value: languageName(locale, writtenIn) },
          ]}
        />
      </Card>
      <Card title={t('content.requirement.typicalEvidence')} quiet>
        <p>{evidence}</p>
        <p className="am-quiet">{t('line.requirement.evidence')}</p>
      </Card>
      <Card title={t('content.requirement.whoElseAsks')} quiet>
        {mappings.length > 0 ? (
          <>
            <ul className="am-maps">
              {mappings.map(({ code, body, area }) => (
                <li key={code}>
                  <b>{body}</b> {area}
                </li>
              ))}
            </ul>
            <p className="am-quiet">{t('content.requirement.matchingNote')}</p>
          </>
        ) : (
          <p>{t('content.requirement.noMatching')}</p>
        )}
      </Card>
    </>
  )
}
