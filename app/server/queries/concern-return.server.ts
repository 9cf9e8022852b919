import { codeGroups } from '#app/sealing/code.ts'
import { appendCaseLog } from '#app/server/case-log.server.ts'
import { randomToken } from '#app/server/crypto/hash.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { notFound } from '#app/server/errors.server.ts'
import {
  entryOf,
  openPart,
  proofFor,
  sharesOf,
  type AskedShare,
  type Entry,
  type Opened,
} from '#app/server/queries/concern-thread.server.ts'
import {
  filedWith,
  listSigners,
  listThreadParts,
  listThreads,
  type CaseSigner,
  type PartRow,
  type ThreadRow,
} from '#app/server/repositories/concern-return.server.ts'
import { spokenAt } from '#app/server/queries/door-recordings.server.ts'
import { placesIn } from '#app/server/queries/reporter-door.server.ts'
import { openCode, type OpenedWay } from '#app/server/workflows/concern-additions.server.ts'
import { openDoor } from '#app/server/workflows/concern-filing.server.ts'
import type { Locale } from '#content/locale.ts'
import {
  eventsOpen,
  is,
  laneSentenceKeyOf,
  sentenceKeyOf,
  type LaneSentenceKey,
  type SentenceKey,
} from '#machines/processes.ts'

/** What the person is told of the promises that were made to them. How a danger was reviewed is the handlers' own. */
const toldDates = [
  'safety',
  'acknowledge',
  'assess',
  'investigation',
  'outcome',
  'feedback',
  'complaint',
] as const
export type ToldDate = (typeof toldDates)[number] | 'detriment'

export interface DateToCome {
  kind: ToldDate
  onDay: Date
  late: boolean
  waits: boolean
}

export interface Conversation {
  threadId: string
  sentence: SentenceKey
  /** What goes on beside it. Whoever it is not for is told the same whatever happens, and so learns nothing. */
  beside: LaneSentenceKey[]
  withdrawn: boolean
  dates: DateToCome[]
  entries: Entry[]
  shares: AskedShare[]
  /** A day on which it was promised to ask has come, and nobody has answered since. */
  askHowSince: boolean
  mayAskReview: boolean
  mayComeBack: boolean
  /** The one who wrote first; whoever else has a code says in which part they speak. */
  filedIt: boolean
}

/** Everything that a page after the code shows. The code itself goes from form to form and nowhere else. */
export interface ReturnShown {
  code: string
  /** For the forms of this very page: what is sent twice is told from what is written twice. */
  once: string
  /** Given out by somebody else: before anything is shown the person gets a code of their own. */
  mustChange: boolean
  conversations: Conversation[]
}

export async function getDoorOfReturn(slug: string, locale: Locale) {
  const door = await openDoor(slug)
  if (!door) throw notFound()
  const spoken = await spokenAt(slug, door.isOpen)
  return { slug, shell: { exitTo: door.terms.exitTo, spoken }, help: placesIn(door.terms, locale).help }
}

/** Null for every code that opens nothing, whatever is wrong with it. */
export async function returnPage(code: string, now: Date): Promise<ReturnShown | null> {
  const way = await openCode(code)
  return way && readThreads(way, code, now)
}

/** What an opened code leads to. Each reading stands in the case log, with nobody's name. */
export async function readThreads(way: OpenedWay, code: string, now: Date): Promise<ReturnShown> {
  const shown = { code: codeGroups(code).join(' ') || code, once: randomToken(12) }
  if (way.threads.some(({ firstReturn }) => firstReturn))
    return { ...shown, mustChange: true, conversations: [] }
  const { threads, parts, signers } = await asSystem('somebody came back with a code', async (tx) => {
    const threads = await listThreads(
      tx,
      way.threads.map(({ threadId }) => threadId),
    )
    const concernIds = [...new Set(threads.map(({ concernId }) => concernId))]
    const parts = await listThreadParts(
      tx,
      threads.flatMap(({ keys }) => keys.map(({ id }) => id)),
    )
    const signers = await listSigners(tx, concernIds)
    for (const thread of threads)
      await appendCaseLog(tx, {
        concernId: thread.concernId,
        action: 'thread.read',
        personId: null,
        data: { threadId: thread.id },
        now,
      })
    return { threads, parts, signers }
  })
  const conversations: Conversation[] = []
  for (const thread of threads) {
    const { identities } = way.threads.find(({ threadId }) => threadId === thread.id)!
    const keyIds = new Set(thread.keys.map(({ id }) => id))
    const own = parts.filter(({ keyId }) => keyIds.has(keyId))
    conversations.push(await conversationOf(thread, own, identities, signers, now))
  }
  return { ...shown, mustChange: false, conversations }
}

