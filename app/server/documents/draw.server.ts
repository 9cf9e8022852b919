import { wordsFor } from '#content/words.ts'
import { modelSchema, type AssessmentRecordModel } from '#app/server/documents/assessment-model.server.ts'
import { attachmentName } from '#app/server/documents/closing-pages.server.ts'
import { DocumentFailure } from '#app/server/documents/failure.server.ts'
import { drawFullRecord } from '#app/server/documents/full-record.pdf.server.ts'
import { drawFooters, drawHeader } from '#app/server/documents/furniture.server.ts'
import { drawPublicStatement } from '#app/server/documents/public-statement.pdf.server.ts'
import { openSheet } from '#app/server/documents/sheet.server.ts'

/** The first, unsigned revision of a document. The same model gives the same bytes. */
export async function drawDocument(given: unknown): Promise<Uint8Array> {
  const parsed = modelSchema.safeParse(given)
  if (!parsed.success) {
    // Paths only: the values are people's words.
    throw new DocumentFailure(
      'modelRefused',
      parsed.error.issues.map(({ path }) => path.join('.')).join(', '),
    )
  }
  const model = parsed.data
  try {
    const sheet = openSheet(model, wordsFor(model.locale), drawHeader)
    if (model.kind === 'full_record') drawFullRecord(sheet, model)
    else drawPublicStatement(sheet, model)
    drawFooters(sheet)
    attach(sheet.doc, model)
    return await sheet.end()
  } catch (cause) {
    throw new DocumentFailure('drawingFailed', '', { cause })
  }
}

export function jsonOf(model: AssessmentRecordModel): string {
  return `${JSON.stringify(model, null, 2)}\n`
}

function attach(doc: PDFKit.PDFDocument, model: AssessmentRecordModel): void {
  const date = new Date(model.createdAt)
  doc.file(Buffer.from(jsonOf(model)), {
    name: attachmentName(model),
    type: 'application/json',
    description: model.kind === 'full_record' ? 'Full record' : 'Public statement',
    creationDate: date,
    modifiedDate: date,
    // PDF's own word for "the data this document was drawn from".
    relationship: 'Data',
  } as PDFKit.Mixins.PDFAttachmentOptions)
}
