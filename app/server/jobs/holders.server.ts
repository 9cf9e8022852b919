import type { Role } from '#app/policies/actor.ts'
import type { Transaction } from '#app/server/database.server.ts'

/** Who holds one of these jobs in a body today. */
export async function holders(tx: Transaction, organisationId: string, roles: Role[]): Promise<string[]> {
  const rows = await tx.membership.findMany({
    where: { organisationId, role: { in: roles }, untilAt: null, person: { closedAt: null } },
    distinct: ['personId'],
    orderBy: { personId: 'asc' },
    select: { personId: true },
  })
  return rows.map(({ personId }) => personId)
}

/** Of these people, those who still belong to the body, with whatever job. */
export async function membersStill(
  tx: Transaction,
  organisationId: string,
  personIds: readonly string[],
): Promise<string[]> {
  const rows = await tx.membership.findMany({
    where: {
      organisationId,
      personId: { in: [...personIds] },
      untilAt: null,
      person: { closedAt: null },
    },
    distinct: ['personId'],
    select: { personId: true },
  })
  return rows.map(({ personId }) => personId)
}

export function except(people: readonly string[], others: readonly (string | null)[]): string[] {
  return people.filter((id) => !others.includes(id))
}

export function together(...groups: readonly string[][]): string[] {
  return [...new Set(groups.flat())]
}
