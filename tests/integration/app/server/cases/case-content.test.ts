import { base64 } from '@scure/base'
import { beforeAll, describe, expect, test } from 'vitest'
import { newCode } from '#app/sealing/code.ts'
import { newKeyPair, openWith, sealTo } from '#app/sealing/age.ts'
import { wholeFile } from '#app/sealing/lean-file.ts'
import { reporterKeysFrom } from '#app/sealing/reporter-keys.ts'
import { codeSalt } from '#app/server/concerns/salt.server.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { stretchCode } from '#app/server/crypto/stretch.server.ts'
import { withScope } from '#app/server/database.server.ts'
import { payloads } from '#app/server/jobs/names.server.ts'
import { notify } from '#app/server/jobs/handlers/notify.server.ts'
import { casePage, caseReadersPage } from '#app/server/queries/case.server.ts'
import { inboxPage, overseenPage } from '#app/server/queries/cases.server.ts'
import {
  addSealedParts,
  askOthersToOpen,
  declare,
  lockFile,
  setLabel,
} from '#app/server/workflows/case-content.server.ts'
import { deliverFile, exportCase } from '#app/server/workflows/case-delivery.server.ts'
import { addThread, endPart, handOver } from '#app/server/workflows/case-readers.server.ts'
import {
  aCase,
  actorOf,
  asHandler,
  envelopesFor,
  identityIn,
  openAs,
  sealedLabel,
  sealedMessage,
  sealedPart,
  signedNext,
  signedThread,
  type TestCase,
} from '#tests/support/cases.ts'
import { steppedUp } from '#tests/support/case-steps.ts'
import { anAccount } from '#tests/support/accounts.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, aHandler, countKeys, type TestDoor, type TestHandler } from '#tests/support/doors.ts'

const database = withTestDatabase()
const now = new Date('2026-03-04T10:00:00Z')
let door: TestDoor
let first: TestHandler
let second: TestHandler
/** Of the same body, with a key that counts, and no part in any case. */
let stranger: TestHandler

beforeAll(async () => {
  door = await aDoor()
  ;[first, second] = door.handlers
  stranger = await aHandler(first.organisationId, ['handle'])
  await countKeys([stranger])
})

const status = (code: number) => ({ status: code })
/** Has just proved once more who they are. */
const proven = (handler: TestHandler) => steppedUp(handler, now)
const leave = (handler: TestHandler) =>
  database.query(
    `update membership set from_at = now() - interval '2 hours', until_at = now() - interval '1 hour' where person_id = $1`,
    [handler.id],
  )
const openedPage = async (handler: TestHandler, id: string) => {
  const page = await casePage(asHandler(handler), id)
  if (!page.opened) throw new Error('not open')
  return page
}
const log = (id: string) =>
  database.query<{ action: string; person_id: string; data: { parts?: string } }>(
    'select action, person_id, data from case_log_entry where concern_id = $1 order by position',
    [id],
  )
const visibleTo = async (personId: string, id: string) => {
  const tables = {
    concern: 'id',
    concern_thread: 'concern_id',
    concern_key: 'concern_id',
    sealed_part: 'concern_id',
    sealed_file: 'concern_id',
    case_log_entry: 'concern_id',
    concern_clock: 'concern_id',
    concern_declaration: 'concern_id',
  }
  return withScope(personId, async (tx) => {
    const found: Record<string, number> = {}
    for (const [table, column] of Object.entries(tables)) {
      const rows = await tx.$queryRawUnsafe<unknown[]>(
        `select 1 from ${table} where ${column} = $1::uuid`,
        id,
      )
      if (rows.length > 0) found[table] = rows.length
    }
    const envelopes = await tx.$queryRawUnsafe<unknown[]>(
      'select 1 from concern_envelope e join concern_key k on k.id = e.key_id where k.concern_id = $1::uuid',
      id,
    )
    return envelopes.length > 0 ? { ...found, concern_envelope: envelopes.length } : found
  })
}

