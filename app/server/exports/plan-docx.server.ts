import {
  bullet,
  documentOf,
  facts,
  heading,
  paragraph,
  table,
  title,
  type Block,
} from '#app/server/exports/docx-parts.server.ts'
import { evidenceColumns } from '#app/server/exports/html.server.ts'
import {
  rowByRow,
  type ListExport,
  type PlanExport,
  type RequirementExport,
} from '#app/server/exports/plan-export.server.ts'
import { wordsFor, type Words } from '#content/words.ts'

/** The plan for whoever works in a word processor. It is a copy for reading: only the issued document is signed. */
export function planAsDocx(plan: PlanExport): Promise<Buffer> {
  const t = wordsFor(plan.locale)
  return documentOf({
    locale: plan.locale,
    title: plan.title,
    head: `${plan.title} · ${plan.standing}`,
    foot: plan.madeAt,
    blocks: [
      paragraph(t('exports.document.plan'), { quiet: true }),
      title(plan.title),
      paragraph(plan.standing, { bold: true }),
      facts(plan.facts),
      ...tierBlocks(plan),
      ...plan.principles.flatMap(({ name, requirements }) => [
        heading(1, name),
        ...requirements.flatMap((one) => requirement(one, plan, t)),
      ]),
      ...plan.lists.flatMap((list) => listBlocks(list, t)),
      ...evidenceBlocks(plan, t),
    ],
  })
}

function tierBlocks({ tier }: PlanExport): Block[] {
  if (!tier) return []
  return [heading(2, tier.name), ...tier.reasons.map(bullet)]
}

function requirement(asked: RequirementExport, plan: PlanExport, t: Words): Block[] {
  const { answer, evidence } = asked
  const lang = plan.answersLocale === plan.locale ? undefined : plan.answersLocale
  return [
    heading(3, asked.question),
    paragraph([asked.id, asked.gate, asked.because].filter((each) => each !== null).join(' · '), {
      quiet: true,
    }),
    ...(answer ? [] : [paragraph(t('content.answer.none'))]),
    ...(answer?.choice ? [paragraph(answer.choice, { bold: true })] : []),
    ...(answer?.words ? [paragraph(answer.words, { lang })] : []),
    ...(answer?.table ? [table(answer.table, { lang }), paragraph('')] : []),
    ...(answer?.dueOn ? [paragraph(answer.dueOn)] : []),
    ...(evidence.length > 0
      ? [paragraph(t('exports.answer.evidence', { titles: evidence.join('; ') }), { quiet: true })]
      : []),
  ]
}

function listBlocks({ title: name, table: rows, sealed }: ListExport, t: Words): Block[] {
  return [
    heading(1, name),
    ...(rows.rows.length > 0 ? rowBlocks(rows) : [paragraph(t('exports.list.empty'))]),
    ...(sealed > 0 ? [paragraph(t('exports.list.sealed', { count: sealed }))] : []),
  ]
}

function rowBlocks(rows: ListExport['table']): Block[] {
  return rowByRow(rows)?.flatMap((row) => [facts(row, true), paragraph('')]) ?? [table(rows)]
}

function evidenceBlocks({ evidence }: PlanExport, t: Words): Block[] {
  if (evidence.length === 0) return []
  const rows = evidence.map(({ title: name, kind, date, usedFor, link, file }) => [
    name,
    kind,
    date,
    usedFor.join(', '),
    file ? t('exports.evidence.file', { name: file.name, hash: file.sha256 }) : link,
  ])
  return [heading(1, t('exports.evidence')), table({ columns: evidenceColumns(t), rows })]
}
