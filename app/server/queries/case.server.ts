import { base64 } from '@scure/base'
import type { SealedShown, ShownReader, ShownThread } from '#app/components/cases/case-data.ts'
import type { Actor } from '#app/policies/actor.ts'
import { appendCaseLog } from '#app/server/case-log.server.ts'
import { now } from '#app/server/clock.server.ts'
import { codeSalt } from '#app/server/concerns/salt.server.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { asSystem, withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound } from '#app/server/errors.server.ts'
import { logOf, readLogAsked } from '#app/server/queries/case-log.server.ts'
import { caseScript, shownEnvelopes } from '#app/server/queries/case-script.server.ts'
import { referenceOf } from '#app/server/queries/cases.server.ts'
import { partsBroughtIn } from '#app/server/repositories/case-import.server.ts'
import {
  bodyFacts,
  countHandlersBesides,
  listClocks,
  listEnvelopes,
  listFiles,
  listKeys,
  listParts,
  listTakingPart,
  listThreads,
  ownEnvelopes,
  readLabel,
  threadParts,
  type CaseRow,
  type EnvelopeRow,
  type HandlerKeyRow,
  type KeyRow,
  type PartRow,
  type ThreadRow,
} from '#app/server/repositories/cases.server.ts'
import { handledCase, newestOf, openedCase } from '#app/server/workflows/case-content.server.ts'
import {
  endedWaysIn,
  handlerKeysIn,
  handlersWhoStay,
  holdersOfNext,
  keysToHandOver,
  whoMayBeLetIn,
} from '#app/server/workflows/case-readers.server.ts'
import { packFor } from '#content/country-packs/index.ts'
import { picturesUnknown } from '#content/country-packs/unknown.ts'
import { lanesOf, picture, sentenceKeyOf, type Stored } from '#machines/processes.ts'

/** A case as its handler sees it: one name before declaring, everything afterwards. Looking is written into the case log. */
export async function casePage(actor: Actor, concernId: string) {
  const shown = await withScope(actor.id, async (tx) => {
    const row = await handledCase(tx, actor, concernId)
    return row.opened ? openedPage(tx, actor, row) : firstPage(tx, actor, row)
  })
  if (!shown.opened) return shown
  const bodies = await namesOfBodies(shown.readers.map(({ body }) => body))
  const country = bodies.get(shown.organisationId)?.country ?? ''
  const { organisationId, ...page } = shown
  return {
    ...page,
    readers: shown.readers.map((reader) => ({ ...reader, body: bodies.get(reader.body)?.name ?? '' })),
    receiving: bodies.get(organisationId)?.name ?? '',
    pictures: (packFor(country)?.imagesRoute ?? picturesUnknown).says,
  }
}

/** Only what was marked to be seen first, and the envelope of its key. */
async function firstPage(tx: Transaction, actor: Actor, row: CaseRow) {
  const parts = await listParts(tx, row.id, 'first')
  const keyIds = new Set(parts.map(({ keyId }) => keyId))
  const envelopes = (await ownEnvelopes(tx, actor.id, [row.id])).filter(({ keyId }) => keyIds.has(keyId))
  await logDelivery(tx, actor, row.id, 'case.first', parts)
  return {
    ...headOf(row),
    opened: false as const,
    first: parts.map(shownPart),
    script: { concernId: row.id, envelopes: shownEnvelopes(envelopes), keys: [], colleagues: [] },
  }
}

