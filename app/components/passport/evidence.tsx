import type { EvidenceData } from '#app/components/evidence/evidence-data.ts'
import { EvidenceItem } from '#app/components/evidence/evidence-item.tsx'
import { useWords } from '#app/components/words.tsx'

/** The documents of a passport, with what is known about the age of each. */
export function PassportEvidence({ items, now }: { items: EvidenceData[]; now: Date }) {
  const t = useWords()
  if (items.length === 0) return <p>{t('passport.evidence.none')}</p>
  return (
    <ul className="am-evidence am-measure">
      {items.map((item) => (
        <EvidenceItem key={item.id} item={item} now={now} />
      ))}
    </ul>
  )
}
