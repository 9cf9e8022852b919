import { asSystem, closeDatabase, countForThePlanner, openDatabase } from '#app/server/database.server.ts'
import { stopReceiving } from '#app/server/concerns/replay.server.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { newKeyPair, sealTo } from '#app/sealing/age.ts'
import { fingerprintOf } from '#app/sealing/handler-key.ts'
import { keepDraft, storeDraft } from '#app/server/concerns/sealed-files.server.ts'
import { aCookieOf } from '#tests/support/accounts.ts'
import { casePage } from '#app/server/queries/case.server.ts'
import { declare, setLabel } from '#app/server/workflows/case-content.server.ts'
import { aCase, asHandler, sealedLabel, sealedPart } from '#tests/support/cases.ts'
import { aDoor, type TestHandler } from '#tests/support/doors.ts'

/** Run by itself before the server starts: a case that nobody has opened, and the people who may. */
export interface LaidCase {
  id: string
  slug: string
  code: string
  first: Hand
  second: Hand
  /** Of the next body up: may be let in. */
  other: Hand
  /** With more than a page of labelled cases. */
  busy: Hand
  /** A case into which somebody with the database put a newer key of a conversation. */
  slipped: { id: string; keyId: string; recipient: string }
}
interface Hand {
  name: string
  phrase: string
  cookie: string
  /** Of the authenticator. */
  secret: string
  keyId: string
  recipient: string
  /** As they read it out over the telephone. */
  fingerprint: string[]
}

await openDatabase()
const door = await aDoor({ slug: 'lake' })
const own = await aCase(door, { words: 'Le récit d’une personne fictive.\nDeuxième ligne.' })
const fileId = randomId()
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const sealed = await sealTo([own.keys.file.recipient], png)
const { draftId, size } = await storeDraft(
  (async function* () {
    yield await Promise.resolve(sealed)
  })(),
)
await keepDraft(draftId, { concernId: own.id, fileId, recipient: own.keys.file.recipient }, new Date())
const described = await sealedPart(own.keys.file.recipient, {
  kind: 'file',
  fileId,
  name: 'photo fictive.png',
  mediaType: 'image/png',
  size: png.byteLength,
  scan: 'clean',
  cleaned: true,
  original: false,
  inline: true,
  from: 'reporter',
})
const tookOut = await sealedPart(own.keys.file.recipient, {
  kind: 'removed',
  readers: ['Everybody of a fictional depot'],
})
await asSystem('test', async (tx) => {
  const key = await tx.concernKey.findFirstOrThrow({
    where: { concernId: own.id, kind: 'file' },
    select: { id: true },
  })
  const onDay = new Date(`${new Date().toISOString().slice(0, 10)}T00:00:00Z`)
  await tx.sealedFile.create({ data: { id: fileId, concernId: own.id, keyId: key.id, size, onDay } })
  for (const [index, part] of [described, tookOut].entries())
    await tx.sealedPart.create({
      data: {
        concernId: own.id,
        keyId: key.id,
        sealed: Buffer.from(part, 'base64'),
        digest: Buffer.alloc(32, index + 1),
        onDay,
      },
    })
})
const busy = door.nextUp[1]!
for (let count = 0; count < 26; count += 1) {
  const filed = await aCase(door, { handlers: [busy], escrow: false })
  const label = { category: 'sexual', site: 'A fictional place by the lake', severity: 'high', child: true }
  const sealed = await sealedLabel(filed.keys.file.recipient, label)
  await declare(asHandler(busy), filed.id, 'none', new Date())
  const page = await casePage(asHandler(busy), filed.id)
  if (page.opened) await setLabel(asHandler(busy), filed.id, { keyId: page.fileKeyId!, sealed }, new Date())
}
const into = await aCase(door, { words: 'The account of another fictional person.' })
await declare(asHandler(door.handlers[0]), into.id, 'none', new Date())
const rogue = await newKeyPair()
const slipped = await asSystem('test', async (tx) => {
  const { threadId, onDay } = await tx.concernKey.findFirstOrThrow({
    where: { concernId: into.id, kind: 'thread' },
    select: { threadId: true, onDay: true },
  })
  const handlers = await Promise.all(
    door.handlers.map(async ({ keyId, recipient }) => ({
      holder: 'handler',
      handlerKeyId: keyId,
      sealed: Buffer.from(await sealTo([recipient], rogue.identity)),
      onDay,
    })),
  )
  const { id } = await tx.concernKey.create({
    data: {
      concernId: into.id,
      kind: 'thread',
      threadId,
      generation: 2,
      recipient: rogue.recipient,
      onDay,
      envelopes: { create: handlers },
    },
    select: { id: true },
  })
  return { id: into.id, keyId: id, recipient: rogue.recipient }
})
await countForThePlanner()
await stopReceiving()
const hand = async (handler: TestHandler): Promise<Hand> => ({
  name: handler.name,
  phrase: handler.phrase,
  secret: handler.secret,
  cookie: (await aCookieOf(handler)).replace('amana=', ''),
  keyId: handler.keyId,
  recipient: handler.recipient,
  fingerprint: await asSystem('test', async (tx) => {
    const { statement } = await tx.handlerKey.findUniqueOrThrow({
      where: { id: handler.keyId },
      select: { statement: true },
    })
    return fingerprintOf(statement)
  }),
})
const laid: LaidCase = {
  id: own.id,
  slug: door.slug,
  code: own.code,
  first: await hand(door.handlers[0]),
  second: await hand(door.handlers[1]),
  other: await hand(door.nextUp[0]!),
  busy: await hand(busy),
  slipped,
}
await closeDatabase()
console.log(JSON.stringify(laid))
