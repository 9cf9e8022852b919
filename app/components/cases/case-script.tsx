import { useWords } from '#app/components/words.tsx'

/** Opens and seals what case pages hold, in this browser. Every page under /app/cases and /app/case-keys has it once. */
export function CaseScript() {
  const t = useWords()
  return (
    <>
      <div className="am-notice am-t-wait" role="alert" tabIndex={-1} hidden data-area-problem>
        <div>{t('caseKeys.area.noAnswer')}</div>
      </div>
      <div className="am-notice am-t-alert" role="alert" tabIndex={-1} hidden data-key-problem>
        <div>
          <p>
            <b>{t('caseKeys.unproven.title')}</b>
          </p>
          <p>{t('caseKeys.unproven.text')}</p>
          <ul className="govuk-list govuk-list--bullet" />
          <template>
            <li>
              <a className="govuk-link" href="/app/case-keys">
                {t('caseKeys.unproven.compare')} <span data-slot="name" />
              </a>
            </li>
          </template>
          <p>{t('caseKeys.unproven.else')}</p>
        </div>
      </div>
      <div className="am-notice am-t-alert" role="status" tabIndex={-1} hidden data-key-doubt>
        <div>
          <p>
            <b>{t('caseKeys.doubt.title')}</b>
          </p>
          <p hidden data-doubt-refused>
            <b>{t('caseKeys.doubt.refused')}</b>
          </p>
          {(['unsigned', 'changed', 'unchecked'] as const).map((doubt) => (
            <p key={doubt} hidden data-doubt={doubt}>
              {t(`caseKeys.doubt.${doubt}`)}
            </p>
          ))}
          <ul className="govuk-list govuk-list--bullet" />
        </div>
      </div>
      {(['unsigned', 'changed', 'unchecked'] as const).map((why) => (
        <template key={why} data-why={why}>
          {t(`caseKeys.why.${why}`)}
        </template>
      ))}
      <script type="module" src="/scripts/cases.js" />
    </>
  )
}

type Purpose =
  | 'case'
  | 'seal'
  | 'envelopes'
  | 'make-key'
  | 'key'
  | 'sign-key'
  | 'thread-file'
  | 'lock'
  | 'new-thread'
  | 'hide'
  | 'import'
  | 'lesson'

/** Facts for the script, never shown. The script reads them whether or not React has escaped them. */
export function ScriptData({ of, value }: { of: Purpose; value: unknown }) {
  return (
    <script type="application/json" {...{ [`data-${of}`]: '' }}>
      {JSON.stringify(value)}
    </script>
  )
}
