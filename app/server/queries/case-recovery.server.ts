import { base64 } from '@scure/base'
import type { Actor } from '#app/policies/actor.ts'
import { appendCaseLog } from '#app/server/case-log.server.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem, withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { colleaguesOf } from '#app/server/queries/colleagues.server.ts'
import { referenceOf } from '#app/server/queries/cases.server.ts'
import {
  findGiven,
  findMyRecovery,
  keysOfPeople,
  listHeirs,
  listMyRecoveries,
  listOuter,
  listRecoveryParts,
  watchesCase,
  type Half,
  type RecoveryPart,
  type RecoveryPartRow,
  type RecoveryRow,
} from '#app/server/repositories/case-recovery.server.ts'
import { bodyFacts, listHandlerKeys } from '#app/server/repositories/cases.server.ts'
import { listNames } from '#app/server/repositories/concern-moves.server.ts'
import { dateOf, dayOf } from '#content/working-days.ts'

/** What waits for me where a case is to be recovered: the body, the day it came, and what I may do. */
export async function recoveriesPage(actor: Actor) {
  if (!actor.memberships.some(({ role }) => role === 'case_handler' || role === 'safeguarding_lead'))
    throw notPermitted()
  const rows = await withScope(actor.id, (tx) => listMyRecoveries(tx, today()))
  const bodies = await namesOf(rows.map(({ organisationId }) => organisationId))
  return {
    lines: rows.map((row) => ({ ...shownRow(row), body: bodies.get(row.organisationId)?.name ?? '' })),
  }
}

/** Asked before anything else, so that a form says no more than a page. */
export function mustTakePart(actor: Actor, id: string): Promise<RecoveryPart> {
  return withScope(actor.id, async (tx) => {
    const row = await findMyRecovery(tx, id, today())
    if (!row) throw notFound()
    return row.part
  })
}

/** Whether this is asked for already, and by whom, for whoever handles a case or watches its clocks. */
export function askRecoveryPage(actor: Actor, concernId: string) {
  return withScope(actor.id, async (tx) => {
    if (!(await watchesCase(tx, concernId))) throw notFound()
    const found = (await listMyRecoveries(tx, today())).find((row) => row.concernId === concernId)
    return { concernId, reference: referenceOf(concernId), recovery: found ? shownRow(found) : null }
  })
}

export interface Beginning {
  firstKey: string
  secondKey: string
  recipient: string
  name: string
  envelopes: Half[]
}

export interface ShownHeir {
  handlerKeyId: string
  personId: string
  name: string
  body: string
  recipient: string
  /** Every key this person ever had: whoever was taken out under one of them is out. */
  knownAs: string[]
  keepsIdentity: boolean
}

/** One case to be recovered, with what this person opens in their browser. Each giving is written into its log. */
export async function recoveryPage(actor: Actor, id: string) {
  const shown = await withScope(actor.id, async (tx) => {
    const row = await findMyRecovery(tx, id, today())
    if (!row) throw notFound()
    const people = [row.firstPerson, row.secondPerson].filter((each) => each !== null)
    const names = await listNames(tx, people)
    const begin = row.part === 'outer' ? await beginningsOf(tx, actor, row) : []
    const asSecond = row.part === 'second' ? await forSecond(tx, actor, row) : null
    // Their browser seals to nobody whose key it cannot check.
    const sealedTo = [
      ...begin.map(({ secondKey }) => secondKey),
      ...(asSecond ? [asSecond.firstKey, ...asSecond.heirs.map(({ handlerKeyId }) => handlerKeyId)] : []),
    ]
    return {
      ...shownRow(row),
      script: { colleagues: await colleaguesOf(tx, sealedTo) },
      organisationId: row.organisationId,
      first: names.get(row.firstPerson ?? '') ?? '',
      second: names.get(row.secondPerson ?? '') ?? '',
      begin,
      asFirst: row.part === 'first' ? await forFirst(tx, actor, row) : null,
      asSecond,
    }
  })
  const heirs = shown.asSecond?.heirs ?? []
  const bodies = await namesOf([shown.organisationId, ...heirs.map(({ body }) => body)])
  const nameOf = (bodyId: string) => bodies.get(bodyId)?.name ?? ''
  return {
    ...shown,
    body: nameOf(shown.organisationId),
    asSecond: shown.asSecond && {
      ...shown.asSecond,
      heirs: heirs.map((heir) => ({ ...heir, body: nameOf(heir.body) })),
    },
  }
}

