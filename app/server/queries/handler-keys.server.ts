import type { Actor } from '#app/policies/actor.ts'
import { bodiesHandledBy, mayActOnKey } from '#app/policies/handler-key.policy.ts'
import { duties, Statement, type Duty } from '#app/sealing/handler-key.ts'
import { asSystem, withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { bodyFacts } from '#app/server/repositories/cases.server.ts'
import {
  findCountingKey,
  findOwnKey,
  getHandlerKey,
  listBodiesBeside,
  listHandlerKeys,
  listHandlers,
  listKeysBeside,
  listOpenings,
  listOwnWraps,
  type HandlerKeyRow,
} from '#app/server/repositories/handler-keys.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function bodiesOf(actor: Actor): string[] {
  const bodies = bodiesHandledBy(actor)
  if (bodies.length === 0) throw notPermitted()
  return bodies
}

export type KeyState = 'waiting' | 'counts' | 'ended'

function stateOf(key: Pick<HandlerKeyRow, 'countedOn' | 'endedOn'>): KeyState {
  if (key.endedOn) return 'ended'
  return key.countedOn ? 'counts' : 'waiting'
}

/** The name is the one that was signed. */
function nameIn(key: { statement: string }): string {
  return Statement.parse(JSON.parse(key.statement)).name
}

function dutiesOf(key: { duties: string[] }): Duty[] {
  return duties.filter((duty) => key.duties.includes(duty))
}

function isLiving(key: Pick<HandlerKeyRow, 'countedOn' | 'endedOn'>): boolean {
  return stateOf(key) === 'counts'
}

/** The very first two sign with keys that do not count yet; afterwards only keys that count do. */
function maySignWith(one: HandlerKeyRow, keys: readonly HandlerKeyRow[]): boolean {
  if (one.endedOn) return false
  const body = keys.filter(({ organisationId }) => organisationId === one.organisationId)
  return one.countedOn !== null || body.every(({ countedOn }) => countedOn === null)
}

/** My keys, and those of the bodies whose cases I handle: who signed whose, and since when each counts. */
export async function handlerKeysPage(actor: Actor, now: Date) {
  const bodies = bodiesOf(actor)
  return withScope(actor.id, async (tx) => {
    const keys = await listHandlerKeys(tx, bodies)
    const handlers = await listHandlers(tx, bodies, now)
    const wraps = await listOwnWraps(tx, scopeOf(actor))
    const stillHandles = (key: HandlerKeyRow) =>
      handlers.some((one) => one.personId === key.personId && one.organisationId === key.organisationId)
    return keys.map((key) => {
      const own = key.personId === actor.id
      const state = stateOf(key)
      const comparedOn = state === 'counts' ? comparedIn(wraps, key.id) : null
      const mine = keys.filter(
        (each) => each.personId === actor.id && each.organisationId === key.organisationId,
      )
      return {
        ...shown(key),
        own,
        hasPasskey: wraps.some(({ keyId, way }) => keyId === key.id && way === 'passkey'),
        left: !stillHandles(key),
        comparedOn,
        may: {
          sign:
            state === 'waiting' &&
            !signedBy(key, mine) &&
            mine.some((one) => one.id !== key.id && maySignWith(one, keys)),
          compare: state === 'counts' && !own && !signedBy(key, mine) && !comparedOn,
          end:
            state !== 'ended' &&
            mayActOnKey(actor, 'end', key, {
              ownerHandles: stillHandles(key),
              mineCounts: mine.some(isLiving),
            }),
        },
      }
    })
  })
}

/** Keys that I may sign besides those of my own bodies, because theirs have too few to do it. Usually there are none. */
export async function keysBesidePage(actor: Actor) {
  const bodies = bodiesOf(actor)
  return withScope(actor.id, async (tx) => {
    const mine = (await listHandlerKeys(tx, bodies)).filter(({ personId }) => personId === actor.id)
    const keys = await listKeysBeside(tx)
    return keys.map((key) => ({
      ...shown(key),
      own: false,
      hasPasskey: false,
      left: false,
      comparedOn: null,
      may: { sign: !signedBy(key, mine), compare: false, end: false },
    }))
  })
}

/** The day on which I compared this key by voice, unless I took that back. */
function comparedIn(wraps: Awaited<ReturnType<typeof listOwnWraps>>, keyId: string): Date | null {
  return wraps.find(({ way, ofKeyId }) => way === 'known' && ofKeyId === keyId)?.onDay ?? null
}