describe('before anybody declares', () => {
  let own: TestCase
  beforeAll(async () => {
    own = await aCase(door)
  })

  test('somebody of the same body who does not handle the case finds nothing of it, on pages or in the database', async () => {
    await expect(casePage(asHandler(stranger), own.id)).rejects.toMatchObject(status(404))
    await expect(declare(asHandler(stranger), own.id, 'none', now)).rejects.toMatchObject(status(404))
    await expect(declare(asHandler(stranger), own.id, 'conflict', now)).rejects.toMatchObject(status(404))
    await expect(exportCase(asHandler(stranger), own.id, now)).rejects.toMatchObject(status(404))
    const inbox = await inboxPage(asHandler(stranger), 'all', null)
    expect(inbox).toMatchObject({ lines: [], load: { open: 0, overdue: 0, today: 0 } })
    expect(await visibleTo(stranger.id, own.id)).toEqual({})
  })

  test('an administrator, a lead and a reviewer of the body find nothing, even where they would handle', async () => {
    for (const role of [
      'administrator',
      'safeguarding_lead',
      'reviewer',
      'principal_investigator',
    ] as const) {
      const account = await anAccount({ organisationId: first.organisationId, role })
      const actor = actorOf(account, role, first.organisationId)
      await expect(casePage(actor, own.id)).rejects.toMatchObject(status(404))
      expect(await visibleTo(account.id, own.id), role).toEqual({})
    }
    const actor = actorOf(first, 'administrator', first.organisationId)
    expect(() => inboxPage(actor, 'open', null)).toThrow()
  })

  test('a handler is given the name alone: no account, message, file, label or export', async () => {
    const page = await casePage(asHandler(first), own.id)
    expect(page).toMatchObject({ opened: false })
    expect(page).not.toHaveProperty('account')
    if (page.opened) throw new Error('open')
    expect(page.first).toHaveLength(1)
    expect(await openAs(first, page.script.envelopes, page.first[0]!)).toMatchObject({
      kind: 'subject',
      who: 'The fictional driver of the third bus',
    })
    await expect(exportCase(asHandler(first), own.id, now)).rejects.toMatchObject(status(403))
    await expect(deliverFile(asHandler(first), own.id, randomId(), now)).rejects.toMatchObject(status(403))
    await expect(caseReadersPage(asHandler(first), own.id)).rejects.toMatchObject(status(403))
    await expect(addSealedParts(asHandler(first), own.id, [], now)).rejects.toMatchObject(status(403))
    const seen = await visibleTo(first.id, own.id)
    expect(seen).toMatchObject({ sealed_part: 1 })
    expect(seen).not.toHaveProperty('sealed_file')
    expect(seen).not.toHaveProperty('case_log_entry')
    expect((await log(own.id)).at(-1)).toMatchObject({ action: 'case.first', person_id: first.id })
  })

  test('whoever left the body finds nothing of its cases, and the others still do', async () => {
    const body = await aDoor()
    const [left, stays] = body.handlers
    const one = await aCase(body)
    await declare(asHandler(left), one.id, 'none', now)
    await addSealedParts(asHandler(left), one.id, [], now)
    await leave(left)
    await expect(casePage(asHandler(left), one.id)).rejects.toMatchObject(status(404))
    await expect(addSealedParts(asHandler(left), one.id, [], now)).rejects.toMatchObject(status(404))
    await expect(exportCase(proven(left), one.id, now)).rejects.toMatchObject(status(404))
    await expect(caseReadersPage(asHandler(left), one.id)).rejects.toMatchObject(status(404))
    expect(await inboxPage(asHandler(left), 'all', null)).toMatchObject({ lines: [], load: { open: 0 } })
    expect(await visibleTo(left.id, one.id)).toEqual({})
    expect(await casePage(asHandler(stays), one.id)).toMatchObject({ opened: false })
  })

  test('where nobody was named the page is empty of parts', async () => {
    const unnamed = await aCase(door, { subject: null })
    expect(await casePage(asHandler(first), unnamed.id)).toMatchObject({ opened: false, first: [] })
  })

  test('whoever has a conflict loses the case at once, in lists and counts too, and cannot be let in again', async () => {
    const other = await aCase(door)
    const before = await inboxPage(asHandler(second), 'open', null)
    await declare(asHandler(second), other.id, 'conflict', now)
    await expect(casePage(asHandler(second), other.id)).rejects.toMatchObject(status(404))
    await expect(declare(asHandler(second), other.id, 'none', now)).rejects.toMatchObject(status(404))
    const after = await inboxPage(asHandler(second), 'open', null)
    expect(after.load.open).toBe(before.load.open - 1)
    expect(after.lines.map(({ id }) => id)).not.toContain(other.id)
    expect(await visibleTo(second.id, other.id)).toEqual({})
    expect((await log(other.id)).at(-1)).toMatchObject({ action: 'case.stepBack', person_id: second.id })
    const open = await database.query(
      `select 1 from concern_envelope e join concern_key k on k.id = e.key_id
       where k.concern_id = $1 and e.handler_key_id = $2 and e.ended_on is null and e.holder = 'handler'`,
      [other.id, second.keyId],
    )
    expect(open).toEqual([])

    await declare(asHandler(first), other.id, 'none', now)
    const { letIn, script } = await caseReadersPage(asHandler(first), other.id)
    expect(letIn.map(({ handlerKeyId }) => handlerKeyId)).not.toContain(second.keyId)
    const envelopes = await Promise.all(
      script.keys.map(async ({ keyId }) => ({
        keyId,
        handlerKeyId: second.keyId,
        sealed: base64.encode(await sealTo([second.recipient], 'a key')),
      })),
    )
    const given = { handlerKeyId: second.keyId, envelopes }
    await expect(handOver(asHandler(first), other.id, given, now)).rejects.toMatchObject(status(403))
    expect(await visibleTo(second.id, other.id)).toEqual({})
  })
})

