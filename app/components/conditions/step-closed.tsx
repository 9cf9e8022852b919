import { Empty } from '#app/components/card.tsx'
import { useWords } from '#app/components/words.tsx'

/** Somebody was quicker. What was written is given back, to be used elsewhere. */
export function StepClosed({ typed }: { typed: Record<string, string> }) {
  const t = useWords()
  return (
    <>
      <Empty title={t('conditions.now.nothing')}>{t('conditions.page.closed')}</Empty>
      {typed.note && (
        <>
          <h2 className="am-group">{t('conditions.page.typed')}</h2>
          <p className="am-pre" dir="auto">
            {typed.note}
          </p>
        </>
      )}
    </>
  )
}
