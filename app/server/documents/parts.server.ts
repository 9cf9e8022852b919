import { formatDate, type Key } from '#content/words.ts'
import { verifyAddress } from '#app/server/documents/furniture.server.ts'
import { colour, contentWidth, mm, page, type } from '#app/server/documents/look.server.ts'
import { innardsOf } from '#app/server/documents/pdfkit-innards.server.ts'
import { qrCode } from '#app/server/documents/qr.server.ts'
import { drawIcon, drawRule, shoulderPath, type Icon } from '#app/server/documents/shapes.server.ts'
import { afterHeading, type Box, type Sheet, type Tag } from '#app/server/documents/sheet.server.ts'
import { baselineIn, type Block, type Span, type Style } from '#app/server/documents/typeset.server.ts'

export function day(sheet: Sheet, on: string): string {
  return formatDate(sheet.model.locale, new Date(`${on.slice(0, 10)}T00:00:00Z`))
}

export function momentWords(sheet: Sheet, at: string): string {
  const { t, model } = sheet
  const iso = new Date(at).toISOString()
  return t('documents.moment', { day: formatDate(model.locale, new Date(iso)), time: iso.slice(11, 16) })
}

type Chapter = {
  name: string
  title: string
  kicker?: string
  /** Goes on under what is there if the page has this much room. */ runOnWith?: number
}

/** Its title, its place in the outline, and a name that links can reach. On a new page unless it may run on. */
export function chapter(sheet: Sheet, { name, title, kicker, runOnWith }: Chapter): Tag {
  if (runOnWith !== undefined && sheet.room() >= runOnWith) sheet.y += mm(11)
  else sheet.newPage()
  const section = sheet.tag(sheet.root, 'Sect', { title })
  sheet.begin(name)
  sheet.bookmark = sheet.doc.outline.addItem(title)
  if (kicker) {
    const block = sheet.set(kicker, type.kicker)
    sheet.flow(section, 'P', block, page.left)
    sheet.y += mm(0.5)
  }
  sheet.flow(section, 'H1', sheet.setHeading(title, type.chapter), page.left)
  sheet.y += mm(4.5)
  return section
}

type HeadingOptions = {
  style?: Style
  /** Also found in the outline, under its chapter. */
  bookmark?: boolean
  /** Above it. */
  air?: number
}

export function heading(
  sheet: Sheet,
  parent: Tag,
  words: string,
  keep: number = afterHeading,
  { style = type.heading, bookmark = false, air = mm(4) }: HeadingOptions = {},
): void {
  const block = sheet.setHeading(words, style)
  sheet.y += air
  sheet.need(block.height + keep)
  if (bookmark) sheet.bookmark?.addItem(words)
  sheet.flow(parent, 'H2', block, page.left)
  sheet.y += mm(1.5)
}

export function paragraph(
  sheet: Sheet,
  parent: Tag,
  words: string | Span[],
  style = type.body,
  x: number = page.left,
): void {
  const width = page.right - x
  const block = typeof words === 'string' ? sheet.set(words, style, width) : sheet.setSpans(words, width)
  sheet.flow(parent, 'P', block, x)
  sheet.y += mm(1.5)
}

type PanelBlock = { block: Block; tag: string; gap?: number }

/** The tinted card. One that is longer than what is left of the page goes on without its round corner. */
export function panel(sheet: Sheet, parent: Tag, blocks: PanelBlock[]): void {
  const [padX, padY] = [mm(5), mm(4)]
  const inner = blocks.reduce((sum, { block, gap = 0 }) => sum + block.height + gap, 0)
  if (inner + 2 * padY < mm(70)) sheet.need(inner + 2 * padY)
  if (inner + 2 * padY <= sheet.room()) {
    const y = sheet.y
    sheet.artifact(() => {
      sheet.doc.path(shoulderPath(page.left, y, contentWidth, inner + 2 * padY)).fill(colour.tint)
    })
    sheet.y += padY
    for (const { block, tag, gap = 0 } of blocks) {
      sheet.y += gap
      sheet.flow(parent, tag, block, page.left + padX)
    }
    sheet.y += padY
    return
  }
  const beside = (y: number, height: number) => {
    sheet.doc.rect(page.left, y - mm(1), contentWidth, height + mm(2)).fill(colour.tint)
  }
  for (const { block, tag, gap = 0 } of blocks) {
    sheet.y += gap
    sheet.flow(parent, tag, block, page.left + padX, { beside })
  }
  sheet.y += mm(2)
}

