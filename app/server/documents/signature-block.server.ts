import PDFDocument from 'pdfkit'
import { formatDate, wordsFor, type Locale } from '#content/words.ts'
import { forgetGlyphs, loadFonts, type Face } from '#app/server/documents/fonts.server.ts'
import { colour, mm, type } from '#app/server/documents/look.server.ts'
import { drawIcon } from '#app/server/documents/shapes.server.ts'
import { baselineIn, createTypesetter, type Block, type Style } from '#app/server/documents/typeset.server.ts'

export type Signatory = {
  /** Left out of a public statement, where the role stands in its place. */
  name: string | null
  roleLabel: string
  organisationName: string
}

export type BlockRequest = { signatory: Signatory; at: Date; locale: Locale; width: number; height: number }

/** What a signed field shows, as a page of its own that is then placed into the field. */
export async function drawSignatureBlock({
  signatory,
  at,
  locale,
  width,
  height,
}: BlockRequest): Promise<Uint8Array> {
  const fonts = loadFonts()
  forgetGlyphs(fonts)
  const t = wordsFor(locale)
  const doc = new PDFDocument({ size: [width, height], margin: 0, font: '', info: { CreationDate: at } })
  for (const [face, font] of Object.entries(fonts)) doc.registerFont(face, font as never)
  const measure = (text: string, face: Face, size: number) => doc.font(face, size).widthOfString(text)
  const typesetter = createTypesetter(fonts, measure)

  const scale = Math.min(1.2, Math.max(0.8, height / mm(21)))
  const iconSize = mm(7) * scale
  const sized = (style: Style, size: number): Style => ({
    ...style,
    size: size * scale,
    leading: size * scale * 1.33,
  })
  const x = mm(3.5) + iconSize + mm(3)
  const textWidth = width - x - mm(2.5)
  const { name, roleLabel, organisationName } = signatory
  const role =
    name === null
      ? organisationName
      : t('documents.signers.role', { role: roleLabel, organisation: organisationName })
  const iso = at.toISOString()
  const moment = t('documents.moment', { day: formatDate(locale, new Date(iso)), time: iso.slice(11, 16) })
  const lines = [
    fitted(name ?? roleLabel, sized(type.bold, 9.5), 1),
    fitted(role, sized(type.body, 8.25), height > mm(23) ? 2 : 1),
    fitted(moment, sized(type.body, 8.25), 1),
    fitted(t('documents.signature.checked'), sized(type.small, 7.5), 1),
  ]
  const total = lines.reduce((sum, block) => sum + block.height, 0)

  doc.rect(0, 0, width, height).fill(colour.tint)
  doc.rect(0, 0, mm(1), height).fill(colour.vat)
  drawIcon(doc, 'tick', mm(3.5), (height - iconSize) / 2, iconSize)
  let y = (height - total) / 2
  for (const block of lines) {
    for (const line of block.lines) {
      let pieceX = x
      const size = line.pieces[0]?.style.size ?? 9
      for (const piece of line.pieces) {
        doc.font(piece.face, piece.size).fillColor(piece.style.colour)
        doc.text(piece.text, pieceX, y + baselineIn({ size, leading: line.leading }), {
          lineBreak: false,
          baseline: 'alphabetic',
        })
        pieceX += piece.width
      }
      y += line.leading
    }
  }
  return collect(doc)

  /** Smaller rather than cut, down to three fifths; then cut, because the field cannot grow. */
  function fitted(text: string, style: Style, most: number): Block {
    const oneLine = text.replace(/\s+/g, ' ')
    for (const smaller of [1, 0.9, 0.8, 0.7, 0.6]) {
      const block = typesetter.set(
        [{ text: oneLine, style: { ...style, size: style.size * smaller } }],
        textWidth,
      )
      if (block.lines.length <= most) return block
    }
    const least = { ...style, size: style.size * 0.6 }
    let characters = [...oneLine].slice(0, 400)
    for (;;) {
      const block = typesetter.set([{ text: `${characters.join('').trimEnd()}…`, style: least }], textWidth)
      if (block.lines.length <= most || characters.length === 0) return block
      characters = characters.slice(0, Math.floor(characters.length * 0.9))
    }
  }
}

function collect(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
    doc.end()
  })
}
