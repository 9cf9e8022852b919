import { z } from 'zod'
import type { Readers } from '#app/sealing/parcel.ts'

/** A body and its readers, in the order in which bodies are asked; `person` tells whose keys are one person's. */
export const LockBody = z.object({
  organisationId: z.string(),
  readers: z.array(
    z.object({
      keyId: z.string(),
      recipient: z.string(),
      person: z.number(),
      role: z.string(),
      body: z.string(),
      duties: z.array(z.string()),
      /** Which of the bodies on this page that person belongs to. */
      homes: z.array(z.string()),
    }),
  ),
})
export type LockBody = z.infer<typeof LockBody>

export interface Out {
  keyIds: readonly string[]
  organisationIds: readonly string[]
}

/** The first body in which somebody is left, by the same rule as on the server; null when nobody is. */
export function chooseReaders(bodies: readonly LockBody[], out: Out): Readers | null {
  const all = bodies.flatMap(({ organisationId, readers }) =>
    readers.map((one) => ({ ...one, organisationId })),
  )
  const shut = new Set(
    all
      .filter(
        ({ keyId, organisationId, homes }) =>
          out.keyIds.includes(keyId) ||
          [organisationId, ...homes].some((id) => out.organisationIds.includes(id)),
      )
      .map(({ person }) => person),
  )
  const leftIn = ({ readers }: LockBody) => readers.filter(({ person }) => !shut.has(person))
  for (const [index, body] of bodies.entries()) {
    const left = leftIn(body)
    const having = (duty: string) => left.filter(({ duties }) => duties.includes(duty))
    const reader = ({ keyId, recipient }: { keyId: string; recipient: string }) => ({ keyId, recipient })
    if (having('handle').length === 0) continue
    const keepers = having('escrow')
    const first = new Set(left.map(({ person }) => person))
    const others = bodies
      .slice(index + 1)
      .map((next) =>
        leftIn(next).filter(({ person, duties }) => duties.includes('handle') && !first.has(person)),
      )
    return {
      reserve: (others.find((some) => some.length > 0) ?? []).map(reader),
      handlers: having('handle').map(reader),
      custodians: having('custody').map(reader),
      escrowPairs: keepers.flatMap((one, index) =>
        keepers
          .slice(index + 1)
          .filter((other) => other.person !== one.person)
          .map((other): Readers['escrowPairs'][number] => [reader(one), reader(other)]),
      ),
    }
  }
  return null
}

/**
 * The bodies as they stand now, with those readers alone whom the page showed: nobody gets an envelope whom the person had
 * no chance to take out.
 */
export function onlyShown(now: readonly LockBody[], shown: readonly LockBody[]): LockBody[] {
  const keyIds = new Set(shown.flatMap(({ readers }) => readers.map(({ keyId }) => keyId)))
  return now.map((body) => ({ ...body, readers: body.readers.filter(({ keyId }) => keyIds.has(keyId)) }))
}

/** Every key on the page of whoever was taken out by one of them: that one may have ended since. */
export function outWithAllKeys<Given extends Out>(shown: readonly LockBody[], out: Given) {
  const all = shown.flatMap(({ readers }) => readers)
  const persons = new Set(all.filter(({ keyId }) => out.keyIds.includes(keyId)).map(({ person }) => person))
  const ofThem = all.filter(({ person }) => persons.has(person)).map(({ keyId }) => keyId)
  return { ...out, keyIds: [...new Set([...out.keyIds, ...ofThem])] }
}

/** For handlers, inside the seal: whom not to ask. */
export function namesOut(bodies: readonly LockBody[], out: Out): string[] {
  return bodies.flatMap(({ organisationId, readers }) =>
    readers
      .filter(({ keyId }) => out.keyIds.includes(keyId) || out.organisationIds.includes(organisationId))
      .map(({ role, body, keyId }) => `${role}, ${body} (${keyId})`),
  )
}
