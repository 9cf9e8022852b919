import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { base64 } from '@scure/base'
import { beforeAll, describe, expect, test } from 'vitest'
import { identityToRecipient, newKeyPair, openWith, sealTo, type KeyPair } from '#app/sealing/age.ts'
import { believedKeys, hashOfKey, vouchFor, Vouched, type CaseKey } from '#app/sealing/case-key.ts'
import { newCode } from '#app/sealing/code.ts'
import { verifyKeyOf } from '#app/sealing/handler-key.ts'
import type { PartOf } from '#app/sealing/parts.ts'
import { provenColleagues } from '#app/sealing/proven-keys.ts'
import { reporterKeysFrom } from '#app/sealing/reporter-keys.ts'
import { codeSalt } from '#app/server/concerns/salt.server.ts'
import { stretchCode } from '#app/server/crypto/stretch.server.ts'
import { casePage, caseReadersPage } from '#app/server/queries/case.server.ts'
import { addSealedParts, declare } from '#app/server/workflows/case-content.server.ts'
import { exportCase } from '#app/server/workflows/case-delivery.server.ts'
import { endPart, handOver, rotateKeys, vouchForKeys } from '#app/server/workflows/case-readers.server.ts'
import { addParts, openCode } from '#app/server/workflows/concern-additions.server.ts'
import { fileConcern } from '#app/server/workflows/concern-filing.server.ts'
import { newCodeFor } from '#app/server/workflows/concern-return.server.ts'
import {
  aCase,
  asHandler,
  envelopesFor,
  identityIn,
  sealedMessage,
  signedNext,
  type TestCase,
} from '#tests/support/cases.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, type TestDoor, type TestHandler } from '#tests/support/doors.ts'
import { comesBack } from '#tests/support/returning.ts'

const database = withTestDatabase()
const now = new Date()
let door: TestDoor
let first: TestHandler
let second: TestHandler
let joiner: TestHandler

beforeAll(async () => {
  door = await aDoor()
  ;[first, second] = door.handlers
  joiner = door.nextUp[0]!
})

const kinds = ['file', 'thread', 'identity'] as const
const proven = (handler: TestHandler) => ({ ...asHandler(handler), steppedUpAt: new Date() })
const message: PartOf<'message'> = {
  kind: 'message',
  from: 'person',
  words: 'Are you still there?',
  fileIds: [],
}

async function opened(handler: TestHandler, concernId: string) {
  const page = await casePage(asHandler(handler), concernId)
  if (!page.opened) throw new Error('still closed')
  return page
}
type Script = Awaited<ReturnType<typeof opened>>['script']

/** What this handler's browser seals to: their own envelopes, and what those signed whom they believe. */
async function believedBy(handler: TestHandler, { concernId, keys, envelopes, colleagues }: Script) {
  const trusted = provenColleagues(colleagues, [handler.secretKeys], new Set())
  const recipients = new Map<string, string>()
  for (const { keyId, sealed } of envelopes)
    recipients.set(keyId, await identityToRecipient(await identityIn(handler, sealed)))
  const read = keys.map((key): CaseKey => ({
    ...key,
    concernId,
    signatures: Vouched.array().parse(key.signatures),
  }))
  const found = believedKeys(read, {
    verifyKeyOf: ({ by }) =>
      by === handler.keyId
        ? verifyKeyOf(handler.secretKeys)
        : (trusted.find(({ keyId }) => keyId === by)?.verifyKey ?? null),
    opens: ({ keyId, recipient }) => {
      const own = recipients.get(keyId)
      return own === undefined ? null : own === recipient
    },
  })
  return read.filter(({ keyId }) => found.has(keyId))
}

/** As the browser of whoever opens the case first. */
async function vouches(handler: TestHandler, concernId: string): Promise<void> {
  const { script } = await opened(handler, concernId)
  const by = { keyId: handler.keyId, secret: handler.secretKeys }
  const held = new Set(script.envelopes.map(({ keyId }) => keyId))
  const said = script.keys
    .filter(({ keyId }) => held.has(keyId))
    .map((key) => ({ keyId: key.keyId, ...vouchFor({ ...key, concernId }, 'opened', by) }))
  await vouchForKeys(asHandler(handler), concernId, said, now)
}

type Rogues = Record<(typeof kinds)[number], KeyPair & { keyId: string }>

