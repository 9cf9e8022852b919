import { Button } from '#app/components/button.tsx'
import type { ShownFile } from '#app/components/cases/case-data.ts'
import { useDates, useLocale, useWords } from '#app/components/words.tsx'

type Props = { files: ShownFile[]; pictures: { en: string; fr: string } }

/** Names and kinds are sealed and stand with the account; here is what may have to be locked away. */
export function CaseFiles({ files, pictures }: Props) {
  const t = useWords()
  const { date, number } = useDates()
  const locale = useLocale()
  if (files.length === 0) return null
  return (
    <section aria-labelledby="files">
      <h2 className="govuk-heading-m" id="files">
        {t('cases.files.title')}
      </h2>
      <p>{t('cases.files.lead')}</p>
      <ul className="am-list">
        {files.map(({ id, size, onDay, lockedOn }, index) => (
          <li key={id}>
            <p>
              {t('cases.files.one', {
                number: index + 1,
                date: date(onDay),
                size: number(Math.ceil(size / 1024)),
              })}
            </p>
            {lockedOn ? (
              <p>
                <b>{t('cases.files.lockedOn', { date: date(lockedOn) })}</b>
              </p>
            ) : (
              <details className="govuk-details">
                <summary className="govuk-details__summary">
                  <span className="govuk-details__summary-text">{t('cases.files.stop')}</span>
                </summary>
                <div className="govuk-details__text">
                  <p>{t('cases.files.stopText')}</p>
                  <p>{pictures[locale]}</p>
                  <form method="post">
                    <input type="hidden" name="do" value="lockFile" />
                    <input type="hidden" name="fileId" value={id} />
                    <Button secondary>{t('cases.files.lock')}</Button>
                  </form>
                </div>
              </details>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
