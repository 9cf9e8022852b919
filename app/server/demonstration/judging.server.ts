import type { Actor } from '#app/policies/actor.ts'
import type { Journeying } from '#app/server/demonstration/journeying.server.ts'
import type { Ask, Beside } from '#app/server/demonstration/plan-model.server.ts'
import type { Point } from '#app/server/repositories/judgements.server.ts'
import type { AssessmentIntent } from '#app/server/workflows/assessment.server.ts'
import { finishOpinion, giveOpinion } from '#app/server/workflows/opinion.server.ts'
import {
  askFromOutside,
  declareConflict,
  declareNoConflict,
  giveReview,
  payReviewer,
} from '#app/server/workflows/review.server.ts'
import { principles } from '#content/index.ts'
import type { Principle } from '#machines/processes.ts'

/** From the day on which somebody was given the review to the day on which it was handed to whoever decides. */
export function review(journeying: Journeying): void {
  const { plan, actors, diary, id, move } = journeying
  const { reviewer, reviewBegun, judged, asked, resubmitted, completed } = plan.journey
  assign(journeying)
  if (!reviewer || reviewBegun === undefined) return
  diary.note(reviewBegun, '09:35', (at) => declareNoConflict(actors[reviewer], id(), at))
  diary.note(reviewBegun, '09:40', move(reviewer, { type: 'startReview' }))
  for (const beside of plan.journey.beside ?? []) looksBeside(journeying, beside)
  if (judged !== undefined)
    for (const principle of plan.journey.judgedSoFar ?? principles)
      diary.note(judged, '10:05', move(reviewer, judgement(journeying, principle)))
  if (asked) diary.note(asked.on, '16:30', move(reviewer, { type: 'requestChanges' }))
  if (resubmitted) {
    journeying.resend(resubmitted.on, resubmitted.answers)
    if (resubmitted.judged !== undefined)
      for (const principle of principles.filter((one) => asked!.asks[one]))
        diary.note(
          resubmitted.judged,
          '12:10',
          move(reviewer, { type: 'acceptPrinciple', principle, reason: '' }),
        )
  }
  if (completed !== undefined) diary.note(completed, '13:45', move(reviewer, { type: 'completeReview' }))
}

function assign({ plan, actors, diary, id, words }: Journeying): void {
  const { given, reviewer, steppedBack } = plan.journey
  if (!given || !reviewer) return
  const officer = actors[given.by]
  if (steppedBack) {
    const first = actors[steppedBack.person]
    diary.note(steppedBack.given, '16:05', (at) => giveTo(officer, id(), 'first', first, at))
    diary.note(steppedBack.on, '08:50', (at) => declareConflict(first, id(), words(steppedBack.reason), at))
  }
  diary.note(given.on, '16:10', (at) => giveTo(officer, id(), 'first', actors[reviewer], at))
}

async function giveTo(
  officer: Actor,
  id: string,
  part: 'first' | 'second',
  person: Actor,
  at: Date,
): Promise<void> {
  const done = await giveReview(officer, id, { part, personId: person.id }, at)
  if (!done.ok) throw new Error(`The demonstration could not give a review to ${person.name}: ${done.why}`)
}

function judgement({ plan, words }: Journeying, principle: Principle): AssessmentIntent {
  const { asked, notAccepted, remarks, exceptions } = plan.journey
  const ask = asked?.asks[principle] ?? notAccepted?.[principle]
  if (ask) return { type: 'askForChange', principle, ...asking(ask, words) }
  return {
    type: 'acceptPrinciple',
    principle,
    reason: words(remarks?.[principle] ?? ''),
    points: pointsOf(exceptions?.[principle] ?? {}, 'exception', words),
  }
}

export function asking({ reason, points }: Ask, words: (text: string) => string) {
  return {
    reason: words(reason),
    requirementIds: Object.keys(points),
    points: pointsOf(points, 'change', words),
  }
}

function pointsOf<Kind extends Point['kind']>(
  named: Record<string, string>,
  kind: Kind,
  words: (text: string) => string,
): { requirementId: string; kind: Kind; reason: string }[] {
  return Object.entries(named).map(([requirementId, reason]) => ({
    requirementId,
    kind,
    reason: words(reason),
  }))
}

/** Judges without knowing what the first reviewer found; somebody from a body that the funder pays is paid for it. */
function looksBeside({ actors, diary, id, words }: Journeying, beside: Beside): void {
  const { part, asked, looked, found, finished, paid } = beside
  const [looks, asks] = [actors[beside.person], actors[beside.askedBy]]
  diary.note(asked, '10:20', async (at) => {
    if (part === 'second') return giveTo(asks, id(), part, looks, at)
    const done = await askFromOutside(asks, id(), looks.id, part, at)
    if (!('ok' in done && done.ok)) throw new Error(`The demonstration could not ask ${looks.name}.`)
  })
  diary.note(looked, '17:05', (at) => declareNoConflict(looks, id(), at))
  for (const principle of principles) {
    const said = found[principle]
    if (!said && !finished) continue
    const opinion = {
      judgement: said?.ask ? ('changes_asked' as const) : ('accepted' as const),
      reason: words(said?.reason ?? ''),
      points: pointsOf(said?.ask ?? {}, 'change', words),
    }
    diary.note(looked, '18:10', (at) => giveOpinion(looks, id(), principle, opinion, 1, at))
  }
  if (!finished) return
  diary.note(looked, '18:40', (at) => finishOpinion(looks, id(), 1, at))
  if (paid)
    diary.note(looked - 1, '09:15', (at) =>
      payReviewer(asks, id(), { personId: looks.id, ...paid, on: at }, at),
    )
}
