import { sha256 } from '#app/server/crypto/hash.server.ts'
import { LedgerEntry, leafOf } from '#app/server/ledger/entry.server.ts'
import { appendLeaf, rootOfEdge } from '#app/server/ledger/merkle.server.ts'
import { openNote } from '#app/server/ledger/note.server.ts'

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

export type Problem =
  | { at: 'entry'; position: number; wrong: 'missing' | 'changed' | 'notAnEntry' | 'erasedWithoutEntry' }
  | { at: 'checkpoint'; size: number; wrong: 'beyondTheLog' | 'root' | 'signature' | 'note' }
  | { at: 'head'; size: number; wrong: 'size' | 'edge' }

export interface Verdict {
  size: number
  root: string
  checkpoints: number
  erased: number
  problems: Problem[]
}

/** Works the whole log out again from what its entries say. Reads every row once and keeps none. */
export async function verifyLedger(rows: LedgerRows, vkey: string | null): Promise<Verdict> {
  const problems: Problem[] = []
  const expected = new Map(rows.checkpoints.map((checkpoint) => [checkpoint.size, checkpoint]))
  const erased = new Set<number>()
  const erasures = new Set<number>()
  let edge: Buffer[] = []
  let size = 0

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
  }

  function take(leaf: Buffer): void {
    edge = appendLeaf(edge, size, leaf)
    size++
    checkRoot()
  }

  /** The leaf as it should be; as it stands for an erased entry. */
  function checked(row: EntryRow): Buffer {
    const { position, at, action, subject, actorId, data, salt } = row
    const stored = Buffer.from(row.leaf)
    if (!salt) {
      erased.add(position)
      return stored
    }
    const entry = LedgerEntry.safeParse({ action, subject, actorId, data, at })
    if (!entry.success) {
      problems.push({ at: 'entry', position, wrong: 'notAnEntry' })
      return stored
    }
    if (action === 'ledger.erase' && typeof entry.data.data.position === 'number')
      erasures.add(entry.data.data.position)
    const leaf = leafOf(salt, entry.data)
    if (!leaf.equals(stored)) problems.push({ at: 'entry', position, wrong: 'changed' })
    return leaf
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

/** One line each, by position, for the person who runs the check. */
export function describeProblem(problem: Problem): string {
  switch (problem.at) {
    case 'entry':
      return `entry ${problem.position}: ${entrySentences[problem.wrong]}`
    case 'checkpoint':
      return `checkpoint of ${problem.size}: ${checkpointSentences[problem.wrong]}`
    case 'head':
      return `head of ${problem.size}: ${headSentences[problem.wrong]}`
  }
}

const entrySentences = {
  missing: 'is missing',
  changed: 'was changed: what it says does not give its leaf',
  notAnEntry: 'was changed: it holds what the ledger never takes',
  erasedWithoutEntry: 'was erased and no entry says so',
}
const checkpointSentences = {
  beyondTheLog: 'the log is shorter than this signed checkpoint',
  root: 'the entries before it do not give its root',
  signature: 'its note is not signed by the key of this ledger',
  note: 'its signed note states another size or root',
}
const headSentences = {
  size: 'the head counts another number of entries',
  edge: 'the head does not follow from the entries',
}
