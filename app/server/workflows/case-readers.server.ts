import { base64 } from '@scure/base'
import { dateOf, dayOf } from '#content/working-days.ts'
import { DoorTerms } from '#app/forms/door-terms.ts'
import {
  envelopeMost,
  type Holder,
  type KeyEnvelope,
  type NewGeneration,
  type NewThread,
} from '#app/forms/case-content.form.ts'
import type { Actor } from '#app/policies/actor.ts'
import {
  firstKey,
  hashOfKey,
  isOfLine,
  isVouchedWith,
  type CaseKeyFacts,
  type Vouched,
} from '#app/sealing/case-key.ts'
import { hasSteppedUp } from '#app/policies/second-factor.policy.ts'
import { appendCaseLog } from '#app/server/case-log.server.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { changedByAnother, notFound, notPermitted, notReady } from '#app/server/errors.server.ts'
import { enqueue } from '#app/server/jobs/queue.server.ts'
import { ownVerifyKey, saveOpened } from '#app/server/repositories/case-keys.server.ts'
import {
  countHandlersBesides,
  endPartIn,
  findDoorTerms,
  holdCase,
  letIn,
  listCountedKeys,
  listEnvelopes,
  listHandlerKeys,
  listKeys,
  listOfTeam,
  listSteppedBack,
  listTakingPart,
  listThreads,
  saveEnvelopes,
  saveKeys,
  saveThread,
  type CaseRow,
  type EnvelopeRow,
  type HandlerKeyRow,
  type KeyRow,
  type NewEnvelope,
} from '#app/server/repositories/cases.server.ts'
import {
  ageFile,
  keepSealedParts,
  newestKey,
  newestOf,
  openedCase,
  toldToAll,
  toldToOthers,
  type SealedGiven,
} from '#app/server/workflows/case-content.server.ts'
import { bookWhatLiesAhead } from '#app/server/workflows/detriment-checks.server.ts'
import { keepNextDue } from '#app/server/workflows/duty-clocks.server.ts'

/** Whose keys count and who may be let in: of the bodies of the reporting page, never of the project or its site. */
export async function whoMayBeLetIn(tx: Transaction, row: CaseRow): Promise<HandlerKeyRow[]> {
  const terms = DoorTerms.safeParse(await findDoorTerms(tx, row.doorId)).data
  const bodies = terms?.bodies.map(({ organisationId }) => organisationId) ?? []
  const inCase = new Set((await listTakingPart(tx, row.id)).map(({ personId }) => personId))
  const steppedBack = new Set(await listSteppedBack(tx, row.id))
  const team = new Set(terms?.teamOrganisationIds ?? [])
  const counted = await listCountedKeys(tx, [row.organisationId, ...bodies])
  const keys = counted.filter(
    ({ personId, organisationId }) =>
      !team.has(organisationId) && !inCase.has(personId) && !steppedBack.has(personId),
  )
  const ofTeam = new Set(
    await listOfTeam(
      tx,
      row.id,
      keys.map(({ personId }) => personId),
    ),
  )
  return keys.filter(({ personId }) => !ofTeam.has(personId))
}

/** Lets one more handler in, with an envelope of every key of the case that whoever hands over holds. */
export function handOver(
  actor: Actor,
  concernId: string,
  given: { handlerKeyId: string; envelopes: readonly KeyEnvelope[] },
  now: Date,
): Promise<void> {
  return withScope(actor.id, async (tx) => {
    const row = await openedCase(tx, actor, concernId)
    await holdCase(tx, concernId)
    const to = (await whoMayBeLetIn(tx, row)).find(({ id }) => id === given.handlerKeyId)
    if (!to) throw notPermitted()
    const day = dateOf(dayOf(now))
    await letIn(tx, concernId, to.personId, day)
    await keepEnvelopesFor(tx, concernId, to, given.envelopes, day)
    await enqueue(tx, [toldToOthers(actor, concernId, `handOver:${to.personId}:${dayOf(now)}`)])
    await appendCaseLog(tx, {
      concernId,
      action: 'case.handOver',
      personId: actor.id,
      data: { to: to.personId, keys: given.envelopes.map(({ keyId }) => keyId).join(' ') },
      now,
    })
  })
}

