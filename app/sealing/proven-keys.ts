import { base64 } from '@scure/base'
import { z } from 'zod'
import {
  Statement,
  statementText,
  verifyKeyOf,
  verifyText,
  type HandlerSecret,
} from '#app/sealing/handler-key.ts'

/** A colleague's key as a page carries it: what was signed, and who is said to have signed it. Nothing of it is believed yet. */
export const Colleague = z.object({
  keyId: z.string(),
  statement: z.string(),
  signatures: z.array(z.object({ by: z.string(), signature: z.base64() })),
})
export type Colleague = z.infer<typeof Colleague>

/** As many as must sign a key before it counts. */
const signersNeeded = 2

/** What somebody signs for their own browser alone once they have heard this key's fingerprint from its owner. */
export function knownText(statement: string): string {
  return JSON.stringify(['amana known 1', statement])
}

/** Null for anything but the one text that is signed: a second spelling would be a second statement. */
export function readStatement(text: string): Statement | null {
  try {
    const statement = Statement.parse(JSON.parse(text))
    return statementText(statement) === text ? statement : null
  } catch {
    return null
  }
}

export interface ProvenKey {
  keyId: string
  stated: Statement
  verifyKey: Uint8Array
}

/** The same by recipient, for whoever seals. */
export function provenKeys(
  colleagues: readonly Colleague[],
  own: readonly HandlerSecret[],
  compared: ReadonlySet<string>,
): Map<string, Statement> {
  return new Map(provenColleagues(colleagues, own, compared).map(({ stated }) => [stated.recipient, stated]))
}

/**
 * The keys that somebody has a reason to believe, whatever the server says of them: their own, those that they signed or
 * compared themselves, and those that two different people signed whose keys are proven already.
 */
export function provenColleagues(
  colleagues: readonly Colleague[],
  own: readonly HandlerSecret[],
  compared: ReadonlySet<string>,
): ProvenKey[] {
  const read = colleagues.flatMap((each) => {
    const stated = readStatement(each.statement)
    return stated ? [{ ...each, stated, verifyKey: bytesOf(stated.verifyKey) }] : []
  })
  const mine = own.map(verifyKeyOf)
  const signedBy = (one: (typeof read)[number], verifyKey: Uint8Array, by?: string) =>
    one.signatures.some(
      (each) =>
        (by === undefined || each.by === by) && verifyText(verifyKey, one.statement, bytesOf(each.signature)),
    )
  const proven = new Set(
    read.filter((one) => compared.has(one.statement) || mine.some((verifyKey) => signedBy(one, verifyKey))),
  )
  for (let before = -1; before < proven.size;) {
    before = proven.size
    for (const one of read) {
      if (proven.has(one)) continue
      const signers = [...proven].filter(
        ({ keyId, stated, verifyKey }) =>
          stated.personId !== one.stated.personId && signedBy(one, verifyKey, keyId),
      )
      if (new Set(signers.map(({ stated }) => stated.personId)).size >= signersNeeded) proven.add(one)
    }
  }
  return [...proven]
}

function bytesOf(text: string): Uint8Array {
  return base64.decode(text)
}
