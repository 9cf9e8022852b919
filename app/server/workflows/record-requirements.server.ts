import { cellAsText, choiceAsText, valueAsText } from '#content/answer-text.ts'
import { cellOf, valueOf } from '#content/answer-value.ts'
import { wordsFor, type Locale } from '#content/words.ts'
import type { RequirementModel, TableModel } from '#app/server/documents/assessment-model.server.ts'
import type { SentRequirement } from '#app/server/repositories/submitted-content.server.ts'

const figures = ['number', 'money']

/** One question with its answer, as it was sent: a choice, a figure or a role in a line, a table as a table, and the words. */
export function requirementModel(sent: SentRequirement, locale: Locale): RequirementModel {
  const applies = sent.choice !== 'not_applicable'
  const table = applies ? tableOf(sent, locale) : null
  const value = applies && !table ? valueAsText(sent, sent.value, locale).replaceAll('\n', '; ') : ''
  return {
    id: sent.id,
    gate: sent.gate,
    phase: sent.phase,
    phaseName: sent.phaseName,
    question: sent.question,
    why: sent.why,
    choice: sent.choice as RequirementModel['choice'],
    answerLabel: sent.unanswered
      ? wordsFor(locale)('answers.document.unanswered')
      : choiceAsText(sent, sent, locale) || value,
    text: sent.text,
    table,
    dueOn: sent.dueOn,
    ...(sent.unanswered ? { unanswered: true as const } : {}),
  }
}

/** Every cell in words; a column that nobody filled in is left out. */
function tableOf({ answer, table, labels = {}, value }: SentRequirement, locale: Locale): TableModel | null {
  const rows = answer === 'table' ? (valueOf('table', value)?.rows ?? []) : []
  if (!table || rows.length === 0) return null
  const columns = table.columns.filter(({ id }) => rows.some((row) => (cellOf(row, id) ?? '') !== ''))
  if (columns.length === 0) return null
  return {
    columns: columns.map(({ id, kind }) => ({ label: labels[id] ?? id, numeric: figures.includes(kind) })),
    rows: rows.map((row) =>
      columns.map((column) => cellAsText(column, cellOf(row, column.id), labels, locale)),
    ),
  }
}
