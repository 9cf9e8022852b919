import { useWords } from '#app/components/words.tsx'

export function TooOften() {
  const t = useWords()
  return (
    <p className="err" role="alert">
      {t('ledger.tooOften')}
    </p>
  )
}
