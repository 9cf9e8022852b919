import type { FullRecordModel } from '#app/server/documents/assessment-model.server.ts'
import { clamp, frameworkWords, tierWords } from '#app/server/documents/furniture.server.ts'
import { colour, contentWidth, mm, page, type } from '#app/server/documents/look.server.ts'
import { day, decisionFrame, genuinePanel } from '#app/server/documents/parts.server.ts'
import { drawRule } from '#app/server/documents/shapes.server.ts'
import type { Sheet, Tag } from '#app/server/documents/sheet.server.ts'
import type { Block } from '#app/server/documents/typeset.server.ts'

/** Of the panel that says how to check the document. */
export const panelWidth = mm(83)

const air = mm(2.6)

export type Entry = { name: string; title: string; page: number }

/** Kind, what, whose. Returns with the pen under it. */
export function drawTitle(sheet: Sheet, section: Tag, air: number): void {
  const { t, model } = sheet
  const wide = mm(158)
  const usual = sheet.setHeading(model.title, type.coverTitle, wide)
  const long = usual.lines.length > 3
  const title = long ? clamp(sheet, model.title, type.coverTitleLong, contentWidth, 5) : usual
  sheet.y += long ? air / 3 : air
  const put = (tag: string, block: ReturnType<Sheet['set']>, gap: number) => {
    sheet.flow(section, tag, block, page.left)
    sheet.y += gap
  }
  put('P', sheet.set(t(`documents.kicker.${model.kind}`), type.kicker), mm(1.5))
  put('H1', title, mm(4.5))
  const whose = t('documents.cover.whose', {
    organisation: model.organisationName,
    country: model.countryName,
  })
  put('P', clamp(sheet, whose, type.coverLead, contentWidth, 2), 0)
  const call = [model.programmeTitle, model.callTitle].filter((name) => name !== null && name !== '')
  if (call.length > 0) put('P', clamp(sheet, call.join(', '), type.coverLead, contentWidth, 2), 0)
  const reviewed = t('documents.cover.reviewedBy', { reviewer: model.reviewingBodyName })
  put('P', clamp(sheet, reviewed, type.coverLead, contentWidth, 2), mm(8))
}

/** Drawn last, when it is known which page everything is on. */
export function drawCover(sheet: Sheet, section: Tag, model: FullRecordModel, entries: Entry[]): void {
  const { doc, t } = sheet
  doc.switchToPage(0)
  sheet.y = page.top
  drawTitle(sheet, section, mm(11))

  const summaryPage = entries.find(({ name }) => name === 'summary')?.page ?? 2
  const decided = t(
    model.conditions.length > 0 ? 'documents.cover.decidedWithConditions' : 'documents.cover.decided',
    {
      on: day(sheet, model.decision.decidedOn),
      by: model.reviewingBodyName,
      count: model.conditions.length,
      page: summaryPage,
    },
  )
  decisionFrame(
    sheet,
    section,
    [decided, model.plan ? tierWords(sheet, model.plan) : ''].filter(Boolean).join(' '),
  )
  sheet.y += mm(8)

  const right = panelWidth
  const left = contentWidth - right - mm(8)
  const top = sheet.y
  const signersEnd = drawSigners(sheet, section, model, left, entries.at(-2)?.page ?? 0)
  const panelHeight = genuinePanel(sheet, section, page.right - right, top, right, signersEnd - top)
  sheet.y = Math.max(signersEnd, top + panelHeight) + mm(7)
  drawContents(sheet, section, entries)

  const note = [model.fictional ? t('documents.fictional') : '', frameworkWords(sheet)]
    .filter(Boolean)
    .join(' ')
  const block = clamp(sheet, note, type.note, contentWidth, 4)
  sheet.place(section, 'P', block, { x: page.left, y: page.bottom + mm(3) - block.height })
}

function drawSigners(
  sheet: Sheet,
  section: Tag,
  model: FullRecordModel,
  width: number,
  signaturePage: number,
): number {
  const { doc, t } = sheet
  const at = (y: number) => ({ x: page.left, y })
  const title = sheet.set(t('documents.signers.title'), type.heading, width)
  sheet.place(section, 'H2', title, at(sheet.y))
  let y = sheet.y + title.height + mm(2)
  const list = sheet.tag(section, 'L')
  for (const { name, roleLabel, organisationName } of model.signers) {
    const ruleY = y
    sheet.artifact(() => drawRule(doc, page.left, ruleY, width, colour.rule, mm(0.2)))
    y += mm(2)
    const item = sheet.tag(sheet.tag(list, 'LI'), 'LBody')
    const role = t('documents.signers.role', { role: roleLabel, organisation: organisationName })
    for (const block of [clamp(sheet, name, type.bold, width, 1), clamp(sheet, role, type.body, width, 2)]) {
      sheet.place(item, 'P', block, at(y))
      y += block.height
    }
    y += mm(2)
  }
  sheet.artifact(() => drawRule(doc, page.left, y, width, colour.rule, mm(0.2)))
  const where = sheet.set(t('documents.signers.where', { page: signaturePage }), type.small, width)
  sheet.place(section, 'P', where, at(y + mm(2)))
  return y + mm(2) + where.height
}

/** Two columns, filled downwards, each line a link to its page. */
function drawContents(sheet: Sheet, section: Tag, entries: Entry[]): void {
  const { doc, t } = sheet
  const title = sheet.set(t('documents.contents'), type.heading)
  const gap = mm(8)
  const width = (contentWidth - gap) / 2
  const half = Math.ceil(entries.length / 2)
  const room = page.bottom - mm(8) - sheet.y - title.height - mm(1.5)
  const setIn = (lines: number) => {
    const rows = entries.map((entry) => clamp(sheet, entry.title, type.body, width - mm(10), lines))
    const heightOf = (column: Block[]) => column.reduce((sum, { height }) => sum + height + air, 0)
    return { rows, height: Math.max(heightOf(rows.slice(0, half)), heightOf(rows.slice(half))) }
  }
  const whole = setIn(2)
  const { rows, height } = whole.height <= room ? whole : setIn(1)
  // A title of many lines may leave no room; the outline still leads everywhere.
  if (height > room) return
  sheet.place(section, 'H2', title, { x: page.left, y: sheet.y })
  const contents = sheet.tag(section, 'TOC')
  const start = sheet.y + title.height + mm(1.5)
  let top = start
  entries.forEach((entry, index) => {
    if (index === half) top = start
    const x = page.left + (index < half ? 0 : width + gap)
    const words = rows[index]!
    const line = { x, y: top, width, height: words.height + air }
    sheet.artifact(() => drawRule(doc, x, line.y, width, colour.rule, mm(0.2)))
    const item = sheet.tag(contents, 'TOCI')
    const element = sheet.tag(item, 'Link')
    const number = sheet.set(String(entry.page), type.bold, mm(10))
    const numberX = x + width - (number.lines[0]?.width ?? 0)
    sheet.into(element, () => {
      sheet.drawLines(words.lines, { x, y: line.y + air / 2 }, words.width)
      sheet.drawLines(number.lines, { x: numberX, y: line.y + air / 2 }, mm(10))
    })
    sheet.linkInside(element, line, { name: entry.name, says: entry.title })
    top += line.height
  })
}