/**
 * Whoever opened what came with the filing says that this is its key, so that the others need not believe the database. The
 * hash goes into the log of the case, and with it into what the public ledger commits to.
 */
export function vouchForKeys(
  actor: Actor,
  concernId: string,
  given: readonly ({ keyId: string } & Vouched)[],
  now: Date,
): Promise<void> {
  return withScope(actor.id, async (tx) => {
    await openedCase(tx, actor, concernId)
    const keys = await listKeys(tx, concernId)
    const said: string[] = []
    for (const { keyId, ...vouched } of given) {
      const key = keys.find(({ id }) => id === keyId)
      if (!key) throw notFound()
      const verifyKey = await ownVerifyKey(tx, actor.id, vouched.by)
      const holds = verifyKey && vouched.how === 'opened' && isVouchedWith(verifyKey, key, vouched)
      if (!holds || key.generation !== 1) throw notPermitted()
      if (key.signatures.some(({ by }) => by === vouched.by)) continue
      if (await saveOpened(tx, keyId, vouched, dateOf(dayOf(now)))) said.push(`${keyId} ${hashOfKey(key)}`)
    }
    if (said.length === 0) return
    const data = { keys: said.join(', ') }
    await appendCaseLog(tx, { concernId, action: 'case.vouch', personId: actor.id, data, now })
  })
}

/** More envelopes for somebody who handles the case already, such as a second key of theirs. */
export function addEnvelopes(
  actor: Actor,
  concernId: string,
  given: { handlerKeyId: string; envelopes: readonly KeyEnvelope[] },
  now: Date,
): Promise<void> {
  return withScope(actor.id, async (tx) => {
    await openedCase(tx, actor, concernId)
    await holdCase(tx, concernId)
    const [to] = await listHandlerKeys(tx, [given.handlerKeyId])
    const handles = (await listTakingPart(tx, concernId)).some(
      ({ personId, capacity }) => capacity === 'case_handler' && personId === to?.personId,
    )
    if (!to || !handles || to.countedOn === null || to.endedOn !== null) throw notPermitted()
    await keepEnvelopesFor(tx, concernId, to, given.envelopes, dateOf(dayOf(now)))
    await appendCaseLog(tx, {
      concernId,
      action: 'case.handOver',
      personId: actor.id,
      data: { to: to.personId, keys: given.envelopes.map(({ keyId }) => keyId).join(' ') },
      now,
    })
  })
}

/**
 * Whoever comes in can read everything that handlers can: who somebody is only with the duty to keep that. What was filed a
 * second time lies under keys that no handler made; of what somebody put there, nobody may hold one.
 */
export function keysToHandOver(
  keys: readonly KeyRow[],
  duties: readonly string[],
  held: ReadonlySet<string>,
): KeyRow[] {
  return keys.filter(({ id, kind, believed }) =>
    kind === 'identity' ? duties.includes('custody') && held.has(id) : believed || held.has(id),
  )
}

async function keepEnvelopesFor(
  tx: Transaction,
  concernId: string,
  to: HandlerKeyRow,
  given: readonly KeyEnvelope[],
  day: Date,
): Promise<void> {
  const keys = await listKeys(tx, concernId)
  const wanted = keysToHandOver(keys, [], new Set()).map(({ id }) => id)
  const got = new Set(given.map(({ keyId }) => keyId))
  // A key that came while the browser sealed: the page is read again.
  if (wanted.some((id) => !got.has(id))) throw changedByAnother()
  const allowed = new Set(
    keysToHandOver(keys, to.duties, new Set(keys.map(({ id }) => id))).map(({ id }) => id),
  )
  if (
    got.size !== given.length ||
    given.some(({ keyId, handlerKeyId }) => !allowed.has(keyId) || handlerKeyId !== to.id)
  )
    throw notReady()
  await saveEnvelopes(
    tx,
    day,
    given.map(({ keyId, sealed }) => ({
      ...nobody,
      keyId,
      holder: 'handler' as const,
      handlerKeyId: to.id,
      sealed: ageFile(sealed, envelopeMost),
    })),
  )
}

