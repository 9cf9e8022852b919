import { useWords } from '#app/components/words.tsx'
import { localeNames, tagOf, type Locale } from '#content/locale.ts'

/** What a recording has to say, word for word, in each language in which the page is written. */
export function TextsToRead({ texts }: { texts: readonly { locale: Locale; lines: readonly string[] }[] }) {
  const t = useWords()
  return (
    <section aria-labelledby="texts">
      <h2 className="govuk-heading-m" id="texts">
        {t('spoken.texts')}
      </h2>
      <p>{t('spoken.textsHint')}</p>
      {texts.map(({ locale, lines }) => (
        <div key={locale} lang={tagOf(locale)}>
          <h3 className="govuk-heading-s">{localeNames[locale]}</h3>
          <div className="govuk-inset-text">
            {lines.map((line, index) => (
              <p key={index}>{line}</p>
            ))}
          </div>
        </div>
      ))}
    </section>
  )
}
