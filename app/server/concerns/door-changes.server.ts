import { sha256 } from '#app/server/crypto/hash.server.ts'
import type { z } from 'zod'
import type { DoorTerms } from '#app/forms/door-terms.ts'
import type { ControllerForm, ListName, RowOf, TeamForm, WordsForm } from '#app/forms/door.form.ts'
import { locales } from '#content/locale.ts'

type Given<Form extends z.ZodType> = Omit<z.output<Form>, 'seenRevision'>

export type RowChange = {
  [Name in ListName]: { part: Name; row: string; value: RowOf<Name> | null }
}[ListName]

export type TermsChange =
  | RowChange
  | { part: 'team'; value: Given<typeof TeamForm> }
  | { part: 'words'; value: Given<typeof WordsForm> }
  | { part: 'controller'; value: Given<typeof ControllerForm> }

const mostRows = 60

/** The lines of a list, by the name that its page has. */
export function rowsOf(terms: DoorTerms, name: ListName): readonly object[] {
  return terms[name === 'ways' ? 'outsideWays' : name]
}

/** By what it says: a line that somebody changed meanwhile is another line, and nothing is written over the wrong one. */
export function rowIdOf(row: object): string {
  return sha256(JSON.stringify(row)).toString('hex').slice(0, 16)
}

/** Null when there is no such line, or the list is as long as it may be. Whoever changes a retention table unsigns it. */
export function changed(terms: DoorTerms, change: TermsChange): DoorTerms | null {
  switch (change.part) {
    case 'team':
      return {
        ...terms,
        teamOrganisationIds: [...new Set(change.value.organisations)],
        teamPersonIds: [...new Set(change.value.persons)],
      }
    case 'words': {
      const { languages, exitTo } = change.value
      const inEach = (name: 'place' | 'runBy' | 'readWhen') =>
        Object.fromEntries(
          locales.flatMap((locale) => {
            const words = change.value[`${name}_${locale}`]
            return words === '' ? [] : [[locale, words]]
          }),
        )
      return {
        ...terms,
        languages,
        exitTo,
        place: inEach('place'),
        runBy: inEach('runBy'),
        readWhen: inEach('readWhen'),
      }
    }
    case 'controller':
      return { ...terms, controller: change.value }
    case 'bodies':
      return replaced(terms.bodies, change, (bodies) => ({ ...terms, bodies }))
    case 'help':
      return replaced(terms.help, change, (help) => ({ ...terms, help }))
    case 'ways':
      return replaced(terms.outsideWays, change, (outsideWays) => ({ ...terms, outsideWays }))
    case 'rota':
      return replaced(terms.rota, change, (rota) => ({ ...terms, rota }))
    case 'retention':
      return replaced(terms.retention, change, (retention) => ({
        ...terms,
        retention,
        retentionSignedOn: null,
        retentionSignedById: null,
      }))
  }
}

function replaced<Row extends object>(
  rows: readonly Row[],
  { row, value }: { row: string; value: Row | null },
  into: (rows: Row[]) => DoorTerms,
): DoorTerms | null {
  if (row === 'new') return value === null || rows.length >= mostRows ? null : into([...rows, value])
  const at = rows.findIndex((one) => rowIdOf(one) === row)
  if (at < 0) return null
  return into(rows.flatMap((one, index) => (index !== at ? [one] : value === null ? [] : [value])))
}
