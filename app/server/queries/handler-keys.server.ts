import type { Actor } from '#app/policies/actor.ts'
import { bodiesHandledBy, mayActOnKey } from '#app/policies/handler-key.policy.ts'
import { duties, Statement, type Duty } from '#app/sealing/handler-key.ts'
import { withScope } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import {
  getHandlerKey,
  listHandlerKeys,
  listHandlers,
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

/** The first two sign with keys that do not count yet; afterwards only keys that count do. */
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
    const nameOf = new Map(keys.map((key) => [key.id, nameIn(key)]))
    const stillHandles = (key: HandlerKeyRow) =>
      handlers.some((one) => one.personId === key.personId && one.organisationId === key.organisationId)
    return keys.map((key) => {
      const own = key.personId === actor.id
      const state = stateOf(key)
      const signers = key.signatures.filter(({ byKeyId }) => byKeyId !== key.id)
      const mine = keys.filter(
        (each) => each.personId === actor.id && each.organisationId === key.organisationId,
      )
      const signedByMe = signers.some(({ byKeyId }) => mine.some(({ id }) => id === byKeyId))
      return {
        id: key.id,
        own,
        state,
        name: nameOf.get(key.id)!,
        body: key.organisation.name,
        duties: dutiesOf(key),
        createdOn: key.createdOn,
        countedOn: key.countedOn,
        endedOn: key.endedOn,
        signers: signers.map(({ byKeyId, onDay }) => ({ name: nameOf.get(byKeyId) ?? '', onDay })),
        hasPasskey: wraps.some(({ keyId, way }) => keyId === key.id && way === 'passkey'),
        left: !stillHandles(key),
        may: {
          sign:
            state === 'waiting' &&
            !signedByMe &&
            mine.some((one) => one.id !== key.id && maySignWith(one, keys)),
          end: state !== 'ended' && mayActOnKey(actor, 'end', key, stillHandles(key)),
        },
      }
    })
  })
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

export async function signKeyPage(actor: Actor, keyId: string) {
  const key = await oneKey(actor, keyId)
  if (stateOf(key) !== 'waiting') throw notFound()
  const keys = await withScope(actor.id, (tx) => listHandlerKeys(tx, [key.organisationId]))
  const mine = keys.filter((one) => one.personId === actor.id && one.id !== key.id && maySignWith(one, keys))
  return {
    id: key.id,
    name: nameIn(key),
    body: key.organisation.name,
    duties: dutiesOf(key),
    founding: keys.every(({ countedOn }) => countedOn === null),
    toSign: { keyId: key.id, statement: key.statement, mine: mine.map(({ id }) => id) },
  }
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
  const key = await oneKey(actor, keyId)
  const handlers = await withScope(actor.id, (tx) => listHandlers(tx, [key.organisationId], now))
  const keys = await withScope(actor.id, (tx) => listHandlerKeys(tx, [key.organisationId]))
  const stillHandles = handlers.some(({ personId }) => personId === key.personId)
  if (!mayActOnKey(actor, 'end', key, stillHandles)) throw notPermitted()
  if (key.endedOn) throw notFound()
  const others = keys.filter((one) => one.id !== key.id && one.countedOn && !one.endedOn)
  return {
    id: key.id,
    own: key.personId === actor.id,
    name: nameIn(key),
    body: key.organisation.name,
    /** With fewer than two persons left, nobody can let a further key count. */
    leavesTooFew: key.countedOn !== null && new Set(others.map(({ personId }) => personId)).size < 2,
  }
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
