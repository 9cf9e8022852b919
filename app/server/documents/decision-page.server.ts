import { choices } from '#content/vocabulary.ts'
import type { ConditionModel, FullRecordModel } from '#app/server/documents/assessment-model.server.ts'
import { frameworkWords, grouped } from '#app/server/documents/furniture.server.ts'
import { colour, column, contentWidth, mm, page, type } from '#app/server/documents/look.server.ts'
import {
  chapter,
  day,
  facts,
  heading,
  momentWords,
  panel,
  paragraph,
  valueOf,
  type Row,
} from '#app/server/documents/parts.server.ts'
import { drawRule } from '#app/server/documents/shapes.server.ts'
import type { Sheet, Tag } from '#app/server/documents/sheet.server.ts'
import type { Block } from '#app/server/documents/typeset.server.ts'

/** The page a board reads: what was decided and why, what is owed by whom by when, and how the four principles stand. */
export function drawDecisionPage(sheet: Sheet, model: FullRecordModel): void {
  const { t } = sheet
  const section = chapter(sheet, { name: 'decision', title: t('documents.decision.title') })
  const width = contentWidth - mm(10)
  const approver = model.signers.find(({ capacity }) => capacity === 'approver')
  const outcome = t('documents.decision.outcome', {
    outcome: t(`documents.outcome.${model.decision.outcome}`),
    on: day(sheet, model.decision.decidedOn),
  })
  panel(sheet, section, [
    { tag: 'P', block: sheet.set(outcome, type.leadBold, width) },
    { tag: 'P', gap: mm(1), block: sheet.set(model.decision.reason, type.lead, width) },
    ...(approver
      ? [
          {
            tag: 'P',
            gap: mm(1.5),
            block: sheet.set(
              t('documents.signers.byline', {
                name: approver.name,
                role: approver.roleLabel,
                organisation: approver.organisationName,
              }),
              type.small,
              width,
            ),
          },
        ]
      : []),
  ])

  if (model.decision.outcome !== 'declined') drawConditions(sheet, section, model)
  drawPrinciplesTable(sheet, section, model)
  drawSubject(sheet, section, model)
}

function drawConditions(sheet: Sheet, section: Tag, model: FullRecordModel): void {
  const { t } = sheet
  heading(sheet, section, t('documents.conditions.title'))
  paragraph(sheet, section, t('documents.conditions.count', { count: model.conditions.length }))
  const list = sheet.tag(section, 'L')
  model.conditions.forEach((condition, index) => drawCondition(sheet, list, condition, index))
}

const labelWidth = mm(31)

function drawCondition(sheet: Sheet, list: Tag, condition: ConditionModel, index: number): void {
  const sentence = sheet.set(condition.sentence, type.question, column.width)
  const rows = conditionRows(sheet, condition)
  const whole = sentence.height + rows.reduce((sum, { value }) => sum + value.height + mm(2.4), 0) + mm(8)
  sheet.y += mm(1.5)
  sheet.need(whole < mm(90) ? whole : sentence.height + mm(20))
  sheet.artifact(() => drawRule(sheet.doc, page.left, sheet.y, contentWidth, colour.vat, mm(0.3)))
  sheet.y += mm(3.5)
  const item = sheet.tag(list, 'LI')
  const number = sheet.set(String(index + 1), type.number, column.margin)
  sheet.place(item, 'Lbl', number, { x: page.left, y: sheet.y - mm(1.1) })
  const body = sheet.tag(item, 'LBody')
  sheet.flow(body, 'P', sentence, column.left)
  sheet.y += mm(2)
  facts(sheet, body, rows, column.left, labelWidth)
}

function conditionRows(sheet: Sheet, condition: ConditionModel): Row[] {
  const { t } = sheet
  const value = (words: string, bold = false): Block =>
    valueOf(sheet, words, column.left, labelWidth, bold ? type.bold : type.body)
  const money = condition.moneyFor.trim()
    ? value(condition.moneyFor)
    : value(t('documents.conditions.noMoney', { why: condition.whyNoMoney }))
  return [
    { label: t('documents.conditions.owner'), value: value(condition.owner, true) },
    { label: t('documents.conditions.dueOn'), value: value(day(sheet, condition.dueOn), true) },
    {
      label: t('documents.conditions.holdsBack'),
      value: value(t(`documents.holdsBack.${condition.holdsBack}`)),
    },
    { label: t('documents.conditions.evidence'), value: value(condition.evidenceAsked) },
    { label: t('documents.conditions.money'), value: money },
  ]
}