/** As the owner of the database: newer keys of their own, with envelopes for the handlers and for the code. */
async function slippedIn(
  own: TestCase,
  more: { signatures?: unknown; follows?: boolean } = {},
): Promise<Rogues> {
  const rogues = {} as Rogues
  const { signatures = [], follows = false } = more
  for (const kind of kinds) {
    const pair = await newKeyPair()
    const before = await database.query<{ id: string; thread_id: string | null; recipient: string }>(
      'select id, thread_id, recipient from concern_key where concern_id = $1 and kind = $2 and generation = 1',
      [own.id, kind],
    )
    const { thread_id: threadId, recipient } = before[0]!
    const facts = { concernId: own.id, kind, threadId, generation: 1, recipient, follows: null }
    const [made] = await database.query<{ id: string }>(
      `insert into concern_key (concern_id, kind, thread_id, generation, recipient, follows, signatures, on_day)
       values ($1, $2, $3, 2, $4, $5, $6, current_date) returning id`,
      [own.id, kind, threadId, pair.recipient, follows ? hashOfKey(facts) : null, JSON.stringify(signatures)],
    )
    for (const handler of [first, second])
      await database.query(
        `insert into concern_envelope (key_id, holder, handler_key_id, sealed, on_day) values ($1, 'handler', $2, $3, current_date)`,
        [made!.id, handler.keyId, Buffer.from(await sealTo([handler.recipient], pair.identity))],
      )
    rogues[kind] = { ...pair, keyId: made!.id }
  }
  const [way] = await database.query<{ id: string; recipient: string }>(
    'select w.id, w.recipient from concern_way w join concern_thread t on t.id = w.thread_id where t.concern_id = $1',
    [own.id],
  )
  await database.query(
    `insert into concern_envelope (key_id, holder, way_id, sealed, on_day) values ($1, 'way', $2, $3, current_date)`,
    [rogues.thread.keyId, way!.id, Buffer.from(await sealTo([way!.recipient], rogues.thread.identity))],
  )
  return rogues
}

/** Whether whoever slipped these in reads anything of what lies there now. */
async function readByRogue(own: TestCase, rogues: Rogues): Promise<number> {
  const parts = await database.query<{ sealed: Uint8Array }>(
    'select sealed from sealed_part where concern_id = $1',
    [own.id],
  )
  expect(parts.length).toBeGreaterThan(2)
  let count = 0
  for (const { sealed } of parts)
    for (const { identity } of Object.values(rogues)) {
      const words = await openWith([identity], new Uint8Array(sealed)).catch(() => null)
      if (words) count += 1
    }
  return count
}

async function handsOverTo(to: TestHandler, concernId: string): Promise<void> {
  const page = await caseReadersPage(asHandler(first), concernId)
  const { wish } = page.letIn.find(({ handlerKeyId }) => handlerKeyId === to.keyId)!
  const envelopes = await Promise.all(
    wish.keys.map(async (keyId) => {
      const envelope = page.script.envelopes.find((one) => one.keyId === keyId)!
      const identity = await identityIn(first, envelope.sealed)
      return { keyId, handlerKeyId: to.keyId, sealed: base64.encode(await sealTo([to.recipient], identity)) }
    }),
  )
  await handOver(asHandler(first), concernId, { handlerKeyId: to.keyId, envelopes }, now)
  await declare(asHandler(to), concernId, 'none', now)
}

const under = (keyId: string) =>
  database.query('select id from sealed_part where key_id = $1', [keyId]).then((rows) => rows.length)

