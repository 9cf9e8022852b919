import { identityToRecipient } from 'age-encryption'
import { sealTo } from '#app/sealing/age.ts'
import { newCode, readCode } from '#app/sealing/code.ts'
import { markOf } from '#app/sealing/parcel.ts'
import type { howSinceAnswers } from '#app/sealing/parts.ts'
import { capacitiesInCase, type CapacityInCase, type Part } from '#app/sealing/parts.ts'
import { reporterKeysFrom } from '#app/sealing/reporter-keys.ts'
import { appendCaseLog } from '#app/server/case-log.server.ts'
import { isMarked } from '#app/server/concerns/marked.server.ts'
import { codeSalt } from '#app/server/concerns/salt.server.ts'
import { hmac } from '#app/server/crypto/hash.server.ts'
import { stretchCode } from '#app/server/crypto/stretch.server.ts'
import { asSystem, type Transaction } from '#app/server/database.server.ts'
import { AppError } from '#app/server/errors.server.ts'
import {
  endThread,
  endWays,
  filedWith,
  listMarked,
  listThreads,
  openWay,
  saveMark,
  takeUpThread,
  type NewWay,
} from '#app/server/repositories/concern-return.server.ts'
import { addParts, type OpenedWay } from '#app/server/workflows/concern-additions.server.ts'

/** Steps of the case that a person with a code takes; only who wrote first takes the first two. */
export const stepsWithCode = ['withdraw', 'takePartAgain', 'comeBack', 'askForReview'] as const
/** What happened in a thread and moves nothing by itself. */
export const newsOfThreads = [
  'wrote',
  'howSinceAnswered',
  'shareAnswered',
  'threadWithdrawn',
  'threadTakenUp',
] as const

/** What a case hears of somebody who came with a code. Never what they said. */
export interface CaseNews {
  type: (typeof stepsWithCode)[number] | (typeof newsOfThreads)[number]
  threadId: string
  /** By the one who wrote first. */
  filed: boolean
}

type HearCase = (concernId: string, news: CaseNews, now: Date) => Promise<void>
let hearCase: HearCase | null = null

/** The steps of a case are handed over by whoever starts the server; until then news is only in the thread and the case log. */
export function provideCaseSteps(hear: HearCase): void {
  hearCase = hear
}

