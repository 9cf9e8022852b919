import { useLocalPath } from '#app/components/local-link.tsx'
import type { Message } from '#app/components/words.tsx'
import { useLocale, useWords } from '#app/components/words.tsx'

/** A native file field: nothing here needs a script. */
export function UploadForm({ title, error }: { title?: string; error?: Message | undefined }) {
  const t = useWords()
  const local = useLocalPath()
  return (
    <>
      {title && <h2>{title}</h2>}
      <form className="drop" method="post" encType="multipart/form-data" action={local('/verify')}>
        <label htmlFor="file">{t('verify.file')}</label>
        <p className="hint" id="file-hint">
          {t('verify.file.hint')}
        </p>
        {error && (
          <p className="err" id="file-error" role="alert">
            {t(error.key, error.values)}
          </p>
        )}
        <input
          id="file"
          type="file"
          name="file"
          accept="application/pdf"
          aria-describedby={error ? 'file-error file-hint' : 'file-hint'}
          aria-invalid={error ? true : undefined}
          autoFocus={error ? true : undefined}
        />
        <button className="govuk-button">{t('verify.do')}</button>
      </form>
    </>
  )
}

export function NumberForm() {
  const t = useWords()
  const locale = useLocale()
  return (
    <>
      <h2>{t('verify.number.title')}</h2>
      <form method="get" action="/verify">
        <label htmlFor="number">{t('verify.number.label')}</label>
        <p className="hint" id="number-hint">
          {t('verify.number.hint')}
        </p>
        <input
          className="in"
          id="number"
          name="number"
          autoComplete="off"
          spellCheck={false}
          aria-describedby="number-hint"
        />
        <input type="hidden" name="lang" value={locale} />
        <p>
          <button className="govuk-button">{t('verify.number.do')}</button>
        </p>
      </form>
    </>
  )
}
