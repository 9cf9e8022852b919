import 'reflect-metadata'
import { createHash, randomBytes, webcrypto } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as x509 from '@peculiar/x509'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { derSignature } from '#app/server/crypto/certificate-parts.server.ts'

x509.cryptoProvider.set(webcrypto as Crypto)
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const oid = {
  signedData: '1.2.840.113549.1.7.2',
  timeStampInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  timeStamping: '1.3.6.1.5.5.7.3.8',
}

/** How it misbehaves; nothing set is an honest authority. */
export type Manners = {
  down?: boolean
  silent?: boolean
  status?: number
  garbage?: Uint8Array
  refuses?: boolean
  /** Answers each question with this earlier answer. */
  replay?: Uint8Array
  otherNonce?: boolean
  otherImprint?: boolean
  hoursOff?: number
  brokenSignature?: boolean
  endless?: boolean
  /** The list of withdrawn certificates that its certificate names: none, whole, with itself on it, or something else. */
  list?: 'none' | 'withdrawn' | 'garbage'
}

export type TestAuthority = {
  url: string
  rootPem: string
  manners: Manners
  asked: number
  listsAsked: number
  lastReply: Uint8Array
  /** Lets go of everybody who waits for an answer. */
  hangUp(): void
  close(): Promise<void>
}

type Certified = {
  notBefore?: Date
  notAfter?: Date
  purposes?: string[]
  critical?: boolean
  /** Any free one unless said. */
  port?: number
}

/** A time stamp authority on this computer, with a root of its own. */
export async function startTimeStampAuthority(certified: Certified = {}): Promise<TestAuthority> {
  const authority: TestAuthority = {
    url: '',
    rootPem: '',
    manners: {},
    asked: 0,
    listsAsked: 0,
    lastReply: new Uint8Array(),
    hangUp: () => server.closeAllConnections(),
    close: () => closing(server),
  }
  const server = createServer((request, response) => {
    const chunks: Uint8Array[] = []
    request.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    request.on('end', () => {
      const { manners } = authority
      if (request.url === '/list.crl') {
        authority.listsAsked += 1
        const send = (bytes: Uint8Array | null) => response.writeHead(bytes ? 200 : 404).end(bytes)
        listOf(keys, manners).then(send, (error: Error) => response.destroy(error))
        return
      }
      authority.asked += 1
      if (manners.down) return void request.socket.destroy()
      if (manners.silent) return
      if (manners.endless) {
        response.writeHead(200)
        const more = setInterval(() => response.write(Buffer.alloc(8192, 0x30)), 1)
        response.on('close', () => clearInterval(more))
        return
      }
      const answer = (bytes: Uint8Array) => {
        authority.lastReply = bytes
        response.writeHead(manners.status ?? 200, { 'Content-Type': 'application/timestamp-reply' })
        response.end(bytes)
      }
      reply(Buffer.concat(chunks), keys, manners).then(answer, (error: Error) => response.destroy(error))
    })
  })
  await new Promise<void>((done) => server.listen(certified.port ?? 0, '127.0.0.1', done))
  const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const keys = await certificates(certified, `${here}/list.crl`)
  return Object.assign(authority, { url: `${here}/tsr`, rootPem: keys.rootPem })
}

async function listOf({ root, rootKey }: Keys, { list }: Manners): Promise<Uint8Array | null> {
  if (list === 'none') return null
  if (list === 'garbage') return Buffer.from('<html>')
  const reason = x509.X509CrlReason.keyCompromise
  const withdrawn = { serialNumber: '4002', revocationDate: new Date(), reason }
  const crl = await x509.X509CrlGenerator.create({
    issuer: new x509.X509Certificate(new Uint8Array(root)).subjectName,
    thisUpdate: new Date(Date.now() - 60_000),
    nextUpdate: new Date(Date.now() + 60 * 60_000),
    signingAlgorithm: algorithm,
    signingKey: rootKey,
    entries: list === 'withdrawn' ? [withdrawn] : [],
  })
  return new Uint8Array(crl.rawData)
}

function closing(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((done) => server.close(() => done()))
}

type Keys = { rootPem: string; certificate: Buffer; root: Buffer; key: CryptoKey; rootKey: CryptoKey }

