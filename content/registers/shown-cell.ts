import { currencyName, formatMoney } from '#content/registers/amounts.ts'
import { optionLabel, type Field, type RowValues } from '#content/registers/definition.ts'
import type { Locale } from '#content/locale.ts'
import { countryName, formatDate, formatNumber, type Words } from '#content/words.ts'

/** One value as a reader sees it. `site` is what the row's site is called on this page. */
export function cellText(t: Words, locale: Locale, field: Field, values: RowValues, site: string): string {
  const value = values[field.id]
  if (value === undefined) return ''
  switch (field.kind) {
    case 'date':
      return formatDate(locale, new Date(String(value)))
    case 'number':
    case 'hours':
      return formatNumber(locale, Number(value))
    case 'money':
      return formatMoney(locale, String(value), String(values.currency ?? 'GBP'))
    case 'currency':
      return currencyName(locale, String(value))
    case 'country':
      return countryName(locale, String(value))
    case 'site':
      return site
    case 'scale':
      return t('registers.step.shown', { step: value, words: t(optionLabel(field, value)) })
    case 'choice':
    case 'yes-no':
    case 'yes-no-unknown':
      return t(optionLabel(field, value))
    default:
      return String(value)
  }
}
