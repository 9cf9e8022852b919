import { X509Certificate as NodeCertificate } from 'node:crypto'
import type { Integer } from 'asn1js'
import * as pkijs from 'pkijs'
import { isSignedBy, TimeStampRefused } from '#app/server/crypto/time-stamp.server.ts'

const listPoints = '2.5.29.31'
const uri = 6

/** Where the certificates of a time stamp say that lists of withdrawn ones are kept. */
export function listAddresses(certificates: Uint8Array[]): string[] {
  const found = certificates.flatMap((der) => {
    const extensions = pkijs.Certificate.fromBER(Buffer.from(der)).extensions ?? []
    const points = extensions.find(({ extnID }) => extnID === listPoints)
    const all = (points?.parsedValue as pkijs.CRLDistributionPoints | undefined)?.distributionPoints ?? []
    return all.flatMap(({ distributionPoint: names }) =>
      Array.isArray(names) ? names.flatMap(({ type, value }) => (type === uri ? [String(value)] : [])) : [],
    )
  })
  return [...new Set(found)].filter((address) => /^https?:\/\//.test(address))
}

/**
 * Whether this is a list that one of these authorities signed and that is still good. Throws TimeStampRefused when one of
 * the certificates is on it.
 */
export function isGoodList(der: Uint8Array, certificates: Uint8Array[], now: Date): boolean {
  const list = readList(der)
  if (!list?.nextUpdate || list.nextUpdate.value < now || list.thisUpdate.value > now) return false
  const all = certificates.map((each) => pkijs.Certificate.fromBER(Buffer.from(each)))
  const issuer = all.find((one) => {
    if (!one.subject.isEqual(list.issuer)) return false
    const { publicKey } = new NodeCertificate(Buffer.from(one.toSchema(false).toBER()))
    const signature = Buffer.from(list.signatureValue.valueBlock.valueHexView)
    const { algorithmId } = list.signatureAlgorithm
    return isSignedBy(publicKey, { algorithmId, over: Buffer.from(list.tbsView), signature })
  })
  if (!issuer) return false
  const issued = all.filter((one) => one.issuer.isEqual(issuer.subject)).map((one) => hexOf(one.serialNumber))
  const gone = (list.revokedCertificates ?? []).some((each) => issued.includes(hexOf(each.userCertificate)))
  if (gone) throw new TimeStampRefused('the authority was withdrawn')
  return true
}

function hexOf({ valueBlock }: Integer): string {
  return Buffer.from(valueBlock.valueHexView).toString('hex')
}

function readList(der: Uint8Array): pkijs.CertificateRevocationList | null {
  try {
    return pkijs.CertificateRevocationList.fromBER(Buffer.from(der))
  } catch {
    return null
  }
}
