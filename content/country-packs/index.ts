import { funders } from '#content/country-packs/funders.ts'
import { unitedKingdom } from '#content/country-packs/gb.ts'
import { guinea } from '#content/country-packs/gn.ts'
import { CountryPack, packNames, type PackName } from '#content/country-packs/schema.ts'
import { sierraLeone } from '#content/country-packs/sl.ts'
import { senegal } from '#content/country-packs/sn.ts'
import { unitedStatesAwards } from '#content/country-packs/us.ts'
import type { Day } from '#content/working-days.ts'

const written: Record<PackName, CountryPack> = {
  GB: unitedKingdom,
  SL: sierraLeone,
  GN: guinea,
  SN: senegal,
  US: unitedStatesAwards,
  funders,
}

/** A pack that breaks its own rules stops the program at the start. */
export const countryPacks: Readonly<Record<PackName, CountryPack>> = Object.fromEntries(
  packNames.map((name) => [name, CountryPack.parse(written[name])]),
) as Record<PackName, CountryPack>

/** Null for a country of which nothing is written: the page then says that its rules are not known. */
export function packFor(country: string): CountryPack | null {
  const name = packNames.find((one) => one === country.toUpperCase())
  return name === undefined ? null : countryPacks[name]
}

/** The last day on which a pack is fresh: twelve months after it was checked, or else read. */
export function freshUntil(pack: CountryPack): Day {
  const from = pack.checkedOn ?? pack.readOn
  return `${String(Number(from.slice(0, 4)) + 1).padStart(4, '0')}${from.slice(4)}`
}

/** Older than twelve months: said wherever the pack is used. */
export function isStale(pack: CountryPack, today: Day): boolean {
  return today > freshUntil(pack)
}
