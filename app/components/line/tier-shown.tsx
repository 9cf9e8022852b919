import { useWords } from '#app/components/words.tsx'
import type { TierReason } from '#content/tier.ts'
import type { Tier } from '#content/vocabulary.ts'

export type PlanShown = { tier: Tier; reasons: TierReason[] }

/** The tier of a plan, why it is so, and whose idea the tiers are. */
export function TierShown({ tier, reasons }: PlanShown) {
  const t = useWords()
  return (
    <>
      <p className="am-measure">
        <b>{t(`tier.name.${tier}`)}.</b> {t(`tier.about.${tier}`)}
      </p>
      <ul className="govuk-list govuk-list--bullet am-measure">
        {reasons.map((reason) => (
          <li key={reason}>{t(`tier.reason.${reason}`)}</li>
        ))}
      </ul>
      <p className="am-quiet am-measure">{t('tier.proposal')}</p>
    </>
  )
}
