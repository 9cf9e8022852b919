import type { Held, Pick } from '#app/forms/passport.form.ts'
import { mayAct as mayActOnPlan } from '#app/policies/assessment.policy.ts'
import { mayAct } from '#app/policies/passport.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { changedByAnother, notFound, notPermitted, notReady } from '#app/server/errors.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { refuseOtherReaders } from '#app/server/queries/assessment.server.ts'
import { openedPassport } from '#app/server/queries/passport.server.ts'
import { listAnswers, writeAnswer } from '#app/server/repositories/answers.server.ts'
import {
  getAssessment,
  holdAssessment,
  lockAssessment,
  type AssessmentRow,
} from '#app/server/repositories/assessments.server.ts'
import {
  createGrant,
  endGrant,
  findGrant,
  findOpenGrant,
  getOpenedTo,
  noteReading,
} from '#app/server/repositories/passport-grants.server.ts'
import {
  confirmInPassport,
  listPassportAnswers,
  putInPassport,
  takeOutOfPassport,
  useEvidence,
  type Place,
} from '#app/server/repositories/passport.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { openForChange } from '#app/server/workflows/open-for-change.server.ts'
import {
  dayOf,
  earlierEvidence,
  knowVersions,
  offersFor,
  type Offer,
} from '#app/server/workflows/passport-offer.server.ts'

/**
 * Copies answers of the passport into a plan, all of them or none: none when one was changed, on either side, since its
 * reader saw both.
 */
export function takeFromPassport(
  actor: Actor,
  assessmentId: string,
  picks: readonly Pick[],
  now: Date,
): Promise<void> {
  return withPlan(actor, assessmentId, 'read', async (tx) => {
    const row = await holdAssessment(tx, scopeOf(actor), assessmentId)
    if (!mayActOnPlan(actor, 'answer', row.facts)) throw notPermitted()
    const offers = await offersOf(tx, row, now)
    const taken: string[] = []
    for (const { asked, held, mine, hindrance } of seen(offers, picks)) {
      if (!held || hindrance) throw changedByAnother()
      if (!openForChange(row, asked)) throw notReady()
      const { choice, text, dueOn, value, confirmedOn } = held
      const answer = { requirementId: asked.id, choice, text, dueOn, value, passportOn: confirmedOn }
      const written = await writeAnswer(tx, row.id, answer, mine?.revision ?? 0, actor.id, now)
      if (!written) throw changedByAnother()
      taken.push(asked.id)
    }
    const uses = await earlierEvidence(tx, row, taken)
    const without = uses.map(({ requirementId, evidence }) => ({ requirementId, evidenceId: evidence.id }))
    await useEvidence(tx, row.id, without, actor.id, now)
  })
}

/** Puts answers of a plan into the passport, all of them or none: as above. Whoever does says that they are true today. */
export function keepInPassport(
  actor: Actor,
  assessmentId: string,
  picks: readonly Pick[],
  now: Date,
): Promise<void> {
  return withPlan(actor, assessmentId, 'change', async (tx, row) => {
    const offers = await offersOf(tx, row, now)
    for (const { asked, home, held, mine } of seen(offers, picks)) {
      if (!mine) throw changedByAnother()
      const place = { organisationId: row.organisationId, frameworkId: home.id, requirementId: asked.id }
      const { choice, text, dueOn, value } = mine
      const words = { frameworkVersion: home.version, choice, text, dueOn, value, sourceId: row.id }
      const by = { personId: actor.id, on: dayOf(now) }
      if (!(await putInPassport(tx, place, words, held?.revision ?? 0, by))) throw changedByAnother()
    }
  })
}

/** Says of these answers that they are still true today: all of them, or none when one was changed meanwhile. */
export function confirmAnswers(
  actor: Actor,
  organisationId: string,
  answers: readonly Held[],
  now: Date,
): Promise<void> {
  const by = { personId: actor.id, on: dayOf(now) }
  return changePassport(actor, organisationId, answers, (tx, place, revision) =>
    confirmInPassport(tx, place, revision, by),
  )
}

export function takeOut(
  actor: Actor,
  organisationId: string,
  answers: readonly Held[],
  now: Date,
): Promise<void> {
  return changePassport(actor, organisationId, answers, (tx, place, revision) =>
    takeOutOfPassport(tx, place, revision, now),
  )
}

