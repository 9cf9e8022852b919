import { mendTypography } from '#content/checks/typography.ts'
import type { Locale } from '#content/words.ts'
import { firstSelection } from '#app/server/demonstration/first-selection.server.ts'
import type { Actor } from '#app/policies/actor.ts'
import { decideAndSign } from '#app/server/demonstration/deciding.server.ts'
import { answersOf, valueOf, type Filled } from '#app/server/demonstration/fill.server.ts'
import { provedAt, type AnyPlan, type Journeying } from '#app/server/demonstration/journeying.server.ts'
import { review } from '#app/server/demonstration/judging.server.ts'
import type { Given, Remark } from '#app/server/demonstration/plan-model.server.ts'
import { Diary, Story, type Step } from '#app/server/demonstration/timeline.server.ts'
import { saveAnswer } from '#app/server/workflows/answers.server.ts'
import { advanceAssessment, type AssessmentIntent } from '#app/server/workflows/assessment.server.ts'
import { addComment } from '#app/server/workflows/comments.server.ts'
import { discuss } from '#app/server/workflows/discussion.server.ts'
import type { PersonKey } from '#app/server/demonstration/cast.server.ts'

export interface Setting {
  now: Date
  actors: Record<PersonKey, Actor>
  audience: 'project' | 'funder'
  begin(at: Date): Promise<string>
  /** Who above sees, from when it is sent, how far it is. */
  sent?(id: string, at: Date): Promise<void>
}

/** Everything that happened to one plan, done by the people who did it. */
export function journeyOf(plan: AnyPlan, setting: Setting): Step[] {
  const { journey, number, locale } = plan
  const { actors, now } = setting
  const author = actors[plan.author]
  const diary = new Diary()
  let id = ''
  const words = (text: string) => mendTypography(text, locale)
  const move = (who: PersonKey, intent: AssessmentIntent) => (at: Date) =>
    advanceAssessment(provedAt(actors[who], at), id, intent, 'newest', at)

  diary.note(journey.started, '09:10', async (at) => {
    id = await setting.begin(at)
  })
  const asked = {
    frameworkId: firstSelection.id,
    frameworkVersion: firstSelection.version,
    audience: setting.audience,
  }
  const answers = answersOf(plan, asked, now)
  diary.note(journey.answered, '10:20', (at) =>
    answer(author, id, answers.slice(0, journey.onlyFirst), 0, at),
  )
  if (journey.submitted !== undefined) {
    diary.note(journey.submitted, '15:05', async (at) => {
      await move(plan.author, { type: 'submit' })(at)
      await setting.sent?.(id, at)
    })
  }
  const resend = (on: number, changed: Record<string, Given>) => {
    const again = Object.entries(changed).map(([requirementId, given]) => ({
      requirementId,
      ...valueOf(given, plan, now),
    }))
    diary.note(on, '11:15', (at) => answer(author, id, again, 1, at))
    diary.note(on, '11:50', move(plan.author, { type: 'resubmit' }))
  }
  const journeying: Journeying = { plan, now, actors, diary, id: () => id, move, resend, words }
  review(journeying)
  decideAndSign(journeying)
  for (const remark of journey.said ?? [])
    diary.note(remark.on, '12:40', (at) => speak(actors[remark.by], id, remark, locale, at))
  return diary.tell(new Story(now, number))
}

/** Between those who judge a plan and those who wrote it. */
function speak(actor: Actor, id: string, { to, about, body }: Remark, locale: Locale, at: Date) {
  const said = { requirementId: about ?? null, body: mendTypography(body, locale) }
  const judges = actor.memberships.some(({ role }) => role === 'reviewer' || role === 'approver')
  if (to === 'both' && !judges) return addComment(actor, id, { ...said, audience: to }, at)
  return discuss(actor, id, { ...said, audience: to }, at)
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
