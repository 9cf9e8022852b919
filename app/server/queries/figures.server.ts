import type { ValueOf } from '#content/answer-value.ts'
import type { RequirementShown } from '#content/shown.ts'
import { counts } from '#content/registers/standing.ts'
import { text, type RowValues } from '#content/registers/definition.ts'
import { riskGroups } from '#content/registers/vocabulary.ts'
import type { Figure } from '#content/vocabulary.ts'
import { now } from '#app/server/clock.server.ts'
import type { StoredAnswer } from '#app/server/repositories/answers.server.ts'
import type { Transaction } from '#app/server/database.server.ts'

/** Every figure that these requirements show, by requirement, as it is stored with a submission. */
export async function figuresFor(
  tx: Transaction,
  row: { id: string },
  asked: readonly Pick<RequirementShown, 'id' | 'figure'>[],
): Promise<Record<string, ValueOf<'from-the-record'>>> {
  const found: Record<string, ValueOf<'from-the-record'>> = {}
  const known = new Map<Figure, number | null>()
  for (const { id, figure } of asked) {
    if (!figure) continue
    if (!known.has(figure)) known.set(figure, await countOf(tx, row.id, figure))
    found[id] = { figure, count: known.get(figure) ?? null }
  }
  return found
}

/** An answer from the record as it is read: its comment is stored, its figure is counted. */
export function withFigure(answer: StoredAnswer, figures: Readonly<Record<string, unknown>>): StoredAnswer {
  return { ...answer, value: figures[answer.requirementId] ?? answer.value }
}

/** Figures of later stages (reviews, consents, concerns, duties) have no records to be counted from yet. */
async function countOf(tx: Transaction, assessmentId: string, figure: Figure): Promise<number | null> {
  switch (figure) {
    case 'peopleTrained': {
      const rows = await rowsOf(tx, assessmentId, 'training')
      const today = now().toISOString().slice(0, 10)
      const trained = rows.filter((values) => counts(values, today))
      return rows.length === 0 ? null : new Set(trained.map((values) => said(values, 'who'))).size
    }
    case 'riskGroupsWithoutRow': {
      const rows = await rowsOf(tx, assessmentId, 'risks')
      const named = new Set(rows.map((values) => said(values, 'group')))
      return rows.length === 0 ? null : riskGroups.filter((group) => !named.has(group)).length
    }
    case 'referralsTried': {
      const rows = await rowsOf(tx, assessmentId, 'referrals')
      return rows.length === 0 ? null : rows.filter((values) => text(values, 'triedOn') !== '').length
    }
    default:
      return null
  }
}

async function rowsOf(tx: Transaction, assessmentId: string, register: string): Promise<RowValues[]> {
  const rows = await tx.registerRow.findMany({
    where: { assessmentId, register, removedAt: null },
    select: { values: true },
  })
  return rows.flatMap(({ values }) =>
    values !== null && typeof values === 'object' && !Array.isArray(values) ? [values as RowValues] : [],
  )
}

function said(values: RowValues, field: string): string {
  return text(values, field).trim().toLocaleLowerCase('en')
}
