import { access } from 'node:fs/promises'
import { base64 } from '@scure/base'
import { beforeAll, describe, expect, test } from 'vitest'
import { openWith, sealTo } from '#app/sealing/age.ts'
import { padded } from '#app/sealing/padding.ts'
import type { Part } from '#app/sealing/parts.ts'
import { sealedPath } from '#app/server/concerns/sealed-files.server.ts'
import { sha256 } from '#app/server/crypto/hash.server.ts'
import { asSystem, withScope } from '#app/server/database.server.ts'
import { casePage } from '#app/server/queries/case.server.ts'
import { returnPage } from '#app/server/queries/concern-return.server.ts'
import { keepUntil, pastDatePage } from '#app/server/queries/two-people.server.ts'
import { agreeIdentity, agreeIdentityAsTwo, askIdentity } from '#app/server/workflows/case-identity.server.ts'
import {
  confirmDeletion,
  confirmRedaction,
  maskPart,
  proposeDeletion,
  proposeRedaction,
} from '#app/server/workflows/case-keeping.server.ts'
import { addFile, addParts, openCode } from '#app/server/workflows/concern-additions.server.ts'
import { exportCase } from '#app/server/workflows/case-delivery.server.ts'
import { endOpenProposal } from '#app/server/workflows/concern-proposals.server.ts'
import { confirmRejoin, proposeRejoin } from '#app/server/workflows/rejoin.server.ts'
import {
  caseNow,
  declareFree,
  inFile,
  inThread,
  markerOfSteps,
  stepsOf,
  steppedUp,
} from '#tests/support/case-steps.ts'
import { aCase, actorOf, asHandler, identityIn, type TestCase } from '#tests/support/cases.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, aHandler, countKeys, type TestDoor, type TestHandler } from '#tests/support/doors.ts'

const database = withTestDatabase()
const now = new Date('2026-03-04T10:00:00Z')
const markerOfName = 'MARKER Nana of the third house'
let door: TestDoor
let first: TestHandler
/** Also custodian. */
let second: TestHandler
let third: TestHandler

beforeAll(async () => {
  door = await aDoor()
  ;[first, second] = door.handlers
  third = await aHandler(first.organisationId, ['handle'])
  await countKeys([third])
})

const refused = { status: 403 }
const noSuchCase = { status: 404 }
const notReady = { status: 409 }
const proven = (handler: TestHandler) => steppedUp(handler, now)

async function openedCase(handlers: TestHandler[] = [first, second], declared = handlers): Promise<TestCase> {
  const one = await aCase(door, { handlers, at: now })
  await declareFree(one.id, declared)
  return one
}
const proposalsOf = (id: string) =>
  asSystem('test', (tx) =>
    tx.concernProposal.findMany({
      where: { concernId: id },
      select: { id: true, kind: true, state: true, data: true },
    }),
  )
const openOne = async (id: string) => (await proposalsOf(id)).find(({ state }) => state === 'open')!.id
const logged = (id: string) =>
  asSystem('test', async (tx) =>
    (await tx.caseLogEntry.findMany({ where: { concernId: id }, orderBy: { position: 'asc' } })).map(
      ({ action }) => action,
    ),
  )
const keysIn = (id: string, kind: string) =>
  asSystem('test', (tx) =>
    tx.concernKey.findMany({ where: { concernId: id, kind }, orderBy: { generation: 'asc' } }),
  )
const inClear = async (words: string) => {
  const [found] = await database.query<{ n: number }>(
    `select (select count(*) from sealed_part where sealed::text like '%' || encode($1::bytea, 'hex') || '%')
      + (select count(*) from case_log_entry where data::text like '%' || $2 || '%')
      + (select count(*) from concern_proposal where data::text like '%' || $2 || '%')::int as n`,
    [Buffer.from(words), words],
  )
  return Number(found!.n)
}

