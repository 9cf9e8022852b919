import type { Words } from '#content/words.ts'
import type { AssessmentRecordModel, SigningCapacity } from '#app/server/documents/assessment-model.server.ts'

/**
 * The few places where PDFKit has no public way: signature fields that wait for their signature, metadata that is
 * escaped, and the outline's count. All of it was read in PDFKit 0.20.2, which package.json pins.
 */
interface Reference {
  data: Record<string, unknown>
  end(content?: string): void
}

interface Innards {
  _root: Reference
  _acroform: unknown
  _font: { id: string; ref(): Reference; encode(text: string): [string[], unknown] }
  page: { dictionary: Reference; annotations: Reference[] }
  outline: PDFKit.PDFOutline & { dictionary: Reference; children: OutlineEntry[] }
  ref(data: Record<string, unknown>): Reference
  font(face: string, size: number): unknown
  widthOfString(text: string): number
  initForm(): unknown
  annotate(x: number, y: number, width: number, height: number, options: Record<string, unknown>): unknown
  appendXML(xml: string): void
  _addInfo: () => void
}

type OutlineEntry = { children: unknown[]; outlineData: Record<string, unknown> }

export type SignatureField = {
  capacity: SigningCapacity
  x: number
  y: number
  width: number
  height: number
  tooltip: string
  /** Shown until it is signed; the signature's own appearance takes its place. */
  placeholder: string
  structParent: PDFKit.PDFStructureElement
}

export function describe(model: AssessmentRecordModel, t: Words): PDFKit.DocumentInfo {
  const createdAt = new Date(model.createdAt)
  return {
    Title: oneLine(
      t('documents.info.title', { kind: t(`documents.kind.${model.kind}`), title: model.title }),
    ),
    Author: oneLine(model.issuerName),
    Subject: `${model.number}, ${oneLine(model.framework.id)} ${model.framework.version}`,
    Creator: 'Amana',
    Producer: 'PDFKit',
    CreationDate: createdAt,
    ModDate: createdAt,
  }
}

export function innardsOf(document: PDFKit.PDFDocument) {
  const doc = document as unknown as Innards
  return {
    writeOwnMetadata: ({
      Title = '',
      Author = '',
      Subject = '',
      CreationDate = new Date(0),
    }: PDFKit.DocumentInfo) => {
      const date = `${CreationDate.toISOString().slice(0, 19)}Z`
      doc._addInfo = () =>
        doc.appendXML(
          `<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<xmp:CreateDate>${date}</xmp:CreateDate><xmp:ModifyDate>${date}</xmp:ModifyDate><xmp:CreatorTool>Amana</xmp:CreatorTool>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(Title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>${escapeXml(Author)}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(Subject)}</rdf:li></rdf:Alt></dc:description>
<pdf:Producer>PDFKit</pdf:Producer>
</rdf:Description>`,
        )
    },

    /** What stands below a chapter is folded in until somebody opens it: PDF says so with a negative count. */
    countOutline: () => {
      const { children, dictionary } = doc.outline
      if (children.length > 0) dictionary.data['Count'] = children.length
      for (const { children: below, outlineData } of children)
        if (below.length > 0) outlineData['Count'] = -below.length
    },

    reserveSignature: (field: SignatureField) => {
      const { width, height } = field
      if (!doc._acroform) {
        doc.font('regular', 9)
        doc.initForm()
        delete form(doc)['NeedAppearances']
      }
      doc.annotate(field.x, field.y, width, height, {
        structParent: field.structParent,
        Subtype: 'Widget',
        FT: 'Sig',
        T: new String(field.capacity),
        TU: new String(field.tooltip),
        F: 4 + 128, // printed, and locked in its place
        P: doc.page.dictionary,
        AP: { N: placeholder(doc, field) },
      })
      const fields = form(doc)['Fields'] as Reference[]
      const annotations = doc.page.annotations
      fields.push(...annotations.slice(-1))
    },
  }
}

/** A cell that is as wide as so many columns. */
export function spanColumns(cell: PDFKit.PDFStructureElement, count: number): void {
  const { dictionary } = cell as unknown as { dictionary: Reference }
  dictionary.data['A'] = { O: 'Table', ColSpan: count }
}

/** For words in another language than the document's. */
export function inLanguage(element: PDFKit.PDFStructureElement, lang: string): void {
  const { dictionary } = element as unknown as { dictionary: Reference }
  dictionary.data['Lang'] = new String(lang)
}

function form(doc: Innards): Record<string, unknown> {
  return (doc._root.data['AcroForm'] as Reference).data
}

function placeholder(doc: Innards, { width, height, placeholder: text }: SignatureField): Reference {
  doc.font('regular', 9)
  const { id } = doc._font
  const [glyphs] = doc._font.encode(text)
  const appearance = doc.ref({
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, width, height],
    Resources: { Font: { [id]: doc._font.ref() } },
  })
  const frame = `0.545 0.584 0.6 RG 0.6 w [3 2.4] 0 d 0.5 0.5 ${width - 1} ${height - 1} re S`
  const words = `BT 0.224 0.271 0.29 rg /${id} 9 Tf 1 0 0 1 14 ${height / 2 - 3.2} Tm <${glyphs.join('')}> Tj ET`
  appearance.end(`q ${frame} ${words} Q`)
  return appearance
}

function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
}

function escapeXml(text: string | undefined): string {
  return (text ?? '')
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)
}