async function openedPage(tx: Transaction, actor: Actor, row: CaseRow) {
  const keys = await listKeys(tx, row.id)
  const parts = await listParts(tx, row.id)
  const threads = await listThreads(tx, row.id)
  const envelopes = await listEnvelopes(tx, row.id)
  const handlerKeys = await handlerKeysIn(tx, envelopes)
  const who = await threadParts(tx, row.id)
  const kindOf = new Map(keys.map(({ id, kind }) => [id, kind]))
  const inThread = new Set(who.values())
  const newest = newestOf(keys)
  const readers = readersOf(actor, envelopes, keys, handlerKeys)
  const taking = await listTakingPart(tx, row.id)
  await logDelivery(tx, actor, row.id, 'case.open', parts)
  const ofFile = parts.filter(({ keyId, id }) => kindOf.get(keyId) === 'file' && !inThread.has(id))
  const label = readLabel(row.label)
  const broughtIn = row.importedOn ? await partsBroughtIn(tx, row.id) : null
  const isAccount = ({ id, ours }: PartRow) => !ours || broughtIn?.has(id) === true
  return {
    ...headOf(row),
    opened: true as const,
    organisationId: row.organisationId,
    script: await caseScript(tx, actor, row.id, { keys, envelopes }),
    label: label && { keyId: label.keyId, sealed: base64.encode(label.sealed) },
    fileKeyId: newest.find(({ kind }) => kind === 'file')?.id ?? null,
    account: ofFile.filter((part) => isAccount(part)).map(shownPart),
    notes: ofFile.filter((part) => !isAccount(part)).map(shownPart),
    identity: parts.filter(({ keyId }) => kindOf.get(keyId) === 'identity').map(shownPart),
    threads: shownThreads(threads, parts, newest, keys, who),
    files: (await listFiles(tx, row.id)).map((file) => ({ ...file, size: Number(file.size) })),
    clocks: await listClocks(tx, row.id),
    log: await logOf(tx, row.id, 'done', namesIn(handlerKeys)),
    readers,
    overseers: taking.filter(({ capacity }) => capacity === 'case_overseer').length,
    alone:
      new Set(
        readers
          .filter(({ endedOn, inReserve, holds }) => !endedOn && !inReserve && holds.file)
          .map(({ personId }) => personId),
      ).size < 2,
  }
}

/** What happened, or what was given to whom, as far back as it goes. */
export function caseLogPage(actor: Actor, concernId: string, asked: URLSearchParams) {
  const read = readLogAsked(asked)
  if (!read) throw notFound()
  const { kind, page } = read
  return withScope(actor.id, async (tx) => {
    const row = await openedCase(tx, actor, concernId)
    const handlerKeys = await handlerKeysIn(tx, await listEnvelopes(tx, concernId))
    const shown = await logOf(tx, concernId, kind, namesIn(handlerKeys), page)
    if (shown.lines.length === 0 && page > 1) throw notFound()
    return { id: concernId, reference: referenceOf(row.id), kind, ...shown }
  })
}

/** The page on which others are let in, somebody's part ends, or somebody of their own is added. */
export async function caseReadersPage(actor: Actor, concernId: string) {
  const salt = Buffer.from(await codeSalt()).toString('base64')
  const shown = await withScope(actor.id, async (tx) => {
    const row = await openedCase(tx, actor, concernId)
    const keys = await listKeys(tx, row.id)
    const envelopes = await listEnvelopes(tx, row.id)
    const handlerKeys = await handlerKeysIn(tx, envelopes)
    const endedWays = await endedWaysIn(tx, row.id)
    const threads = await listThreads(tx, row.id)
    const own = await ownEnvelopes(tx, actor.id, [row.id])
    const held = new Set(own.map(({ keyId }) => keyId))
    const recipientOf = new Map([
      ...[...handlerKeys].map(([id, { recipient }]) => [id, recipient] as const),
      ...threads.flatMap(({ ways }) => ways.map(({ id, recipient }) => [id, recipient] as const)),
    ])
    const toSeal = (key: KeyRow, without: string | null) =>
      groupHolders(holdersOfNext(key, keys, { envelopes, handlerKeys, endedWays, without }), recipientOf)
    const newest = newestOf(keys)
    const rotate = (without: string | null) =>
      newest.flatMap((key) => {
        const { id, kind, threadId } = key
        const holders = toSeal(key, without)
        const some = holders.to.length + holders.pairs.length + holders.ways.length > 0
        return some ? [{ kind, threadId, afterKeyId: id, ...holders }] : []
      })
    const readers = readersOf(actor, envelopes, keys, handlerKeys)
    const file = newest.find(({ kind }) => kind === 'file')
    const takenOut = await mayTellWhoWasTakenOut(tx, row, keys)
    await logDelivery(tx, actor, row.id, 'case.open', takenOut)
    const mayComeIn = await whoMayBeLetIn(tx, row)
    const sealedTo = [...handlerKeys.keys(), ...mayComeIn.map(({ id }) => id)]
    const endable = []
    for (const one of othersWhoRead(readers))
      if ((await countHandlersBesides(tx, row.id, one.personId)) >= handlersWhoStay) endable.push(one)
    return {
      ...headOf(row),
      script: await caseScript(tx, actor, row.id, { keys, envelopes, alsoTo: sealedTo }),
      readers,
      delivered: await logOf(tx, row.id, 'delivered', namesIn(handlerKeys)),
      escrowPairs: envelopes
        .filter(({ holder, endedOn, keyId }) => holder === 'escrow' && endedOn === null && keyId === file?.id)
        .map(({ handlerKeyId, innerKeyId }) =>
          [handlerKeyId, innerKeyId].map((id) => personOf(handlerKeys.get(id ?? ''))?.name ?? '').join(' + '),
        ),
      codes: threads.flatMap(({ ways }) => ways.filter(({ endedOn }) => endedOn === null)).length,
      letIn: mayComeIn.map((key) => ({
        handlerKeyId: key.id,
        name: personOf(key)?.name ?? '',
        body: key.organisationId,
        wish: {
          keys: keysToHandOver(keys, key.duties, held).map(({ id }) => id),
          to: [{ handlerKeyId: key.id, recipient: key.recipient }],
        },
      })),
      takenOut: takenOut.map(shownPart),
      endable: endable.map(({ personId, name }) => ({
        personId,
        name,
        wish: { rotate: rotate(personId) },
      })),
      renewal: { rotate: rotate(null) },
      newThread: file && {
        threadId: randomId(),
        salt,
        fileKeyId: file.id,
        ...toSeal(file, null),
      },
    }
  })
  const bodies = await namesOfBodies([...shown.readers, ...shown.letIn].map(({ body }) => body))
  const named = <One extends { body: string }>(one: One): One => ({
    ...one,
    body: bodies.get(one.body)?.name ?? '',
  })
  return { ...shown, readers: shown.readers.map(named), letIn: shown.letIn.map(named) }
}

