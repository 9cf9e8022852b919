import { readCode } from '#app/sealing/code.ts'
import { newCaseKeys, packConcern, type ToPack } from '#app/sealing/parcel.ts'
import { reporterKeysFrom } from '#app/sealing/reporter-keys.ts'
import { doorFacts } from '#app/server/concerns/door-facts.server.ts'
import { readersHeld } from '#app/server/concerns/held-readers.server.ts'
import { concernIdOf, digestKeyAt } from '#app/server/concerns/ids.server.ts'
import { keepReceived, partsOfFiles, type ReceivedFile } from '#app/server/concerns/received-files.server.ts'
import { codeSalt } from '#app/server/concerns/salt.server.ts'
import { stretchCode } from '#app/server/crypto/stretch.server.ts'
import { spoolAndBringIn } from '#app/server/workflows/concern-filing.server.ts'

/**
 * What somebody adds right after the receipt while the database is away: a parcel of its own under new keys, for the same
 * readers, on the disk before it is acknowledged. It comes in as what was sent a second time does, for those of them who
 * handle the case then. False where the page does not know for whom: then nothing was taken.
 */
export async function sendLater(
  given: {
    slug: string
    code: string
    held: string
    parts: ToPack['parts']
    files: readonly ReceivedFile[]
    isProof: boolean
  },
  now: Date,
): Promise<boolean> {
  const typed = readCode(given.code)
  const door = await doorFacts(given.slug)
  if (!typed || !door) return false
  const code = await reporterKeysFrom(await stretchCode(typed, await codeSalt()))
  const found = readersHeld(given.held, code.lookupHash, door.handlers)
  if (!found) return false
  const { readers, firstReturn, ...beside } = found
  const keys = given.files[0]?.keys ?? (await newCaseKeys())
  const files = partsOfFiles(given.files, digestKeyAt(code.digestKey, door.id), given.isProof)
  const parcel = await packConcern({
    doorId: door.id,
    code,
    keys,
    readers,
    firstReturn,
    parts: [...given.parts, ...files.map(({ part }) => ({ kind: 'file' as const, part }))],
    files: files.map(({ part, sealedSize }) => ({ id: part.fileId, size: sealedSize })),
  })
  const concernId = concernIdOf(code.lookupHash)
  await keepReceived(files, { concernId, recipient: keys.file.recipient }, now)
  await spoolAndBringIn({ parcel, ...beside }, now)
  return true
}
