import { beginningOf, dueOf, lateLevelOf, type ClockUnit } from '#content/concern-clocks.ts'
import type { ClauseUnit } from '#app/forms/duty-clock.ts'
import { dateOf, dayOf, type Day } from '#content/working-days.ts'
import type { Transaction } from '#app/server/database.server.ts'
import {
  addDutyClock,
  changeClocks,
  listRunning,
  saveNextDue,
  type ClockRow,
} from '#app/server/repositories/concern-moves.server.ts'
import { listLocalDays } from '#app/server/repositories/local-days.server.ts'
import type { Duty } from '#app/server/workflows/case-notices.server.ts'

export type DutyUnit = ClauseUnit
export interface DutyTerms {
  amount: number
  unit: DutyUnit
}

/** Days end here at midnight of this zone. */
export const dutyZone = 'UTC'

/** A figure is counted only where the pack names one with its source; otherwise handlers enter that of their own contract. */
export function termsOf({ clockDays }: Pick<Duty, 'clockDays'>): DutyTerms | null {
  return clockDays === undefined ? null : { amount: clockDays, unit: 'days' }
}

/** Of law, or of a contract or policy. Neither ever pauses. */
export function basisOf({ basis }: Pick<Duty, 'basis'>): 'law' | 'contract' {
  return basis === 'law' || basis === 'regulator' ? 'law' : 'contract'
}

export interface DutyClock extends DutyTerms {
  concernId: string
  organisationId: string
  duty: Pick<Duty, 'code' | 'basis'>
  /** Told to a focal point on paper counts, not the typing-in. */
  knewOn: Day
  /** Of a clause entered by hand. */
  zone?: string
  calendar?: string
  restDays?: readonly Day[]
}

/** Runs from the day the body knew; hours from the beginning of that day. A duty has one clock. */
export async function startDutyClock(tx: Transaction, given: DutyClock): Promise<boolean> {
  const { concernId, organisationId, duty, knewOn, amount, unit } = given
  if (await dutyClock(tx, concernId, duty.code)) return false
  const startedOn = dateOf(knewOn)
  const { zone = dutyZone, calendar } = given
  const days =
    given.restDays ?? (await listLocalDays(tx, [organisationId], startedOn, 400)).map(({ day }) => day)
  const terms = { kind: 'legal', starts: 'receipt', amount, unit, source: 'proposal' } as const
  const { dueAt } = dueOf(terms, beginningOf(knewOn, zone), { timeZone: zone, localDays: new Set(days) })
  const told = { duty: duty.code, basis: basisOf(duty), amount, unit, zone, startedOn, dueAt }
  await addDutyClock(tx, concernId, calendar ? { ...told, calendar } : told)
  await keepNextDue(tx, concernId)
  return true
}

/** The notice was given, or somebody wrote down why the duty does not apply: only then it ends. */
export async function endDutyClock(
  tx: Transaction,
  concernId: string,
  code: string,
  now: Date,
): Promise<void> {
  const clock = await dutyClock(tx, concernId, code)
  if (!clock) return
  await changeClocks(tx, [clock.id], { metOn: dateOf(dayOf(now)) })
  await keepNextDue(tx, concernId)
}

export async function dutyClock(tx: Transaction, concernId: string, code: string): Promise<ClockRow | null> {
  return (await listRunning(tx, concernId)).find(({ duty }) => duty === code) ?? null
}

/** The day on which the case waits for somebody next. */
export async function keepNextDue(tx: Transaction, concernId: string): Promise<void> {
  const running = await listRunning(tx, concernId)
  const next = running.find(({ pausedOn }) => pausedOn === null)
  await saveNextDue(tx, concernId, next?.dueAt ?? null)
}

/** How far up somebody is told; 0 while it is not late. */
export function lateLevelOfDuty({ unit, dueAt }: { unit: string | null; dueAt: Date }, now: Date): number {
  return lateLevelOf((unit ?? 'days') as ClockUnit, dueAt, now)
}
