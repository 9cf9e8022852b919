import 'reflect-metadata'
import { verify as verifySignature, X509Certificate as NodeCertificate } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { algorithm, importSigningKey } from '#app/server/crypto/certificate-parts.server.ts'

const oid = { listNumber: '2.5.29.20', ecdsaWithSha256: '1.2.840.10045.4.3.2' }

export type Withdrawn = { serialNumber: string; at: Date }

export type ListToSign = {
  certificatePem: string
  key: Uint8Array
  number: number
  thisUpdate: Date
  nextUpdate: Date
  withdrawn: Withdrawn[]
}

/** An X.509 list of withdrawn certificates, signed by the authority that issued them. */
export async function createRevocationList(list: ListToSign): Promise<Uint8Array> {
  const issuer = new x509.X509Certificate(list.certificatePem)
  const crl = await x509.X509CrlGenerator.create({
    issuer: issuer.subjectName,
    thisUpdate: list.thisUpdate,
    nextUpdate: list.nextUpdate,
    signingAlgorithm: algorithm,
    signingKey: await importSigningKey(list.key),
    entries: list.withdrawn.map(({ serialNumber, at }) => ({
      serialNumber,
      revocationDate: at,
      reason: x509.X509CrlReason.keyCompromise,
    })),
    extensions: [
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
      new x509.Extension(oid.listNumber, false, new asn1js.Integer({ value: list.number }).toBER()),
    ],
  })
  return new Uint8Array(crl.rawData)
}

export type RevocationList = {
  number: number
  thisUpdate: Date
  nextUpdate: Date
  withdrawn: Withdrawn[]
}

/** Null when another authority signed it. */
export function readRevocationList(der: Uint8Array, issuerPem: string): RevocationList | null {
  const list = pkijs.CertificateRevocationList.fromBER(Buffer.from(der))
  const issuer = new NodeCertificate(issuerPem)
  const named = pkijs.Certificate.fromBER(issuer.raw).subject
  const signed = Buffer.from(list.tbsView)
  const signature = Buffer.from(list.signatureValue.valueBlock.valueHexView)
  if (!Buffer.from(list.issuer.toSchema().toBER()).equals(Buffer.from(named.toSchema().toBER()))) return null
  if (list.signatureAlgorithm.algorithmId !== oid.ecdsaWithSha256) return null
  if (!verifySignature('sha256', signed, issuer.publicKey, signature)) return null
  const numbered = list.crlExtensions?.extensions.find(({ extnID }) => extnID === oid.listNumber)
  const number = numbered && asn1js.fromBER(numbered.extnValue.valueBlock.valueHexView).result
  if (!(number instanceof asn1js.Integer) || !list.nextUpdate) return null
  return {
    number: number.valueBlock.valueDec,
    thisUpdate: list.thisUpdate.value,
    nextUpdate: list.nextUpdate.value,
    withdrawn: (list.revokedCertificates ?? []).map(({ userCertificate, revocationDate }) => ({
      serialNumber: Buffer.from(userCertificate.valueBlock.valueHexView).toString('hex'),
      at: revocationDate.value,
    })),
  }
}

export function pemOfList(der: Uint8Array): string {
  const lines = Buffer.from(der)
    .toString('base64')
    .match(/.{1,64}/g)
  return `-----BEGIN X509 CRL-----\n${lines?.join('\n') ?? ''}\n-----END X509 CRL-----\n`
}
