import { x25519 } from '@noble/curves/ed25519.js'
import { bech32 } from '@scure/base'
import { z } from 'zod'

/** Any scalar will do: with a point of a small order every product is nothing, and then so would be the lock. */
const anyScalar = new Uint8Array(32).fill(7)

/** An age recipient that something can be sealed to: its letters add up, and it is a point of X25519. */
export function isAgeRecipient(text: string): boolean {
  // Bech32 also takes capitals; age writes small letters, and one key has one name.
  if (!/^age1[02-9ac-hj-np-z]{58}$/.test(text)) return false
  try {
    const point = bech32.decodeToBytes(text).bytes
    if (point.length !== 32 || bech32.encodeFromBytes('age', point) !== text) return false
    x25519.scalarMult(anyScalar, point)
    return true
  } catch {
    return false
  }
}

export const AgeRecipient = z.string().refine(isAgeRecipient)