/** A step that the case cannot take now is not the person's fault: what they wrote is there, and a handler reads it. */
export async function tellCase(concernId: string, news: CaseNews, now: Date): Promise<void> {
  try {
    await hearCase?.(concernId, news, now)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
}

function hear({ concernId, threadId, filedIt }: Place, type: CaseNews['type'], now: Date): Promise<void> {
  return tellCase(concernId, { type, threadId, filed: filedIt }, now)
}

/** A conversation of this very code, and of no other. */
export interface Place {
  way: OpenedWay
  threadId: string
  concernId: string
  /** Whether it is the thread of the one who wrote first. */
  filedIt: boolean
  /** Of the form that was sent. */
  once: string
}

/** Null for a thread that this code does not open. */
export async function placeOf(way: OpenedWay, threadId: string, once: string): Promise<Place | null> {
  if (!way.threads.some((thread) => thread.threadId === threadId)) return null
  const [thread] = await asSystem('where somebody writes', (tx) => listThreads(tx, [threadId]))
  return thread ? { way, threadId, concernId: thread.concernId, filedIt: filedWith(thread), once } : null
}

export async function say(
  place: Place,
  said: {
    words: string
    howSince?: (typeof howSinceAnswers)[number]
    fileIds?: string[]
    comesBack?: boolean
  },
  now: Date,
): Promise<void> {
  const { words, howSince, fileIds = [], comesBack = false } = said
  await add(
    place,
    'thread',
    { kind: 'message', from: 'person', words, fileIds, ...(howSince ? { howSince } : {}) },
    now,
  )
  const type = howSince ? 'howSinceAnswered' : 'wrote'
  await hear(place, type, now)
  if (comesBack) await hear(place, 'comeBack', now)
}

type Wished = Omit<Extract<Part, { kind: 'wishes' }>, 'kind' | 'threadId'>
type SafeContact = Omit<Extract<Part, { kind: 'safe_contact' }>, 'kind' | 'threadId'>

export async function changeWishes(place: Place, wishes: Wished, now: Date): Promise<void> {
  await add(place, 'file', { kind: 'wishes', threadId: place.threadId, ...wishes }, now)
  await hear(place, 'wrote', now)
}

export async function planSafeContact(place: Place, plan: SafeContact, now: Date): Promise<void> {
  await add(place, 'file', { kind: 'safe_contact', threadId: place.threadId, ...plan }, now)
  await hear(place, 'wrote', now)
}

export async function answerShare(
  place: Place,
  shareId: string,
  answer: 'agreed' | 'refused' | 'withdrawn',
  now: Date,
): Promise<void> {
  await add(place, 'thread', { kind: 'share_answer', shareId, answer }, now)
  await hear(place, 'shareAnswered', now)
}

/** This person's own part, never another's: the thread ends for handlers to see, and stays readable with its code. */
export async function withdrawPart(place: Place, words: string, now: Date): Promise<void> {
  await add(place, 'thread', { kind: 'withdrawal', words }, now)
  await changeThread(place, 'thread.withdraw', endThread, now)
  await hear(place, 'threadWithdrawn', now)
  if (place.filedIt) await hear(place, 'withdraw', now)
}

export async function takePartAgain(place: Place, now: Date): Promise<void> {
  await changeThread(place, 'thread.takeUp', takeUpThread, now)
  await hear(place, 'threadTakenUp', now)
  if (place.filedIt) await hear(place, 'takePartAgain', now)
}

export async function askReview(place: Place, words: string, now: Date): Promise<void> {
  await add(place, 'thread', { kind: 'review_asked', words }, now)
  await hear(place, 'askForReview', now)
}

/** A code that nobody else has seen. False when the old one ended meanwhile: then nothing was changed. */
export async function newCodeFor(way: OpenedWay, code: string, now: Date): Promise<boolean> {
  const keys = await reporterKeysFrom(await stretchCode(code, await codeSalt()))
  const ways: NewWay[] = []
  for (const { threadId, identities } of way.threads) {
    const envelopes = []
    for (const identity of identities)
      envelopes.push({
        recipient: await identityToRecipient(identity),
        sealed: await sealTo([keys.recipient], identity),
      })
    ways.push({ threadId, envelopes })
  }
  const threadIds = way.threads.map(({ threadId }) => threadId)
  const day = dayOf(now)
  return asSystem('a new code for whoever holds the old one', async (tx) => {
    const old = way.threads.map(({ wayId }) => wayId)
    if (!(await endWays(tx, old, day))) return false
    for (const each of ways) await openWay(tx, each, keys, day)
    for (const { concernId, doorId } of way.threads)
      for (const key of await listMarked(tx, concernId))
        if (isMarked(way.digestKey, doorId, key))
          await saveMark(tx, key.id, markOf(keys.digestKey, doorId, key))
    for (const { id, concernId } of await listThreads(tx, threadIds))
      await appendCaseLog(tx, {
        concernId,
        action: 'way.replace',
        personId: null,
        data: { threadId: id },
        now,
      })
    return true
  })
}

/** Offered before it counts, so that it is written down while the old one still works. */
export function offeredCode(typed: string): string {
  return readCode(typed) ?? newCode()
}

/** Whoever did not file says for whom they speak. */
export function capacityOf(filedIt: boolean, said: string): CapacityInCase {
  if (filedIt) return 'reporter'
  return capacitiesInCase.find((each) => each === said) ?? 'affected'
}

async function add(
  { way, threadId, once }: Place,
  kind: 'thread' | 'file',
  part: Part,
  now: Date,
): Promise<void> {
  // The same words may be meant a second time; the same form sent twice is one.
  const digestKey = new Uint8Array(hmac(Buffer.from(way.digestKey), `${threadId} ${once}`))
  await addParts({ ...way, digestKey }, [{ kind, threadId, part }], now)
}

async function changeThread(
  { threadId, concernId }: Place,
  action: string,
  change: (tx: Transaction, threadId: string, day: Date) => Promise<boolean>,
  now: Date,
): Promise<void> {
  await asSystem('somebody takes back their own part', async (tx) => {
    if (await change(tx, threadId, dayOf(now)))
      await appendCaseLog(tx, { concernId, action, personId: null, data: { threadId }, now })
  })
}

function dayOf(moment: Date): Date {
  return new Date(`${moment.toISOString().slice(0, 10)}T00:00:00Z`)
}
