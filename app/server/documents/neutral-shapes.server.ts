import { ink } from '#app/server/documents/neutral-sheet.server.ts'

type Canvas = PDFKit.PDFDocument

export const steps = ['telephone', 'tell', 'lock', 'code', 'answer'] as const
export type NeutralStep = (typeof steps)[number]

/** Drawn on a grid of 100, with one weight of line, so that a copy of a copy can still be read. */
const drawings: Record<NeutralStep, (doc: Canvas) => void> = {
  telephone(doc) {
    doc.roundedRect(28, 4, 44, 92, 7).stroke(ink)
    doc.rect(34, 16, 32, 58).stroke(ink)
    doc.circle(50, 85, 4).fill(ink)
  },
  tell(doc) {
    doc.path('M8 12h58v38H34L20 64V50H8z').stroke(ink)
    doc.path('M18 24h38M18 36h26').stroke(ink)
    doc.path('M52 92l4-16 30-30 12 12-30 30z').stroke(ink)
    doc.path('M56 76l12 12').stroke(ink)
  },
  lock(doc) {
    doc.path('M32 46V28a18 18 0 0 1 36 0v18').stroke(ink)
    doc.roundedRect(18, 46, 64, 48, 6).stroke(ink)
    doc.circle(50, 66, 6).fill(ink)
    doc.path('M50 70v13').stroke(ink)
  },
  code(doc) {
    doc.roundedRect(2, 24, 96, 52, 6).stroke(ink)
    for (const row of [0, 1])
      for (const group of [0, 1])
        for (const dot of [0, 1, 2, 3, 4]) doc.circle(12 + group * 44 + dot * 8, 42 + row * 17, 2.9).fill(ink)
  },
  answer(doc) {
    doc.path('M92 12H30v40h34l14 14V52h14z').stroke(ink)
    doc.path('M44 32l9 9 22-20').stroke(ink)
    doc.path('M30 84H8M18 74L8 84l10 10').stroke(ink)
    doc.path('M30 84h20a12 12 0 0 0 12-12').stroke(ink)
  },
}

export function drawStep(doc: Canvas, step: NeutralStep, x: number, y: number, size: number): void {
  doc
    .save()
    .translate(x, y)
    .scale(size / 100)
    .lineWidth(4)
    .lineCap('round')
    .lineJoin('round')
  drawings[step](doc)
  doc.restore()
}

export function drawDownArrow(doc: Canvas, x: number, y: number, height: number): void {
  doc.save().lineWidth(1.6).lineCap('round').lineJoin('round')
  doc.path(`M${x} ${y}v${height}M${x - 4} ${y + height - 4.5}l4 4.5l4 -4.5`).stroke(ink)
  doc.restore()
}
