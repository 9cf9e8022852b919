import { useWords } from '#app/components/words.tsx'

export type Range = { from: number; to: number }
export type Extent = { questions: Range; hours: Range | null }

/** How much work it is before anybody begins: a number, or from the least to the most where the work decides. */
export function HowMuch({
  count,
  hours,
  extent,
  begun = false,
}: {
  count: number
  hours: Range | null
  extent: Extent | null
  /** On the page that asks about the work it says no more that it will. */
  begun?: boolean
}) {
  const t = useWords()
  const asked = extent ? extent.hours : hours
  return (
    <>
      <p>
        <b>{extent ? t('tier.extent', extent.questions) : t('content.framework.count', { count })}</b>
      </p>
      {asked && <p>{t('content.framework.hours', asked)}</p>}
      {extent && !begun && <p>{t('tier.extent.how')}</p>}
    </>
  )
}
