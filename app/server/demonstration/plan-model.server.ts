import type { Choice, Principle } from '#content/index.ts'
import type { ConditionTerms } from '#app/server/repositories/judgements.server.ts'
import type { OrganisationKey, PersonKey } from '#app/server/demonstration/cast.server.ts'

/** One answer. `{site}`, `{other}`, `{language}`, `{second}`, `{partner}` and `{£1200}` stand for the plan's own. */
export interface Given {
  /** None for an answer in words alone. */
  choice?: Choice
  text: string
  /** In how many days from now what is missing will be there; for `partly`. */
  dueIn?: number
}

/** What the answers speak of: two sites, two languages, and what a pound is worth there. */
export interface Place {
  sites: readonly [string, string]
  languages: readonly [string, string]
  currency: string
  rate: number
}

/** Changes asked under one principle: of which answers, and why of each. */
export interface Ask {
  reason: string
  points: Record<string, string>
}

export type Condition = Omit<ConditionTerms, 'dueOn' | 'fundsExpectedOn'> & {
  dueIn: number
  /** In how many days from now its money is expected, or was: before now when negative. */
  fundsExpectedIn?: number
}

export interface Decided {
  on: number
  outcome: 'approved' | 'approved_with_conditions' | 'declined'
  reason: string
  reasons?: Partial<Record<Principle, string>>
  conditions: readonly Condition[]
}

/** A judgement beside that of the first reviewer, given without knowing it. */
export interface Beside {
  person: PersonKey
  part: 'second' | 'partner'
  askedBy: PersonKey
  asked: number
  looked: number
  found: Partial<Record<Principle, { reason: string; ask?: Record<string, string> }>>
  /** Everything was judged; without it what was found so far stays with the person. */
  finished: boolean
  paid?: { amount: string; currency: string }
}

/** Something that became of a condition. The first that was set is 1. */
export type ConditionStep = { condition: number; on: number; by: PersonKey; note?: string } & (
  | { does: 'sendMoney' | 'moneyArrived' }
  | { does: 'giveEvidence'; evidence: Piece }
  | { does: 'askForTime' | 'giveTime'; until: number }
  | { does: 'sendBack' | 'findEnough' | 'discharge' | 'askForHelp' | 'offerHelp' }
)

export type Piece = { title: string; dated: number } & (
  { page: string } | { url: string } | { file: { name: string; bytes: () => Buffer | Promise<Buffer> } }
)

/** Said to the other side, or among those who judge. */
export interface Remark {
  on: number
  by: PersonKey
  to: 'both' | 'reviewers'
  about?: string
  body: string
}

/** When things happened, as days before today, and what was said. A plan stops where its journey says nothing more. */
export interface Journey {
  started: number
  answered: number
  /** How many of the requirements a draft has answered. */
  onlyFirst?: number
  submitted?: number
  /** Who gave the review to whom; nobody, where the reviewer took it. */
  given?: { on: number; by: PersonKey }
  /** Who had it first and stepped back for a conflict. */
  steppedBack?: { person: PersonKey; given: number; on: number; reason: string }
  reviewer?: PersonKey
  reviewBegun?: number
  judged?: number
  /** Only these have been judged so far. */
  judgedSoFar?: readonly Principle[]
  remarks?: Partial<Record<Principle, string>>
  /** Answers that were accepted although something is missing, and why. */
  exceptions?: Partial<Record<Principle, Record<string, string>>>
  /** Not accepted, and handed to whoever decides as it is. */
  notAccepted?: Partial<Record<Principle, Ask>>
  /** What the first round asked for; without `resubmitted` it is still with the author. */
  asked?: { on: number; asks: Partial<Record<Principle, Ask>> }
  resubmitted?: { on: number; answers: Record<string, Given>; judged?: number }
  beside?: readonly Beside[]
  completed?: number
  /** Whoever decides has looked at it and said that there is no conflict. */
  declaredBy?: { on: number; by: PersonKey }
  /** Asked by whoever decides, answered, judged and completed again. */
  moreInformation?: Ask & {
    on: number
    by: PersonKey
    resent: number
    answers: Record<string, Given>
    principle: Principle
    completed: number
  }
  /** Decided before anybody noticed what was wrong with it. */
  undone?: Decided & { undoneOn: number; because: string }
  decision?: Decided & { by: PersonKey }
  /** When each person signed, in turn. */
  signed?: readonly number[]
  afterwards?: readonly ConditionStep[]
  appeal?: {
    on: number
    grounds: string
    heard: { on: number; by: PersonKey; how: 'upheld' | 'dismissed'; reason: string }
  }
  /** Documents that carried a mistake, drawn and signed once more. */
  issuedAnew?: { on: number; reason: string; signed: readonly number[] }
  said?: readonly Remark[]
}

export interface Plan {
  key: string
  /** Chooses among ways of saying the same thing, so that neighbours differ. */
  number: number
  title: string
  country: string
  organisation: OrganisationKey
  author: PersonKey
  locale: 'en' | 'fr'
  place: Place
  /** The partner that the answers name. */
  partner: string
  answers: Record<string, Given>
  journey: Journey
}
