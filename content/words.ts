import { IntlMessageFormat } from 'intl-messageformat'
import { tagOf, type Locale } from '#content/locale.ts'
import { en } from '#content/translations/en.ts'
import { fr } from '#content/translations/fr.ts'

export {
  chooseLocale,
  direction,
  isLocale,
  localeNames,
  locales,
  tagOf,
  type Locale,
} from '#content/locale.ts'
export {
  countryName,
  formatDate,
  formatNumber,
  languageName,
  listOf,
  type DateStyle,
} from '#content/format.ts'

/** English decides which keys exist; the content check sees to it that every other locale has them all. */
export type Key = keyof typeof en
export type Values = Record<string, string | number | Date>
export type Words = (key: Key, values?: Values) => string

export type WordsProblem = { locale: Locale; key: string; reason: string }

const messages: Record<Locale, Readonly<Record<string, string>>> = { en, fr }
const cache = new Map<Locale, Words>()

let onProblem = (problem: WordsProblem): string => {
  throw new Error(`words: ${problem.key} (${problem.locale}): ${problem.reason}`)
}

/** Until the server says otherwise a wrong key throws. In production it shows the key, so that a page still opens. */
export function whenWordsFail(handle: (problem: WordsProblem) => string): void {
  onProblem = handle
}

export function wordsFor(locale: Locale): Words {
  const known = cache.get(locale)
  if (known) return known
  const words = build(locale)
  cache.set(locale, words)
  return words
}

/** Keys arrive from the database and from machines too: this is how such a string becomes a Key. */
export function isKey(key: string): key is Key {
  return Object.hasOwn(en, key)
}

function build(locale: Locale): Words {
  const formats = new Map<string, IntlMessageFormat>()
  return (key, values) => {
    try {
      let format = formats.get(key)
      if (!format) {
        format = parse(locale, key)
        if (!format) return onProblem({ locale, key, reason: 'there is no such key' })
        formats.set(key, format)
      }
      return String(format.format(values))
    } catch (error) {
      return onProblem({ locale, key, reason: error instanceof Error ? error.message : String(error) })
    }
  }
}

/** A sentence missing in one language is shown in English, with English plurals. */
function parse(locale: Locale, key: string): IntlMessageFormat | undefined {
  const own = Object.hasOwn(messages[locale], key)
  const text = own ? messages[locale][key] : Object.hasOwn(en, key) ? messages.en[key] : undefined
  if (text === undefined) return undefined
  return new IntlMessageFormat(text, tagOf(own ? locale : 'en'), undefined, { ignoreTag: true })
}
