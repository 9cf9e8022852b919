import { dateOf, dayOf } from '#content/working-days.ts'
import { envelopeMost, sealedMost, type KeyEnvelope } from '#app/forms/case-content.form.ts'
import { halfMost } from '#app/forms/case-recovery.form.ts'
import type { Actor } from '#app/policies/actor.ts'
import { hasSteppedUp } from '#app/policies/second-factor.policy.ts'
import { appendCaseLog } from '#app/server/case-log.server.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { changedByAnother, notFound, notPermitted, notReady } from '#app/server/errors.server.ts'
import { enqueue } from '#app/server/jobs/queue.server.ts'
import {
  askRecovery,
  findMyRecovery,
  leaveRecovery,
  listHeirs,
  listMyRecoveries,
  saveDeclared,
  saveFirstHalf,
  saveNames,
  saveRecovered,
  watchesCase,
  type Half,
  type RecoveryPart,
  type RecoveryRow,
} from '#app/server/repositories/case-recovery.server.ts'
import { ageFile } from '#app/server/workflows/case-content.server.ts'

/**
 * When every handler of a case is gone, two escrow holders open it for others: the first takes off the outer layer and
 * leaves the rest sealed to the second; each sees whom it is about and says that there is no conflict; the second seals its
 * keys to new handlers. Neither is shown anything else, and neither can be one of those.
 */

/** How long the opened half waits for the second person. This project's proposal; the database counts the same days. */
export const halfWaits = 14

/** The first of two of the case asks, or the second says the same. */
export function askToRecover(actor: Actor, concernId: string, why: string, now: Date): Promise<void> {
  return withScope(actor.id, async (tx) => {
    if (!(await watchesCase(tx, concernId))) throw notFound()
    await noted(tx, actor, concernId, 'recovery.ask', { why }, now)
    const state = await askRecovery(tx, concernId, why, dayOn(now))
    if (state === null) throw notReady()
    await enqueue(tx, [
      {
        name: 'notify',
        key: `${concernId}:recovery:${state}:${dayOf(now)}:${actor.id}`,
        data:
          state === 'open'
            ? { notice: 'caseRecovery', caseId: concernId }
            : { notice: 'caseNeedsYou', caseId: concernId, capacity: 'case_handler', personId: actor.id },
      },
    ])
  })
}

/** The first of the two: what was opened in their browser, sealed to the second and to nobody else. */
export function leaveFirstHalf(
  actor: Actor,
  recoveryId: string,
  given: { firstKey: string; secondKey: string; halves: readonly Half[] },
  now: Date,
): Promise<void> {
  return inRecovery(actor, recoveryId, ['outer'], now, async (tx, row) => {
    for (const { sealed } of given.halves) ageFile(sealed, halfMost)
    await noted(
      tx,
      actor,
      row.concernId,
      'recovery.begin',
      { first: given.firstKey, second: given.secondKey, keys: given.halves.length },
      now,
    )
    if (!(await saveFirstHalf(tx, recoveryId, given, dayOn(now)))) throw changedByAnother()
    const second = await partnerOf(tx, actor, recoveryId, now)
    if (second) await tell(tx, row, second, 'begun', now)
  })
}

/** The second of the two saw whom it is about. Without a conflict the first is shown the same; with one neither goes on. */
export function declareAsSecond(
  actor: Actor,
  recoveryId: string,
  given: { conflict: 'none' | 'conflict'; names: readonly string[] },
  now: Date,
): Promise<void> {
  return inRecovery(actor, recoveryId, ['second'], now, async (tx, row) => {
    if (given.conflict === 'conflict') return stepBack(tx, actor, row, now)
    if (row.state !== 'half') throw notReady()
    for (const sealed of given.names) ageFile(sealed, sealedMost)
    await noted(tx, actor, row.concernId, 'recovery.declareSecond', {}, now)
    if (!(await saveNames(tx, recoveryId, given.names, dayOn(now)))) throw changedByAnother()
    await tell(tx, row, row.firstPerson, 'named', now)
  })
}

export function declareAsFirst(
  actor: Actor,
  recoveryId: string,
  conflict: 'none' | 'conflict',
  now: Date,
): Promise<void> {
  return inRecovery(actor, recoveryId, ['first'], now, async (tx, row) => {
    if (row.state !== 'named') throw notReady()
    if (conflict === 'conflict') return stepBack(tx, actor, row, now)
    await noted(tx, actor, row.concernId, 'recovery.declareFirst', {}, now)
    if (!(await saveDeclared(tx, recoveryId, dayOn(now)))) throw changedByAnother()
    await tell(tx, row, row.secondPerson, 'declared', now)
  })
}

