import type { FullRecordModel } from '#app/server/documents/assessment-model.server.ts'
import { sampleRecord } from '#app/server/documents/sample-record.server.ts'
import { requirementModel } from '#app/server/workflows/record-requirements.server.ts'
import type { SentRequirement } from '#app/server/repositories/submitted-content.server.ts'
import { asRead, principles, type Choice } from '#content/index.ts'
import { countryName, wordsFor, type Locale } from '#content/words.ts'

const paragraph: Record<Locale, string> = {
  en: 'We agreed this with the council in January and wrote it down with them. Two people see to it, each is paid for that, and one of them does not answer to the project. Whoever cannot read hears it. What is missing is money for the second interpreter, which is asked for in the budget.',
  fr: 'Nous l’avons convenu avec le conseil en janvier et écrit avec lui. Deux personnes s’en occupent, chacune est payée pour cela, et l’une d’elles ne dépend pas du projet. Qui ne lit pas l’entend. Il manque de quoi payer la seconde interprète : c’est demandé dans le budget.',
}
const choicesInTurn: Choice[] = ['yes', 'yes', 'yes', 'partly', 'yes', 'not_applicable', 'no', 'yes']

/** Everything that the published framework asks of anybody, answered: the longest record that there can be. */
export function wholeRecord(locale: Locale): FullRecordModel {
  const t = wordsFor(locale)
  const asked = asRead('amana-ukcdr', 1, locale).map((question, index) => answered(question, index, locale))
  return {
    ...sampleRecord,
    locale,
    countryName: countryName(locale, 'GH'),
    framework: { ...sampleRecord.framework, version: 1 },
    evidence: manyPieces(asked.map(({ id }) => id)),
    risks: manyRisks(),
    principles: principles.map((id) => {
      const own = sampleRecord.principles.find((principle) => principle.id === id)!
      const requirements = asked.filter(({ principle }) => principle === id)
      return {
        ...own,
        name: t(`content.principle.${id}`),
        requirements: requirements.map((requirement) => requirementModel(requirement, locale)),
      }
    }),
  }
}

function answered(
  question: ReturnType<typeof asRead>[number],
  index: number,
  locale: Locale,
): SentRequirement {
  const { fromTier, appliesIf, gateFromTier, showIf, claimAndCheck, aside, ...shown } = question
  const kept = { fromTier, appliesIf, gateFromTier, showIf, claimAndCheck, aside }
  const nothing = { choice: null, text: '', dueOn: null }
  if (index % 9 === 8 && shown.gate === null) return { ...shown, ...nothing, unanswered: true }
  const text = paragraph[locale].slice(0, 90 + ((index * 67) % paragraph[locale].length))
  if (shown.answer === 'yes-partly-no') {
    const choice = choicesInTurn[index % choicesInTurn.length]!
    return { ...shown, choice, text, dueOn: choice === 'partly' || choice === 'no' ? '2026-06-30' : null }
  }
  return { ...shown, ...nothing, text, value: valueFor(shown, kept.fromTier) }
}

function valueFor(
  shown: SentRequirement | Omit<SentRequirement, 'choice' | 'text' | 'dueOn'>,
  seed: number,
): unknown {
  if (shown.answer === 'choice') return { option: shown.options?.[0] }
  if (shown.answer === 'number') return { number: String(4 + seed) }
  if (shown.answer === 'person-role')
    return { role: 'Focal point', hoursPerWeek: '6', standIn: 'Deputy', paid: true }
  if (shown.answer === 'from-the-record') return { figure: shown.figure, count: 3 + seed }
  if (shown.answer !== 'table') return null
  const cell = ({ kind, options }: NonNullable<typeof shown.table>['columns'][number], row: number) => {
    if (kind === 'number') return String(row * 3)
    if (kind === 'money') return { amount: `${row}250.50`, currency: 'GHS' }
    if (kind === 'date') return '2026-02-10'
    if (kind === 'yes-no') return row % 2 === 0
    if (kind === 'choice') return options![0]!
    return row % 3 === 2
      ? 'Heard at the landing stage before the boats go out, and again at the clinic'
      : 'Lakpedo'
  }
  const rows = Array.from({ length: Math.max(4, shown.table?.least ?? 0) }, (_, row) =>
    Object.fromEntries((shown.table?.columns ?? []).map((column) => [column.id, cell(column, row + 1)])),
  )
  return { rows }
}

function manyPieces(ids: readonly string[]): FullRecordModel['evidence'] {
  return Array.from({ length: 48 }, (_, index) => ({
    ...sampleRecord.evidence[index % 3]!,
    number: index + 1,
    requirementIds: [ids[(index * 3) % ids.length]!, ids[(index * 5 + 1) % ids.length]!],
  }))
}

function manyRisks(): FullRecordModel['risks'] {
  const { rows, gaps } = sampleRecord.risks!
  return {
    rows: Array.from({ length: 24 }, (_, index) => ({ ...rows[index % rows.length]!, number: index + 1 })),
    gaps,
  }
}
