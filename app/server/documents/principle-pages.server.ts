import { choices } from '#content/vocabulary.ts'
import { listOf, type Key } from '#content/words.ts'
import type {
  FullRecordModel,
  PrincipleModel,
  RequirementModel,
} from '#app/server/documents/assessment-model.server.ts'
import { colour, column, contentWidth, mm, page, type } from '#app/server/documents/look.server.ts'
import { chapter, day, panel } from '#app/server/documents/parts.server.ts'
import { drawIcon, drawRule, type Icon } from '#app/server/documents/shapes.server.ts'
import type { Sheet, Tag } from '#app/server/documents/sheet.server.ts'
import type { Span } from '#app/server/documents/typeset.server.ts'

export function drawPrinciple(sheet: Sheet, model: FullRecordModel, index: number): void {
  const { t } = sheet
  const principle = model.principles[index]!
  const kicker = t('documents.principle.kicker', { number: index + 1, count: model.principles.length })
  const section = chapter(sheet, { name: principle.id, title: principle.name, kicker, runOnWith: mm(105) })
  drawJudgement(sheet, section, model, principle)
  sheet.y += mm(5)
  for (const requirement of principle.requirements) drawRequirement(sheet, section, requirement)
}

function drawJudgement(sheet: Sheet, section: Tag, model: FullRecordModel, principle: PrincipleModel): void {
  const { t } = sheet
  const width = contentWidth - mm(10)
  const judged: Span[] = [
    { text: t(`documents.judged.${principle.judgement ?? 'none'}`), style: type.leadBold },
    { text: principle.remark.trim() ? ` ${principle.remark}` : '', style: type.lead },
  ]
  const reviewer = model.signers.find(({ capacity }) => capacity === 'reviewer')
  const counted = t('documents.principle.counted', {
    count: principle.requirements.length,
    answers: listOf(
      model.locale,
      answersOf(principle).map(([key, count]) => t(key, { count })),
    ),
  })
  const byline = [reviewer?.name, principle.judgedOn ? day(sheet, principle.judgedOn) : undefined].filter(
    (part) => part !== undefined,
  )
  panel(sheet, section, [
    { tag: 'P', block: sheet.setSpans(judged, width) },
    {
      tag: 'P',
      gap: mm(1.2),
      block: sheet.set([byline.join(', '), counted].filter(Boolean).join('. '), type.small, width),
    },
  ])
}

function answersOf({ requirements }: PrincipleModel): [Key, number][] {
  const counts = [...choices, 'in_words' as const].map((name): [Key, number] => [
    `documents.counted.${name}`,
    requirements.filter(({ choice, unanswered }) => !unanswered && (choice ?? 'in_words') === name).length,
  ])
  counts.push(['answers.document.counted', requirements.filter(({ unanswered }) => unanswered).length])
  return counts.filter(([, count]) => count > 0)
}

const icons: Record<NonNullable<RequirementModel['choice']> | 'in_words', Icon> = {
  yes: 'tick',
  partly: 'half',
  no: 'cross',
  not_applicable: 'bar',
  in_words: 'speech',
}

/** Id and gate in the margin; question, why, answer, words beside them. */
function drawRequirement(sheet: Sheet, section: Tag, requirement: RequirementModel): void {
  const { doc, t } = sheet
  const question = sheet.setHeading(requirement.question, type.question, column.width)
  const why = requirement.why?.trim()
    ? sheet.set(t('documents.requirement.why', { why: requirement.why }), type.small, column.width)
    : null
  const icon = type.leadBold.leading * 0.94
  const answer = sheet.set(answerWords(sheet, requirement), type.leadBold, column.width - icon - mm(1.5))
  const words = requirement.text.trim() ? sheet.set(requirement.text, type.body, column.width) : null

  const head = mm(4) + question.height + (why ? why.height + mm(1) : 0) + mm(1.5) + answer.height + mm(1)
  const whole = head + (words?.height ?? 0)
  const start = head + Math.min(words?.height ?? 0, 4 * type.body.leading)
  sheet.need(whole <= mm(75) ? whole : start)

  const item = sheet.tag(section, 'Sect')
  sheet.artifact(() => drawRule(doc, page.left, sheet.y, contentWidth, colour.vat, mm(0.3)))
  sheet.y += mm(4)
  const id = sheet.set(requirement.id, type.id, column.margin)
  const gate = requirement.gate
    ? sheet.set(t(`documents.gate.${requirement.gate}`), type.small, column.margin)
    : null
  const top = sheet.y
  const onPage = sheet.pageNumber()
  sheet.place(item, 'P', id, { x: page.left, y: top + mm(0.4) })
  if (gate) sheet.place(item, 'P', gate, { x: page.left, y: top + mm(0.4) + id.height })
  sheet.flow(item, 'H2', question, column.left)
  if (why) {
    sheet.y += mm(1)
    sheet.flow(item, 'P', why, column.left)
  }
  sheet.y += mm(1.5)
  sheet.need(answer.height)
  sheet.artifact(() =>
    drawIcon(
      doc,
      requirement.unanswered ? 'bar' : icons[requirement.choice ?? 'in_words'],
      column.left,
      sheet.y + 0.4,
      icon,
    ),
  )
  sheet.flow(item, 'P', answer, column.left + icon + mm(1.5))
  sheet.y += mm(1)
  if (words) sheet.flow(item, 'P', words, column.left)
  const marginEnd = top + id.height + (gate?.height ?? 0) + mm(0.4)
  if (sheet.pageNumber() === onPage) sheet.y = Math.max(sheet.y, marginEnd)
  sheet.y += mm(5)
}

function answerWords(sheet: Sheet, { answerLabel, dueOn }: RequirementModel): string {
  const { t } = sheet
  const label = answerLabel.trim() || t('documents.requirement.inWords')
  return dueOn ? t('documents.requirement.by', { answer: label, on: day(sheet, dueOn) }) : label
}
