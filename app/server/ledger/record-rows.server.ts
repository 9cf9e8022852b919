import { sha256 } from '#app/server/crypto/hash.server.ts'
import { asSystem, type Transaction } from '#app/server/database.server.ts'
import { conditionColumns, decisionColumns } from '#app/server/ledger/decision-entry.server.ts'
import type { RecordRow } from '#app/server/ledger/row-claims.server.ts'
import { canonicalJson } from '#content/canonical.ts'

const pieceSize = 500
const submissionsAtOnce = 20

/** Every row that the ledger speaks of, for rowClaims. Read in pieces; a row that is moved meanwhile is read as it is then. */
export async function* recordRows(): AsyncIterable<RecordRow> {
  yield* inPieces(pieceSize, movedRows('assessment'))
  yield* inPieces(pieceSize, movedRows('call'))
  yield* inPieces(pieceSize, movedConditions)
  yield* inPieces(pieceSize, decisions)
  yield* inPieces(pieceSize, pastDecisions)
  yield* inPieces(pieceSize, conditions)
  yield* inPieces(pieceSize, events)
  yield* inPieces(submissionsAtOnce, submissions)
  yield* inPieces(pieceSize, revisions)
}

type Page = { take: number; skip: number }
type Read = (tx: Transaction, page: Page) => Promise<RecordRow[]>

async function* inPieces(take: number, read: Read): AsyncIterable<RecordRow> {
  for (let skip = 0; ; skip += take) {
    const rows = await asSystem('the record is compared with the ledger', (tx) => read(tx, { take, skip }))
    yield* rows
    if (rows.length < take) return
  }
}

const movedColumns = { id: true, state: true, revision: true } as const

function movedRows(table: 'assessment' | 'call'): Read {
  return async (tx, page) => {
    const within = { ...page, orderBy: { id: 'asc' }, select: movedColumns } as const
    const rows =
      table === 'assessment' ? await tx.assessment.findMany(within) : await tx.call.findMany(within)
    return rows.map((row) => ({ kind: 'moved', table, ...row }))
  }
}

const movedConditions: Read = async (tx, page) => {
  const select = { ...movedColumns, assessmentId: true } as const
  const rows = await tx.condition.findMany({ ...page, orderBy: { id: 'asc' }, select })
  return rows.map((row) => ({ kind: 'moved', table: 'condition', ...row }))
}

const decisions: Read = async (tx, page) => {
  const rows = await tx.decision.findMany({
    ...page,
    orderBy: { assessmentId: 'asc' },
    select: decisionColumns,
  })
  return rows.map((row) => ({ kind: 'decision', past: false, ...row }))
}

const pastDecisions: Read = async (tx, page) => {
  const rows = await tx.pastDecision.findMany({ ...page, orderBy: { id: 'asc' }, select: decisionColumns })
  return rows.map((row) => ({ kind: 'decision', past: true, ...row }))
}

const conditions: Read = async (tx, page) => {
  const rows = await tx.condition.findMany({ ...page, orderBy: { id: 'asc' }, select: conditionColumns })
  return rows.map((row) => ({ kind: 'condition', ...row }))
}

const events: Read = async (tx, page) => {
  const rows = await tx.conditionEvent.findMany({
    ...page,
    orderBy: { id: 'asc' },
    select: { conditionId: true, kind: true, at: true, note: true, personId: true },
  })
  return rows.map(({ kind, ...row }) => ({ kind: 'event', step: kind, ...row }))
}

const submissions: Read = async (tx, page) => {
  const rows = await tx.submission.findMany({
    ...page,
    orderBy: { id: 'asc' },
    select: { assessmentId: true, number: true, content: true, contentHash: true },
  })
  return rows.map(({ assessmentId, number, content, contentHash }) => ({
    kind: 'submission',
    assessmentId,
    number,
    hash: hex(contentHash),
    worked: hex(sha256(canonicalJson(content))),
  }))
}

/** The database hashes the documents itself: none of them has to travel. */
const revisions: Read = (tx, { take, skip }) => tx.$queryRaw`
  SELECT 'revision' AS kind, d.assessment_id::text AS "assessmentId", d.number AS document, r.number,
    encode(r.sha256, 'hex') AS hash, encode(sha256(r.bytes), 'hex') AS worked, r.signer_id::text AS "signerId", r.capacity
  FROM document_revision r JOIN issued_document d ON d.id = r.document_id
  ORDER BY r.id LIMIT ${take} OFFSET ${skip}`

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
