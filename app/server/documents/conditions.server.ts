import type { ConditionModel, FullRecordModel } from '#app/server/documents/assessment-model.server.ts'
import { colour, column, contentWidth, mm, page, type } from '#app/server/documents/look.server.ts'
import { day, facts, heading, paragraph, valueOf, type Row } from '#app/server/documents/parts.server.ts'
import { drawRule } from '#app/server/documents/shapes.server.ts'
import type { Sheet, Tag } from '#app/server/documents/sheet.server.ts'
import type { Block } from '#app/server/documents/typeset.server.ts'

/** What is owed, in full: by whom, until when, how it is checked, what waits for it and who pays. */
export function drawConditions(sheet: Sheet, section: Tag, model: FullRecordModel): void {
  const { t } = sheet
  heading(sheet, section, t('documents.conditions.title'), undefined, { bookmark: true })
  paragraph(sheet, section, t('documents.conditions.count', { count: model.conditions.length }))
  if (model.conditions.length === 0) return
  const list = sheet.tag(section, 'L')
  model.conditions.forEach((condition, index) => drawCondition(sheet, list, condition, index))
}

const labelWidth = mm(31)

function drawCondition(sheet: Sheet, list: Tag, condition: ConditionModel, index: number): void {
  const sentence = sheet.set(condition.sentence, type.term, column.width)
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
  const { pays, moneyFor, whyNoMoney, howChecked, fundsExpectedOn } = condition
  const money = moneyFor.trim() || t('documents.conditions.noMoney', { why: whyNoMoney })
  return [
    { label: t('documents.conditions.owner'), value: value(condition.owner, true) },
    { label: t('documents.conditions.dueOn'), value: value(dueWords(sheet, condition), true) },
    { label: t('documents.conditions.holdsBack'), value: value(holdsBackWords(sheet, condition)) },
    { label: t('documents.conditions.evidence'), value: value(condition.evidenceAsked) },
    ...(howChecked.trim() ? [{ label: t('record.condition.howChecked'), value: value(howChecked) }] : []),
    ...(pays && pays !== 'nobody'
      ? [{ label: t('record.owed.pays'), value: value(t(`record.pays.${pays}`), true) }]
      : []),
    ...(moneyFor.trim() || whyNoMoney.trim()
      ? [{ label: t('documents.conditions.money'), value: value(money) }]
      : []),
    ...(fundsExpectedOn
      ? [{ label: t('record.condition.fundsExpected'), value: value(day(sheet, fundsExpectedOn)) }]
      : []),
  ]
}

function dueWords(sheet: Sheet, { dueOn, daysAfterFunds }: ConditionModel): string {
  const on = day(sheet, dueOn)
  return daysAfterFunds === null ? on : sheet.t('record.condition.afterFunds', { on, days: daysAfterFunds })
}

function holdsBackWords({ t }: Sheet, { holdsBack }: ConditionModel): string {
  return holdsBack === 'payment' ? t('record.condition.payment') : t(`documents.holdsBack.${holdsBack}`)
}
