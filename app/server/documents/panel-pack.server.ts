import type { AssessmentRecordModel } from '#app/server/documents/assessment-model.server.ts'
import { DocumentFailure } from '#app/server/documents/failure.server.ts'
import { drawEnd } from '#app/server/documents/furniture.server.ts'
import { colour, contentWidth, mm, page, type } from '#app/server/documents/look.server.ts'
import {
  panelPackSchema,
  type PanelPackModel,
  type PanelPlanModel,
} from '#app/server/documents/panel-pack-model.server.ts'
import { chapter, day, facts, heading, list, paragraph, valueOf } from '#app/server/documents/parts.server.ts'
import { drawMark, drawRule } from '#app/server/documents/shapes.server.ts'
import { openSheet, type Sheet, type Tag } from '#app/server/documents/sheet.server.ts'
import { drawTable } from '#app/server/documents/tables.server.ts'
import type { Span } from '#app/server/documents/typeset.server.ts'
import { formatDate, wordsFor } from '#content/words.ts'

export function isPanelPack(model: unknown): boolean {
  return typeof model === 'object' && model !== null && 'kind' in model && model.kind === 'panel_pack'
}

/** All plans in one table first, then a page for each. */
export async function drawPanelPack(given: unknown): Promise<Uint8Array> {
  const parsed = panelPackSchema.safeParse(given)
  if (!parsed.success)
    throw new DocumentFailure(
      'modelRefused',
      parsed.error.issues.map(({ path }) => path.join('.')).join(', '),
    )
  const pack = parsed.data
  const t = wordsFor(pack.locale)
  const createdAt = new Date(pack.createdAt)
  const about = {
    Title: `${t('decision.pack.title')}: ${oneLine(pack.callTitle)}`,
    Author: oneLine(pack.issuerName),
    Subject: t('decision.pack.subject', { call: oneLine(pack.callTitle), count: pack.plans.length }),
    Creator: 'Amana',
    Producer: 'PDFKit',
    CreationDate: createdAt,
    ModDate: createdAt,
  }
  try {
    // The parts that are drawn with ask a model for its language and for nothing else.
    const sheet = openSheet(
      pack as unknown as AssessmentRecordModel,
      t,
      (each) => drawHeader(each, pack),
      about,
    )
    drawSummary(sheet, pack)
    pack.plans.forEach((plan, index) => drawPlan(sheet, plan, index))
    drawFooters(sheet, pack)
    return await sheet.end()
  } catch (cause) {
    throw new DocumentFailure('drawingFailed', '', { cause })
  }
}

function drawHeader(sheet: Sheet, { callTitle, fictional }: PanelPackModel): void {
  const { doc, t } = sheet
  const mark = mm(6.5)
  sheet.artifact(() => {
    drawMark(doc, page.left, page.headerTop, mark)
    const brand = sheet.set('Amana', type.brand)
    const y = page.headerTop + (mark - brand.height) / 2
    sheet.drawLines(brand.lines, { x: page.left + mark + mm(1.8), y }, mm(40))
    const words = fictional ? t('decision.pack.fictional') : oneLine(callTitle)
    const line = sheet.set(words, type.furniture, mm(120))
    drawEnd(sheet, { ...line, lines: line.lines.slice(0, 1) }, page.right, y + mm(1))
    drawRule(doc, page.left, page.headerRule, contentWidth, colour.vat, mm(0.3))
  }, 'Pagination')
}

/** Drawn when all pages are there, because each says how many. */
function drawFooters(sheet: Sheet, { locale, createdAt, madeFor }: PanelPackModel): void {
  const { doc, t } = sheet
  const { count } = doc.bufferedPageRange()
  const made = t('decision.pack.made', {
    on: formatDate(locale, new Date(createdAt), 'moment'),
    name: madeFor,
  })
  for (let index = 0; index < count; index++) {
    doc.switchToPage(index)
    sheet.artifact(() => {
      drawRule(doc, page.left, page.footerRule, contentWidth, colour.rule, mm(0.3))
      const y = page.footerRule + mm(2)
      sheet.drawLines(sheet.set(made, type.furniture).lines.slice(0, 1), { x: page.left, y }, contentWidth)
      const number = sheet.set(t('decision.pack.page', { number: index + 1, count }), type.furniture)
      drawEnd(sheet, number, page.right, y)
    }, 'Pagination')
  }
}

