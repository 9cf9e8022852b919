import { filledIn, type WorkDescribed, type WorkSaid } from '#app/forms/context.form.ts'
import { mayAct } from '#app/policies/assessment.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notPermitted, notReady } from '#app/server/errors.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { listAnswers } from '#app/server/repositories/answers.server.ts'
import { lockAssessment, type AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import {
  findPlanContext,
  leastTierOf,
  writePlanContext,
} from '#app/server/repositories/plan-context.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { asksForDescription } from '#app/server/workflows/plan-facts.server.ts'
import { differenceOf, type Question } from '#content/difference.ts'
import { asShown, tierOf, type Audience, type PlanTerms, type Principle } from '#content/index.ts'
import type { Tier } from '#content/vocabulary.ts'
import type { Locale } from '#content/words.ts'
import { reopened } from '#app/server/workflows/open-for-change.server.ts'
import { is } from '#machines/processes.ts'

export type Described =
  | { done: true }
  | { done: false; change: ContextChange }
  | { done: false; conflict: { theirs: WorkSaid; revision: number; by: string } }

/** What a changed description would do to a plan. Nothing is written before somebody has seen it. */
export interface ContextChange {
  tier: { before: Tier; after: Tier }
  asked: { before: number; after: number }
  added: (Question & { answered: boolean })[]
  removed: (Question & { answered: boolean })[]
  /** Asked before as well, and from now on needed before the plan is sent. */
  newlyNeeded: Question[]
  /** Principles that would change although no change was asked of them: then it cannot be saved. */
  closed: Principle[]
}

/**
 * Describes the work of a plan, from which its tier and its questions follow. The first description is saved at once, a
 * later one that changes what is asked only when it is `confirmed`. Answers are never touched.
 */
export function describeWork(
  actor: Actor,
  id: string,
  work: WorkDescribed,
  { seenRevision, confirmed }: { seenRevision: number; confirmed: boolean },
  now: Date,
): Promise<Described> {
  return withScope(actor.id, async (tx) => {
    const row = await lockAssessment(tx, scopeOf(actor), id)
    if (!asksForDescription(row)) throw notFound()
    if (!mayAct(actor, 'answer', row.facts)) throw notPermitted()
    if (!is('assessment', row, 'answersOpen')) throw notReady()

    const current = await findPlanContext(tx, id)
    if ((current?.revision ?? 0) !== seenRevision) return meanwhile(tx, id, work)
    const { tier } = tierOf(work.circumstances, await leastTierOf(tx, row))
    const terms: PlanTerms = { ...work, tier }
    const change = row.plan && (await changeOf(tx, row, row.plan, terms, actor.locale))
    if (change && (change.closed.length > 0 || (!confirmed && changesWhatIsAsked(change))))
      return { done: false, change }

    if (!(await writePlanContext(tx, id, terms, seenRevision, actor.id, now))) return meanwhile(tx, id, work)
    const data = { tier, revision: seenRevision + 1 }
    await appendLedger(tx, { action: 'assessment.describe', subject: id, actorId: actor.id, data, at: now })
    return { done: true }
  })
}

function changesWhatIsAsked({ added, removed, newlyNeeded, tier }: ContextChange): boolean {
  return added.length + removed.length + newlyNeeded.length > 0 || tier.before !== tier.after
}

/** Somebody else was first. Who said the same says nothing new. */
async function meanwhile(tx: Transaction, id: string, mine: WorkDescribed): Promise<Described> {
  const current = await findPlanContext(tx, id)
  if (!current) throw notFound()
  const theirs: WorkSaid = {
    circumstances: current.circumstances as WorkSaid['circumstances'],
    audiences: current.audiences as Audience[],
  }
  if (JSON.stringify(filledIn(theirs)) === JSON.stringify(filledIn(mine))) return { done: true }
  const person = await tx.person.findUnique({ where: { id: current.updatedById }, select: { name: true } })
  return { done: false, conflict: { theirs, revision: current.revision, by: person?.name ?? '' } }
}

async function changeOf(
  tx: Transaction,
  row: AssessmentRow,
  before: PlanTerms,
  after: PlanTerms,
  locale: Locale,
): Promise<ContextChange> {
  const shown = (terms: PlanTerms) =>
    asShown(row.frameworkId, row.frameworkVersion, row.audience as Audience, locale, terms).requirements
  const [was, is] = [shown(before), shown(after)]
  const answers = new Set((await listAnswers(tx, row.id)).map(({ requirementId }) => requirementId))
  const withAnswer = (question: Question) => ({ ...question, answered: answers.has(question.id) })
  const difference = differenceOf(was, is)
  const neededBefore = new Set(was.filter(({ needed }) => needed).map(({ id }) => id))
  const added = difference.added.map(withAnswer)
  const addedIds = new Set(added.map(({ id }) => id))
  const newlyNeeded = is.filter(
    ({ id, needed }) => needed && !neededBefore.has(id) && !addedIds.has(id) && !answers.has(id),
  )
  const open = reopened(row)
  const touched = [...difference.added, ...difference.removed, ...newlyNeeded].map(
    ({ principle }) => principle,
  )
  return {
    tier: { before: before.tier, after: after.tier },
    asked: { before: was.length, after: is.length },
    added,
    removed: difference.removed.map(withAnswer),
    newlyNeeded: differenceOf([], newlyNeeded).added,
    closed: [...new Set(touched)].filter((principle) => !open.whole(principle)),
  }
}
