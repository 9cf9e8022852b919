import { digitsOf } from '#content/registers/currencies.ts'
import { tagOf, type Locale } from '#content/locale.ts'

const rateDigits = 6

/** "12.5" with two digits is 1250n. Null when it is no such number or is finer than the digits allow. */
export function toUnits(decimal: string, digits: number): bigint | null {
  const parts = /^(\d+)(?:\.(\d+))?$/.exec(decimal)
  if (!parts) return null
  const [, whole = '0', fraction = ''] = parts
  if (fraction.length > digits) return null
  return BigInt(whole + fraction.padEnd(digits, '0'))
}

/** The way back: 1250n with two digits is "12.50". */
export function fromUnits(units: bigint, digits: number): string {
  const text = units.toString().padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/**
 * What an amount is in pounds, in pence, rounded half up. `rate` is how much of the currency makes one pound, typed by
 * whoever wrote the plan. Null without one, and for what is no amount. Whole numbers throughout: nothing is lost to floats.
 */
export function toPence(amount: string, currency: string, rate: string | null): bigint | null {
  const units = toUnits(amount, digitsOf(currency))
  if (units === null) return null
  if (currency === 'GBP') return units
  const perPound = rate === null ? null : toUnits(rate, rateDigits)
  if (!perPound) return null
  const dividend = units * 100n * 10n ** BigInt(rateDigits)
  const divisor = perPound * 10n ** BigInt(digitsOf(currency))
  return (2n * dividend + divisor) / (2n * divisor)
}

const formats = new Map<string, Intl.NumberFormat>()

/** With the currency's code, since several countries call their money the same. */
export function formatMoney(locale: Locale, amount: string, currency: string): string {
  const key = `${locale} ${currency}`
  let format = formats.get(key)
  if (!format) {
    const digits = digitsOf(currency)
    format = new Intl.NumberFormat(tagOf(locale), {
      style: 'currency',
      currency,
      currencyDisplay: 'code',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    })
    formats.set(key, format)
  }
  return format.format(amount as `${number}`)
}

export function formatPence(locale: Locale, pence: bigint): string {
  return formatMoney(locale, fromUnits(pence, 2), 'GBP')
}

export function currencyName(locale: Locale, code: string): string {
  return new Intl.DisplayNames(tagOf(locale), { type: 'currency' }).of(code) ?? code
}
