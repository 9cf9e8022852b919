import { mendTypography } from '#content/checks/typography.ts'
import { principles } from '#content/index.ts'
import type { Locale } from '#content/words.ts'
import { firstSelection } from '#app/server/demonstration/first-selection.server.ts'
import type { Actor } from '#app/policies/actor.ts'
import { replaceClock } from '#app/server/clock.server.ts'
import { withScope } from '#app/server/database.server.ts'
import { answersOf, valueOf, type Filled } from '#app/server/demonstration/fill.server.ts'
import type { Journey, Plan } from '#app/server/demonstration/plan-model.server.ts'
import { partnerLooks } from '#app/server/demonstration/partner-review.server.ts'
import { whereItStands } from '#app/server/demonstration/rows.server.ts'
import { dayFrom, Story, type Step } from '#app/server/demonstration/timeline.server.ts'
import { declareNone } from '#app/server/repositories/reviewers.server.ts'
import { saveAnswer } from '#app/server/workflows/answers.server.ts'
import { advanceAssessment, type AssessmentIntent } from '#app/server/workflows/assessment.server.ts'
import { drawDocumentsOf, signDocuments } from '#app/server/workflows/documents.server.ts'
import { signaturesFor, type SigningCapacity } from '#machines/processes.ts'
import type { PersonKey } from '#app/server/demonstration/cast.server.ts'

export interface Setting {
  now: Date
  actors: Record<PersonKey, Actor>
  audience: 'project' | 'funder'
  begin(at: Date): Promise<string>
  /** Who above sees, from when it is sent, how far it is. */
  sent?(id: string, at: Date): Promise<void>
}

type AnyPlan = Omit<Plan, 'place' | 'partner'> & Partial<Pick<Plan, 'place' | 'partner'>>

/** Everything that happened to one plan, done by the people who did it. */
export function journeyOf(plan: AnyPlan, setting: Setting): Step[] {
  const { journey, number } = plan
  const { actors, now } = setting
  const story = new Story(now, number)
  const author = actors[plan.author]
  let id = ''
  const move = (actor: Actor, intent: AssessmentIntent) => (at: Date) =>
    advanceAssessment(actor, id, spaced(intent, plan.locale), 'newest', at)

  story.add(journey.started, '09:10', async (at) => {
    id = await setting.begin(at)
  })
  const asked = {
    frameworkId: firstSelection.id,
    frameworkVersion: firstSelection.version,
    audience: setting.audience,
  }
  const answers = answersOf(plan, asked, now)
  story.add(journey.answered, '10:20', (at) => answer(author, id, answers.slice(0, journey.onlyFirst), 0, at))
  if (journey.submitted === undefined) return story.steps

  story.add(journey.submitted, '15:05', async (at) => {
    await move(author, { type: 'submit' })(at)
    await setting.sent?.(id, at)
  })
  if (!journey.reviewer || journey.reviewBegun === undefined) return story.steps
  const reviewer = actors[journey.reviewer]
  story.add(journey.reviewBegun, '09:35', (at) => declares(reviewer, id, at))
  story.add(journey.reviewBegun, '09:40', move(reviewer, { type: 'startReview' }))
  partnerLooks(story, journey, actors, () => id)
  judge(story, journey, (intent) => move(reviewer, intent))

  if (journey.asked) {
    story.add(journey.asked.on, '16:30', move(reviewer, { type: 'requestChanges' }))
    const again = journey.resubmitted
    if (!again) return story.steps
    const changed = Object.entries(again.answers).map(([requirementId, given]) => ({
      requirementId,
      ...valueOf(given, plan, now),
    }))
    story.add(again.on, '11:15', (at) => answer(author, id, changed, 1, at))
    story.add(again.on, '11:50', move(author, { type: 'resubmit' }))
    if (again.judged === undefined) return story.steps
    for (const principle of principles.filter((one) => journey.asked!.asks[one])) {
      story.add(again.judged, '10:10', move(reviewer, { type: 'acceptPrinciple', principle, reason: '' }))
    }
  }
  if (journey.completed === undefined) return story.steps
  story.add(journey.completed, '13:45', move(reviewer, { type: 'completeReview' }))
  decideAndSign(story, journey, setting, author, reviewer, () => id)
  return story.steps
}

