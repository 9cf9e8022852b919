import {
  constants,
  createHash,
  randomBytes,
  verify as verifySignature,
  X509Certificate as NodeCertificate,
  type KeyObject,
} from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'

const oid = {
  signedData: '1.2.840.113549.1.7.2',
  timeStampInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  extendedKeyUsage: '2.5.29.37',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  sha256: '2.16.840.1.101.3.4.2.1',
  rsaPss: '1.2.840.113549.1.1.10',
}
const digests: Record<string, string> = {
  [oid.sha256]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}
/** The digest that a signature algorithm names; an empty one leaves it to the digest algorithm beside it. */
const signatures: Record<string, string> = {
  '1.2.840.113549.1.1.1': '',
  [oid.rsaPss]: '',
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
}
const longestPath = 6

/** What a stamp on these bytes is asked for. */
export function sha256Of(...parts: Uint8Array[]): Uint8Array {
  const digest = createHash('sha256')
  for (const part of parts) digest.update(part)
  return digest.digest()
}

/** The reason names the check that failed, for the log. */
export class TimeStampRefused extends Error {
  override readonly name = 'TimeStampRefused'
}

export type TimeStampQuestion = { query: Uint8Array; imprint: Uint8Array; nonce: Uint8Array }

/** Asks for a stamp on this SHA-256, with a number of our own that the answer has to repeat, and with certificates. */
export function timeStampQuestion(imprint: Uint8Array): TimeStampQuestion {
  const nonce = randomBytes(16)
  nonce[0] = (nonce[0]! & 0x7f) | 0x40 // positive and of one length, so that both sides write the same integer
  const request = new pkijs.TimeStampReq({
    version: 1,
    messageImprint: new pkijs.MessageImprint({
      hashAlgorithm: new pkijs.AlgorithmIdentifier({
        algorithmId: oid.sha256,
        algorithmParams: new asn1js.Null(),
      }),
      hashedMessage: new asn1js.OctetString({ valueHex: new Uint8Array(imprint).buffer }),
    }),
    nonce: new asn1js.Integer({ valueHex: new Uint8Array(nonce).buffer }),
    certReq: true,
  })
  return { query: new Uint8Array(request.toSchema().toBER()), imprint, nonce }
}

/** The token in an answer, unless the authority refused or answered with something else. */
export function tokenIn(reply: Uint8Array): Uint8Array {
  const response = parsed('an answer', () => pkijs.TimeStampResp.fromBER(Buffer.from(reply)))
  // Granted, or granted with changes.
  expect([0, 1].includes(response.status.status), 'the authority refused')
  expect(response.timeStampToken !== undefined, 'a token')
  return new Uint8Array(response.timeStampToken.toSchema().toBER())
}

export type StampExpectation = {
  imprint: Uint8Array
  /** Left out for a stamp that was checked when it arrived. */
  nonce?: Uint8Array
  /** Certificates in PEM, one of which must be the authority's or stand above it; null where nobody said which. */
  pinned: string[] | null
  /** The authority's certificate has to be valid now, besides when it stamped. */
  now?: Date
}

export type TimeStamp = { at: Date; certificates: Uint8Array[] }

/** Throws TimeStampRefused unless this is a stamp on these very bytes by an authority for time stamps. */
export function checkTimeStamp(token: Uint8Array, expected: StampExpectation): TimeStamp {
  const signed = parsed('a token', () => {
    const content = pkijs.ContentInfo.fromBER(Buffer.from(token))
    expect(content.contentType === oid.signedData, 'signed data')
    return new pkijs.SignedData({ schema: content.content as asn1js.AsnType })
  })
  expect(signed.encapContentInfo.eContentType === oid.timeStampInfo, 'kind of token')
  const bytes = Buffer.from(signed.encapContentInfo.eContent?.getValue() ?? new ArrayBuffer(0))
  const info = parsed('what was stamped', () => pkijs.TSTInfo.fromBER(bytes))
  checkInfo(info, expected)

  const { certificate, others } = signerOf(signed)
  checkSigner(signed, bytes, certificate)
  checkPurpose(certificate)
  const moments = expected.now ? [info.genTime, expected.now] : [info.genTime]
  for (const moment of moments) {
    expect(isValidAt(certificate, moment), 'validity of the authority')
    if (expected.pinned) expect(isUnder(certificate, others, expected.pinned, moment), 'a known authority')
  }
  return { at: info.genTime, certificates: [certificate, ...others].map(({ raw }) => new Uint8Array(raw)) }
}

function checkInfo(info: pkijs.TSTInfo, { imprint, nonce }: StampExpectation): void {
  expect(info.version === 1, 'version')
  expect(info.messageImprint.hashAlgorithm.algorithmId === oid.sha256, 'digest of the imprint')
  expect(sameOctets(info.messageImprint.hashedMessage.valueBlock.valueHexView, imprint), 'imprint')
  if (nonce)
    expect(info.nonce !== undefined && sameOctets(info.nonce.valueBlock.valueHexView, nonce), 'nonce')
}

function signerOf(signed: pkijs.SignedData): { certificate: NodeCertificate; others: NodeCertificate[] } {
  expect(signed.signerInfos.length === 1, 'one signer')
  const sid: unknown = signed.signerInfos[0]!.sid
  const all = (signed.certificates ?? []).filter((one) => one instanceof pkijs.Certificate)
  const own = all.find((one) => {
    if (!(sid instanceof pkijs.IssuerAndSerialNumber)) return keyIdOf(one) === hexOf(sid)
    return one.serialNumber.isEqual(sid.serialNumber) && one.issuer.isEqual(sid.issuer)
  })
  expect(own !== undefined, 'the certificate of the authority')
  const read = (one: pkijs.Certificate) =>
    parsed('a certificate', () => new NodeCertificate(Buffer.from(one.toSchema(false).toBER())))
  return { certificate: read(own), others: all.filter((one) => one !== own).map(read) }
}

