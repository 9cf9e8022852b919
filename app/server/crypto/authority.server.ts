import 'reflect-metadata'
import { createPrivateKey, randomBytes, X509Certificate as NodeCertificate, webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'

x509.cryptoProvider.set(webcrypto as Crypto)

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const years = 30
const dayInMilliseconds = 24 * 60 * 60 * 1000
const documentSigning = '1.3.6.1.5.5.7.3.36'
const emailProtection = '1.3.6.1.5.5.7.3.4'
const noRevocationAvailable = '2.5.29.56'

/** What a signature needs. The root's own key is not in it: nothing but a new issuing certificate ever needs that. */
export type Authority = Readonly<{ rootPem: string; issuingPem: string; issuingKey: Uint8Array /* PKCS#8 */ }>

export type Subject = Readonly<{ name: string; title: string; organisationName: string }>

export type SignerKey = {
  certificate: Uint8Array
  chain: Uint8Array[]
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

/** A root and the authority under it that issues signers' certificates, each for thirty years. */
export async function createAuthority(
  organisationName: string,
  now: Date,
): Promise<Authority & { rootKey: Uint8Array }> {
  const rootKeys = await generateKeys(true)
  const issuingKeys = await generateKeys(true)
  const notBefore = new Date(now.getTime() - dayInMilliseconds)
  const notAfter = new Date(notBefore)
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + years)
  const validity = { notBefore, notAfter, signingAlgorithm: algorithm }

  const root = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    serialNumber: serialNumber(),
    name: nameOf({ O: organisationName, CN: `${organisationName} root` }),
    keys: rootKeys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 1, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(rootKeys.publicKey),
    ],
  })
  const issuing = await x509.X509CertificateGenerator.create({
    ...validity,
    serialNumber: serialNumber(),
    subject: nameOf({ O: organisationName, CN: `${organisationName} signatures` }),
    issuer: root.subjectName,
    publicKey: issuingKeys.publicKey,
    signingKey: rootKeys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(issuingKeys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(rootKeys.publicKey),
    ],
  })
  return {
    rootPem: `${root.toString('pem')}\n`,
    issuingPem: `${issuing.toString('pem')}\n`,
    issuingKey: await exportKey(issuingKeys.privateKey),
    rootKey: await exportKey(rootKeys.privateKey),
  }
}

/** Throws unless the key is the one the issuing certificate names and the root has signed that certificate. */
export function checkAuthority({ rootPem, issuingPem, issuingKey }: Authority): void {
  const root = new NodeCertificate(rootPem)
  const issuing = new NodeCertificate(issuingPem)
  const key = createPrivateKey({ key: Buffer.from(issuingKey), format: 'der', type: 'pkcs8' })
  if (!issuing.checkPrivateKey(key)) throw new Error('the issuing key belongs to another certificate')
  if (!issuing.checkIssued(root) || !issuing.verify(root.publicKey)) throw new Error('the root did not issue')
}

/** A key for one signature. It is never written down and cannot be exported; it is gone when the caller lets go of it. */
export async function createSignerKey(authority: Authority, subject: Subject, at: Date): Promise<SignerKey> {
  const issuing = new x509.X509Certificate(authority.issuingPem)
  const issuingKey = await webcrypto.subtle.importKey(
    'pkcs8',
    Buffer.from(authority.issuingKey),
    algorithm,
    false,
    ['sign'],
  )
  const keys = await generateKeys(false)
  const notBefore = new Date(Math.max(at.getTime() - dayInMilliseconds, issuing.notBefore.getTime()))
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    notBefore,
    notAfter: issuing.notAfter,
    signingAlgorithm: algorithm,
    subject: nameOf({ O: subject.organisationName, T: subject.title, CN: subject.name }),
    issuer: issuing.subjectName,
    publicKey: keys.publicKey,
    signingKey: issuingKey as CryptoKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.nonRepudiation,
        true,
      ),
      // Poppler reports "unknown issue with certificate" when documentSigning stands alone.
      new x509.ExtendedKeyUsageExtension([documentSigning, emailProtection]),
      new x509.Extension(noRevocationAvailable, false, Uint8Array.of(5, 0)),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuing.publicKey),
    ],
  })
  return {
    certificate: new Uint8Array(certificate.rawData),
    chain: [new Uint8Array(issuing.rawData)],
    sign: async (bytes) =>
      derSignature(await webcrypto.subtle.sign(algorithm, keys.privateKey, Buffer.from(bytes))),
  }
}

async function generateKeys(extractable: boolean): Promise<CryptoKeyPair> {
  return (await webcrypto.subtle.generateKey(algorithm, extractable, ['sign', 'verify'])) as CryptoKeyPair
}

async function exportKey(key: CryptoKey): Promise<Uint8Array> {
  return new Uint8Array(await webcrypto.subtle.exportKey('pkcs8', key))
}

/** X.509 allows 64 characters in a name and 200 is already longer than any name a form takes. */
const longest: Record<string, number> = { CN: 64, O: 64, T: 64 }

function nameOf(parts: Record<string, string>): x509.Name {
  return new x509.Name(
    Object.entries(parts)
      .map(([type, value]) => [type, [...oneLine(value)].slice(0, longest[type]).join('').trim()] as const)
      .filter(([, value]) => value !== '')
      .map(([type, value]) => ({ [type]: [{ utf8String: value }] })),
  )
}

function oneLine(value: string): string {
  return value.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
}

function serialNumber(): string {
  const bytes = randomBytes(16)
  bytes[0] = (bytes[0]! & 0x7f) | 0x40 // positive, and never shortened by a leading zero
  return bytes.toString('hex')
}

/** WebCrypto gives r and s side by side; CMS and X.509 want them as a DER sequence. */
function derSignature(raw: ArrayBuffer): Uint8Array {
  const integers = [0, 32].map((start) => {
    let digits = Buffer.from(raw, start, 32)
    while (digits.length > 1 && digits[0] === 0 && digits[1]! < 0x80) digits = digits.subarray(1)
    const padded = digits[0]! >= 0x80 ? Buffer.concat([Buffer.of(0), digits]) : digits
    return Buffer.concat([Buffer.of(2, padded.length), padded])
  })
  const body = Buffer.concat(integers)
  return Buffer.concat([Buffer.of(0x30, body.length), body])
}
