import 'reflect-metadata'
import { createHash, randomBytes, webcrypto, X509Certificate as NodeCertificate } from 'node:crypto'
import * as x509 from '@peculiar/x509'

x509.cryptoProvider.set(webcrypto as Crypto)

export const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
export const dayInMilliseconds = 24 * 60 * 60 * 1000

export async function generateKeys(extractable: boolean): Promise<CryptoKeyPair> {
  return (await webcrypto.subtle.generateKey(algorithm, extractable, ['sign', 'verify'])) as CryptoKeyPair
}

export async function exportKey(key: CryptoKey): Promise<Uint8Array> {
  return new Uint8Array(await webcrypto.subtle.exportKey('pkcs8', key))
}

export function importSigningKey(pkcs8: Uint8Array): Promise<CryptoKey> {
  return webcrypto.subtle.importKey('pkcs8', Buffer.from(pkcs8), algorithm, false, [
    'sign',
  ]) as Promise<CryptoKey>
}

export function certificateOfPem(pem: string): Uint8Array {
  return new Uint8Array(new NodeCertificate(pem).raw)
}

/** SHA-256 of the certificate, in hexadecimal: what people compare by another way. */
export function fingerprintOfPem(pem: string): string {
  return createHash('sha256').update(new NodeCertificate(pem).raw).digest('hex')
}

/** X.509 allows 64 characters in a name and 200 is already longer than any name a form takes. */
const longest: Record<string, number> = { CN: 64, O: 64, T: 64 }

export function nameOf(parts: Record<string, string>): x509.Name {
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

export function serialNumber(): string {
  const bytes = randomBytes(16)
  bytes[0] = (bytes[0]! & 0x7f) | 0x40 // positive, and never shortened by a leading zero
  return bytes.toString('hex')
}

/** WebCrypto gives r and s side by side; CMS and X.509 want them as a DER sequence. */
export function derSignature(raw: ArrayBuffer): Uint8Array {
  const integers = [0, 32].map((start) => {
    let digits = Buffer.from(raw, start, 32)
    while (digits.length > 1 && digits[0] === 0 && digits[1]! < 0x80) digits = digits.subarray(1)
    const padded = digits[0]! >= 0x80 ? Buffer.concat([Buffer.of(0), digits]) : digits
    return Buffer.concat([Buffer.of(2, padded.length), padded])
  })
  const body = Buffer.concat(integers)
  return Buffer.concat([Buffer.of(0x30, body.length), body])
}