describe('somebody wrote again and said so', () => {
  let older: TestCase
  let newer: TestCase
  let olderThread: string
  beforeAll(async () => {
    older = await openedCase([first, second, third])
    newer = await openedCase([first, second])
    await declareFree(newer.id, [])
    olderThread = (await keysIn(older.id, 'thread'))[0]!.threadId!
  })
  const joining = async (more = {}) => ({
    olderId: older.id,
    threadId: olderThread,
    endOld: true,
    parts: [await inFile(newer.id)],
    ...more,
  })
  /** What the confirming browser makes: every key of the older conversation for the newer code. */
  async function sealedByTheSecond() {
    const thread = (await keysIn(newer.id, 'thread'))[0]!.threadId!
    const [way] = await asSystem('test', (tx) =>
      tx.concernWay.findMany({ where: { threadId: thread, endedOn: null } }),
    )
    const [key] = await keysIn(older.id, 'thread')
    const sealed = base64.encode(await sealTo([way!.recipient], older.keys.thread.identity))
    return [{ keyId: key!.id, handlerKeyId: way!.id, sealed }]
  }

  test('who handles only one of the two cases does not join them', async () => {
    await expect(proposeRejoin(asHandler(third), newer.id, await joining(), now)).rejects.toMatchObject(
      noSuchCase,
    )
    const elsewhere = await openedCase([third])
    const wrong = await joining({ olderId: elsewhere.id })
    await expect(proposeRejoin(asHandler(first), newer.id, wrong, now)).rejects.toMatchObject(noSuchCase)
  })

  test('nor who has not said that there is no conflict in both', async () => {
    const undeclared = await openedCase([first, second], [second])
    const wrong = await joining({ olderId: undeclared.id })
    await expect(proposeRejoin(asHandler(first), newer.id, wrong, now)).rejects.toMatchObject(refused)
  })

  test('a case is not joined to itself, to a thread of another case, or without a reason', async () => {
    await expect(
      proposeRejoin(asHandler(first), newer.id, await joining({ olderId: newer.id }), now),
    ).rejects.toMatchObject(notReady)
    const [other] = await keysIn(newer.id, 'thread')
    await expect(
      proposeRejoin(asHandler(first), newer.id, await joining({ threadId: other!.threadId }), now),
    ).rejects.toMatchObject(noSuchCase)
    await expect(
      proposeRejoin(asHandler(first), newer.id, await joining({ parts: [] }), now),
    ).rejects.toMatchObject(notReady)
    expect(await proposalsOf(newer.id)).toEqual([])
  })

  test('one person alone joins nothing, nor a second who is not in both, nor without proof of who they are', async () => {
    await proposeRejoin(asHandler(first), newer.id, await joining(), now)
    const given = { proposalId: await openOne(newer.id), envelopes: await sealedByTheSecond() }
    await expect(confirmRejoin(proven(first), newer.id, given, now)).rejects.toMatchObject(refused)
    await expect(confirmRejoin(proven(third), newer.id, given, now)).rejects.toMatchObject(noSuchCase)
    await expect(confirmRejoin(asHandler(second), newer.id, given, now)).rejects.toMatchObject(refused)
    await expect(
      confirmRejoin(proven(second), newer.id, { ...given, envelopes: [] }, now),
    ).rejects.toMatchObject(notReady)
    expect((await openCode(newer.code))!.threads).toHaveLength(1)
  })

  test('the database lets no code open a thread that one person alone gives it', async () => {
    const recipient = first.recipient
    const way = {
      threadId: olderThread,
      lookupHash: Buffer.alloc(32, 7),
      recipient,
      onDay: new Date('2026-03-04'),
    }
    for (const handler of [first, third])
      await expect(withScope(handler.id, (tx) => tx.concernWay.createMany({ data: [way] }))).rejects.toThrow()
  })

  test('the second of both opens the older conversation to the new code; each stays in its own case', async () => {
    const given = { proposalId: await openOne(newer.id), envelopes: await sealedByTheSecond() }
    await confirmRejoin(proven(second), newer.id, given, now)
    const way = (await openCode(newer.code))!
    expect(way.concernId).toBe(newer.id)
    expect(way.threads.map(({ concernId }) => concernId)).toEqual([newer.id, older.id])
    expect(way.threads[1]).toMatchObject({
      threadId: olderThread,
      identities: [older.keys.thread.identity],
      fileRecipient: older.keys.file.recipient,
      identityRecipient: older.keys.identity.recipient,
    })
    const shown = (await returnPage(newer.code, now))!
    expect(shown.conversations).toHaveLength(2)
    expect(shown.conversations.map(({ filedIt }) => filedIt)).toEqual([true, true])
    expect(shown.conversations.every(({ entries }) => entries.length === 1)).toBe(true)
    expect(await logged(newer.id)).toContain('concern.rejoin')
    expect(await logged(older.id)).toContain('concern.rejoin')
  })

  test('the two said that the old code ends, and so it opens nothing', async () => {
    expect(await openCode(older.code)).toBeNull()
  })

  test('what is added goes to the case of its conversation, files too', async () => {
    const way = (await openCode(newer.code))!
    const counts = () =>
      asSystem('test', async (tx) => ({
        older: await tx.sealedPart.count({ where: { concernId: older.id } }),
        newer: await tx.sealedPart.count({ where: { concernId: newer.id } }),
      }))
    const before = await counts()
    const part: Part = { kind: 'message', from: 'person', words: 'To the older one.', fileIds: [] }
    await addParts(way, [{ kind: 'thread', threadId: olderThread, part }], now)
    expect(await counts()).toEqual({ older: before.older + 1, newer: before.newer })
    await addParts(way, [{ kind: 'file', part: { kind: 'subject', who: 'The newer one' } }], now)
    expect(await counts()).toEqual({ older: before.older + 1, newer: before.newer + 1 })
    const { fileIds } = await addFile(
      way,
      pieces('%PDF-1.4 x'),
      'paper.pdf',
      { isProof: false, threadId: olderThread },
      now,
    )
    const [file] = await asSystem('test', (tx) => tx.sealedFile.findMany({ where: { id: { in: fileIds } } }))
    expect(file!.concernId).toBe(older.id)
  })

  test('the older code goes on where the two did not say that it ends', async () => {
    const [one, another] = [await openedCase(), await openedCase()]
    const [key] = await keysIn(one.id, 'thread')
    const given = {
      olderId: one.id,
      threadId: key!.threadId!,
      endOld: false,
      parts: [await inFile(another.id)],
    }
    await proposeRejoin(asHandler(second), another.id, given, now)
    const thread = (await keysIn(another.id, 'thread'))[0]!.threadId!
    const [way] = await asSystem('test', (tx) => tx.concernWay.findMany({ where: { threadId: thread } }))
    const sealed = base64.encode(await sealTo([way!.recipient], one.keys.thread.identity))
    const envelopes = [{ keyId: key!.id, handlerKeyId: way!.id, sealed }]
    await confirmRejoin(proven(first), another.id, { proposalId: await openOne(another.id), envelopes }, now)
    expect((await openCode(one.code))!.threads).toHaveLength(1)
    expect((await openCode(another.code))!.threads).toHaveLength(2)
  })
})

