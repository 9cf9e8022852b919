import { randomFillSync } from 'node:crypto'
import { postFile } from '#tests/bench/load.ts'
import type { Site } from '#tests/bench/site.ts'
import { median } from '#tests/bench/statistics.ts'
import type { Row } from '#tests/bench/table.ts'

const size = 20 * 1024 * 1024
const rounds = 3
const most = { seconds: 2, megabytes: 200 }

export async function measureVerify(site: Site): Promise<Row[]> {
  const url = await site.ask('verifyPage')
  const genuine = Buffer.from(await site.ask('issueDocument'), 'base64')
  const files = {
    'only end marks': Buffer.alloc(size, '%%EOF'),
    random: randomFillSync(Buffer.alloc(size)),
    'genuine, then end marks': Buffer.concat([genuine, Buffer.alloc(size - genuine.length, '\n%%EOF')]),
    'almost boundaries': Buffer.alloc(size, '\r\n--amana-bench-boundar'),
  }
  await site.ask('issueManyLengths', 5000)
  for (let warm = 0; warm < 3; warm += 1) await postFile(url, genuine)

  const names = Object.keys(files) as (keyof typeof files)[]
  const seen = Object.fromEntries(
    names.map((name) => [name, { seconds: [] as number[], megabytes: [] as number[] }]),
  )
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) {
      const { seconds, megabytes } = await send(site, () => postFile(url, files[name]))
      seen[name]!.seconds.push(seconds)
      seen[name]!.megabytes.push(megabytes)
    }
  }
  const rows = names.map((name) =>
    rowOf(name, median(seen[name]!.seconds), Math.max(...seen[name]!.megabytes)),
  )
  // More than there is room for: the later ones wait in line, and all are answered.
  const atOnce = [...names, ...names]
  const eight = await send(site, () => Promise.all(atOnce.map((name) => postFile(url, files[name]))))
  return [...rows, { ...rowOf('eight at once', eight.seconds, eight.megabytes), budget: null, within: null }]
}

async function send(site: Site, run: () => Promise<unknown>) {
  const before = await site.ask('watchMemory')
  const started = performance.now()
  await run()
  const seconds = (performance.now() - started) / 1000
  return { seconds, megabytes: ((await site.ask('highestMemory')) - before) / 1e6 }
}

function rowOf(name: string, seconds: number, megabytes: number): Row {
  return {
    what: `verify 20 MB: ${name}`,
    measured: `${seconds.toFixed(2)} s, ${Math.max(0, megabytes).toFixed(0)} MB`,
    budget: `≤ ${most.seconds} s, ${most.megabytes} MB`,
    within: seconds <= most.seconds && megabytes <= most.megabytes,
    detail: '',
  }
}