/** Counts, so that a reader sees where the "partly" and "no" are before turning the page. */
function drawPrinciplesTable(sheet: Sheet, section: Tag, model: FullRecordModel): void {
  const { doc, t } = sheet
  const inWords = model.principles.some(({ requirements }) =>
    requirements.some(({ choice }) => choice === null),
  )
  const columns = [...choices, ...(inWords ? (['in_words'] as const) : [])]
  const countWidth = mm(14)
  const judgementX = page.right - columns.length * countWidth - mm(26)
  const nameWidth = judgementX - page.left - mm(3)
  const rows = model.principles.map((principle) => ({
    principle,
    name: sheet.set(principle.name, type.bold, nameWidth),
    judgement: sheet.set(t(`documents.judgement.${principle.judgement ?? 'none'}`), type.body, mm(25)),
  }))
  const rowsHeight = rows.reduce(
    (sum, { name, judgement }) => sum + Math.max(name.height, judgement.height) + mm(2.6),
    0,
  )
  heading(sheet, section, t('documents.principles.title'), Math.min(rowsHeight + mm(14), mm(120)))

  const table = sheet.tag(section, 'Table')
  const head = columns.map((name) => sheet.set(t(`documents.count.${name}`), type.small, countWidth - mm(2)))
  const headHeight = Math.max(...head.map(({ height }) => height))
  const headRow = sheet.tag(table, 'TR')
  const y = sheet.y
  const th = (block: Block, x: number) => {
    const cell = sheet.tag(headRow, 'TH', { scope: 'Column' })
    sheet.into(cell, () => sheet.drawLines(block.lines, { x, y: y + headHeight - block.height }, block.width))
  }
  th(sheet.set(t('documents.principles.principle'), type.small, mm(60)), page.left)
  th(sheet.set(t('documents.principles.judgement'), type.small, mm(26)), judgementX)
  head.forEach((block, index) => {
    th(rightAligned(block), page.right - (columns.length - index) * countWidth + mm(2))
  })
  sheet.y += headHeight + mm(1.2)
  rule(sheet, colour.rule)

  for (const { principle, name, judgement } of rows) {
    sheet.need(name.height + mm(3))
    const row = sheet.tag(table, 'TR')
    const top = sheet.y + mm(1.3)
    sheet.place(row, 'TH', name, { x: page.left, y: top })
    sheet.place(row, 'TD', judgement, { x: judgementX, y: top })
    columns.forEach((column, index) => {
      const count = principle.requirements.filter(({ choice }) => (choice ?? 'in_words') === column).length
      const block = sheet.set(String(count), count === 0 ? type.quiet : type.bold, countWidth - mm(2))
      sheet.place(row, 'TD', rightAligned(block), {
        x: page.right - (columns.length - index) * countWidth + mm(2),
        y: top,
      })
    })
    sheet.y = top + Math.max(name.height, judgement.height) + mm(1.3)
    rule(sheet, colour.faintRule)
  }
  sheet.y += mm(1)

  function rule(on: Sheet, ink: string): void {
    on.artifact(() => drawRule(doc, page.left, on.y, contentWidth, ink, mm(0.2)))
  }
}

/** Every line moves to the right edge of its cell. */
function rightAligned(block: Block): Block {
  return { ...block, lines: block.lines.map((line) => ({ ...line, rtl: true })) }
}

function drawSubject(sheet: Sheet, section: Tag, model: FullRecordModel): void {
  const { t } = sheet
  heading(sheet, section, t('documents.subject.title'), mm(30))
  const width = mm(42)
  const row = (label: string, words: string, style = type.body): Row => ({
    label,
    value: valueOf(sheet, words, page.left, width, style),
  })
  const rows = [
    row(t('documents.subject.work'), model.title),
    row(
      t('documents.subject.organisation'),
      t('documents.cover.whose', { organisation: model.organisationName, country: model.countryName }),
    ),
    ...(model.programmeTitle ? [row(t('documents.subject.programme'), model.programmeTitle)] : []),
    ...(model.callTitle ? [row(t('documents.subject.call'), model.callTitle)] : []),
    row(t('documents.subject.reviewedBy'), model.reviewingBodyName),
    row(t('documents.subject.issuedBy'), model.issuerName),
    row(t('documents.subject.framework'), frameworkWords(sheet)),
    row(
      t('documents.subject.submission'),
      t('documents.subject.submitted', {
        number: model.submission.number,
        at: momentWords(sheet, model.submission.submittedAt),
      }),
    ),
    row(t('documents.subject.answersHash'), grouped(model.submission.contentHash, 8), type.code),
  ]
  facts(sheet, section, rows, page.left, width)
}
