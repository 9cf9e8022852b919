import { firstSelection } from '#app/server/demonstration/first-selection.server.ts'
import { systemActor, type Capacity } from '#app/policies/actor.ts'
import {
  organisations,
  type CastOrganisation,
  type OrganisationKey,
} from '#app/server/demonstration/cast.server.ts'
import { choirTour } from '#app/server/demonstration/choir-tour.server.ts'
import { thirdCall } from '#app/server/demonstration/third-call.server.ts'
import { journeyOf } from '#app/server/demonstration/journey.server.ts'
import type { Plan } from '#app/server/demonstration/plan-model.server.ts'
import { leadPlan, projects, secondSeason } from '#app/server/demonstration/projects.server.ts'
import type { TopAwards } from '#app/server/demonstration/lay.server.ts'
import { createAward, joinRecord, linkToAward, type Cast } from '#app/server/demonstration/rows.server.ts'
import { dayFrom, Story, type Step } from '#app/server/demonstration/timeline.server.ts'
import { advanceCall, draftCall } from '#app/server/workflows/call.server.ts'
import { startProgramme } from '#app/server/workflows/programme.server.ts'
import { startPlan } from '#app/server/workflows/start-assessment.server.ts'

const closedNineDaysAgo = -9
const openFor = 26
const framework = { frameworkId: firstSelection.id, frameworkVersion: firstSelection.version }

/** The organisations that take part in a project’s award, from the project’s own country. */
export const partnerOrganisations: CastOrganisation[] = projects.flatMap(({ partners, country }) =>
  partners.map((name) => ({ name, kind: 'community' as const, country })),
)

/** One project that commissions: a funder, a lead, fourteen community projects and their partners. */
export function freedomCommons(cast: Cast, now: Date, topAwards: TopAwards): Step[] {
  const { actors, organisationIds } = cast
  const officer = actors.ruth
  const story = new Story(now)
  const made = { programme: '', firstCall: '', secondCall: '' }
  const awards: Record<string, string> = {}
  const tier = async (
    key: string,
    organisation: OrganisationKey,
    takingPart: TakingPart,
    at: Date,
    more: { title: string; country: string; position: number; parentId: string | null },
  ) => {
    const terms = { programmeId: made.programme, organisationId: organisationIds[organisation]!, ...more }
    awards[key] = await createAward(officer, { ...terms, takingPart }, at)
  }
  const owner = { organisationId: organisationIds.northlight!, capacity: 'owner' as const }
  const above = { organisationId: organisationIds.wrexmoor!, capacity: 'upper_tier' as const }

  story.add(120, '10:00', async (at) => {
    made.programme = await startProgramme(officer, organisationIds.northlight!, programme, at)
    await joinRecord(made.programme, [organisationIds.wrexmoor!], 'holder', at)
  })
  story.add(119, '11:00', (at) =>
    tier('northlight', 'northlight', [owner], at, {
      title: programme.title,
      country: 'GB',
      position: 0,
      parentId: null,
    }),
  )
  story.add(119, '11:20', async (at) => {
    topAwards.northlight = awards.northlight!
    await tier('lead', 'wrexmoor', [owner], at, {
      title: leadPlan.title,
      country: 'GB',
      position: 1,
      parentId: awards.northlight!,
    })
  })
  story.add(78, '10:30', async (at) => {
    made.firstCall = await draftCall(
      officer,
      made.programme,
      { ...firstCall, ...framework, closesOn: dayFrom(now, closedNineDaysAgo) },
      at,
    )
  })
  story.add(77, '12:00', (at) => advanceCall(officer, made.firstCall, { type: 'publish' }, 'newest', at))
  for (const project of projects) {
    const { key, organisation, country, number } = project
    const partners = project.partners.map((name) => ({
      organisationId: organisationIds[name]!,
      capacity: 'partner' as const,
    }))
    story.add(76, '09:30', (at) =>
      tier(key, organisation, [owner, above, ...partners], at, {
        title: project.awardTitle ?? project.title,
        country,
        position: number + 1,
        parentId: awards.lead!,
      }),
    )
  }
  story.add(16, '10:15', async (at) => {
    made.secondCall = await draftCall(
      officer,
      made.programme,
      { ...secondCall, ...framework, closesOn: dayFrom(now, openFor) },
      at,
    )
  })
  story.add(15, '10:45', (at) => advanceCall(officer, made.secondCall, { type: 'publish' }, 'newest', at))
  const closing: Step = {
    at: new Date(dayFrom(now, closedNineDaysAgo + 1).getTime() + 60_000),
    run: (at) => advanceCall(systemActor, made.firstCall, { type: 'close' }, 'newest', at),
  }

  const journey = (plan: Plan, call: 'firstCall' | 'secondCall', awardKey: string | null) =>
    journeyOf(plan, {
      now,
      actors,
      audience: 'project',
      begin: async (at) => {
        const { title, country, locale } = plan
        const terms = { organisationId: organisationIds[plan.organisation]!, title, country, locale }
        const id = await startPlan(actors[plan.author], made[call], terms, at)
        if (awardKey) await linkToAward(id, awards[awardKey]!)
        return id
      },
      sent: async (id, at) => {
        if (plan.organisation !== 'wrexmoor')
          await joinRecord(id, [organisationIds.wrexmoor!], 'upper_tier', at)
      },
    })
  return [
    ...story.steps,
    closing,
    ...journey(leadPlan, 'firstCall', 'lead'),
    ...projects.flatMap((project) =>
      journey(project, project.inSecondCall ? 'secondCall' : 'firstCall', project.key),
    ),
    ...journey(secondSeason, 'secondCall', null),
    ...journey(choirTour, 'secondCall', null),
    ...thirdCall(cast, now, () => made.programme),
  ]
}

type TakingPart = { organisationId: string; capacity: Capacity }[]

const programme = {
  title: 'Freedom Commons 2026',
  summary: `Community arts against slavery and its afterlives. ${organisations.wrexmoor.name} leads and passes money on to fourteen community projects in eight countries, which work with thirty-two partners. This programme, its people and its places are fictional.`,
}
const firstCall = {
  title: 'Community projects, first call',
  summary:
    'For community groups that make songs, films, plays or books about freedom where they live. Plans are read as they come in, so an early plan has an early answer. A preparation payment is made before any plan is asked for, and nobody has to promise a yes from their community.',
}
const secondCall = {
  title: 'Community projects, second call',
  summary:
    'For groups that missed the first call, were asked to come back, or want a second season. You may write in English or French. If writing is not your way, ask us for a spoken interview: we write, you correct.',
}