async function beginningsOf(tx: Transaction, actor: Actor, row: RecoveryRow): Promise<Beginning[]> {
  const outer = await listOuter(tx, row.id, today())
  await given(tx, actor, row, 'recovery.givenOuter', { keys: outer.length })
  const names = await listNames(
    tx,
    outer.map(({ secondPerson }) => secondPerson),
  )
  const pairs = Map.groupBy(outer, ({ firstKey, secondKey }) => `${firstKey} ${secondKey}`)
  return [...pairs.values()].map((envelopes) => {
    const { firstKey, secondKey, secondRecipient, secondPerson } = envelopes[0]!
    return {
      firstKey,
      secondKey,
      recipient: secondRecipient,
      name: names.get(secondPerson) ?? '',
      envelopes: envelopes.map(({ keyId, sealed }) => ({ keyId, sealed: base64.encode(sealed) })),
    }
  })
}

/** The name, sealed to the first by the second: opened with their own key. */
async function forFirst(tx: Transaction, actor: Actor, row: RecoveryRow) {
  const found = await findGiven(tx, row.id, today())
  const names = found?.names ?? []
  if (names.length > 0) await given(tx, actor, row, 'recovery.givenName', { names: names.length })
  return {
    names: names.map((sealed, index) => ({
      id: `${row.id}-${index}`,
      keyId: found!.firstKey,
      sealed,
      onDay: row.arrivedOn,
    })),
  }
}

async function forSecond(tx: Transaction, actor: Actor, row: RecoveryRow) {
  const found = (await findGiven(tx, row.id, today()))!
  const declared = row.state === 'declared'
  const first = await listRecoveryParts(tx, row.id, true, today())
  const among = declared ? await listRecoveryParts(tx, row.id, false, today()) : []
  const firstIds = new Set(first.map((part) => part.id))
  const takenOut = among.filter((part) => !firstIds.has(part.id))
  const halves = found.halves ?? []
  await given(tx, actor, row, 'recovery.givenHalf', {
    keys: halves.length,
    parts: [...first, ...takenOut].map((part) => part.id).join(' '),
  })
  const heirs = declared ? await heirsOf(tx, row) : []
  return {
    half: { handlerKeyId: found.secondKey, halves },
    firstKey: found.firstKey,
    identity: { keys: found.identityKeys, kept: found.identityKept },
    firstRecipient: found.firstRecipient,
    names: first.map((part) => sealedOf(part, row.arrivedOn)),
    takenOut: takenOut.map((part) => sealedOf(part, row.arrivedOn)),
    heirs,
  }
}

async function heirsOf(tx: Transaction, row: RecoveryRow): Promise<ShownHeir[]> {
  const heirs = await listHeirs(tx, row.id, today())
  const keys = await listHandlerKeys(
    tx,
    heirs.map(({ handlerKeyId }) => handlerKeyId),
  )
  const people = heirs.map(({ personId }) => personId)
  const names = await listNames(tx, people)
  const known = await keysOfPeople(tx, people)
  return heirs.flatMap(({ handlerKeyId, personId, keepsIdentity }) => {
    const key = keys.find((one) => one.id === handlerKeyId)
    if (!key) return []
    return [
      {
        handlerKeyId,
        personId,
        name: names.get(personId) ?? '',
        body: key.organisationId,
        recipient: key.recipient,
        knownAs: known.get(personId) ?? [handlerKeyId],
        keepsIdentity,
      },
    ]
  })
}

function shownRow(row: RecoveryRow) {
  const { id, concernId, arrivedOn, state, why, endsOn, part } = row
  const ofTheCase = ['asked', 'may_second', 'watches'].includes(part)
  return {
    id,
    reference: referenceOf(concernId),
    arrivedOn,
    state,
    why,
    endsOn,
    part,
    /** For people of the case only: to the others its address says nothing. */
    askAt: ofTheCase ? `/app/cases/recovery/ask/${concernId}` : null,
  }
}

function sealedOf({ id, keyId, sealed }: RecoveryPartRow, onDay: Date) {
  return { id, keyId, sealed: base64.encode(sealed), onDay }
}

function given(
  tx: Transaction,
  actor: Actor,
  row: RecoveryRow,
  action: string,
  data: Record<string, string | number>,
) {
  return appendCaseLog(tx, { concernId: row.concernId, action, personId: actor.id, data, now: now() })
}

function namesOf(ids: readonly string[]) {
  return asSystem('names of bodies', (tx) => bodyFacts(tx, ids))
}

function today(): Date {
  return dateOf(dayOf(now()))
}
