import { dateOf, dayOf } from '#content/working-days.ts'
import { sealedMost } from '#app/forms/case-content.form.ts'
import type { Actor } from '#app/policies/actor.ts'
import { mayAct, mayPropose } from '#app/policies/concern.policy.ts'
import { hasSteppedUp } from '#app/policies/second-factor.policy.ts'
import { appendCaseLog } from '#app/server/case-log.server.ts'
import { dropFilesOfDeleted } from '#app/server/concerns/deleted-files.server.ts'
import { sha256 } from '#app/server/crypto/hash.server.ts'
import { changedByAnother, notFound, notReady } from '#app/server/errors.server.ts'
import { enqueue } from '#app/server/jobs/queue.server.ts'
import {
  deleteContent,
  findPart,
  isDeleted,
  redactPart,
} from '#app/server/repositories/case-two-people.server.ts'
import { listFiles } from '#app/server/repositories/cases.server.ts'
import { addProposal, type ConcernRow } from '#app/server/repositories/concern-moves.server.ts'
import { actInCase, inFileOnly } from '#app/server/workflows/case-act.server.ts'
import {
  ageFile,
  keepSealedParts,
  toldToOthers,
  type SealedGiven,
} from '#app/server/workflows/case-content.server.ts'
import { openProposal } from '#app/server/workflows/concern-proposals.server.ts'
import { lanesOf } from '#machines/processes.ts'

/** Words that other handlers are not shown in their browsers. One handler does it, and any of them lifts it. */
export function maskPart(
  actor: Actor,
  concernId: string,
  { partId, part }: { partId: string; part: SealedGiven },
  now: Date,
): Promise<void> {
  return actInCase(
    actor,
    concernId,
    ({ facts }) => mayAct(actor, 'writeNote', facts),
    async (tx) => {
      if (!(await findPart(tx, concernId, partId))) throw notFound()
      await inFileOnly(tx, concernId, [part])
      const [written] = await keepSealedParts(tx, actor, concernId, [part], now)
      const data = { of: partId, parts: written! }
      await appendCaseLog(tx, { concernId, action: 'case.mask', personId: actor.id, data, now })
    },
  )
}

export interface Redaction {
  partId: string
  /** The part without those words, sealed by the proposer's browser to the same key: what the second person reads. */
  copy: SealedGiven
  /** Why, for handlers. */
  parts: readonly SealedGiven[]
}

export function proposeRedaction(
  actor: Actor,
  concernId: string,
  redaction: Redaction,
  now: Date,
): Promise<void> {
  const { partId, copy, parts } = redaction
  return actInCase(
    actor,
    concernId,
    ({ facts }) => mayPropose(actor, 'redact', facts),
    async (tx) => {
      const part = await findPart(tx, concernId, partId)
      if (!part) throw notFound()
      if (part.keyId !== copy.keyId || part.sealed.byteLength === 0) throw notReady()
      ageFile(copy.sealed, sealedMost)
      await inFileOnly(tx, concernId, parts)
      const written = await keepSealedParts(tx, actor, concernId, parts, now)
      const told = {
        part: partId,
        was: digestOf(part.sealed),
        becomes: digestOf(Buffer.from(copy.sealed, 'base64')),
      }
      const data = { ...told, copy: copy.sealed, parts: written.join(' ') }
      await addProposal(tx, concernId, { kind: 'redact', data, byId: actor.id, onDay: dateOf(dayOf(now)) })
      await enqueue(tx, [toldToOthers(actor, concernId, `redact:${written[0]!}`)])
      const line = { concernId, personId: actor.id, data: { ...told, parts: written.join(' ') }, now }
      await appendCaseLog(tx, { ...line, action: 'concern.propose.redact' })
    },
  )
}

/** The second of two: the copy that both have read stands in the place of the part. What stood there is nowhere kept. */
export function confirmRedaction(
  actor: Actor,
  concernId: string,
  proposalId: string,
  now: Date,
): Promise<void> {
  return actInCase(
    actor,
    concernId,
    ({ facts }) => mayAct(actor, 'redact', facts),
    async (tx, row) => {
      const { id, kind, data } = openProposal(row, proposalId)
      if (kind !== 'redact') throw notFound()
      if (!(await redactPart(tx, id, dateOf(dayOf(now))))) throw changedByAnother()
      const { part = '', was = '', becomes = '' } = data
      // The leaf of this line is under the day's commitment in the public ledger, and so proves both digests.
      const line = { concernId, personId: actor.id, data: { part, was, becomes }, now }
      await appendCaseLog(tx, { ...line, action: 'concern.redact' })
    },
  )
}

/** While anybody might need it nothing is deleted: the hold was released by two, and the case is over. */
function mayBeDeleted(row: ConcernRow): boolean {
  return lanesOf(row).legal_hold === 'released'
}

export function proposeDeletion(
  actor: Actor,
  concernId: string,
  parts: readonly SealedGiven[],
  now: Date,
): Promise<void> {
  return actInCase(
    actor,
    concernId,
    ({ facts }) => mayPropose(actor, 'deleteContent', facts) && hasSteppedUp(actor, now),
    async (tx, row) => {
      if (!mayBeDeleted(row) || (await isDeleted(tx, concernId))) throw notReady()
      await inFileOnly(tx, concernId, parts)
      const written = await keepSealedParts(tx, actor, concernId, parts, now)
      const data = { parts: written.join(' ') }
      await addProposal(tx, concernId, { kind: 'delete', data, byId: actor.id, onDay: dateOf(dayOf(now)) })
      await enqueue(tx, [toldToOthers(actor, concernId, `delete:${written[0]!}`)])
      await appendCaseLog(tx, { concernId, action: 'concern.propose.delete', personId: actor.id, data, now })
    },
  )
}

/** The second of two. The keys are gone first, then the bytes of the files; the rows and the log stay. */
export async function confirmDeletion(
  actor: Actor,
  concernId: string,
  proposalId: string,
  now: Date,
): Promise<void> {
  await actInCase(
    actor,
    concernId,
    ({ facts }) => mayAct(actor, 'deleteContent', facts) && hasSteppedUp(actor, now),
    async (tx, row) => {
      const { id, kind } = openProposal(row, proposalId)
      if (kind !== 'delete') throw notFound()
      if (!mayBeDeleted(row)) throw notReady()
      const data = { files: (await listFiles(tx, concernId)).length }
      await appendCaseLog(tx, { concernId, action: 'concern.deleteContent', personId: actor.id, data, now })
      await deleteContent(tx, id, dateOf(dayOf(now)))
    },
  )
  await dropFilesOfDeleted()
}

function digestOf(bytes: Uint8Array): string {
  return sha256(Buffer.from(bytes)).toString('hex')
}
