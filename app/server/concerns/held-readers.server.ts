import { z } from 'zod'
import type { Readers } from '#app/sealing/parcel.ts'
import type { Arrival } from '#app/server/concerns/spool.server.ts'
import { deriveKey } from '#app/server/crypto/hash.server.ts'
import { open, seal } from '#app/server/crypto/seal.server.ts'

const KeyIds = z.array(z.uuid())
const Held = z.object({
  lookup: z.string(),
  bodyId: z.uuid(),
  overseers: z.array(z.uuid()),
  kind: z.enum(['concern', 'complaint']),
  isTest: z.boolean(),
  firstReturn: z.boolean(),
  handlers: KeyIds,
  custodians: KeyIds,
  escrowPairs: z.array(z.tuple([z.uuid(), z.uuid()])),
  reserve: KeyIds,
})

/** Of a concern that was just filed: who reads it, and what stands beside it in clear. */
export interface ToHold extends Pick<Arrival, 'bodyId' | 'overseers' | 'kind' | 'isTest'> {
  lookupHash: Uint8Array
  firstReturn: boolean
  readers: Readers
}

/**
 * For the forms that follow a receipt: only the page knows who was taken out, once the database is away. Locked, so that
 * whoever looks at the page learns nothing by it, and of this one code.
 */
export function holdReaders({ lookupHash, readers, ...beside }: ToHold): string {
  const idsOf = (some: readonly { keyId: string }[] = []) => some.map(({ keyId }) => keyId)
  const held: z.input<typeof Held> = {
    ...beside,
    lookup: base64Of(lookupHash),
    handlers: idsOf(readers.handlers),
    custodians: idsOf(readers.custodians),
    escrowPairs: readers.escrowPairs.map(([outer, inner]) => [outer.keyId, inner.keyId]),
    reserve: idsOf(readers.reserve),
  }
  const text = JSON.stringify(held)
  return seal(purpose, text.padEnd(Math.ceil(text.length / step) * step)).toString('base64url')
}

/** Null for what was not held for this code; whoever has no public key any more is left out. */
export function readersHeld(
  held: string,
  lookupHash: Uint8Array,
  handlers: readonly { keyId: string; recipient: string }[],
): Omit<ToHold, 'lookupHash'> | null {
  const read = readHeld(held)
  if (!read || read.lookup !== base64Of(lookupHash)) return null
  const known = new Map(handlers.map(({ keyId, recipient }) => [keyId, { keyId, recipient }]))
  const readersOf = (keyIds: readonly string[]) => keyIds.flatMap((keyId) => known.get(keyId) ?? [])
  const { bodyId, overseers, kind, isTest, firstReturn } = read
  const readers: Readers = {
    handlers: readersOf(read.handlers),
    custodians: readersOf(read.custodians),
    escrowPairs: read.escrowPairs.flatMap(([outer, inner]): Readers['escrowPairs'] => {
      const [one, other] = [known.get(outer), known.get(inner)]
      return one && other ? [[one, other]] : []
    }),
    reserve: readersOf(read.reserve),
  }
  const keepsName = readers.custodians.length > 0 || read.custodians.length === 0
  return readers.handlers.length > 0 && keepsName
    ? { bodyId, overseers, kind, isTest, firstReturn, readers }
    : null
}

/** At the start: a secret that is made at its first use finds no room on a full disk. */
export function prepareToHold(): void {
  deriveKey(purpose)
}

const purpose = 'readers of what was just filed'
/** In steps of this length, so that it does not tell how many were taken out. */
const step = 1024

function readHeld(held: string): z.output<typeof Held> | null {
  try {
    return Held.parse(JSON.parse(open(purpose, Buffer.from(held, 'base64url')).toString()))
  } catch {
    return null
  }
}

function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