describe('who somebody is, in a case without a custodian', () => {
  let one: TestCase
  let fourth: TestHandler
  const parts = (handler: TestHandler) =>
    withScope(
      handler.id,
      (tx) =>
        tx.$queryRaw<{ id: string }[]>`select p.id from sealed_part p join concern_key k on k.id = p.key_id
        where p.concern_id = ${one.id}::uuid and k.kind = 'identity'`,
    )
  const agree = async (by: TestHandler, telling: 'told' | 'unsafe' = 'unsafe') =>
    agreeIdentityAsTwo(
      proven(by),
      one.id,
      { proposalId: await openOne(one.id), telling, parts: [await inFile(one.id)] },
      now,
    )
  beforeAll(async () => {
    fourth = await aHandler(first.organisationId, ['handle'])
    await countKeys([fourth])
    one = await openedCase([first, third, fourth])
    const part: Part = { kind: 'identity', from: 'reporter', name: markerOfName }
    await addParts((await openCode(one.code))!, [{ kind: 'identity', part }], now)
  })

  test('is given to none of its handlers, though each holds an envelope', async () => {
    for (const handler of [first, third, fourth]) {
      const page = await casePage(asHandler(handler), one.id)
      expect(page.opened && page.identity).toEqual([])
      expect(await parts(handler)).toEqual([])
    }
  })

  test('is granted neither by the one who asks, nor by one alone, nor past the two', async () => {
    await askIdentity(asHandler(first), one.id, [await inFile(one.id)], now)
    await expect(agree(first)).rejects.toMatchObject(refused)
    await expect(agree(second)).rejects.toMatchObject(noSuchCase)
    await expect(
      withScope(
        third.id,
        (tx) =>
          tx.$executeRaw`update concern_proposal set state = 'confirmed', settled_by_id = ${third.id}::uuid
          where concern_id = ${one.id}::uuid and kind = 'identity'`,
      ),
    ).rejects.toThrow(/row-level security/)
    expect(await agree(third)).toBe('one')
    await expect(agree(third)).rejects.toMatchObject(refused)
    expect(await parts(first)).toEqual([])
  })

  test('is granted once a second handler agrees, to who asked and to nobody else', async () => {
    expect(await agree(fourth)).toBe('granted')
    expect(await parts(first)).toHaveLength(1)
    for (const handler of [third, fourth]) expect(await parts(handler)).toEqual([])
    expect(await logged(one.id)).toContain('concern.discloseIdentity')
  })

  test('two handlers do not agree past a custodian', async () => {
    one = await openedCase([first, second, third])
    await askIdentity(asHandler(first), one.id, [await inFile(one.id)], now)
    await expect(agree(third)).rejects.toMatchObject(refused)
    const proposalId = await openOne(one.id)
    await expect(
      withScope(third.id, (tx) => tx.$queryRaw`select app_agree_identity(${proposalId}::uuid, '2026-03-04')`),
    ).rejects.toThrow(/they alone agree/)
  })
})

