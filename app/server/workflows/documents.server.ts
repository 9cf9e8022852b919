import { mayAct, mayRead } from '#app/policies/assessment.policy.ts'
import { systemActor, type Actor } from '#app/policies/actor.ts'
import { now as clock } from '#app/server/clock.server.ts'
import { documentNumber } from '#app/server/crypto/document-number.server.ts'
import { sha256 } from '#app/server/crypto/hash.server.ts'
import { asSystem, isDatabaseDown, withScope } from '#app/server/database.server.ts'
import {
  modelSchema,
  statementOf,
  type AssessmentRecordModel,
} from '#app/server/documents/assessment-model.server.ts'
import { DocumentFailure } from '#app/server/documents/failure.server.ts'
import { draw, sign, verifyOwn } from '#app/server/documents/press.server.ts'
import type { ExpectedSigner } from '#app/server/documents/verify-own.server.ts'
import { AppError, changedByAnother, notFound, notPermitted, notReady } from '#app/server/errors.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { LedgerKeyMissing } from '#app/server/crypto/ledger-key.server.ts'
import { recordFailure } from '#app/server/http/failure.server.ts'
import type { Key } from '#content/words.ts'
import { makeCheckpoint } from '#app/server/ledger/checkpoint.server.ts'
import { LedgerShorter } from '#app/server/ledger/restored.server.ts'
import { getAssessment, type AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import {
  findDrawnBytes,
  findNewestRevision,
  recordDownload,
  type DocumentKind,
  type DrawnDocument,
  type SignedDocument,
} from '#app/server/repositories/documents.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { advanceAssessment, type AssessmentIntent } from '#app/server/workflows/assessment.server.ts'
import { maySignNow } from '#app/server/workflows/signing-turn.server.ts'
import { recordModel } from '#app/server/workflows/record-model.server.ts'
import { outcomeOf, signaturesFor, turnOf, type SigningCapacity } from '#machines/processes.ts'

const kinds: DocumentKind[] = ['full_record', 'public_statement']
const readable = { full_record: 'full_record', public_statement: 'statement' } as const

/**
 * Draws both documents of a decided assessment and hands them to the first signer.
 * When that fails the assessment stays decided and unsigned, says why, and can be tried again.
 * What was drawn belongs to the decision that was read: moved meanwhile, it is drawn again; undone meanwhile, not at all.
 */
export async function drawDocumentsOf(assessmentId: string): Promise<void> {
  for (let attempt = 1; attempt <= mostDrawings; attempt++) {
    const read: { revision: number | null } = { revision: null }
    const intent = await drawnOrWhyNot(assessmentId, read)
    if (!intent || read.revision === null) return
    try {
      await advanceAssessment(systemActor, assessmentId, intent, read.revision, clock())
      return
    } catch (error) {
      const moved = error instanceof AppError && error.code === 'changedByAnother'
      if (!moved || attempt === mostDrawings) throw error
    }
  }
}

/** The queue tries again later. */
const mostDrawings = 5

/** Null when there is nothing to draw any more. `read` keeps the revision from which it was drawn. */
async function drawnOrWhyNot(
  assessmentId: string,
  read: { revision: number | null },
): Promise<Extract<AssessmentIntent, { type: 'documentsReady' | 'documentsFailed' }> | null> {
  try {
    const documents = await drawBoth(assessmentId, read)
    return documents && { type: 'documentsReady', documents }
  } catch (error) {
    if (isDatabaseDown(error)) throw error
    read.revision ??= await revisionIfDecided(assessmentId)
    return { type: 'documentsFailed', problem: problemOf(error) }
  }
}

function revisionIfDecided(assessmentId: string): Promise<number | null> {
  return asSystem('whether there is something to draw', async (tx) => {
    const row = await getAssessment(tx, null, assessmentId)
    return row.state === 'decided' ? row.revision : null
  })
}

/**
 * Puts the actor's signature on both documents, checks them as a stranger would, and stores them with the transition.
 * The caller has seen to a second sign-in check. Throws DocumentFailure, and nothing has changed then.
 */
export async function signDocuments(
  actor: Actor,
  id: string,
  seenRevision: number,
  now: Date,
): Promise<void> {
  const { row, capacity, revisions } = await beforeSigning(actor, id, seenRevision)
  const last = capacity === signaturesFor(outcomeOf(row)!).at(-1)
  const documents: SignedDocument[] = []
  for (const { kind, document, bytes: previous, drawn, number } of revisions) {
    const model = modelSchema.parse(document.model)
    const signers = signersUpTo(model, capacity)
    const { signatory } = signers.at(-1)!
    const { locale } = model
    const bytes = Buffer.from(await sign({ bytes: previous, capacity, signatory, locale, at: now, last }))
    await verifyOwn(bytes, { drawn, previous, signers, last })
    documents.push({
      kind,
      documentId: document.id,
      extends: number,
      final: last,
      bytes,
      sha256: sha256(bytes),
      signerId: actor.id,
      signerName: actor.name,
      capacity,
      signedAt: now,
    })
  }
  await advanceAssessment(actor, id, { type: 'sign', capacity, documents }, seenRevision, now)
}

/** The newest bytes for a reader, with the delivery in the ledger: who took a copy of which revision. */
export function downloadDocument(actor: Actor, id: string, kind: string, now: Date) {
  return withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), id)
    const known = kinds.find((one) => one === kind)
    if (!known) throw notFound()
    if (!mayRead(actor, readable[known], row.facts, row.state)) throw notPermitted()
    const revision = await findNewestRevision(tx, id, known)
    if (!revision) throw notFound()
    await recordDownload(tx, {
      documentId: revision.document.id,
      revision: revision.number,
      personId: actor.id,
      at: now,
    })
    await appendLedger(tx, {
      action: 'document.download',
      subject: id,
      actorId: actor.id,
      data: {
        document: revision.document.number,
        revision: revision.number,
        hash: revision.sha256.toString('hex'),
      },
      at: now,
    })
    return { name: `${revision.document.number}.pdf`, bytes: revision.bytes }
  })
}

