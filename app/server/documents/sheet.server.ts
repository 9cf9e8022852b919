import PDFDocument from 'pdfkit'
import type { Words } from '#content/words.ts'
import type { AssessmentRecordModel } from '#app/server/documents/assessment-model.server.ts'
import { forgetGlyphs, loadFonts, type Face } from '#app/server/documents/fonts.server.ts'
import { contentWidth, mm, page } from '#app/server/documents/look.server.ts'
import { describe, innardsOf } from '#app/server/documents/pdfkit-innards.server.ts'
import {
  baselineIn,
  createTypesetter,
  type Block,
  type Line,
  type Span,
  type Style,
} from '#app/server/documents/typeset.server.ts'

export type Tag = PDFKit.PDFStructureElement
export type Place = { x: number; y: number }
export type Box = Place & { width: number; height: number }
/** PDFKit knows two more than its types do. */
export type TagOptions = PDFKit.Mixins.StructureElementOptions & { scope?: 'Column' | 'Row'; bbox?: number[] }

/** A document being drawn: its pages, its structure, and how far down the page it has come. */
export type Sheet = ReturnType<typeof openSheet>

export function openSheet(
  model: AssessmentRecordModel,
  t: Words,
  furniture: (sheet: Sheet) => void,
  about: PDFKit.DocumentInfo = describe(model, t),
) {
  const fonts = loadFonts()
  forgetGlyphs(fonts)
  const doc = new PDFDocument({
    size: [page.width, page.height],
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    lang: model.locale === 'en' ? 'en-GB' : 'fr',
    displayTitle: true,
    // PDFKit would otherwise open Helvetica for a document that never uses it.
    font: '',
    info: about,
  })
  innardsOf(doc).writeOwnMetadata(about)
  for (const [face, font] of Object.entries(fonts)) doc.registerFont(face, font as never)

  const widths = new Map<Face, Map<string, number>>()
  const measure = (text: string, face: Face, size: number): number => {
    let known = widths.get(face)
    if (!known) widths.set(face, (known = new Map<string, number>()))
    let width = known.get(text)
    if (width === undefined) known.set(text, (width = doc.font(face, 1000).widthOfString(text)))
    return (width * size) / 1000
  }
  const typesetter = createTypesetter(fonts, measure)

  const starts = new Map<string, number>()
  const root = doc.struct('Document')
  doc.addStructure(root)

  const sheet = {
    doc,
    model,
    t,
    root,
    y: page.top,
    /** Of the chapter that is being drawn. */
    bookmark: null as PDFKit.PDFOutline | null,
    typesetter,
    /** As wide as the text would be in one face, for judging how much room it wants. */
    measure,

    set: (text: string, style: Style, width: number = contentWidth): Block =>
      typesetter.set([{ text, style }], width),
    setSpans: (spans: Span[], width: number = contentWidth): Block => typesetter.set(spans, width),
    setHeading: (text: string, style: Style, width: number = contentWidth): Block =>
      typesetter.setBalanced([{ text, style }], width),

    newPage(): void {
      doc.addPage()
      sheet.y = page.top
      furniture(sheet)
    },
    /** Marks the place that links to `name` lead to. */
    begin(name: string): void {
      doc.addNamedDestination(name, 'XYZ', 0, Math.max(0, sheet.y - mm(6)), null as never)
      starts.set(name, sheet.pageNumber())
    },
    startedOn: (name: string): number => starts.get(name) ?? 1,
    pageNumber: (): number => doc.bufferedPageRange().count,
    room: (): number => page.bottom - sheet.y,
    /** Turns the page unless this much fits under what is already there. */
    need(height: number): void {
      if (sheet.room() < height && sheet.y > page.top) sheet.newPage()
    },

    tag(parent: Tag, name: string, options: TagOptions = {}): Tag {
      const element = doc.struct(name, options)
      parent.add(element)
      return element
    },
    /** What carries no meaning of its own: grounds, rules, page furniture. */
    artifact(draw: () => void, kind: 'Layout' | 'Pagination' = 'Layout'): void {
      doc.markContent('Artifact', { type: kind })
      draw()
      doc.endMarkedContent()
    },
    /** Draws into an element; nothing drawn inside may turn the page. */
    into(element: Tag, draw: () => void): void {
      element.add(draw as never)
    },

    linkInside(element: Tag, at: Box, to: { name: string; says: string }): void {
      const options: Record<string, unknown> = { structParent: element, Contents: new String(to.says) }
      doc.goTo(at.x, at.y, at.width, at.height, to.name, options)
      element.end() // now: PDFKit names the page that is open when an element with an annotation ends
    },
    linkOutside(element: Tag, at: Box, url: string): void {
      const options: Record<string, unknown> = { structParent: element, Contents: new String(url) }
      doc.link(at.x, at.y, at.width, at.height, url, options)
      element.end()
    },

    /** At a fixed place, on this page. */
    place(parent: Tag, name: string, block: Block, at: Place): Tag {
      const element = sheet.tag(parent, name, name === 'TH' ? { scope: 'Row' } : {})
      sheet.into(element, () => drawLines(block.lines, at, block.width))
      return element
    },
    /** From here downwards, over as many pages as it takes. Never one line alone at the foot or the head of a page. */
    flow(parent: Tag, name: string, block: Block, x: number, options: FlowOptions = {}): Tag {
      const element = sheet.tag(parent, name, name === 'TH' ? { scope: 'Row' } : {})
      let rest = block.lines
      while (rest.length > 0) {
        const count = linesThatFit(rest, sheet.room())
        if (count === 0) {
          sheet.newPage()
          continue
        }
        const chunk = rest.slice(0, count)
        const height = chunk.reduce((sum, line) => sum + line.leading, 0)
        if (options.beside) sheet.artifact(() => options.beside?.(sheet.y, height))
        sheet.into(element, () => drawLines(chunk, { x, y: sheet.y }, block.width))
        sheet.y += height
        rest = rest.slice(count)
        if (rest.length > 0) sheet.newPage()
        while (rest[0]?.pieces.length === 0) rest = rest.slice(1)
      }
      return element
    },
    drawLines,
    end: (): Promise<Uint8Array> => finish(),
  }

  function drawLines(lines: readonly Line[], at: Place, width: number): void {
    let y = at.y
    for (const line of lines) {
      const first = line.pieces[0]
      if (first) {
        const size = Math.max(...line.pieces.map(({ style }) => style.size))
        const baseline = y + baselineIn({ size, leading: line.leading })
        let x = line.rtl ? at.x + width - line.width : at.x
        for (const piece of line.pieces) {
          doc.font(piece.face, piece.size).fillColor(piece.style.colour)
          doc.text(piece.text, x, baseline, { lineBreak: false, baseline: 'alphabetic' })
          x += piece.width
        }
      }
      y += line.leading
    }
  }

  function finish(): Promise<Uint8Array> {
    const chunks: Uint8Array[] = []
    return new Promise((resolve, reject) => {
      doc.on('data', (chunk: Uint8Array) => chunks.push(chunk))
      doc.on('end', () => resolve(Buffer.concat(chunks)))
      doc.on('error', reject)
      root.end()
      innardsOf(doc).countOutline()
      doc.end()
    })
  }

  return sheet
}

type FlowOptions = { beside?: (y: number, height: number) => void }

/** How many lines go on this page; none when only a lonely one would. */
function linesThatFit(lines: readonly Line[], room: number): number {
  let [count, used] = [0, 0]
  for (const line of lines) {
    if (used + line.leading > room + 0.01) break
    used += line.leading
    count++
  }
  if (count === lines.length) return count
  const longerThanAPage = room >= page.bottom - page.top - 1
  if (count > 1 && lines.length - count === 1 && lines.length > 2) count--
  return count === 1 && lines.length > 1 && !longerThanAPage ? 0 : count
}

/** Room to keep under a heading so that it is never the last thing on a page. */
export const afterHeading = mm(18)
