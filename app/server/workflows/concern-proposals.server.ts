import { dateOf, dayOf } from '#content/working-days.ts'
import type { Actor } from '#app/policies/actor.ts'
import {
  mayAct,
  mayPropose,
  secondedBy,
  type ProposalKind,
  type SecondedAction,
} from '#app/policies/concern.policy.ts'
import { appendCaseLog } from '#app/server/case-log.server.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notReady } from '#app/server/errors.server.ts'
import { enqueue } from '#app/server/jobs/queue.server.ts'
import {
  addProposal,
  endProposal,
  listRunning,
  readConcern,
  type ConcernRow,
  type ProposalRow,
} from '#app/server/repositories/concern-moves.server.ts'
import { actInCase, inFileOnly } from '#app/server/workflows/case-act.server.ts'
import { mayPause } from '#app/server/workflows/case-clocks.server.ts'
import { keepSealedParts, openedCase, type SealedGiven } from '#app/server/workflows/case-content.server.ts'
import { advanceConcern, type ConcernIntent, type Given } from '#app/server/workflows/concern.server.ts'
import { eventsOpen, type ConcernEvent } from '#machines/processes.ts'

/** What may be proposed here; an outcome and the end of the legal hold are steps of the case of their own. */
export type Proposed = Exclude<
  ProposalKind,
  | 'outcome'
  | 'release_hold'
  | 'identity'
  | 'rejoin'
  | 'remove_handler'
  | 'delete'
  | 'redact'
  | 'lesson'
  | 'lesson_back'
>

export interface Proposal {
  kind: Proposed
  /** Ids and codes. What exactly and why is sealed. */
  data: Record<string, string>
  parts: readonly SealedGiven[]
}

export const actionOf = Object.fromEntries(
  Object.entries(secondedBy).map(([action, kind]) => [kind, action]),
) as Record<ProposalKind, SecondedAction>

/** The first of two. Nothing of it has happened until somebody else says the same. */
export function propose(actor: Actor, concernId: string, proposal: Proposal, now: Date): Promise<void> {
  return actInCase(
    actor,
    concernId,
    ({ facts }) => mayPropose(actor, actionOf[proposal.kind], facts),
    (tx, row) => proposeIn(tx, actor, row, proposal, now),
  )
}

export async function proposeIn(
  tx: Transaction,
  actor: Actor,
  row: ConcernRow,
  { kind, data, parts }: Proposal,
  now: Date,
): Promise<void> {
  await isReadyFor(tx, row, kind, data)
  await inFileOnly(tx, row.id, parts)
  const written = await keepSealedParts(tx, actor, row.id, parts, now)
  const onDay = dateOf(dayOf(now))
  await addProposal(tx, row.id, { kind, data: { ...data, parts: written.join(' ') }, byId: actor.id, onDay })
  await enqueue(tx, [
    {
      name: 'notify',
      key: `${row.id}:${kind}:${written[0]!}`,
      data: { notice: 'caseNeedsYou', caseId: row.id, capacity: 'case_handler', personId: actor.id },
    },
  ])
  const line = { concernId: row.id, personId: actor.id, data: { ...data, parts: written.join(' ') }, now }
  await appendCaseLog(tx, { ...line, action: `concern.propose.${kind}` })
}

const moves: Partial<Record<Proposed, ConcernEvent['type']>> = {
  pause_clock: 'pauseClock',
  police_hold: 'holdForPolice',
  close_withdrawn: 'closeWithdrawn',
}

/** What could never be confirmed is not proposed either. */
async function isReadyFor(
  tx: Transaction,
  row: ConcernRow,
  kind: Proposed,
  data: Record<string, string>,
): Promise<void> {
  const open = eventsOpen('concern', row)
  const move = kind === 'against_wish' ? (data['then'] as ConcernEvent['type']) : moves[kind]
  if (move && !open.includes(move)) throw notReady()
  if (kind === 'close_withdrawn' && (data['liveRisk'] !== 'no' || data['affectedStays'] !== 'no'))
    throw notReady()
  if (kind === 'pause_clock') {
    const clock = (await listRunning(tx, row.id)).find(({ id }) => id === data['clockId'])
    if (!clock || clock.pausedOn !== null || !mayPause(clock)) throw notReady()
  }
}

/** Whoever proposed it takes it back; somebody else refuses it. */
export function endOpenProposal(
  actor: Actor,
  concernId: string,
  proposalId: string,
  parts: readonly SealedGiven[],
  now: Date,
): Promise<void> {
  return actInCase(
    actor,
    concernId,
    ({ facts }) => mayAct(actor, 'writeNote', facts),
    async (tx, row) => {
      const found = openProposal(row, proposalId)
      // These two are stages of the case, and leave them through the machine.
      if (found.kind === 'outcome' || found.kind === 'release_hold') throw notReady()
      const own = found.proposedById === actor.id
      if (!own) await inFileOnly(tx, concernId, parts)
      const written = parts.length > 0 ? await keepSealedParts(tx, actor, concernId, parts, now) : []
      const state = own ? 'taken_back' : 'refused'
      await endProposal(tx, found.id, { state, byId: actor.id, onDay: dateOf(dayOf(now)) })
      await appendCaseLog(tx, {
        concernId,
        action: `concern.${own ? 'takeBack' : 'refuse'}.${found.kind}`,
        personId: actor.id,
        data: written.length > 0 ? { parts: written.join(' ') } : {},
        now,
      })
    },
  )
}

/** The second of two: what was proposed happens now. */
export async function confirm(
  actor: Actor,
  concernId: string,
  proposal: ProposalRow,
  given: Given,
  now: Date,
): Promise<void> {
  await advanceConcern(
    actor,
    concernId,
    { ...intentOf(proposal), given: { ...givenIn(proposal), ...given } },
    'newest',
    now,
  )
}

function intentOf({ kind, data }: ProposalRow): Pick<ConcernIntent, 'type'> {
  switch (kind) {
    case 'outcome':
      return { type: 'confirmOutcome' }
    case 'release_hold':
      return { type: 'releaseHold' }
    case 'against_wish':
      return { type: data['then'] as ConcernIntent['type'] }
    default: {
      const type = moves[kind as Proposed]
      if (!type) throw notReady()
      return { type } as Pick<ConcernIntent, 'type'>
    }
  }
}

function givenIn({ kind, data }: ProposalRow): Given {
  if (kind !== 'against_wish') return {}
  if (data['then'] === 'referOut') return { ground: data['ground'] as 'law' | 'child' }
  return { againstWish: true }
}

export function openProposal(row: ConcernRow, proposalId: string): ProposalRow {
  const found = row.proposals.find(({ id }) => id === proposalId)
  if (!found) throw notFound()
  return found
}

/** An open proposal of a case that this person handles; whether they may confirm it is asked when they do. */
export function findProposal(actor: Actor, concernId: string, proposalId: string): Promise<ProposalRow> {
  return withScope(actor.id, async (tx) => {
    await openedCase(tx, actor, concernId)
    return openProposal(await readConcern(tx, concernId), proposalId)
  })
}
