import { csv } from '#app/server/exports/csv.server.ts'
import type { ListExport, PlanExport } from '#app/server/exports/plan-export.server.ts'
import { wordsFor } from '#content/words.ts'

/** One line a requirement. The first column never changes with the language. */
export function answersAsCsv({ principles, locale }: PlanExport): string {
  const t = wordsFor(locale)
  return csv([
    [
      'id',
      t('exports.column.principle'),
      t('exports.column.question'),
      t('exports.column.gate'),
      t('exports.column.choice'),
      t('exports.column.answer'),
      t('exports.column.due'),
      t('exports.column.evidence'),
    ],
    ...principles.flatMap(({ name, requirements }) =>
      requirements.map(({ id, question, gate, answer, evidence }) => [
        id,
        name,
        question,
        gate ?? '',
        answer?.choice ?? '',
        [answer?.words ?? '', tableAsLines(answer?.table ?? null)].filter((part) => part !== '').join('\n'),
        answer?.dueOn ?? '',
        evidence.join('; '),
      ]),
    ),
  ])
}

function tableAsLines(table: { columns: string[]; rows: string[][] } | null): string {
  if (!table) return ''
  return [table.columns, ...table.rows].map((row) => row.join(' | ')).join('\n')
}

/** A sealed row is a sentence after the rows: there is one, and nothing else of it. */
export function listAsCsv(
  { table, rowIds, sealed }: ListExport,
  { locale }: Pick<PlanExport, 'locale'>,
): string {
  const t = wordsFor(locale)
  return csv([
    ['id', ...table.columns],
    ...table.rows.map((row, index) => [rowIds[index] ?? '', ...row]),
    ...(sealed > 0 ? [['', t('exports.list.sealed', { count: sealed })]] : []),
  ])
}