describe.each([
  ['before anybody opened the case', false],
  ['after somebody opened it and signed its keys', true],
])('a newer key that somebody slipped in %s', (_, isVouched) => {
  let own: TestCase
  let rogues: Rogues
  beforeAll(async () => {
    own = await aCase(door)
    for (const handler of [first, second]) await declare(asHandler(handler), own.id, 'none', now)
    if (isVouched) await vouches(first, own.id)
    rogues = await slippedIn(own)
  })

  test('gets nothing of what a person writes with their code: not a message, not a name, not a note for the file', async () => {
    const way = (await openCode(own.code))!
    const { threadId } = way.threads[0]!
    await addParts(way, [{ kind: 'thread', threadId, part: message }], now)
    await addParts(way, [{ kind: 'file', part: { kind: 'subject', who: 'Somebody fictional' } }], now)
    await addParts(
      way,
      [{ kind: 'identity', part: { kind: 'identity', from: 'reporter', name: 'N. N.' } }],
      now,
    )
    expect(await readByRogue(own, rogues)).toBe(0)
    for (const kind of kinds) expect(await under(rogues[kind].keyId)).toBe(0)
    const page = await opened(first, own.id)
    expect(page.threads[0]!.parts).toHaveLength(2)
    expect(way.threads[0]!.recipient).toBe(own.keys.thread.recipient)
  })

  test('gets no message of a handler: their browser does not believe it, and the server does not keep it', async () => {
    const page = await opened(first, own.id)
    const thread = page.threads[0]!
    const believed = (await believedBy(first, page.script)).map(({ keyId }) => keyId)
    for (const { keyId } of Object.values(rogues)) {
      expect([thread.keyId, page.fileKeyId]).not.toContain(keyId)
      expect(believed).not.toContain(keyId)
    }
    expect(believed).toContain(thread.keyId)
    expect(believed).toContain(page.fileKeyId)
    const to = { concernId: own.id, threadId: thread.id, recipient: rogues.thread.recipient }
    const given = { keyId: rogues.thread.keyId, sealed: await sealedMessage(first, to, 'For the wrong one.') }
    await expect(addSealedParts(asHandler(first), own.id, [given], now)).rejects.toMatchObject({
      status: 409,
    })
    const right = { ...to, recipient: own.keys.thread.recipient }
    const kept = { keyId: thread.keyId!, sealed: await sealedMessage(first, right, 'We are here.') }
    await addSealedParts(asHandler(first), own.id, [kept], now)
    expect(await readByRogue(own, rogues)).toBe(0)
  })

  test('takes no part in a hand-over, and new keys come in the place of the believed ones', async () => {
    await handsOverTo(joiner, own.id)
    const joined = await opened(joiner, own.id)
    expect((await believedBy(joiner, joined.script)).map(({ keyId }) => keyId)).not.toContain(
      rogues.file.keyId,
    )

    const after = await caseReadersPage(asHandler(first), own.id)
    const { wish: ending } = after.endable.find(({ personId }) => personId === joiner.id)!
    const keys = await Promise.all(
      ending.rotate.map(async ({ afterKeyId, ...holders }) => {
        expect(Object.values(rogues).map(({ keyId }) => keyId)).not.toContain(afterKeyId)
        const pair = await newKeyPair()
        const next = signedNext(first, own.id, after.script.keys, { afterKeyId, recipient: pair.recipient })
        return { ...next, envelopes: await envelopesFor(pair.identity, holders) }
      }),
    )
    expect(keys.map(({ generation }) => generation)).toEqual(keys.map(() => 3))
    await endPart(proven(first), own.id, { personId: joiner.id, keys }, now)
    for (const handler of [first, second]) {
      const { script, fileKeyId } = await opened(handler, own.id)
      const believed = await believedBy(handler, script)
      expect(believed.find(({ keyId }) => keyId === fileKeyId)).toMatchObject({ generation: 3 })
    }
    const way = (await openCode(own.code))!
    await addParts(
      way,
      [{ kind: 'thread', threadId: way.threads[0]!.threadId, part: { ...message, words: 'Later' } }],
      now,
    )
    expect(await readByRogue(own, rogues)).toBe(0)
  })

  test('stands in an export as what it is, and nothing of the export opens with it', async () => {
    const { stream } = await exportCase(proven(first), own.id, now)
    const folder = mkdtempSync(join(tmpdir(), 'amana-slipped-'))
    writeFileSync(
      join(folder, 'case.zip'),
      Buffer.from(await new Response(stream as unknown as BodyInit).arrayBuffer()),
    )
    execFileSync('unzip', ['-q', 'case.zip'], { cwd: folder })
    const index = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')) as {
      keys: { id: string; believed: boolean }[]
      parts: { path: string; keyId: string }[]
    }
    const slipped = Object.values(rogues)
    for (const { id, believed } of index.keys)
      expect(believed).toBe(slipped.every(({ keyId }) => keyId !== id))
    expect(index.parts.length).toBeGreaterThan(3)
    for (const { path, keyId } of index.parts) {
      expect(slipped.map((one) => one.keyId)).not.toContain(keyId)
      for (const { identity } of slipped)
        await expect(openWith([identity], readFileSync(join(folder, path)))).rejects.toThrow()
    }
    rmSync(folder, { recursive: true })
  })
})

