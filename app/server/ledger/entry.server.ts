import { z } from 'zod'
import { sha256 } from '#app/server/crypto/hash.server.ts'
import { leafHash } from '#app/server/ledger/merkle.server.ts'

const code = z.string().regex(/^[A-Za-z0-9._:/@+=-]{0,64}$/)
const name = z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]{0,63}$/)

/** Ids, hashes and codes: nothing that says anything about a person, and no words. The database checks the same. */
export const LedgerEntry = z.strictObject({
  action: name,
  subject: code.nullable(),
  actorId: z.guid().nullable(),
  data: z.record(name, z.union([code, z.int(), z.boolean(), z.null()])),
  at: z.date(),
})
export type LedgerEntry = z.infer<typeof LedgerEntry>

/** The bytes under the salted hash. `ledger_append` in the database writes the same text. */
export function canonicalEntry({ action, subject, actorId, data, at }: LedgerEntry): string {
  const sorted = Object.fromEntries(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)))
  return JSON.stringify({ action, actor: actorId, at: at.toISOString(), data: sorted, subject })
}

/** A salt keeps an entry from being guessed, and without it the leaf says nothing any more. */
export function leafOf(salt: Uint8Array, entry: LedgerEntry): Buffer {
  return leafHash(sha256(Buffer.concat([salt, Buffer.from(canonicalEntry(entry))])))
}