describe('after declaring', () => {
  let own: TestCase
  beforeAll(async () => {
    own = await aCase(door)
    await declare(asHandler(first), own.id, 'none', now)
  })

  test('the account and the messages open with the own key, and that they were given is in the case log', async () => {
    const page = await openedPage(first, own.id)
    const told = await Promise.all(page.account.map((part) => openAs(first, page.script.envelopes, part)))
    expect(told.map(({ kind }) => kind).sort()).toEqual(['account', 'subject'])
    expect(await openAs(first, page.script.envelopes, page.threads[0]!.parts[0]!)).toMatchObject({
      words: 'Are you there?',
    })
    const line = (await log(own.id)).at(-1)!
    expect(line).toMatchObject({ action: 'case.open', person_id: first.id })
    expect(line.data.parts!.split(' ')).toHaveLength(3)
  })

  test('a reply is kept sealed and opens with the key of the code’s thread', async () => {
    const page = await openedPage(first, own.id)
    const [thread] = page.threads
    const recipient = own.keys.thread.recipient
    const sealed = await sealedMessage(
      first,
      { concernId: own.id, threadId: thread!.id, recipient },
      'Yes, we are here.',
    )
    const [id] = await addSealedParts(asHandler(first), own.id, [{ keyId: thread!.keyId!, sealed }], now)
    const after = await openedPage(first, own.id)
    const part = after.threads[0]!.parts.find((each) => each.id === id)!
    const opened = await openWith([own.keys.thread.identity], base64.decode(part.sealed))
    expect(new TextDecoder().decode(opened)).toContain('Yes, we are here.')
    expect((await log(own.id)).map(({ action }) => action)).toContain('case.message')
  })

  test('what is not sealed, is too long, or is sealed for a key of another case is refused', async () => {
    const other = await aCase(door)
    await declare(asHandler(first), other.id, 'none', now)
    const foreign = (await openedPage(first, other.id)).fileKeyId!
    const keyId = (await openedPage(first, own.id)).fileKeyId!
    const note = await sealedPart(own.keys.file.recipient, { kind: 'note', words: 'A note.' })
    const add = (key: string, sealed: string) =>
      addSealedParts(asHandler(first), own.id, [{ keyId: key, sealed }], now)
    await expect(add(foreign, note)).rejects.toMatchObject(status(404))
    await expect(add(keyId, base64.encode(new TextEncoder().encode('in clear')))).rejects.toMatchObject(
      status(409),
    )
    const long = await sealedPart(own.keys.file.recipient, { kind: 'note', words: 'a'.repeat(1_100_000) })
    await expect(add(keyId, long)).rejects.toMatchObject(status(409))
    await expect(setLabel(asHandler(first), own.id, { keyId, sealed: long }, now)).rejects.toMatchObject(
      status(409),
    )
    expect(await add(keyId, note)).toHaveLength(1)
  })

  test('a label is given to the inbox of whoever declared, and to nobody else', async () => {
    const keyId = (await openedPage(first, own.id)).fileKeyId!
    const label = { category: 'sexual', site: 'Zemani', severity: 'high', child: false }
    const sealed = await sealedLabel(own.keys.file.recipient, label)
    await setLabel(asHandler(first), own.id, { keyId, sealed }, now)
    const mine = await inboxPage(asHandler(first), 'all', null)
    const line = mine.lines.find(({ id }) => id === own.id)!
    expect(line.label).toMatchObject({ keyId })
    const identity = await identityIn(first, base64.encode(wholeFile(line.label!.envelope)))
    const opened = await openWith([identity], wholeFile(line.label!.sealed))
    expect(new TextDecoder().decode(opened)).toContain('Zemani')
    const others = await inboxPage(asHandler(second), 'all', null)
    expect(others.lines.find(({ id }) => id === own.id)).toMatchObject({ label: null, declared: false })
  })

  test('a picture that was locked is given to nobody any more, and is still there', async () => {
    const fileId = randomId()
    const keyId = (await openedPage(first, own.id)).fileKeyId!
    await database.query(
      `insert into sealed_file (id, concern_id, key_id, size, on_day) values ($1, $2, $3, 10, '2026-03-04')`,
      [fileId, own.id, keyId],
    )
    await lockFile(asHandler(first), own.id, fileId, now)
    await expect(deliverFile(asHandler(first), own.id, fileId, now)).rejects.toMatchObject(status(404))
    const rows = await database.query('select locked_by_id from sealed_file where id = $1', [fileId])
    expect(rows).toEqual([{ locked_by_id: first.id }])
    await expect(
      withScope(first.id, (tx) =>
        tx.sealedFile.updateMany({ where: { id: fileId }, data: { lockedOn: null } }),
      ),
    ).rejects.toThrow()
  })
})

