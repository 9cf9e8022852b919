import { get, loadFor } from '#tests/bench/load.ts'
import type { Site } from '#tests/bench/site.ts'
import { median } from '#tests/bench/statistics.ts'
import { atLeast, ratio, type Row } from '#tests/bench/table.ts'

const names = {
  framed: 'our frame, signed in, one read',
  home: 'page /app of an investigator',
  judging: 'page /app of a reviewer, 14 plans',
  assessment: 'page of an assessment',
  requirement: 'page of a requirement',
} as const
const pressure = { seconds: 1.2, connections: 12 }
const rounds = 3

export async function measurePages(site: Site): Promise<Row[]> {
  const targets = await site.ask('pages')
  const order = Object.keys(targets) as (keyof typeof targets)[]
  const perSecond = Object.fromEntries(order.map((name) => [name, [] as number[]])) as Record<
    keyof typeof targets,
    number[]
  >
  for (const name of order) await loadFor(targets[name], { ...pressure, seconds: 1 })
  for (let round = 0; round < rounds; round += 1) {
    for (const name of order) perSecond[name].push((await loadFor(targets[name], pressure)).perSecond)
  }
  const bare = median(perSecond.bare)
  const rows: Row[] = []
  for (const name of order) {
    if (name === 'bare') continue
    const share = median(perSecond[name].map((value, round) => value / perSecond.bare[round]!))
    const size = ((await get(targets[name])) / 1000).toFixed(1)
    const detail = `${median(perSecond[name]).toFixed(0)} against ${bare.toFixed(0)} requests a second; ${size} kB`
    if (name === 'framed')
      rows.push({ what: names[name], measured: ratio(share), budget: null, within: null, detail })
    else {
      const ofFrame = median(perSecond[name].map((value, round) => value / perSecond.framed[round]!))
      const compared = `${detail}; ${ratio(ofFrame)} of the frame`
      rows.push({ what: names[name], ...atLeast(share, 0.6), detail: compared })
    }
  }
  return rows
}
