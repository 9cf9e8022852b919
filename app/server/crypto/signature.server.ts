import { createHash, verify as verifySignature, X509Certificate } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import type { SignerKey, Trust } from '#app/server/crypto/authority.server.ts'
import { readRevocationList } from '#app/server/crypto/revocation-list.server.ts'
import {
  checkTimeStamp,
  type StampExpectation,
  type TimeStamp,
} from '#app/server/crypto/time-stamp.server.ts'

const oid = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  documentSigning: '1.3.6.1.5.5.7.3.36',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  timeStampToken: '1.2.840.113549.1.9.16.2.14',
  keyUsage: '2.5.29.15',
}
/** The detail of a refusal because the authority itself was withdrawn meanwhile. */
export const withdrawnAuthority = 'the authority was withdrawn'
const signedAttributeTypes = [oid.contentType, oid.messageDigest, oid.signingCertificateV2]

/**
 * A detached CMS signature as PAdES baseline wants it: contentType, messageDigest and signing-certificate-v2,
 * and no signing-time (the PDF's own /M says when). A time stamp joins it later (`withTimeStamp`).
 */
export async function createSignature(parts: Uint8Array[], signer: SignerKey): Promise<Uint8Array> {
  const certificate = readCertificate(signer.certificate)
  const attributes = [
    attribute(oid.contentType, new asn1js.ObjectIdentifier({ value: oid.data })),
    attribute(oid.messageDigest, octets(hash(...parts))),
    attribute(oid.signingCertificateV2, signingCertificate(signer.certificate)),
  ]
    .map((value) => ({ value, der: Buffer.from(value.toSchema().toBER()) }))
    .sort((a, b) => Buffer.compare(a.der, b.der))
    .map(({ value }) => value)
  const toSign = new asn1js.Set({ value: attributes.map((value) => value.toSchema()) }).toBER()

  const signed = new pkijs.SignedData({
    version: 1,
    digestAlgorithms: [new pkijs.AlgorithmIdentifier({ algorithmId: oid.sha256 })],
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: oid.data }),
    certificates: [certificate, ...signer.chain.map(readCertificate)],
    signerInfos: [
      new pkijs.SignerInfo({
        version: 1,
        sid: new pkijs.IssuerAndSerialNumber({
          issuer: certificate.issuer,
          serialNumber: certificate.serialNumber,
        }),
        digestAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: oid.sha256 }),
        signedAttrs: new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes }),
        signatureAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: oid.ecdsaWithSha256 }),
        signature: octets(await signer.sign(new Uint8Array(toSign))),
      }),
    ],
  })
  const content = new pkijs.ContentInfo({ contentType: oid.signedData, content: signed.toSchema(true) })
  return new Uint8Array(content.toSchema().toBER())
}

/** What a time stamp on this signature is asked for: the hash of the signature itself. */
export function imprintOf(cms: Uint8Array): Uint8Array {
  return hash(only(readSignedData(cms).signerInfos, 'signer').signature.valueBlock.valueHexView)
}

/** The same signature with a time stamp beside it, which no signature covers. */
export function withTimeStamp(cms: Uint8Array, token: Uint8Array): Uint8Array {
  const signed = readSignedData(cms)
  const info = only(signed.signerInfos, 'signer')
  const value = asn1js.fromBER(Buffer.from(token)).result
  info.unsignedAttrs = new pkijs.SignedAndUnsignedAttributes({
    type: 1,
    attributes: [attribute(oid.timeStampToken, value)],
  })
  const content = new pkijs.ContentInfo({ contentType: oid.signedData, content: signed.toSchema(true) })
  return new Uint8Array(content.toSchema().toBER())
}

/** Every certificate that a signature of ours brings along, and those of its time stamp. */
export function certificatesIn(cms: Uint8Array): Uint8Array[] {
  const signed = readSignedData(cms)
  const own = (signed.certificates ?? []).map(
    (one) => new Uint8Array((one as pkijs.Certificate).toSchema(false).toBER()),
  )
  const token = signed.signerInfos.map(tokenOf).find((one) => one !== null)
  return token ? [...own, ...certificatesIn(token)] : own
}

export type ReadSignature = {
  name: string
  title: string
  organisationName: string
  validTo: Date
  stamp: TimeStamp | null
}

export type ExpectedSignature = {
  trust: Trust
  /** When its certificates have to be valid, if it carries no stamp that says; null for one that was checked when it was new. */
  now: Date | null
  /** How its time stamp is judged, if it has one. */
  stamp: Omit<StampExpectation, 'imprint'>
}

/** Reads one of our own signatures and throws at the first thing that is not exactly as we make them. */
export function readSignature(
  cms: Uint8Array,
  parts: Uint8Array[],
  { trust, now, stamp: judged }: ExpectedSignature,
): ReadSignature {
  const signed = readSignedData(cms)
  const info = only(signed.signerInfos, 'signer')
  const attributes = info.signedAttrs?.attributes ?? []
  const types = attributes.map(({ type }) => type)
  expect(sameMembers(types, signedAttributeTypes), 'signed attributes')
  expect(info.digestAlgorithm.algorithmId === oid.sha256, 'digest algorithm')
  expect(info.signatureAlgorithm.algorithmId === oid.ecdsaWithSha256, 'signature algorithm')

  const [leafDer, issuingDer, ...more] = (signed.certificates ?? []).map((certificate) =>
    Buffer.from((certificate as pkijs.Certificate).toSchema(false).toBER()),
  )
  expect(leafDer !== undefined && issuingDer !== undefined && more.length === 0, 'two certificates')
  expect(
    derOf(attributes, oid.contentType).equals(der(new asn1js.ObjectIdentifier({ value: oid.data }))),
    'content type',
  )
  expect(derOf(attributes, oid.messageDigest).equals(der(octets(hash(...parts)))), 'digest of the document')
  expect(
    derOf(attributes, oid.signingCertificateV2).equals(der(signingCertificate(leafDer))),
    'certificate that signed',
  )

  const leaf = new X509Certificate(leafDer)
  const toVerify = Buffer.from(new asn1js.Set({ value: attributes.map((value) => value.toSchema()) }).toBER())
  const signature = Buffer.from(info.signature.valueBlock.valueHexView)
  expect(verifySignature('sha256', toVerify, leaf.publicKey, signature), 'signature')

  const token = tokenOf(info)
  const stamp = token && checkTimeStamp(token, { ...judged, imprint: hash(signature) })
  checkUsage(leafDer)
  checkChain(leaf, new X509Certificate(issuingDer), trust, stamp?.at ?? now)

  const subject = readCertificate(leafDer).subject
  return {
    name: valueOf(subject, '2.5.4.3'),
    title: valueOf(subject, '2.5.4.12'),
    organisationName: valueOf(subject, '2.5.4.10'),
    validTo: leaf.validToDate,
    stamp,
  }
}

