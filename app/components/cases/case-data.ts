import type { Colleague } from '#app/sealing/proven-keys.ts'

/** What the pages of cases are given: days, codes and sealed bytes, never a word of anybody. */
export interface ShownLabel {
  keyId: string
  sealed: string
}

/** Both as `wholeFile` reads them; with the envelope of its key that whoever asks can open. */
export interface InboxLabel extends ShownLabel {
  envelope: string
}

export interface InboxLine {
  id: string
  reference: string
  state: string
  /** What the next clock asks; null when none runs. */
  next: string | null
  declared: boolean
  arrivedOn: Date
  /** Brought in from elsewhere on this day. */
  importedOn: Date | null
  dueAt: Date | null
  isTest: boolean
  label: InboxLabel | null
}

export interface ScriptCase {
  concernId: string
  envelopes: { keyId: string; kind: string; threadId: string | null; handlerKeyId: string; sealed: string }[]
  keys: {
    keyId: string
    kind: string
    threadId: string | null
    generation: number
    recipient: string
    /** What was signed of it: a browser seals only to a key that it believes. */
    follows: string | null
    signatures: readonly { by: string; how: string; signature: string }[]
  }[]
  /** Whose signatures these are, and those under messages; and to whom this page seals keys. */
  colleagues: Colleague[]
}

export interface SealedShown {
  id: string
  keyId: string
  sealed: string
  onDay: Date
  /** Kept by a handler, whatever it says of itself; everything else came with a code. */
  ours?: boolean | undefined
}

export interface ShownThread {
  id: string
  /** The first is of whoever reported. */
  number: number
  isFirst: boolean
  endedOn: Date | null
  /** Nobody has come with the code yet that was given out for somebody. */
  waitsForFirstReturn: boolean
  keyId: string | null
  who: SealedShown | null
  parts: SealedShown[]
}

export interface ShownFile {
  id: string
  keyId: string
  size: number
  onDay: Date
  lockedOn: Date | null
}

export interface ShownReader {
  keyId: string
  personId: string
  name: string
  body: string
  isMe: boolean
  holds: { file: boolean; threads: number; identity: boolean }
  /** Of the next body: it reads when nobody before it is left. */
  inReserve: boolean
  sinceOn: Date
  endedOn: Date | null
}

export interface ShownClock {
  id: string
  kind: string
  legal: boolean
  startedOn: Date
  dueAt: Date
  metOn: Date | null
  pausedOn: Date | null
  stoppedOn: Date | null
  /** Of a check for retaliation: who is asked. */
  personRef: string | null
  /** Of law or contract. */
  duty: string | null
  basis: string | null
  amount: number | null
  unit: string | null
  zone: string | null
  /** Of a clause entered by hand: whose days of rest do not count. */
  calendar: string | null
}

export interface ShownLogLine {
  position: string
  onDay: Date
  action: string
  by: string | null
  parts: number
}
