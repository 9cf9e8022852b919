import type { InEach } from '#app/forms/door-languages.ts'
import type { Standing } from '#app/server/queries/door-standing.server.ts'

export type Shown = Record<string, string>

export function nameIn(standing: Standing, id: string): string {
  return standing.bodies.find((body) => body.id === id)?.name ?? ''
}

/** A line of a list, with the names of bodies and people beside their ids. */
export function shown(row: object, standing: Standing): Shown {
  const values = textsOf(row)
  if (values.organisationId) values.body = nameIn(standing, values.organisationId)
  if (values.personId) values.person = standing.people.find(({ id }) => id === values.personId)?.name ?? ''
  return values
}

type Value = string | number | null | string[] | InEach

/** As a form holds it: what is said in each language stands under `how_en`, `how_fr`. */
export function textsOf(row: object): Shown {
  const entries = Object.entries(row) as [string, Value][]
  return Object.fromEntries(entries.flatMap(([field, value]) => textOf(field, value)))
}

function textOf(field: string, value: Value): [string, string][] {
  if (value === null) return [[field, '']]
  if (Array.isArray(value)) return [[field, value.join(', ')]]
  if (typeof value !== 'object') return [[field, String(value)]]
  return Object.entries(value).map(([language, words]) => [`${field}_${language}`, words])
}
