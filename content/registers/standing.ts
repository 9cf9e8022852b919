import { text, type RowValues } from '#content/registers/definition.ts'
import { parts } from '#content/registers/vocabulary.ts'

/** `today` is the day it is, as YYYY-MM-DD, here and below. */

export const staleAfterMonths = 6
export const expiringDays = 60
export const coursesLastMonths = 12

/** Whole months from one day to another. */
export function monthsBetween(from: string, to: string): number {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split('-').map(Number)
  const [year = 0, month = 0, day = 0] = to.split('-').map(Number)
  return (year - fromYear) * 12 + (month - fromMonth) - (day < fromDay ? 1 : 0)
}

/** 31 August and six months is 28 or 29 February. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 0, dayOfMonth = 0] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(dayOfMonth, last))).toISOString().slice(0, 10)
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

export type ReferralStanding = { state: 'never' | 'fresh' | 'stale'; months: number }

/** A service that nobody has called for six months has to be called again. */
export function standingOfReferral(values: RowValues, today: string): ReferralStanding {
  const tried = text(values, 'triedOn')
  if (!tried) return { state: 'never', months: 0 }
  const months = Math.max(0, monthsBetween(tried, today))
  return { state: addMonths(tried, staleAfterMonths) <= today ? 'stale' : 'fresh', months }
}

export const trainingStates = ['needed', 'booked', 'done', 'competent', 'expiring', 'expired'] as const
export type TrainingState = (typeof trainingStates)[number]

/** Until when a course counts: as written, or twelve months from the day it was held. */
export function expiryOf(values: RowValues): string | null {
  const held = text(values, 'heldOn')
  return text(values, 'expiresOn') || (held ? addMonths(held, coursesLastMonths) : null)
}

export function stateOfTraining(values: RowValues, today: string): TrainingState {
  const result = text(values, 'result')
  if (result !== 'done' && result !== 'competent') return text(values, 'heldOn') > today ? 'booked' : 'needed'
  const expiry = expiryOf(values)
  if (expiry && expiry < today) return 'expired'
  if (expiry && expiry <= addDays(today, expiringDays)) return 'expiring'
  return result
}

export type Share = { part: string; trained: number; of: number }

/** For each kind of work: how many people hold a course on safeguarding that counts today, of all who are on the list. */
export function trainedShares(rows: readonly RowValues[], today: string): Share[] {
  return parts.flatMap((part) => {
    const people = new Map<string, boolean>()
    for (const values of rows.filter((row) => row.part === part)) {
      const who = text(values, 'who').trim().toLocaleLowerCase('en')
      people.set(who, (people.get(who) ?? false) || counts(values, today))
    }
    const trained = [...people.values()].filter(Boolean).length
    return people.size > 0 ? [{ part, trained, of: people.size }] : []
  })
}

export function counts(values: RowValues, today: string): boolean {
  const onSafeguarding = ['full', 'first_response'].includes(text(values, 'course'))
  return onSafeguarding && ['done', 'competent', 'expiring'].includes(stateOfTraining(values, today))
}

export type SiteCoverage = {
  site: string
  focalPoint: boolean
  deputy: boolean
  paidTime: boolean
  trained: boolean
}

/** Who is there for whom: a focal point and a deputy with paid time at every site, both trained. */
export function coverageOf(
  siteIds: readonly string[],
  people: readonly RowValues[],
  training: readonly RowValues[],
  today: string,
): SiteCoverage[] {
  return siteIds.map((site) => {
    const there = people.filter((one) => one.site === site)
    const responsible = there.filter(({ part }) => part === 'focal_point' || part === 'deputy')
    const has = (part: string) => responsible.some((one) => one.part === part)
    const isTrained = (part: string) =>
      training.some((one) => one.site === site && one.part === part && counts(one, today))
    return {
      site,
      focalPoint: has('focal_point'),
      deputy: has('deputy'),
      paidTime: responsible.length > 0 && responsible.every((one) => Number(one.paidHours ?? 0) > 0),
      trained: isTrained('focal_point') && isTrained('deputy'),
    }
  })
}

export type NotReady = 'code' | 'dayOne' | 'late'

/** Why somebody should not meet participants yet, or should not have. */
export function notReadyToMeet(values: RowValues): NotReady[] {
  if (values.meets !== 'yes') return []
  const reasons: NotReady[] = []
  const [code, dayOne, first] = ['codeOn', 'dayOneOn', 'firstContactOn'].map((field) => text(values, field))
  if (!code) reasons.push('code')
  if (!dayOne) reasons.push('dayOne')
  else if (first && dayOne > first) reasons.push('late')
  return reasons
}