const nobody = { handlerKeyId: null, innerKeyId: null, wayId: null }

/** Nobody removes the others one by one: besides whoever goes, this many can still open the case. */
export const handlersWhoStay = 2

/**
 * Ends somebody's part. What they could read they may still know; whatever is written from now on is sealed under new keys,
 * of which everybody holds an envelope who held one of the key before, except them.
 */
export function endPart(
  actor: Actor,
  concernId: string,
  given: { personId: string; keys: readonly NewGeneration[] },
  now: Date,
): Promise<void> {
  return withScope(actor.id, async (tx) => {
    await openedCase(tx, actor, concernId)
    await holdCase(tx, concernId)
    if (given.personId === actor.id || !hasSteppedUp(actor, now)) throw notPermitted()
    const takesPart = (await listTakingPart(tx, concernId)).some(
      ({ personId, capacity }) => capacity === 'case_handler' && personId === given.personId,
    )
    if (!takesPart) throw notFound()
    if ((await countHandlersBesides(tx, concernId, given.personId)) < handlersWhoStay) throw notReady()
    const day = dateOf(dayOf(now))
    await endPartIn(tx, concernId, given.personId, day)
    const ids = await turnKeys(tx, actor, concernId, given.keys, given.personId, day)
    await enqueue(tx, [toldToAll(concernId, given.personId, `ended:${given.personId}:${dayOf(now)}`)])
    await appendCaseLog(tx, {
      concernId,
      action: 'case.endPart',
      personId: actor.id,
      data: { of: given.personId, keys: ids.join(' ') },
      now,
    })
  })
}

/**
 * New keys with nobody leaving: a device was lost, a phrase was seen, or nobody is left whom a handler could ask who made the
 * newest ones. They come in the place of those that this handler believes.
 */
export function rotateKeys(
  actor: Actor,
  concernId: string,
  keys: readonly NewGeneration[],
  now: Date,
): Promise<void> {
  return withScope(actor.id, async (tx) => {
    await openedCase(tx, actor, concernId)
    await holdCase(tx, concernId)
    if (!hasSteppedUp(actor, now)) throw notPermitted()
    const ids = await turnKeys(tx, actor, concernId, keys, null, dateOf(dayOf(now)))
    await enqueue(tx, [toldToOthers(actor, concernId, `newKeys:${ids[0] ?? ''}`)])
    await appendCaseLog(tx, {
      concernId,
      action: 'case.newKeys',
      personId: actor.id,
      data: { keys: ids.join(' ') },
      now,
    })
  })
}

async function turnKeys(
  tx: Transaction,
  actor: Actor,
  concernId: string,
  given: readonly NewGeneration[],
  without: string | null,
  day: Date,
): Promise<string[]> {
  const keys = await listKeys(tx, concernId)
  const envelopes = await listEnvelopes(tx, concernId)
  const handlerKeys = await handlerKeysIn(tx, envelopes)
  const endedWays = await endedWaysIn(tx, concernId)
  const wanted = newestOf(keys).flatMap((key) => {
    const holders = holdersOfNext(key, keys, { envelopes, handlerKeys, endedWays, without })
    return holders.length > 0 ? [{ key, holders }] : []
  })
  if (wanted.length !== given.length) throw changedByAnother()
  const inReserve = onlyInReserve(envelopes)
  const made = wanted.map(({ key, holders }) => {
    const next = given.find(({ kind, threadId }) => kind === key.kind && threadId === key.threadId)
    if (!next || !sameHolders(next.envelopes, holders)) throw changedByAnother()
    const line = keys.filter(isOfLine(key))
    const { kind, threadId, generation, recipient, follows, signed } = next
    const isNext = generation === Math.max(...line.map((each) => each.generation)) + 1
    const comesAfter = line.some((each) => each.believed && hashOfKey(each) === follows)
    if (!isNext || !comesAfter) throw changedByAnother()
    const facts = { concernId, kind, threadId, generation, recipient, follows }
    return { id: randomId(), facts, signed, envelopes: next.envelopes }
  })
  await mustBeSigned(tx, actor, made)
  await saveKeys(
    tx,
    concernId,
    day,
    made.map(({ id, signed, facts: { concernId: _, ...facts } }) => ({ id, ...facts, signed })),
  )
  await saveEnvelopes(
    tx,
    day,
    made.flatMap(({ id, envelopes }) => envelopes.map((each) => envelopeOf(id, each, inReserve))),
  )
  return made.map(({ id }) => id)
}