function tokenOf(info: pkijs.SignerInfo): Uint8Array | null {
  const attributes = info.unsignedAttrs?.attributes ?? []
  if (attributes.length === 0) return null
  const { type, values } = only(attributes, 'unsigned attribute')
  expect(type === oid.timeStampToken, 'unsigned attributes')
  return new Uint8Array((only(values as asn1js.AsnType[], 'time stamp') as asn1js.Sequence).toBER())
}

/** For signing documents and nothing else that this program knows. */
function checkUsage(leafDer: Buffer): void {
  const leaf = new X509Certificate(leafDer)
  expect(
    sameMembers(leaf.keyUsage ?? [], [oid.documentSigning, oid.emailProtection]),
    'purpose of the certificate',
  )
  const usage = readCertificate(leafDer).extensions?.find(({ extnID }) => extnID === oid.keyUsage)
  const bits = usage?.parsedValue as asn1js.BitString | undefined
  const digitalSignatureAndNonRepudiation = 0b1100_0000
  expect(
    usage?.critical === true &&
      bits?.valueBlock.valueHexView.byteLength === 1 &&
      bits.valueBlock.valueHexView[0] === digitalSignatureAndNonRepudiation,
    'use of the key',
  )
}

function checkChain(
  leaf: X509Certificate,
  issuing: X509Certificate,
  trust: Trust,
  moment: Date | null,
): void {
  const root = trust.rootPems
    .map((pem) => new X509Certificate(pem))
    .find((one) => issuing.checkIssued(one) && issuing.verify(one.publicKey))
  expect(root !== undefined, 'issuer of the authority')
  expect(root.ca && issuing.ca && !leaf.ca, 'authorities')
  expect(leaf.checkIssued(issuing) && leaf.verify(issuing.publicKey), 'issuer of the signer')
  expect(root.verify(root.publicKey), 'root')
  if (!moment) return
  for (const { validFromDate, validToDate } of [leaf, issuing, root])
    expect(validFromDate <= moment && moment <= validToDate, 'validity of the certificates')
  const lists = trust.revocationLists.map((list) => readRevocationList(list, root.toString()))
  const serial = issuing.serialNumber.toLowerCase()
  const withdrawn = lists.flatMap((list) => list?.withdrawn ?? [])
  const gone = withdrawn.find(({ serialNumber }) => serialNumber === serial)
  expect(!gone || moment < gone.at, withdrawnAuthority)
}

function readSignedData(cms: Uint8Array): pkijs.SignedData {
  const content = pkijs.ContentInfo.fromBER(Buffer.from(cms))
  expect(content.contentType === oid.signedData, 'signed data')
  return new pkijs.SignedData({ schema: content.content as asn1js.AsnType })
}

function readCertificate(bytes: Uint8Array): pkijs.Certificate {
  return pkijs.Certificate.fromBER(Buffer.from(bytes))
}

/** SHA-256 is the default of ESSCertIDv2, so DER leaves the algorithm out. */
function signingCertificate(certificate: Uint8Array): asn1js.Sequence {
  const certificateId = new asn1js.Sequence({ value: [octets(hash(certificate))] })
  return new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [certificateId] })] })
}

function attribute(type: string, value: asn1js.AsnType): pkijs.Attribute {
  return new pkijs.Attribute({ type, values: [value] })
}

function derOf(attributes: pkijs.Attribute[], type: string): Buffer {
  const found = only(
    attributes.filter((candidate) => candidate.type === type),
    'attribute',
  )
  return der(only(found.values as asn1js.AsnType[], 'attribute value'))
}

function der(value: asn1js.AsnType): Buffer {
  return Buffer.from(value.toBER())
}

function octets(bytes: Uint8Array): asn1js.OctetString {
  return new asn1js.OctetString({ valueHex: new Uint8Array(bytes).buffer })
}

function hash(...parts: Uint8Array[]): Buffer {
  const digest = createHash('sha256')
  for (const part of parts) digest.update(part)
  return digest.digest()
}

function valueOf(name: pkijs.RelativeDistinguishedNames, type: string): string {
  const found = name.typesAndValues.find((candidate) => String(candidate.type) === type)
  return found ? String(found.value.valueBlock.value) : ''
}

function sameMembers(a: string[], b: string[]): boolean {
  return a.length === b.length && b.every((member) => a.includes(member))
}

function only<T>(items: T[], what: string): T {
  expect(items.length === 1, `exactly one ${what}`)
  return items[0]!
}

function expect(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`not as signed: ${what}`)
}

/** For the sample, which runs without the installation's settings. */
export function fingerprintOf(bytes: Uint8Array): string {
  return hash(bytes).toString('hex')
}
