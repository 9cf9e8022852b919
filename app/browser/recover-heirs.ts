import { z } from 'zod'

/** Who could handle a case from now on, and which keys there are for them. */
export const Heirs = z.object({
  keys: z.array(z.string()),
  identityKeys: z.array(z.string()),
  identityKept: z.boolean(),
  heirs: z.array(
    z.object({
      handlerKeyId: z.string(),
      recipient: z.string(),
      knownAs: z.array(z.string()),
      keepsIdentity: z.boolean(),
    }),
  ),
})
export type Heirs = z.infer<typeof Heirs>

/** Account and messages to each; who somebody is to those who keep that, or to all where nobody is left who does. */
export function sealsFor(wish: Heirs, chosen: readonly string[], takenOut: string) {
  const heirs = wish.heirs.filter(({ handlerKeyId }) => chosen.includes(handlerKeyId))
  if (heirs.length === 0) throw new Error('Nobody to seal for')
  if (heirs.some(({ knownAs }) => knownAs.some((keyId) => takenOut.includes(keyId))))
    throw new Error('Somebody whom the reporter took out')
  const somebodyKeeps = wish.identityKept || heirs.some(({ keepsIdentity }) => keepsIdentity)
  return heirs.flatMap(({ handlerKeyId, recipient, keepsIdentity }) =>
    wish.keys
      .filter((keyId) => !wish.identityKeys.includes(keyId) || keepsIdentity || !somebodyKeeps)
      .map((keyId) => ({ keyId, handlerKeyId, recipient })),
  )
}