/** Opens the passport of the body that answers to the funder of this plan's call, for this call and until a day. */
export function openPassport(actor: Actor, assessmentId: string, untilOn: Date, now: Date): Promise<void> {
  return withPlan(actor, assessmentId, 'change', async (tx, { organisationId, call }) => {
    await lockAssessment(tx, scopeOf(actor), assessmentId)
    if (!call || call.organisation.id === organisationId) throw notFound()
    const to = { organisationId, toOrganisationId: call.organisation.id, callId: call.id }
    if (await findOpenGrant(tx, to, dayOf(now))) throw changedByAnother()
    const id = await createGrant(tx, { ...to, untilOn, grantedById: actor.id, grantedAt: now })
    await appendLedger(tx, ledgerEntry('passport.open', id, to, actor, now))
  })
}

/** At once: the next page that its readers ask for does not exist any more. */
export function endPassport(actor: Actor, grantId: string, now: Date): Promise<void> {
  return withScope(actor.id, async (tx) => {
    const grant = await findGrant(tx, grantId)
    if (!grant || !mayAct(actor, 'read', grant.organisationId)) throw notFound()
    if (!mayAct(actor, 'change', grant.organisationId)) throw notPermitted()
    if (!(await endGrant(tx, grantId, now))) return
    await appendLedger(tx, ledgerEntry('passport.end', grantId, grant, actor, now))
  })
}

/** A passport that was opened to a body of the reader's. Who reads it is noted, where its owner sees it. */
export function readOpenedPassport(actor: Actor, grantId: string, now: Date) {
  return withScope(actor.id, async (tx) => {
    const mine = actor.memberships.map(({ organisationId }) => organisationId)
    const grant = await getOpenedTo(tx, grantId, mine, dayOf(now))
    if (!mayAct(actor, 'readOpened', grant.toOrganisationId)) throw notPermitted()
    await noteReading(tx, grantId, actor.id, now)
    return openedPassport(tx, actor.locale, grant, now)
  })
}

function withPlan(
  actor: Actor,
  assessmentId: string,
  needed: 'read' | 'change',
  run: (tx: Transaction, row: AssessmentRow) => Promise<void>,
): Promise<void> {
  return withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), assessmentId)
    refuseOtherReaders(actor, row)
    if (!mayAct(actor, needed, row.organisationId)) throw notPermitted()
    return run(tx, row)
  })
}

async function offersOf(tx: Transaction, row: AssessmentRow, now: Date): Promise<Offer[]> {
  const passport = await listPassportAnswers(tx, row.organisationId)
  await knowVersions(tx, passport)
  return offersFor(row, passport, await listAnswers(tx, row.id), dayOf(now))
}

/** The offers that were ticked, as they stand; if one no longer stands as it was seen, nothing is done. */
function seen(offers: readonly Offer[], picks: readonly Pick[]): Offer[] {
  return picks.map(({ requirementId, passportRevision, answerRevision }) => {
    const offer = offers.find(({ asked }) => asked.id === requirementId)
    if (!offer) throw changedByAnother()
    const { held, mine } = offer
    if ((held?.revision ?? 0) !== passportRevision || (mine?.revision ?? 0) !== answerRevision)
      throw changedByAnother()
    return offer
  })
}

function changePassport(
  actor: Actor,
  organisationId: string,
  answers: readonly Held[],
  change: (tx: Transaction, place: Place, seenRevision: number) => Promise<boolean>,
): Promise<void> {
  return withScope(actor.id, async (tx) => {
    if (!mayAct(actor, 'read', organisationId)) throw notFound()
    if (!mayAct(actor, 'change', organisationId)) throw notPermitted()
    for (const { frameworkId, requirementId, revision } of answers) {
      const place = { organisationId, frameworkId, requirementId }
      if (!(await change(tx, place, revision))) throw changedByAnother()
    }
  })
}

function ledgerEntry(
  action: string,
  grantId: string,
  {
    organisationId,
    toOrganisationId,
    callId,
  }: { organisationId: string; toOrganisationId: string; callId: string },
  actor: Actor,
  at: Date,
) {
  const data = { organisation: organisationId, to: toOrganisationId, call: callId }
  return { action, subject: grantId, actorId: actor.id, data, at }
}