function drawSummary(sheet: Sheet, pack: PanelPackModel): void {
  const { t } = sheet
  const { callTitle, plans, leftOut } = pack
  const section = chapter(sheet, {
    name: 'summary',
    title: t('decision.pack.title'),
    kicker: pack.issuerName,
  })
  paragraph(sheet, section, t('decision.pack.subject', { call: callTitle, count: plans.length }), type.lead)
  if (leftOut > 0) paragraph(sheet, section, t('decision.pack.leftOut', { count: leftOut }))
  heading(sheet, section, t('decision.pack.summary'), mm(30))
  const columns = [
    { label: t('decision.pack.plan') },
    { label: t('decision.pack.tier'), width: mm(11), numeric: true },
    { label: t('decision.pack.judgement'), width: mm(24) },
    { label: t('decision.pack.exceptions'), width: mm(18), numeric: true },
    { label: t('decision.pack.open'), width: mm(17), numeric: true },
    { label: t('decision.pack.risks'), width: mm(15), numeric: true },
    { label: t('decision.pack.money'), width: mm(27) },
  ]
  const rows = plans.map((plan) => ({
    cells: [
      [
        { text: plan.title, style: type.smallBold },
        { text: `\n${plan.organisationName}, ${plan.countryName}`, style: type.smallInk },
      ],
      plan.tier === null ? '' : String(plan.tier),
      t('decision.pack.accepted', {
        count: plan.principles.filter((one) => one.judgement === 'accepted').length,
      }),
      String(exceptionsOf(plan).length),
      String(plan.open.length),
      plan.risks ? String(plan.risks.find(({ level }) => level === 'critical')?.count ?? 0) : '',
      plan.money.map(({ amounts }) => amounts).join('\n') || t('decision.panel.notPaid'),
    ],
  }))
  drawTable(sheet, section, columns, rows)
}

const labelWidth = mm(46)

function drawPlan(sheet: Sheet, plan: PanelPlanModel, index: number): void {
  const { t } = sheet
  const sent = plan.sentOn && t('decision.panel.sent', { on: day(sheet, plan.sentOn) })
  const kicker = `${plan.organisationName}, ${plan.countryName}${sent ? ` (${sent})` : ''}`
  const section = chapter(sheet, { name: `plan-${index + 1}`, title: plan.title, kicker })
  drawJudgements(sheet, section, plan)
  const fact = (label: string, words: string) => ({
    label,
    value: valueOf(sheet, words, page.left, labelWidth),
  })
  const levels = plan.risks
    ?.map(({ level, count }) => t('decision.pack.level', { level: t(`registers.level.${level}`), count }))
    .join(', ')
  heading(sheet, section, t('record.glance.title'), mm(24))
  facts(
    sheet,
    section,
    [
      fact(t('decision.pack.remain'), levels || t('decision.pack.noRisks')),
      ...(plan.unacceptedRisks > 0
        ? [fact(t('decision.panel.risks'), t('judging.decide.risks', { count: plan.unacceptedRisks }))]
        : []),
    ],
    page.left,
    labelWidth,
  )
  heading(sheet, section, t('review.equity.title'), mm(24))
  const { reviewing, answering } = plan.days
  facts(
    sheet,
    section,
    [
      fact(
        t('decision.panel.paid'),
        plan.money.map(({ partner, amounts }) => `${partner}: ${amounts}`).join('\n') ||
          t('decision.panel.notPaid'),
      ),
      fact(t('review.equity.helped'), t('review.equity.helped.count', { count: plan.helpers })),
      fact(
        t('decision.days.title'),
        `${t('decision.days.reviewing')}: ${t('decision.days.count', { days: reviewing })}\n` +
          `${t('decision.days.answering', { organisation: plan.organisationName })}: ${t('decision.days.count', { days: answering })}`,
      ),
    ],
    page.left,
    labelWidth,
  )
  drawOpen(sheet, section, plan)
}

function drawJudgements(sheet: Sheet, section: Tag, { principles }: PanelPlanModel): void {
  const { t } = sheet
  heading(sheet, section, t('decision.judged.title'), mm(30))
  const columns = [
    { label: t('decision.pack.principle'), width: mm(34) },
    { label: t('decision.pack.judgement'), width: mm(26) },
    { label: t('decision.pack.reason') },
  ]
  const rows = principles.map((one) => ({
    cells: [
      t(`content.principle.${one.id}`),
      t(`machines.assessment.judgement.${one.judgement ?? 'open'}`),
      one.reason,
    ],
    ...moreOf(sheet, one),
  }))
  drawTable(sheet, section, columns, rows)
}

/** Exceptions and what others found, under the judgement that they belong to. */
function moreOf({ t }: Sheet, one: PanelPlanModel['principles'][number]): { more?: Span[] } {
  const lines = [
    ...one.exceptions.map(({ name, reason }) => ({
      head: t('record.points.exception'),
      words: `${name}: ${reason}`,
    })),
    ...one.opinions.map(({ part, judgement, reason }) => ({
      head: t('decision.pack.opinion', {
        part: t(`record.part.${part}`),
        judgement: t(`machines.assessment.judgement.${judgement ?? 'open'}`),
      }),
      words: reason,
    })),
  ]
  if (lines.length === 0) return {}
  return {
    more: lines.flatMap(({ head, words }, index) => [
      { text: `${index > 0 ? '\n' : ''}${head}. `, style: type.smallBold },
      { text: oneLine(words), style: type.smallInk },
    ]),
  }
}

function drawOpen(sheet: Sheet, section: Tag, { open, answers }: PanelPlanModel): void {
  const { t } = sheet
  heading(sheet, section, t('decision.pack.open'), mm(20))
  paragraph(sheet, section, t('decision.pack.answers', { open: open.length, of: answers }))
  if (open.length === 0) return
  list(
    sheet,
    section,
    open.map((one) => t('decision.pack.answer', one)),
    (index) => String(index + 1),
  )
}

function exceptionsOf({ principles }: PanelPlanModel) {
  return principles.flatMap(({ exceptions }) => exceptions)
}

function oneLine(words: string): string {
  return words.replace(/\s+/g, ' ').trim()
}
