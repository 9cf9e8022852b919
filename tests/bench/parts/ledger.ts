import type { Site } from '#tests/bench/site.ts'
import { median } from '#tests/bench/statistics.ts'
import { ratio, type Row } from '#tests/bench/table.ts'

const entries = 320

export async function measureLedger(site: Site): Promise<Row[]> {
  const perSecond = { one: [] as number[], many: [] as number[] }
  await site.ask('appendAtOnce', 32, 64)
  for (let round = 0; round < 3; round += 1) {
    perSecond.one.push(await site.ask('appendAtOnce', 1, entries))
    perSecond.many.push(await site.ask('appendAtOnce', 32, entries))
  }
  const size = await site.ask('proveLedger')
  const share = median(perSecond.many.map((value, round) => value / perSecond.one[round]!))
  const detail = `${median(perSecond.many).toFixed(0)} against ${median(perSecond.one).toFixed(0)} entries a second; ${size} entries in order and verified`
  return [{ what: 'ledger, 32 writers to 1', measured: ratio(share), budget: null, within: null, detail }]
}
