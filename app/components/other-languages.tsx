import { useLocation } from '@remix-run/react'
import { withQuery } from '#app/components/local-link.tsx'
import { useLocale, useWords } from '#app/components/words.tsx'
import { checkedBySpeaker, localeNames, locales, tagOf } from '#content/locale.ts'

/** Links to this page in the other languages. */
export function LanguageLinks() {
  const here = useLocation()
  const current = useLocale()
  return locales
    .filter((each) => each !== current)
    .map((each) => (
      <a
        key={each}
        className="govuk-link"
        href={withQuery(here.pathname + here.search, 'lang', each)}
        lang={tagOf(each)}
        hrefLang={tagOf(each)}
      >
        {localeNames[each]}
      </a>
    ))
}

/** For someone signed in the language is theirs, kept with the account, so choosing it is a form. */
export function LanguageForm() {
  const t = useWords()
  const here = useLocation()
  const current = useLocale()
  return (
    <form method="post" action="/app/account/language">
      <input type="hidden" name="returnTo" value={here.pathname + here.search} />
      {locales
        .filter((each) => each !== current)
        .map((each) => (
          <button key={each} className="am-as-link" name="locale" value={each}>
            <span className="govuk-visually-hidden">{t('shell.language.change')} </span>
            <span lang={tagOf(each)}>{localeNames[each]}</span>
          </button>
        ))}
    </form>
  )
}

/** Words that no speaker of the language has read yet are marked as such on every page. */
export function SpeakerNote() {
  const t = useWords()
  return checkedBySpeaker[useLocale()] ? null : <p>{t('content.notCheckedBySpeaker')}</p>
}
