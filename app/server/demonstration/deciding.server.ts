import type { PersonKey } from '#app/server/demonstration/cast.server.ts'
import { conditionSteps } from '#app/server/demonstration/condition-steps.server.ts'
import { asOf, provedAt, type Journeying } from '#app/server/demonstration/journeying.server.ts'
import { asking } from '#app/server/demonstration/judging.server.ts'
import type { Condition, Decided } from '#app/server/demonstration/plan-model.server.ts'
import { whereItStands } from '#app/server/demonstration/rows.server.ts'
import { dayFrom } from '#app/server/demonstration/timeline.server.ts'
import type { ConditionGiven } from '#app/forms/condition.form.ts'
import { decide } from '#app/server/workflows/decision.server.ts'
import { drawDocumentsOf, signDocuments } from '#app/server/workflows/documents.server.ts'
import { declareNoConflict } from '#app/server/workflows/review.server.ts'
import { signaturesFor, type SigningCapacity } from '#machines/processes.ts'

/** What whoever decides did with it, and what became of that. */
export function decideAndSign(journeying: Journeying): void {
  const { plan, diary } = journeying
  const { decision, signed = [], undone, issuedAnew } = plan.journey
  moreInformation(journeying)
  if (!decision) return declared(journeying)
  declared(journeying, { by: decision.by, on: undone?.on ?? decision.on })
  if (undone) {
    decideOnce(journeying, decision.by, undone)
    diary.note(
      undone.undoneOn,
      '09:20',
      journeying.move(decision.by, { type: 'revertDecision', reason: journeying.words(undone.because) }),
    )
  }
  decideOnce(journeying, decision.by, decision)
  sign(journeying, signed)
  conditionSteps(journeying)
  appeal(journeying)
  if (!issuedAnew) return
  diary.note(
    issuedAnew.on,
    '15:30',
    journeying.move(decision.by, { type: 'replaceDocuments', reason: journeying.words(issuedAnew.reason) }),
  )
  draw(journeying, issuedAnew.on, '15:35')
  sign(journeying, issuedAnew.signed)
}

/** Before anything is read, and only once. */
function declared({ plan, actors, diary, id }: Journeying, decides?: { on: number; by: PersonKey }): void {
  const { declaredBy, moreInformation: asked } = plan.journey
  const who = declaredBy ?? asked ?? decides
  if (who) diary.note(who.on, '14:10', (at) => declareNoConflict(actors[who.by], id(), at))
}

function moreInformation({ plan, actors, diary, id, move, resend, words }: Journeying): void {
  const { moreInformation: asked, reviewer } = plan.journey
  if (!asked || !reviewer) return
  const { points, reason } = asking(asked, words)
  diary.note(asked.on, '14:20', async (at) => {
    const seenRevision = (await whereItStands(id())).revision
    await decide(provedAt(actors[asked.by], at), id(), { ask: true, points, reason, seenRevision }, at)
  })
  resend(asked.resent, asked.answers)
  const accepts = { type: 'acceptPrinciple', principle: asked.principle, reason: '' } as const
  diary.note(asked.completed, '10:05', move(reviewer, accepts))
  diary.note(asked.completed, '10:30', move(reviewer, { type: 'completeReview' }))
}

/** With its letter, as the page of a decision does it. */
function decideOnce(journeying: Journeying, by: PersonKey, decided: Decided): void {
  const { actors, diary, id, now, words } = journeying
  const { outcome, reason } = decided
  const reasons = Object.fromEntries(
    Object.entries(decided.reasons ?? {}).map(([principle, why]) => [principle, words(why)]),
  )
  const conditions = decided.conditions.map((terms) => termsOf(terms, now, words))
  diary.note(decided.on, '14:20', async (at) => {
    const seenRevision = (await whereItStands(id())).revision
    const given = { ask: false, outcome, reason: words(reason), reasons, conditions, seenRevision } as const
    await decide(provedAt(actors[by], at), id(), given, at)
  })
  draw(journeying, decided.on, '14:25')
}

function termsOf(
  { dueIn, fundsExpectedIn, ...terms }: Condition,
  now: Date,
  words: (text: string) => string,
): ConditionGiven {
  const dueOn = dayFrom(now, dueIn)
  return {
    ...terms,
    sentence: words(terms.sentence),
    owner: words(terms.owner),
    evidenceAsked: words(terms.evidenceAsked),
    howChecked: words(terms.howChecked ?? ''),
    moneyFor: words(terms.moneyFor),
    whyNoMoney: words(terms.whyNoMoney),
    pays: terms.pays ?? 'nobody',
    dueOn,
    fundsExpectedOn: fundsExpectedIn === undefined ? null : dayFrom(now, fundsExpectedIn),
    daysAfterFunds: fundsExpectedIn === undefined ? null : dueIn - fundsExpectedIn,
  }
}

function draw({ diary, id }: Journeying, on: number, time: string): void {
  diary.note(on, time, (at) => asOf(at, () => drawDocumentsOf(id())))
}

function sign({ plan, actors, diary, id }: Journeying, days: readonly number[]): void {
  const { reviewer, decision } = plan.journey
  const signers: Record<SigningCapacity, PersonKey> = {
    principal_investigator: plan.author,
    reviewer: reviewer!,
    approver: decision!.by,
  }
  const turns = signaturesFor(decision!.outcome)
  for (const [index, day] of days.entries()) {
    const time = ['14:14', '09:40', '11:30'][index]!
    diary.note(day, time, async (at) => {
      // Without documents a plan stays decided and says why, as it would for anybody.
      const { state, revision } = await whereItStands(id())
      if (state !== 'being_signed') return
      await signDocuments(provedAt(actors[signers[turns[index]!]], at), id(), revision, at)
    })
  }
}

/** Heard by somebody who neither reviewed nor decided. */
function appeal({ plan, actors, diary, id, move, words }: Journeying): void {
  const lodged = plan.journey.appeal
  if (!lodged) return
  const { on, grounds, heard } = lodged
  diary.note(on, '10:45', move(plan.author, { type: 'lodgeAppeal', grounds: words(grounds) }))
  diary.note(heard.on, '13:10', (at) => declareNoConflict(actors[heard.by], id(), at))
  const type = heard.how === 'upheld' ? 'upholdAppeal' : 'dismissAppeal'
  diary.note(heard.on, '16:00', move(heard.by, { type, reason: words(heard.reason) }))
}
