import type { Site } from '#tests/bench/site.ts'
import { median, milliseconds } from '#tests/bench/statistics.ts'
import { ratio, type Row } from '#tests/bench/table.ts'

export async function measureAdvance(site: Site): Promise<Row[]> {
  const times = await site.ask('timeAdvance', 60)
  const [advance, bare] = [median(times.advance), median(times.bare)]
  const detail = `${milliseconds(advance)} against ${milliseconds(bare)} for lock, update, commit`
  return [{ what: 'advance', measured: ratio(advance / bare), budget: null, within: null, detail }]
}
