import type { AnswerExport, RequirementExport, TableExport } from '#app/server/exports/plan-export.server.ts'
import type { StoredAnswer } from '#app/server/repositories/answers.server.ts'
import { cellAsText, choiceAsText, valueAsText } from '#content/answer-text.ts'
import { valueOf } from '#content/answer-value.ts'
import { byPrinciple, type RequirementShown } from '#content/index.ts'
import { formatDate, wordsFor, type Locale } from '#content/words.ts'

type Answers = ReadonlyMap<string, StoredAnswer>

/** Questions with their answers, principle by principle, as a reader of this language sees them. */
export function principlesExport(
  requirements: readonly RequirementShown[],
  answers: Answers,
  evidence: ReadonlyMap<string, string[]>,
  locale: Locale,
) {
  return byPrinciple(requirements).map(([, asked]) => ({
    name: asked[0]?.principleName ?? '',
    requirements: asked.map((one) =>
      requirementExport(one, answers.get(one.id), evidence.get(one.id), locale),
    ),
  }))
}

function requirementExport(
  shown: RequirementShown,
  answer: StoredAnswer | undefined,
  evidence: string[] = [],
  locale: Locale,
): RequirementExport {
  const { id, question, help, why, labels = {}, choices, table, options = [] } = shown
  return {
    id,
    question,
    help,
    why,
    typicalEvidence: shown.evidence,
    gate: shown.gateName && wordsFor(locale)('content.gate.neededAt', { gate: shown.gateName }),
    because: shown.because ?? null,
    choices: choices.map(({ label }) => label),
    columns: table?.columns.map(({ id: column }) => labels[column] ?? column) ?? [],
    options: options.map((option) => labels[option] ?? option),
    answer: answer ? answerExport(shown, answer, locale) : null,
    evidence,
  }
}

function answerExport(shown: RequirementShown, answer: StoredAnswer, locale: Locale): AnswerExport {
  const table = answer.choice === 'not_applicable' ? null : tableOf(shown, answer, locale)
  const value =
    shown.answer === 'table' || answer.choice === 'not_applicable'
      ? ''
      : valueAsText(shown, answer.value, locale)
  return {
    choice: choiceAsText(shown, answer, locale) || null,
    words: [value, answer.text].filter((part) => part !== '').join('\n'),
    table,
    dueOn: answer.dueOn
      ? wordsFor(locale)('content.answer.planDueOn', { date: formatDate(locale, answer.dueOn) })
      : null,
  }
}

function tableOf(
  { table, labels = {} }: RequirementShown,
  { value }: StoredAnswer,
  locale: Locale,
): TableExport | null {
  const rows = table ? (valueOf('table', value)?.rows ?? []) : []
  if (!table || rows.length === 0) return null
  return {
    columns: table.columns.map(({ id }) => labels[id] ?? id),
    rows: rows.map((row) =>
      table.columns.map((column) => cellAsText(column, row[column.id], labels, locale)),
    ),
  }
}