test('nor does one that borrows a signature, or is signed with a key that never had the case', async () => {
  const own = await aCase(door)
  await declare(asHandler(first), own.id, 'none', now)
  await vouches(first, own.id)
  const { script } = await opened(first, own.id)
  const [borrowed] = script.keys.flatMap(({ signatures }) => signatures)
  const file = { ...script.keys.find(({ kind }) => kind === 'file')!, concernId: own.id }
  const strange = vouchFor(file, 'made', { keyId: joiner.keyId, secret: joiner.secretKeys })
  const on = new Date().toISOString().slice(0, 10)
  const signatures = [
    { ...borrowed, how: 'made', on },
    { ...strange, on },
  ]
  const rogues = await slippedIn(own, { signatures, follows: true })
  const way = (await openCode(own.code))!
  await addParts(way, [{ kind: 'thread', threadId: way.threads[0]!.threadId, part: message }], now)
  expect(await readByRogue(own, rogues)).toBe(0)
  const after = await opened(first, own.id)
  const believed = (await believedBy(first, after.script)).map(({ keyId }) => keyId)
  for (const { keyId } of Object.values(rogues)) expect(believed).not.toContain(keyId)
})

test('the first key that was exchanged gets nothing: a person is told that it was not taken, a handler’s browser refuses', async () => {
  const own = await aCase(door)
  for (const handler of [first, second]) await declare(asHandler(handler), own.id, 'none', now)
  await vouches(first, own.id)
  const { recipient, identity } = await newKeyPair()
  await database.query(`update concern_key set recipient = $2 where concern_id = $1 and kind = 'thread'`, [
    own.id,
    recipient,
  ])
  const [row] = await database.query<{ id: string }>('select id from concern_thread where concern_id = $1', [
    own.id,
  ])
  const answer = await comesBack({
    step: 'say',
    code: own.code,
    threadId: row!.id,
    words: 'Typed, and not lost.',
  })
  expect(answer).toMatchObject({
    status: 422,
    rejected: { errors: { '': { key: 'return.error.notKept' } }, typed: { words: 'Typed, and not lost.' } },
  })
  const { script, threads } = await opened(second, own.id)
  expect((await believedBy(second, script)).map(({ kind }) => kind).sort()).toEqual(['file', 'identity'])
  expect(threads[0]!.keyId).toBeNull()
  const parts = await database.query<{ sealed: Uint8Array }>(
    'select sealed from sealed_part where concern_id = $1',
    [own.id],
  )
  for (const { sealed } of parts) await expect(openWith([identity], new Uint8Array(sealed))).rejects.toThrow()
})

test('exchanged before anybody opened it, it gets nothing of what comes by the code with which it was filed', async () => {
  const own = await aCase(door)
  const { recipient } = await newKeyPair()
  await database.query(`update concern_key set recipient = $2 where concern_id = $1`, [own.id, recipient])
  const way = (await openCode(own.code))!
  expect(way).toMatchObject({ fileRecipient: null, identityRecipient: null, threads: [{ recipient: null }] })
  const part = { kind: 'subject', who: 'Somebody fictional' } as const
  await expect(addParts(way, [{ kind: 'file', part }], now)).rejects.toMatchObject({ code: 'notReady' })
})

test('a new code takes the marks over, so that what came with the old one still counts', async () => {
  const own = await aCase(door)
  const code = newCode()
  expect(await newCodeFor((await openCode(own.code))!, code, now)).toBe(true)
  const keys = await reporterKeysFrom(await stretchCode(code, await codeSalt()))
  const way = (await openCode(code))!
  expect(way.digestKey).toEqual(keys.digestKey)
  await addParts(way, [{ kind: 'thread', threadId: way.threads[0]!.threadId, part: message }], now)
  expect(await under(way.threads[0]!.keyId!)).toBe(2)
})

test('only who holds an envelope of a first key signs that they opened it, once, with their own key', async () => {
  const own = await aCase(door)
  await declare(asHandler(first), own.id, 'none', now)
  const { script } = await opened(first, own.id)
  const key = script.keys.find(({ kind }) => kind === 'file')!
  const facts = { ...key, concernId: own.id }
  const by = (handler: TestHandler, how: 'opened' | 'made' = 'opened') => [
    { keyId: key.keyId, ...vouchFor(facts, how, { keyId: handler.keyId, secret: handler.secretKeys }) },
  ]
  const refused = (handler: TestHandler, said: ReturnType<typeof by>) =>
    expect(vouchForKeys(asHandler(handler), own.id, said, now)).rejects
  await refused(joiner, by(joiner)).toMatchObject({ status: 404 })
  await refused(second, by(second)).toMatchObject({ status: 403 })
  await refused(first, by(second)).toMatchObject({ status: 403 })
  await refused(first, by(first, 'made')).toMatchObject({ status: 403 })
  const [other] = by(first)
  await refused(first, [{ ...other!, signature: base64.encode(new Uint8Array(64)) }]).toMatchObject({
    status: 403,
  })
  for (const said of [by(first), by(first)]) await vouchForKeys(asHandler(first), own.id, said, now)
  const after = (await opened(first, own.id)).script.keys.find(({ keyId }) => keyId === key.keyId)!
  expect(after.signatures).toEqual([expect.objectContaining({ by: first.keyId, how: 'opened' })])
  const log = await database.query<{ data: { keys: string } }>(
    `select data from case_log_entry where concern_id = $1 and action = 'case.vouch'`,
    [own.id],
  )
  expect(log).toEqual([{ data: { keys: `${key.keyId} ${hashOfKey(facts)}` } }])
})

