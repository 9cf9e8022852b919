import { PDF, PdfArray, PdfDict, PdfName, PdfNumber, PdfString } from '@libpdf/core'
import { wordsFor, type Locale } from '#content/words.ts'
import { createSignerKey, factsOf, type Authority } from '#app/server/crypto/authority.server.ts'
import { createSignature } from '#app/server/crypto/signature.server.ts'
import type { SigningCapacity } from '#app/server/documents/assessment-model.server.ts'
import { emptyHole, fillHole, withByteRange, type Revision } from '#app/server/documents/byte-range.server.ts'
import { DocumentFailure } from '#app/server/documents/failure.server.ts'
import { drawSignatureBlock, type Signatory } from '#app/server/documents/signature-block.server.ts'

export type SignRequest = {
  bytes: Uint8Array
  capacity: SigningCapacity
  signatory: Signatory
  locale: Locale
  at: Date
  /** The one after which nobody else signs: where time stamps are asked for, it closes the document. */
  last?: boolean
}

export type SignedRevision = Revision & { cms: Uint8Array }

/** Time stamps bring their own certificates, some of them long. */
const room = { plain: 8 * 1024, stamped: 20 * 1024 }

/**
 * Adds one revision: the field's value, its appearance and nothing else. The bytes that were there stay as they are.
 * The first signature certifies the document: from then on only further signatures are allowed.
 */
export async function signDocument(
  request: SignRequest,
  authority: Authority,
  { stamped, now }: { stamped: boolean; now: Date },
): Promise<SignedRevision> {
  const reserved = stamped ? room.stamped : room.plain
  try {
    checkClock(authority, now)
    const pdf = await PDF.load(request.bytes)
    const { form, field } = findField(pdf, request.capacity)
    const first = !form.has('SigFlags')

    const value = signatureDictionary(request, first, reserved)
    const valueRef = pdf.register(value)
    field.set('V', valueRef)
    field.set('AP', PdfDict.of({ N: await appearance(pdf, field, request) }))
    if (first) {
      form.set('SigFlags', PdfNumber.of(3))
      pdf.getCatalog().set('Perms', PdfDict.of({ DocMDP: valueRef }))
    }
    const revised = await pdf.save({ incremental: true, useXRefStream: false })
    return await fillIn(revised, request, authority, reserved)
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

function signatureDictionary(
  { signatory, locale, at }: SignRequest,
  first: boolean,
  reserved: number,
): PdfDict {
  const t = wordsFor(locale)
  const dictionary = PdfDict.of({
    Type: PdfName.of('Sig'),
    Filter: PdfName.of('Adobe.PPKLite'),
    SubFilter: PdfName.of('ETSI.CAdES.detached'),
    ...emptyHole(reserved),
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

async function fillIn(
  revised: Uint8Array,
  { bytes, signatory, at }: SignRequest,
  authority: Authority,
  reserved: number,
): Promise<SignedRevision> {
  const { file, hole, covered } = withByteRange(revised, bytes, reserved)
  const subject = {
    name: signatory.name ?? signatory.roleLabel,
    title: signatory.roleLabel,
    organisationName: signatory.organisationName,
  }
  const signer = await createSignerKey(authority, subject, at)
  const cms = await createSignature(covered, signer)
  const revision = { bytes: file, hole, room: reserved }
  fillHole(revision, cms)
  return { ...revision, cms }
}

/** A signature of a day on which its own certificates are not valid would be refused by every reader. */
function checkClock({ issuingPem }: Authority, now: Date): void {
  const { validFrom, validTo } = factsOf(issuingPem)
  if (now < validFrom) throw new DocumentFailure('clockBeforeKeys', 'the clock is behind the keys')
  if (now > validTo) throw new DocumentFailure('signingKeyExpired')
}

function pdfDate(at: Date): string {
  return `D:${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`
}