function shown(key: HandlerKeyRow) {
  const signers = key.signatures.filter(({ byKeyId }) => byKeyId !== key.id)
  return {
    id: key.id,
    state: stateOf(key),
    name: nameIn(key),
    body: key.organisation.name,
    duties: dutiesOf(key),
    createdOn: key.createdOn,
    countedOn: key.countedOn,
    endedOn: key.endedOn,
    signers: signers.map(({ by, onDay }) => ({ name: nameIn(by), onDay })),
  }
}

function signedBy(key: HandlerKeyRow, mine: readonly HandlerKeyRow[]): boolean {
  return key.signatures.some(({ byKeyId }) => byKeyId !== key.id && mine.some(({ id }) => id === byKeyId))
}

export type ShownKey = Awaited<ReturnType<typeof handlerKeysPage>>[number]

/** What the page needs to make a key: facts that the statement must repeat word by word. */
export function newKeyPage(actor: Actor) {
  const bodies = bodiesOf(actor)
  const named = actor.memberships.filter(({ organisationId }) => bodies.includes(organisationId))
  return {
    facts: { personId: actor.id, name: actor.name },
    bodies: bodies.map((id) => ({
      id,
      name: named.find((one) => one.organisationId === id)!.organisationName,
    })),
    duties,
  }
}

/** My locked keys, for my browser. */
export async function ownKeys(actor: Actor) {
  const bodies = bodiesOf(actor)
  return withScope(actor.id, async (tx) => {
    const keys = await listHandlerKeys(tx, bodies)
    const wraps = await listOwnWraps(tx, scopeOf(actor))
    return {
      keys: keys
        .filter(({ personId, endedOn }) => personId === actor.id && !endedOn)
        .map(({ id, recipient, verifyKey, statement }) => ({
          keyId: id,
          recipient,
          verifyKey: Buffer.from(verifyKey).toString('base64'),
          statement,
        })),
      wraps: wraps.map(({ id, keyId, way, sealed }) => ({
        wrapId: id,
        keyId,
        way,
        sealed: Buffer.from(sealed).toString('base64'),
      })),
    }
  })
}

/** A key that waits is signed; one that counts is compared by voice, for my own browser. */
export async function signKeyPage(actor: Actor, keyId: string) {
  const bodies = bodiesOf(actor)
  if (!uuid.test(keyId)) throw notFound()
  const counting = await keyToCompare(actor, bodies, keyId)
  if (counting) return counting
  const { key, keys, beside } = await withScope(actor.id, async (tx) => {
    const waiting = (await listKeysBeside(tx)).find(({ id }) => id === keyId)
    const key = waiting ?? (await getHandlerKey(tx, bodies, keyId))
    const keys = await listHandlerKeys(tx, [...new Set([key.organisationId, ...bodies])])
    return { key, keys, beside: waiting ? await listBodiesBeside(tx, key.organisationId) : [] }
  })
  if (stateOf(key) !== 'waiting') throw notFound()
  const ofBody = keys.filter(({ organisationId }) => organisationId === key.organisationId)
  const signs = (one: HandlerKeyRow) =>
    ofBody.includes(one) ? maySignWith(one, keys) : isLiving(one) && beside.includes(one.organisationId)
  const mine = keys.filter((one) => one.personId === actor.id && one.id !== key.id && signs(one))
  return {
    id: key.id,
    name: nameIn(key),
    body: key.organisation.name,
    duties: dutiesOf(key),
    as: signsAs(key, bodies, ofBody),
    comparedOn: null,
    toSign: { keyId: key.id, statement: key.statement, mine: mine.map(({ id }) => id), counts: false },
  }
}

/** Of my bodies and of those that stand beside them at a reporting page: nobody else's is ever sealed to here. */
async function keyToCompare(actor: Actor, bodies: readonly string[], keyId: string) {
  const found = await withScope(actor.id, async (tx) => {
    const key = await findCountingKey(tx, keyId)
    if (!key || key.personId === actor.id) return null
    const near = [key.organisationId, ...(await listBodiesBeside(tx, key.organisationId))]
    if (!near.some((id) => bodies.includes(id))) return null
    const keys = await listHandlerKeys(tx, bodies)
    const comparedOn = comparedIn(await listOwnWraps(tx, scopeOf(actor)), keyId)
    return { key, comparedOn, mine: keys.filter((one) => one.personId === actor.id && !one.endedOn) }
  })
  if (!found) return null
  const { key, comparedOn, mine } = found
  const names = await asSystem('name of the body of a key', (tx) => bodyFacts(tx, [key.organisationId]))
  return {
    id: key.id,
    name: nameIn(key),
    body: names.get(key.organisationId)?.name ?? '',
    duties: dutiesOf(key),
    as: 'counted' as const,
    comparedOn,
    toSign: { keyId: key.id, statement: key.statement, mine: mine.map(({ id }) => id), counts: true },
  }
}