/** By whoever makes them, with a key of theirs that counts: without it nobody would believe them. */
async function mustBeSigned(
  tx: Transaction,
  actor: Actor,
  made: readonly { facts: CaseKeyFacts; signed: Vouched }[],
): Promise<void> {
  for (const { facts, signed } of made) {
    const verifyKey = await ownVerifyKey(tx, actor.id, signed.by)
    if (!verifyKey || signed.how !== 'made' || !isVouchedWith(verifyKey, facts, signed)) throw notPermitted()
  }
}

/**
 * A person of their own in the case: affected, witness, intermediary. Their code was made in the handler's browser and is
 * known to nobody here; their first return gives them a new one.
 */
export function addThread(
  actor: Actor,
  concernId: string,
  given: { thread: NewThread; who: SealedGiven },
  now: Date,
): Promise<void> {
  return withScope(actor.id, async (tx) => {
    await openedCase(tx, actor, concernId)
    await holdCase(tx, concernId)
    const keys = await listKeys(tx, concernId)
    const file = newestOf(keys).find(({ kind }) => kind === 'file')
    if (!file || newestKey(keys, given.who.keyId).kind !== 'file') throw notReady()
    const envelopes = await listEnvelopes(tx, concernId)
    const handlerKeys = await handlerKeysIn(tx, envelopes)
    const held = { envelopes, handlerKeys, endedWays: new Set<string>(), without: null }
    const holders = holdersOfNext(file, keys, held)
    const { thread } = given
    if (!sameHolders(thread.envelopes, holders)) throw changedByAnother()
    const day = dateOf(dayOf(now))
    const [keyId, wayId] = [randomId(), randomId()]
    const lookupHash = new Uint8Array(base64.decode(thread.lookupHash))
    if (lookupHash.byteLength !== 32) throw notReady()
    const facts = firstKey(concernId, 'thread', thread.recipient, thread.threadId)
    await mustBeSigned(tx, actor, [{ facts, signed: thread.signed }])
    await saveThread(
      tx,
      { id: thread.threadId, concernId, onDay: day },
      { id: wayId, lookupHash, recipient: thread.wayRecipient },
    )
    const { concernId: _, ...own } = facts
    await saveKeys(tx, concernId, day, [{ id: keyId, ...own, signed: thread.signed }])
    await saveEnvelopes(tx, day, [
      ...thread.envelopes.map((each) => envelopeOf(keyId, each, onlyInReserve(envelopes))),
      envelopeOf(keyId, { wayId, sealed: thread.wayEnvelope }, new Set()),
    ])
    const [part] = await keepSealedParts(tx, actor, concernId, [given.who], now)
    await bookWhatLiesAhead(tx, concernId, thread.threadId, dayOf(now))
    await keepNextDue(tx, concernId)
    await appendCaseLog(tx, {
      concernId,
      action: 'case.addThread',
      personId: actor.id,
      data: { thread: thread.threadId, part: part! },
      now,
    })
  })
}

/** Keys of the next body, which reads when nobody is left before it. */
function onlyInReserve(envelopes: readonly EnvelopeRow[]): Set<string> {
  const held = envelopes.filter(({ endedOn, handlerKeyId }) => endedOn === null && handlerKeyId !== null)
  const handling = new Set(held.filter(({ holder }) => holder === 'handler').map((each) => each.handlerKeyId))
  const reserve = held.filter(
    ({ holder, handlerKeyId }) => holder === 'reserve' && !handling.has(handlerKeyId),
  )
  return new Set(reserve.map(({ handlerKeyId }) => handlerKeyId!))
}

