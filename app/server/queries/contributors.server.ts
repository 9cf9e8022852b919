import type { Actor, Role } from '#app/policies/actor.ts'
import { answeringRoles, isOnWritingSide, mayAct, mayRead } from '#app/policies/assessment.policy.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem, withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { assignmentsOf } from '#app/server/repositories/assignments.server.ts'
import { getAssessment, type AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import { listInvited, listWriters, type Writer } from '#app/server/repositories/participations.server.ts'
import { listMembers } from '#app/server/repositories/people.server.ts'
import { roleKey } from '#app/server/queries/people.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { isWrittenStill } from '#app/server/workflows/comments.server.ts'
import { principles } from '#content/index.ts'

/** Who writes this plan, who may be asked to help, and who sees to which principle. */
export async function contributorsPage(actor: Actor, id: string) {
  const page = await withScope(actor.id, async (tx) => {
    const row = await planReadBy(tx, actor, id)
    const mayShare = mayAct(actor, 'share', row.facts) && isWrittenStill(row)
    return {
      row,
      mayShare,
      invited: await listInvited(tx, id),
      assigned: await assignmentsOf(tx, id),
      // Only a colleague sees who else is there.
      members: mayShare ? await listMembers(tx, row.organisationId, now()) : [],
    }
  })
  const { row, mayShare, invited, assigned, members } = page
  const own = await ownWriters(row)
  const able = new Set([...own.filter(({ edits }) => edits), ...invited].map(({ personId }) => personId))
  const colleagues = Map.groupBy(members, ({ person }) => person.id)
  return {
    id,
    title: row.title,
    organisationName: row.organisation.name,
    own: own.map(({ roles, ...person }) => ({ ...person, roles: roles.map(roleKey) })),
    invited: invited.map((person) => ({ ...person, self: person.personId === actor.id })),
    colleagues: [...colleagues.values()]
      .filter((jobs) => !able.has(jobs[0]!.person.id))
      .map((jobs) => ({
        personId: jobs[0]!.person.id,
        name: jobs[0]!.person.name,
        roles: jobs.map(({ role }) => roleKey(role)),
      })),
    principles: principles.map((principle) => ({
      principle,
      personId: assigned.find((one) => one.principle === principle)?.personId ?? null,
      name: assigned.find((one) => one.principle === principle)?.name ?? null,
    })),
    /** Among whom a principle can be given. */
    writers: [
      ...own.filter(({ edits }) => edits),
      ...invited.filter(({ capacity }) => capacity === 'contributor'),
    ].map(({ personId, name }) => ({ personId, name })),
    mayShare,
    mayEnd: mayAct(actor, 'share', row.facts),
    over: !isWrittenStill(row),
  }
}

export async function planReadBy(tx: Transaction, actor: Actor, id: string): Promise<AssessmentRow> {
  const row = await getAssessment(tx, scopeOf(actor), id)
  if (!isOnWritingSide(actor, row.facts)) throw notFound()
  if (!mayRead(actor, 'draft', row.facts, row.state)) throw notPermitted()
  return row
}

/** As the owner: whoever was invited from outside is no colleague, and still has to know with whom they write. */
async function ownWriters(row: AssessmentRow): Promise<(Writer & { edits: boolean })[]> {
  const answering = answeringRoles(row.facts.audience)
  const wanted: Role[] = [...new Set<Role>([...answering, 'safeguarding_lead'])]
  const people = await asSystem('who writes a plan', (tx) =>
    listWriters(tx, row.organisationId, wanted, now()),
  )
  return people.map((person) => ({
    ...person,
    edits: person.roles.some((role) => answering.includes(role)),
  }))
}
