import { now } from '#app/server/clock.server.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { ledgerRows } from '#app/server/ledger/rows.server.ts'
import { verifyLedger } from '#app/server/ledger/verify.server.ts'

/** Entries a second, when so many people write at once. */
export async function appendAtOnce(writers: number, entries: number): Promise<number> {
  const each = Math.ceil(entries / writers)
  const started = performance.now()
  const positions = await Promise.all(Array.from({ length: writers }, () => write(each)))
  const seconds = (performance.now() - started) / 1000
  refuseDisorder(positions)
  return (each * writers) / seconds
}

async function write(entries: number): Promise<bigint[]> {
  const positions: bigint[] = []
  const subject = randomId()
  for (let number = 0; number < entries; number += 1) {
    const entry = { action: 'bench.append', subject, actorId: null, data: { number }, at: now() }
    positions.push(await asSystem('bench', (tx) => appendLedger(tx, entry)))
  }
  return positions
}

function refuseDisorder(positions: bigint[][]): void {
  const inOrder = positions.every((own) =>
    own.every((position, index) => index === 0 || position > own[index - 1]!),
  )
  const all = positions.flat().sort((a, b) => (a < b ? -1 : 1))
  const gapless = all.every((position, index) => position === all[0]! + BigInt(index))
  if (!inOrder || !gapless) throw new Error('The ledger lost its order.')
}

/** Everything that was appended, worked out again; throws when something is wrong. */
export async function proveLedger(): Promise<number> {
  const { problems, size } = await verifyLedger(await ledgerRows(), null)
  if (problems.length > 0)
    throw new Error(`The ledger does not verify: ${JSON.stringify(problems.slice(0, 3))}`)
  return size
}
