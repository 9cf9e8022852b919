import { Icon, type IconName } from '#app/components/icon.tsx'
import { useLocalPath } from '#app/components/local-link.tsx'
import { useWords } from '#app/components/words.tsx'

export type HeldAnswer = {
  size: number
  here: number
  signature: 'good' | 'none' | 'bad'
  agreement: 'same' | 'older' | 'lost' | 'beyond' | 'different'
}

const looks: Record<HeldAnswer['agreement'], { tone: string; icon: IconName; agrees: boolean }> = {
  same: { tone: 'ok', icon: 'tick', agrees: true },
  older: { tone: 'ok', icon: 'tick', agrees: true },
  lost: { tone: 'old', icon: 'past', agrees: false },
  beyond: { tone: 'bad', icon: 'cross', agrees: false },
  different: { tone: 'bad', icon: 'cross', agrees: false },
}

/** Whether what somebody kept is of this ledger. What anybody could have written never earns a loud answer. */
export function HeldResult({ answer: { size, here, signature, agreement } }: { answer: HeldAnswer }) {
  const t = useWords()
  const { tone, icon, agrees } = looks[agreement]
  const alarm = agreement === 'different' || agreement === 'beyond'
  const unsigned = alarm && signature !== 'good' ? signature : null
  return (
    <div className={`res ${unsigned ? 'not' : tone}`} role={agrees ? 'status' : 'alert'}>
      <Icon name={unsigned ? 'question' : icon} />
      <div>
        <h2>{t(unsigned ? `ledger.held.unsigned.${unsigned}.title` : `ledger.held.${agreement}.title`)}</h2>
        <p>
          {unsigned
            ? t(`ledger.held.unsigned.${unsigned}.text`)
            : t(`ledger.held.${agreement}.text`, { size, here })}
        </p>
        {!unsigned && signature !== 'good' && <p>{t(`ledger.held.signature.${signature}`)}</p>}
        {!unsigned && alarm && <p>{t('ledger.held.whatNow')}</p>}
      </div>
    </div>
  )
}

/** One field, no script: what is pasted is compared and not kept. */
export function HeldForm({ typed, error }: { typed: string | undefined; error: boolean }) {
  const t = useWords()
  const local = useLocalPath()
  return (
    <form method="post" action={local('/ledger')} id="held">
      <label htmlFor="note">{t('ledger.held.label')}</label>
      <p className="hint" id="note-hint">
        {t('ledger.held.hint')}
      </p>
      {error && (
        <p className="err" id="note-error" role="alert">
          {t('ledger.held.error')}
        </p>
      )}
      <textarea
        className="in hash"
        id="note"
        name="note"
        rows={6}
        maxLength={10_000}
        spellCheck={false}
        autoComplete="off"
        defaultValue={typed}
        aria-describedby={error ? 'note-error note-hint' : 'note-hint'}
        aria-invalid={error ? true : undefined}
        autoFocus={error ? true : undefined}
      />
      <p>
        <button className="govuk-button">{t('ledger.held.do')}</button>
      </p>
    </form>
  )
}