function envelopeOf(
  keyId: string,
  { handlerKeyId, innerKeyId, wayId, sealed }: Holder,
  inReserve: ReadonlySet<string>,
): NewEnvelope {
  const bytes = ageFile(sealed, envelopeMost * 2)
  if (wayId) return { ...nobody, keyId, holder: 'way', wayId, sealed: bytes }
  if (!handlerKeyId) throw notReady()
  const holder = innerKeyId ? 'escrow' : inReserve.has(handlerKeyId) ? 'reserve' : 'handler'
  return { ...nobody, keyId, holder, handlerKeyId, innerKeyId: innerKeyId ?? null, sealed: bytes }
}

export interface HolderShown {
  handlerKeyId?: string | undefined
  innerKeyId?: string | undefined
  wayId?: string | undefined
}

interface Held {
  envelopes: readonly EnvelopeRow[]
  handlerKeys: ReadonlyMap<string, HandlerKeyRow>
  endedWays: ReadonlySet<string>
  /** Were this person not there any more. */
  without: string | null
}

/**
 * Who would hold an envelope of the key after this one. Whoever was taken out when more was filed holds none of what came
 * then, and gets none; a key that leaves nobody was not filed, but put there.
 */
export function holdersOfNext(key: KeyRow, keys: readonly KeyRow[], held: Held): HolderShown[] {
  const later = keys
    .filter(isOfLine(key))
    .filter(({ generation, believed }) => generation > key.generation && !believed)
  let holders = holdersOf(key.id, held)
  for (const { id } of later) {
    const names = new Set(holdersOf(id, held).map(nameOf))
    const isHandler = ({ handlerKeyId, innerKeyId }: HolderShown) => handlerKeyId !== undefined && !innerKeyId
    const left = holders.filter((one) => !isHandler(one) || names.has(nameOf(one)))
    if (left.some(isHandler)) holders = left
  }
  return holders
}

/** Who holds an envelope of this key today. */
function holdersOf(keyId: string, { envelopes, handlerKeys, endedWays, without }: Held): HolderShown[] {
  const stays = (id: string | null) => {
    const key = id === null ? undefined : handlerKeys.get(id)
    return key !== undefined && key.endedOn === null && key.personId !== without
  }
  const found = new Map<string, HolderShown>()
  for (const { holder, keyId: of, handlerKeyId, innerKeyId, wayId, endedOn } of envelopes) {
    if (of !== keyId || endedOn !== null) continue
    const shown: HolderShown | null =
      (holder === 'handler' || holder === 'reserve') && stays(handlerKeyId)
        ? { handlerKeyId: handlerKeyId! }
        : holder === 'escrow' && stays(handlerKeyId) && stays(innerKeyId)
          ? { handlerKeyId: handlerKeyId!, innerKeyId: innerKeyId! }
          : holder === 'way' && wayId !== null && !endedWays.has(wayId)
            ? { wayId }
            : null
    if (shown) found.set(nameOf(shown), shown)
  }
  return [...found.values()]
}

function nameOf({ handlerKeyId = '', innerKeyId = '', wayId = '' }: HolderShown): string {
  return `${handlerKeyId} ${innerKeyId} ${wayId}`
}

function sameHolders(given: readonly Holder[], wanted: readonly HolderShown[]): boolean {
  const names = new Set(given.map(nameOf))
  return (
    names.size === given.length &&
    names.size === wanted.length &&
    wanted.every((each) => names.has(nameOf(each)))
  )
}

export async function handlerKeysIn(
  tx: Transaction,
  envelopes: readonly EnvelopeRow[],
): Promise<Map<string, HandlerKeyRow>> {
  const ids = envelopes.flatMap(({ handlerKeyId, innerKeyId }) =>
    [handlerKeyId, innerKeyId].filter((id) => id !== null),
  )
  return new Map((await listHandlerKeys(tx, ids)).map((key) => [key.id, key]))
}

export async function endedWaysIn(tx: Transaction, concernId: string): Promise<Set<string>> {
  const threads = await listThreads(tx, concernId)
  return new Set(
    threads.flatMap(({ ways, endedOn }) => ways.flatMap((way) => (endedOn || way.endedOn ? [way.id] : []))),
  )
}
