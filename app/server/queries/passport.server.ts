import { heldToken, pickToken, usualEnd } from '#app/forms/passport.form.ts'
import type { EvidenceData } from '#app/components/evidence/evidence-data.ts'
import { mayAct as mayActOnPlan } from '#app/policies/assessment.policy.ts'
import { bodiesOf, mayAct } from '#app/policies/passport.policy.ts'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { withScope, type Transaction } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { headOf, refuseOtherReaders, shownFor } from '#app/server/queries/assessment.server.ts'
import { listAnswers } from '#app/server/repositories/answers.server.ts'
import { getAssessment, type AssessmentRow } from '#app/server/repositories/assessments.server.ts'
import { findOpenGrant, listGrants, listOpenedTo } from '#app/server/repositories/passport-grants.server.ts'
import {
  listPassportAnswers,
  listPassportEvidence,
  type PassportAnswer,
} from '#app/server/repositories/passport.server.ts'
import { listNames } from '#app/server/repositories/participations.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { openForChange } from '#app/server/workflows/open-for-change.server.ts'
import {
  dayOf,
  earlierEvidence,
  isFresh,
  isStale,
  knowVersions,
  offersFor,
  type Offer,
} from '#app/server/workflows/passport-offer.server.ts'
import { asShown, byPrinciple, type RequirementShown } from '#content/index.ts'
import type { Locale } from '#content/words.ts'

/** The body whose passport is meant: the one asked for, or that of the job in the header. */
export function passportBody(actor: Actor, wanted: string | null): { id: string; name: string } {
  const bodies = bodiesOf(actor, 'read')
  if (bodies.length === 0) throw notPermitted()
  const body = wanted === null ? bodies[0] : bodies.find(({ id }) => id === wanted)
  if (!body) throw notFound()
  return body
}

/** What a body has said about itself, to whom it is open and who read it. */
export async function passportPage(actor: Actor, wanted: string | null) {
  const organisation = passportBody(actor, wanted)
  return withScope(actor.id, async (tx) => {
    const moment = now()
    const passport = await listPassportAnswers(tx, organisation.id)
    const grants = await listGrants(tx, organisation.id)
    const names = await listNames(tx, [
      ...passport.map(({ confirmedById }) => confirmedById),
      ...grants.flatMap(({ readings }) => readings.map(({ personId }) => personId)),
    ])
    const answers = await shownAnswers(tx, passport, actor.locale, moment)
    return {
      now: moment,
      organisation,
      bodies: bodiesOf(actor, 'read'),
      count: passport.length,
      stale: answers.filter(({ stale }) => stale).length,
      principles: byPrinciple(
        answers.map((answer) => ({ ...answer, confirmedBy: names.get(answer.confirmedById) ?? '' })),
      ),
      evidence: await evidenceOf(tx, organisation.id),
      grants: grants.map(({ id, toOrganisation, call, untilOn, grantedAt, endedAt, readings }) => ({
        id,
        to: toOrganisation.name,
        call: call.title,
        untilOn,
        grantedAt,
        endedAt,
        open: endedAt === null && untilOn >= dayOf(moment),
        readings: readings.length,
      })),
      readings: grants
        .flatMap(({ id, toOrganisation, readings }) =>
          readings.map(({ personId, at }) => ({
            id: `${id} ${personId} ${at.toISOString()}`,
            name: names.get(personId) ?? '',
            organisation: toOrganisation.name,
            at,
          })),
        )
        .sort((a, b) => b.at.getTime() - a.at.getTime()),
      may: { change: mayAct(actor, 'change', organisation.id) },
    }
  })
}

/** What of the passport may go into a plan, and what of the plan into the passport. */
export function planPassportPage(actor: Actor, id: string) {
  return withScope(actor.id, async (tx) => {
    const row = await getAssessment(tx, scopeOf(actor), id)
    refuseOtherReaders(actor, row)
    if (!mayAct(actor, 'read', row.organisationId)) throw notPermitted()
    const moment = now()
    const passport = await listPassportAnswers(tx, row.organisationId)
    await knowVersions(tx, passport)
    const offers = offersFor(row, passport, await listAnswers(tx, id), dayOf(moment))
    const shown = new Map(shownFor(row, actor.locale).map((question) => [question.id, question]))
    const change = mayAct(actor, 'change', row.organisationId)
    const use = mayActOnPlan(actor, 'answer', row.facts)
    const usable = offers.filter(({ asked, held, same }) => use && held && !same && openForChange(row, asked))
    const evidence = await earlierEvidence(
      tx,
      row,
      usable.map(({ asked }) => asked.id),
    )
    const reworded = rewordedIn(passport, shown, actor.locale)
    return {
      ...headOf(row, 'author'),
      organisation: { id: row.organisationId, name: row.organisation.name },
      now: moment,
      asked: offers.length,
      held: offers.filter(({ held }) => held !== null).length,
      toUse: usable.map((offer) => ({
        ...lineOf(offer, shown),
        reworded: reworded(offer),
        ticked: isFresh(offer) && !reworded(offer),
        evidence: evidence
          .filter(({ requirementId }) => requirementId === offer.asked.id)
          .map(({ evidence: { title } }) => title),
      })),
      toKeep: offers
        .filter(({ mine, same }) => change && mine && !same)
        .map((offer) => ({ ...lineOf(offer, shown), ticked: offer.held === null })),
      grant: await grantOf(tx, row, moment),
      usualEnd: usualEnd(moment.toISOString().slice(0, 10)),
      may: { use, change },
    }
  })
}

