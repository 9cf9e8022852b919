import type { Transaction } from '#app/server/database.server.ts'
import { changedByAnother } from '#app/server/errors.server.ts'
import type { AssessmentRow } from '#app/server/repositories/assessments.server.ts'

export type DocumentKind = 'full_record' | 'public_statement'

export interface DrawnDocument {
  kind: DocumentKind
  number: string
  model: object
  bytes: Buffer
  sha256: Buffer
}

export interface SignedDocument {
  kind: DocumentKind
  documentId: string
  /** The revision that these bytes extend. */
  extends: number
  final: boolean
  bytes: Buffer
  sha256: Buffer
  signerId: string
  signerName: string
  capacity: string
  signedAt: Date
}

/** Stores revision 0 of both documents, in place of an earlier drawing that nobody has signed. */
export async function storeDocuments(
  tx: Transaction,
  row: AssessmentRow,
  documents: DrawnDocument[],
  now: Date,
): Promise<void> {
  for (const { kind, number, model, bytes, sha256 } of documents) {
    const { id } = await tx.issuedDocument.create({
      data: {
        number,
        assessmentId: row.id,
        organisationId: row.reviewingBodyId,
        kind,
        model: JSON.parse(JSON.stringify(model)) as object,
        createdAt: now,
      },
      select: { id: true },
    })
    await tx.documentRevision.create({
      data: { documentId: id, number: 0, bytes: plain(bytes), size: bytes.length, sha256: plain(sha256) },
      select: { id: true },
    })
  }
}

/** Adds one signed revision to each document; refuses when somebody else's signature came between. */
export async function storeSignatures(tx: Transaction, documents: SignedDocument[]): Promise<void> {
  for (const { documentId, extends: earlier, bytes, sha256, ...signature } of documents) {
    const newest = await tx.documentRevision.findFirst({
      where: { documentId },
      orderBy: { number: 'desc' },
      select: { number: true },
    })
    if (newest?.number !== earlier) throw changedByAnother()
    await tx.documentRevision.create({
      data: {
        documentId,
        number: earlier + 1,
        final: signature.final,
        bytes: plain(bytes),
        size: bytes.length,
        sha256: plain(sha256),
        signerId: signature.signerId,
        signerName: signature.signerName,
        capacity: signature.capacity,
        signedAt: signature.signedAt,
      },
      select: { id: true },
    })
  }
}

/** `statusOn` is the day from which the public page says so. */
export async function markDocuments(
  tx: Transaction,
  assessmentId: string,
  status: 'replaced' | 'no_longer_in_force',
  statusOn: Date,
): Promise<void> {
  await tx.issuedDocument.updateMany({ where: { assessmentId }, data: { status, statusOn } })
}

/** Each document of an assessment with its newest revision, without bytes. */
export async function listDocuments(tx: Transaction, assessmentId: string) {
  const rows = await tx.issuedDocument.findMany({
    where: { assessmentId },
    orderBy: { kind: 'asc' },
    select: {
      id: true,
      kind: true,
      number: true,
      status: true,
      revisions: {
        orderBy: { number: 'asc' },
        select: {
          number: true,
          size: true,
          sha256: true,
          final: true,
          signerName: true,
          capacity: true,
          signedAt: true,
        },
      },
    },
  })
  return rows.map((row) => ({ ...row, kind: row.kind as DocumentKind }))
}

/** The newest bytes of one document; null when there is none that this person may see. */
export async function findNewestRevision(tx: Transaction, assessmentId: string, kind: DocumentKind) {
  const revision = await tx.documentRevision.findFirst({
    where: { document: { assessmentId, kind } },
    orderBy: { number: 'desc' },
    select: {
      number: true,
      bytes: true,
      sha256: true,
      final: true,
      document: { select: { id: true, number: true, model: true } },
    },
  })
  return revision && { ...revision, bytes: Buffer.from(revision.bytes), sha256: Buffer.from(revision.sha256) }
}

/** The bytes before anybody signed; every signed revision begins with them. */
export async function findDrawnBytes(tx: Transaction, assessmentId: string, kind: DocumentKind) {
  const revision = await tx.documentRevision.findFirst({
    where: { document: { assessmentId, kind }, number: 0 },
    select: { bytes: true },
  })
  return revision && Buffer.from(revision.bytes)
}

function plain(bytes: Buffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes)
}