function checkSigner(signed: pkijs.SignedData, content: Buffer, certificate: NodeCertificate): void {
  const info = signed.signerInfos[0]!
  const attributes = info.signedAttrs?.attributes ?? []
  const valueOf = (type: string): asn1js.AsnType | undefined => {
    const found = attributes.filter((attribute) => attribute.type === type)
    return found.length === 1 && found[0]!.values.length === 1
      ? (found[0]!.values[0] as asn1js.AsnType)
      : undefined
  }
  const digest = digests[info.digestAlgorithm.algorithmId]
  expect(digest !== undefined, 'digest algorithm')
  const type = valueOf(oid.contentType)
  expect(
    type instanceof asn1js.ObjectIdentifier && type.valueBlock.toString() === oid.timeStampInfo,
    'content type',
  )
  const hashed = valueOf(oid.messageDigest)
  expect(
    hashed instanceof asn1js.OctetString &&
      sameOctets(hashed.valueBlock.valueHexView, createHash(digest).update(content).digest()),
    'digest of the token',
  )
  expect(namesCertificate(valueOf, certificate), 'certificate that stamped')

  const signature = Buffer.from(info.signature.valueBlock.valueHexView)
  const over = Buffer.from(info.signedAttrs?.encodedValue ?? new ArrayBuffer(0))
  const { algorithmId } = info.signatureAlgorithm
  expect(isSignedBy(certificate.publicKey, { algorithmId, over, signature, digest }), 'signature')
}

type Signed = { algorithmId: string; over: Buffer; signature: Buffer; digest?: string }

/** False also for algorithms that are not known here. `digest` is for those that do not name their own. */
export function isSignedBy(key: KeyObject, { algorithmId, over, signature, digest }: Signed): boolean {
  const named = signatures[algorithmId]
  if (named === undefined || over.length === 0 || !(named || digest)) return false
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO }
  const how = { key, ...(algorithmId === oid.rsaPss ? padding : {}) }
  return parsed('a signature', () => verifySignature(named || digest, over, how, signature))
}

/** ESSCertID names the certificate by SHA-1, ESSCertIDv2 by SHA-256 unless it says otherwise. */
function namesCertificate(
  valueOf: (type: string) => asn1js.AsnType | undefined,
  { raw }: NodeCertificate,
): boolean {
  const second = valueOf(oid.signingCertificateV2)
  const id = firstInside(firstInside(second ?? valueOf(oid.signingCertificate)))
  const parts = id instanceof asn1js.Sequence ? id.valueBlock.value : []
  const hash = parts.find((part) => part instanceof asn1js.OctetString)
  const named = second && parts[0] instanceof asn1js.Sequence ? firstInside(parts[0]) : undefined
  const algorithm = named instanceof asn1js.ObjectIdentifier ? digests[named.valueBlock.toString()] : 'sha256'
  if (!hash || !algorithm) return false
  const expected = createHash(second ? algorithm : 'sha1')
    .update(raw)
    .digest()
  return sameOctets(hash.valueBlock.valueHexView, expected)
}

function firstInside(value: asn1js.AsnType | undefined): asn1js.AsnType | undefined {
  return value instanceof asn1js.Sequence ? value.valueBlock.value[0] : undefined
}

/** For time stamps alone, and critical, as RFC 3161 wants it: a certificate for a web server stamps nothing. */
function checkPurpose({ raw, ca }: NodeCertificate): void {
  const certificate = pkijs.Certificate.fromBER(raw)
  const usage = certificate.extensions?.find(({ extnID }) => extnID === oid.extendedKeyUsage)
  const purposes = (usage?.parsedValue as pkijs.ExtKeyUsage | undefined)?.keyPurposes ?? []
  expect(
    !ca && usage?.critical === true && purposes.length === 1 && purposes[0] === oid.timeStamping,
    'purpose of the authority',
  )
}

function isUnder(
  certificate: NodeCertificate,
  others: NodeCertificate[],
  pinnedPems: string[],
  at: Date,
): boolean {
  const pinned = pinnedPems.map((pem) => new NodeCertificate(pem))
  let current = certificate
  for (let step = 0; step < longestPath; step += 1) {
    const here = current
    if (pinned.some((one) => one.raw.equals(here.raw))) return true
    const issued = (one: NodeCertificate) =>
      one.ca && isValidAt(one, at) && here.checkIssued(one) && here.verify(one.publicKey)
    if (pinned.some(issued)) return true
    const next = others.find(issued)
    if (!next) return false
    current = next
  }
  return false
}

function isValidAt({ validFromDate, validToDate }: NodeCertificate, at: Date): boolean {
  return validFromDate <= at && at <= validToDate
}

function keyIdOf(certificate: pkijs.Certificate): string | null {
  const found = certificate.extensions?.find(({ extnID }) => extnID === '2.5.29.14')?.parsedValue as unknown
  return found instanceof asn1js.OctetString ? hexOf(found) : null
}

function hexOf(value: unknown): string {
  const octets = value as { valueBlock?: { valueHexView?: Uint8Array } }
  return Buffer.from(octets.valueBlock?.valueHexView ?? []).toString('hex')
}

function sameOctets(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.from(a).equals(Buffer.from(b))
}

/** Whatever a library thinks of bytes from outside is one refusal. */
function parsed<Result>(what: string, read: () => Result): Result {
  try {
    return read()
  } catch (cause) {
    if (cause instanceof TimeStampRefused) throw cause
    throw new TimeStampRefused(`not ${what}`, { cause })
  }
}

function expect(holds: boolean, what: string): asserts holds {
  if (!holds) throw new TimeStampRefused(what)
}
