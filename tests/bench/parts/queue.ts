import { loadFor, loadUntil } from '#tests/bench/load.ts'
import type { Site } from '#tests/bench/site.ts'
import { median, milliseconds, quantile } from '#tests/bench/statistics.ts'
import { atMost, type Row } from '#tests/bench/table.ts'

const rounds = 2
/** Two documents each, a full record and a statement: 52 documents in all. */
const assessments = 26
const visitors = { connections: 2, pause: 10 }

export async function measureQueue(site: Site): Promise<Row[]> {
  const { requirement: unrelated } = await site.ask('pages')
  const ids = await site.ask('prepareDrawings', assessments + 1)
  await site.ask('drain', ids.splice(0, 1))
  await loadFor(unrelated, { ...visitors, seconds: 2 })

  const quiet: number[] = []
  const busy: number[] = []
  const seconds: number[] = []
  const before = await site.ask('watchMemory')
  for (let round = 0; round < rounds; round += 1) {
    quiet.push(quantile((await loadFor(unrelated, { ...visitors, seconds: 4 })).latencies, 0.95))
    let over = false
    const draining = site.ask('drain', ids.splice(0, assessments / rounds)).finally(() => (over = true))
    const { latencies } = await loadUntil(unrelated, () => over, visitors)
    seconds.push((await draining) / 1000)
    busy.push(quantile(latencies, 0.95))
  }
  const share = median(busy.map((value, round) => value / quiet[round]!))
  const drained = seconds.reduce((sum, each) => sum + each)
  const megabytes = ((await site.ask('highestMemory')) - before) / 1e6
  const detail = `${milliseconds(median(busy))} against ${milliseconds(median(quiet))}; ${assessments} full records of 162 requirements and ${assessments} statements in ${drained.toFixed(0)} s`
  return [
    { what: 'another page’s p95 while 50 drain', ...atMost(share, 2), detail },
    {
      what: 'memory while 50 drain',
      measured: `${megabytes.toFixed(0)} MB more`,
      budget: null,
      within: null,
      detail: `above ${(before / 1e6).toFixed(0)} MB`,
    },
  ]
}
