import type { Actor } from '#app/policies/actor.ts'
import { mayAct, mayPropose } from '#app/policies/concern.policy.ts'
import { appendCaseLog } from '#app/server/case-log.server.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { notReady } from '#app/server/errors.server.ts'
import type { ConcernRow, ProposalRow } from '#app/server/repositories/concern-moves.server.ts'
import { endProposal } from '#app/server/repositories/concern-moves.server.ts'
import { actInCase, inFileOnly } from '#app/server/workflows/case-act.server.ts'
import { keepSealedParts, type SealedGiven } from '#app/server/workflows/case-content.server.ts'
import {
  dueNotices,
  findDuty,
  groundHolds,
  needsTwo,
  openClauses,
  ownClause,
  settledNotices,
  type SharingGround,
} from '#app/server/workflows/case-notices.server.ts'
import {
  dutyClock,
  endDutyClock,
  startDutyClock,
  termsOf,
  type DutyTerms,
} from '#app/server/workflows/duty-clocks.server.ts'
import { proposeIn } from '#app/server/workflows/concern-proposals.server.ts'
import type { ToldSurvivorFirst } from '#content/country-packs/notices.ts'
import { dateOf, dayOf, type Day } from '#content/working-days.ts'

/** What is planned or written down without moving the case; later steps wait for some of it. */
export const plans = ['firstContact', 'investigation', 'detriment', 'lesson', 'keepLeadOut'] as const
export type Plan = (typeof plans)[number]

export function writePlan(
  actor: Actor,
  concernId: string,
  { plan, parts }: { plan: Plan; parts: readonly SealedGiven[] },
  now: Date,
): Promise<void> {
  return writeDown(actor, concernId, `plan.${plan}`, {}, parts, now)
}

/**
 * Which duties bind here. None is an answer too, and is written down with its reason. Where the pack names a figure with its
 * source, its clock runs from the day the body knew.
 */
export function lookAtNotices(
  actor: Actor,
  concernId: string,
  given: { duties: readonly string[]; knewOn?: Day | undefined; parts: readonly SealedGiven[] },
  now: Date,
): Promise<void> {
  const { duties, knewOn, parts } = given
  const found = duties.map(findDuty)
  if (found.includes(null) || (knewOn !== undefined && knewOn > dayOf(now))) throw notReady()
  return writeDown(
    actor,
    concernId,
    'notice.look',
    { duties: duties.join(' ') },
    parts,
    now,
    () => true,
    async (tx, { arrivedOn, organisationId, lines }) => {
      const settled = settledNotices(lines)
      for (const duty of found) {
        const terms = duty && termsOf(duty)
        if (!terms || settled.has(duty.code)) continue
        const from = knewOn ?? dayOf(arrivedOn)
        await startDutyClock(tx, { concernId, organisationId, duty, knewOn: from, ...terms })
      }
    },
  )
}

export function waiveNotice(
  actor: Actor,
  concernId: string,
  { duty, parts }: { duty: string; parts: readonly SealedGiven[] },
  now: Date,
): Promise<void> {
  return writeDown(
    actor,
    concernId,
    'notice.waive',
    { duty },
    parts,
    now,
    (row) => isDue(row, duty),
    (tx) => endDutyClock(tx, concernId, duty, now),
  )
}

export interface OwnClock extends DutyTerms {
  duty: string
  /** The day the body knew: telling a focal point on paper counts, not the typing-in. */
  knewOn: Day
  parts: readonly SealedGiven[]
}

/** The figure of a contract of one's own, for a duty for which no pack names one. Its clause is sealed. */
export function enterDutyClock(
  actor: Actor,
  concernId: string,
  { duty: code, knewOn, amount, unit, parts }: OwnClock,
  now: Date,
): Promise<void> {
  const duty = findDuty(code)
  if (!duty || termsOf(duty) || knewOn > dayOf(now)) throw notReady()
  return writeDown(
    actor,
    concernId,
    'notice.clock',
    { duty: code, from: knewOn, amount: String(amount), unit },
    parts,
    now,
    (row) => dueNotices(row.lines).includes(code),
    async (tx, { organisationId }) => {
      const clock = { concernId, organisationId, duty, knewOn, amount, unit }
      if (!(await startDutyClock(tx, clock))) throw notReady()
    },
  )
}

