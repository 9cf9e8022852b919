import { openNote } from '#app/server/ledger/note.server.ts'
import type { Restoration } from '#app/server/ledger/restored.server.ts'

/** A checkpoint as somebody kept it: in a mail, on paper, in a file. */
export interface HeldNote {
  size: number
  root: Buffer
  /** `none`: it was copied without its last line, and can be compared all the same. */
  signature: 'good' | 'none' | 'bad'
}

/**
 * `same` and `older` are what should be. `lost`: it speaks of entries that were lost in a restore that is recorded.
 * `beyond`: it speaks of more entries than there are. `different`: for as many entries it gives another root.
 */
export type Agreement = 'same' | 'older' | 'lost' | 'beyond' | 'different'

const longest = 10_000

/** Null when there is no checkpoint in it. What mail programs do to lines is undone before the signature is checked. */
export function readHeldNote(text: string, vkey: string): HeldNote | null {
  const parts = partsOf(text.slice(0, longest))
  if (!parts) return null
  const { origin, size, root, signatures } = parts
  const note = `${origin}\n${size}\n${root}\n\n${signatures.map((line) => `${line}\n`).join('')}`
  const signature = signatures.length === 0 ? 'none' : openNote(note, vkey) ? 'good' : 'bad'
  return { size: Number(size), root: Buffer.from(root, 'base64'), signature }
}

/** `rootHere` is the root that this log has at the size of the note; null when it does not reach that far. */
export function agreement(
  { size, root }: HeldNote,
  log: { size: number; rootHere: Buffer | null; restorations: readonly Restoration[] },
): Agreement {
  if (log.rootHere?.equals(root)) return size === log.size ? 'same' : 'older'
  const lost = log.restorations.some(
    ({ lostFrom, witnessedSize }) => size > lostFrom && size <= witnessedSize,
  )
  if (lost) return 'lost'
  return log.rootHere ? 'different' : 'beyond'
}

function partsOf(text: string) {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/^[\s>|]+/, '').trim())
  const at = lines.findIndex(
    (line, index) =>
      /^[^\s+]+$/.test(line) &&
      /^(0|[1-9]\d{0,14})$/.test(lines[index + 1] ?? '') &&
      /^[A-Za-z0-9+/]{43}=$/.test(lines[index + 2] ?? ''),
  )
  if (at < 0) return null
  const [origin = '', size = '', root = ''] = lines.slice(at, at + 3)
  return { origin, size, root, signatures: signaturesIn(lines.slice(at + 3)) }
}

/** A line that begins with a dash and a name, and whatever was wrapped from it. */
function signaturesIn(lines: readonly string[]): string[] {
  const found: string[] = []
  for (const line of lines) {
    const named = /^(?:—|–|--?)\s*(\S+)(?:\s+([A-Za-z0-9+/=]*))?$/.exec(line)
    if (named) found.push(`— ${named[1]} ${named[2] ?? ''}`)
    else if (found.length > 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(line)) found.push(`${found.pop()}${line}`)
  }
  return found
}
