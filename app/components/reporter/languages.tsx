import { useLocation } from '@remix-run/react'
import { withQuery } from '#app/components/local-link.tsx'
import { useLocale, useWords } from '#app/components/words.tsx'
import { localeNames, locales, tagOf } from '#content/locale.ts'

/** For pages that were opened by their address. */
export function LanguageList() {
  const t = useWords()
  const { pathname, search } = useLocation()
  const current = useLocale()
  return (
    <ul className="lang" aria-label={t('reporter.languages')}>
      {locales.map((each) => (
        <li key={each}>
          {each === current ? (
            <b>{localeNames[each]}</b>
          ) : (
            <a href={withQuery(pathname + search, 'lang', each)} lang={tagOf(each)} hrefLang={tagOf(each)}>
              {localeNames[each]}
            </a>
          )}
        </li>
      ))}
    </ul>
  )
}

/** For pages that came as an answer to a form: the same step in another language, with everything typed. */
export function LanguageButtons({ go }: { go: string }) {
  const t = useWords()
  const { pathname, search } = useLocation()
  const current = useLocale()
  return (
    <p className="lang">
      <span className="govuk-visually-hidden">{t('reporter.languages')}</span>
      {locales
        .filter((each) => each !== current)
        .map((each) => (
          <button
            key={each}
            className="as-link"
            name="go"
            value={go}
            formAction={withQuery(pathname + search, 'lang', each)}
            formEncType="application/x-www-form-urlencoded"
            lang={tagOf(each)}
          >
            {localeNames[each]}
          </button>
        ))}
    </p>
  )
}
