import { countryPacks } from '#content/country-packs/index.ts'
import { packNames, type ReportingDuty } from '#content/country-packs/schema.ts'

/** Entered by hand: what it says is sealed. */
export function isOwnClause(code: string | null): boolean {
  return code?.startsWith('own.') === true
}

/** What the packs say of a duty, by its code; null when a later version of them does not know it any more. */
export function dutyNamed(code: string | null): ReportingDuty | null {
  const name = packNames.find((one) => code?.startsWith(`${one}.`))
  if (!name) return null
  return countryPacks[name].reportingDuties.find(({ id }) => code === `${name}.${id}`) ?? null
}
