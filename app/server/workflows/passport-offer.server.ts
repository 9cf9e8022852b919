import { askedOf, canonicalJson, framework, type Requirement } from '#content/index.ts'
import { isOwn } from '#content/shown.ts'
import type { Audience, PlanTerms } from '#content/index.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { now } from '#app/server/clock.server.ts'
import { listAnswers, type StoredAnswer } from '#app/server/repositories/answers.server.ts'
import { knowFramework } from '#app/server/repositories/framework-versions.server.ts'
import {
  listEvidenceUses,
  listPassportAnswers,
  type PassportAnswer,
} from '#app/server/repositories/passport.server.ts'

interface Plan {
  id: string
  organisationId: string
  frameworkId: string
  frameworkVersion: number
  audience: string
  plan: PlanTerms | null
}

/** What keeps an answer of the passport from being used as it stands. */
export type Hindrance = 'datePassed' | 'askedDifferently'

/** A requirement of the plan that is about the body itself, with what the passport and the plan say to it. */
export interface Offer {
  asked: Requirement
  /** Under whose framework the passport keeps it. */
  home: { id: string; version: number }
  held: PassportAnswer | null
  mine: StoredAnswer | null
  same: boolean
  stale: boolean
  hindrance: Hindrance | null
}

/** Requirements that a body answers about itself. What the record answers of its own accord is never carried over. */
export function askedOfBody({
  frameworkId,
  frameworkVersion,
  audience,
  plan,
}: Omit<Plan, 'id' | 'organisationId'>): Requirement[] {
  return askedOf(framework(frameworkId, frameworkVersion), audience as Audience, plan)
    .map(({ requirement }) => requirement)
    .filter(
      (asked) => asked.audience === 'organisation' && !asked.perAward && asked.answer !== 'from-the-record',
    )
}

/** The framework versions of these must be known: see knowVersions. */
export function offersFor(
  row: Plan,
  passport: readonly PassportAnswer[],
  answers: readonly StoredAnswer[],
  today: Date,
): Offer[] {
  const inPassport = new Map(passport.map((held) => [placeOf(held.frameworkId, held.requirementId), held]))
  const inPlan = new Map(answers.map((answer) => [answer.requirementId, answer]))
  return askedOfBody(row).map((asked) => {
    const home = homeOf(row.frameworkId, row.frameworkVersion, asked.id)
    const held = inPassport.get(placeOf(home.id, asked.id)) ?? null
    const mine = inPlan.get(asked.id) ?? null
    return {
      asked,
      home,
      held,
      mine,
      same: held !== null && mine !== null && saysTheSame(held, mine),
      stale: held !== null && isStale(held.confirmedOn, today),
      hindrance: held && hindranceOf(held, asked, today),
    }
  })
}

export interface PassportCounts {
  /** What the plan asks about the body itself. */
  asked: number
  /** Of these, what its passport holds. */
  held: number
  /** Of these, what would be filled in at one press: not answered yet, and said within the last year. */
  usable: number
}

/** For whoever writes the plan without belonging to its body, the passport is empty. `answers` saves reading them again. */
export async function passportCounts(
  tx: Transaction,
  row: Plan,
  answers?: readonly StoredAnswer[],
): Promise<PassportCounts> {
  const asked = askedOfBody(row).length
  if (asked === 0) return { asked, held: 0, usable: 0 }
  const passport = await listPassportAnswers(tx, row.organisationId)
  if (passport.length === 0) return { asked, held: 0, usable: 0 }
  await knowVersions(tx, passport)
  const offers = offersFor(row, passport, answers ?? (await listAnswers(tx, row.id)), dayOf(now()))
  const held = offers.filter((offer) => offer.held !== null)
  return { asked, held: held.length, usable: held.filter(isFresh).length }
}

/** Nothing stands against it: no answer that somebody typed, no year gone by. */
export function isFresh({ held, mine, stale, hindrance }: Offer): boolean {
  return held !== null && mine === null && !stale && !hindrance
}

export async function knowVersions(
  tx: Transaction,
  of: readonly { frameworkId: string; frameworkVersion: number }[],
): Promise<void> {
  for (const { frameworkId, frameworkVersion } of of) await knowFramework(tx, frameworkId, frameworkVersion)
}

/** Documents of the passport that the body's other plans used for these requirements: they come along. */
export async function earlierEvidence(tx: Transaction, row: Plan, requirementIds: string[]) {
  if (requirementIds.length === 0) return []
  const uses = await listEvidenceUses(tx, row, requirementIds)
  await knowVersions(
    tx,
    uses.map(({ assessment }) => assessment),
  )
  const of = (use: (typeof uses)[number]) => placeOf(use.evidence.id, use.requirementId)
  const here = new Set(uses.filter(({ assessment }) => assessment.id === row.id).map(of))
  const came = uses.filter((use) => {
    const { frameworkId, frameworkVersion } = use.assessment
    const there = homeOf(frameworkId, frameworkVersion, use.requirementId)
    const same = there.id === homeOf(row.frameworkId, row.frameworkVersion, use.requirementId).id
    return same && !here.has(of(use))
  })
  return [...new Map(came.map((use) => [of(use), use])).values()]
}

/** A funder's framework asks its own questions on top of another's. An answer to one of the other's counts wherever that one is asked. */
export function homeOf(id: string, version: number, requirementId: string): { id: string; version: number } {
  const { builtOn } = framework(id, version)
  return builtOn && !isOwn(requirementId) ? builtOn : { id, version }
}

/** Said, or said again, more than a year ago. */
export function isStale(confirmedOn: Date, today: Date): boolean {
  const aYearAgo = new Date(today)
  aYearAgo.setUTCFullYear(today.getUTCFullYear() - 1)
  return confirmedOn < aYearAgo
}

export function dayOf(moment: Date): Date {
  return new Date(moment.toISOString().slice(0, 10))
}

function placeOf(id: string, requirementId: string): string {
  return `${id}~${requirementId}`
}

function hindranceOf(held: PassportAnswer, asked: Requirement, today: Date): Hindrance | null {
  const then = framework(held.frameworkId, held.frameworkVersion).requirements.find(
    ({ id }) => id === asked.id,
  )
  if (!then || formOf(then) !== formOf(asked)) return 'askedDifferently'
  return held.dueOn && held.dueOn <= today ? 'datePassed' : null
}

/** What an answer has to look like. */
function formOf({ answer, table, options, number }: Requirement): string {
  return canonicalJson({ answer, table: table ?? null, options: options ?? null, number: number ?? null })
}

type Said = Pick<StoredAnswer, 'choice' | 'text' | 'dueOn' | 'value'>

function saysTheSame(one: Said, other: Said): boolean {
  return wordsOf(one) === wordsOf(other)
}

function wordsOf({ choice, text, dueOn, value }: Said): string {
  return canonicalJson({ choice, text, dueOn: dueOn?.toISOString() ?? null, value: value ?? null })
}