/** What the person wrote into the file: whom they took out stands in one of these, and only a browser can tell in which. */
async function mayTellWhoWasTakenOut(tx: Transaction, row: CaseRow, keys: readonly KeyRow[]) {
  const fileKeys = new Set(keys.flatMap(({ id, kind }) => (kind === 'file' ? [id] : [])))
  const broughtIn = row.importedOn ? await partsBroughtIn(tx, row.id) : null
  const parts = await listParts(tx, row.id)
  return parts.filter(
    ({ id, keyId, ours, first }) => fileKeys.has(keyId) && !first && (!ours || broughtIn?.has(id) === true),
  )
}

function othersWhoRead(readers: readonly ShownReader[]): ShownReader[] {
  const others = readers.filter(
    ({ endedOn, inReserve, isMe, holds }) =>
      !endedOn && !inReserve && !isMe && (holds.file || holds.threads > 0),
  )
  return [...new Map(others.map((one) => [one.personId, one])).values()]
}

function groupHolders(holders: ReturnType<typeof holdersOfNext>, recipientOf: ReadonlyMap<string, string>) {
  const of = (id: string) => recipientOf.get(id)!
  return {
    to: holders.flatMap(({ handlerKeyId, innerKeyId }) =>
      handlerKeyId && !innerKeyId ? [{ handlerKeyId, recipient: of(handlerKeyId) }] : [],
    ),
    pairs: holders.flatMap(({ handlerKeyId, innerKeyId }) =>
      handlerKeyId && innerKeyId
        ? [
            {
              outer: { handlerKeyId, recipient: of(handlerKeyId) },
              inner: { handlerKeyId: innerKeyId, recipient: of(innerKeyId) },
            },
          ]
        : [],
    ),
    ways: holders.flatMap(({ wayId }) => (wayId ? [{ wayId, recipient: of(wayId) }] : [])),
  }
}

export function headOf(row: CaseRow) {
  const stored: Stored = {
    machineVersion: row.machineVersion,
    state: row.state,
    value: row.value,
    context: row.context,
  }
  return {
    id: row.id,
    reference: referenceOf(row.id),
    now: now(),
    arrivedOn: row.arrivedOn,
    importedOn: row.importedOn,
    dueAt: row.nextDueAt,
    isTest: row.isTest,
    stage: sentenceKeyOf('concern', stored, 'handler'),
    steps: picture('concern', stored, 'handler').map(({ id, labelKey, status }) => ({
      id,
      labelKey,
      status,
    })),
    heldForPolice: lanesOf(stored).police === 'on_hold',
  }
}

