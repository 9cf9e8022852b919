import {
  registerAsTable,
  type RegisterRow,
  type SentRegisters,
} from '#app/server/queries/register-tables.server.ts'
import { nameOfList } from '#app/server/workflows/open-for-change.server.ts'
import { canonicalJson } from '#content/canonical.ts'
import { listPages, type ListPage, type RegisterId } from '#content/registers/registers.ts'
import type { RiskLevel } from '#content/risk-levels.ts'
import { wordsFor, type Locale } from '#content/words.ts'

export interface SentList {
  /** As it is named in a judgement. */
  id: string
  title: string
  tables: { title: string; columns: string[]; rows: string[][] }[]
  /** Of its rows, against what was sent before; null in a first submission. */
  changed: { added: number; changed: number; removed: number } | null
}

/** The lists that were sent with a plan, for those who judge it, in the language in which it is written. */
export function sentLists(content: object, before: object | null, locale: Locale): SentList[] {
  const sent = registersIn(content)
  if (!sent) return []
  const earlier = before ? registersIn(before) : null
  return listPages
    .map((page) => ({ page, parts: partsOf(sent, page) }))
    .filter(({ parts }) => parts.some(({ rows }) => rows.length > 0))
    .map(({ page, parts }) => ({
      id: nameOfList(page),
      title: registerAsTable(page, [], locale).title,
      tables: parts
        .filter(({ rows }) => rows.length > 0)
        .map(({ register, rows }) => tableOf(register, rows, locale)),
      changed: before ? changesOf(partsOf(earlier, page), parts) : null,
    }))
}

type Row = {
  id: string
  position: number
  revision: number
  sealed?: boolean
  level?: string
  values?: RegisterRow['values']
  site?: RegisterRow['site']
}
type Part = { register: RegisterId; rows: readonly Row[] }

function registersIn(content: object): SentRegisters | null {
  return 'registers' in content ? (content.registers as SentRegisters) : null
}

function partsOf(sent: SentRegisters | null, page: ListPage): Part[] {
  if (!sent) return []
  switch (page) {
    case 'risks':
      return [
        { register: 'risks', rows: sent.risks },
        { register: 'riskGaps', rows: sent.riskGaps },
      ]
    case 'training':
      return [
        { register: 'training', rows: sent.training.rows },
        { register: 'sessions', rows: sent.training.sessions },
      ]
    case 'money':
      return [
        { register: 'money', rows: sent.money.rows },
        { register: 'moneyGaps', rows: sent.money.gaps },
      ]
    default:
      return [{ register: page, rows: sent[page] }]
  }
}

/** Of a sealed row there is its number, that it is sealed, and its level. */
function tableOf(register: RegisterId, rows: readonly Row[], locale: Locale) {
  const t = wordsFor(locale)
  const open = rows.map(
    ({ id, position, revision, sealed = false, values = {}, site = null }): RegisterRow => ({
      ...{ id, position, revision, sealed, values, site },
    }),
  )
  const table = registerAsTable(register, open, locale)
  return {
    ...table,
    rows: table.rows.map((cells, index) => {
      const { sealed, level } = rows[index]!
      if (!sealed || !level) return cells
      return [...cells.slice(0, -1), t(`registers.level.${level as RiskLevel}`)]
    }),
  }
}

function changesOf(before: readonly Part[], after: readonly Part[]) {
  const rowsIn = (parts: readonly Part[]) =>
    new Map(parts.flatMap(({ rows }) => rows).map((row) => [row.id, canonicalJson(row)]))
  const [was, is] = [rowsIn(before), rowsIn(after)]
  return {
    added: [...is.keys()].filter((id) => !was.has(id)).length,
    changed: [...is].filter(([id, row]) => was.has(id) && was.get(id) !== row).length,
    removed: [...was.keys()].filter((id) => !is.has(id)).length,
  }
}
