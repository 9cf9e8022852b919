import { Button } from '#app/components/button.tsx'
import { PrivateField, ScriptProblem } from '#app/components/case-keys/private-field.tsx'
import { useWords } from '#app/components/words.tsx'

/** The new opening phrase, shown once, and typed again from paper before anything is sent. */
export function PhraseStep({ button }: { button: string }) {
  const t = useWords()
  return (
    <div hidden data-step="phrase">
      <h2 className="govuk-heading-m">{t('caseKeys.phrase.title')}</h2>
      <p>{t('caseKeys.phrase.lead')}</p>
      <p className="am-key-phrase" lang="zxx" translate="no">
        <code data-phrase="" />
      </p>
      <ul className="govuk-list govuk-list--bullet">
        <li>{t('caseKeys.phrase.paper')}</li>
        <li>{t('caseKeys.phrase.lost')}</li>
        <li>{t('caseKeys.phrase.notPassword')}</li>
      </ul>
      <ScriptProblem of={{ 'data-problem': 'again' }}>{t('caseKeys.phrase.notSame')}</ScriptProblem>
      <PrivateField field="again" label={t('caseKeys.phrase.again')} hint={t('caseKeys.phrase.againHint')} />
      <Button>{button}</Button>
    </div>
  )
}