/** Nothing makes such a clock pause. Why it is late is written down, sealed. */
export function explainLateness(
  actor: Actor,
  concernId: string,
  { duty, parts }: { duty: string; parts: readonly SealedGiven[] },
  now: Date,
): Promise<void> {
  return writeDown(
    actor,
    concernId,
    'notice.late',
    { duty },
    parts,
    now,
    () => true,
    async (tx) => {
      const clock = await dutyClock(tx, concernId, duty)
      if (!clock || clock.dueAt > now) throw notReady()
    },
  )
}

export interface Sending {
  duty: string
  ground: SharingGround
  toldFirst: ToldSurvivorFirst
  parts: readonly SealedGiven[]
}

/** With the word of the person harmed one person sends it; without it, or unseen by them, two decide. */
export async function sendNotice(
  actor: Actor,
  concernId: string,
  sending: Sending,
  now: Date,
): Promise<'sent' | 'proposed'> {
  const { duty: code, ground, toldFirst, parts } = sending
  const duty = code.startsWith(ownClause) ? { basis: 'contract' as const } : findDuty(code)
  if (!duty || !groundHolds(duty, ground)) throw notReady()
  if (!needsTwo(ground, toldFirst)) {
    await writeDown(
      actor,
      concernId,
      'notice.send',
      { duty: code, ground, toldFirst },
      parts,
      now,
      (row) => isDue(row, code),
      (tx) => endDutyClock(tx, concernId, code, now),
    )
    return 'sent'
  }
  await actInCase(
    actor,
    concernId,
    ({ facts }) => mayPropose(actor, 'shareOutside', facts),
    async (tx, row) => {
      if (!isDue(row, code)) throw notReady()
      await proposeIn(tx, actor, row, { kind: 'share', data: { duty: code, ground, toldFirst }, parts }, now)
    },
  )
  return 'proposed'
}

/** Of a pack and said to bind here, or entered by hand; not settled yet. */
function isDue({ lines }: ConcernRow, code: string): boolean {
  return dueNotices(lines).includes(code) || openClauses(lines).includes(code)
}

/** The second of two. */
export function confirmNotice(
  actor: Actor,
  concernId: string,
  proposal: ProposalRow,
  now: Date,
): Promise<void> {
  return actInCase(
    actor,
    concernId,
    ({ facts }) => mayAct(actor, 'shareOutside', facts),
    async (tx, row) => {
      if (!row.proposals.some(({ id }) => id === proposal.id)) throw notReady()
      const { duty = '', ground = '', toldFirst = '' } = proposal.data
      await endProposal(tx, proposal.id, { state: 'confirmed', byId: actor.id, onDay: dateOf(dayOf(now)) })
      await note(tx, actor, concernId, 'notice.send', { duty, ground, toldFirst }, now)
      await endDutyClock(tx, concernId, duty, now)
    },
  )
}

/** In a transaction: the parts, the line of the log, and what else belongs to it. */
export function writeDown(
  actor: Actor,
  concernId: string,
  action: string,
  data: Record<string, string>,
  parts: readonly SealedGiven[],
  now: Date,
  isReady: (row: ConcernRow, tx: Transaction) => boolean | Promise<boolean> = () => true,
  also: (tx: Transaction, row: ConcernRow) => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  return actInCase(
    actor,
    concernId,
    ({ facts }) => mayAct(actor, 'writeNote', facts),
    async (tx, row) => {
      if (!(await isReady(row, tx))) throw notReady()
      await inFileOnly(tx, concernId, parts)
      const written = await keepSealedParts(tx, actor, concernId, parts, now)
      await note(tx, actor, concernId, action, { ...data, parts: written.join(' ') }, now)
      await also(tx, row)
    },
  )
}

function note(
  tx: Transaction,
  actor: Actor,
  concernId: string,
  action: string,
  data: Record<string, string>,
  now: Date,
): Promise<void> {
  return appendCaseLog(tx, { concernId, action, personId: actor.id, data, now })
}
