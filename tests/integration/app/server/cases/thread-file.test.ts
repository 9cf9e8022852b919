import { base64 } from '@scure/base'
import { beforeAll, expect, test } from 'vitest'
import { sealTo } from '#app/sealing/age.ts'
import { signedText, signText } from '#app/sealing/handler-key.ts'
import type { PartOf } from '#app/sealing/parts.ts'
import { fileIdOf } from '#app/sealing/thread-file.ts'
import { keepDraft, storeDraft } from '#app/server/concerns/sealed-files.server.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { openThreadFile } from '#app/server/queries/concern-thread-file.server.ts'
import { declare } from '#app/server/workflows/case-content.server.ts'
import { sendThreadFile, storeThreadFile } from '#app/server/workflows/case-thread-file.server.ts'
import { openCode, type OpenedWay } from '#app/server/workflows/concern-additions.server.ts'
import { takeReturn } from '#app/server/workflows/concern-return-steps.server.ts'
import { ReturnForm } from '#app/forms/return-steps.ts'
import { aCase, asHandler, sealedPart, type TestCase } from '#tests/support/cases.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, type TestDoor, type TestHandler } from '#tests/support/doors.ts'

withTestDatabase()
const now = new Date()
let count = 0

let door: TestDoor
let own: TestCase
let other: TestCase
let first: TestHandler
let thread: { id: string; keyId: string; recipient: string }
let fileKeyId: string
let ownWay: OpenedWay

beforeAll(async () => {
  door = await aDoor()
  own = await aCase(door)
  other = await aCase(door)
  first = door.handlers[0]
  await declare(asHandler(first), own.id, 'none', now)
  ownWay = (await openCode(own.code))!
  const keys = await asSystem('test', (tx) =>
    tx.concernKey.findMany({
      where: { concernId: own.id },
      select: { id: true, kind: true, threadId: true, recipient: true },
    }),
  )
  const key = keys.find(({ kind }) => kind === 'thread')!
  thread = { id: key.threadId!, keyId: key.id, recipient: key.recipient }
  fileKeyId = keys.find(({ kind }) => kind === 'file')!.id
})

/** Bytes that no test before has sent. */
const aPicture = () => Buffer.from(`a fictional picture ${(count += 1)}`)

async function* once(bytes: Uint8Array) {
  yield await Promise.resolve(bytes)
}

const sealedFor = (bytes: Uint8Array) => sealTo([thread.recipient], bytes)
const stores = async (by: TestHandler, bytes: Uint8Array) =>
  storeThreadFile(asHandler(by), own.id, once(await sealedFor(bytes)))

type Wishes = Partial<PartOf<'file'>> & { signedBy?: TestHandler | null; keyId?: string; by?: TestHandler }

/** As the handler's browser makes it. */
async function sends(bytes: Uint8Array, wishes: Wishes = {}): Promise<string> {
  const { signedBy = first, keyId = thread.keyId, by = first, ...changes } = wishes
  const fileId = fileIdOf(thread.id, bytes)
  const draftId = await stores(first, bytes)
  const message = {
    kind: 'message' as const,
    from: 'handler' as const,
    words: 'The place to meet.',
    fileIds: [fileId],
    role: 'Case handler',
  }
  const text = signedText(own.id, thread.id, message)
  const signed = signedBy && {
    keyId: signedBy.keyId,
    signature: base64.encode(signText(signedBy.secretKeys, text)),
  }
  const file = {
    kind: 'file' as const,
    fileId,
    name: 'place.png',
    mediaType: 'image/png',
    size: bytes.byteLength,
    scan: 'not_scanned' as const,
    cleaned: true,
    original: false,
    inline: true,
    from: 'handler' as const,
    ...changes,
  }
  const sealed = [
    await sealedPart(thread.recipient, file),
    await sealedPart(thread.recipient, { ...message, ...(signed ? { signed } : {}) }),
  ]
  await sendThreadFile(asHandler(by), own.id, { keyId, sealed, fileId, draftId }, now)
  return fileId
}

const opens = (fileId: string, way = ownWay) => openThreadFile(way, thread.id, fileId, now)

test('nobody who has not opened the case leaves a file in it, and none lies under any key but a thread’s', async () => {
  for (const somebody of [door.handlers[1], door.nextUp[0]!]) {
    await expect(stores(somebody, aPicture())).rejects.toMatchObject({ code: expect.any(String) as string })
    await expect(sends(aPicture(), { by: somebody })).rejects.toMatchObject({
      code: expect.any(String) as string,
    })
  }
  await expect(sends(aPicture(), { keyId: fileKeyId })).rejects.toMatchObject({ code: 'notReady' })
  const unknown = { keyId: thread.keyId, sealed: [], fileId: randomId(), draftId: randomId() }
  await expect(sendThreadFile(asHandler(first), own.id, unknown, now)).rejects.toMatchObject({
    code: 'notReady',
  })
})

test('a file that no handler’s signed message names is not shown, nor one to another’s code', async () => {
  expect(await opens(await sends(aPicture(), { signedBy: null }))).toBeNull()
  expect(await opens(await sends(aPicture(), { signedBy: door.nextUp[0]! }))).toBeNull()
  expect(await opens(await sends(aPicture()), (await openCode(other.code))!)).toBeNull()
  expect(await opens(randomId())).toBeNull()
})

test('what is no picture, sound or film is not shown as anything', async () => {
  for (const mediaType of ['text/html', 'image/svg+xml', 'application/pdf', 'audio/mpeg; charset=utf-8'])
    expect(await opens(await sends(aPicture(), { mediaType }))).toBeNull()
  expect(await opens(await sends(aPicture(), { inline: false }))).toBeNull()
  expect(await opens(await sends(aPicture(), { scan: 'infected' }))).toBeNull()
})

test('other bytes in the place of those that were signed are not shown', async () => {
  const fileId = await sends(aPicture())
  const { draftId } = await storeDraft(once(await sealedFor(aPicture())))
  await keepDraft(draftId, { concernId: own.id, fileId, recipient: thread.recipient }, now)
  expect(await opens(fileId)).toBeNull()
})

test('the person opens it with their code, inside the page that they read, and it stands in the case log', async () => {
  const bytes = aPicture()
  const fileId = await sends(bytes)
  const source = `data:image/png;base64,${bytes.toString('base64')}`
  const asked = (id: string) => {
    const value = ReturnForm.parse({ step: 'showFile', code: own.code, threadId: thread.id, fileId: id })
    const typed = { code: own.code, step: 'showFile', threadId: thread.id }
    return takeReturn({ form: { ok: true, value, typed }, upload: null, locale: 'en' }, now)
  }
  const strange = await asked(randomId())
  expect([strange.status, strange.opened]).toEqual([422, undefined])
  expect(await asked(fileId)).toMatchObject({ status: 200, opened: { fileId, kind: 'img', source } })
  const log = await asSystem('test', (tx) =>
    tx.caseLogEntry.count({ where: { concernId: own.id, action: 'thread.file' } }),
  )
  expect(log).toBe(1)
})

test('the same picture twice is one file', async () => {
  const bytes = aPicture()
  const fileId = await sends(bytes)
  expect(await sends(bytes)).toBe(fileId)
  expect(await opens(fileId)).toMatchObject({ kind: 'img' })
})
