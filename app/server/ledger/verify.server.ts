import { sha256 } from '#app/server/crypto/hash.server.ts'
import { dayAfter } from '#app/server/ledger/case-log.server.ts'
import { LedgerEntry, leafOf } from '#app/server/ledger/entry.server.ts'
import { appendLeaf, rootOfEdge } from '#app/server/ledger/merkle.server.ts'
import { openNote } from '#app/server/ledger/note.server.ts'
import type { Problem } from '#app/server/ledger/problems.server.ts'

/** The rows as a database or a backup holds them. */
export interface LedgerRows {
  /** In order of position, in pieces of any length. */
  entries: AsyncIterable<EntryRow[]>
  checkpoints: { size: number; root: Uint8Array; note: string }[]
  head: { size: number; edge: Uint8Array }
}

export interface EntryRow {
  position: number
  at: Date
  action: string
  subject: string | null
  actorId: string | null
  data: unknown
  salt: Uint8Array | null
  leaf: Uint8Array
}

export interface Verdict {
  size: number
  root: string
  checkpoints: number
  erased: number
  problems: Problem[]
  /** The roots at the sizes that were asked for, as far as the log reaches. */
  roots: Map<number, Buffer>
}

export interface Asked {
  /** Sizes whose root somebody wants to compare. */
  sizes?: readonly number[]
  /** Hears every entry that is what its leaf says. */
  hear?: (position: number, entry: LedgerEntry) => void
}

/** Works the whole log out again from what its entries say. Reads every row once and keeps none. */
export async function verifyLedger(
  rows: LedgerRows,
  vkey: string | null,
  { sizes = [], hear }: Asked = {},
): Promise<Verdict> {
  const problems: Problem[] = []
  const expected = new Map(rows.checkpoints.map((checkpoint) => [checkpoint.size, checkpoint]))
  const wanted = new Set(sizes)
  const roots = new Map<number, Buffer>()
  const erased = new Set<number>()
  const erasures = new Set<number>()
  let lastDay: string | null = null
  let edge: Buffer[] = []
  let size = 0
  if (wanted.has(0)) roots.set(0, rootOfEdge(edge))

  for await (const piece of rows.entries) {
    for (const row of piece) {
      while (size < row.position && size < rows.head.size) {
        problems.push({ at: 'entry', position: size, wrong: 'missing' })
        take(sha256('missing'))
      }
      take(checked(row))
    }
  }
  for (const position of erased) {
    if (!erasures.has(position)) problems.push({ at: 'entry', position, wrong: 'erasedWithoutEntry' })
  }
  for (const position of erasures) {
    if (!erased.has(position)) problems.push({ at: 'entry', position, wrong: 'notErased' })
  }
  for (const checkpoint of expected.values()) {
    problems.push({ at: 'checkpoint', size: checkpoint.size, wrong: 'beyondTheLog' })
  }
  if (rows.head.size !== size) problems.push({ at: 'head', size: rows.head.size, wrong: 'size' })
  else if (!Buffer.concat(edge).equals(rows.head.edge)) problems.push({ at: 'head', size, wrong: 'edge' })
  return {
    size,
    root: rootOfEdge(edge).toString('hex'),
    checkpoints: rows.checkpoints.length,
    erased: erased.size,
    problems,
    roots,
  }

  function take(leaf: Buffer): void {
    edge = appendLeaf(edge, size, leaf)
    size++
    if (wanted.has(size)) roots.set(size, rootOfEdge(edge))
    checkRoot()
  }

  /** The leaf as it should be; as it stands for an erased entry. */
  function checked(row: EntryRow): Buffer {
    const { position, at, action, subject, actorId, data, salt } = row
    const stored = Buffer.from(row.leaf)
    if (!salt) {
      erased.add(position)
      if (subject !== null || actorId !== null || JSON.stringify(data) !== '{}')
        problems.push({ at: 'entry', position, wrong: 'erasedInPart' })
      return stored
    }
    const entry = LedgerEntry.safeParse({ action, subject, actorId, data, at })
    if (!entry.success) {
      problems.push({ at: 'entry', position, wrong: 'notAnEntry' })
      return stored
    }
    const leaf = leafOf(salt, entry.data)
    if (leaf.equals(stored)) listen(position, entry.data)
    else problems.push({ at: 'entry', position, wrong: 'changed' })
    return leaf
  }

  function listen(position: number, entry: LedgerEntry): void {
    const { action, data } = entry
    if (action === 'ledger.erase' && typeof data.position === 'number') erasures.add(data.position)
    if (action === 'caselog.commit' && typeof data.day === 'string') checkDay(position, data.day)
    hear?.(position, entry)
  }

  /** One a day, also on quiet days: a gap or a second one would tell something. */
  function checkDay(position: number, day: string): void {
    if (lastDay !== null && day <= lastDay) problems.push({ at: 'day', day, position, wrong: 'again' })
    else if (lastDay !== null && day !== dayAfter(lastDay))
      problems.push({ at: 'day', day, position, wrong: 'missing' })
    lastDay = day
  }

  function checkRoot(): void {
    const checkpoint = expected.get(size)
    if (!checkpoint) return
    expected.delete(size)
    const wrong = wrongWith(checkpoint, rootOfEdge(edge), vkey)
    if (wrong) problems.push({ at: 'checkpoint', size, wrong })
  }
}

type CheckpointRow = LedgerRows['checkpoints'][number]

function wrongWith({ size, root, note }: CheckpointRow, worked: Buffer, vkey: string | null) {
  if (!worked.equals(root)) return 'root'
  if (!vkey) return null
  const stated = openNote(note, vkey)
  if (!stated) return 'signature'
  return stated.size === size && stated.root.equals(worked) ? null : 'note'
}
