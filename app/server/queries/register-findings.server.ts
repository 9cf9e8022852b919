import type { StoredRow } from '#app/server/repositories/register-rows.server.ts'
import { penceOf } from '#app/server/queries/register-tables.server.ts'
import { fromUnits, toUnits } from '#content/registers/amounts.ts'
import { digitsOf } from '#content/registers/currencies.ts'
import { text, type RowValues } from '#content/registers/definition.ts'
import type { RegisterId } from '#content/registers/registers.ts'
import { coverageOf, notReadyToMeet, standingOfReferral, trainedShares } from '#content/registers/standing.ts'
import { standardLines } from '#content/registers/vocabulary.ts'

/** What the lists say when they are laid side by side. */

function valuesOf(rows: readonly StoredRow[], register: RegisterId): RowValues[] {
  return rows.filter((row) => row.register === register).map(({ values }) => values)
}

function siteIds(rows: readonly StoredRow[]): string[] {
  return rows.filter(({ register }) => register === 'sites').map(({ id }) => id)
}

export function referralFindings(rows: readonly StoredRow[], today: string) {
  const map = valuesOf(rows, 'referrals')
  const withoutMap = siteIds(rows).filter((site) => !map.some((values) => values.site === site))
  const toTry = map.filter((values) => standingOfReferral(values, today).state !== 'fresh').length
  return { withoutMap, toTry, open: withoutMap.length + toTry }
}

export function peopleFindings(rows: readonly StoredRow[], today: string) {
  const people = rows.filter(({ register }) => register === 'people')
  const training = valuesOf(rows, 'training')
  const coverage = coverageOf(
    siteIds(rows),
    people.map(({ values }) => values),
    training,
    today,
  )
  const notReady = people.flatMap(({ id, values }) => {
    const reasons = notReadyToMeet(values)
    return reasons.length > 0 ? [{ id, role: text(values, 'role'), reasons }] : []
  })
  const gaps = coverage.filter(
    ({ focalPoint, deputy, paidTime, trained }) => !(focalPoint && deputy && paidTime && trained),
  )
  return { coverage, notReady, shares: trainedShares(training, today), open: gaps.length + notReady.length }
}

interface Total {
  partner: string
  currency: string
  amount: string
}

export function moneyFindings(rows: readonly StoredRow[]) {
  const lines = valuesOf(rows, 'money')
  const reasons = rows.filter(({ register }) => register === 'moneyGaps')
  const gaps = standardLines
    .filter((line) => !lines.some((values) => values.line === line))
    .map((line) => {
      const given = reasons.find(({ values }) => values.line === line)
      return { line, reason: given ? text(given.values, 'reason') : null, rowId: given?.id ?? null }
    })
  const pence = lines.map(penceOf)
  return {
    gaps,
    totals: totalsOf(lines),
    // Text, since no number of the loader's is a BigInt.
    pence: pence.reduce<bigint>((sum, each) => sum + (each ?? 0n), 0n).toString(),
    withoutRate: pence.filter((each) => each === null).length,
    pettyCash: lines.some(({ line }) => line === 'pettyCash'),
  }
}

/** What each partner is paid in each currency, in whole units of the smallest coin until it is written out. */
function totalsOf(lines: readonly RowValues[]): Total[] {
  const sums = new Map<string, { partner: string; currency: string; units: bigint }>()
  for (const values of lines) {
    const [partner, currency] = [text(values, 'partner'), text(values, 'currency')]
    const units = toUnits(text(values, 'amount'), digitsOf(currency)) ?? 0n
    const key = JSON.stringify([partner, currency])
    const sum = sums.get(key)
    sums.set(key, { partner, currency, units: (sum?.units ?? 0n) + units })
  }
  return [...sums.values()]
    .map(({ partner, currency, units }) => ({
      partner,
      currency,
      amount: fromUnits(units, digitsOf(currency)),
    }))
    .sort((a, b) => a.partner.localeCompare(b.partner) || a.currency.localeCompare(b.currency))
}