describe('who somebody is', () => {
  let one: TestCase
  let sealedToFirst: string
  const identityParts = (handler: TestHandler) =>
    withScope(
      handler.id,
      (tx) =>
        tx.$queryRaw<{ id: string }[]>`select p.id from sealed_part p join concern_key k on k.id = p.key_id
        where p.concern_id = ${one.id}::uuid and k.kind = 'identity'`,
    )
  const shownTo = async (handler: TestHandler) => {
    const page = await casePage(asHandler(handler), one.id)
    return page.opened ? page.identity : []
  }
  beforeAll(async () => {
    one = await openedCase([first, second, third])
    const way = (await openCode(one.code))!
    const part: Part = { kind: 'identity', from: 'reporter', name: markerOfName }
    await addParts(way, [{ kind: 'identity', part }], now)
    sealedToFirst = base64.encode(await sealTo([first.recipient], one.keys.identity.identity))
  })
  const envelopes = async () => [
    { keyId: (await keysIn(one.id, 'identity'))[0]!.id, handlerKeyId: first.keyId, sealed: sealedToFirst },
  ]

  test('is given to nobody but custodians: not on the page, not in an export, not by the database', async () => {
    expect(await shownTo(first)).toEqual([])
    expect(await identityParts(first)).toEqual([])
    expect(await identityParts(second)).toHaveLength(1)
    const parts = async (handler: TestHandler) =>
      JSON.stringify(await exportCase({ ...asHandler(handler), steppedUpAt: now }, one.id, now))
    const [{ id }] = (await identityParts(second)) as [{ id: string }]
    expect(await parts(first)).not.toContain(id)
    expect(await shownTo(second)).toHaveLength(1)
  })

  test('nor to whoever gives themselves an envelope that they could not have made', async () => {
    const [key] = await keysIn(one.id, 'identity')
    await expect(
      withScope(first.id, (tx) =>
        tx.concernEnvelope.createMany({
          data: [
            {
              keyId: key!.id,
              holder: 'handler',
              handlerKeyId: first.keyId,
              sealed: Buffer.from('x'),
              onDay: new Date('2026-03-04'),
            },
          ],
        }),
      ),
    ).rejects.toThrow()
  })

  test('nobody asks without a reason, and a custodian has nothing to ask', async () => {
    await expect(askIdentity(asHandler(first), one.id, [], now)).rejects.toMatchObject(notReady)
    await expect(askIdentity(asHandler(second), one.id, [await inFile(one.id)], now)).rejects.toMatchObject(
      notReady,
    )
  })

  test('the one who asked does not agree, nor who has no custody, nor without proof of who they are', async () => {
    await askIdentity(asHandler(first), one.id, [await inFile(one.id)], now)
    const given = async () => ({
      proposalId: await openOne(one.id),
      envelopes: await envelopes(),
      telling: 'told' as const,
      parts: [await inThread(one.id)],
    })
    await expect(agreeIdentity(proven(first), one.id, await given(), now)).rejects.toMatchObject(refused)
    await expect(agreeIdentity(proven(third), one.id, await given(), now)).rejects.toMatchObject(refused)
    await expect(agreeIdentity(asHandler(second), one.id, await given(), now)).rejects.toMatchObject(refused)
    const untold = { ...(await given()), parts: [] }
    await expect(agreeIdentity(proven(second), one.id, untold, now)).rejects.toMatchObject(notReady)
    const wrong = { ...(await given()), parts: [await inFile(one.id)] }
    await expect(agreeIdentity(proven(second), one.id, wrong, now)).rejects.toMatchObject(notReady)
    expect(await identityParts(first)).toEqual([])
  })

  test('a custodian agrees: the one who asked can open it, the person is told, and the log says so', async () => {
    const given = {
      proposalId: await openOne(one.id),
      envelopes: await envelopes(),
      telling: 'told' as const,
      parts: [await inThread(one.id)],
    }
    await agreeIdentity(proven(second), one.id, given, now)
    const [part] = await shownTo(first)
    const page = await casePage(asHandler(first), one.id)
    const envelope = page.script.envelopes.find(({ keyId }) => keyId === part!.keyId)!
    const opened = await openWith([await identityIn(first, envelope.sealed)], base64.decode(part!.sealed))
    expect(new TextDecoder().decode(opened)).toContain(markerOfName)
    expect(await identityParts(third)).toEqual([])
    expect(await logged(one.id)).toContain('concern.discloseIdentity')
  })

  test('whoever was told does not agree for others', async () => {
    await askIdentity(asHandler(third), one.id, [await inFile(one.id)], now)
    const sealed = base64.encode(await sealTo([third.recipient], one.keys.identity.identity))
    const [own] = await envelopes()
    const given = {
      proposalId: await openOne(one.id),
      envelopes: [{ ...own!, handlerKeyId: third.keyId, sealed }],
      telling: 'unsafe' as const,
      parts: [await inFile(one.id)],
    }
    await expect(agreeIdentity(proven(first), one.id, given, now)).rejects.toMatchObject(refused)
  })

  test('the database gives it to nobody who did not ask, and by nobody without the duty', async () => {
    const key = (await keysIn(one.id, 'identity'))[0]!
    const give = (by: TestHandler, to: TestHandler) =>
      withScope(by.id, (tx) =>
        tx.concernEnvelope.createMany({
          data: [
            {
              keyId: key.id,
              holder: 'handler',
              handlerKeyId: to.keyId,
              sealed: Buffer.from('x'),
              onDay: new Date('2026-03-04'),
            },
          ],
        }),
      )
    // The third has asked: the first was told once, and has no custody.
    await expect(give(first, third)).rejects.toThrow()
    await endOpenProposal(asHandler(third), one.id, await openOne(one.id), [], now)
    await expect(give(second, third)).rejects.toThrow()
  })

  test('stands nowhere in clear', async () => {
    expect(await inClear(markerOfName)).toBe(0)
    expect(await inClear(markerOfSteps)).toBe(0)
  })
})

