import { canonicalJson } from '#content/index.ts'
import { dueOnceArrived, dueOnceBack, lastOf, leastToMend } from '#content/condition-clock.ts'
import { dateOf, dayOf, laterOf } from '#content/working-days.ts'
import type { EvidenceValue } from '#app/forms/evidence.form.ts'
import { mayAct, needsStepUp } from '#app/policies/condition.policy.ts'
import { hasSteppedUp } from '#app/policies/second-factor.policy.ts'
import { sha256 } from '#app/server/crypto/hash.server.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { notReady } from '#app/server/errors.server.ts'
import type { StoredFile } from '#app/server/files/receive.server.ts'
import { dueData } from '#app/server/ledger/row-digests.server.ts'
import {
  lockCondition,
  noteEvent,
  saveCondition,
  type ConditionRow,
} from '#app/server/repositories/conditions.server.ts'
import { listEvidenceByIds, type EvidenceRow } from '#app/server/repositories/evidence.server.ts'
import { daysOf } from '#app/server/workflows/condition-days.server.ts'
import { keepEvidence } from '#app/server/workflows/evidence.server.ts'
import {
  advance,
  isPerson,
  type LedgerData,
  type Mover,
  type Process,
} from '#app/server/workflows/advance.server.ts'
import { jobsFor } from '#app/server/workflows/requests.server.ts'
import type { ConditionEvent } from '#machines/processes.ts'

/** What a person or the clock asks of a condition; days are days, without a time. */
export type ConditionIntent =
  | { type: 'sendMoney' | 'moneyArrived'; on: Date; note: string }
  | { type: 'giveEvidence'; evidenceIds: string[]; fresh: FreshEvidence | null; note: string }
  | { type: 'askForTime' | 'giveTime'; until: Date; note: string }
  | {
      type:
        | 'takeBackEvidence'
        | 'sendBack'
        | 'findEnough'
        | 'discharge'
        | 'refuseTime'
        | 'askForHelp'
        | 'offerHelp'
      note: string
    }
  | { type: 'escalate'; level: number }
  | { type: 'drop' }

/** Evidence that the body did not keep before. */
export interface FreshEvidence {
  value: EvidenceValue
  file: StoredFile | null
}

/** Moves one condition; see advance. */
export function advanceCondition(
  mover: Mover,
  id: string,
  intent: ConditionIntent,
  seenRevision: number | 'newest',
  now: Date,
) {
  return advance(conditionProcess, mover, id, intent, seenRevision, now)
}

const conditionProcess: Process<'condition', ConditionRow, ConditionIntent> = {
  id: 'condition',
  // Only records have readers in the ledger, and a condition is part of one.
  subject: (row) => row.assessmentId,
  lock: lockCondition,
  permits: (mover, intent, row, now) =>
    mayAct(mover, intent.type, row.facts) &&
    (!needsStepUp(intent.type) || !isPerson(mover) || hasSteppedUp(mover, now)),
  event,
  save: (tx, row, next, intent, now) => saveCondition(tx, row, next, columnsThatMove(row, intent, now)),
  settle,
  jobs: (requests, row) => jobsFor(requests, row.id),
}

async function event(
  tx: Transaction,
  row: ConditionRow,
  intent: ConditionIntent,
  now: Date,
): Promise<ConditionEvent> {
  switch (intent.type) {
    case 'giveEvidence': {
      const chosen = await ownEvidence(tx, row, intent.evidenceIds)
      // What was chosen and is no longer there was taken away while the form was open.
      if (chosen.length !== new Set(intent.evidenceIds).size) throw notReady()
      if (intent.fresh?.file?.scan === 'infected') throw notReady()
      return { type: intent.type, pieces: chosen.length + (intent.fresh ? 1 : 0) }
    }
    case 'askForTime':
      if (intent.until <= row.dueOn) throw notReady()
      return { type: intent.type, until: dayOf(intent.until) }
    case 'giveTime':
      if (intent.until <= row.dueOn) throw notReady()
      return { type: intent.type }
    case 'sendMoney':
    case 'moneyArrived':
      if (dayOf(intent.on) > dayOf(now)) throw notReady()
      return { type: intent.type }
    case 'escalate':
      return { type: intent.type, level: intent.level }
    default:
      return { type: intent.type }
  }
}

