import { base64 } from '@scure/base'
import type { ScriptCase } from '#app/components/cases/case-data.ts'
import type { Actor } from '#app/policies/actor.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { colleaguesOf } from '#app/server/queries/colleagues.server.ts'
import {
  ownEnvelopes,
  type EnvelopeRow,
  type KeyRow,
  type OwnEnvelope,
} from '#app/server/repositories/cases.server.ts'

/**
 * What a browser is given of an opened case: its own envelopes, the keys with what was signed of them, and what proves whose
 * signatures these and those under messages are. It believes none of it because we say so.
 */
export async function caseScript(
  tx: Transaction,
  actor: Actor,
  concernId: string,
  {
    keys,
    envelopes,
    alsoTo = [],
  }: {
    keys: readonly KeyRow[]
    envelopes: readonly EnvelopeRow[]
    /** Keys that this page may seal to besides. */
    alsoTo?: readonly string[]
  },
): Promise<ScriptCase> {
  const signers = [
    ...envelopes.flatMap(({ holder, handlerKeyId }) =>
      holder === 'handler' && handlerKeyId ? [handlerKeyId] : [],
    ),
    ...keys.flatMap(({ signatures }) => signatures.map(({ by }) => by)),
  ]
  return {
    concernId,
    envelopes: shownEnvelopes(await ownEnvelopes(tx, actor.id, [concernId])),
    keys: keys.map(({ id, kind, threadId, generation, recipient, follows, signatures }) => ({
      keyId: id,
      kind,
      threadId,
      generation,
      recipient,
      follows,
      signatures,
    })),
    colleagues: await colleaguesOf(tx, [...signers, ...alsoTo]),
  }
}

export function shownEnvelopes(envelopes: readonly OwnEnvelope[]): ScriptCase['envelopes'] {
  return envelopes.map(({ concernId: _, ...one }) => ({ ...one, sealed: base64.encode(one.sealed) }))
}