describe('words that are hidden, and words that are taken out', () => {
  let one: TestCase
  let partId: string
  let keyId: string
  beforeAll(async () => {
    one = await openedCase()
    const page = await casePage(asHandler(first), one.id)
    if (!page.opened) throw new Error('not open')
    ;({ id: partId, keyId } = page.account[0]!)
  })
  const sealedHere = async (part: Part) =>
    base64.encode(await sealTo([one.keys.file.recipient], padded(part)))
  const copy = async (words: string) => ({
    keyId,
    sealed: await sealedHere({ kind: 'note', words }),
  })
  const sealedNow = () => asSystem('test', (tx) => tx.sealedPart.findUniqueOrThrow({ where: { id: partId } }))

  test('one handler hides words from the others, in a part that is here', async () => {
    const sealed = await sealedHere({ kind: 'mask', partId, from: 0, to: 3, because: markerOfSteps })
    const part = { keyId, sealed }
    const elsewhere = await openedCase()
    await expect(maskPart(asHandler(first), elsewhere.id, { partId, part }, now)).rejects.toMatchObject(
      noSuchCase,
    )
    await expect(maskPart(asHandler(third), one.id, { partId, part }, now)).rejects.toMatchObject(noSuchCase)
    const before = await sealedNow()
    await maskPart(asHandler(first), one.id, { partId, part }, now)
    expect((await sealedNow()).sealed).toEqual(before.sealed)
    expect(await logged(one.id)).toContain('case.mask')
  })

  test('one alone takes nothing out, nor without a reason, nor with what was not sealed', async () => {
    const given = { partId, copy: await copy('less'), parts: [await inFile(one.id)] }
    await expect(
      proposeRedaction(asHandler(first), one.id, { ...given, parts: [] }, now),
    ).rejects.toMatchObject(notReady)
    const open = { keyId, sealed: Buffer.from('words').toString('base64') }
    await expect(
      proposeRedaction(asHandler(first), one.id, { ...given, copy: open }, now),
    ).rejects.toMatchObject(notReady)
    await proposeRedaction(asHandler(first), one.id, given, now)
    const id = await openOne(one.id)
    await expect(confirmRedaction(asHandler(first), one.id, id, now)).rejects.toMatchObject(refused)
    await expect(confirmRedaction(asHandler(third), one.id, id, now)).rejects.toMatchObject(noSuchCase)
  })

  test('the database takes nothing out for the one who proposed it, or for a stranger', async () => {
    const id = await openOne(one.id)
    for (const handler of [first, third])
      await expect(
        withScope(handler.id, (tx) => tx.$queryRaw`select app_redact_part(${id}::uuid, '2026-03-04'::date)`),
      ).rejects.toThrow('a second person')
    await expect(
      withScope(second.id, (tx) =>
        tx.sealedPart.updateMany({ where: { id: partId }, data: { sealed: Buffer.from('') } }),
      ),
    ).rejects.toThrow()
  })

  test('the second puts the copy in its place; the digests of both are in the case log', async () => {
    const before = await sealedNow()
    await confirmRedaction(asHandler(second), one.id, await openOne(one.id), now)
    const after = await sealedNow()
    const text = new TextDecoder().decode(await openWith([one.keys.file.identity], after.sealed))
    expect(text).toContain('less')
    const line = await asSystem('test', (tx) =>
      tx.caseLogEntry.findFirstOrThrow({ where: { concernId: one.id, action: 'concern.redact' } }),
    )
    expect(line.data).toMatchObject({ part: partId, was: hex(before.sealed), becomes: hex(after.sealed) })
    const held = await database.query<{ n: number }>(
      `select count(*)::int as n from sealed_part where sealed = $1`,
      [Buffer.from(before.sealed)],
    )
    expect(held[0]!.n).toBe(0)
    expect((await proposalsOf(one.id))[0]!.data).not.toHaveProperty('copy')
  })
})

