import { useWords } from '#app/components/words.tsx'

type DemonstrationCodeProps = { shown: { code: string } | { waitSeconds: number } | null }

/** Fictional people have no phone. Their code is shown, in evaluation only. */
export function DemonstrationCode({ shown }: DemonstrationCodeProps) {
  const t = useWords()
  if (!shown) return null
  return (
    <div className="am-ask">
      <p>
        <b>{t('auth.demonstration.title')}</b>
      </p>
      {'code' in shown ? (
        <p>
          {t('auth.demonstration.code')} <code data-demonstration-code>{shown.code}</code>
        </p>
      ) : (
        <p>{t('auth.demonstration.wait', { seconds: shown.waitSeconds })}</p>
      )}
    </div>
  )
}
