import { open, seal } from '#app/server/crypto/seal.server.ts'
import type { StoredRow } from '#app/server/repositories/register-rows.server.ts'
import type { Register, RowValues } from '#content/registers/definition.ts'
import { sealedParts } from '#content/registers/registers.ts'

const purpose = 'register-row'

/** What may be counted stays; the words are locked, and to their row: in another row they open nothing. */
export function lockWords(
  register: Register,
  rowId: string,
  values: RowValues,
): { values: RowValues; sealed: Uint8Array } {
  const { open: stays, locked } = sealedParts(register, values)
  return { values: stays, sealed: seal(purpose, JSON.stringify({ row: rowId, values: locked })) }
}

/** All of a row. Only for whoever may read sealed rows, which the caller has asked the policy. */
export function wordsOf({ id, values, sealed }: Pick<StoredRow, 'id' | 'values' | 'sealed'>): RowValues {
  if (!sealed) return values
  const locked = JSON.parse(open(purpose, sealed).toString('utf8')) as { row: string; values: RowValues }
  if (locked.row !== id) throw new Error('These words were sealed for another row')
  return { ...values, ...locked.values }
}