/** A neighbour is told something else than the first two of a body. */
function signsAs(
  { organisationId }: HandlerKeyRow,
  bodies: readonly string[],
  ofBody: readonly HandlerKeyRow[],
): 'neighbour' | 'founder' | 'colleague' {
  if (!bodies.includes(organisationId)) return 'neighbour'
  return ofBody.every(({ countedOn }) => countedOn === null) ? 'founder' : 'colleague'
}

export async function ownKeyPage(actor: Actor, keyId: string) {
  const key = await oneKey(actor, keyId)
  if (key.personId !== actor.id || key.endedOn) throw notFound()
  const wraps = await withScope(actor.id, (tx) => listOwnWraps(tx, scopeOf(actor)))
  const passkeys = wraps.filter((wrap) => wrap.keyId === keyId && wrap.way === 'passkey')
  return {
    id: key.id,
    name: nameIn(key),
    body: key.organisation.name,
    passkeys: passkeys.map(({ id, onDay }) => ({ id, onDay })),
  }
}

export async function endKeyPage(actor: Actor, keyId: string, now: Date) {
  const { key, handlers, keys } = await withScope(actor.id, async (tx) => {
    const key = await keyToEnd(tx, actor, keyId)
    const handlers = await listHandlers(tx, [key.organisationId], now)
    return { key, handlers, keys: await listHandlerKeys(tx, [key.organisationId]) }
  })
  const ownerHandles = handlers.some(({ personId }) => personId === key.personId)
  const mineCounts = keys.some((one) => one.personId === actor.id && isLiving(one))
  if (!mayActOnKey(actor, 'end', key, { ownerHandles, mineCounts })) throw notPermitted()
  if (key.endedOn) throw notFound()
  const others = keys.filter(
    (one) => one.id !== key.id && isLiving(one) && handlers.some(({ personId }) => personId === one.personId),
  )
  return {
    id: key.id,
    own: key.personId === actor.id,
    name: nameIn(key),
    body: bodyIn(key),
    /** With fewer than two persons left, a further key counts only with a body beside. */
    leavesTooFew:
      key.countedOn !== null &&
      bodiesHandledBy(actor).includes(key.organisationId) &&
      new Set(others.map(({ personId }) => personId)).size < 2,
  }
}

/** Whoever left a body may no longer see it, and still ends their own key of it. */
function bodyIn(key: HandlerKeyRow): string {
  const seen = key.organisation as HandlerKeyRow['organisation'] | null
  return seen?.name ?? ''
}

async function keyToEnd(tx: Transaction, actor: Actor, keyId: string): Promise<HandlerKeyRow> {
  const own = uuid.test(keyId) ? await findOwnKey(tx, scopeOf(actor), keyId) : null
  if (own) return own
  const bodies = bodiesOf(actor)
  if (!uuid.test(keyId)) throw notFound()
  return getHandlerKey(tx, bodies, keyId)
}

async function oneKey(actor: Actor, keyId: string): Promise<HandlerKeyRow> {
  const bodies = bodiesOf(actor)
  if (!uuid.test(keyId)) throw notFound()
  return withScope(actor.id, (tx) => getHandlerKey(tx, bodies, keyId))
}

/** Who may open what, from the envelopes of cases that I handle: others do not exist here. */
export async function whoOpensPage(actor: Actor) {
  const bodies = bodiesOf(actor)
  return withScope(actor.id, async (tx) => {
    const keys = (await listHandlerKeys(tx, bodies)).filter((key) => stateOf(key) === 'counts')
    const openings = await listOpenings(
      tx,
      keys.map(({ id }) => id),
    )
    return keys.map((key) => ({
      id: key.id,
      name: nameIn(key),
      body: key.organisation.name,
      duties: dutiesOf(key),
      countedOn: key.countedOn!,
      cases: openings
        .filter(({ handlerKeyId }) => handlerKeyId === key.id)
        .map(({ concernId, kinds, since, together }) => ({
          id: concernId,
          shortId: concernId.slice(0, 8).toUpperCase(),
          kinds,
          since: new Date(since),
          together,
        })),
    }))
  })
}
