import type { Site } from '#tests/bench/site.ts'
import { atMost, type Row } from '#tests/bench/table.ts'

/** Memory that a bundle of 300 documents takes, against what it sends. Flat means near nothing. */
export async function measureBundle(site: Site): Promise<Row[]> {
  const { few, many, ratio } = await site.ask('measureExport')
  const mb = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
  const detail = `${mb(many.growth)} more memory while ${mb(many.bytes)} are sent; ${few.files} documents ${mb(few.growth)}`
  return [{ what: 'bundle of 300 documents, memory to bytes sent', ...atMost(ratio, 0.25), detail }]
}
