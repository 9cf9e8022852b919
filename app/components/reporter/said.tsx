import { useLocale, useWords } from '#app/components/words.tsx'
import type { Said } from '#app/forms/door-languages.ts'
import { direction, languageName, locales, tagOf } from '#content/words.ts'

/** For the element that holds the words, where they are not in the language of the page. */
export function inItsLanguage({ lang }: Said) {
  return lang ? { lang: tagOf(lang), dir: direction(lang) } : {}
}

/** Said once for all lines of a place: better in another language than not at all, but nobody is left guessing which. */
export function OtherLanguage({ of }: { of: readonly Said[] }) {
  const t = useWords()
  const locale = useLocale()
  return locales.map((lang) => {
    const count = of.filter((said) => said.lang === lang).length
    if (count === 0) return null
    return (
      <p key={lang} className="hint">
        {t('reporter.otherLanguage', { count, language: languageName(locale, lang) })}
      </p>
    )
  })
}
