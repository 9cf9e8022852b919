import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import type { Prisma } from '#prisma/generated/client.ts'

const brand: unique symbol = Symbol('scope')

/** Which records exist for one person. Only scopeOf makes one, so that an unscoped query does not compile. */
export type Scope = Readonly<{ [brand]: true; personId: string; records: Prisma.RecordWhereInput }>

/** `records` goes into any query through its record: `{ where: { id, record: scope.records } }`. */
export function scopeOf(actor: Actor): Scope {
  const at = now()
  const organisationIds = [...new Set(actor.memberships.map((membership) => membership.organisationId))]
  return {
    [brand]: true,
    personId: actor.id,
    records: {
      participations: {
        some: {
          OR: [{ personId: actor.id }, { organisationId: { in: organisationIds } }],
          fromAt: { lte: at },
          AND: [{ OR: [{ untilAt: null }, { untilAt: { gt: at } }] }],
        },
        none: { personId: actor.id, capacity: 'recused', untilAt: null },
      },
    },
  }
}
