import { readDecimal } from '#app/forms/decimal.ts'
import type { Money } from '#content/answer-value.ts'
import type { Locale } from '#content/locale.ts'
import { currencies, digitsOf } from '#content/registers/currencies.ts'

export type MoneyProblem = 'moneyUnread' | 'moneyNegative' | 'currencyMissing' | 'currencyUnknown'
export type MoneyRead =
  { ok: true; money: Money } | { ok: false; problem: MoneyProblem; part: 'amount' | 'currency' }

/** An amount and the three letters of its currency. The amount stays text: `1200.50`. */
export function readMoney(given: { amount: string; currency: string }, locale: Locale): MoneyRead {
  const currency = given.currency.trim().toUpperCase()
  if (currency === '') return { ok: false, problem: 'currencyMissing', part: 'currency' }
  if (!currencies.includes(currency)) return { ok: false, problem: 'currencyUnknown', part: 'currency' }
  const places = Math.max(2, digitsOf(currency))
  const amount = readDecimal(given.amount, locale, { grouped: places === 2, places })
  if (amount === null) return { ok: false, problem: 'moneyUnread', part: 'amount' }
  if (amount.startsWith('-')) return { ok: false, problem: 'moneyNegative', part: 'amount' }
  return { ok: true, money: { amount: withHundredths(amount), currency } }
}

function withHundredths(amount: string): string {
  const [whole = '', fraction] = amount.split('.')
  return fraction === undefined ? whole : `${whole}.${fraction.padEnd(2, '0')}`
}
