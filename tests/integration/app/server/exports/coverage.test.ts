import { beforeEach, expect, test } from 'vitest'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { coveragePage, programmeCoveragePage } from '#app/server/queries/coverage.server.ts'
import type { Actor } from '#app/policies/actor.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aCast, aSubmittedPlan, type Cast } from '#tests/support/line.ts'
import { answered, aTieredPlan } from '#tests/support/tiered-plan.ts'

withTestDatabase()
let cast: Cast

beforeEach(async () => {
  cast = await aCast()
})

const areasOf = (page: { bodies: { areas: { code: string; status: string }[] }[] }) =>
  new Map(page.bodies.flatMap(({ areas }) => areas.map(({ code, status }) => [code, status])))

test('what a draft covers is for those who write it', async () => {
  const { id } = await aTieredPlan(cast, 2)
  for (const stranger of [cast.officer, cast.reviewer, cast.approver])
    await expect(coveragePage(stranger, id)).rejects.toMatchObject({ code: 'notFound' })
  const page = await coveragePage(cast.focalPoint, id)
  expect(page.bodies).toHaveLength(12)
})

test('an answer changes where its areas stand, and a gap leads to what makes it', async () => {
  const { id } = await aTieredPlan(cast, 2)
  const before = await coveragePage(cast.investigator, id)
  const gap = before.bodies.flatMap(({ areas }) => areas).find(({ status }) => status === 'gap')!
  expect(gap.open[0]?.to).toMatch(new RegExp(`^/app/assessments/${id}/requirements/[VETA]-`))
  for (const { id: requirement } of gap.open) await answered(cast, id, requirement, { text: 'Said.' })
  // Words alone answer no question that asks for a choice or rows.
  const said = await coveragePage(cast.investigator, id)
  const still = said.bodies.flatMap(({ areas }) => areas).find(({ code }) => code === gap.code)!
  expect(still.open.every(({ standing }) => standing === 'unanswered')).toBe(true)
})

test('every area has a name in both languages, also where nothing asks it', async () => {
  const { id } = await aTieredPlan(cast, 3)
  for (const locale of ['en', 'fr'] as const) {
    const { bodies } = await coveragePage({ ...cast.investigator, locale }, id)
    for (const { code, name } of bodies.flatMap(({ areas }) => areas)) expect(name, code).not.toBe(code)
  }
})

test('the body that reviews reads what was sent', async () => {
  const id = await aSubmittedPlan(cast)
  const page = await coveragePage(cast.reviewer, id)
  expect(page.ofSubmission).toBe(true)
  expect([...areasOf(page).values()]).toContain('covered')
})

test('a chain is as covered as its weakest link, and unknown where nobody may read', async () => {
  const first = await aSubmittedPlan(cast)
  const programmeId = await programmeOf(first)
  await anAward(cast, programmeId, first, 1)
  const whole = areasOf(await programmeCoveragePage(cast.officer, programmeId))
  const covered = [...whole].find(([, status]) => status === 'covered')![0]

  const { id: draft } = await aTieredPlan(cast, 2)
  await anAward(cast, programmeId, draft, 2)
  const page = await programmeCoveragePage(cast.officer, programmeId)
  expect(page.hops.map(({ planId }) => planId)).toEqual([first, null])
  expect(areasOf(page).get(covered)).toBe('notKnown')
  expect([...areasOf(page).values()]).not.toContain('covered')
})

test('a programme is nobody’s who takes no part in it', async () => {
  const { programmeId } = await aTieredPlan(cast, 1)
  const stranger: Actor = cast.investigator
  await expect(programmeCoveragePage(stranger, programmeId)).rejects.toMatchObject({ code: 'notFound' })
})

async function programmeOf(assessmentId: string): Promise<string> {
  const row = await asSystem('test', (tx) =>
    tx.assessment.findUniqueOrThrow({
      where: { id: assessmentId },
      select: { call: { select: { programmeId: true } } },
    }),
  )
  return row.call!.programmeId
}

/** A link of the chain, of which the funder is the owner, with the plan that belongs to it. */
async function anAward({ funder, partner }: Cast, programmeId: string, planId: string, position: number) {
  const id = randomId()
  const participations = [
    { organisationId: funder.id, capacity: 'owner' },
    { organisationId: partner.id, capacity: 'holder' },
  ]
  await asSystem('test award', async (tx) => {
    await tx.record.create({
      data: { id, kind: 'award', participations: { create: participations } },
      select: { id: true },
    })
    await tx.award.create({
      data: {
        id,
        programmeId,
        organisationId: partner.id,
        title: `Award ${position}`,
        country: 'GH',
        position,
      },
      select: { id: true },
    })
    await tx.assessment.update({ where: { id: planId }, data: { awardId: id }, select: { id: true } })
  })
}
