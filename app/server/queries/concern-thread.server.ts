import { base64 } from '@scure/base'
import { openWith } from '#app/sealing/age.ts'
import { signedText, verifyText } from '#app/sealing/handler-key.ts'
import { unpadded } from '#app/sealing/padding.ts'
import { Part, type PartOf } from '#app/sealing/parts.ts'
import type { CaseSigner, PartRow, ThreadRow } from '#app/server/repositories/concern-return.server.ts'

export type Entry =
  | { kind: 'own'; words: string; onDay: Date }
  | { kind: 'handler'; words: string; role: string; onDay: Date; fileIds: string[] }
  | { kind: 'feedback'; words: string; withheld: string; role: string; onDay: Date }
  | { kind: 'withdrawal' | 'reviewAsked'; words: string; onDay: Date }
  /** Says that it comes from a handler, and no key of this case has signed it. */
  | { kind: 'unproven'; words: string; onDay: Date }
  /** Nothing that this code opens makes sense of it. */
  | { kind: 'closed'; onDay: Date }

export interface AskedShare {
  shareId: string
  what: string
  toWhom: string
  why: string
  untilOn: string | null
  onDay: Date
  answer: 'agreed' | 'refused' | 'withdrawn' | null
}

export interface Opened {
  part: Part | null
  onDay: Date
}
/** `own` was written by the person; `repeated` is a signed part that stands there a second time. */
type Proof = 'own' | 'proven' | 'unproven' | 'repeated'
export type Read = Opened & { proof: Proof }

export async function openPart(row: PartRow, identities: readonly string[]): Promise<Part | null> {
  try {
    const parsed = Part.safeParse(unpadded(await openWith(identities, row.sealed)))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Only a key of this case, for this thread, over these very words; a signed part that was copied is shown once. */
export function proofFor(
  thread: ThreadRow,
  signers: readonly CaseSigner[],
): (part: Part | null, onDay: Date) => Proof {
  const seen = new Set<string>()
  const asked = new Set<string>()
  return (part, onDay) => {
    if (part === null) return 'unproven'
    const saysHandler = !('from' in part && part.from === 'person') && fromHandlers.has(part.kind)
    if (!saysHandler) return 'own'
    const signed = 'signed' in part ? part.signed : undefined
    const signer = signers.find(
      ({ keyId, concernId, untilOn }) =>
        keyId === signed?.keyId && concernId === thread.concernId && (untilOn === null || onDay <= untilOn),
    )
    if (!signed || !signer) return 'unproven'
    const text = signedText(thread.concernId, thread.id, part)
    if (!verifyText(signer.verifyKey, text, base64.decode(signed.signature))) return 'unproven'
    if (seen.has(text)) return 'repeated'
    seen.add(text)
    // Other words under an id that was answered would make an answer out of nothing.
    if (part.kind === 'share' && asked.has(part.shareId)) return 'unproven'
    if (part.kind === 'share') asked.add(part.shareId)
    return 'proven'
  }
}

const fromHandlers: ReadonlySet<Part['kind']> = new Set(['message', 'share', 'feedback'])

export function entryOf({ part, onDay, proof }: Read): Entry[] {
  if (part === null) return [{ kind: 'closed', onDay }]
  if (proof === 'repeated') return []
  switch (part.kind) {
    case 'message':
      if (proof === 'own') return [{ kind: 'own', words: part.words, onDay }]
      if (proof === 'unproven') return [{ kind: 'unproven', words: part.words, onDay }]
      return [{ kind: 'handler', words: part.words, role: part.role ?? '', onDay, fileIds: part.fileIds }]
    case 'feedback':
      if (proof === 'unproven') return [{ kind: 'unproven', words: part.shared, onDay }]
      return [
        { kind: 'feedback', words: part.shared, withheld: part.withheld ?? '', role: part.role ?? '', onDay },
      ]
    case 'share':
      return proof === 'unproven' ? [{ kind: 'unproven', words: part.what, onDay }] : []
    case 'withdrawal':
      return [{ kind: 'withdrawal', words: part.words, onDay }]
    case 'review_asked':
      return [{ kind: 'reviewAsked', words: part.words, onDay }]
    default:
      return []
  }
}

/** One by one, each with the latest answer. */
export function sharesOf(read: readonly Read[]): AskedShare[] {
  const answers = new Map<string, PartOf<'share_answer'>['answer']>()
  for (const { part } of read) if (part?.kind === 'share_answer') answers.set(part.shareId, part.answer)
  const asked: AskedShare[] = []
  for (const { part, onDay, proof } of read) {
    if (part?.kind !== 'share' || proof !== 'proven') continue
    const { shareId, what, toWhom, why, untilOn } = part
    asked.push({
      shareId,
      what,
      toWhom,
      why,
      untilOn: untilOn ?? null,
      onDay,
      answer: answers.get(shareId) ?? null,
    })
  }
  return asked
}