export type Row = { label: string; value: Block }

/** Facts, one under the other: label and value. A value may be as long as it likes. */
export function facts(sheet: Sheet, parent: Tag, rows: Row[], x: number, labelWidth: number): void {
  const table = sheet.tag(parent, 'Table')
  const width = page.right - x
  for (const { label, value } of rows) {
    const labelBlock = sheet.set(label, type.small, labelWidth - mm(3))
    const whole = Math.max(labelBlock.height, value.height) + mm(2.4)
    sheet.need(Math.min(whole, mm(20)))
    const row = sheet.tag(table, 'TR')
    const top = sheet.y
    const started = sheet.pageNumber()
    const firstValue = value.lines[0]?.pieces[0]?.style ?? type.body
    sheet.place(row, 'TH', labelBlock, { x, y: top + baselineIn(firstValue) - baselineIn(type.small) })
    sheet.flow(row, 'TD', value, x + labelWidth)
    if (sheet.pageNumber() === started) sheet.y = Math.max(sheet.y, top + labelBlock.height)
    sheet.y += mm(1.1)
    sheet.artifact(() => drawRule(sheet.doc, x, sheet.y, width, colour.faintRule, mm(0.2)))
    sheet.y += mm(1.3)
  }
}

export function valueOf(
  sheet: Sheet,
  words: string,
  x: number,
  labelWidth: number,
  style = type.body,
): Block {
  return sheet.set(words, style, page.right - x - labelWidth)
}

/** Numbered steps or reasons, with the number in the margin column. */
export function list(sheet: Sheet, parent: Tag, items: string[], marks: (index: number) => string): void {
  const element = sheet.tag(parent, 'L')
  const x = page.left + mm(7)
  items.forEach((words, index) => {
    const block = sheet.set(words, type.body, page.right - x)
    sheet.need(Math.min(block.height, mm(15)))
    const item = sheet.tag(element, 'LI')
    sheet.place(item, 'Lbl', sheet.set(marks(index), type.id), { x: page.left, y: sheet.y + 0.7 })
    sheet.flow(item, 'LBody', block, x)
    sheet.y += mm(1.3)
  })
}

/** The decision in a word, with its sign beside it: the frame that the eye finds first. */
export function decisionFrame(sheet: Sheet, parent: Tag, sentence: string): void {
  const { doc, t, model } = sheet
  const [padX, padY, icon] = [mm(6.5), mm(5), mm(10.5)]
  const textX = page.left + padX + icon + mm(5.5)
  const width = page.right - padX - textX
  const word = sheet.setHeading(t(`documents.outcome.${model.decision.outcome}`), type.decision, width)
  const words = sheet.set(sentence, type.lead, width)
  const height = Math.max(icon, word.height + mm(0.8) + words.height) + 2 * padY
  const y = sheet.y
  const declined = model.decision.outcome === 'declined'
  sheet.artifact(() => {
    doc
      .lineWidth(mm(0.6))
      .path(shoulderPath(page.left, y, contentWidth, height))
      .stroke(declined ? colour.quiet : colour.vat)
    drawIcon(
      doc,
      declined ? 'cross' : 'tick',
      page.left + padX,
      y + padY,
      icon,
      declined ? colour.quiet : colour.vat,
    )
  })
  sheet.place(parent, 'P', word, { x: textX, y: y + padY })
  sheet.place(parent, 'P', words, { x: textX, y: y + padY + word.height + mm(0.8) })
  sheet.y = y + height
}

