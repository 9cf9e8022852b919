import { requirementOf } from '#app/server/workflows/requirement-of.server.ts'
import type { PlanTerms } from '#content/index.ts'
import { listPages, pageOf, registers, type RegisterId } from '#content/registers/registers.ts'
import type { Figure } from '#content/vocabulary.ts'
import { principlesToAnswer, type Principle, type Stored } from '#machines/processes.ts'

/** As much of an assessment as it takes to know what its author may write now. */
export interface Reopenable extends Stored {
  frameworkId: string
  frameworkVersion: number
  audience: string
  plan: PlanTerms | null
  submissions: readonly { number: number }[]
  remarks: readonly Remarked[]
}

export interface Remarked {
  submissionNumber: number
  principle: string
  judgement: string
  requirementIds: readonly string[]
}

type Asked = { id: string; principle: string }

export interface Reopened {
  /** Under which anything at all may be written. */
  principles: Principle[]
  /** Whether all of a principle may be written: a draft, or changes asked of no answer in particular. */
  whole(principle: string): boolean
  answer(asked: Asked): boolean
  list(register: RegisterId): boolean
}

/**
 * What the author may write now. All of a draft. After changes were asked only what was named, answers and lists; where
 * nothing was named, the whole principle. Everything else stays as it was read.
 */
export function reopened(row: Reopenable): Reopened {
  const principles = principlesToAnswer(row)
  const limits = new Map(
    row.state === 'draft' ? [] : principles.map((principle) => [principle, namedUnder(row, principle)]),
  )
  const isOpen = (principle: string) => principles.some((open) => open === principle)
  const whole = (principle: string) => isOpen(principle) && !limits.get(principle as Principle)
  const named = new Set([...limits.values()].flatMap((ids) => [...(ids ?? [])]))
  return {
    principles,
    whole,
    answer: ({ id, principle }) => whole(principle) || (isOpen(principle) && named.has(id)),
    list: (register) =>
      principles.some(whole) ||
      (principles.length > 0 && (!isListed(register) || listsNamed(row, named).has(pageNamed(register)))),
  }
}

/** One question: see reopened. */
export function openForChange(row: Reopenable, asked: Asked): boolean {
  return reopened(row).answer(asked)
}

/** What asks for a change under a principle now: the newest judgement, and what the approver wanted to know after it. */
export function askingNow<Remark extends Remarked>(
  { submissions }: Pick<Reopenable, 'submissions'>,
  remarks: readonly Remark[],
  principle: string,
): Remark[] {
  const newest = submissions[0]?.number ?? 0
  const said = remarks.filter(
    (remark) => remark.submissionNumber === newest && remark.principle === principle,
  )
  const judged = said.findLastIndex(({ judgement }) => judgement !== 'information_asked')
  return said.slice(Math.max(judged, 0)).filter(({ judgement }) => judgement !== 'accepted')
}

/** Null when nothing in particular was named. */
function namedUnder(row: Reopenable, principle: Principle): ReadonlySet<string> | null {
  const asking = askingNow(row, row.remarks, principle)
  if (asking.some(({ requirementIds }) => requirementIds.length === 0)) return null
  const ids = asking.flatMap(({ requirementIds }) => requirementIds)
  return ids.length > 0 ? new Set(ids) : null
}

export const listPrefix = 'list:'

/** A list is named by its page, and with it every list on that page. */
export function nameOfList(register: RegisterId): string {
  return `${listPrefix}${pageNamed(register)}`
}

function pageNamed(register: RegisterId): RegisterId {
  return pageOf(registers[register])
}

/** Those that are read with a plan. Where an interview was held belongs to its answers. */
function isListed(register: RegisterId): boolean {
  return listPages.some((page) => page === pageNamed(register))
}

/** Lists that were named, and those from which a named answer is counted. */
function listsNamed(row: Reopenable, named: ReadonlySet<string>): ReadonlySet<string> {
  const lists = [...named].flatMap((id) => {
    if (id.startsWith(listPrefix)) return [id.slice(listPrefix.length)]
    const figure = requirementOf(row, id)?.figure
    return (figure && countedFrom[figure]) ?? []
  })
  return new Set(lists)
}

const countedFrom: Partial<Record<Figure, RegisterId>> = {
  peopleTrained: 'training',
  riskGroupsWithoutRow: 'risks',
  referralsTried: 'referrals',
}