async function certificates(certified: Certified, listUrl: string): Promise<Keys> {
  const { notBefore, notAfter, purposes, critical } = certified
  const pair = () =>
    webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) as Promise<CryptoKeyPair>
  const [rootKeys, keys] = [await pair(), await pair()]
  const year = 365 * 24 * 60 * 60 * 1000
  const validity = {
    notBefore: notBefore ?? new Date(Date.now() - year),
    notAfter: notAfter ?? new Date(Date.now() + year),
    signingAlgorithm: algorithm,
  }
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    notBefore: new Date(Date.now() - 5 * year),
    notAfter: new Date(Date.now() + 5 * year),
    signingAlgorithm: algorithm,
    serialNumber: '01',
    name: 'CN=Test time root',
    keys: rootKeys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 1, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(rootKeys.publicKey),
    ],
  })
  const certificate = await x509.X509CertificateGenerator.create({
    ...validity,
    serialNumber: '4002',
    subject: 'CN=Test time stamps',
    issuer: root.subjectName,
    publicKey: keys.publicKey,
    signingKey: rootKeys.privateKey,
    extensions: [
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension(purposes ?? [oid.timeStamping], critical ?? true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(rootKeys.publicKey),
      new x509.CRLDistributionPointsExtension([listUrl]),
    ],
  })
  return {
    rootPem: root.toString('pem'),
    certificate: Buffer.from(certificate.rawData),
    root: Buffer.from(root.rawData),
    key: keys.privateKey,
    rootKey: rootKeys.privateKey,
  }
}

async function reply(query: Buffer, keys: Keys, manners: Manners): Promise<Uint8Array> {
  if (manners.garbage) return manners.garbage
  if (manners.replay) return manners.replay
  if (manners.refuses) return responseOf(2, null)
  const question = pkijs.TimeStampReq.fromBER(new Uint8Array(query))
  const token = await stamp(question, keys, manners)
  return responseOf(0, token)
}

function responseOf(status: number, token: pkijs.ContentInfo | null): Uint8Array {
  const response = new pkijs.TimeStampResp({
    status: new pkijs.PKIStatusInfo({ status }),
    ...(token ? { timeStampToken: token } : {}),
  })
  return new Uint8Array(response.toSchema().toBER())
}

async function stamp(question: pkijs.TimeStampReq, keys: Keys, manners: Manners): Promise<pkijs.ContentInfo> {
  const imprint = Buffer.from(question.messageImprint.hashedMessage.valueBlock.valueHexView)
  const nonce = manners.otherNonce
    ? new asn1js.Integer({ valueHex: new Uint8Array(randomBytes(15)).buffer })
    : question.nonce
  const info = new pkijs.TSTInfo({
    version: 1,
    policy: '1.2.3.4',
    messageImprint: new pkijs.MessageImprint({
      hashAlgorithm: question.messageImprint.hashAlgorithm,
      hashedMessage: octets(manners.otherImprint ? createHash('sha256').update('another').digest() : imprint),
    }),
    serialNumber: new asn1js.Integer({ valueHex: Uint8Array.from([0x40, ...randomBytes(7)]).buffer }),
    genTime: new Date(Math.floor(Date.now() / 1000) * 1000 + (manners.hoursOff ?? 0) * 3_600_000),
    ...(nonce ? { nonce } : {}),
  })
  const content = Buffer.from(info.toSchema().toBER())
  const certificate = pkijs.Certificate.fromBER(new Uint8Array(keys.certificate))
  const attributes = [
    attribute(oid.contentType, new asn1js.ObjectIdentifier({ value: oid.timeStampInfo })),
    attribute(oid.messageDigest, octets(sha256(content))),
    attribute(oid.signingCertificateV2, sequence(sequence(sequence(octets(sha256(keys.certificate)))))),
  ]
    .map((value) => ({ value, der: Buffer.from(value.toSchema().toBER()) }))
    .sort((a, b) => Buffer.compare(a.der, b.der))
    .map(({ value }) => value)
  const toSign = new asn1js.Set({ value: attributes.map((value) => value.toSchema()) }).toBER()
  const signature = new Uint8Array(await webcrypto.subtle.sign(algorithm, keys.key, toSign))
  if (manners.brokenSignature) signature[5]! ^= 1
  const signed = new pkijs.SignedData({
    version: 3,
    digestAlgorithms: [new pkijs.AlgorithmIdentifier({ algorithmId: oid.sha256 })],
    encapContentInfo: new pkijs.EncapsulatedContentInfo({
      eContentType: oid.timeStampInfo,
      eContent: octets(content),
    }),
    certificates: [certificate, pkijs.Certificate.fromBER(new Uint8Array(keys.root))],
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
        signature: octets(derSignature(signature.buffer)),
      }),
    ],
  })
  return new pkijs.ContentInfo({ contentType: oid.signedData, content: signed.toSchema(true) })
}

function attribute(type: string, value: asn1js.AsnType): pkijs.Attribute {
  return new pkijs.Attribute({ type, values: [value] })
}

function sequence(...value: asn1js.AsnType[]): asn1js.Sequence {
  return new asn1js.Sequence({ value })
}

function octets(bytes: Uint8Array): asn1js.OctetString {
  return new asn1js.OctetString({ valueHex: new Uint8Array(bytes).buffer })
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}
