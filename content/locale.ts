export const locales = ['en', 'fr'] as const
export type Locale = (typeof locales)[number]

/** What each language calls itself; shown wherever the language can be changed. */
export const localeNames: Record<Locale, string> = { en: 'English', fr: 'Français' }

/** False until a person who speaks the language has read every sentence; the page then says so. */
export const checkedBySpeaker: Record<Locale, boolean> = { en: true, fr: false }

export function isLocale(value: unknown): value is Locale {
  return typeof value === 'string' && (locales as readonly string[]).includes(value)
}

/** An address that names its language wins, then the person's own choice, then the browser's wish. */
export function chooseLocale(wishes: {
  query?: string | null
  stored?: string | null
  acceptLanguage?: string | null
}): Locale {
  const { query, stored, acceptLanguage } = wishes
  if (isLocale(query)) return query
  if (isLocale(stored)) return stored
  return fromHeader(acceptLanguage ?? '') ?? 'en'
}

function fromHeader(header: string): Locale | undefined {
  return header
    .slice(0, 1000)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const q = parameters.map((p) => /^\s*q=([\d.]+)\s*$/.exec(p)?.[1]).find((found) => found !== undefined)
      return { language: tag.split('-')[0], weight: q === undefined ? 1 : Number(q) }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ language }) => language)
    .find(isLocale)
}

const rightToLeftScripts = new Set(['Arab', 'Hebr', 'Adlm', 'Nkoo', 'Syrc', 'Thaa', 'Rohg'])

/** For any BCP 47 tag, so that a language with another direction needs no new code. */
export function direction(tag: string): 'ltr' | 'rtl' {
  try {
    return rightToLeftScripts.has(new Intl.Locale(tag).maximize().script ?? '') ? 'rtl' : 'ltr'
  } catch {
    return 'ltr'
  }
}

/** British English, and French as written in every country we work in. */
export function tagOf(locale: Locale): string {
  return locale === 'en' ? 'en-GB' : 'fr'
}
