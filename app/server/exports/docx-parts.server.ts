import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  type IParagraphOptions,
} from 'docx'
import type { TableExport } from '#app/server/exports/plan-export.server.ts'
import { wordsFor, type Locale } from '#content/words.ts'

export type Block = Paragraph | Table

/** Word asks for a region, as its proofing tools come by region. */
const languages: Record<Locale, string> = { en: 'en-GB', fr: 'fr-FR' }
const ink = '1A2428'
const rule = { style: BorderStyle.SINGLE, size: 4, color: '5E6A6E' }
const allRules = {
  top: rule,
  bottom: rule,
  left: rule,
  right: rule,
  insideHorizontal: rule,
  insideVertical: rule,
}
/** A4 with margins of 20 mm, in twentieths of a point. */
const page = { width: 11906, height: 16838, margin: 1134 }
const textWidth = page.width - 2 * page.margin

/** Andika has every letter of the languages we serve; where it is missing, Noto Sans has them too. */
const font = { ascii: 'Andika', hAnsi: 'Andika', cs: 'Noto Sans', eastAsia: 'Andika' }
const fontTable = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:font w:name="Andika"><w:altName w:val="Noto Sans"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font><w:font w:name="Noto Sans"><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>`

const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u
const leftToRight = /[A-Za-z\u00c0-\u02b8\u0370-\u058f\u0900-\u1fff]/

/** The first letter decides, as `dir="auto"` does on a page. */
function readsFromRight(text: string): boolean {
  const right = text.search(rightToLeft)
  const left = text.search(leftToRight)
  return right >= 0 && (left < 0 || right < left)
}

/** XML 1.0 takes no control characters. */
function clean(text: string): string {
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
}

type Look = { bold?: boolean; quiet?: boolean; size?: number; lang?: Locale | undefined }

/** Text as it was typed: a line break stays one. */
export function runs(given: string, look: Look = {}): TextRun[] {
  return clean(given)
    .split('\n')
    .map(
      (line, index) =>
        new TextRun({
          text: line,
          rightToLeft: readsFromRight(line),
          ...(index > 0 ? { break: 1 } : {}),
          ...(look.bold ? { bold: true } : {}),
          ...(look.quiet ? { color: '4B585D', size: 19 } : {}),
          ...(look.size ? { size: look.size } : {}),
          ...(look.lang ? { language: { value: languages[look.lang] } } : {}),
        }),
    )
}

export function paragraph(given: string, look: Look = {}, options: IParagraphOptions = {}): Paragraph {
  return new Paragraph({ bidirectional: readsFromRight(given), ...options, children: runs(given, look) })
}

export function title(given: string): Paragraph {
  return new Paragraph({ heading: HeadingLevel.TITLE, children: runs(given) })
}

export function heading(level: 1 | 2 | 3, given: string): Paragraph {
  const levels = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const
  return new Paragraph({ heading: levels[level], children: runs(given), keepNext: true })
}

export function bullet(given: string): Paragraph {
  return new Paragraph({ bullet: { level: 0 }, children: runs(given) })
}

/** Lines to write on, in one box: the bottom of each stays on paper however it is printed. */
export function room(lines: number, width = textWidth): Table {
  const row = () =>
    new TableRow({
      height: { value: 480, rule: 'atLeast' },
      children: [
        new TableCell({ width: { size: width, type: WidthType.DXA }, children: [new Paragraph('')] }),
      ],
    })
  return new Table({
    width: { size: width, type: WidthType.DXA },
    columnWidths: [width],
    rows: Array.from({ length: lines }, row),
  })
}

/** A real table, with its heads repeated on every page. */
export function table({ columns, rows }: TableExport, look: Look = {}): Table {
  const widths = columns.map(() => Math.floor(textWidth / columns.length))
  const cell = (given: string, index: number, bold: boolean) =>
    new TableCell({
      width: { size: widths[index] ?? 0, type: WidthType.DXA },
      margins: { top: 60, bottom: 60, left: 80, right: 80 },
      ...(bold ? { shading: { fill: 'F6F4EF' } } : {}),
      children: [paragraph(given, { ...look, bold, size: 19 })],
    })
  return new Table({
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: widths,
    borders: allRules,
    rows: [
      new TableRow({ tableHeader: true, children: columns.map((each, index) => cell(each, index, true)) }),
      ...rows.map(
        (row) =>
          new TableRow({
            cantSplit: true,
            children: columns.map((_, index) => cell(row[index] ?? '', index, false)),
          }),
      ),
    ],
  })
}

/** Two columns of what something is called and what it is; `ruled` where it is a row of a list. */
export function facts(rows: readonly { label: string; value: string }[], ruled = false): Table {
  const widths = [3200, textWidth - 3200]
  return new Table({
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: widths,
    ...(ruled ? { borders: allRules } : {}),
    rows: rows.map(
      ({ label, value }) =>
        new TableRow({
          children: [label, value].map(
            (given, index) =>
              new TableCell({
                width: { size: widths[index] ?? 0, type: WidthType.DXA },
                margins: { top: 40, bottom: 40, left: 80, right: 80 },
                children: [paragraph(given, { bold: index === 0 })],
              }),
          ),
        }),
    ),
  })
}

export interface DocumentTerms {
  locale: Locale
  title: string
  /** Stands at the head of every page: what this is and that it is a draft. */
  head: string
  foot: string
  blocks: readonly Block[]
}

export function documentOf({ locale, title: name, head, foot, blocks }: DocumentTerms): Promise<Buffer> {
  const t = wordsFor(locale)
  const [before = '', between = '', after = ''] = t('exports.document.page', {
    page: '\u0001',
    pages: '\u0001',
  }).split('\u0001')
  const headingStyle = (size: number, above: number) => ({
    run: { font, size, bold: true, color: ink },
    paragraph: { spacing: { before: above, after: 100 }, keepNext: true },
  })
  const document = new Document({
    title: clean(name),
    creator: 'Amana',
    description: clean(head),
    styles: {
      default: {
        document: {
          run: { font, size: 22, color: ink, language: { value: languages[locale], bidirectional: 'ar-SA' } },
          paragraph: { spacing: { after: 100, line: 288 } },
        },
        title: headingStyle(40, 0),
        heading1: headingStyle(32, 480),
        heading2: headingStyle(26, 360),
        heading3: headingStyle(23, 280),
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: page.width, height: page.height },
            margin: { top: page.margin, bottom: page.margin, left: page.margin, right: page.margin },
          },
        },
        headers: { default: new Header({ children: [paragraph(head, { quiet: true })] }) },
        footers: {
          default: new Footer({
            children: [
              paragraph(foot, { quiet: true }),
              new Paragraph({
                alignment: AlignmentType.END,
                children: [
                  new TextRun({
                    size: 19,
                    children: [before, PageNumber.CURRENT, between, PageNumber.TOTAL_PAGES, after],
                  }),
                ],
              }),
            ],
          }),
        },
        children: [...blocks],
      },
    ],
  })
  return Packer.toBuffer(document, false, [{ path: 'word/fontTable.xml', data: fontTable }])
}
