import { locales, type Locale } from '#content/locale.ts'

/** A text in each language in which somebody has written it. */
export type InEach = Partial<Record<Locale, string>>

/** What a line says in words of its own. The name of a place is one for all languages, unless it has another in some. */
export const fieldsInEach = {
  bodies: [],
  help: ['how', 'hours', 'note'],
  ways: ['how', 'note'],
  rota: [],
  retention: ['what', 'keepFor', 'reason'],
} as const

/** Of the languages of a page, those in which something of this line is missing that it says in another. */
export function notYetIn(
  list: keyof typeof fieldsInEach,
  row: object,
  languages: readonly string[],
): Locale[] {
  const texts = fieldsInEach[list].map((field) => (row as Record<string, InEach>)[field] ?? {})
  const isThere = (text: InEach) => Object.keys(text).length > 0
  return locales
    .filter((locale) => languages.includes(locale))
    .filter((locale) => texts.some((text) => isThere(text) && !text[locale]))
}

export interface Said {
  words: string
  /** Where they are not in the language that was asked for. */
  lang?: Locale | undefined
}

/** In the first of these languages that is there, or else in any: nobody is left without. */
export function saidIn(text: InEach, wished: readonly Locale[]): Said {
  for (const locale of [...wished, ...locales]) {
    const words = text[locale]
    if (words) return locale === wished[0] ? { words } : { words, lang: locale }
  }
  return { words: '' }
}