test('a handler who can ask nobody who made the newest keys makes new ones, in the place of those they opened', async () => {
  const own = await aCase(door)
  for (const handler of [first, second]) await declare(asHandler(handler), own.id, 'none', now)
  const renews = async (by: TestHandler, after: (kind: string, id: string) => string) => {
    const { renewal, script } = await caseReadersPage(asHandler(by), own.id)
    return Promise.all(
      renewal.rotate.map(async ({ kind, afterKeyId, ...holders }) => {
        const { identity, recipient } = await newKeyPair()
        const next = { afterKeyId: after(kind, afterKeyId), recipient }
        const signed = signedNext(by, own.id, script.keys, next)
        return { ...signed, envelopes: await envelopesFor(identity, holders) }
      }),
    )
  }
  const firsts = new Map((await opened(first, own.id)).script.keys.map(({ kind, keyId }) => [kind, keyId]))
  const keys = await renews(first, (_, id) => id)
  await expect(rotateKeys(asHandler(first), own.id, keys, now)).rejects.toMatchObject({ status: 403 })
  await rotateKeys(proven(first), own.id, keys, now)
  // As if she could not check who made these: from the first ones, which her own envelope opens.
  await rotateKeys(proven(second), own.id, await renews(second, (kind) => firsts.get(kind)!), now)
  for (const handler of [first, second]) {
    const page = await opened(handler, own.id)
    const newest = page.script.keys.find(({ keyId }) => keyId === page.fileKeyId)!
    expect(newest.generation).toBe(3)
    expect((await believedBy(handler, page.script)).map(({ keyId }) => keyId)).toContain(newest.keyId)
  }
})

test('what was filed a second time is read; what the person adds then is under its keys, what handlers write is not', async () => {
  const code = newCode()
  const filed = (words: string, keyIds: string[]) =>
    fileConcern(
      {
        slug: door.slug,
        code,
        account: { words, danger: 'no', child: 'no', light: false, channel: 'page', locale: 'en' },
        removed: { keyIds, organisationIds: [] },
        files: [],
      },
      now,
    )
  await filed('At first', [])
  await filed('And without the second reader', [second.keyId])
  const { concernId } = (await openCode(code))!
  for (const handler of [first, second]) await declare(asHandler(handler), concernId, 'none', now)
  const before = await opened(first, concernId)
  const filedAgain = before.script.keys.find(({ kind, generation }) => kind === 'file' && generation === 2)!
  expect(before.account.map(({ keyId }) => keyId)).toContain(filedAgain.keyId)
  const way = (await openCode(code))!
  expect(way.fileKeyId).toBe(filedAgain.keyId)
  await addParts(way, [{ kind: 'file', part: { kind: 'subject', who: 'Somebody fictional' } }], now)
  expect(await under(filedAgain.keyId)).toBeGreaterThan(1)
  // Nobody can tell it from one that was put there; so no handler seals anything to it.
  expect((await believedBy(first, before.script)).map(({ keyId }) => keyId)).not.toContain(filedAgain.keyId)
  expect(before.fileKeyId).not.toBe(filedAgain.keyId)
  // Whoever was taken out then holds none of the next keys either.
  await handsOverTo(joiner, concernId)
  const { endable } = await caseReadersPage(asHandler(first), concernId)
  const { wish } = endable.find(({ personId }) => personId === joiner.id)!
  const next = wish.rotate.find(({ kind }) => kind === 'file')!
  const holders = next.to.map(({ handlerKeyId }) => handlerKeyId)
  expect(holders).toContain(first.keyId)
  expect(holders).not.toContain(second.keyId)
})
