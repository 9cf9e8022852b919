import { now } from '#app/server/clock.server.ts'
import { codeSalt } from '#app/server/concerns/salt.server.ts'
import { inTime } from '#app/server/concerns/in-time.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { recordFailure } from '#app/server/http/failure.server.ts'
import { findDoorFacts, listSlugs, type DoorFacts } from '#app/server/repositories/doors-open.server.ts'

const fresh = 60_000
/** So long a page waits for a database that is slow when an older answer is at hand. */
const patience = 2_000

type Kept = { facts: DoorFacts; at: number; renewing: Promise<DoorFacts | null> | null }
const kept = new Map<string, Kept>()

/** A minute old at most while the database answers; while it does not, the last that was known. */
export async function doorFacts(slug: string): Promise<DoorFacts | null> {
  const known = kept.get(slug)
  if (!known) return read(slug)
  if (now().getTime() - known.at < fresh && known.at <= now().getTime()) return known.facts
  known.renewing ??= read(slug).finally(() => {
    known.renewing = null
  })
  try {
    const renewed = await inTime(known.renewing, patience)
    return renewed === undefined ? known.facts : renewed
  } catch {
    return known.facts
  }
}

/** What filing needs of the database is read at the start, so that a door opens while the database is away. */
export async function rememberDoors(): Promise<void> {
  await codeSalt()
  const slugs = await asSystem('which reporting pages there are', listSlugs)
  // One page that cannot be read keeps no other from opening.
  for (const slug of slugs) await read(slug).catch(recordFailure)
}

/** After a door or a key was changed here; elsewhere it is known within a minute. */
export function forgetDoors(): void {
  kept.clear()
}

async function read(slug: string): Promise<DoorFacts | null> {
  const at = now()
  const facts = await asSystem('a reporting page opens', (tx) => findDoorFacts(tx, slug, at))
  if (facts) kept.set(slug, { facts, at: at.getTime(), renewing: null })
  else kept.delete(slug)
  return facts
}
