import PDFDocument from 'pdfkit'
import { forgetGlyphs, loadFonts, type Face } from '#app/server/documents/fonts.server.ts'
import { mm } from '#app/server/documents/look.server.ts'
import { baselineIn, createTypesetter, type Block, type Style } from '#app/server/documents/typeset.server.ts'
import type { Locale } from '#content/locale.ts'

export const ink = '#000000'
export const a4 = { width: mm(210), height: mm(297) } as const

type Tag = PDFKit.PDFStructureElement
export type NeutralSheet = ReturnType<typeof openNeutralSheet>

/** Black on white, and nothing in the page or in the file's own description says who made it or what for. */
export function openNeutralSheet(locale: Locale, title: string) {
  const fonts = loadFonts()
  forgetGlyphs(fonts)
  const day = new Date(0)
  const doc = new PDFDocument({
    size: [a4.width, a4.height],
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    tagged: true,
    lang: locale === 'en' ? 'en-GB' : 'fr',
    displayTitle: true,
    font: '',
    info: { Title: title, Producer: 'PDFKit', Creator: 'PDFKit', CreationDate: day, ModDate: day },
  })
  for (const [face, font] of Object.entries(fonts)) doc.registerFont(face, font as never)
  const measure = (text: string, face: Face, size: number) =>
    (doc.font(face, 1000).widthOfString(text) * size) / 1000
  const typesetter = createTypesetter(fonts, measure)
  const root = doc.struct('Document')
  doc.addStructure(root)

  const into = (name: string, draw: () => void, options: PDFKit.Mixins.StructureElementOptions = {}): Tag => {
    const element = doc.struct(name, options)
    root.add(element)
    element.add(draw as never)
    return element
  }

  return {
    doc,
    set: (text: string, style: Style, width: number): Block => typesetter.set([{ text, style }], width),
    words(name: 'H1' | 'H2' | 'P', block: Block, x: number, y: number): number {
      into(name, () => drawLines(block, x, y))
      return y + block.height
    },
    figure(says: string, draw: () => void): void {
      into('Figure', draw, { alt: says })
    },
    /** Rules, frames and room to write. */
    artifact(draw: () => void): void {
      doc.markContent('Artifact', { type: 'Layout' })
      draw()
      doc.endMarkedContent()
    },
    end(): Promise<Uint8Array> {
      const chunks: Uint8Array[] = []
      return new Promise((resolve, reject) => {
        doc.on('data', (chunk: Uint8Array) => chunks.push(chunk))
        doc.on('end', () => resolve(Buffer.concat(chunks)))
        doc.on('error', reject)
        root.end()
        doc.end()
      })
    },
  }

  function drawLines({ lines, width }: Block, left: number, top: number): void {
    let y = top
    for (const line of lines) {
      const first = line.pieces[0]
      if (first) {
        const baseline = y + baselineIn({ size: first.style.size, leading: line.leading })
        let x = line.rtl ? left + width - line.width : left
        for (const piece of line.pieces) {
          doc.font(piece.face, piece.size).fillColor(piece.style.colour)
          doc.text(piece.text, x, baseline, { lineBreak: false, baseline: 'alphabetic' })
          x += piece.width
        }
      }
      y += line.leading
    }
  }
}

export function inInk(face: 'regular' | 'bold', size: number, lead = 1.3): Style {
  return { face, size, leading: size * lead, colour: ink }
}
