import { Link } from '@remix-run/react'
import { Button } from '#app/components/button.tsx'
import { NeedsScript, PrivateField, ScriptProblem } from '#app/components/case-keys/private-field.tsx'
import { useWords } from '#app/components/words.tsx'

/** Where somebody opens their key on any page of this area; the script hides it once it is open. */
export function UnlockBox() {
  const t = useWords()
  return (
    <>
      <NeedsScript>{t('caseKeys.unlock.needsScript')}</NeedsScript>
      <section className="am-card am-measure" hidden data-locked="" aria-labelledby="unlock-title">
        <h2 className="govuk-heading-m" id="unlock-title">
          {t('caseKeys.unlock.title')}
        </h2>
        <p>{t('caseKeys.unlock.lead')}</p>
        <p hidden data-no-key="">
          {t('caseKeys.unlock.noKey')}{' '}
          <Link className="govuk-link" to="/app/case-keys/new">
            {t('caseKeys.make.title')}
          </Link>
        </p>
        <form method="post" hidden data-unlock="passkey">
          <ScriptProblem of={{ 'data-unlock-problem': 'passkey' }}>
            {t('caseKeys.unlock.passkeyNot')}
          </ScriptProblem>
          <ScriptProblem of={{ 'data-unlock-problem': 'unreachable' }}>
            {t('caseKeys.area.noAnswer')}
          </ScriptProblem>
          <Button secondary>{t('caseKeys.unlock.passkey')}</Button>
        </form>
        <form method="post" hidden data-unlock="phrase">
          <ScriptProblem of={{ 'data-unlock-problem': 'shape' }}>{t('caseKeys.unlock.shape')}</ScriptProblem>
          <ScriptProblem of={{ 'data-unlock-problem': 'wrong' }}>{t('caseKeys.unlock.wrong')}</ScriptProblem>
          <ScriptProblem of={{ 'data-unlock-problem': 'unreachable' }}>
            {t('caseKeys.area.noAnswer')}
          </ScriptProblem>
          <PrivateField field="phrase" label={t('caseKeys.phrase')} hint={t('caseKeys.unlock.phraseHint')} />
          <Button>{t('caseKeys.unlock.button')}</Button>
        </form>
      </section>
      <p hidden data-unlocked="">
        {t('caseKeys.unlock.open')}{' '}
        <button className="am-as-link" type="button" data-lock-now="">
          {t('caseKeys.unlock.lockNow')}
        </button>
      </p>
    </>
  )
}
