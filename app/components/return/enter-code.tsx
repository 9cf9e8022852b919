import { LocalLink } from '#app/components/local-link.tsx'
import { LanguageList } from '#app/components/reporter/languages.tsx'
import { Listen } from '#app/components/reporter/listen.tsx'
import { Press, useDescribed, type Own } from '#app/components/return/parts.tsx'
import { useWords } from '#app/components/words.tsx'

/** One field, any digits, anything between them. A wrong code is told as one sentence that says nothing about why. */
export function EnterCode({
  typed,
  wrong,
  filing,
}: {
  typed: string
  wrong: boolean
  filing: string | null
}) {
  const t = useWords()
  const own: Own = {
    id: (name) => name,
    error: () => (wrong ? t('return.error.code') : undefined),
    typed: () => typed,
  }
  const { said, attributes } = useDescribed(own, 'code', 'return.enter.hint')
  return (
    <>
      <LanguageList />
      <h1>{t('return.enter.title')}</h1>
      <Listen slot="back" />
      <form method="post">
        <input type="hidden" name="step" value="open" />
        <div className="q">
          <label htmlFor="code">{t('return.enter.label')}</label>
          {said}
          <input
            className="in"
            id="code"
            name="code"
            inputMode="numeric"
            autoComplete="off"
            spellCheck={false}
            defaultValue={typed}
            autoFocus={wrong}
            {...attributes}
          />
        </div>
        <p className="act">
          <Press say="return.enter.do" />
        </p>
      </form>
      <p>{t('return.unlocked')}</p>
      <h2>{t('return.enter.lost')}</h2>
      <p>{t('return.enter.lost.text')}</p>
      {filing && (
        <p>
          <LocalLink to={filing}>{t('return.enter.again')}</LocalLink>
        </p>
      )}
    </>
  )
}
