import type { EvidenceValue } from '#app/forms/evidence.form.ts'
import type { OrganisationKey, PersonKey } from '#app/server/demonstration/cast.server.ts'
import type { Row, ValueOf } from '#content/answer-value.ts'
import type { Audience, Choice, Principle } from '#content/index.ts'
import type { RowValues } from '#content/registers/definition.ts'
import type { RegisterId } from '#content/registers/registers.ts'
import type { Circumstance } from '#content/vocabulary.ts'

/** A day so many days from today, as YYYY-MM-DD; before today when negative. */
export type Day = (days: number) => string

export interface WholeAnswer {
  /** Who wrote it; the author, if nobody is named. */
  by?: PersonKey
  choice?: Choice
  text?: string
  /** In how many days from now what is missing will be there; for `partly`. */
  dueIn?: number
  /** A cell `@training` stands for the name that the question itself gives that row. */
  rows?: readonly Row[]
  role?: ValueOf<'person-role'>
}

/** A row of a register. In `site` stands the key of a row of sites. */
export interface Entry {
  register: RegisterId
  key?: string
  by?: PersonKey
  seal?: true
  values: RowValues
  /** The research organisation stands by what remains. */
  signedOff?: { by: PersonKey; reason: string }
}

export interface Item extends Partial<Omit<EvidenceValue, 'datedOn' | 'reviewOn'>> {
  kind: EvidenceValue['kind']
  title: string
  by?: PersonKey
  dated?: number
  review?: number
  serves: string[]
  file?: { name: string; bytes: () => Buffer | Promise<Buffer> }
  /** The body keeps it for its next plans too. */
  inPassport?: true
}

export interface Remark {
  by: PersonKey
  /** None for a comment on the whole plan. */
  on?: string
  body: string
  settledBy?: PersonKey
}

/** What was said in a spoken interview, and where it was held. */
export interface Conversation {
  by: PersonKey
  held: RowValues
  said: Record<string, Pick<WholeAnswer, 'text'> & { choice?: 'yes' | 'partly' | 'no' }>
}

/** A plan under the whole framework. It stops where its journey says nothing more. */
export interface WholePlan {
  key: string
  number: number
  title: string
  country: string
  organisation: OrganisationKey
  author: PersonKey
  locale: 'en' | 'fr'
  work: { circumstances: readonly Circumstance[]; answersFor: readonly Audience[] }
  /** As days before today. */
  journey: {
    started: number
    invited?: number
    interviewed?: number
    listed?: number
    signedOff?: number
    answered?: number
    evidenced?: number
    commented?: number
    submitted?: number
    given?: number
    reviewBegun?: number
    judged?: number
    passportOpened?: number
    passportRead?: number
  }
  helps?: readonly { name: PersonKey; may: 'contributor' | 'commenter' }[]
  sees?: Partial<Record<Principle, PersonKey>>
  interview?: (day: Day) => Conversation
  entries?: (day: Day) => readonly Entry[]
  answers?: (day: Day) => Record<string, WholeAnswer>
  evidence?: readonly Item[]
  remarks?: readonly Remark[]
  doesNotFit?: readonly { by: PersonKey; on: string; body: string }[]
  reviewer?: PersonKey
  /** Who gives the review to the reviewer. */
  givenBy?: PersonKey
  /** What the reviewer has found so far. `why` are reasons for answers that may be drawn for one. */
  judgements?: Partial<
    Record<Principle, { reason: string; exceptions: Record<string, string>; why: Record<string, string> }>
  >
  /** Answers about the body itself that it keeps, and until when the funder may read them. */
  passport?: { by: PersonKey; keeps: readonly string[]; openFor: number; readBy: PersonKey }
}