/** Returns its height. The code leads to the address and nowhere else. */
export function genuinePanel(
  sheet: Sheet,
  parent: Tag,
  x: number,
  y: number,
  width: number,
  atLeast: number,
): number {
  const { doc, t, model } = sheet
  const pad = mm(4)
  const code = qrCode(model.verifyUrl)
  const title = sheet.set(t('documents.genuine.title'), type.heading, width - 2 * pad)
  const textX = x + pad + code.size + mm(3)
  const textWidth = x + width - mm(2.5) - textX
  const address = verifyAddress(model)
  const how = sheet.set(t('documents.genuine.scan'), type.body, textWidth)
  const where = sheet.set(address, type.bold, textWidth)
  const andType = sheet.set(t('documents.genuine.type'), type.body, textWidth)
  const number = sheet.set(model.number, type.bold, textWidth)
  const limits = sheet.set(t('documents.genuine.limits'), type.small, width - 2 * pad)
  const beside = [how, where, andType, number]
  const besideHeight = beside.reduce((sum, block) => sum + block.height, 0) + mm(1)
  const middle = Math.max(code.size, besideHeight)
  const height = Math.max(atLeast, pad * 2 + title.height + mm(2.5) + middle + mm(3) + limits.height - mm(1))

  sheet.artifact(() => doc.path(shoulderPath(x, y, width, height)).fill(colour.tint))
  sheet.place(parent, 'H2', title, { x: x + pad, y: y + pad })
  const codeY = y + pad + title.height + mm(2.5)
  const figure = sheet.tag(parent, 'Figure', {
    alt: t('documents.genuine.qr', { url: model.verifyUrl }),
    bbox: [x + pad, codeY, x + pad + code.size, codeY + code.size],
  })
  sheet.into(figure, () => code.draw(doc, x + pad, codeY))
  let textY = codeY + Math.max(0, (middle - besideHeight) / 2)
  for (const block of beside) {
    if (block === where) link(sheet, parent, block, { x: textX, y: textY }, model.verifyUrl)
    else sheet.place(parent, 'P', block, { x: textX, y: textY })
    textY += block.height + (block === where ? mm(1) : 0)
  }
  sheet.place(parent, 'P', limits, { x: x + pad, y: codeY + middle + mm(3) })
  return height
}

function link(sheet: Sheet, parent: Tag, block: Block, at: { x: number; y: number }, url: string): void {
  const paragraph = sheet.tag(parent, 'P')
  const element = sheet.tag(paragraph, 'Link')
  sheet.into(element, () => sheet.drawLines(block.lines, at, block.width))
  sheet.linkOutside(element, { ...at, width: block.width, height: block.height }, url)
}

/** A place kept for one signature. Signing touches this field and no page. */
export function reserveSignature(sheet: Sheet, parent: Tag, index: number, box: Box, who: string): void {
  const { doc, t, model } = sheet
  const signer = model.signers[index]!
  const element = sheet.tag(parent, 'Form', { alt: t('documents.signature.field', { who }) })
  innardsOf(doc).reserveSignature({
    ...box,
    capacity: signer.capacity,
    tooltip: t('documents.signature.field', { who }),
    placeholder: t('documents.signature.waiting'),
    structParent: element,
  })
  element.end()
}

export function iconLine(sheet: Sheet, parent: Tag, icon: Icon, block: Block, x: number): void {
  const size = block.lines[0]?.leading ?? type.body.leading
  sheet.need(block.height)
  sheet.artifact(() => drawIcon(sheet.doc, icon, x, sheet.y + size * 0.04, size * 0.92))
  sheet.flow(parent, 'P', block, x + size + mm(1.2))
}

export const ordinal = (index: number): Key => `documents.order.${(index + 1) as 1 | 2 | 3}`
