import { now } from '#app/server/clock.server.ts'
import { randomId, sha256 } from '#app/server/crypto/hash.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { leafOf, type LedgerEntry } from '#app/server/ledger/entry.server.ts'
import { appendLeaf, splitEdge } from '#app/server/ledger/merkle.server.ts'
import { proveInclusion } from '#app/server/ledger/proofs.server.ts'
import { ledgerRows } from '#app/server/ledger/rows.server.ts'
import { forgetTree } from '#app/server/ledger/tree.server.ts'
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

const piece = 2000

/** Until the ledger has so many entries, as ledger_append would have made them, without waiting for each commit. */
export async function fillLedger(target: number): Promise<number> {
  for (;;) {
    const size = await asSystem('bench', async (tx) => {
      const head = await tx.ledgerHead.findUniqueOrThrow({ where: { id: 1 } })
      const from = Number(head.size)
      const count = Math.min(piece, target - from)
      if (count <= 0) return from
      const made = Array.from({ length: count }, (_, index) => entryAt(from + index))
      const rows = made.map(({ entry, salt, leaf }) => [
        entry.at.toISOString(),
        JSON.stringify(entry.data),
        salt.toString('hex'),
        leaf.toString('hex'),
      ])
      await tx.$executeRaw`
        INSERT INTO ledger_entry (position, at, action, subject, actor_id, data, salt, leaf)
        SELECT ${from}::bigint + n - 1, (r ->> 0)::timestamptz, 'bench.fill', NULL, NULL, (r ->> 1)::jsonb,
          decode(r ->> 2, 'hex'), decode(r ->> 3, 'hex')
        FROM jsonb_array_elements(${JSON.stringify(rows)}::jsonb) WITH ORDINALITY AS x (r, n)`
      const edge = made.reduce(
        (kept, { leaf }, index) => appendLeaf(kept, from + index, leaf),
        splitEdge(head.edge),
      )
      await tx.ledgerHead.update({
        where: { id: 1 },
        data: { size: BigInt(from + count), edge: new Uint8Array(Buffer.concat(edge)) },
      })
      return from + count
    })
    if (size >= target) return size
  }
}

function entryAt(position: number): { entry: LedgerEntry; salt: Buffer; leaf: Buffer } {
  const content = sha256(String(position)).toString('hex')
  const entry = { action: 'bench.fill', subject: null, actorId: null, data: { content, position }, at: now() }
  const salt = sha256(`salt ${position}`)
  return { entry, salt, leaf: leafOf(salt, entry) }
}

/** Seconds to work the whole log out again, and to read the same rows and hash each of them once. */
export async function timeVerify(): Promise<{ verify: number; bare: number; size: number }> {
  let started = performance.now()
  for await (const rows of (await ledgerRows()).entries) for (const row of rows) sha256(JSON.stringify(row))
  const bare = (performance.now() - started) / 1000
  started = performance.now()
  const size = await proveLedger()
  return { verify: (performance.now() - started) / 1000, bare, size }
}

/** Milliseconds until the proof of one entry is there: with nothing kept in memory, and then the middle one of a hundred. */
export async function timeProof(size: number): Promise<{ first: number; next: number }> {
  forgetTree()
  const ask = async (position: number) => {
    const started = performance.now()
    await proveInclusion(position, size)
    return performance.now() - started
  }
  const first = await ask(0)
  const times: number[] = []
  for (let n = 0; n < 100; n += 1) times.push(await ask((n * 7919) % size))
  return { first, next: times.sort((a, b) => a - b)[50]! }
}
