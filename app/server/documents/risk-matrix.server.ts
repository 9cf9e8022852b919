import { riskLevel, steps, type RiskLevel } from '#content/risk-levels.ts'
import type { OpenRisk, RiskModel } from '#app/server/documents/assessment-model.server.ts'
import { colour, mm, type } from '#app/server/documents/look.server.ts'
import type { Box, Sheet, Tag } from '#app/server/documents/sheet.server.ts'
import type { Block, Style } from '#app/server/documents/typeset.server.ts'

/** Darker is graver, and the word stands in every cell: nothing depends on the ground. */
const grounds: Record<RiskLevel, string> = {
  low: colour.paper,
  medium: '#e6eeef',
  high: '#b9d0d5',
  critical: colour.vat,
}

type Matrix = {
  title: string
  risks: readonly RiskModel[]
  at: 'before' | 'after'
  /** Which risks stand in a cell, or only how many. */
  show: 'numbers' | 'counts'
}

const axis = mm(9)
const head = mm(5)

/** A real table: harm to people from the gravest down, how likely from left to right. Sealed rows have no place in it. */
export function drawMatrix(sheet: Sheet, parent: Tag, { title, risks, at, show }: Matrix, box: Box): void {
  const { doc, t } = sheet
  const caption = sheet.set(title, type.smallBold, box.width)
  sheet.place(parent, 'P', caption, { x: box.x, y: box.y })
  const top = box.y + caption.height + mm(1)
  const [width, height] = [
    (box.width - axis) / steps.length,
    (box.y + box.height - top - head - mm(4)) / steps.length,
  ]
  const open = risks.filter((risk): risk is OpenRisk => !risk.sealed)
  const table = sheet.tag(parent, 'Table')

  const severityWords = t('registers.matrix.severity')
  const fits = Math.min(1, (5 * height) / sheet.measure(severityWords, type.tiny.face, type.tiny.size))
  const axisWords = sheet.set(severityWords, { ...type.tiny, size: type.tiny.size * fits })
  sheet.artifact(() => {
    doc.save()
    doc.rotate(-90, { origin: [box.x, top + head + 5 * height] })
    sheet.drawLines(
      axisWords.lines,
      { x: box.x + centred(5 * height, axisWords), y: top + head + 5 * height },
      5 * height,
    )
    doc.restore()
  })
  const columnHeads = sheet.tag(table, 'TR')
  const corner = sheet.set(t('registers.matrix.likelihood'), type.tiny, width * 5)
  const cornerCell = sheet.tag(columnHeads, 'TH', { scope: 'Column' })
  sheet.into(cornerCell, () =>
    sheet.drawLines(
      corner.lines,
      { x: box.x + axis + centred(width * 5, corner), y: top + head + 5 * height + mm(0.8) },
      corner.width,
    ),
  )
  for (const likelihood of steps) {
    const words = sheet.set(String(likelihood), type.small, width)
    const cell = sheet.tag(columnHeads, 'TH', { scope: 'Column' })
    const x = box.x + axis + (likelihood - 1) * width + centred(width, words)
    sheet.into(cell, () => sheet.drawLines(words.lines, { x, y: top }, words.width))
  }
  steps.toReversed().forEach((severity, row) => {
    const y = top + head + row * height
    const line = sheet.tag(table, 'TR')
    const number = sheet.set(String(severity), type.small, mm(4))
    sheet.place(line, 'TH', number, { x: box.x + mm(4.5), y: y + (height - number.height) / 2 })
    for (const likelihood of steps) {
      const here = open.filter(
        ({ [at]: standing }) => standing.likelihood === likelihood && standing.severity === severity,
      )
      const level = riskLevel(likelihood, severity)
      drawCell(line, level, here, { x: box.x + axis + (likelihood - 1) * width, y, width, height })
    }
  })

  function drawCell(line: Tag, level: RiskLevel, here: OpenRisk[], cell: Box): void {
    const dark = level === 'critical'
    const ink = (style: Style): Style => (dark ? { ...style, colour: colour.paper } : style)
    sheet.artifact(() => {
      doc.lineWidth(mm(0.2)).rect(cell.x, cell.y, cell.width, cell.height)
      doc.fillAndStroke(grounds[level], colour.rule)
    })
    const word = sheet.set(t(`registers.level.${level}`), ink(type.tiny), cell.width - mm(2))
    const wordY = show === 'counts' ? (cell.height - word.height) / 2 : cell.height - word.height - mm(0.4)
    const marks = marksOf(here, cell.width - mm(2), wordY - mm(0.6), ink(type.smallBold))
    const element = sheet.tag(line, 'TD')
    sheet.into(element, () => {
      if (marks)
        sheet.drawLines(marks.block.lines, { x: cell.x + marks.x, y: cell.y + marks.y }, marks.block.width)
      sheet.drawLines(word.lines.slice(0, 1), { x: cell.x + mm(1), y: cell.y + wordY }, word.width)
    })

    function marksOf(risks: OpenRisk[], width: number, height: number, style: Style) {
      if (risks.length === 0) return null
      const count = sheet.set(String(risks.length), style, width)
      if (show === 'counts') {
        const x = cell.width - mm(1) - (count.lines[0]?.width ?? 0)
        return { block: count, x, y: (cell.height - count.height) / 2 }
      }
      const names = risks.map(({ number }) => t('registers.risk.number', { number })).join(' ')
      const block = sheet.set(names, style, width)
      if (block.height <= height + 0.5) return { block, x: mm(1), y: mm(0.6) }
      const many = sheet.set(t('registers.matrix.described', { count: risks.length }), style, width)
      return { block: many, x: mm(1), y: mm(0.6) }
    }
  }
}

function centred(width: number, block: Block): number {
  return Math.max(0, (width - (block.lines[0]?.width ?? 0)) / 2)
}

export function levelOf(risk: RiskModel): RiskLevel {
  return risk.sealed ? risk.level : risk.after.level
}
