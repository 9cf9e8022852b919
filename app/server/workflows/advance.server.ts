import { enqueue } from '#app/server/jobs/queue.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { asSystem, withScope, type Transaction } from '#app/server/database.server.ts'
import { changedByAnother, notPermitted, notReady } from '#app/server/errors.server.ts'
import { scopeOf, type Scope } from '#app/server/scope.server.ts'
import type { Actor, SystemActor } from '#app/policies/actor.ts'
import type { RequestedJob } from '#app/server/workflows/requests.server.ts'
import { move, type EventOf, type ProcessId, type RequestOf, type Stored } from '#machines/processes.ts'

export type Mover = Actor | SystemActor

export interface ProcessRow extends Stored {
  id: string
  revision: number
}

/**
 * What one kind of record adds to the one way of changing state.
 * An intent is what a person asks for; its event is the intent with the facts counted in the same transaction.
 */
export interface Process<Id extends ProcessId, Row extends ProcessRow, Intent extends { type: string }> {
  id: Id
  /** Locks the row until the transaction ends; throws notFound outside the scope (null: the installation itself). */
  lock(tx: Transaction, scope: Scope | null, id: string): Promise<Row>
  permits(mover: Mover, intent: Intent, row: Row, now: Date): boolean
  event(tx: Transaction, row: Row, intent: Intent, now: Date): Promise<EventOf<Id>>
  save(tx: Transaction, row: Row, next: Stored, intent: Intent, now: Date): Promise<void>
  /** Rows that come into being with the transition, such as a submission or a decision. */
  settle(tx: Transaction, row: Row, intent: Intent, mover: Mover, now: Date): Promise<LedgerData>
  jobs(requests: RequestOf<Id>[], row: Row): RequestedJob[]
  /** The record about which the ledger tells, where it is not the row itself. */
  subject?(row: Row): string
  /** Where the step is written down instead of in the public ledger: cases have a log of their own. */
  note?(tx: Transaction, row: Row, line: StepTaken): Promise<void>
}

export interface StepTaken {
  action: string
  actorId: string | null
  data: LedgerData
  at: Date
}

/** Ids, hashes and codes that the ledger keeps with the transition. */
export type LedgerData = Record<string, string | number | boolean | null>

/**
 * The only way a process changes state: state, its rows, jobs and ledger entry commit together or not at all.
 * Throws notFound, changedByAnother (somebody moved it since `seenRevision`), notPermitted or notReady.
 */
export function advance<Id extends ProcessId, Row extends ProcessRow, Intent extends { type: string }>(
  process: Process<Id, Row, Intent>,
  mover: Mover,
  id: string,
  intent: Intent,
  seenRevision: number | 'newest',
  now: Date,
): Promise<{ row: Row; next: Stored }> {
  return inScopeOf(mover, async (tx, scope) => {
    const row = await process.lock(tx, scope, id)
    if (seenRevision !== 'newest' && row.revision !== seenRevision) throw changedByAnother()
    if (!process.permits(mover, intent, row, now)) throw notPermitted()

    const moved = move(process.id, row, await process.event(tx, row, intent, now))
    if (!moved) throw notReady()

    await process.save(tx, row, moved.stored, intent, now)
    const data = await process.settle(tx, row, intent, mover, now)
    const jobs = process.jobs(moved.requests, row)
    await enqueue(
      tx,
      jobs.map((job, index) => ({ ...job, key: `${id}:${row.revision}:${index}` })),
    )
    const line: StepTaken = {
      action: `${process.id}.${intent.type}`,
      actorId: isPerson(mover) ? mover.id : null,
      data: { ...data, state: moved.stored.state, revision: row.revision + 1 },
      at: now,
    }
    if (process.note) await process.note(tx, row, line)
    else await appendLedger(tx, { ...line, subject: process.subject?.(row) ?? id })
    return { row, next: moved.stored }
  })
}

export function isPerson(mover: Mover): mover is Actor {
  return 'id' in mover
}

function inScopeOf<Result>(mover: Mover, run: (tx: Transaction, scope: Scope | null) => Promise<Result>) {
  return isPerson(mover)
    ? withScope(mover.id, (tx) => run(tx, scopeOf(mover)))
    : asSystem('a job moves a process', (tx) => run(tx, null))
}
