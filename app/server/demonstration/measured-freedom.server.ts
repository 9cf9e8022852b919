import { firstSelection } from '#app/server/demonstration/first-selection.server.ts'
import type { Capacity } from '#app/policies/actor.ts'
import type { OrganisationKey } from '#app/server/demonstration/cast.server.ts'
import { chain, type Tier } from '#app/server/demonstration/chain.server.ts'
import { journeyOf } from '#app/server/demonstration/journey.server.ts'
import { publishOwnRequirements } from '#app/server/demonstration/own-requirements.server.ts'
import type { Plan } from '#app/server/demonstration/plan-model.server.ts'
import type { TopAwards } from '#app/server/demonstration/lay.server.ts'
import { createAward, joinRecord, linkToAward, type Cast } from '#app/server/demonstration/rows.server.ts'
import { dayFrom, Story, type Step } from '#app/server/demonstration/timeline.server.ts'
import { advanceCall, draftCall } from '#app/server/workflows/call.server.ts'
import { startProgramme } from '#app/server/workflows/programme.server.ts'
import { startPlan } from '#app/server/workflows/start-assessment.server.ts'

const openFor = 16

/** A long chain: a donor, a prime, collaborators and the local bodies that do the work, five tiers deep. */
export function measuredFreedom(cast: Cast, now: Date, topAwards: TopAwards): Step[] {
  const { actors, organisationIds } = cast
  const officer = actors.denise
  const story = new Story(now, 2)
  const made: { programme: string; call: string; own?: Awaited<ReturnType<typeof publishOwnRequirements>> } =
    {
      programme: '',
      call: '',
    }
  const awards: Partial<Record<OrganisationKey, string>> = {}
  const idOf = (key: OrganisationKey) => organisationIds[key]!

  story.add(100, '15:00', async (at) => {
    made.programme = await startProgramme(officer, idOf('meridian'), programme, at)
    await joinRecord(made.programme, [idOf('altamont'), idOf('ellersby')], 'holder', at)
  })
  for (const { tier, above, position } of inOrder(chain)) {
    story.add(98, '15:10', async (at) => {
      const [donor, ...between] = above.map((key) => idOf(key))
      const capacity = (organisationId: string): Capacity =>
        organisationId === donor ? 'owner' : 'upper_tier'
      awards[tier.organisation] = await createAward(
        officer,
        {
          programmeId: made.programme,
          parentId: awards[above.at(-1)!] ?? null,
          organisationId: idOf(tier.organisation),
          title: tier.title,
          country: tier.country,
          position,
          takingPart: [donor ?? idOf('meridian'), ...between].map((organisationId) => ({
            organisationId,
            capacity: donor ? capacity(organisationId) : 'owner',
          })),
        },
        at,
      )
      if (!donor) topAwards[tier.organisation] = awards[tier.organisation]!
    })
  }
  story.add(62, '15:30', async (at) => {
    const { id: frameworkId, version: frameworkVersion } = firstSelection
    const terms = { ...call, frameworkId, frameworkVersion, closesOn: dayFrom(now, openFor) }
    made.call = await draftCall(officer, made.programme, terms, at)
  })
  story.add(60, '15:30', (at) => advanceCall(officer, made.call, { type: 'publish' }, 'newest', at))
  story.add(13, '16:10', async (at) => {
    made.own = await publishOwnRequirements(officer, idOf('meridian'), at)
  })
  story.add(11, '14:20', (at) =>
    draftCall(officer, made.programme, { ...nextCall, ...made.own!, closesOn: dayFrom(now, 74) }, at),
  )

  const journey = (plan: Plan, above: OrganisationKey[]) =>
    journeyOf(plan, {
      now,
      actors,
      audience: 'project',
      begin: async (at) => {
        const { title, country, locale } = plan
        const id = await startPlan(
          actors[plan.author],
          made.call,
          { organisationId: idOf(plan.organisation), title, country, locale },
          at,
        )
        await linkToAward(id, awards[plan.organisation]!)
        return id
      },
      sent: (id, at) => joinRecord(id, above.slice(1).map(idOf), 'upper_tier', at),
    })
  return [
    ...story.steps,
    ...inOrder(chain).flatMap(({ tier, above }) => (tier.plan ? journey(tier.plan, above) : [])),
  ]
}

type Placed = { tier: Tier; above: OrganisationKey[]; position: number }

/** Each tier after the one above it. */
function inOrder(top: Tier): Placed[] {
  const placed: Placed[] = []
  const visit = (tier: Tier, above: OrganisationKey[]) => {
    placed.push({ tier, above, position: placed.length })
    for (const below of tier.below) visit(below, [...above, tier.organisation])
  }
  visit(top, [])
  return placed
}

const programme = {
  title: 'Measured Freedom',
  summary:
    'How many people are held in forced labour, and what helps them leave: one study, two reporting regimes and five tiers, from a donor in the United States to service providers in Sierra Leone, Guinea and Senegal. This programme, its people and its places are fictional.',
}
const call = {
  title: 'Sub-awards for research and services',
  summary:
    'For local research and service bodies in Sierra Leone, Guinea and Senegal. Each sub-award answers for itself, and what it owes to those above is listed beside what they owe to it. Plans are read as they come in.',
}
/** Children live in the households that are counted: nothing lighter than the enhanced tier. */
const nextCall = {
  title: 'Second round: households with children',
  summary:
    'For bodies that have counted before and count again where children live. Every plan is of the enhanced tier, and three requirements of our own come after those of the framework. Not published yet.',
  leastTier: 3 as const,
}