function columnsThatMove(row: ConditionRow, intent: ConditionIntent, now: Date) {
  switch (intent.type) {
    case 'sendMoney':
      return { fundsSentOn: intent.on }
    case 'moneyArrived':
      return { fundsArrivedOn: intent.on, dueOn: dueAfter(row, intent, now) }
    case 'giveTime':
    case 'refuseTime':
    case 'sendBack':
      return { dueOn: dueAfter(row, intent, now) }
    case 'discharge':
      return { metAt: now }
    default:
      return {}
  }
}

/** By when it is due from now on: never earlier than it was. */
function dueAfter(row: ConditionRow, intent: ConditionIntent, now: Date): Date {
  const days = daysOf(row)
  const today = dayOf(now)
  const turnedOn = (kind: string) => lastOf(days, [kind]) ?? today
  switch (intent.type) {
    case 'moneyArrived':
      return dateOf(dueOnceArrived(days, dayOf(intent.on)))
    case 'giveTime':
      return dateOf(laterOf(days.dueOn, dayOf(intent.until)))
    case 'refuseTime':
      // Before the money is there the clock does not run, so nothing was lost while the answer was awaited.
      if (row.state !== 'open') return row.dueOn
      return dateOf(dueOnceBack(days.dueOn, turnedOn('askForTime'), today))
    case 'sendBack':
      return dateOf(dueOnceBack(days.dueOn, turnedOn('giveEvidence'), today, leastToMend))
    default:
      return row.dueOn
  }
}

async function settle(
  tx: Transaction,
  row: ConditionRow,
  intent: ConditionIntent,
  mover: Mover,
  now: Date,
): Promise<LedgerData> {
  const personId = isPerson(mover) ? mover.id : null
  const given = intent.type === 'giveEvidence' ? await give(tx, row, intent, personId!, now) : []
  const note = 'note' in intent ? intent.note : ''
  const day = dayNoted(row, intent, now)
  await noteEvent(tx, row, {
    kind: intent.type,
    note,
    day,
    evidenceIds: given.map(({ id }) => id),
    personId,
    at: now,
  })
  return {
    condition: row.id,
    ...(note === '' ? {} : { note: hash(note) }),
    ...(day ? { day: dayOf(day) } : {}),
    ...(intent.type === 'moneyArrived' ? dueData(dueAfter(row, intent, now)) : {}),
    ...(given.length > 0 ? { pieces: given.length, evidence: hash(canonicalJson(given.map(asGiven))) } : {}),
    ...(intent.type === 'escalate' ? { level: intent.level } : {}),
  }
}

/** The day that belongs to the step, or the one on which it is due from then on. */
function dayNoted(row: ConditionRow, intent: ConditionIntent, now: Date): Date | null {
  switch (intent.type) {
    case 'sendMoney':
      return intent.on
    case 'moneyArrived':
      return intent.on
    case 'askForTime':
      return intent.until
    case 'giveTime':
    case 'refuseTime':
    case 'sendBack':
      return dueAfter(row, intent, now)
    default:
      return null
  }
}

async function give(
  tx: Transaction,
  row: ConditionRow,
  intent: ConditionIntent & { type: 'giveEvidence' },
  personId: string,
  now: Date,
): Promise<EvidenceRow[]> {
  const { fresh } = intent
  const { organisationId } = row.assessment
  const added = fresh ? [await keepEvidence(tx, organisationId, fresh.value, fresh.file, personId, now)] : []
  return ownEvidence(tx, row, [...intent.evidenceIds, ...added])
}

/** Of what the body that owes it keeps today; nothing in which something harmful was found. */
async function ownEvidence(tx: Transaction, row: ConditionRow, ids: string[]): Promise<EvidenceRow[]> {
  const items = await listEvidenceByIds(tx, ids)
  return items.filter(
    ({ organisationId, removedAt, file }) =>
      organisationId === row.assessment.organisationId && !removedAt && file?.scan !== 'infected',
  )
}

/** What the ledger can prove later about the words and files as they were given. */
function asGiven({ id, kind, title, url, page, file }: EvidenceRow) {
  return { id, kind, title, url, page, file: file && Buffer.from(file.sha256).toString('hex') }
}

function hash(text: string): string {
  return sha256(text).toString('hex')
}