async function conversationOf(
  thread: ThreadRow,
  rows: readonly PartRow[],
  identities: readonly string[],
  signers: readonly CaseSigner[],
  now: Date,
): Promise<Conversation> {
  const opened: Opened[] = []
  for (const row of rows) opened.push({ part: await openPart(row, identities), onDay: row.onDay })
  const proof = proofFor(thread, signers)
  const read = opened.map((each) => ({ ...each, proof: proof(each.part, each.onDay) }))
  const stored = thread.concern
  const viewpoint = isAffected(thread, opened) ? 'affected_person' : 'reporter'
  const open = eventsOpen('concern', stored)
  return {
    threadId: thread.id,
    sentence: sentenceKeyOf('concern', stored, viewpoint),
    beside: besideFor[viewpoint].map((lane) => laneSentenceKeyOf(stored, lane, viewpoint)),
    withdrawn: thread.endedOn !== null,
    dates: datesOf(thread, now),
    entries: read.flatMap(entryOf),
    shares: sharesOf(read),
    askHowSince: asksHowSince(thread, opened, now),
    mayAskReview: open.includes('askForReview'),
    mayComeBack: open.includes('comeBack'),
    filedIt: filedWith(thread),
  }
}

const besideFor = { reporter: ['support'], affected_person: ['support', 'police'] } as const

/** Handlers who give somebody a code of their own say in the thread who that is; nobody else can be known to be harmed. */
function isAffected({ id }: ThreadRow, opened: readonly Opened[]): boolean {
  return opened.some(
    ({ part }) => part?.kind === 'thread_person' && part.threadId === id && part.capacity === 'affected',
  )
}

/** Nobody is told when anybody else is asked, nor that anybody else is. */
function ownChecks({ id, concern }: ThreadRow) {
  return concern.clocks.filter(
    ({ kind, metOn, personRef }) => kind === 'detriment' && metOn === null && personRef === id,
  )
}

function datesOf(thread: ThreadRow, now: Date): DateToCome[] {
  const { concern } = thread
  const over = is('concern', concern, 'over')
  const waiting = concern.clocks.filter(({ metOn }) => metOn === null)
  const promised = over ? [] : waiting.filter(({ kind }) => (toldDates as readonly string[]).includes(kind))
  const nextCheck = ownChecks(thread)
    .filter(({ dueAt }) => dueAt > now)
    .slice(0, 1)
  return [...promised, ...nextCheck]
    .map(({ kind, dueAt, pausedOn }) => ({
      kind: kind as ToldDate,
      onDay: lastDayBefore(dueAt),
      late: dueAt < now && pausedOn === null,
      waits: pausedOn !== null,
    }))
    .sort((a, b) => a.onDay.getTime() - b.onDay.getTime())
}

/** Silence stays not known: the question stands until it is answered or a handler has written down what is known. */
function asksHowSince(thread: ThreadRow, opened: readonly Opened[], now: Date): boolean {
  const due = ownChecks(thread).filter(({ dueAt }) => dueAt <= now)
  if (due.length === 0) return false
  const latest = lastDayBefore(due.at(-1)!.dueAt)
  return !opened.some(
    ({ part, onDay }) => part?.kind === 'message' && part.howSince !== undefined && onDay >= latest,
  )
}

const oneDay = 24 * 60 * 60 * 1000

/** A day ends where the next begins. */
function lastDayBefore(moment: Date): Date {
  return new Date(Math.floor((moment.getTime() - 1) / oneDay) * oneDay)
}
