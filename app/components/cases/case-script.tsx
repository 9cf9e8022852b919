import { useWords } from '#app/components/words.tsx'

/** Opens and seals what case pages hold, in this browser. Every page under /app/cases and /app/case-keys has it once. */
export function CaseScript() {
  const t = useWords()
  return (
    <>
      <div className="am-notice am-t-wait" role="alert" tabIndex={-1} hidden data-area-problem>
        <div>{t('caseKeys.area.noAnswer')}</div>
      </div>
      <script type="module" src="/scripts/cases.js" />
    </>
  )
}

type Purpose =
  'case' | 'seal' | 'envelopes' | 'make-key' | 'key' | 'sign-key' | 'lock' | 'new-thread' | 'hide'

/** Facts for the script, never shown. The script reads them whether or not React has escaped them. */
export function ScriptData({ of, value }: { of: Purpose; value: unknown }) {
  return (
    <script type="application/json" {...{ [`data-${of}`]: '' }}>
      {JSON.stringify(value)}
    </script>
  )
}
