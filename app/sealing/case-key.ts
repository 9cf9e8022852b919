import { sha256 } from '@noble/hashes/sha2.js'
import { base64 } from '@scure/base'
import { z } from 'zod'
import { signText, verifyText, type HandlerSecret } from '#app/sealing/handler-key.ts'

/** Who says that this is a key of this case: whoever made it, or whoever opened what came with the filing under it. */
export const Vouched = z.strictObject({
  by: z.guid(),
  how: z.enum(['made', 'opened']),
  signature: z.base64(),
})
export type Vouched = z.infer<typeof Vouched>

/** What is signed of a key: for which case and which conversation, after which one, and to whom it seals. */
export interface CaseKeyFacts {
  concernId: string
  kind: string
  threadId: string | null
  generation: number
  recipient: string
  /** Hash of the statement about the key in whose place it came; null for the first of its kind. */
  follows: string | null
}

export interface CaseKey extends CaseKeyFacts {
  keyId: string
  signatures: readonly Vouched[]
}

/** The order of the fields is fixed. */
export function caseKeyText({
  concernId,
  kind,
  threadId,
  generation,
  recipient,
  follows,
}: CaseKeyFacts): string {
  return JSON.stringify(['amana case key 1', concernId, kind, threadId, generation, recipient, follows])
}

/** What the next one names as the key in whose place it came. */
export function hashOfKey(key: CaseKeyFacts): string {
  return base64.encode(sha256(new TextEncoder().encode(caseKeyText(key))))
}

function vouchText(key: CaseKeyFacts, { how, by }: Pick<Vouched, 'how' | 'by'>): string {
  return JSON.stringify(['amana case key signed 1', how, caseKeyText(key), by])
}

export function vouchFor(
  key: CaseKeyFacts,
  how: Vouched['how'],
  { keyId, secret }: { keyId: string; secret: HandlerSecret },
): Vouched {
  return { by: keyId, how, signature: base64.encode(signText(secret, vouchText(key, { how, by: keyId }))) }
}

export function isVouchedWith(verifyKey: Uint8Array, key: CaseKeyFacts, vouched: Vouched): boolean {
  return verifyText(verifyKey, vouchText(key, vouched), base64.decode(vouched.signature))
}

/** Why somebody believes a key: whose signature counts for them, and whether they opened its other half. */
export interface Belief {
  verifyKeyOf(vouched: Vouched, key: CaseKey): Uint8Array | null
  /** Whether what was opened is the other half of this recipient; null where nothing was opened. */
  opens(key: CaseKey): boolean | null
}

/**
 * The keys of one case to which something may be sealed. A later one only when somebody who is believed made it in the place
 * of one that is believed. The first one came with the filing, where no handler was: whoever opened it signed that, or,
 * before that, it is the only one of its kind and opens here. What was filed a second time under keys of its own is read
 * with them, and nothing else is sealed to them.
 */
export function believedKeys(keys: readonly CaseKey[], belief: Belief): Set<string> {
  const told = new Map<CaseKey, Set<Vouched['how']>>()
  const sound = keys.filter((key) => {
    const hows = new Set<Vouched['how']>()
    const isSigned = key.signatures.every((vouched) => {
      const verifyKey = belief.verifyKeyOf(vouched, key)
      if (!verifyKey) return true
      hows.add(vouched.how)
      return isVouchedWith(verifyKey, key, vouched)
    })
    told.set(key, hows)
    return isSigned && belief.opens(key) !== false
  })
  const says = (key: CaseKey, ...hows: Vouched['how'][]) => hows.some((how) => told.get(key)!.has(how))
  const firsts = sound.filter(({ generation, follows }) => generation === 1 && follows === null)
  const file = firsts.filter(({ kind }) => kind === 'file')
  const wasFiled = !file.some((key) => says(key, 'made'))
  const believed = new Set<CaseKey>()
  for (const kind of ['file', 'thread', 'identity']) {
    const own = firsts.filter((key) => key.kind === kind)
    const signed = own.filter((key) => says(key, 'made', 'opened'))
    for (const key of signed) believed.add(key)
    // Handlers make every conversation but the one that came with the filing.
    const isThread = kind === 'thread'
    if (isThread ? !wasFiled || signed.some((key) => says(key, 'opened')) : signed.length > 0) continue
    const filed = own.filter(
      (key) => !signed.includes(key) && !(isThread && key.signatures.some(({ how }) => how === 'made')),
    )
    if (filed.length === 1 && belief.opens(filed[0]!)) believed.add(filed[0]!)
  }
  for (const key of [...sound].sort((one, other) => one.generation - other.generation)) {
    if (key.follows === null || !says(key, 'made')) continue
    const before = [...believed].some(
      (one) => isOfLine(key)(one) && one.generation < key.generation && hashOfKey(one) === key.follows,
    )
    if (before) believed.add(key)
  }
  return new Set([...believed].map(({ keyId }) => keyId))
}

type Line = Pick<CaseKeyFacts, 'kind' | 'threadId'>

/** Of the same kind, and of the same conversation where it is one. */
export function isOfLine({ kind, threadId }: Line) {
  return (other: Line) => other.kind === kind && other.threadId === threadId
}

/** Nothing was there before it. */
export function firstKey(
  concernId: string,
  kind: string,
  recipient: string,
  threadId: string | null = null,
): CaseKeyFacts {
  return { concernId, kind, threadId, generation: 1, recipient, follows: null }
}

/** The next one of its line, in the place of the newest that is believed; its number is free in any case. */
export function nextKeyFacts(
  line: readonly CaseKeyFacts[],
  before: CaseKeyFacts,
  recipient: string,
): CaseKeyFacts {
  const { concernId, kind, threadId } = before
  const generation = Math.max(...line.map((each) => each.generation)) + 1
  return { concernId, kind, threadId, generation, recipient, follows: hashOfKey(before) }
}