describe('who may open it', () => {
  let own: TestCase
  let joiner: TestHandler
  beforeAll(async () => {
    own = await aCase(door)
    joiner = stranger
    await declare(asHandler(first), own.id, 'none', now)
  })

  const envelopesOf = async (handler: TestHandler, to: TestHandler) => {
    const page = await caseReadersPage(asHandler(handler), own.id)
    const wish = page.letIn.find(({ handlerKeyId }) => handlerKeyId === to.keyId)!.wish
    return Promise.all(
      wish.keys.map(async (keyId) => {
        const envelope = page.script.envelopes.find((one) => one.keyId === keyId)!
        const identity = await identityIn(handler, envelope.sealed)
        return {
          keyId,
          handlerKeyId: to.keyId,
          sealed: base64.encode(await sealTo([to.recipient], identity)),
        }
      }),
    )
  }

  test('nobody of the project’s team, and nobody without a counted key, is offered', async () => {
    const ofTeam = await aHandler(door.organisations.team, ['handle'])
    await countKeys([ofTeam])
    const uncounted = await aHandler(first.organisationId, ['handle'])
    const { letIn } = await caseReadersPage(asHandler(first), own.id)
    const offered = letIn.map(({ handlerKeyId }) => handlerKeyId)
    expect(offered).toContain(joiner.keyId)
    expect(offered).not.toContain(ofTeam.keyId)
    expect(offered).not.toContain(uncounted.keyId)
    const envelopes = (await envelopesOf(first, joiner)).map((one) => ({
      ...one,
      handlerKeyId: ofTeam.keyId,
    }))
    const given = { handlerKeyId: ofTeam.keyId, envelopes }
    await expect(handOver(asHandler(first), own.id, given, now)).rejects.toMatchObject(status(403))
  })

  test('a hand-over without an envelope of every key changes nothing', async () => {
    const envelopes = (await envelopesOf(first, joiner)).slice(1)
    const given = { handlerKeyId: joiner.keyId, envelopes }
    await expect(handOver(asHandler(first), own.id, given, now)).rejects.toMatchObject(status(409))
    expect(await visibleTo(joiner.id, own.id)).toEqual({})
  })

  test('whoever is let in declares first and then reads everything', async () => {
    const envelopes = await envelopesOf(first, joiner)
    await handOver(asHandler(first), own.id, { handlerKeyId: joiner.keyId, envelopes }, now)
    expect(await casePage(asHandler(joiner), own.id)).toMatchObject({ opened: false })
    await declare(asHandler(joiner), own.id, 'none', now)
    const page = await openedPage(joiner, own.id)
    expect(page.readers.filter(({ endedOn }) => !endedOn).map(({ name }) => name)).toContain(joiner.name)
    const account = await Promise.all(page.account.map((part) => openAs(joiner, page.script.envelopes, part)))
    expect(account.map(({ kind }) => kind)).toContain('account')
  })

  test('after somebody’s part ends, later words are under keys that they never held, and the code still opens them', async () => {
    const page = await caseReadersPage(asHandler(first), own.id)
    const { wish } = page.endable.find(({ personId }) => personId === joiner.id)!
    const made = await Promise.all(
      wish.rotate.map(async ({ afterKeyId, ...holders }) => {
        const pair = await newKeyPair()
        const { recipient } = pair
        const next = signedNext(first, own.id, page.script.keys, { afterKeyId, recipient })
        return { pair, key: { ...next, envelopes: await envelopesFor(pair.identity, holders) } }
      }),
    )
    const keys = made.map(({ key }) => key)
    const endAs = (by: ReturnType<typeof asHandler>, given: typeof keys) =>
      endPart(by, own.id, { personId: joiner.id, keys: given }, now)
    const end = (given: typeof keys) => endAs(proven(first), given)
    await expect(endAs(asHandler(first), keys)).rejects.toMatchObject(status(403))
    const staleAt = new Date(now.getTime() - 6 * 60_000)
    await expect(endAs({ ...asHandler(first), steppedUpAt: staleAt }, keys)).rejects.toMatchObject(
      status(403),
    )
    await expect(end(keys.slice(1))).rejects.toMatchObject(status(409))
    const short = keys.map((key, index) =>
      index === 0 ? { ...key, envelopes: key.envelopes.slice(1) } : key,
    )
    await expect(end(short)).rejects.toMatchObject(status(409))
    // Signed by somebody else, for another recipient, or in the place of a key that is not there.
    const { recipient: another } = await newKeyPair()
    for (const other of [
      keys.map((key) => ({ ...key, signed: { ...key.signed, by: second.keyId } })),
      keys.map((key) => ({ ...key, recipient: another })),
      keys.map((key) => ({ ...key, signed: { ...key.signed, how: 'opened' as const } })),
    ])
      await expect(end(other)).rejects.toMatchObject(status(403))
    for (const other of [
      keys.map((key) => ({ ...key, follows: base64.encode(new Uint8Array(32)) })),
      keys.map((key) => ({ ...key, generation: 3 })),
    ])
      await expect(end(other)).rejects.toMatchObject(status(409))
    await expect(endPart(proven(first), own.id, { personId: first.id, keys }, now)).rejects.toMatchObject(
      status(403),
    )
    await database.query('delete from notice')

    await end(keys)
    const [told] = await database.query<{ data: unknown }>(
      `select data from pgboss.job where name = 'notify' and data ->> 'caseId' = $1 and data ? 'alsoPersonId'`,
      [own.id],
    )
    await notify(payloads.notify.parse(told!.data), { jobId: randomId(), now })
    const notices = await database.query<{ person_id: string; kind: string; record_id: string }>(
      'select person_id, kind, record_id from notice',
    )
    expect(notices.map(({ person_id }) => person_id).sort()).toEqual([first.id, second.id, joiner.id].sort())
    expect(new Set(notices.map(({ kind }) => kind))).toEqual(new Set(['caseNeedsYou']))
    expect(notices.map(({ record_id }) => record_id)).not.toContain(own.id)
    await database.query('delete from notice')
    await expect(casePage(asHandler(joiner), own.id)).rejects.toMatchObject(status(404))
    expect(await visibleTo(joiner.id, own.id)).toEqual({})
    const held = await database.query(
      `select 1 from concern_envelope e join concern_key k on k.id = e.key_id
       where k.concern_id = $1 and e.handler_key_id = $2 and e.ended_on is null`,
      [own.id, joiner.keyId],
    )
    expect(held).toEqual([])
    const pairs = await database.query(
      `select 1 from concern_envelope e join concern_key k on k.id = e.key_id
       where k.concern_id = $1 and e.holder = 'escrow' and k.generation = 2`,
      [own.id],
    )
    expect(pairs.length).toBeGreaterThan(0)

    const after = await openedPage(first, own.id)
    const [thread] = after.threads
    const newThreadKey = made.find(({ key }) => key.kind === ('thread' as string))!
    const oldKey = page.script.keys.find(({ kind }) => kind === 'thread')!.keyId
    expect(thread!.keyId).not.toBe(oldKey)
    const sealed = await sealedMessage(
      first,
      { concernId: own.id, threadId: thread!.id, recipient: newThreadKey.pair.recipient },
      'A later word.',
    )
    await expect(
      addSealedParts(asHandler(first), own.id, [{ keyId: oldKey, sealed }], now),
    ).rejects.toMatchObject(status(409))
    await addSealedParts(asHandler(first), own.id, [{ keyId: thread!.keyId!, sealed }], now)

    const code = await reporterKeysFrom(await stretchCode(own.code, await codeSalt()))
    const [envelope] = await database.query<{ sealed: Buffer }>(
      `select e.sealed from concern_envelope e where e.key_id = $1 and e.holder = 'way'`,
      [thread!.keyId],
    )
    const identity = new TextDecoder().decode(await openWith([code.identity], envelope!.sealed))
    expect(identity).toBe(newThreadKey.pair.identity)
  })

  test('one handler alone does not remove the others: besides whoever goes two stay', async () => {
    const page = await caseReadersPage(asHandler(first), own.id)
    expect(page.readers.filter(({ endedOn, inReserve }) => !endedOn && !inReserve)).toHaveLength(2)
    expect(page.endable).toEqual([])
    const given = { personId: second.id, keys: [] }
    await expect(endPart(proven(first), own.id, given, now)).rejects.toMatchObject({ code: 'notReady' })
    expect(await casePage(asHandler(second), own.id)).toMatchObject({ id: own.id })
  })

  test('before somebody is let in stands what the person wrote of whom they took out, as delivered', async () => {
    const sealed = await sealedPart(own.keys.file.recipient, {
      kind: 'removed',
      readers: ['The third driver'],
    })
    await database.query(
      `insert into sealed_part (concern_id, key_id, digest, sealed, on_day)
       select $1, id, '\\x0101', $2, '2026-03-04' from concern_key where concern_id = $1 and kind = 'file' and generation = 1`,
      [own.id, Buffer.from(sealed, 'base64')],
    )
    const { takenOut, script } = await caseReadersPage(asHandler(first), own.id)
    const opened = await Promise.all(takenOut.map((part) => openAs(first, script.envelopes, part)))
    expect(opened).toContainEqual({ kind: 'removed', readers: ['The third driver'] })
    expect(opened.map(({ kind }) => kind)).not.toContain('message')
    const line = (await log(own.id)).at(-1)!
    expect(line).toMatchObject({ action: 'case.open', person_id: first.id })
    expect(line.data.parts!.split(' ').sort()).toEqual(takenOut.map(({ id }) => id).sort())
  })

  test('a copy of the case is for whoever has just proved who they are', async () => {
    await expect(exportCase(asHandler(first), own.id, now)).rejects.toMatchObject(status(403))
    expect((await log(own.id)).map(({ action }) => action)).not.toContain('case.export')
    await exportCase(proven(first), own.id, now)
    expect((await log(own.id)).at(-1)).toMatchObject({ action: 'case.export', person_id: first.id })
  })

  test('an affected person has a thread and a code of their own, and the reporter’s code does not open it', async () => {
    const { newThread } = await caseReadersPage(asHandler(first), own.id)
    const { threadId, fileKeyId, ...holders } = newThread!
    const page = await openedPage(first, own.id)
    const fileRecipient = page.script.keys.find(({ keyId }) => keyId === fileKeyId)!.recipient
    const code = newCode()
    const own2 = await reporterKeysFrom(await stretchCode(code, await codeSalt()))
    const pair = await newKeyPair()
    const who = {
      keyId: fileKeyId,
      sealed: await sealedPart(fileRecipient, { kind: 'thread_person', threadId, capacity: 'affected' }),
    }
    const thread = {
      ...signedThread(first, own.id, { threadId, recipient: pair.recipient }),
      lookupHash: base64.encode(own2.lookupHash),
      wayRecipient: own2.recipient,
      wayEnvelope: base64.encode(await sealTo([own2.recipient], pair.identity)),
      envelopes: await envelopesFor(pair.identity, holders),
    }
    const withFewer = { ...thread, envelopes: thread.envelopes.slice(1) }
    await expect(addThread(asHandler(first), own.id, { thread: withFewer, who }, now)).rejects.toMatchObject(
      status(409),
    )
    const byAnother = { ...thread, signed: { ...thread.signed, by: second.keyId } }
    await expect(addThread(asHandler(first), own.id, { thread: byAnother, who }, now)).rejects.toMatchObject(
      status(403),
    )
    await addThread(asHandler(first), own.id, { thread, who }, now)
    const after = await openedPage(first, own.id)
    const added = after.threads.find(({ id }) => id === threadId)!
    expect(added).toMatchObject({ number: 2, isFirst: false, waitsForFirstReturn: true })
    expect(await openAs(first, after.script.envelopes, added.who!)).toMatchObject({ capacity: 'affected' })
    const ways = await database.query<{ first_return: boolean }>(
      'select first_return from concern_way where thread_id = $1',
      [threadId],
    )
    expect(ways).toEqual([{ first_return: true }])
    const opened = await database.query(
      `select 1 from concern_envelope e join concern_way w on w.id = e.way_id
       where e.key_id = $1 and w.thread_id <> $2`,
      [added.keyId, threadId],
    )
    expect(opened).toEqual([])
  })
})

