import type { Actor, Role } from '#app/policies/actor.ts'
import { mayAct } from '#app/policies/assessment.policy.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { findAssessment } from '#app/server/repositories/assessments.server.ts'
import { listMembers, listRoles } from '#app/server/repositories/people.server.ts'
import { appealOf } from '#machines/processes.ts'

/**
 * Whether an appeal waits that nobody may hear: everybody in the body whose job it is had a hand in the decision. Read as the
 * owner, because whoever appealed does not see who works there; only yes or no leaves here.
 */
export function nobodyMayHear(id: string): Promise<boolean> {
  return asSystem('whether anybody may hear an appeal', async (tx) => {
    const row = await findAssessment(tx, null, id)
    if (!row || appealOf(row) !== 'lodged') return false
    const at = now()
    for (const { person, role } of await listMembers(tx, row.reviewingBodyId, at)) {
      if (role !== 'approver') continue
      const approver = withJobs(person.id, await listRoles(tx, person.id, at))
      // Whoever has not been asked about a conflict yet may still say that there is none.
      const facts = { ...row.facts, declaredIds: [...row.facts.declaredIds, person.id] }
      if (mayAct(approver, 'upholdAppeal', facts)) return false
    }
    return true
  })
}

/** As much of somebody as policies ask about. */
function withJobs(id: string, jobs: readonly { organisationId: string; role: Role }[]): Actor {
  return {
    id,
    name: '',
    locale: 'en',
    memberships: jobs.map((job) => ({
      ...job,
      id: '',
      organisationName: '',
      organisationKind: 'ngo',
    })),
    membershipId: null,
    sessionId: '',
    steppedUpAt: null,
    fictional: false,
  }
}
