import {
  bullet,
  documentOf,
  facts,
  heading,
  paragraph,
  room,
  table,
  title,
  type Block,
} from '#app/server/exports/docx-parts.server.ts'
import type { PlanExport, RequirementExport } from '#app/server/exports/plan-export.server.ts'
import { wordsFor, type Words } from '#content/words.ts'

const linesForChoice = 3
const linesForText = 8
const rowsOfTable = 4

/** Every question with room to answer, for working away from the screen and for talking it over. */
export function blankPlanAsDocx(plan: PlanExport): Promise<Buffer> {
  const t = wordsFor(plan.locale)
  return documentOf({
    locale: plan.locale,
    title: plan.title,
    head: `${t('exports.document.blank')} · ${plan.title}`,
    foot: t('exports.blank.noDetails'),
    blocks: [
      paragraph(t('exports.document.blank'), { quiet: true }),
      title(plan.title),
      facts(plan.facts),
      paragraph(t('exports.blank.lead')),
      paragraph(t('exports.blank.noDetails'), { bold: true }),
      ...(plan.tier ? [heading(2, plan.tier.name), ...plan.tier.reasons.map(bullet)] : []),
      ...plan.principles.flatMap(({ name, requirements }) => [
        heading(1, name),
        ...requirements.flatMap((one) => requirement(one, t)),
      ]),
    ],
  })
}

function requirement(asked: RequirementExport, t: Words): Block[] {
  return [
    heading(3, asked.question),
    paragraph([asked.id, asked.gate, asked.because].filter((each) => each !== null).join(' · '), {
      quiet: true,
    }),
    ...(asked.help ? [paragraph(asked.help)] : []),
    paragraph(`${t('content.requirement.why')}. ${asked.why}`),
    paragraph(`${t('content.requirement.typicalEvidence')}. ${asked.typicalEvidence}`, { quiet: true }),
    ...answerRoom(asked),
    paragraph(''),
  ]
}

function answerRoom({ choices, columns, options }: RequirementExport): Block[] {
  if (columns.length > 0)
    return [
      table({ columns, rows: Array.from({ length: rowsOfTable }, () => columns.map(() => '')) }),
      room(2),
    ]
  const boxes = [...choices, ...options].map((each) => paragraph(`☐ ${each}`))
  return [...boxes, room(boxes.length > 0 ? linesForChoice : linesForText)]
}