/** The spaces of French typography, as in the answers. */
function spaced(intent: AssessmentIntent, locale: Locale): AssessmentIntent {
  return 'reason' in intent ? { ...intent, reason: mendTypography(intent.reason, locale) } : intent
}

function judge(
  story: Story,
  journey: Journey,
  move: (intent: AssessmentIntent) => (at: Date) => Promise<unknown>,
): void {
  if (journey.judged === undefined) return
  for (const principle of journey.judgedSoFar ?? principles) {
    const ask = journey.asked?.asks[principle]
    const reason = journey.remarks?.[principle] ?? ''
    const intent: AssessmentIntent = ask
      ? { type: 'askForChange', principle, ...ask }
      : { type: 'acceptPrinciple', principle, reason }
    story.add(journey.judged, '10:05', move(intent))
  }
}

function decideAndSign(
  story: Story,
  journey: Journey,
  setting: Setting,
  author: Actor,
  reviewer: Actor,
  id: () => string,
): void {
  const { decision, signed = [] } = journey
  if (!decision) return
  const approver = setting.actors[decision.by]
  const { outcome, reason } = decision
  const conditions = decision.conditions.map(({ dueIn, ...terms }) => ({
    ...terms,
    dueOn: dayFrom(setting.now, dueIn),
  }))
  const intent: AssessmentIntent = { type: 'decide', outcome, reason, conditions }
  story.add(decision.on, '14:10', (at) => declares(approver, id(), at))
  story.add(decision.on, '14:20', (at) =>
    advanceAssessment(provedAt(approver, at), id(), intent, 'newest', at),
  )
  story.add(decision.on, '14:25', (at) => asOf(at, () => drawDocumentsOf(id())))

  const signers: Record<SigningCapacity, Actor> = { principal_investigator: author, reviewer, approver }
  const turns = signaturesFor(outcome)
  for (const [index, day] of signed.entries()) {
    const time = ['14:14', '09:40', '11:30'][index]!
    story.add(day, time, (at) => signIfDrawn(signers[turns[index]!], id(), at))
  }
}

/** Says that they have no conflict: before that nobody judges or decides. */
export function declares(actor: Actor, id: string, at: Date): Promise<void> {
  return withScope(actor.id, (tx) => declareNone(tx, { assessmentId: id, personId: actor.id, at }))
}

/** What is made meanwhile carries this time. Nothing else may read the clock. */
export async function asOf<Result>(at: Date, run: () => Promise<Result>): Promise<Result> {
  const back = replaceClock(() => at)
  try {
    return await run()
  } finally {
    back()
  }
}

/** Without documents a plan stays decided and says why, as it would for anybody. */
async function signIfDrawn(actor: Actor, id: string, at: Date): Promise<void> {
  const { state, revision } = await whereItStands(id)
  if (state === 'being_signed') await signDocuments(provedAt(actor, at), id, revision, at)
}

/** Deciding and signing ask for a fresh proof of who is there. */
function provedAt(actor: Actor, at: Date): Actor {
  return { ...actor, steppedUpAt: at }
}

/** One after the other, some minutes apart. A second answer follows the first one's revision. */
async function answer(
  actor: Actor,
  id: string,
  answers: Filled[],
  seenRevision: number,
  at: Date,
): Promise<void> {
  for (const [index, { requirementId, ...value }] of answers.entries()) {
    const then = new Date(at.getTime() + index * 9 * 60_000)
    const saved = await saveAnswer(actor, id, requirementId, value, seenRevision, then)
    if (!saved.saved) throw new Error(`The demonstration answered ${requirementId} twice.`)
  }
}
