import { get, loadFor } from '#tests/bench/load.ts'
import type { Site } from '#tests/bench/site.ts'
import { median } from '#tests/bench/statistics.ts'
import { atLeast, type Row } from '#tests/bench/table.ts'

const names = {
  tasks: 'task list, longest plan, 300 documents',
  requirement: 'requirement page of it',
  evidence: 'all 300 documents on one page',
} as const
const pressure = { seconds: 1.2, connections: 12 }
const rounds = 3

/** The pages of the longest plan there can be, against the bare page of the same process. */
export async function measurePlan(site: Site): Promise<Row[]> {
  const { asked, ...targets } = await site.ask('longPlan')
  const order = ['bare', 'tasks', 'requirement', 'evidence'] as const
  const perSecond = { bare: [], tasks: [], requirement: [], evidence: [] } as Record<
    (typeof order)[number],
    number[]
  >
  for (const name of order) await loadFor(targets[name], { ...pressure, seconds: 1 })
  for (let round = 0; round < rounds; round += 1)
    for (const name of order) perSecond[name].push((await loadFor(targets[name], pressure)).perSecond)
  const rows: Row[] = []
  for (const name of ['tasks', 'requirement', 'evidence'] as const) {
    const share = median(perSecond[name].map((value, round) => value / perSecond.bare[round]!))
    const size = ((await get(targets[name])) / 1000).toFixed(1)
    const detail = `${median(perSecond[name]).toFixed(0)} against ${median(perSecond.bare).toFixed(0)} requests a second; ${size} kB; ${asked} questions asked`
    rows.push({ what: names[name], ...atLeast(share, 0.6), detail })
  }
  return rows
}
