import type { Duty } from '#app/policies/readers.policy.ts'

export interface NamedReader {
  keyId: string
  organisationId: string
  duties: readonly Duty[]
}

export interface SealedFor {
  kind: 'file' | 'identity'
  handlerKeyId: string
  innerKeyId?: string | undefined
  reserve?: true | undefined
}

/**
 * Whether a case that is brought in goes to people whom its reporting page names, and to no others: all of the receiving
 * body, one other body in reserve, each for what their key is for, whoever brings it in among them. Whom that person left
 * out is sealed, so fewer are no fault.
 */
export function isWellAddressed(
  named: readonly NamedReader[],
  envelopes: readonly SealedFor[],
  { receivingId, ownKeyId }: { receivingId: string; ownKeyId: string },
): boolean {
  const known = new Map(named.map((reader) => [reader.keyId, reader]))
  const seen = envelopes.map(
    ({ kind, handlerKeyId, innerKeyId }) => `${kind} ${handlerKeyId} ${innerKeyId ?? ''}`,
  )
  if (new Set(seen).size !== seen.length) return false
  const reserveBodies = new Set(
    envelopes.flatMap(({ reserve, handlerKeyId }) =>
      reserve ? [known.get(handlerKeyId)?.organisationId] : [],
    ),
  )
  if (reserveBodies.size > 1 || reserveBodies.has(undefined) || reserveBodies.has(receivingId)) return false
  const has = (keyId: string, duty: Duty) => known.get(keyId)?.duties.includes(duty) === true
  const isOfReceiver = (keyId: string) => known.get(keyId)?.organisationId === receivingId
  const isRight = ({ kind, handlerKeyId, innerKeyId, reserve }: SealedFor) => {
    if (reserve) return innerKeyId === undefined && has(handlerKeyId, 'handle')
    if (!isOfReceiver(handlerKeyId)) return false
    if (innerKeyId !== undefined)
      return (
        innerKeyId !== handlerKeyId &&
        isOfReceiver(innerKeyId) &&
        has(handlerKeyId, 'escrow') &&
        has(innerKeyId, 'escrow')
      )
    return has(handlerKeyId, 'handle') || (kind === 'identity' && has(handlerKeyId, 'custody'))
  }
  const opens = (kind: 'file' | 'identity') =>
    envelopes.some((one) => one.kind === kind && !one.reserve && one.innerKeyId === undefined)
  const isOwn = envelopes.some(
    ({ kind, handlerKeyId, innerKeyId, reserve }) =>
      kind === 'file' && handlerKeyId === ownKeyId && innerKeyId === undefined && !reserve,
  )
  return envelopes.every(isRight) && opens('identity') && isOwn
}
