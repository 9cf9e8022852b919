import { env } from '#app/server/env.server.ts'
import type { OrganisationKey } from '#app/server/demonstration/cast.server.ts'
import { firstSelection } from '#app/server/demonstration/first-selection.server.ts'
import { freedomCommons, partnerOrganisations } from '#app/server/demonstration/freedom-commons.server.ts'
import { journeyOf } from '#app/server/demonstration/journey.server.ts'
import { asOf } from '#app/server/demonstration/journeying.server.ts'
import { localDays } from '#app/server/demonstration/local-days.server.ts'
import { measuredFreedom } from '#app/server/demonstration/measured-freedom.server.ts'
import { settleNews, tellNews } from '#app/server/demonstration/news.server.ts'
import { ownAssessments } from '#app/server/demonstration/own-duties.server.ts'
import { reporting } from '#app/server/demonstration/reported.server.ts'
import {
  createCast,
  hasOrganisations,
  howFarLaid,
  joinRecord,
  linkToAward,
  noteBegun,
  noteLaid,
  type Cast,
} from '#app/server/demonstration/rows.server.ts'
import { momentBefore, perform, type Step } from '#app/server/demonstration/timeline.server.ts'
import { ensureAuthority } from '#app/server/documents/signing-keys.server.ts'
import { watchConditions } from '#app/server/workflows/watch-conditions.server.ts'
import { startOwnAssessment } from '#app/server/workflows/start-assessment.server.ts'

/** One for everybody, because it opens nothing real. */
export const demonstrationPassword = 'lantern river basket morning'

export type Say = (line: string) => void

/** A sentence for whoever runs the installation. */
export class DemonstrationRefused extends Error {
  override readonly name = 'DemonstrationRefused'
}

/**
 * Lays the demonstration, once: fictional bodies and people, and everything that they did in the weeks before `now`,
 * through the same workflows that real people use. False when it was there already.
 */
export async function layDemonstration(now: Date, say: Say = () => {}): Promise<boolean> {
  if (env.mode === 'production') throw new DemonstrationRefused('Production refuses demonstration accounts.')
  if ((await howFarLaid()) === 'laid') return false
  if (await hasOrganisations({ real: false })) {
    throw new DemonstrationRefused(
      'There are organisations in this database already, and the demonstration is laid into an empty one only: npm run demo:reset',
    )
  }
  await noteBegun()
  const beginning = momentBefore(now, 130, '09:00')
  // Signatures of the past are given with keys of the past.
  await asOf(beginning, () => ensureAuthority(env.keysFolder))
  const cast = await createCast(demonstrationPassword, partnerOrganisations, beginning)
  await perform(stepsOf(cast, now), progressTo(say), tellNews)
  await settleNews(now)
  await noteLaid(now)
  return true
}

/** The award at the top of each chain, by who pays for it. */
export type TopAwards = Partial<Record<OrganisationKey, string>>

/** The whole story, still out of order. */
function stepsOf(cast: Cast, now: Date): Step[] {
  const topAwards: TopAwards = {}
  const own = ownAssessments.flatMap((plan) =>
    journeyOf(plan, {
      now,
      actors: cast.actors,
      audience: 'funder',
      begin: async (at) => {
        const { title, country, locale } = plan
        const organisationId = cast.organisationIds[plan.organisation]!
        const reviewingBodyId = cast.organisationIds[plan.reviewedBy]!
        const { version: frameworkVersion } = firstSelection
        const terms = { organisationId, title, country, locale, reviewingBodyId, frameworkVersion }
        const id = await startOwnAssessment(cast.actors[plan.author], terms, at)
        await joinTier(id, topAwards[plan.organisation]!, reviewingBodyId, at)
        return id
      },
    }),
  )
  return [
    ...freedomCommons(cast, now, topAwards),
    ...measuredFreedom(cast, now, topAwards),
    ...own,
    ...localDays(cast, now),
    ...clockLooks(now),
    ...reporting(cast, now),
  ]
}

/** The job looks every day whether anybody is late; here only when there is something to find. */
function clockLooks(now: Date): Step[] {
  const days = [19, 12, 9, 4]
  return days.map((daysAgo) => ({
    at: momentBefore(now, daysAgo, '06:10'),
    run: (at) => asOf(at, watchConditions),
  }))
}

/** Who judges a funder’s own duties takes part in the tier they are about. */
async function joinTier(
  assessmentId: string,
  awardId: string,
  reviewingBodyId: string,
  at: Date,
): Promise<void> {
  await joinRecord(awardId, [reviewingBodyId], 'reviewing_body', at)
  await linkToAward(assessmentId, awardId)
}

function progressTo(say: Say) {
  let told = 0
  return (done: number, all: number) => {
    const fifths = Math.floor((done * 5) / all)
    if (fifths === told) return
    told = fifths
    say(`Laying the demonstration: ${fifths * 20} %`)
  }
}