/** The half is gone, and another two may begin; what one alone asked for is asked for no more. */
export function takeBackRecovery(actor: Actor, recoveryId: string, now: Date): Promise<void> {
  return inRecovery(actor, recoveryId, ['asked', 'first', 'second'], now, async (tx, row) => {
    await noted(tx, actor, row.concernId, 'recovery.takeBack', {}, now)
    await leaveRecovery(tx, recoveryId, false, dayOn(now))
    await tellWhoCouldBegin(tx, row, `takenBack:${actor.id}`, now)
  })
}

/** The second of the two: the keys of the case, sealed to those who handle it from now on. */
export function finishRecovery(
  actor: Actor,
  recoveryId: string,
  envelopes: readonly KeyEnvelope[],
  now: Date,
): Promise<void> {
  return inRecovery(actor, recoveryId, ['second'], now, async (tx, row) => {
    for (const { sealed } of envelopes) ageFile(sealed, envelopeMost)
    const heirs = new Map(
      (await listHeirs(tx, recoveryId, dayOn(now))).map((heir) => [heir.handlerKeyId, heir]),
    )
    if (envelopes.some(({ handlerKeyId }) => !heirs.has(handlerKeyId))) throw notPermitted()
    const to = new Set(envelopes.map(({ handlerKeyId }) => heirs.get(handlerKeyId)!.personId))
    await noted(
      tx,
      actor,
      row.concernId,
      'recovery.finish',
      { first: row.firstPerson, to: [...to].join(' '), keys: envelopes.length },
      now,
    )
    if (!(await saveRecovered(tx, recoveryId, envelopes, dayOn(now)))) throw changedByAnother()
    for (const personId of to)
      await enqueue(tx, [
        {
          name: 'notify',
          key: `${recoveryId}:recovered:${personId}`,
          data: { notice: 'caseNeedsYou', caseId: row.concernId, alsoPersonId: personId },
        },
      ])
  })
}

/** A fresh proof of who it is, and the part that this takes; whoever has none is told that there is nothing. */
async function inRecovery(
  actor: Actor,
  recoveryId: string,
  parts: readonly RecoveryPart[],
  now: Date,
  run: (tx: Transaction, row: RecoveryRow) => Promise<void>,
): Promise<void> {
  await withScope(actor.id, async (tx) => {
    const row = await findMyRecovery(tx, recoveryId, dayOn(now))
    if (!row) throw notFound()
    if (!parts.includes(row.part) || (row.part !== 'asked' && !hasSteppedUp(actor, now))) throw notPermitted()
    await run(tx, row)
  })
}

/** Afterwards this person may not write into the log of this case any more. */
async function stepBack(tx: Transaction, actor: Actor, row: RecoveryRow, now: Date): Promise<void> {
  await noted(tx, actor, row.concernId, 'recovery.stepBack', {}, now)
  await leaveRecovery(tx, row.id, true, dayOn(now))
  await tellWhoCouldBegin(tx, row, `stepBack:${actor.id}`, now)
}

async function partnerOf(tx: Transaction, actor: Actor, id: string, now: Date): Promise<string | null> {
  const row = (await listMyRecoveries(tx, dayOn(now))).find((one) => one.id === id)
  return [row?.firstPerson, row?.secondPerson].find((each) => each && each !== actor.id) ?? null
}

function tell(tx: Transaction, row: RecoveryRow, personId: string | null, what: string, now: Date) {
  if (personId === null) return Promise.resolve()
  return enqueue(tx, [
    {
      name: 'notify',
      key: `${row.id}:${what}:${dayOf(now)}:${personId}`,
      data: { notice: 'caseRecovery', caseId: row.concernId, alsoPersonId: personId },
    },
  ])
}

function tellWhoCouldBegin(tx: Transaction, row: RecoveryRow, what: string, now: Date): Promise<void> {
  if (row.part === 'asked') return Promise.resolve()
  const key = `${row.id}:${what}:${dayOf(now)}`
  return enqueue(tx, [{ name: 'notify', key, data: { notice: 'caseRecovery', caseId: row.concernId } }])
}

function noted(
  tx: Transaction,
  actor: Actor,
  concernId: string,
  action: string,
  data: Record<string, string | number | null>,
  now: Date,
): Promise<void> {
  return appendCaseLog(tx, { concernId, action, personId: actor.id, data, now })
}

function dayOn(now: Date): Date {
  return dateOf(dayOf(now))
}