describe('deleting', () => {
  let one: TestCase
  let fileIds: string[]
  beforeAll(async () => {
    one = await openedCase()
    fileIds = (
      await addFile((await openCode(one.code))!, pieces('%PDF-1.4 x'), 'x.pdf', { isProof: false }, now)
    ).fileIds
  })
  const reason = async () => [await inFile(one.id)]
  const envelopesLeft = async () => {
    const rows = await database.query<{ n: number }>(
      `select count(*)::int as n from concern_envelope e join concern_key k on k.id = e.key_id
       where k.concern_id = $1 and length(e.sealed) > 0`,
      [one.id],
    )
    return rows[0]!.n
  }
  const path = (fileId: string) =>
    sealedPath({ concernId: one.id, fileId, recipient: one.keys.file.recipient })

  test('is not proposed while the legal hold is on, and the database refuses it as well', async () => {
    await expect(proposeDeletion(proven(first), one.id, await reason(), now)).rejects.toMatchObject(notReady)
    const { to } = stepsOf(one, [first, second], () => now)
    await to.closed()
    await expect(proposeDeletion(proven(first), one.id, await reason(), now)).rejects.toMatchObject(notReady)
    const id = await asSystem('test', async (tx) => {
      const { id } = await tx.concernProposal.create({
        data: {
          concernId: one.id,
          kind: 'delete',
          data: {},
          proposedById: first.id,
          proposedOn: new Date('2026-03-04'),
        },
      })
      return id
    })
    await expect(
      withScope(second.id, (tx) => tx.$queryRaw`select app_delete_content(${id}::uuid, '2026-03-04'::date)`),
    ).rejects.toThrow('legal hold')
    await expect(confirmDeletion(proven(second), one.id, id, now)).rejects.toMatchObject(notReady)
    await database.query(`update concern_proposal set state = 'taken_back' where id = $1`, [id])
    expect(await envelopesLeft()).toBeGreaterThan(0)
  })

  test('is never one person, and asks who they are', async () => {
    const { take } = stepsOf(one, [first, second], () => now)
    await take(first, 'proposeRelease')
    await take(second, 'releaseHold', {}, 'none')
    expect((await caseNow(one.id)).value).toMatchObject({ legalHold: 'released' })
    await expect(proposeDeletion(asHandler(first), one.id, await reason(), now)).rejects.toMatchObject(
      refused,
    )
    await expect(proposeDeletion(proven(third), one.id, await reason(), now)).rejects.toMatchObject(
      noSuchCase,
    )
    await proposeDeletion(proven(first), one.id, await reason(), now)
    const id = await openOne(one.id)
    await expect(confirmDeletion(proven(first), one.id, id, now)).rejects.toMatchObject(refused)
    await expect(confirmDeletion(asHandler(second), one.id, id, now)).rejects.toMatchObject(refused)
    await expect(access(path(fileIds[0]!))).resolves.toBeUndefined()
    expect(await envelopesLeft()).toBeGreaterThan(0)
  })

  test('by the second of two it takes keys, parts and files; rows and the log stay, and say so', async () => {
    const rows = async () => [
      await asSystem('test', (tx) => tx.sealedPart.count({ where: { concernId: one.id } })),
      await asSystem('test', (tx) => tx.concernEnvelope.count({ where: { key: { concernId: one.id } } })),
    ]
    const before = await rows()
    await confirmDeletion(proven(second), one.id, await openOne(one.id), now)
    expect(await envelopesLeft()).toBe(0)
    expect(await rows()).toEqual(before)
    const parts = await asSystem('test', (tx) => tx.sealedPart.findMany({ where: { concernId: one.id } }))
    expect(parts.every(({ sealed }) => sealed.byteLength === 0)).toBe(true)
    await expect(access(path(fileIds[0]!))).rejects.toThrow()
    expect((await logged(one.id)).at(-1)).toBe('concern.deleteContent')
    expect(await openCode(one.code)).toBeNull()
    await expect(proposeDeletion(proven(first), one.id, [], now)).rejects.toMatchObject(notReady)
  })

  test('afterwards nothing is sealed to a key that nobody has', async () => {
    const part = await inFile(one.id)
    await expect(
      withScope(first.id, (tx) =>
        tx.sealedPart.createMany({
          data: [
            {
              concernId: one.id,
              keyId: part.keyId,
              sealed: Buffer.from(part.sealed, 'base64'),
              onDay: new Date('2026-03-04'),
            },
          ],
        }),
      ),
    ).rejects.toThrow()
    expect(await inClear(markerOfSteps)).toBe(0)
  })
})

