import { mayAct } from '#app/policies/assessment.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notPermitted, notReady } from '#app/server/errors.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { createAssessment } from '#app/server/repositories/assessments.server.ts'
import { getCall } from '#app/server/repositories/calls.server.ts'
import { createRecord } from '#app/server/repositories/participations.server.ts'
import { listReviewingBodies } from '#app/server/repositories/reviewing-bodies.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { begin } from '#machines/processes.ts'
import { currentFramework } from '#content/index.ts'

export interface PlanTerms {
  organisationId: string
  title: string
  country: string
  locale: 'en' | 'fr'
}

/** Starts a plan for an open call and returns its id. */
export function startPlan(actor: Actor, callId: string, terms: PlanTerms, now: Date): Promise<string> {
  return withScope(actor.id, async (tx) => {
    const call = await getCall(tx, scopeOf(actor), callId)
    // Nobody reviews themselves: a body cannot answer its own call.
    if (terms.organisationId === call.organisationId) throw notPermitted()
    if (!mayBegin(actor, terms.organisationId, 'project')) throw notPermitted()
    if (call.state !== 'open') throw notReady()
    return start(tx, actor, now, {
      ...terms,
      callId,
      audience: 'project',
      reviewingBodyId: call.organisationId,
      frameworkId: call.frameworkId,
      frameworkVersion: call.frameworkVersion,
    })
  })
}

/** Starts a funder's assessment of its own duties, to be judged by a body other than itself; by the framework of today, unless told. */
export function startOwnAssessment(
  actor: Actor,
  {
    frameworkVersion = currentFramework.version,
    ...terms
  }: PlanTerms & { reviewingBodyId: string; frameworkVersion?: number },
  now: Date,
): Promise<string> {
  return withScope(actor.id, async (tx) => {
    if (!mayBegin(actor, terms.organisationId, 'funder')) throw notPermitted()
    const bodies = await listReviewingBodies(tx)
    const asked = bodies.find(({ id }) => id === terms.reviewingBodyId)
    if (!asked || asked.id === terms.organisationId) throw notFound()
    return start(tx, actor, now, {
      ...terms,
      callId: null,
      audience: 'funder',
      frameworkId: currentFramework.id,
      frameworkVersion,
    })
  })
}

/** Whoever begins must be able to finish: only who may send for this body. A funder answers for a funder's duties. */
export function mayBegin(actor: Actor, organisationId: string, audience: 'funder' | 'project'): boolean {
  const facts = {
    participations: [{ organisationId, personId: null, capacity: 'author' as const }],
    createdById: actor.id,
    submittedById: null,
    reviewerIds: [],
    decidedById: null,
    audience,
  }
  const isFunder = actor.memberships.some(
    (one) => one.organisationId === organisationId && one.organisationKind === 'funder',
  )
  return mayAct(actor, 'submit', facts) && (audience === 'project' || isFunder)
}

async function start(
  tx: Transaction,
  actor: Actor,
  now: Date,
  terms: PlanTerms & {
    callId: string | null
    audience: 'project' | 'funder'
    reviewingBodyId: string
    frameworkId: string
    frameworkVersion: number
  },
): Promise<string> {
  const id = await createRecord(tx, 'assessment', terms.organisationId, 'author')
  const { stored } = begin('assessment')
  await createAssessment(tx, { id, ...terms, createdById: actor.id, createdAt: now, ...stored })
  await appendLedger(tx, {
    action: 'assessment.start',
    subject: id,
    actorId: actor.id,
    data: { framework: `${terms.frameworkId}/${terms.frameworkVersion}`, audience: terms.audience },
    at: now,
  })
  return id
}
