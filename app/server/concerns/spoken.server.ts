import { saidIn, type InEach } from '#app/forms/door-languages.ts'
import type { DoorTerms } from '#app/forms/door-terms.ts'
import { helpByNeed } from '#app/forms/filing.form.ts'
import { sha256 } from '#app/server/crypto/hash.server.ts'
import { isLocale, type Locale } from '#content/locale.ts'
import { spokenLines, writtenLanguages, type PageSays, type SpokenSlot } from '#content/spoken.ts'
import { wordsFor } from '#content/words.ts'

export interface SpokenText {
  locale: Locale
  lines: string[]
}

/** What a recording of this passage has to say, in each language of the page. */
export function textsOf(slot: SpokenSlot, terms: DoorTerms): SpokenText[] {
  return writtenLanguages(terms.languages).map((locale) => ({
    locale,
    lines: spokenLines(slot, locale, saidBy(terms, locale)),
  }))
}

/** By language, so that a language which joins the page later makes nothing untrue. */
export function textHashesOf(slot: SpokenSlot, terms: DoorTerms): Record<string, string> {
  return Object.fromEntries(
    textsOf(slot, terms).map(({ locale, lines }) => [locale, sha256(JSON.stringify(lines)).toString('hex')]),
  )
}

/** The words are others in one of the languages in which they were read, or none of these is a language of the page any more. */
export function isOutOfDate(
  { slot, texts }: { slot: SpokenSlot; texts: Record<string, string> },
  terms: DoorTerms,
): boolean {
  const now = textHashesOf(slot, terms)
  const both = Object.keys(now).filter((locale) => texts[locale] !== undefined)
  return both.length === 0 || both.some((locale) => texts[locale] !== now[locale])
}

/** As the page shows it: where something was not written in a language, in the next one of the page. */
function saidBy({ place, runBy, readWhen, help, languages }: DoorTerms, locale: Locale): PageSays {
  const t = wordsFor(locale)
  const say = (text: InEach) => saidIn(text, [locale, ...languages.filter(isLocale)]).words
  return {
    place: say(place),
    runBy: say(runBy),
    readWhen: say(readWhen),
    help: helpByNeed(help).flatMap(({ need, places }) => [
      t(`reporter.need.${need}`),
      ...places.map(({ name, nameIn, how, hours, note }) =>
        [nameIn[locale] ?? name, say(how), say(hours), say(note)].filter(Boolean).join('. '),
      ),
    ]),
  }
}
