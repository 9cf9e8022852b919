import { moonEvenings } from '#app/server/demonstration/moon-evenings.server.ts'
import { nightBread } from '#app/server/demonstration/night-bread.server.ts'
import { joinRecord, type Cast } from '#app/server/demonstration/rows.server.ts'
import { theGate } from '#app/server/demonstration/the-gate.server.ts'
import { dayFrom, Story, type Step } from '#app/server/demonstration/timeline.server.ts'
import { wholeBank } from '#app/server/demonstration/whole-bank.server.ts'
import { wholeJourneyOf } from '#app/server/demonstration/whole-journey.server.ts'
import { advanceCall, draftCall } from '#app/server/workflows/call.server.ts'
import { startPlan } from '#app/server/workflows/start-assessment.server.ts'

const openFor = 36

/** Plans under the whole framework: one rich, one spoken, one in review. */
export const wholePlans = [theGate, moonEvenings, nightBread] as const

/** The newest call of the programme that commissions. */
export function thirdCall({ actors, organisationIds }: Cast, now: Date, programmeId: () => string): Step[] {
  const story = new Story(now, 4)
  let callId = ''
  story.add(19, '10:40', async (at) => {
    const terms = { ...call, frameworkId: wholeBank.id, frameworkVersion: wholeBank.version }
    callId = await draftCall(actors.ruth, programmeId(), { ...terms, closesOn: dayFrom(now, openFor) }, at)
  })
  story.add(18, '11:30', (at) => advanceCall(actors.ruth, callId, { type: 'publish' }, 'newest', at))

  const journeys = wholePlans.flatMap((plan) =>
    wholeJourneyOf(plan, {
      now,
      actors,
      begin: (at) => {
        const { title, country, locale } = plan
        const terms = { organisationId: organisationIds[plan.organisation]!, title, country, locale }
        return startPlan(actors[plan.author], callId, terms, at)
      },
      sent: (id, at) => joinRecord(id, [organisationIds.wrexmoor!], 'upper_tier', at),
    }),
  )
  return [...story.steps, ...journeys]
}

const call = {
  title: 'Community projects, third call',
  summary:
    'The first call with the whole framework. Say first what your work is like: whoever works with few people in their own town is asked sixteen questions, whoever works with children or pays others is asked more, and each question says why. What your organisation answered before can be used again.',
}
