import { dateOf, dayOf } from '#content/working-days.ts'
import { envelopeMost, type KeyEnvelope } from '#app/forms/case-content.form.ts'
import type { Actor } from '#app/policies/actor.ts'
import { knowsOf, mayAct, mayPropose } from '#app/policies/concern.policy.ts'
import { hasSteppedUp } from '#app/policies/second-factor.policy.ts'
import { appendCaseLog } from '#app/server/case-log.server.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { changedByAnother, notFound, notPermitted, notReady } from '#app/server/errors.server.ts'
import { enqueue } from '#app/server/jobs/queue.server.ts'
import {
  endWays,
  listOpenWays,
  saveWay,
  type OpenWayRow,
} from '#app/server/repositories/case-two-people.server.ts'
import { listKeys, listThreads, saveEnvelopes, threadParts } from '#app/server/repositories/cases.server.ts'
import {
  addProposal,
  endProposal,
  lockConcern,
  type ConcernRow,
} from '#app/server/repositories/concern-moves.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { inFileOnly } from '#app/server/workflows/case-act.server.ts'
import {
  ageFile,
  keepSealedParts,
  toldToOthers,
  type SealedGiven,
} from '#app/server/workflows/case-content.server.ts'
import { openProposal } from '#app/server/workflows/concern-proposals.server.ts'

export interface Joining {
  /** The case and the conversation that the lost code opened. */
  olderId: string
  threadId: string
  /** Only if the two say so: a code that is only mislaid goes on opening what it opened. */
  endOld: boolean
  /** Why these are the same person, sealed. */
  parts: readonly SealedGiven[]
}

/** The first of two: whoever wrote to this case wrote before, to that one. Both are cases that they handle. */
export function proposeRejoin(actor: Actor, concernId: string, joining: Joining, now: Date): Promise<void> {
  const { olderId, threadId, endOld, parts } = joining
  return withScope(actor.id, async (tx) => {
    const { row, older } = await lockBoth(tx, actor, concernId, olderId)
    if (!mayPropose(actor, 'rejoin', row.facts) || !opensBoth(actor, row, older)) throw notPermitted()
    const thread = await firstThread(tx, concernId)
    if (!(await listThreads(tx, olderId)).some(({ id }) => id === threadId) || !thread) throw notFound()
    if ((await newWays(tx, thread, threadId)).length === 0) throw notReady()
    await inFileOnly(tx, concernId, parts)
    const written = await keepSealedParts(tx, actor, concernId, parts, now)
    const data = {
      older: olderId,
      olderThread: threadId,
      thread,
      endOld: endOld ? 'yes' : 'no',
      parts: written.join(' '),
    }
    await addProposal(tx, concernId, { kind: 'rejoin', data, byId: actor.id, onDay: dateOf(dayOf(now)) })
    await enqueue(tx, [toldToOthers(actor, concernId, `rejoin:${written[0]!}`)])
    await appendCaseLog(tx, { concernId, action: 'concern.propose.rejoin', personId: actor.id, data, now })
  })
}

/** The second of two. Their browser sealed every key of the older conversation to the newer code; the threads stay two. */
export function confirmRejoin(
  actor: Actor,
  concernId: string,
  given: { proposalId: string; envelopes: readonly KeyEnvelope[] },
  now: Date,
): Promise<void> {
  return withScope(actor.id, async (tx) => {
    const before = await lockConcern(tx, scopeOf(actor), concernId)
    if (!knowsOf(actor, before.facts)) throw notFound()
    const proposal = openProposal(before, given.proposalId)
    const { older: olderId = '', olderThread = '', thread = '', endOld, parts = '' } = proposal.data
    if (proposal.kind !== 'rejoin') throw notFound()
    const { row, older } = await lockBoth(tx, actor, concernId, olderId)
    if (!mayAct(actor, 'rejoin', row.facts) || !opensBoth(actor, row, older) || !hasSteppedUp(actor, now))
      throw notPermitted()
    const day = dateOf(dayOf(now))
    const ways = await newWays(tx, thread, olderThread)
    const keys = (await listKeys(tx, olderId)).filter(({ threadId }) => threadId === olderThread)
    const wanted = ways.flatMap(({ id }) => keys.map((key) => `${key.id} ${id}`))
    const got = new Map(given.envelopes.map((one) => [`${one.keyId} ${one.handlerKeyId}`, one]))
    if (wanted.length === 0) throw notReady()
    if (
      got.size !== given.envelopes.length ||
      got.size !== wanted.length ||
      wanted.some((name) => !got.has(name))
    )
      throw changedByAnother()
    const old = (await listOpenWays(tx, [olderThread])).map(({ id }) => id)
    for (const way of ways) {
      const wayId = randomId()
      await saveWay(tx, { ...way, id: wayId, threadId: olderThread }, day)
      const sealed = keys.map((key) => got.get(`${key.id} ${way.id}`)!)
      await saveEnvelopes(
        tx,
        day,
        sealed.map((one) => ({
          ...forAWay,
          keyId: one.keyId,
          wayId,
          sealed: ageFile(one.sealed, envelopeMost),
        })),
      )
    }
    if (endOld === 'yes') await endWays(tx, old, day)
    await endProposal(tx, proposal.id, { state: 'confirmed', byId: actor.id, onDay: day })
    const line = { action: 'concern.rejoin', personId: actor.id, now }
    await appendCaseLog(tx, {
      ...line,
      concernId,
      data: { older: olderId, thread: olderThread, endOld: endOld ?? 'no', parts },
    })
    await appendCaseLog(tx, {
      ...line,
      concernId: olderId,
      data: { newer: concernId, thread: olderThread, endOld: endOld ?? 'no' },
    })
  })
}

const forAWay = { holder: 'way' as const, handlerKeyId: null, innerKeyId: null }

/** Always in the same order, so that two who join at once wait for each other. */
async function lockBoth(tx: Transaction, actor: Actor, concernId: string, olderId: string) {
  if (concernId === olderId) throw notReady()
  const rows = new Map<string, ConcernRow>()
  for (const id of [concernId, olderId].sort()) {
    const row = await lockConcern(tx, scopeOf(actor), id)
    if (!knowsOf(actor, row.facts)) throw notFound()
    rows.set(id, row)
  }
  return { row: rows.get(concernId)!, older: rows.get(olderId)! }
}

function opensBoth(actor: Actor, row: ConcernRow, older: ConcernRow): boolean {
  return mayAct(actor, 'writeNote', row.facts) && mayAct(actor, 'writeNote', older.facts)
}

/** Of whoever reported: every other thread was led into the case by a handler. */
export async function firstThread(tx: Transaction, concernId: string): Promise<string | null> {
  const added = await threadParts(tx, concernId)
  return (await listThreads(tx, concernId)).find(({ id }) => !added.has(id))?.id ?? null
}

/** Ways of the newer conversation that do not open the older one yet. */
export async function newWays(tx: Transaction, threadId: string, olderThread: string): Promise<OpenWayRow[]> {
  const known = new Set((await listOpenWays(tx, [olderThread])).map(({ lookupHash }) => hex(lookupHash)))
  return (await listOpenWays(tx, [threadId])).filter(({ lookupHash }) => !known.has(hex(lookupHash)))
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
