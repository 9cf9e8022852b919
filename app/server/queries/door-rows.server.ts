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

/** As a form holds it. */
export function textsOf(row: object): Shown {
  const entries = Object.entries(row) as [string, string | number | null | string[]][]
  return Object.fromEntries(entries.map(([field, value]) => [field, textOf(value)]))
}

function textOf(value: string | number | null | string[]): string {
  if (value === null) return ''
  return Array.isArray(value) ? value.join(', ') : String(value)
}