async function drawBoth(
  assessmentId: string,
  read: { revision: number | null },
): Promise<DrawnDocument[] | null> {
  const numbers = { full_record: documentNumber(), public_statement: documentNumber() }
  const checkpoint = await makeCheckpoint(clock())
  if (!checkpoint) throw new Error('a decision without a ledger entry')
  const record = await asSystem('a decided assessment is drawn', async (tx) => {
    const row = await getAssessment(tx, null, assessmentId)
    if (row.state !== 'decided') return null
    read.revision = row.revision
    return recordModel(tx, row, numbers.full_record, checkpoint)
  })
  if (!record) return null
  const full = await drawn(record)
  const statement = statementOf(record, {
    number: numbers.public_statement,
    verifyUrl: record.verifyUrl.replace(numbers.full_record, numbers.public_statement),
    fullRecordSha256: full.sha256.toString('hex'),
  })
  return [full, await drawn(statement)]
}

async function drawn(model: AssessmentRecordModel): Promise<DrawnDocument> {
  const bytes = Buffer.from(await draw(model))
  return { kind: model.kind, number: model.number, model, bytes, sha256: sha256(bytes) }
}

async function beforeSigning(actor: Actor, id: string, seenRevision: number) {
  return withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), id)
    if (row.revision !== seenRevision) throw changedByAnother()
    const capacity = turnOf(row)
    if (!capacity) throw signsEver(actor, row) ? notReady() : notPermitted()
    if (!maySignNow(actor, row)) throw notPermitted()
    const revisions = []
    for (const kind of kinds) {
      const newest = await findNewestRevision(tx, id, kind)
      const drawn = await findDrawnBytes(tx, id, kind)
      if (!newest || !drawn) throw notReady()
      revisions.push({ kind, drawn, ...newest })
    }
    return { row, capacity, revisions }
  })
}

/** Whoever has no signature to give learns nothing about whose turn it is. */
function signsEver(actor: Actor, { facts }: AssessmentRow): boolean {
  const capacities = signaturesFor('approved')
  return capacities.some((capacity) => mayAct(actor, 'sign', facts, capacity))
}

/** Whose signatures the document carries once this one is on it, in order and as the document names them. */
function signersUpTo(model: AssessmentRecordModel, capacity: SigningCapacity): ExpectedSigner[] {
  const until = model.signers.findIndex((signer) => signer.capacity === capacity)
  return model.signers.slice(0, until + 1).map((signer) => ({
    capacity: signer.capacity,
    signatory: {
      name: 'name' in signer && typeof signer.name === 'string' ? signer.name : null,
      roleLabel: signer.roleLabel,
      organisationName: signer.organisationName,
    },
  }))
}

function problemOf(error: unknown): Key {
  if (error instanceof DocumentFailure) return error.key
  if (error instanceof LedgerShorter) return 'judging.error.ledgerShorter'
  if (error instanceof LedgerKeyMissing) return 'documents.failure.signingKeyMissing'
  recordFailure(error)
  return 'documents.failure.drawingFailed'
}

/** Null when it is signed; else the sentence that says why it is not, and nothing has changed. */
export async function signOrSayWhyNot(
  actor: Actor,
  id: string,
  seenRevision: number,
  now: Date,
): Promise<string | null> {
  try {
    await signDocuments(actor, id, seenRevision, now)
    return null
  } catch (error) {
    if (error instanceof DocumentFailure) return error.key
    throw error
  }
}
