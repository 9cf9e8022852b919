import { Radios } from '#app/components/choices.tsx'
import { useWords, type Message } from '#app/components/words.tsx'
import { tiers } from '#content/vocabulary.ts'

/** The lightest tier that a call allows. */
export function LeastTier({ value, error }: { value: string | undefined; error: Message | undefined }) {
  const t = useWords()
  return (
    <Radios
      name="leastTier"
      legend={t('tier.least')}
      hint={t('tier.least.hint')}
      value={value ?? '0'}
      error={error}
      choices={tiers.map((tier) => ({
        value: String(tier),
        label: tier === 0 ? t('tier.least.none') : t(`tier.name.${tier}`),
      }))}
    />
  )
}
