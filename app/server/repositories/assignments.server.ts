import type { Transaction } from '#app/server/database.server.ts'

export interface Assignment {
  principle: string
  personId: string
  name: string
}

/** Who sees to which principle; nobody who has left. */
export async function assignmentsOf(tx: Transaction, assessmentId: string): Promise<Assignment[]> {
  return tx.$queryRaw<Assignment[]>`
    select a.principle, a.person_id::text as "personId", p.name
    from assignment a join person p on p.id = a.person_id
    where a.assessment_id = ${assessmentId}::uuid and app_writes(a.assessment_id, a.person_id)
    order by a.principle`
}

export async function assignPrinciple(
  tx: Transaction,
  assessmentId: string,
  principle: string,
  given: { personId: string | null; assignedById: string; at: Date },
): Promise<void> {
  await tx.assignment.upsert({
    where: { assessmentId_principle: { assessmentId, principle } },
    create: { assessmentId, principle, ...given },
    update: given,
    select: { principle: true },
  })
}

export async function writes(tx: Transaction, assessmentId: string, personId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ writes: boolean }[]>`
    select app_writes(${assessmentId}::uuid, ${personId}::uuid) as writes`
  return row!.writes
}
