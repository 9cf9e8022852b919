import { concernIdBeside, concernIdOf } from '#app/server/concerns/ids.server.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { listFiledUnder } from '#app/server/repositories/concern-readers.server.ts'

export interface Place {
  /** Of the case that is there, or of the one that would begin. */
  concernId: string
  isHere: boolean
  /** Two people deleted what was filed here with this code. It is used up: nothing is added to what is gone. */
  isUsedUp: boolean
}

/** Where something that comes with a code belongs: with what was filed with it at the same door, and nowhere else. */
export async function findPlace(
  tx: Transaction,
  lookupHash: Uint8Array<ArrayBuffer>,
  doorId: string,
): Promise<Place> {
  const filed = await listFiledUnder(tx, lookupHash)
  const atDoor = filed.filter((one) => one.doorId === doorId)
  const there = atDoor.find(({ isDeleted }) => !isDeleted)
  const isUsedUp = !there && atDoor.length > 0
  const begins =
    filed.length === 0 ? concernIdOf(lookupHash) : concernIdBeside(lookupHash, doorId, atDoor.length)
  return { concernId: there?.id ?? begins, isHere: there !== undefined, isUsedUp }
}
