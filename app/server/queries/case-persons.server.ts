import type { SealedShown } from '#app/components/cases/case-data.ts'
import type { CasePerson, CheckRow } from '#app/server/repositories/case-persons.server.ts'
import type { StepLine } from '#app/server/repositories/concern-moves.server.ts'
import { checkDay } from '#app/server/workflows/detriment-checks.server.ts'
import { dateOf, dayOf } from '#content/working-days.ts'

export type CheckStands = 'ahead' | 'now' | 'late' | 'met' | 'stopped'

/** Somebody who is asked whether they were made to pay, as the steps show them to handlers. */
export interface ShownPerson {
  id: string
  /** Of their thread, as the page of the case counts it. */
  number: number | null
  isFirst: boolean
  /** Somebody wrote down who they are or how they are asked. */
  described: boolean
  asked: boolean
  checks: { id: string; onDay: Date; stands: CheckStands }[]
  /** Who they are and how they are asked; opened in the browser. */
  who: SealedShown[]
}

interface Known {
  threads: readonly { id: string; number: number; isFirst: boolean; who: string | null }[]
  shown: (partIds: readonly string[]) => SealedShown[]
}

export function shownPersons(
  persons: readonly CasePerson[],
  { threads, shown }: Known,
  now: Date,
): ShownPerson[] {
  const people = persons.map(({ id, hasThread, asked, checks, partIds }) => {
    const thread = threads.find((one) => one.id === id)
    const newest = partIds.slice(-1)
    const parts = [thread?.who, ...(hasThread ? newest : [partIds[0], ...newest])]
    return {
      id,
      number: thread?.number ?? null,
      isFirst: thread?.isFirst ?? false,
      described: partIds.length > 0,
      asked,
      checks: checks.map((check) => ({
        id: check.id,
        onDay: dateOf(checkDay(check)),
        stands: standsOf(check, now),
      })),
      who: shown(parts.flatMap((part) => part ?? [])),
    }
  })
  return people.sort((one, other) => (one.number ?? Infinity) - (other.number ?? Infinity) || 0)
}

function standsOf(check: CheckRow, now: Date): CheckStands {
  if (check.metOn) return 'met'
  if (check.stoppedOn) return 'stopped'
  if (check.dueAt <= now) return 'late'
  return checkDay(check) === dayOf(now) ? 'now' : 'ahead'
}

/** Whether a line of the log tells of this person: of them, or of a check of theirs. */
export function isAbout(person: CasePerson, { data }: Pick<StepLine, 'data'>): boolean {
  return data['person'] === person.id || person.checks.some(({ id }) => id === data['clockId'])
}
