import { formatNumber } from '#content/words.ts'
import type { AssessmentRecordModel, FullRecordModel } from '#app/server/documents/assessment-model.server.ts'
import { colour, contentWidth, mm, page, type } from '#app/server/documents/look.server.ts'
import { drawMark, drawRule } from '#app/server/documents/shapes.server.ts'
import type { Sheet } from '#app/server/documents/sheet.server.ts'
import type { Block, Style } from '#app/server/documents/typeset.server.ts'

/** Drawn when a page begins. What it says is also in the content, so a screen reader may skip it. */
export function drawHeader(sheet: Sheet): void {
  const { doc, t, model } = sheet
  const first = sheet.pageNumber() === 1
  const kind = t(`documents.header.${model.kind}`)
  const mark = mm(6.5)
  sheet.artifact(() => {
    drawMark(doc, page.left, page.headerTop, mark)
    const brand = sheet.set('Amana', type.brand)
    sheet.drawLines(
      brand.lines,
      { x: page.left + mark + mm(1.8), y: page.headerTop + (mark - brand.height) / 2 },
      mm(40),
    )
    const line = headerLine(sheet, kind, first)
    drawEnd(sheet, line, page.right, page.headerTop + (mark - line.height) / 2)
    drawRule(doc, page.left, page.headerRule, contentWidth, colour.vat, mm(0.3))
  }, 'Pagination')
}

/** A long title gives way, never what kind of document this is. */
function headerLine(sheet: Sheet, kind: string, first: boolean): Block {
  const { t, model } = sheet
  const width = mm(135)
  const whole = (title: string) => {
    const words = first ? t('documents.header.first', { kind }) : t('documents.header.next', { kind, title })
    return sheet.set(
      model.fictional ? t('documents.header.fictional', { words }) : words,
      type.furniture,
      contentWidth,
    )
  }
  const others = whole('').lines[0]?.width ?? 0
  return whole(wordsIn(clamp(sheet, model.title, type.furniture, width - others, 1)))
}

/** Drawn when all pages are there, because each says how many. */
export function drawFooters(sheet: Sheet): void {
  const { doc, t, model } = sheet
  const { count } = doc.bufferedPageRange()
  const checkpoint = checkpointLine(sheet)
  for (let index = 0; index < count; index++) {
    doc.switchToPage(index)
    sheet.artifact(() => {
      drawRule(doc, page.left, page.footerRule, contentWidth, colour.rule, mm(0.3))
      const y = page.footerRule + mm(2)
      sheet.drawLines(sheet.set(model.number, type.furniture).lines, { x: page.left, y }, contentWidth)
      const middle = sheet.set(checkpoint, type.furniture)
      const width = middle.lines[0]?.width ?? 0
      sheet.drawLines(middle.lines, { x: page.left + (contentWidth - width) / 2, y }, contentWidth)
      const number = sheet.set(t('documents.footer.page', { number: index + 1, count }), type.furniture)
      drawEnd(sheet, number, page.right, y)
    }, 'Pagination')
  }
}

function checkpointLine({ t, model: { checkpoint, locale } }: Sheet): string {
  return t('documents.footer.checkpoint', {
    size: formatNumber(locale, checkpoint.size),
    root: grouped(checkpoint.rootBase64.slice(0, 12), 4),
  })
}

export function drawEnd(sheet: Sheet, block: Block, right: number, y: number): void {
  sheet.drawLines(block.lines, { x: right - (block.lines[0]?.width ?? 0), y }, block.width)
}

/** Cut to so many lines, with an ellipsis. Only where the same words stand in full elsewhere in the document. */
export function clamp(sheet: Sheet, text: string, style: Style, width: number, lines: number): Block {
  const whole = sheet.set(text, style, width)
  if (whole.lines.length <= lines) return whole
  const characters = [...text.slice(0, 2000).replace(/\s+/g, ' ')]
  let [low, high] = [0, characters.length]
  const cut = (count: number) => sheet.set(`${characters.slice(0, count).join('').trimEnd()}…`, style, width)
  while (low < high - 1) {
    const middle = Math.floor((low + high) / 2)
    if (cut(middle).lines.length <= lines) low = middle
    else high = middle
  }
  return cut(low)
}

function wordsIn(block: Block): string {
  return block.lines.flatMap(({ pieces }) => pieces.map(({ text }) => text)).join('')
}

export function frameworkWords({ t, model: { framework } }: Sheet): string {
  return t('documents.framework', { id: framework.id, version: framework.version, line: framework.line })
}

/** How heavy the plan is, and why. */
export function tierWords({ t }: Sheet, { name, reasons }: NonNullable<FullRecordModel['plan']>): string {
  return t('record.cover.tier', { tier: name, reasons: reasons.join(' ') })
}

export function grouped(code: string, by: number): string {
  return code.match(new RegExp(`.{1,${by}}`, 'g'))?.join(' ') ?? ''
}

/** The address a person types: without scheme, and without the number they type after it. */
export function verifyAddress({ verifyUrl, number }: AssessmentRecordModel): string {
  const { host, pathname } = new URL(verifyUrl)
  return `${host}${pathname}`.replace(new RegExp(`/${number}$`), '').replace(/\/$/, '')
}
