import { dateOf, dayOf } from '#content/working-days.ts'
import { envelopeMost, type KeyEnvelope } from '#app/forms/case-content.form.ts'
import type { Actor } from '#app/policies/actor.ts'
import { mayAct } from '#app/policies/concern.policy.ts'
import { hasSteppedUp } from '#app/policies/second-factor.policy.ts'
import { appendCaseLog } from '#app/server/case-log.server.ts'
import { changedByAnother, notPermitted, notReady } from '#app/server/errors.server.ts'
import { enqueue } from '#app/server/jobs/queue.server.ts'
import {
  agreeAsOneOfTwo,
  hasCustodian,
  keyInCase,
  listCustody,
  type Custody,
} from '#app/server/repositories/case-two-people.server.ts'
import { listHandlerKeys, listKeys, saveEnvelopes } from '#app/server/repositories/cases.server.ts'
import { addProposal, endProposal, type ProposalRow } from '#app/server/repositories/concern-moves.server.ts'
import { actInCase, inFileOnly } from '#app/server/workflows/case-act.server.ts'
import {
  ageFile,
  keepSealedParts,
  toldToOthers,
  type SealedGiven,
} from '#app/server/workflows/case-content.server.ts'
import { openProposal } from '#app/server/workflows/concern-proposals.server.ts'

/** A handler says why they have to know who somebody is. Nothing is given to them yet. */
export function askIdentity(
  actor: Actor,
  concernId: string,
  parts: readonly SealedGiven[],
  now: Date,
): Promise<void> {
  return actInCase(
    actor,
    concernId,
    ({ facts }) => mayAct(actor, 'writeNote', facts) && facts.proposedBy.identity === undefined,
    async (tx, row) => {
      if (row.facts.custodianIds.includes(actor.id)) throw notReady()
      const keyId = await keyInCase(tx, concernId, actor.id)
      if (!keyId) throw notReady()
      // Without a custodian nobody could hand the key on: only who was given it when the case came can ask.
      const holds = (await listCustody(tx, concernId)).some(({ personId }) => personId === actor.id)
      if (!holds && !(await hasCustodian(tx, concernId))) throw notReady()
      await inFileOnly(tx, concernId, parts)
      const written = await keepSealedParts(tx, actor, concernId, parts, now)
      const data = { to: keyId, parts: written.join(' ') }
      await addProposal(tx, concernId, { kind: 'identity', data, byId: actor.id, onDay: dateOf(dayOf(now)) })
      await enqueue(tx, [toldToOthers(actor, concernId, `identity:${written[0]!}`)])
      await appendCaseLog(tx, {
        concernId,
        action: 'concern.propose.identity',
        personId: actor.id,
        data,
        now,
      })
    },
  )
}

/** Which keys of who somebody is a custodian holds: with the duty, not because they were once told. */
export function custodyOf(custody: readonly Custody[], personId: string): string[] {
  const own = custody.filter((one) => one.personId === personId && one.duties.includes('custody'))
  return [...new Set(own.map(({ keyId }) => keyId))]
}

/** Whether somebody handles a case that has no custodian and could be one of the two who agree. */
export function mayBeOneOfTwo(actor: Actor, proposal: ProposalRow | null): boolean {
  return proposal !== null && ![proposal.proposedById, proposal.data['agreedById']].includes(actor.id)
}

/**
 * Where a case has no custodian two handlers agree, neither of them the one who asks. The first says why; the second tells the
 * person, or why that is not safe, and from then on the one who asked is given it.
 */