/** Passports that are open today to bodies for which this person judges. */
export function openedPassportsPage(actor: Actor) {
  const bodies = bodiesOf(actor, 'readOpened')
  if (bodies.length === 0) throw notPermitted()
  return withScope(actor.id, async (tx) => {
    const moment = now()
    const ids = bodies.map(({ id }) => id)
    const grants = await listOpenedTo(tx, ids, dayOf(moment))
    return {
      severalBodies: bodies.length > 1,
      grants: grants.map(({ id, organisation, toOrganisation, call, untilOn }) => ({
        id,
        organisation: organisation.name,
        to: toOrganisation.name,
        call: call.title,
        untilOn,
      })),
    }
  })
}

interface Grant {
  id: string
  organisationId: string
  untilOn: Date
  organisation: { name: string }
  toOrganisation: { name: string }
  call: { id: string; title: string }
}

/** What its readers see: answers and documents, and not who confirmed them. */
export async function openedPassport(tx: Transaction, locale: Locale, grant: Grant, moment: Date) {
  const passport = await listPassportAnswers(tx, grant.organisationId)
  const answers = await shownAnswers(tx, passport, locale, moment)
  return {
    now: moment,
    organisation: grant.organisation.name,
    to: grant.toOrganisation.name,
    call: grant.call,
    untilOn: grant.untilOn,
    count: answers.length,
    principles: byPrinciple(answers.map(({ confirmedById: _, token: __, ...answer }) => answer)),
    evidence: await evidenceOf(tx, grant.organisationId),
  }
}

async function shownAnswers(tx: Transaction, passport: PassportAnswer[], locale: Locale, moment: Date) {
  await knowVersions(tx, passport)
  const words = wordsOf(passport, locale)
  return passport.flatMap((held) => {
    const question = words.get(wordsKey(held.frameworkId, held.frameworkVersion, held.requirementId))
    if (!question) return []
    const { choice, text, dueOn, value, confirmedOn, confirmedById } = held
    return [
      {
        token: heldToken(held),
        principle: question.principle,
        question,
        answer: { choice, text, dueOn, value },
        confirmedOn,
        confirmedById,
        stale: isStale(confirmedOn, dayOf(moment)),
        datePassed: dueOn !== null && dueOn <= dayOf(moment),
      },
    ]
  })
}

/** The questions as they were worded in the versions that were answered. */
function wordsOf(
  passport: readonly Pick<PassportAnswer, 'frameworkId' | 'frameworkVersion'>[],
  locale: Locale,
): Map<string, RequirementShown> {
  const versions = new Map(
    passport.map(({ frameworkId, frameworkVersion }) => [
      `${frameworkId}~${frameworkVersion}`,
      { id: frameworkId, version: frameworkVersion },
    ]),
  )
  return new Map(
    [...versions.values()].flatMap(({ id, version }) =>
      asShown(id, version, 'organisation', locale).requirements.map(
        (question) => [wordsKey(id, version, question.id), question] as const,
      ),
    ),
  )
}

function wordsKey(frameworkId: string, version: number, requirementId: string): string {
  return `${frameworkId}~${version}~${requirementId}`
}

function lineOf({ asked, held, mine, stale, hindrance }: Offer, shown: Map<string, RequirementShown>) {
  return {
    id: asked.id,
    token: pickToken({
      requirementId: asked.id,
      passportRevision: held?.revision ?? 0,
      answerRevision: mine?.revision ?? 0,
    }),
    question: shown.get(asked.id)!,
    held: held && saidIn(held),
    confirmedOn: held?.confirmedOn ?? null,
    mine: mine && saidIn(mine),
    stale,
    hindrance,
  }
}

function saidIn({ choice, text, dueOn, value }: Pick<PassportAnswer, 'choice' | 'text' | 'dueOn' | 'value'>) {
  return { choice, text, dueOn, value }
}

/** Whether a question was put in other words when the passport's answer to it was given. */
function rewordedIn(
  passport: readonly PassportAnswer[],
  shown: Map<string, RequirementShown>,
  locale: Locale,
): (offer: Offer) => boolean {
  const words = wordsOf(passport, locale)
  return ({ asked, held }) =>
    held !== null &&
    words.get(wordsKey(held.frameworkId, held.frameworkVersion, asked.id))?.question !==
      shown.get(asked.id)?.question
}

async function evidenceOf(tx: Transaction, organisationId: string): Promise<EvidenceData[]> {
  const items = await listPassportEvidence(tx, organisationId)
  return items.map(({ file, ...item }) => ({
    ...item,
    file: file && { ...file, sha256: Buffer.from(file.sha256).toString('hex') },
  }))
}

async function grantOf(tx: Transaction, { organisationId, call }: AssessmentRow, moment: Date) {
  if (!call || call.organisation.id === organisationId) return null
  const to = { organisationId, toOrganisationId: call.organisation.id, callId: call.id }
  return { to: call.organisation.name, open: await findOpenGrant(tx, to, dayOf(moment)) }
}
