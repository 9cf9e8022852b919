import { bringIn, type BroughtIn } from '#app/server/concerns/arrivals.server.ts'
import { rememberDoors } from '#app/server/concerns/door-facts.server.ts'
import { prepareToHold } from '#app/server/concerns/held-readers.server.ts'
import { concernIdOf } from '#app/server/concerns/ids.server.ts'
import { dropSealedFile, moveKept, sweepDrafts } from '#app/server/concerns/sealed-files.server.ts'
import {
  keepReserve,
  listSpool,
  readFromSpool,
  removeFromSpool,
  sweepSpool,
  type Arrival,
} from '#app/server/concerns/spool.server.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem, isDatabaseDown } from '#app/server/database.server.ts'
import { bytesOf, fileRecipientOf } from '#app/server/repositories/concern-filing.server.ts'
import { recordFailure } from '#app/server/http/failure.server.ts'

export type Arrived = BroughtIn['state']

const every = 30_000
/** On the embedded database they wait in line anyway; on PostgreSQL they leave connections for everybody else. */
const atOnce = 3
let running = 0
const waiting: (() => void)[] = []

type UnderWay = { lookup: string; done: Promise<Arrived> }
const underWay = new Map<string, UnderWay>()
const told = new Set<string>()

/** From the spool into the database. Whoever asks for the same one waits for the same answer. */
export function bringInFromSpool(
  name: string,
  lookup: string,
  /** What was written there a moment ago. */
  spooled?: Arrival,
): Promise<Arrived> {
  const known = underWay.get(name)
  if (known) return known.done
  const done = inTurn(async () => {
    const arrival = spooled ?? (await readFromSpool(name))
    if (!arrival) return 'alreadyHere'
    const { parcel } = arrival
    const brought = await asSystem('a concern arrives', (tx) => bringIn(tx, arrival))
    const { state, concernId, keptTwice } = brought
    const place = { concernId, recipient: fileRecipientOf(parcel) }
    // Files were kept where a code usually leads; the database knows better.
    const usual = concernIdOf(bytesOf(parcel.lookupHash))
    if (usual !== concernId)
      for (const { id: fileId } of parcel.files)
        await moveKept({ ...place, fileId, concernId: usual }, concernId, new Date(arrival.at))
    await removeFromSpool(name)
    for (const fileId of keptTwice) await dropSealedFile({ ...place, fileId })
    return state
  }).finally(() => underWay.delete(name))
  done.catch(() => undefined)
  underWay.set(name, { lookup, done })
  return done
}

/** What was sent with this code and is on its way into the database. */
export async function waitForArrivals(lookup: string): Promise<void> {
  const own = [...underWay.values()].filter((each) => each.lookup === lookup)
  await Promise.all(own.map(({ done }) => done))
}

/** Everything that lies in the spool. True when nothing is left. */
export async function replaySpool(): Promise<boolean> {
  let left = 0
  for (const name of await listSpool()) {
    try {
      const arrival = await readFromSpool(name)
      if (arrival) await bringInFromSpool(name, arrival.parcel.lookupHash)
    } catch (error) {
      left += 1
      if (isDatabaseDown(error)) return false
      // It stays where it is and is tried again; the log hears of it once.
      if (!told.has(name)) recordFailure(error)
      told.add(name)
    }
  }
  return left === 0
}

let timer: NodeJS.Timeout | null = null

/** When the server starts: what was acknowledged before it stopped is brought in first. */
export async function startReceiving(): Promise<void> {
  prepareToHold()
  await sweepSpool()
  await sweepDrafts(now())
  await keepReserve()
  await rememberDoors()
  await replaySpool()
  timer ??= setInterval(() => void tend().catch(recordFailure), every).unref()
}

/** Lets what is on its way arrive. */
export async function stopReceiving(): Promise<void> {
  if (timer) clearInterval(timer)
  timer = null
  await Promise.allSettled([...underWay.values()].map(({ done }) => done))
}

async function tend(): Promise<void> {
  await replaySpool()
  await sweepDrafts(now())
  await keepReserve()
}

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running >= atOnce) await new Promise<void>((go) => waiting.push(go))
  else running += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}
