import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { base64 } from '@scure/base'
import { z } from 'zod'
import { newKeyPair, sealTo, sealToPair, type KeyPair } from '#app/sealing/age.ts'
import { padded } from '#app/sealing/padding.ts'
import { Base64, type Part } from '#app/sealing/parts.ts'
import { AgeRecipient } from '#app/sealing/recipient.ts'
import type { ReporterKeys } from '#app/sealing/reporter-keys.ts'

export const keyKinds = ['file', 'thread', 'identity'] as const
export type KeyKind = (typeof keyKinds)[number]

/** A new concern as it leaves whoever sealed it, the server's memory or a browser: nothing in it can be read by us. */
export const Parcel = z.strictObject({
  version: z.literal(1),
  doorId: z.uuid(),
  lookupHash: Base64,
  wayRecipient: AgeRecipient,
  wayEnvelope: Base64,
  firstReturn: z.boolean(),
  keys: z
    .array(
      z.strictObject({
        kind: z.enum(keyKinds),
        recipient: AgeRecipient,
        /** That the code of this parcel was there when the key was made. */
        mark: Base64,
      }),
    )
    .length(3),
  envelopes: z.array(
    z.strictObject({
      kind: z.enum(keyKinds),
      handlerKeyId: z.uuid(),
      innerKeyId: z.uuid().optional(),
      /** Of the next body: it counts when nobody of the first is left. */
      reserve: z.literal(true).optional(),
      sealed: Base64,
    }),
  ),
  parts: z.array(
    z.strictObject({ kind: z.enum(keyKinds), first: z.boolean(), digest: Base64, sealed: Base64 }),
  ),
  files: z.array(z.strictObject({ id: z.uuid(), size: z.number().int().nonnegative() })),
})
export type Parcel = z.infer<typeof Parcel>

export interface Reader {
  keyId: string
  recipient: string
}

/** Who gets an envelope of which key; made by `readersFor`, never here. */
export interface Readers {
  handlers: Reader[]
  custodians: Reader[]
  escrowPairs: [Reader, Reader][]
  /** Handlers of the next body up: they read when everybody before them has stepped back. */
  reserve?: Reader[]
}

export interface CaseKeys {
  file: KeyPair
  thread: KeyPair
  identity: KeyPair
}

export async function newCaseKeys(): Promise<CaseKeys> {
  return { file: await newKeyPair(), thread: await newKeyPair(), identity: await newKeyPair() }
}

/** One part, sealed for whoever holds the key of this kind; `digestKey` is of the code that it is sent with. */
export async function sealPart(
  recipient: string,
  part: Part,
  digestKey: Uint8Array | null,
): Promise<{ sealed: string; digest: string }> {
  const digest = digestKey ? hmac(sha256, digestKey, new TextEncoder().encode(JSON.stringify(part))) : null
  return {
    sealed: base64.encode(await sealTo([recipient], padded(part))),
    digest: digest ? base64.encode(digest) : '',
  }
}

/** What only somebody with the code can put beside a key, and only with the code is it checked again. */
export function markOf(
  digestKey: Uint8Array,
  doorId: string,
  { kind, recipient }: { kind: string; recipient: string },
): Uint8Array {
  const text = JSON.stringify(['amana key by code 1', doorId, kind, recipient])
  return hmac(sha256, digestKey, new TextEncoder().encode(text))
}

export interface ToPack {
  doorId: string
  code: ReporterKeys
  keys: CaseKeys
  readers: Readers
  firstReturn: boolean
  parts: { kind: KeyKind; part: Part }[]
  files: { id: string; size: number }[]
  /** Where these keys were sealed to these readers already. */
  envelopes?: Parcel['envelopes'] | null
}

/** Throws when nobody would be able to open it. */
export async function packConcern(given: ToPack): Promise<Parcel> {
  const { keys, readers, code } = given
  if (readers.handlers.length === 0) throw new Error('A concern without a reader')
  const envelopes = given.envelopes ?? (await sealKeys(keys, readers))
  return {
    version: 1,
    doorId: given.doorId,
    lookupHash: base64.encode(code.lookupHash),
    wayRecipient: code.recipient,
    wayEnvelope: base64.encode(await sealTo([code.recipient], keys.thread.identity)),
    firstReturn: given.firstReturn,
    keys: keyKinds.map((kind) => {
      const { recipient } = keys[kind]
      return {
        kind,
        recipient,
        mark: base64.encode(markOf(code.digestKey, given.doorId, { kind, recipient })),
      }
    }),
    envelopes,
    parts: await Promise.all(
      given.parts.map(async ({ kind, part }) => ({
        kind,
        first: part.kind === 'subject',
        ...(await sealPart(keys[kind].recipient, part, code.digestKey)),
      })),
    ),
    files: given.files,
  }
}

/** To everybody who reads, each key that they are to have. */
export async function sealKeys(keys: CaseKeys, readers: Readers): Promise<Parcel['envelopes']> {
  const envelopes: Parcel['envelopes'] = []
  for (const kind of ['file', 'thread'] as const) {
    for (const reader of readers.handlers)
      envelopes.push({ kind, handlerKeyId: reader.keyId, sealed: await envelope(reader, keys[kind]) })
  }
  const custodians = readers.custodians.length > 0 ? readers.custodians : readers.handlers
  for (const reader of custodians)
    envelopes.push({
      kind: 'identity',
      handlerKeyId: reader.keyId,
      sealed: await envelope(reader, keys.identity),
    })
  for (const reader of readers.reserve ?? [])
    for (const kind of keyKinds)
      envelopes.push({
        kind,
        handlerKeyId: reader.keyId,
        reserve: true,
        sealed: await envelope(reader, keys[kind]),
      })
  for (const [outer, inner] of readers.escrowPairs)
    for (const kind of keyKinds)
      envelopes.push({
        kind,
        handlerKeyId: outer.keyId,
        innerKeyId: inner.keyId,
        sealed: base64.encode(await sealToPair(outer.recipient, inner.recipient, keys[kind].identity)),
      })
  return envelopes
}

async function envelope(reader: Reader, key: KeyPair): Promise<string> {
  return base64.encode(await sealTo([reader.recipient], key.identity))
}