test('the others are told that something needs them, without a word of what, and whoever asked is not', async () => {
  const own = await aCase(door)
  await expect(askOthersToOpen(asHandler(stranger), own.id, now)).rejects.toMatchObject(status(404))
  await askOthersToOpen(asHandler(first), own.id, now)
  await askOthersToOpen(asHandler(first), own.id, now)
  const jobs = await database.query<{ data: Record<string, string> }>(
    `select data from pgboss.job where name = 'notify' and data ->> 'caseId' = $1`,
    [own.id],
  )
  expect(jobs.map(({ data }) => data)).toEqual([
    { notice: 'caseNeedsYou', caseId: own.id, capacity: 'case_handler', personId: first.id },
  ])
  await notify(payloads.notify.parse(jobs[0]!.data), { jobId: randomId(), now })
  const told = await database.query<{ person_id: string; record_id: string }>(
    'select person_id, record_id from notice where kind = $1',
    ['caseNeedsYou'],
  )
  expect(told.map(({ person_id }) => person_id)).toEqual([second.id])
  expect(told.map(({ record_id }) => record_id)).not.toContain(own.id)
})

test('whoever watches the clocks sees stage and clock, and no sealed byte', async () => {
  const account = await anAccount({ organisationId: first.organisationId, role: 'safeguarding_lead' })
  const own = await aCase(door, { overseers: [account.id] })
  const actor = actorOf(account, 'safeguarding_lead', first.organisationId)
  const { lines } = await overseenPage(actor, null)
  expect(lines).toEqual([expect.objectContaining({ id: own.id, label: null })])
  await expect(casePage(actor, own.id)).rejects.toMatchObject(status(404))
  const seen = await visibleTo(account.id, own.id)
  expect(Object.keys(seen).sort()).toEqual(['concern', 'concern_clock'])
})
