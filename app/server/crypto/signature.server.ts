import { createHash, verify as verifySignature, X509Certificate } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import type { SignerKey } from '#app/server/crypto/authority.server.ts'

const oid = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  documentSigning: '1.3.6.1.5.5.7.3.36',
}
const signedAttributeTypes = [oid.contentType, oid.messageDigest, oid.signingCertificateV2]

/**
 * A detached CMS signature as PAdES baseline wants it: contentType, messageDigest and signing-certificate-v2,
 * and no signing-time (the PDF's own /M says when). A time stamp would join as an unsigned attribute.
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

export type ReadSignature = { name: string; title: string; organisationName: string; validTo: Date }

/** Reads one of our own signatures and throws at the first thing that is not exactly as we make them. */
export function readSignature(
  cms: Uint8Array,
  parts: Uint8Array[],
  rootPem: string,
  now: Date,
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
  checkChain(leaf, new X509Certificate(issuingDer), new X509Certificate(rootPem), now)
  const toVerify = Buffer.from(new asn1js.Set({ value: attributes.map((value) => value.toSchema()) }).toBER())
  const signature = Buffer.from(info.signature.valueBlock.valueHexView)
  expect(verifySignature('sha256', toVerify, leaf.publicKey, signature), 'signature')

  const subject = readCertificate(leafDer).subject
  return {
    name: valueOf(subject, '2.5.4.3'),
    title: valueOf(subject, '2.5.4.12'),
    organisationName: valueOf(subject, '2.5.4.10'),
    validTo: leaf.validToDate,
  }
}

function checkChain(leaf: X509Certificate, issuing: X509Certificate, root: X509Certificate, now: Date): void {
  expect(root.ca && issuing.ca && !leaf.ca, 'authorities')
  expect(leaf.checkIssued(issuing) && leaf.verify(issuing.publicKey), 'issuer of the signer')
  expect(issuing.checkIssued(root) && issuing.verify(root.publicKey), 'issuer of the authority')
  expect(root.verify(root.publicKey), 'root')
  expect(leaf.keyUsage.includes(oid.documentSigning), 'purpose of the certificate')
  for (const { validFromDate, validToDate } of [leaf, issuing, root]) {
    expect(validFromDate <= now && now <= validToDate, 'validity of the certificates')
  }
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
