import type { Readers } from '#app/sealing/parcel.ts'
import type { ReporterKeys } from '#app/sealing/reporter-keys.ts'
import { inTime } from '#app/server/concerns/in-time.server.ts'
import { isMarked } from '#app/server/concerns/marked.server.ts'
import { findPlace } from '#app/server/concerns/place.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { readersOfCase } from '#app/server/repositories/concern-readers.server.ts'

/** So long a form waits for a database that is slow, before it goes on without. */
const patience = 2_000

export interface FiledBefore {
  /** What was filed with this code was deleted. */
  isUsedUp: boolean
  /** When the code has been here before: whoever handles the case today. */
  readers: Readers | null
}

/** While the database is away nobody knows: then it is taken as new, and what was used up becomes a case of its own. */
export async function filedBefore(
  { lookupHash, digestKey }: Pick<ReporterKeys, 'lookupHash'> & { digestKey?: Uint8Array },
  doorId: string,
): Promise<FiledBefore> {
  const asked = asSystem('whether a code was here before', async (tx) => {
    const { concernId, isHere, isUsedUp } = await findPlace(tx, new Uint8Array(lookupHash), doorId)
    if (!isHere || !digestKey) return { isUsedUp, readers: null }
    const readers = await readersOfCase(
      tx,
      concernId,
      (key) => key.vouched || isMarked(digestKey, doorId, key),
    )
    return { isUsedUp, readers }
  })
  return (await inTime(asked, patience).catch(() => undefined)) ?? { isUsedUp: false, readers: null }
}
