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

export interface Ask {
  requirementIds: string[]
  reason: string
}

export type Condition = Omit<ConditionTerms, 'dueOn'> & { dueIn: number }

/** When things happened, as days before today, and what was said. A plan stops where its journey says nothing more. */
export interface Journey {
  started: number
  answered: number
  /** How many of the requirements a draft has answered. */
  onlyFirst?: number
  submitted?: number
  reviewer?: PersonKey
  reviewBegun?: number
  judged?: number
  /** Only these have been judged so far. */
  judgedSoFar?: readonly Principle[]
  remarks?: Partial<Record<Principle, string>>
  /** What the first round asked for; without `resubmitted` it is still with the author. */
  asked?: { on: number; asks: Partial<Record<Principle, Ask>> }
  resubmitted?: { on: number; answers: Record<string, Given>; judged?: number }
  /** Of a funder's own answers: who of a body that it pays looks at them, asked by whom, and for how much. */
  partner?: {
    person: PersonKey
    askedBy: PersonKey
    asked: number
    looked: number
    found: Partial<Record<Principle, string>>
    finished: boolean
    paid: { amount: string; currency: string }
  }
  completed?: number
  decision?: {
    on: number
    by: PersonKey
    outcome: 'approved' | 'approved_with_conditions' | 'declined'
    reason: string
    conditions: readonly Condition[]
  }
  /** When each person signed, in turn. */
  signed?: readonly number[]
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
