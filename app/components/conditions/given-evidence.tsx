import { EvidenceItem } from '#app/components/evidence/evidence-item.tsx'
import type { EvidenceData } from '#app/components/evidence/evidence-data.ts'
import { InsetQuote } from '#app/components/inset-quote.tsx'
import { useWords } from '#app/components/words.tsx'

type Props = { given: { note: string; evidence: EvidenceData[] }; now: Date; by: string; locale: string }

/** What whoever checks looks at, with the words that came with it. */
export function GivenEvidence({ given, now, by, locale }: Props) {
  const t = useWords()
  return (
    <section aria-labelledby="given">
      <h2 id="given" className="am-group">
        {t('conditions.given.title')}
      </h2>
      <ul className="am-evidence">
        {given.evidence.map((item) => (
          <EvidenceItem key={item.id} item={item} now={now} whole />
        ))}
      </ul>
      {given.note && (
        <InsetQuote lang={locale} from={t('conditions.given.note', { name: by })}>
          <p className="am-pre">{given.note}</p>
        </InsetQuote>
      )}
    </section>
  )
}
