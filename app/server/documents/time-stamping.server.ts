import { certificateOfPem } from '#app/server/crypto/certificate-parts.server.ts'
import { isGoodList, listAddresses } from '#app/server/crypto/time-stamp-lists.server.ts'
import {
  checkTimeStamp,
  TimeStampRefused,
  timeStampQuestion,
  tokenIn,
  type TimeStamp,
  type TimeStampQuestion,
} from '#app/server/crypto/time-stamp.server.ts'
import { DocumentFailure } from '#app/server/documents/failure.server.ts'

export type TimeStamping = {
  /** Asks for a stamp on this hash and gives it back once it has been checked. Throws DocumentFailure. */
  stamp(imprint: Uint8Array): Promise<Stamped>
  /** The authority's own lists of withdrawn certificates, as far as it publishes them. Throws when it is on one itself. */
  lists(certificates: Uint8Array[]): Promise<Uint8Array[]>
  /** Certificates in PEM above every authority that may stamp; null when nobody said which. */
  pinned: string[] | null
}

export type Stamped = TimeStamp & { token: Uint8Array }

export type TimeStampingOptions = {
  urls: string[]
  pinned: string[] | null
  now: () => Date
  patienceInMilliseconds?: number
}

const longestToken = 64 * 1024
const longestList = 512 * 1024
const mostLists = 6
const listPatience = 5_000
/** How far an authority's clock may be from ours before one of them must be wrong. */
const largestDifference = 10 * 60_000

/** Time stamps as RFC 3161 asks for them over HTTP, from the first authority that gives a good one. */
export function openTimeStamping(options: TimeStampingOptions): TimeStamping {
  return {
    pinned: options.pinned,
    async stamp(imprint) {
      const failures: DocumentFailure[] = []
      for (const url of options.urls) {
        try {
          return await stampFrom(url, imprint, options)
        } catch (error) {
          if (!(error instanceof DocumentFailure)) throw error
          failures.push(error)
        }
      }
      // A wrong clock or a wrong answer says more than a line that is down.
      throw (
        failures.find(({ problem }) => problem !== 'timeStampUnavailable') ??
        failures[0] ??
        new DocumentFailure('timeStampUnavailable', 'no authority is set')
      )
    },
    async lists(certificates) {
      // An address is only followed when it comes from an authority that somebody chose.
      if (!options.pinned) return []
      const known = [...certificates, ...options.pinned.map(certificateOfPem)]
      const addresses = listAddresses(certificates).slice(0, mostLists)
      const fetched = await Promise.all(addresses.map(findList))
      return fetched.filter((list) => list !== null).filter((list) => isGood(list, known, options.now()))
    },
  }
}

/** Null when it cannot be had: signing does not wait for it. */
function findList(address: string): Promise<Uint8Array | null> {
  return read(address, {}, listPatience, longestList).catch(() => null)
}

function isGood(list: Uint8Array, known: Uint8Array[], now: Date): boolean {
  try {
    return isGoodList(list, known, now)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : ''
    throw new DocumentFailure('timeStampRefused', reason, { cause })
  }
}

async function stampFrom(url: string, imprint: Uint8Array, options: TimeStampingOptions): Promise<Stamped> {
  const { pinned, now, patienceInMilliseconds = 10_000 } = options
  const question = timeStampQuestion(imprint)
  const reply = await ask(url, question.query, patienceInMilliseconds)
  const stamped = checked(reply, question, pinned, now())
  if (Math.abs(stamped.at.getTime() - now().getTime()) > largestDifference)
    throw new DocumentFailure('clockDiffers', `the authority says ${stamped.at.toISOString()}`)
  return stamped
}

function checked(
  reply: Uint8Array,
  { imprint, nonce }: TimeStampQuestion,
  pinned: string[] | null,
  now: Date,
): Stamped {
  try {
    const token = tokenIn(reply)
    return { token, ...checkTimeStamp(token, { imprint, nonce, pinned, now }) }
  } catch (cause) {
    const reason = cause instanceof TimeStampRefused ? cause.message : ''
    throw new DocumentFailure('timeStampRefused', reason, { cause })
  }
}

async function ask(url: string, query: Uint8Array, patience: number): Promise<Uint8Array> {
  const headers = { 'Content-Type': 'application/timestamp-query', Accept: 'application/timestamp-reply' }
  try {
    return await read(url, { method: 'POST', headers, body: new Uint8Array(query) }, patience, longestToken)
  } catch (cause) {
    throw new DocumentFailure('timeStampUnavailable', cause instanceof Error ? cause.message : '', { cause })
  }
}

/** Reads no more than it was told to, and waits no longer than that, from the first byte to the last. */
async function read(
  url: string,
  request: RequestInit,
  patience: number,
  longest: number,
): Promise<Uint8Array> {
  const signal = AbortSignal.timeout(patience)
  const answer = await fetch(url, { ...request, redirect: 'error', signal })
  if (!answer.ok) throw new Error(`status ${answer.status}`)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer.body ?? []) {
    size += chunk.byteLength
    if (size > longest) throw new Error('too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