export function agreeIdentityAsTwo(
  actor: Actor,
  concernId: string,
  { proposalId, telling, parts }: Omit<Agreement, 'envelopes'>,
  now: Date,
): Promise<'one' | 'granted'> {
  return actInCase(
    actor,
    concernId,
    ({ facts }) => mayAct(actor, 'writeNote', facts) && hasSteppedUp(actor, now),
    async (tx, row) => {
      const proposal = openProposal(row, proposalId)
      if (proposal.kind !== 'identity') throw notReady()
      if (!mayBeOneOfTwo(actor, proposal) || (await hasCustodian(tx, concernId))) throw notPermitted()
      const state = await agreeAsOneOfTwo(tx, proposal.id, dateOf(dayOf(now)))
      const tells = state === 'granted' && telling === 'told'
      const kinds = new Map((await listKeys(tx, concernId)).map(({ id, kind }) => [id, kind]))
      const wanted = tells ? 'thread' : 'file'
      if (parts.length === 0 || parts.some(({ keyId }) => kinds.get(keyId) !== wanted))
        throw changedByAnother()
      const written = await keepSealedParts(tx, actor, concernId, parts, now)
      await enqueue(tx, [toldToOthers(actor, concernId, `identity:${proposal.id}:${state}`)])
      const data = { to: proposal.proposedById, parts: written.join(' ') }
      await appendCaseLog(tx, {
        concernId,
        action: state === 'granted' ? 'concern.discloseIdentity' : 'concern.agree.identity',
        personId: actor.id,
        data: state === 'granted' ? { ...data, telling, with: proposal.data['agreedById'] ?? '' } : data,
        now,
      })
      return state
    },
  )
}

export interface Agreement {
  proposalId: string
  envelopes: readonly KeyEnvelope[]
  /** A message to the person in their thread; or, where that is not safe, the reason, for handlers. */
  telling: 'told' | 'unsafe'
  parts: readonly SealedGiven[]
}

/** A custodian agrees: from now on the one who asked can open it. The person is told, unless a reason says why not. */
export function agreeIdentity(
  actor: Actor,
  concernId: string,
  agreement: Agreement,
  now: Date,
): Promise<void> {
  return actInCase(
    actor,
    concernId,
    ({ facts }) => mayAct(actor, 'discloseIdentity', facts) && hasSteppedUp(actor, now),
    async (tx, row) => {
      const proposal = openProposal(row, agreement.proposalId)
      const held = custodyOf(await listCustody(tx, concernId), actor.id)
      if (held.length === 0) throw notPermitted()
      const [to] = await listHandlerKeys(tx, [proposal.data['to'] ?? ''])
      const stillThere =
        to && to.endedOn === null && (await keyInCase(tx, concernId, proposal.proposedById)) !== null
      if (proposal.kind !== 'identity' || !stillThere) throw notReady()
      const { envelopes, telling, parts } = agreement
      const got = new Set(envelopes.map(({ keyId }) => keyId))
      const fits = envelopes.every(
        ({ keyId, handlerKeyId }) => held.includes(keyId) && handlerKeyId === to.id,
      )
      if (!fits || got.size !== held.length || got.size !== envelopes.length) throw changedByAnother()
      const kinds = new Map((await listKeys(tx, concernId)).map(({ id, kind }) => [id, kind]))
      const wanted = telling === 'told' ? 'thread' : 'file'
      if (parts.length === 0 || parts.some(({ keyId }) => kinds.get(keyId) !== wanted)) throw notReady()
      const day = dateOf(dayOf(now))
      const written = await keepSealedParts(tx, actor, concernId, parts, now)
      await saveEnvelopes(
        tx,
        day,
        envelopes.map(({ keyId, sealed }) => ({
          keyId,
          holder: 'handler',
          handlerKeyId: to.id,
          innerKeyId: null,
          wayId: null,
          sealed: ageFile(sealed, envelopeMost),
        })),
      )
      await endProposal(tx, proposal.id, { state: 'confirmed', byId: actor.id, onDay: day })
      const data = { to: to.personId, keys: held.join(' '), telling, parts: written.join(' ') }
      await appendCaseLog(tx, {
        concernId,
        action: 'concern.discloseIdentity',
        personId: actor.id,
        data,
        now,
      })
    },
  )
}
