import { base64 } from '@scure/base'
import { identityToRecipient } from 'age-encryption'
import type { Actor } from '#app/policies/actor.ts'
import {
  lockWithPhrase,
  newHandlerSecret,
  signText,
  statementText,
  verifyKeyOf,
  type Duty,
  type HandlerSecret,
} from '#app/sealing/handler-key.ts'
import { makeKey, signKey } from '#app/server/workflows/handler-keys.server.ts'

/** One for everybody who handles cases here, because it opens nothing real. */
export const demonstrationPhrase = 'lumok dafin sotal vinur gamos bitar'

export interface KeyOf {
  actor: Actor
  keyId: string
  secret: HandlerSecret
}

/** Two people of one body enrol together, as two people must: each makes a key and signs the other's. */
export async function enrolTogether(
  [one, other]: readonly [Actor, Actor],
  duties: readonly [Duty[], Duty[]],
  at: Date,
): Promise<[KeyOf, KeyOf]> {
  const first = await makeFor(one, duties[0], at)
  const second = await makeFor(other, duties[1], at)
  await signFor(first, second, at)
  await signFor(second, first, at)
  return [first, second]
}

/** Somebody who comes later: two whose keys count already sit with them and sign. */
export async function enrolBeside(
  actor: Actor,
  duties: Duty[],
  by: readonly [KeyOf, KeyOf],
  at: Date,
): Promise<KeyOf> {
  const made = await makeFor(actor, duties, at)
  for (const signer of by) await signFor(signer, made, at)
  return made
}

type Made = KeyOf & { statement: string }

async function makeFor(actor: Actor, duties: Duty[], at: Date): Promise<Made> {
  const { organisationId } = actor.memberships[0]!
  const secret = await newHandlerSecret()
  const statement = statementText({
    amana: 'handler key 1',
    personId: actor.id,
    name: actor.name,
    organisationId,
    duties,
    recipient: await identityToRecipient(secret.identity),
    verifyKey: base64.encode(verifyKeyOf(secret)),
  })
  const signature = base64.encode(signText(secret, statement))
  const wrap = base64.encode(await lockWithPhrase(secret, demonstrationPhrase))
  const made = await makeKey(actor, { organisationId, statement, signature, wrap }, at)
  if (!made.ok) throw new Error(`A key of the demonstration was refused: ${made.problem}`)
  return { actor, keyId: made.keyId, secret, statement }
}

async function signFor(by: KeyOf, { keyId, statement }: Made, at: Date): Promise<void> {
  const signature = base64.encode(signText(by.secret, statement))
  const signed = await signKey(by.actor, keyId, { byKeyId: by.keyId, signature }, at)
  if (!signed.ok) throw new Error(`A signature of the demonstration was refused: ${signed.problem}`)
}
