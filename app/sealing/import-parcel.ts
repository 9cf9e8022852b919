import { sha256 } from '@noble/hashes/sha2.js'
import { base64 } from '@scure/base'
import { z } from 'zod'
import { newKeyPair, sealTo, sealToPair, type KeyPair } from '#app/sealing/age.ts'
import { firstKey, Vouched, vouchFor } from '#app/sealing/case-key.ts'
import type { HandlerSecret } from '#app/sealing/handler-key.ts'
import { sealPart, type Reader, type Readers } from '#app/sealing/parcel.ts'
import { Base64, type Part } from '#app/sealing/parts.ts'
import { AgeRecipient } from '#app/sealing/recipient.ts'

const importKinds = ['file', 'identity'] as const

/**
 * A case that began elsewhere, as it leaves the browser of the handler who brings it in. It has no thread and no code: a
 * person of the case is given one later.
 */
export const ImportParcel = z.strictObject({
  version: z.literal(1),
  doorId: z.uuid(),
  keys: z
    .array(
      z.strictObject({
        kind: z.enum(importKinds),
        recipient: AgeRecipient,
        /** By whoever brings it in. */
        signed: Vouched,
      }),
    )
    .length(2),
  envelopes: z
    .array(
      z.strictObject({
        kind: z.enum(importKinds),
        handlerKeyId: z.uuid(),
        innerKeyId: z.uuid().optional(),
        reserve: z.literal(true).optional(),
        sealed: Base64,
      }),
    )
    .min(1)
    .max(2_000),
  parts: z
    .array(z.strictObject({ first: z.boolean(), sealed: Base64 }))
    .min(1)
    .max(40),
  files: z
    .array(z.strictObject({ id: z.uuid(), size: z.number().int().positive(), draftId: z.uuid() }))
    .max(20),
})
export type ImportParcel = z.infer<typeof ImportParcel>

export interface ImportKeys {
  file: KeyPair
  identity: KeyPair
}

export async function newImportKeys(): Promise<ImportKeys> {
  return { file: await newKeyPair(), identity: await newKeyPair() }
}

interface ToPack {
  doorId: string
  concernId: string
  by: { keyId: string; secret: HandlerSecret }
  keys: ImportKeys
  readers: Readers
  parts: Part[]
  files: ImportParcel['files']
}

/** Throws when nobody would be able to open it. */
export async function packImport(given: ToPack): Promise<ImportParcel> {
  const { doorId, concernId, by, keys, readers, parts, files } = given
  if (readers.handlers.length === 0) throw new Error('A case without a reader')
  const envelopes: ImportParcel['envelopes'] = []
  const add = async (kind: (typeof importKinds)[number], { keyId, recipient }: Reader, reserve?: true) =>
    envelopes.push({
      kind,
      handlerKeyId: keyId,
      ...(reserve ? { reserve } : {}),
      sealed: base64.encode(await sealTo([recipient], keys[kind].identity)),
    })
  for (const reader of readers.handlers) await add('file', reader)
  const custodians = readers.custodians.length > 0 ? readers.custodians : readers.handlers
  for (const reader of custodians) await add('identity', reader)
  for (const reader of readers.reserve ?? []) for (const kind of importKinds) await add(kind, reader, true)
  for (const [outer, inner] of readers.escrowPairs)
    for (const kind of importKinds)
      envelopes.push({
        kind,
        handlerKeyId: outer.keyId,
        innerKeyId: inner.keyId,
        sealed: base64.encode(await sealToPair(outer.recipient, inner.recipient, keys[kind].identity)),
      })
  const sealed: ImportParcel['parts'] = []
  for (const part of parts)
    sealed.push({
      first: part.kind === 'subject',
      sealed: (await sealPart(keys.file.recipient, part, null)).sealed,
    })
  return {
    version: 1,
    doorId,
    keys: importKinds.map((kind) => {
      const { recipient } = keys[kind]
      return { kind, recipient, signed: vouchFor(firstKey(concernId, kind, recipient), 'made', by) }
    }),
    envelopes,
    parts: sealed,
    files,
  }
}

/** What stands beside the parcel in clear, and is signed with it. */
export interface ImportFacts {
  importId: string
  kind: string
  toldOn: string
  /** Steps that were taken elsewhere, with their days. */
  said?: Readonly<Record<string, string | undefined>>
}

/** What proves that whoever brings a case in had their key open: exactly this parcel, told on this day. */
export function importText({ importId, kind, toldOn, said = {} }: ImportFacts, parcel: string): string {
  const hash = base64.encode(sha256(new TextEncoder().encode(parcel)))
  const steps = Object.entries(said)
    .filter(([, on]) => on)
    .sort(([one], [other]) => (one < other ? -1 : 1))
  return JSON.stringify(['amana import 1', importId, kind, toldOn, steps, hash])
}
