import { mendTypography } from '#content/checks/typography.ts'
import type { Actor } from '#app/policies/actor.ts'
import type { PersonKey } from '#app/server/demonstration/cast.server.ts'
import { judgeWhole } from '#app/server/demonstration/whole-judging.server.ts'
import { fill, keep, lay, say, type Laid } from '#app/server/demonstration/whole-steps.server.ts'
import { grantOf, helpsSince } from '#app/server/demonstration/rows.server.ts'
import { dayFrom, Story, type Step } from '#app/server/demonstration/timeline.server.ts'
import type { Day, WholePlan } from '#app/server/demonstration/whole-plan.server.ts'
import { saveInterview } from '#app/server/workflows/interview.server.ts'
import { markOf } from '#app/server/queries/interview.server.ts'
import { advanceAssessment } from '#app/server/workflows/assessment.server.ts'
import { changeContributors } from '#app/server/workflows/contributors.server.ts'
import { sayWhatDoesNotFit } from '#app/server/workflows/notes.server.ts'
import { keepInPassport, openPassport, readOpenedPassport } from '#app/server/workflows/passport.server.ts'
import { describeWork } from '#app/server/workflows/plan-context.server.ts'
import { declareNoConflict, giveReview } from '#app/server/workflows/review.server.ts'
import { signOffRisk } from '#app/server/workflows/risk-sign-off.server.ts'
import { circumstances, principles } from '#content/vocabulary.ts'

export interface WholeSetting {
  now: Date
  actors: Record<PersonKey, Actor>
  begin: (at: Date) => Promise<string>
  sent: (id: string, at: Date) => Promise<void>
}

/** Everything that happened to a plan under the whole framework, done by the people who did it. */
export function wholeJourneyOf(plan: WholePlan, { now, actors, begin, sent }: WholeSetting): Step[] {
  const { journey } = plan
  const story = new Story(now, plan.number)
  const author = actors[plan.author]
  const day: Day = (days) => dayFrom(now, days).toISOString().slice(0, 10)
  const laid: Laid = { id: '', rows: new Map(), revisions: new Map() }
  const on = (daysAgo: number | undefined, time: string, run: (at: Date) => Promise<unknown>) => {
    if (daysAgo !== undefined) story.add(daysAgo, time, run)
  }
  const setting = { plan, actors, day, laid }

  on(journey.started, '08:50', async (at) => {
    laid.id = await begin(at)
  })
  on(journey.started, '09:15', (at) => describe(plan, author, laid.id, at))
  for (const { name, may } of plan.helps ?? [])
    on(journey.invited, '11:10', async (at) => {
      await changeContributors(author, fromNowhere, laid.id, { move: 'name', name, may }, at)
      await helpsSince(laid.id, actors[name].id, at)
    })
  for (const [principle, to] of Object.entries(plan.sees ?? {}))
    on(journey.invited, '11:25', (at) =>
      changeContributors(
        author,
        fromNowhere,
        laid.id,
        { move: 'assign', principle: principle as 'rights', to: actors[to].id },
        at,
      ),
    )
  on(journey.interviewed, '15:40', (at) => enterInterview(plan, actors, day, laid, at))
  on(journey.listed, '09:30', (at) => lay(setting, at))
  for (const [key, signedOff] of signOffsOf(plan, day))
    on(journey.signedOff, '12:05', (at) =>
      signOffRisk(actors[signedOff.by], laid.id, laid.rows.get(key)!, signedOff.reason, 1, at),
    )
  on(journey.answered, '09:20', (at) => fill(setting, at))
  on(journey.evidenced, '14:15', (at) => keep(setting, at))
  on(journey.commented, '10:30', (at) => say(setting, at))
  for (const { by, on: requirementId, body } of plan.doesNotFit ?? [])
    on(journey.commented, '16:20', (at) =>
      sayWhatDoesNotFit(actors[by], laid.id, requirementId, mendTypography(body, actors[by].locale), at),
    )
  on(journey.submitted, '15:05', async (at) => {
    await advanceAssessment(author, laid.id, { type: 'submit' }, 'newest', at)
    await sent(laid.id, at)
  })
  const { passport, reviewer } = plan
  if (passport) {
    const owner = actors[passport.by]
    on(journey.passportOpened, '09:50', (at) => {
      const picks = passport.keeps.map((requirementId) => ({
        requirementId,
        passportRevision: 0,
        answerRevision: laid.revisions.get(requirementId)!,
      }))
      return keepInPassport(owner, laid.id, picks, at)
    })
    on(journey.passportOpened, '10:05', (at) =>
      openPassport(owner, laid.id, dayFrom(now, passport.openFor), at),
    )
  }
  if (reviewer) {
    const officer = actors[plan.givenBy ?? reviewer]
    on(journey.given, '11:35', (at) =>
      giveReview(officer, laid.id, { part: 'first', personId: actors[reviewer].id }, at),
    )
    on(journey.reviewBegun, '10:10', (at) => declareNoConflict(actors[reviewer], laid.id, at))
    on(journey.reviewBegun, '10:15', (at) =>
      advanceAssessment(actors[reviewer], laid.id, { type: 'startReview' }, 'newest', at),
    )
  }
  if (passport)
    on(journey.passportRead, '14:35', async (at) =>
      readOpenedPassport(actors[passport.readBy], await grantOf(author.memberships[0]!.organisationId), at),
    )
  if (reviewer)
    for (const principle of principles.filter((one) => plan.judgements?.[one]))
      on(journey.judged, '15:15', (at) => judgeWhole(plan, principle, actors[reviewer], laid.id, at))
  return story.steps
}

/** Nobody’s browser asked for it. */
const fromNowhere = new Request('http://localhost/')

function describe({ work }: WholePlan, author: Actor, id: string, at: Date) {
  const said = Object.fromEntries(circumstances.map((each) => [each, work.circumstances.includes(each)]))
  const described = { circumstances: said as Record<(typeof circumstances)[number], boolean> }
  return describeWork(
    author,
    id,
    { ...described, audiences: [...work.answersFor] },
    { seenRevision: 0, confirmed: true },
    at,
  )
}

async function enterInterview(
  plan: WholePlan,
  actors: Record<PersonKey, Actor>,
  day: Day,
  laid: Laid,
  at: Date,
): Promise<void> {
  const conversation = plan.interview?.(day)
  if (!conversation) return
  const { by, held, said } = conversation
  const seen = { revision: 0, mark: markOf(null) }
  const given = Object.entries(said).map(([id, { choice = null, text = '' }]) => ({
    id,
    choice,
    text: mendTypography(text, plan.locale),
    seen,
  }))
  const about = { values: held, id: null, revision: 0 }
  const { saved, faults } = await saveInterview(actors[by], laid.id, given, about, at)
  if (saved !== given.length)
    throw new Error(`The demonstration’s interview was not saved whole: ${Object.keys(faults).join(', ')}`)
  for (const { id } of given) laid.revisions.set(id, 1)
}

function signOffsOf(plan: WholePlan, day: Day) {
  return (plan.entries?.(day) ?? []).flatMap(({ key, signedOff }) =>
    key && signedOff ? ([[key, signedOff]] as const) : [],
  )
}
