import { Link } from '@remix-run/react'
import { useLocale, useWords } from '#app/components/words.tsx'
import type { InEach } from '#app/forms/door-languages.ts'
import type { ListName } from '#app/forms/door.form.ts'
import { direction, languageName, listOf, locales, tagOf, type Locale } from '#content/words.ts'

/** Of what a line says in several languages, the one of whoever reads, or else another. */
export function InMine({ field, values }: { field: string; values: Record<string, string> }) {
  const mine = useLocale()
  const lang = [mine, ...locales].find((locale) => values[`${field}_${locale}`])
  if (!lang) return null
  return <InOne lang={lang}>{values[`${field}_${lang}`]}</InOne>
}

/** In all of them, for whoever puts their name under it. */
export function InAll({ text }: { text: InEach }) {
  return locales
    .filter((locale) => text[locale])
    .map((locale) => (
      <div key={locale}>
        <InOne lang={locale}>{text[locale]}</InOne>
      </div>
    ))
}

function InOne({ lang, children }: { lang: Locale; children: string | undefined }) {
  const own = useLocale() === lang ? {} : { lang: tagOf(lang), dir: direction(lang) }
  return (
    <span className="am-pre" {...own}>
      {children}
    </span>
  )
}

export function NotYetIn({ languages }: { languages: readonly Locale[] }) {
  const t = useWords()
  const locale = useLocale()
  if (languages.length === 0) return t('doors.language.all')
  const names = languages.map((each) => languageName(locale, each))
  return t('doors.language.not', { languages: listOf(locale, names) })
}

type Missing = { list: ListName; language: Locale; count: number }

/** A hint before the page opens, and after: nothing is shut for it. */
export function LanguagesMissing({
  here,
  lines,
  isOpen = false,
}: {
  here: string
  lines: readonly Missing[]
  isOpen?: boolean
}) {
  const t = useWords()
  const locale = useLocale()
  if (lines.length === 0) return null
  return (
    <section aria-labelledby="languages">
      <h2 className="govuk-heading-m" id="languages">
        {t('doors.language.title')}
      </h2>
      <ul className="govuk-list govuk-list--bullet am-measure">
        {lines.map(({ list, language, count }) => (
          <li key={`${list} ${language}`}>
            <Link className="govuk-link" to={`${here}/${list}`}>
              {t(`doors.${list}.title`)}
            </Link>
            {'. '}
            {t('doors.language.count', { count, language: languageName(locale, language) })}
          </li>
        ))}
      </ul>
      <p className="am-measure">
        {t('doors.language.lead')} {!isOpen && t('doors.language.opens')}
      </p>
    </section>
  )
}
