import { PDF, PdfArray, PdfDict, PdfName, PdfNumber, PdfString } from '@libpdf/core'
import { wordsFor, type Locale } from '#content/words.ts'
import { createSignerKey, type Authority } from '#app/server/crypto/authority.server.ts'
import { createSignature } from '#app/server/crypto/signature.server.ts'
import type { SigningCapacity } from '#app/server/documents/assessment-model.server.ts'
import { DocumentFailure } from '#app/server/documents/failure.server.ts'
import { drawSignatureBlock, type Signatory } from '#app/server/documents/signature-block.server.ts'

export type SignRequest = {
  bytes: Uint8Array
  capacity: SigningCapacity
  signatory: Signatory
  locale: Locale
  at: Date
}

/** Room for the signature and, one day, a time stamp beside it. */
const reserved = 8 * 1024
const widest = 9_999_999_999

/**
 * Adds one revision: the field's value, its appearance and nothing else. The bytes that were there stay as they are.
 * The first signature certifies the document: from then on only further signatures are allowed.
 */
export async function signDocument(request: SignRequest, authority: Authority): Promise<Uint8Array> {
  try {
    const pdf = await PDF.load(request.bytes)
    const { form, field } = findField(pdf, request.capacity)
    const first = !form.has('SigFlags')

    const value = signatureDictionary(request, first)
    const valueRef = pdf.register(value)
    field.set('V', valueRef)
    field.set('AP', PdfDict.of({ N: await appearance(pdf, field, request) }))
    if (first) {
      form.set('SigFlags', PdfNumber.of(3))
      pdf.getCatalog().set('Perms', PdfDict.of({ DocMDP: valueRef }))
    }
    const revised = await pdf.save({ incremental: true, useXRefStream: false })
    return await fillIn(revised, request, authority)
  } catch (cause) {
    if (cause instanceof DocumentFailure) throw cause
    throw new DocumentFailure('signingFailed', '', { cause })
  }
}

function findField(pdf: PDF, capacity: SigningCapacity): { form: PdfDict; field: PdfDict } {
  const resolve = (ref: Parameters<PDF['getObject']>[0]) => pdf.getObject(ref)
  const form = pdf.getCatalog().getDict('AcroForm', resolve)
  const fields = form?.getArray('Fields', resolve)
  for (let index = 0; form && fields && index < fields.length; index++) {
    const field = fields.at(index, resolve)
    if (!(field instanceof PdfDict) || field.getString('T', resolve)?.asString() !== capacity) continue
    if (field.has('V')) throw new DocumentFailure('signingFailed', `${capacity} has signed`)
    return { form, field }
  }
  throw new DocumentFailure('signingFailed', `no place for ${capacity}`)
}

function signatureDictionary({ signatory, locale, at }: SignRequest, first: boolean): PdfDict {
  const t = wordsFor(locale)
  const dictionary = PdfDict.of({
    Type: PdfName.of('Sig'),
    Filter: PdfName.of('Adobe.PPKLite'),
    SubFilter: PdfName.of('ETSI.CAdES.detached'),
    ByteRange: new PdfArray([0, widest, widest, widest].map((number) => PdfNumber.of(number))),
    Contents: PdfString.fromBytes(new Uint8Array(reserved)),
    Name: PdfString.fromString(signatory.name ?? signatory.roleLabel),
    Reason: PdfString.fromString(t('documents.signature.reason', { role: signatory.roleLabel })),
    M: PdfString.fromString(pdfDate(at)),
  })
  if (first) dictionary.set('Reference', new PdfArray([certification()]))
  return dictionary
}

/** DocMDP, permission 2: filling in forms and signing. */
function certification(): PdfDict {
  return PdfDict.of({
    Type: PdfName.of('SigRef'),
    TransformMethod: PdfName.of('DocMDP'),
    TransformParams: PdfDict.of({
      Type: PdfName.of('TransformParams'),
      P: PdfNumber.of(2),
      V: PdfName.of('1.2'),
    }),
  })
}

async function appearance(pdf: PDF, field: PdfDict, { signatory, at, locale }: SignRequest) {
  const [left, bottom, right, top] = [...(field.getArray('Rect') ?? [])].map((side) =>
    side instanceof PdfNumber ? side.value : Number.NaN,
  )
  const [width, height] = [(right ?? 0) - (left ?? 0), (top ?? 0) - (bottom ?? 0)]
  const block = await drawSignatureBlock({ signatory, at, locale, width, height })
  return (await pdf.embedPage(await PDF.load(block), 0)).ref
}

async function fillIn(revised: Uint8Array, { bytes, signatory, at }: SignRequest, authority: Authority) {
  const file = Buffer.from(revised.buffer, revised.byteOffset, revised.byteLength)
  const before = bytes.byteLength
  if (!file.subarray(0, before).equals(bytes))
    throw new DocumentFailure('signingFailed', 'earlier bytes were touched')

  const hole = file.indexOf(`<${'00'.repeat(reserved)}>`, before, 'latin1')
  const placeholder = file
    .subarray(before)
    .toString('latin1')
    .match(/\[0 9999999999 9999999999 9999999999\]/)
  if (hole < 0 || placeholder?.index === undefined)
    throw new DocumentFailure('signingFailed', 'no room was kept')
  const end = hole + reserved * 2 + 2
  const range = `[0 ${hole} ${end} ${file.length - end}]`
  file.write(range.padEnd(placeholder[0].length), before + placeholder.index, 'latin1')

  const subject = {
    name: signatory.name ?? signatory.roleLabel,
    title: signatory.roleLabel,
    organisationName: signatory.organisationName,
  }
  const signer = await createSignerKey(authority, subject, at)
  const signature = await createSignature([file.subarray(0, hole), file.subarray(end)], signer)
  if (signature.byteLength > reserved) throw new DocumentFailure('signingFailed', 'the signature is too long')
  file.write(Buffer.from(signature).toString('hex'), hole + 1, 'latin1')
  return file
}

function pdfDate(at: Date): string {
  return `D:${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`
}
