import { expect, test } from 'vitest'
import type { Actor } from '#app/policies/actor.ts'
import { chain, type Tier } from '#app/server/demonstration/chain.server.ts'
import { people, type PersonKey } from '#app/server/demonstration/cast.server.ts'
import { choirTour } from '#app/server/demonstration/choir-tour.server.ts'
import { journeyOf } from '#app/server/demonstration/journey.server.ts'
import { leadPlan, projects, secondSeason } from '#app/server/demonstration/projects.server.ts'
import { dayFrom, momentBefore, perform } from '#app/server/demonstration/timeline.server.ts'

const nobody = Object.fromEntries(Object.keys(people).map((key) => [key, { id: key } as Actor])) as Record<
  PersonKey,
  Actor
>
const plans = [...projects, leadPlan, secondSeason, choirTour, ...plansOf(chain)]
const anyDay = [0, 1, 2, 3, 4, 5, 6].flatMap((day) => [
  new Date(Date.UTC(2031, 2, 3 + day, 0, 2)),
  new Date(Date.UTC(2031, 2, 3 + day, 22)),
])

test.each(anyDay)('laid on %s, every story runs forward and ends before now', (now) => {
  for (const plan of plans) {
    const setting = { now, actors: nobody, audience: 'project' as const, begin: () => Promise.resolve('') }
    const times = journeyOf(plan, setting).map(({ at }) => at.getTime())
    expect(times, plan.key).toEqual([...new Set(times)].toSorted((a, b) => a - b))
    expect(times.at(-1), plan.key).toBeLessThanOrEqual(now.getTime())
  }
})

test.each(anyDay)(
  'laid on %s, nobody works on a weekend, and a plan begins after its call and award',
  (now) => {
    for (const plan of plans) {
      const began = momentBefore(now, plan.journey.started, '09:10')
      expect([0, 6]).not.toContain(began.getUTCDay())
    }
    for (const { journey, inSecondCall, key } of [...projects, { ...choirTour, inSecondCall: true }]) {
      const opened = inSecondCall ? momentBefore(now, 15, '10:45') : momentBefore(now, 76, '12:00')
      expect(momentBefore(now, journey.started, '09:10').getTime(), key).toBeGreaterThan(opened.getTime())
    }
  },
)

test('what people do is done in the order in which it happened', async () => {
  const done: string[] = []
  const step = (day: number, name: string) => ({
    at: dayFrom(new Date(), -day),
    run: () => Promise.resolve(done.push(name)),
  })
  await perform([step(1, 'last'), step(9, 'first'), step(4, 'between')], () => {})
  expect(done).toEqual(['first', 'between', 'last'])
})

function plansOf({ plan, below }: Tier): NonNullable<Tier['plan']>[] {
  return [...(plan ? [plan] : []), ...below.flatMap(plansOf)]
}
