import { z } from 'zod'
import { formatMoney, fromUnits, toUnits } from '#content/registers/amounts.ts'
import { digitsOf } from '#content/registers/currencies.ts'
import { listOf, type Locale } from '#content/words.ts'

const Row = z.looseObject({
  values: z.looseObject({ partner: z.string(), amount: z.string(), currency: z.string() }),
})
const Sent = z.looseObject({ registers: z.looseObject({ money: z.looseObject({ rows: z.array(Row) }) }) })

/** Who is paid in what was sent, each in the currency that was written; nobody adds pounds to shillings. */
export function paidIn(content: unknown, locale: Locale): { partner: string; amounts: string }[] {
  const sums = new Map<string, Map<string, bigint>>()
  for (const { partner, amount, currency } of rowsOf(content)) {
    const units = toUnits(amount, digitsOf(currency))
    if (units === null) continue
    const own = sums.get(partner) ?? new Map<string, bigint>()
    sums.set(partner, own.set(currency, (own.get(currency) ?? 0n) + units))
  }
  return [...sums].map(([partner, own]) => ({ partner, amounts: inWords(own, locale) }))
}

/** All of it; null where no money was named. */
export function totalPaidIn(content: unknown, locale: Locale): string | null {
  const sums = new Map<string, bigint>()
  for (const { amount, currency } of rowsOf(content)) {
    const units = toUnits(amount, digitsOf(currency))
    if (units !== null) sums.set(currency, (sums.get(currency) ?? 0n) + units)
  }
  return sums.size > 0 ? inWords(sums, locale) : null
}

function rowsOf(content: unknown) {
  const sent = Sent.safeParse(content)
  return sent.success ? sent.data.registers.money.rows.map(({ values }) => values) : []
}

function inWords(sums: ReadonlyMap<string, bigint>, locale: Locale): string {
  return listOf(
    locale,
    [...sums].map(([currency, units]) => formatMoney(locale, fromUnits(units, digitsOf(currency)), currency)),
  )
}
