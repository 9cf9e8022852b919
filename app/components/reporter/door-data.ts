import type { DoorTerms, BodyKind } from '#app/forms/door-terms.ts'

/** Of a door, what its public pages show. */
export interface DoorShown {
  isOpen: boolean
  receivingName: string
  place: string
  runBy: string
  readWhen: string
  help: DoorTerms['help']
  outsideWays: DoorTerms['outsideWays']
  readers: ReaderShown[]
  /** See stage and dates, not what is written. */
  overseers: { keyId: string; organisationId: string; body: string }[]
}

export interface ReaderShown {
  keyId: string
  organisationId: string
  body: string
  bodyKind: BodyKind
  role: 'handler' | 'custodian' | 'escrow'
  duties: readonly ('handle' | 'custody' | 'escrow')[]
}

export interface DatesShown {
  safetyBy: string
  answerBy: string
  feedbackBy: string
}
