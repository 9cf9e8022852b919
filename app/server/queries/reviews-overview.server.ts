import type { Actor, Role } from '#app/policies/actor.ts'
import { mayAct } from '#app/policies/assessment.policy.ts'
import { missingParts } from '#app/policies/review.policy.ts'
import { now } from '#app/server/clock.server.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { headOf } from '#app/server/queries/assessment.server.ts'
import { getAssessment } from '#app/server/repositories/assessments.server.ts'
import { listNames } from '#app/server/repositories/participations.server.ts'
import { listMembers } from '#app/server/repositories/people.server.ts'
import { listToReview, loadOf, plansOnAPage, type Load } from '#app/server/repositories/review-load.server.ts'
import { listAssignments, listDeclarations } from '#app/server/repositories/reviewers.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { partnersToAsk } from '#app/server/workflows/partners-to-ask.server.ts'
import { beforeDecision } from '#app/server/workflows/review.server.ts'

const assigning: readonly Role[] = ['programme_officer', 'approver']
const day = 24 * 60 * 60 * 1000

/** Everything that waits to be judged by the actor's bodies: where it stands, how long, with whom, and how much each has. */
export async function reviewsPage(actor: Actor, page: number) {
  const read = await withScope(actor.id, async (tx) => {
    const bodies = bodiesOf(actor)
    if (bodies.length === 0) throw notPermitted()
    const shown = Math.max(1, page)
    const rows = await listToReview(tx, scopeOf(actor), { bodies, states: beforeDecision, page: shown })
    const plans = rows.slice(0, plansOnAPage)
    const names = await listNames(
      tx,
      plans.flatMap(({ reviewers }) => reviewers.map(({ personId }) => personId)),
    )
    const at = now()
    return {
      now: at,
      page: shown,
      more: rows.length > plansOnAPage,
      reviewers: await reviewersOf(tx, bodies, at),
      plans: plans.map(({ organisation, call, reviewers, submittedAt, ...plan }) => ({
        id: plan.id,
        title: plan.title,
        country: plan.country,
        audience: plan.audience as 'funder' | 'project',
        state: plan.state,
        organisationName: organisation.name,
        callTitle: call?.title ?? null,
        days: submittedAt ? Math.floor((at.getTime() - submittedAt.getTime()) / day) : 0,
        with: reviewers.map(({ personId, part, doneAt }) => ({
          part: part as Part,
          name: names.get(personId) ?? '',
          done: doneAt !== null,
        })),
        asked: {
          organisationId: plan.organisationId,
          reviewingBodyId: plan.reviewingBodyId,
          audience: plan.audience as 'funder' | 'project',
          assigned: reviewers.map(({ personId, part, doneAt }) => ({
            personId,
            part: part as Part,
            done: doneAt !== null,
          })),
        },
      })),
    }
  })
  const own = read.plans.filter(({ audience }) => audience === 'funder').map(({ id }) => id)
  const partners = own.length > 0 ? await partnersToAsk(own) : new Set<string>()
  return {
    ...read,
    plans: read.plans.map(({ asked, ...plan }) => ({
      ...plan,
      missing: missingParts(asked, partners.has(plan.id)),
    })),
  }
}

type Part = 'first' | 'second' | 'partner' | 'outside'

function bodiesOf({ memberships }: Actor): string[] {
  const held = memberships.filter(({ role }) => assigning.includes(role))
  return [...new Set(held.map(({ organisationId }) => organisationId))]
}

export interface ReviewerLoad extends Load {
  personId: string
  name: string
}

/** Reviewers of these bodies by name, with what lies with each. */
async function reviewersOf(tx: Transaction, bodies: readonly string[], at: Date): Promise<ReviewerLoad[]> {
  const load = await loadOf(tx, bodies)
  const people = new Map<string, string>()
  for (const body of bodies)
    for (const { person, role } of await listMembers(tx, body, at))
      if (role === 'reviewer') people.set(person.id, person.name)
  return [...people]
    .map(([personId, name]) => ({ personId, name, ...(load.get(personId) ?? { plans: 0, answers: 0 }) }))
    .sort((one, other) => one.name.localeCompare(other.name))
}

/** Who judges one plan, who did, who may be asked, and who said what about a conflict. */
export async function reviewersPage(actor: Actor, id: string) {
  const hasPartners = (await partnersToAsk([id])).has(id)
  return withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), id)
    const member = actor.memberships.some(({ organisationId }) => organisationId === row.reviewingBodyId)
    if (!member || row.state === 'draft') throw notFound()
    if (!mayAct(actor, 'assignReviewers', row.facts)) throw notPermitted()
    const assigned = await listAssignments(tx, id)
    const declared = await listDeclarations(tx, id)
    const names = await listNames(tx, [
      ...assigned.flatMap(({ personId, assignedById }) => [personId, assignedById]),
      ...declared.map(({ personId }) => personId),
    ])
    const nameOf = (personId: string) => names.get(personId) ?? ''
    const conflicted = new Set(declared.filter((one) => one.conflicted).map(({ personId }) => personId))
    const at = now()
    return {
      ...headOf(row, 'reviewing_body'),
      now: at,
      open: beforeDecision.includes(row.state),
      assigned: assigned.map(({ personId, part, assignedById, paid, ...one }) => ({
        ...one,
        personId,
        part: part as Part,
        name: nameOf(personId),
        by: nameOf(assignedById),
        paid: paid?.toString() ?? null,
        declared: row.facts.declaredIds.includes(personId),
      })),
      conflicts: declared
        .filter((one) => one.conflicted)
        .map(({ personId, reason, at }) => ({ name: nameOf(personId), reason, at })),
      reviewers: (await reviewersOf(tx, [row.reviewingBodyId], at)).filter(
        ({ personId }) => !conflicted.has(personId),
      ),
      missing: missingParts({ ...row, ...row.facts }, hasPartners),
      asksOutside: row.audience === 'funder',
    }
  })
}
