import { base64 } from '@scure/base'
import { newCode } from '#app/sealing/code.ts'
import { signedText, signText } from '#app/sealing/handler-key.ts'
import { newCaseKeys, sealPart } from '#app/sealing/parcel.ts'
import type { Part, PartOf } from '#app/sealing/parts.ts'
import type { ReturnForm } from '#app/forms/return-steps.ts'
import { now } from '#app/server/clock.server.ts'
import { receiveConcernFile } from '#app/server/concerns/receive-file.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { fileConcern } from '#app/server/workflows/concern-filing.server.ts'
import { takeReturn, type ReturnAnswer } from '#app/server/workflows/concern-return-steps.server.ts'
import type { TestDoor, TestHandler } from '#tests/support/doors.ts'

export const theAccount = 'MARKER what happened at the well'

export interface FiledConcern {
  code: string
  concernId: string
  threadId: string
}

/** Told through the door, as anybody would. */
export async function aFiledConcern(
  door: TestDoor,
  more: { firstReturn?: boolean; light?: boolean } = {},
): Promise<FiledConcern> {
  const code = newCode()
  const before = await concernIds()
  const filed = await fileConcern(
    {
      slug: door.slug,
      code,
      account: {
        words: theAccount,
        danger: 'no',
        child: 'no',
        light: more.light ?? false,
        channel: 'page',
        locale: 'en',
      },
      removed: { keyIds: [], organisationIds: [] },
      files: [],
      ...(more.firstReturn ? { firstReturn: true } : {}),
    },
    now(),
  )
  if (filed.state !== 'received') throw new Error(filed.state)
  const concernId = (await concernIds()).find((id) => !before.includes(id))!
  const threadId = await asSystem('test', async (tx) => {
    const { id } = await tx.concernThread.findFirstOrThrow({ where: { concernId }, select: { id: true } })
    return id
  })
  return { code, concernId, threadId }
}

function concernIds(): Promise<string[]> {
  return asSystem('test', async (tx) =>
    (await tx.concern.findMany({ select: { id: true } })).map(({ id }) => id),
  )
}

type FromHandler = PartOf<'message'> | PartOf<'share'> | PartOf<'feedback'>

/** As a handler's browser signs it. */
export function signedPart<Kind extends FromHandler>(
  { concernId, threadId }: Pick<FiledConcern, 'concernId' | 'threadId'>,
  handler: TestHandler,
  part: Kind,
): Kind {
  const signature = base64.encode(signText(handler.secretKeys, signedText(concernId, threadId, part)))
  return { ...part, signed: { keyId: handler.keyId, signature } }
}

export function message(words: string): PartOf<'message'> {
  return { kind: 'message', from: 'handler', words, fileIds: [], role: 'adviser' }
}

/** Sealed to the thread by whoever has its public half, which is no secret. */
export async function leaveInThread({ concernId, threadId }: FiledConcern, part: Part): Promise<string> {
  const key = await asSystem('test', (tx) =>
    tx.concernKey.findFirstOrThrow({
      where: { threadId, kind: 'thread' },
      orderBy: { generation: 'desc' },
      select: { id: true, recipient: true },
    }),
  )
  const { sealed } = await sealPart(key.recipient, part, null)
  return asSystem('test', async (tx) => {
    const { id } = await tx.sealedPart.create({
      data: { concernId, keyId: key.id, sealed: Buffer.from(sealed, 'base64'), onDay: today() },
      select: { id: true },
    })
    return id
  })
}

/** One form of the page, with everything that was not filled in left empty. */
export async function comesBack(
  typed: Partial<Record<keyof ReturnForm, string>>,
  files: { name: string; bytes: Uint8Array<ArrayBuffer> }[] = [],
): Promise<ReturnAnswer> {
  const empty = Object.fromEntries(fields.map((name) => [name, ''])) as Record<keyof ReturnForm, string>
  const value = { ...empty, step: 'open', once: 'drawn-once', ...typed } as ReturnForm
  const keys = await newCaseKeys()
  const received = await Promise.all(
    files.map(({ name, bytes }) => receiveConcernFile(keys, pieces(bytes), name)),
  )
  const upload = { files: received, notTaken: [], wasCut: false }
  return takeReturn({ form: { ok: true, value, typed: value }, upload, locale: 'en' }, now())
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.from(bytes))
}

const fields = [
  'code',
  'newCode',
  'retyped',
  'threadId',
  'words',
  'note',
  'wants',
  'pace',
  'hearOutcome',
  'followUp',
  'ownWord',
  'from',
  'who',
  'how',
  'times',
  'codeWord',
  'ifNobody',
  'whatNotToSay',
  'howSince',
  'shareId',
  'answer',
  'pictureIsProof',
] as const

export function today(): Date {
  return new Date(`${now().toISOString().slice(0, 10)}T00:00:00Z`)
}