/** In the transaction in which the parts leave the database. */
export async function logDelivery(
  tx: Transaction,
  actor: Actor,
  concernId: string,
  action: 'case.first' | 'case.open' | 'case.export',
  parts: readonly { id: string }[],
): Promise<void> {
  const data = { parts: parts.map(({ id }) => id).join(' ') }
  await appendCaseLog(tx, { concernId, action, personId: actor.id, data, now: now() })
}

export function shownPart({ id, keyId, sealed, onDay, ours }: PartRow): SealedShown {
  return { id, keyId, sealed: base64.encode(sealed), onDay, ...(ours ? { ours } : {}) }
}

function shownThreads(
  threads: readonly ThreadRow[],
  parts: readonly PartRow[],
  newest: readonly KeyRow[],
  keys: readonly KeyRow[],
  who: ReadonlyMap<string, string>,
): ShownThread[] {
  const threadOf = new Map(keys.map(({ id, threadId }) => [id, threadId]))
  return [...threads]
    .sort((one, other) => Number(who.has(one.id)) - Number(who.has(other.id)))
    .map(({ id, endedOn, ways }, index) => {
      const says = parts.find((part) => part.id === who.get(id))
      return {
        id,
        number: index + 1,
        isFirst: !who.has(id),
        endedOn,
        waitsForFirstReturn: ways.some((way) => way.firstReturn && way.endedOn === null),
        keyId: newest.find(({ threadId }) => threadId === id)?.id ?? null,
        who: says ? shownPart(says) : null,
        parts: parts.filter(({ keyId }) => threadOf.get(keyId) === id).map(shownPart),
      }
    })
}

/** From the envelopes, so that it is what can be opened, not what somebody wrote down about it. */
function readersOf(
  actor: Actor,
  envelopes: readonly EnvelopeRow[],
  keys: readonly KeyRow[],
  handlerKeys: ReadonlyMap<string, HandlerKeyRow>,
): ShownReader[] {
  const kindOf = new Map(keys.map(({ id, kind }) => [id, kind]))
  const byKey = Map.groupBy(
    envelopes.filter(
      ({ holder, handlerKeyId }) => (holder === 'handler' || holder === 'reserve') && handlerKeyId !== null,
    ),
    ({ handlerKeyId }) => handlerKeyId!,
  )
  return [...byKey].flatMap(([keyId, held]) => {
    const key = handlerKeys.get(keyId)
    if (!key) return []
    const open = held.filter(({ endedOn }) => endedOn === null)
    const shown = open.length > 0 ? open : held
    const kinds = shown.map((each) => kindOf.get(each.keyId))
    return [
      {
        keyId,
        personId: key.personId,
        name: personOf(key)?.name ?? '',
        body: key.organisationId,
        isMe: key.personId === actor.id,
        holds: {
          file: kinds.includes('file'),
          threads: kinds.filter((kind) => kind === 'thread').length,
          identity: kinds.includes('identity'),
        },
        inReserve: shown.every(({ holder }) => holder === 'reserve'),
        sinceOn: shown[0]!.onDay,
        endedOn: open.length > 0 ? null : held.at(-1)!.endedOn,
      },
    ]
  })
}

/** The name that two handlers have signed with the key. */
export function personOf(key: HandlerKeyRow | undefined): { name: string } | null {
  if (!key) return null
  try {
    const { name } = JSON.parse(key.statement) as { name?: unknown }
    return typeof name === 'string' ? { name } : null
  } catch {
    return null
  }
}

function namesIn(handlerKeys: ReadonlyMap<string, HandlerKeyRow>): ReadonlyMap<string, string> {
  return new Map([...handlerKeys.values()].map((key) => [key.personId, personOf(key)?.name ?? '']))
}

function namesOfBodies(ids: readonly string[]) {
  return asSystem('names of the bodies that may open a case', (tx) => bodyFacts(tx, ids))
}
