import { Agent } from 'node:http'
import { get, type Target } from '#tests/bench/load.ts'
import { startSite, type Site } from '#tests/bench/site.ts'
import { median, milliseconds, timed } from '#tests/bench/statistics.ts'
import { atMost, type Row } from '#tests/bench/table.ts'

const names = {
  officer: 'page /app of an officer',
  approver: 'page /app of an approver',
  investigator: 'page /app of an investigator',
  list: 'page /app/assessments',
  oneState: 'page /app/assessments?state=submitted',
  overview: 'page /app/overview',
  conditions: 'page /app/conditions',
  notices: 'page /app/notices',
} as const
export type DashboardName = keyof typeof names
export type Dashboards = Record<DashboardName, Target>

const [few, many] = [100, 10_000]
const rounds = 4
const asked = 5

/** The pages that tell somebody where things stand, in a program with few plans and in one with many, in turns. */
export async function measureDashboards(site: Site): Promise<Row[]> {
  const other = await startSite(site.engine)
  try {
    const small = await site.ask('dashboards', few)
    const large = await other.ask('dashboards', many)
    const order = Object.keys(names) as DashboardName[]
    const rows: Row[] = []
    for (const name of order) {
      await latencies(small[name], asked)
      await latencies(large[name], asked)
      const p50 = { small: [] as number[], large: [] as number[] }
      for (let round = 0; round < rounds; round += 1) {
        p50.small.push(median(await latencies(small[name], asked)))
        p50.large.push(median(await latencies(large[name], asked)))
      }
      const growth = median(p50.large.map((value, round) => value / p50.small[round]!))
      const size = async (target: Target) => `${((await get(target)) / 1000).toFixed(0)} kB`
      const detail = `p50 ${milliseconds(median(p50.large))} against ${milliseconds(median(p50.small))}; ${await size(large[name])} against ${await size(small[name])}`
      rows.push({ what: `${names[name]}, ${many} plans to ${few}`, ...atMost(growth, 2), detail })
    }
    return rows
  } finally {
    await other.stop()
  }
}

/** One visitor, who waits for each answer. */
async function latencies(target: Target, times: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const all: number[] = []
  for (let n = 0; n < times; n += 1) all.push(await timed(() => get(target, agent)))
  agent.destroy()
  return all
}
