import { framework, frameworks, requirementsFor } from '#content/index.ts'
import { mayAct } from '#app/policies/call.policy.ts'
import { systemActor, type Actor } from '#app/policies/actor.ts'
import { now as clock } from '#app/server/clock.server.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { AppError, changedByAnother, notFound, notPermitted, notReady } from '#app/server/errors.server.ts'
import type { Tier } from '#content/vocabulary.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { createCall, lockCall, saveCall, type CallRow } from '#app/server/repositories/calls.server.ts'
import { findFrameworkVersion } from '#app/server/repositories/framework-versions.server.ts'
import { createRecord } from '#app/server/repositories/participations.server.ts'
import { getProgramme } from '#app/server/repositories/programmes.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { advance, type Mover, type Process } from '#app/server/workflows/advance.server.ts'
import { endOfDay, jobsFor } from '#app/server/workflows/requests.server.ts'
import { begin, type CallEvent } from '#machines/processes.ts'

export type CallIntent = { type: 'publish' | 'close' | 'discard' } | { type: 'extend'; closesOn: Date }

export interface CallTerms {
  title: string
  summary: string
  closesOn: Date
  frameworkId: string
  frameworkVersion: number
  /** The lightest tier that it allows. */
  leastTier?: Tier
  /** From a decision, for whoever wants to appeal. */
  appealDays?: number
}

/** Drafts a call under a programme of the actor's own body and returns its id. */
export function draftCall(actor: Actor, programmeId: string, terms: CallTerms, now: Date): Promise<string> {
  return withScope(actor.id, async (tx) => {
    const programme = await getProgramme(tx, scopeOf(actor), programmeId)
    if (!mayAct(actor, 'draft', programme.facts)) throw notPermitted()
    await refuseOthersFramework(tx, programme.organisationId, terms)
    const id = await createRecord(tx, 'call', programme.organisationId, 'owner')
    const { stored } = begin('call')
    await createCall(tx, {
      id,
      programmeId,
      organisationId: programme.organisationId,
      ...terms,
      createdAt: now,
      ...stored,
    })
    await appendLedger(tx, { action: 'call.draft', subject: id, actorId: actor.id, data: {}, at: now })
    return id
  })
}

/** While it is a draft: nobody who answers it finds another day later than they were told. */
export function changeAppealDays(
  actor: Actor,
  id: string,
  appealDays: number,
  seenRevision: number,
  now: Date,
): Promise<void> {
  return withScope(actor.id, async (tx) => {
    const row = await lockCall(tx, scopeOf(actor), id)
    if (row.revision !== seenRevision) throw changedByAnother()
    if (!mayAct(actor, 'edit', row.facts)) throw notPermitted()
    if (row.state !== 'draft') throw notReady()
    await saveCall(tx, row, row, { appealDays })
    await appendLedger(tx, {
      action: 'call.edit',
      subject: id,
      actorId: actor.id,
      data: { appealDays },
      at: now,
    })
  })
}

/** A body asks what came with the program, or what it brought in itself. */
async function refuseOthersFramework(
  tx: Transaction,
  organisationId: string,
  { frameworkId, frameworkVersion }: CallTerms,
): Promise<void> {
  if (frameworks.some(({ id, version }) => id === frameworkId && version === frameworkVersion)) return
  const found = await findFrameworkVersion(tx, frameworkId, frameworkVersion)
  if (found?.organisationId !== organisationId) throw notFound()
}

export function advanceCall(
  mover: Mover,
  id: string,
  intent: CallIntent,
  seenRevision: number | 'newest',
  now: Date,
) {
  return advance(callProcess, mover, id, intent, seenRevision, now)
}

/** On its closing day, by job. Given more time meanwhile, or closed already, it stays as it is. */
export async function closeCall(id: string): Promise<void> {
  try {
    await advanceCall(systemActor, id, { type: 'close' }, 'newest', clock())
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'notReady') throw error
  }
}

const callProcess: Process<'call', CallRow, CallIntent> = {
  id: 'call',
  lock: lockCall,
  permits: (mover, intent, row) => mayAct(mover, intent.type, row.facts),
  event: (_tx, row, intent, now) => Promise.resolve(withFacts(row, intent, now)),
  save: (tx, row, next, intent) =>
    saveCall(tx, row, next, intent.type === 'extend' ? { closesOn: intent.closesOn } : {}),
  settle: () => Promise.resolve({}),
  jobs: (requests, row) => jobsFor(requests, row.id),
}

function withFacts(row: CallRow, intent: CallIntent, now: Date): CallEvent {
  const closesOn = (intent.type === 'extend' ? intent.closesOn : row.closesOn).toISOString().slice(0, 10)
  const closesLater = endOfDay(closesOn) > now
  const { length } = requirementsFor(framework(row.frameworkId, row.frameworkVersion), 'project')
  switch (intent.type) {
    case 'publish':
      return { type: 'publish', closesOn, closesLater, requirementCount: length }
    case 'extend':
      return { type: 'extend', closesOn, closesLater }
    case 'close':
      return { type: 'close', closesLater }
    case 'discard':
      return { type: 'discard' }
  }
}
