import { hash, verify, type Options } from '@node-rs/argon2'
import { randomToken } from '#app/server/crypto/hash.server.ts'

/** argon2id is the library's default algorithm; 64 MiB, three passes. */
export const standardCost: Readonly<Options> = Object.freeze({
  memoryCost: 64 * 1024,
  timeCost: 3,
  parallelism: 1,
})

let cost = standardCost
let nobodysHash: Promise<string> | undefined

/** For tests alone; no setting leads here. */
export function replaceCost(replacement: Options): void {
  cost = replacement
  nobodysHash = undefined
}

/** Accented letters typed on another keyboard are the same letters. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost)
}

/** Takes the same time whether or not there is an account: without one, a hash that nothing opens is tried. */
export async function passwordMatches(passwordHash: string | null, password: string): Promise<boolean> {
  const spare = await (nobodysHash ??= hashPassword(randomToken()))
  const matches = await verify(passwordHash ?? spare, password.normalize('NFKC'))
  return passwordHash !== null && matches
}

/** Hides quick work, such as looking for an account, in the shadow of a slow hash. */
export async function inTheShadowOfAHash<R>(work: () => Promise<R>): Promise<R> {
  const [result] = await Promise.all([work(), passwordMatches(null, 'shadow')])
  return result
}
