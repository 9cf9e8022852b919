import { fileFields, type EvidenceValue } from '#app/forms/evidence.form.ts'
import type { Actor } from '#app/policies/actor.ts'
import { changesPlanEvidence, keepsEvidence, readsPlanEvidence } from '#app/policies/evidence.policy.ts'
import { asSystem, withScope, type Transaction } from '#app/server/database.server.ts'
import { changedByAnother, notFound, notPermitted, notReady } from '#app/server/errors.server.ts'
import { heldFile, holdFile } from '#app/server/files/pending.server.ts'
import type { FileProblem } from '#app/server/files/problems.server.ts'
import type { StoredFile } from '#app/server/files/receive.server.ts'
import { sweepFiles } from '#app/server/files/store.server.ts'
import type { EvidenceUpload } from '#app/server/http/evidence-upload.server.ts'
import { holdAssessment, type AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import {
  addUses,
  changeEvidence,
  countPlans,
  createEvidence,
  createFile,
  findEvidence,
  listUses,
  namedFiles,
  removeUses,
  type EvidenceRow,
} from '#app/server/repositories/evidence.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { reopened } from '#app/server/workflows/open-for-change.server.ts'
import { requirementOf } from '#app/server/workflows/requirement-of.server.ts'
import type { Key } from '#content/words.ts'
import { principlesToAnswer } from '#machines/processes.ts'

export type ArrivedFile = { file: StoredFile; token: string } | { problem: FileProblem }

/** The file of a form: the one that came now, or the one that came with an earlier try of it. */
export async function arrivedFile(
  actor: Actor,
  upload: EvidenceUpload | undefined,
  token: string,
  now: Date,
): Promise<ArrivedFile> {
  if (upload && 'file' in upload) return { file: upload.file, token: holdFile(upload.file, actor.id, now) }
  const problem = upload?.problem ?? 'none'
  const before = problem === 'none' ? await heldFile(token, actor.id, now) : null
  return before ? { file: before, token } : { problem }
}

export function takesFile(kind: string): boolean {
  return kind === 'file' || kind === 'assessment_by_others'
}

const statuses: Partial<Record<FileProblem, 413 | 503>> = { tooLarge: 413, busy: 503, notKept: 503 }

/** What the page says about a file that did not come, where one was wanted. */
export function fileErrorOf(
  kind: string,
  arrived: ArrivedFile,
): { errors: Record<string, { key: Key }>; status: 413 | 422 | 503 } | null {
  if ('file' in arrived) return null
  const { problem } = arrived
  if (problem === 'none' && kind !== 'file') return null
  // What was typed can be wrong only where the file belongs to it, but a form that broke off is never whole.
  if (kind !== '' && !takesFile(kind) && problem !== 'cut') return null
  const field = kind === 'assessment_by_others' ? fileFields[kind] : fileFields.file
  return { errors: { [field]: { key: `evidence.error.file.${problem}` } }, status: statuses[problem] ?? 422 }
}

/** Adds one to what the body of a plan keeps, and puts it to requirements of the plan. */
export function addEvidence(
  actor: Actor,
  assessmentId: string,
  value: EvidenceValue,
  requirementIds: string[],
  file: StoredFile | null,
  now: Date,
): Promise<string> {
  return withScope(actor.id, async (tx) => {
    const row = await openPlan(tx, actor, assessmentId)
    const serves = openIn(row, requirementIds)
    if (serves.length === 0) throw notReady()
    const id = await keepEvidence(tx, row.organisationId, value, file, actor.id, now)
    await addUses(tx, row.id, id, serves, actor.id, now)
    return id
  })
}

/** From now on the body keeps it, whatever it was given for. */
export async function keepEvidence(
  tx: Transaction,
  organisationId: string,
  value: EvidenceValue,
  file: StoredFile | null,
  personId: string,
  now: Date,
): Promise<string> {
  if (file) await createFile(tx, { ...file, organisationId, uploadedById: personId, uploadedAt: now })
  return createEvidence(tx, {
    ...wordsOf(value),
    inPassport: false,
    organisationId,
    kind: value.kind,
    fileId: file?.id ?? null,
    createdById: personId,
    createdAt: now,
  })
}

/** Which requirements of a plan it serves from now on. Only what this person ticked or unticked changes. */
export function serveRequirements(
  actor: Actor,
  assessmentId: string,
  evidenceId: string,
  ticked: { requirements: string[]; was: string[] },
  now: Date,
): Promise<void> {
  return withScope(actor.id, async (tx) => {
    const row = await openPlan(tx, actor, assessmentId)
    const item = await findEvidence(tx, evidenceId)
    if (!item || item.organisationId !== row.organisationId) throw notFound()
    const added = openIn(row, ticked.requirements).filter((id) => !ticked.was.includes(id))
    const removed = openIn(row, ticked.was).filter((id) => !ticked.requirements.includes(id))
    if (added.length > 0 && item.removedAt) throw notReady()
    if (added.length > 0) await addUses(tx, row.id, item.id, added, actor.id, now)
    if (removed.length > 0) await removeUses(tx, row.id, item.id, removed, now)
  })
}

/** Takes it off every requirement of the plan that is open. The body keeps it. */
export function takeOutOfPlan(
  actor: Actor,
  assessmentId: string,
  evidenceId: string,
  now: Date,
): Promise<void> {
  return withScope(actor.id, async (tx) => {
    const row = await openPlan(tx, actor, assessmentId)
    const uses = (await listUses(tx, assessmentId)).filter(({ evidence }) => evidence.id === evidenceId)
    const open = openIn(
      row,
      uses.map(({ requirementId }) => requirementId),
    )
    if (open.length === 0) throw uses.length === 0 ? notFound() : notReady()
    await removeUses(tx, assessmentId, evidenceId, open, now)
  })
}

export type EvidenceMove = 'stillTrue' | 'intoPassport' | 'outOfPassport' | 'remove'

/** Throws changedByAnother when it is no longer what this person saw. */
export function moveEvidence(
  actor: Actor,
  evidenceId: string,
  move: EvidenceMove,
  seenRevision: number,
  now: Date,
): Promise<void> {
  return withScope(actor.id, async (tx) => {
    const item = await keptItem(tx, actor, evidenceId)
    if (move === 'remove' && ((await countPlans(tx, [item.id])).get(item.id) ?? 0) > 0) throw notReady()
    if (!(await changeEvidence(tx, item.id, seenRevision, changeFor(move, actor, now))))
      throw changedByAnother()
  })
}

export type ChangedEvidence = { saved: true } | { saved: false; theirs: EvidenceRow }

/** Saves what is said about it, unless somebody changed it since: then both can be shown. */
export function describeEvidence(
  actor: Actor,
  evidenceId: string,
  value: EvidenceValue,
  inPassport: boolean,
  seenRevision: number,
): Promise<ChangedEvidence> {
  return withScope(actor.id, async (tx) => {
    await keptItem(tx, actor, evidenceId)
    const words = { ...wordsOf(value), inPassport }
    if (await changeEvidence(tx, evidenceId, seenRevision, words)) return { saved: true }
    const theirs = await keptItem(tx, actor, evidenceId)
    return { saved: false, theirs }
  })
}

/** At every start: what an interrupted upload left behind. */
export function sweepEvidenceFiles(now: Date) {
  return sweepFiles((ids) => asSystem('clear up files', (tx) => namedFiles(tx, ids)), now)
}

async function openPlan(tx: Transaction, actor: Actor, id: string): Promise<AssessmentRow> {
  const row = await holdAssessment(tx, scopeOf(actor), id)
  if (!readsPlanEvidence(actor, row)) throw notFound()
  if (!changesPlanEvidence(actor, row)) throw notPermitted()
  if (principlesToAnswer(row).length === 0) throw notReady()
  return row
}

async function keptItem(tx: Transaction, actor: Actor, id: string): Promise<EvidenceRow> {
  const item = await findEvidence(tx, id)
  if (!item || item.removedAt || !keepsEvidence(actor, item.organisationId)) throw notFound()
  return item
}

/** Of these requirements, those that the plan asks and that are open now. */
function openIn(row: AssessmentRow, requirementIds: string[]): string[] {
  const open = reopened(row)
  return [...new Set(requirementIds)].filter((id) => {
    const requirement = requirementOf(row, id)
    return requirement !== undefined && open.answer(requirement)
  })
}

function changeFor(move: EvidenceMove, actor: Actor, now: Date) {
  switch (move) {
    case 'stillTrue':
      return { stillTrueOn: now, stillTrueById: actor.id }
    case 'intoPassport':
      return { inPassport: true }
    case 'outOfPassport':
      return { inPassport: false }
    case 'remove':
      return { removedAt: now }
  }
}

function wordsOf({ title, url, page, assessedBy, datedOn, reviewOn }: EvidenceValue) {
  return {
    title,
    url,
    page,
    assessedBy,
    datedOn: datedOn ? new Date(datedOn) : null,
    reviewOn: reviewOn ? new Date(reviewOn) : null,
  }
}
