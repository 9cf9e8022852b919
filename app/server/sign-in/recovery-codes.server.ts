import type { Transaction } from '#app/server/database.server.ts'
import { replaceRecoveryCodes, takeRecoveryCode } from '#app/server/repositories/second-factors.server.ts'
import { hashCode, newCode, plain } from '#app/server/sign-in/codes.server.ts'

const howMany = 10
const letters = 10

/** Ten new codes, shown once; the old ones stop. Only their hashes are stored, each tied to its person. */
export async function issueRecoveryCodes(tx: Transaction, personId: string): Promise<string[]> {
  const codes = Array.from({ length: howMany }, () => newCode(2, 5))
  const hashes = codes.map((code) => hashCode('recovery-code', code, personId))
  await replaceRecoveryCodes(tx, personId, hashes)
  return codes
}

export function looksLikeRecoveryCode(code: string): boolean {
  return plain(code).length === letters
}

/** True once for each code. */
export function useRecoveryCode(tx: Transaction, personId: string, code: string, at: Date): Promise<boolean> {
  return takeRecoveryCode(tx, personId, hashCode('recovery-code', code, personId), at)
}
