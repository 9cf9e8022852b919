import type { Transaction } from '#app/server/database.server.ts'
import type { Scope } from '#app/server/scope.server.ts'

export const plansOnAPage = 50

/** Plans that wait for these bodies, longest first. One more than fits on the page says that there are more. */
export function listToReview(
  tx: Transaction,
  scope: Scope,
  { bodies, states, page }: { bodies: string[]; states: string[]; page: number },
) {
  return tx.assessment.findMany({
    where: { record: scope.records, reviewingBodyId: { in: bodies }, state: { in: states } },
    orderBy: [{ submittedAt: 'asc' }, { id: 'asc' }],
    skip: (page - 1) * plansOnAPage,
    take: plansOnAPage + 1,
    select: {
      id: true,
      title: true,
      country: true,
      audience: true,
      state: true,
      submittedAt: true,
      organisationId: true,
      reviewingBodyId: true,
      organisation: { select: { name: true } },
      call: { select: { title: true } },
      reviewers: {
        where: { endedAt: null },
        orderBy: { assignedAt: 'asc' },
        select: { personId: true, part: true, doneAt: true },
      },
    },
  })
}

export interface Load {
  plans: number
  answers: number
}

/** What lies with each reviewer now: plans they have not finished, and how many answers those hold. */
export async function loadOf(tx: Transaction, bodies: readonly string[]): Promise<Map<string, Load>> {
  const rows = await tx.$queryRaw<{ person_id: string; plans: bigint; answers: bigint | null }[]>`
    select r.person_id::text, count(*) as plans, sum(jsonb_array_length(s.content->'requirements')) as answers
    from review_assignment r
    join assessment a on a.id = r.assessment_id
    join submission s on s.assessment_id = a.id
      and s.number = (select max(n.number) from submission n where n.assessment_id = a.id)
    where a.reviewing_body_id = any(${[...bodies]}::uuid[]) and a.state in ('submitted', 'in_review')
      and r.ended_at is null and r.done_at is null
    group by r.person_id`
  return new Map(
    rows.map(({ person_id, plans, answers }) => [
      person_id,
      { plans: Number(plans), answers: Number(answers ?? 0) },
    ]),
  )
}
