import { PDF, PdfArray, PdfDict, PdfName, PdfNumber, PdfStream, PdfString, type PdfRef } from '@libpdf/core'
import { certificatesIn } from '#app/server/crypto/signature.server.ts'
import { sha256Of } from '#app/server/crypto/time-stamp.server.ts'
import { emptyHole, withByteRange, type Revision } from '#app/server/documents/byte-range.server.ts'
import { DocumentFailure } from '#app/server/documents/failure.server.ts'

export type CloseRequest = {
  bytes: Uint8Array
  /** What a verifier needs one day besides the signatures: authorities above them, and lists of withdrawn ones. */
  certificates: Uint8Array[]
  revocationLists: Uint8Array[]
}

export type ClosedRevision = Revision & { imprint: Uint8Array }

export const closingField = 'document_time_stamp'
const room = 20 * 1024
const hidden = 0b1000_0010 // hidden, and locked

/**
 * One more revision after the last signature: the certificates and lists that whoever checks it years later may no longer
 * find, and room for a time stamp over all of it.
 */
export async function closeDocument(request: CloseRequest): Promise<ClosedRevision> {
  try {
    const pdf = await PDF.load(request.bytes)
    pdf.getCatalog().set('DSS', pdf.register(validationData(pdf, request)))
    addField(pdf)
    const revised = await pdf.save({ incremental: true, useXRefStream: false })
    const { file, hole, covered } = withByteRange(revised, request.bytes, room)
    return { bytes: file, hole, room, imprint: sha256Of(...covered) }
  } catch (cause) {
    if (cause instanceof DocumentFailure) throw cause
    throw new DocumentFailure('signingFailed', '', { cause })
  }
}

function validationData(pdf: PDF, { bytes, certificates, revocationLists }: CloseRequest): PdfDict {
  const streams = (all: Uint8Array[]) => new PdfArray(all.map((der) => pdf.register(new PdfStream([], der))))
  const all = [...certificates, ...signaturesIn(bytes).flatMap(certificatesIn)]
  return PdfDict.of({
    Type: PdfName.of('DSS'),
    Certs: streams(distinct(all)),
    CRLs: streams(distinct(revocationLists)),
  })
}

function addField(pdf: PDF): void {
  const resolve = (ref: PdfRef) => pdf.getObject(ref)
  const form = pdf.getCatalog().getDict('AcroForm', resolve)
  const [page] = pdf.getPages()
  if (!form || !page) throw new DocumentFailure('signingFailed', 'no form')
  const value = PdfDict.of({
    Type: PdfName.of('DocTimeStamp'),
    Filter: PdfName.of('Adobe.PPKLite'),
    SubFilter: PdfName.of('ETSI.RFC3161'),
    ...emptyHole(room),
  })
  const field = pdf.register(
    PdfDict.of({
      Type: PdfName.of('Annot'),
      Subtype: PdfName.of('Widget'),
      FT: PdfName.of('Sig'),
      T: PdfString.fromString(closingField),
      F: PdfNumber.of(hidden),
      Rect: new PdfArray([0, 0, 0, 0].map((side) => PdfNumber.of(side))),
      P: page.ref,
      V: pdf.register(value),
    }),
  )
  form.set('Fields', withOne(form.getArray('Fields', resolve), field))
  page.dict.set('Annots', withOne(page.dict.getArray('Annots', resolve), field))
}

function withOne(array: PdfArray | undefined, ref: PdfRef): PdfArray {
  return new PdfArray([...(array ?? []), ref])
}

/** What our own revisions hold in their holes. */
function signaturesIn(bytes: Uint8Array): Uint8Array[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return [...file.toString('latin1').matchAll(/\/ByteRange\s*\[0 (\d{1,10}) (\d{1,10}) \d{1,10}\]/g)].map(
    ([, from, to]) => Buffer.from(file.subarray(Number(from) + 1, Number(to) - 1).toString('latin1'), 'hex'),
  )
}

function distinct(all: Uint8Array[]): Uint8Array[] {
  return [...new Map(all.map((der) => [Buffer.from(der).toString('base64'), der])).values()]
}
