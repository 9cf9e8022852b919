import 'reflect-metadata'
import { createPrivateKey, createPublicKey, webcrypto, X509Certificate as NodeCertificate } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import {
  algorithm,
  dayInMilliseconds,
  derSignature,
  exportKey,
  fingerprintOfPem,
  generateKeys,
  importSigningKey,
  nameOf,
  serialNumber,
} from '#app/server/crypto/certificate-parts.server.ts'

const years = 30
const documentSigning = '1.3.6.1.5.5.7.3.36'
const emailProtection = '1.3.6.1.5.5.7.3.4'
const noRevocationAvailable = '2.5.29.56'

/** What a signature needs. The root's own key is not in it: nothing but a new issuing certificate ever needs that. */
export type Authority = Readonly<{ rootPem: string; issuingPem: string; issuingKey: Uint8Array /* PKCS#8 */ }>

/** What a document of this installation may stand on: the roots of all its years, and who was withdrawn since. */
export type Trust = Readonly<{ rootPems: string[]; revocationLists: Uint8Array[] }>

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
  listUrl?: ListUrl,
): Promise<Authority & { rootKey: Uint8Array }> {
  const root = await createRoot(organisationName, now)
  return { ...root, ...(await createIssuing(root, organisationName, now, listUrl)) }
}

/** Where a root's revocation list can be fetched, when the installation has a public address. */
export type ListUrl = (rootFingerprint: string) => string | null

export async function createRoot(
  organisationName: string,
  now: Date,
  sequence = 1,
): Promise<{ rootPem: string; rootKey: Uint8Array }> {
  const keys = await generateKeys(true)
  const notBefore = new Date(now.getTime() - dayInMilliseconds)
  const notAfter = new Date(notBefore)
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + years)
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    notBefore,
    notAfter,
    signingAlgorithm: algorithm,
    serialNumber: serialNumber(),
    name: nameOf({ O: organisationName, CN: `${organisationName} root${suffix(sequence)}` }),
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 1, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { rootPem: `${root.toString('pem')}\n`, rootKey: await exportKey(keys.privateKey) }
}

/** An authority under this root, valid as long as the root and never longer than thirty years. */
export async function createIssuing(
  { rootPem, rootKey }: { rootPem: string; rootKey: Uint8Array },
  organisationName: string,
  now: Date,
  listUrl?: ListUrl,
  sequence = 1,
): Promise<{ issuingPem: string; issuingKey: Uint8Array }> {
  const root = new x509.X509Certificate(rootPem)
  const keys = await generateKeys(true)
  const notBefore = new Date(Math.max(now.getTime() - dayInMilliseconds, root.notBefore.getTime()))
  const fetchedFrom = listUrl?.(fingerprintOfPem(rootPem))
  const issuing = await x509.X509CertificateGenerator.create({
    notBefore,
    notAfter: root.notAfter,
    signingAlgorithm: algorithm,
    serialNumber: serialNumber(),
    subject: nameOf({ O: organisationName, CN: `${organisationName} signatures${suffix(sequence)}` }),
    issuer: root.subjectName,
    publicKey: keys.publicKey,
    signingKey: await importSigningKey(rootKey),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(root.publicKey),
      ...(fetchedFrom ? [new x509.CRLDistributionPointsExtension([fetchedFrom])] : []),
    ],
  })
  return { issuingPem: `${issuing.toString('pem')}\n`, issuingKey: await exportKey(keys.privateKey) }
}

/** Two authorities of one installation are told apart by name, too. */
function suffix(sequence: number): string {
  return sequence === 1 ? '' : ` ${sequence}`
}

/** Throws unless the key is the one the issuing certificate names and the root has signed that certificate. */
export function checkAuthority({ rootPem, issuingPem, issuingKey }: Authority): void {
  const root = new NodeCertificate(rootPem)
  const issuing = new NodeCertificate(issuingPem)
  if (!belongsTo(issuingPem, issuingKey)) throw new Error('the issuing key belongs to another certificate')
  if (!issuing.checkIssued(root) || !issuing.verify(root.publicKey)) throw new Error('the root did not issue')
}

export function belongsTo(certificatePem: string, pkcs8: Uint8Array): boolean {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
  return new NodeCertificate(certificatePem).checkPrivateKey(key)
}

/** A key as a file that OpenSSL and others open with the password. */
export function lockedKey(pkcs8: Uint8Array, password: string): string {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
  return key.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: password }).toString()
}

/** Null when the file is no private key or the password does not open it. */
export function unlockedKey(pem: string, password: string): Uint8Array | null {
  try {
    const key = createPrivateKey({ key: pem, format: 'pem', passphrase: password })
    createPublicKey(key)
    return new Uint8Array(key.export({ format: 'der', type: 'pkcs8' }))
  } catch {
    return null
  }
}

export type CertificateFacts = {
  name: string
  organisationName: string
  fingerprint: string
  serialNumber: string
  validFrom: Date
  validTo: Date
}

export function factsOf(pem: string): CertificateFacts {
  const certificate = new NodeCertificate(pem)
  const { subjectName } = new x509.X509Certificate(pem)
  return {
    name: subjectName.getField('CN')[0] ?? '',
    organisationName: subjectName.getField('O')[0] ?? '',
    fingerprint: fingerprintOfPem(pem),
    serialNumber: certificate.serialNumber.toLowerCase(),
    validFrom: certificate.validFromDate,
    validTo: certificate.validToDate,
  }
}

/** A key for one signature. It is never written down and cannot be exported; it is gone when the caller lets go of it. */
export async function createSignerKey(authority: Authority, subject: Subject, at: Date): Promise<SignerKey> {
  const issuing = new x509.X509Certificate(authority.issuingPem)
  const issuingKey = await importSigningKey(authority.issuingKey)
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
    signingKey: issuingKey,
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
