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
    const earlier = await tx.issuedDocument.findFirst({
      where: { assessmentId: row.id, kind },
      orderBy: { round: 'desc' },
      select: { id: true, round: true, status: true },
    })
    const { id } = await tx.issuedDocument.create({
      data: {
        number,
        assessmentId: row.id,
        organisationId: row.reviewingBodyId,
        kind,
        round: (earlier?.round ?? 0) + 1,
        model: JSON.parse(JSON.stringify(model)) as object,
        createdAt: now,
      },
      select: { id: true },
    })
    await tx.documentRevision.create({
      data: { documentId: id, number: 0, bytes: plain(bytes), size: bytes.length, sha256: plain(sha256) },
      select: { id: true },
    })
    if (earlier)
      await tx.issuedDocument.update({
        where: { id: earlier.id },
        data: {
          replacedById: id,
          status: 'replaced',
          // What was issued by mistake is marked at once; what an appeal set aside keeps its day.
          ...(earlier.status === 'current' ? { statusOn: now } : {}),
        },
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

/** How many signatures were given under the decision made then, also on documents that were issued anew since. */
export function countSignatures(tx: Transaction, assessmentId: string, decidedAt: Date): Promise<number> {
  return tx.documentRevision.count({
    where: {
      document: { assessmentId, kind: 'full_record', createdAt: { gte: decidedAt } },
      signedAt: { not: null },
    },
  })
}

/** Those in force. `statusOn` is the day from which the public page says so; what was marked before keeps its own. */
export async function markDocuments(
  tx: Transaction,
  assessmentId: string,
  status: 'replaced' | 'no_longer_in_force',
  statusOn: Date,
): Promise<void> {
  await tx.issuedDocument.updateMany({
    where: { assessmentId, status: 'current' },
    data: { status, statusOn },
  })
}

/** The newest documents of one assessment stand in the place of another's. */
export async function nameReplacement(tx: Transaction, id: string, replacedById: string): Promise<void> {
  await tx.$queryRaw`select app_name_replacement(${id}::uuid, ${replacedById}::uuid) as named`
}

/** Everything that was ever issued for an assessment, newest first, and who took copies of it. */
export async function listIssued(tx: Transaction, assessmentId: string) {
  const rows = await tx.issuedDocument.findMany({
    where: { assessmentId },
    orderBy: [{ round: 'desc' }, { kind: 'asc' }],
    select: {
      id: true,
      kind: true,
      number: true,
      round: true,
      status: true,
      statusOn: true,
      createdAt: true,
      revisions: { orderBy: { number: 'desc' }, take: 1, select: { number: true, final: true } },
      downloads: {
        orderBy: { at: 'desc' },
        take: mostDownloads,
        select: { id: true, personId: true, revision: true, at: true },
      },
      _count: { select: { downloads: true } },
    },
  })
  return rows.map(({ kind, _count, ...row }) => ({
    ...row,
    kind: kind as DocumentKind,
    downloadCount: _count.downloads,
  }))
}

/** Those that are not the standing ones any more, and from which day the public page says so. */
export function listOutOfForce(tx: Transaction, assessmentId: string) {
  return tx.issuedDocument.findMany({
    where: { assessmentId, status: { not: 'current' } },
    orderBy: [{ round: 'asc' }, { kind: 'asc' }],
    select: { number: true, createdAt: true, statusOn: true },
  })
}

/** Beyond this the page says how many there are. */
const mostDownloads = 200

export async function recordDownload(
  tx: Transaction,
  row: { documentId: string; revision: number; personId: string; at: Date },
): Promise<void> {
  await tx.documentDownload.create({ data: row, select: { id: true } })
}

/** Each document of an assessment with its newest revision, without bytes. */
export async function listDocuments(tx: Transaction, assessmentId: string) {
  const rows = await tx.issuedDocument.findMany({
    where: { assessmentId },
    orderBy: [{ kind: 'asc' }, { round: 'desc' }],
    distinct: ['kind'],
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
    orderBy: [{ document: { round: 'desc' } }, { number: 'desc' }],
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
    orderBy: { document: { round: 'desc' } },
    select: { bytes: true },
  })
  return revision && Buffer.from(revision.bytes)
}

function plain(bytes: Buffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes)
}
