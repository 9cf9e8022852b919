import type { Site } from '#tests/bench/site.ts'
import { median } from '#tests/bench/statistics.ts'
import { ratio, type Row } from '#tests/bench/table.ts'

const entries = 320
const long = 100_000

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
  return [
    { what: 'ledger, 32 writers to 1', measured: ratio(share), budget: null, within: null, detail },
    ...(await measureLong(site)),
  ]
}

async function measureLong(site: Site): Promise<Row[]> {
  const size = await site.ask('fillLedger', long)
  const rounds: { verify: number; bare: number }[] = []
  for (let round = 0; round < 3; round += 1) rounds.push(await site.ask('timeVerify'))
  const share = median(rounds.map(({ verify, bare }) => verify / bare))
  const seconds = (which: 'verify' | 'bare') => median(rounds.map((round) => round[which])).toFixed(1)
  const proof = await site.ask('timeProof', size)
  return [
    {
      what: `ledger, ${size} entries verified to hashed once`,
      measured: ratio(share),
      budget: null,
      within: null,
      detail: `${seconds('verify')} s against ${seconds('bare')} s`,
    },
    {
      what: `ledger, proof of one among ${size}`,
      measured: `${proof.next.toFixed(1)} ms`,
      budget: null,
      within: null,
      detail: `${proof.first.toFixed(0)} ms for the first after a start`,
    },
  ]
}