describe('the schedule that the body signed itself', () => {
  const line = { what: { en: 'All' }, keepFor: { en: 'so long' }, reason: { en: 'Because' }, owner: 'Lead' }
  const ended = new Date('2020-02-29')

  test('asks after the longest of its lines', () => {
    const retention = [
      { ...line, months: 24 },
      { ...line, months: 84 },
    ]
    expect(keepUntil(ended, { ...door.terms, retention })).toEqual(new Date('2027-02-28'))
  })

  test('asks for nothing while it is not signed, is empty, or says no number', () => {
    const retention = [{ ...line, months: 24 }]
    expect(keepUntil(ended, { ...door.terms, retention, retentionSignedOn: null })).toBeNull()
    expect(keepUntil(ended, { ...door.terms, retention: [] })).toBeNull()
    expect(keepUntil(ended, { ...door.terms, retention: [...retention, line] })).toBeNull()
    expect(keepUntil(ended, undefined)).toBeNull()
  })

  test('lists only cases that are open to whoever looks, and none for anybody else', async () => {
    const one = await openedCase([first, second], [first])
    await database.query(`update concern set state = 'closed' where id = $1`, [one.id])
    const ids = async (handler: TestHandler) =>
      (await pastDatePage(asHandler(handler), now)).map(({ id }) => id)
    expect(await ids(first)).toContain(one.id)
    expect(await ids(second)).not.toContain(one.id)
    expect(await ids(third)).toEqual([])
    const lead = actorOf(first, 'safeguarding_lead', first.organisationId)
    await expect(pastDatePage(lead, now)).rejects.toMatchObject(noSuchCase)
  })
})

async function* pieces(text: string): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.from(text))
}

function hex(bytes: Uint8Array): string {
  return sha256(Buffer.from(bytes)).toString('hex')
}
