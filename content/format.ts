import { tagOf, type Locale } from '#content/locale.ts'

/** A `day` has no time of its own and is read in UTC; a `moment` and a `time` name their zone. */
export type DateStyle = 'day' | 'dayWithWeekday' | 'month' | 'moment' | 'time'

const fields: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  dayWithWeekday: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  moment: {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' },
}

const dateFormats = new Map<string, Intl.DateTimeFormat>()

export function formatDate(locale: Locale, date: Date, style: DateStyle = 'day', timeZone = 'UTC'): string {
  const key = `${locale} ${style} ${timeZone}`
  let format = dateFormats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(tagOf(locale), { ...fields[style], timeZone })
    dateFormats.set(key, format)
  }
  if (locale !== 'fr') return format.format(date)
  // CLDR writes "1 mars"; French says "1er mars".
  return format
    .formatToParts(date)
    .map(({ type, value }) => (type === 'day' && value === '1' ? '1er' : value))
    .join('')
}

/** Where people say it otherwise than the standard data. */
const said: Record<string, Record<Locale, string>> = {
  CD: { en: 'DR Congo', fr: 'RD Congo' },
  CG: { en: 'Republic of the Congo', fr: 'République du Congo' },
}

/** An unknown code is shown as it is. */
export function countryName(locale: Locale, code: string): string {
  const own = said[code.toUpperCase()]
  if (own) return own[locale]
  try {
    return new Intl.DisplayNames(tagOf(locale), { type: 'region' }).of(code.toUpperCase()) ?? code
  } catch {
    return code
  }
}

export function languageName(locale: Locale, tag: string): string {
  try {
    return new Intl.DisplayNames(tagOf(locale), { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

/** "a, b and c" */
export function listOf(locale: Locale, items: readonly string[]): string {
  return new Intl.ListFormat(tagOf(locale), { type: 'conjunction' }).format(items)
}

export function formatNumber(locale: Locale, value: number): string {
  return new Intl.NumberFormat(tagOf(locale)).format(value)
}
