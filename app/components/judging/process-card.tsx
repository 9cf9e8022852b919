import { Card } from '#app/components/card.tsx'
import { StateLine } from '#app/components/state-line.tsx'
import { useWords } from '#app/components/words.tsx'
import type { PictureStep } from '#machines/processes.ts'

/** Where the record stands, from the machine's own states and labels. */
export function ProcessCard({
  steps,
}: {
  steps: readonly Pick<PictureStep, 'id' | 'labelKey' | 'status'>[]
}) {
  const t = useWords()
  const states = steps.map(({ id, labelKey, status }) => ({ id, label: t(labelKey), status }))
  return (
    <Card title={t('judging.process')}>
      <StateLine states={states} label={t('judging.process')} />
    </Card>
  )
}
