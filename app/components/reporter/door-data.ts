import type { Said } from '#app/forms/door-languages.ts'
import type { BodyKind, Help } from '#app/forms/door-terms.ts'

/** Of a door, what its public pages show. */
export interface DoorShown {
  isOpen: boolean
  receivingName: string
  place: string
  readWhen: Said
  help: HelpShown[]
  outsideWays: WayShown[]
  readers: ReaderShown[]
  /** See stage and dates, not what is written. */
  overseers: { keyId: string; organisationId: string; body: string }[]
}

export interface WayShown {
  name: string
  how: Said
  note: Said
}

export interface HelpShown extends WayShown, Pick<Help, 'need' | 'windowHours' | 'answeredOn'> {
  hours: Said
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
