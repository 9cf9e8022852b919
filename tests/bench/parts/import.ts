import { milliseconds } from '#tests/bench/statistics.ts'
import { ratio, type Row } from '#tests/bench/table.ts'
import { measureImport } from '#tests/bench/tasks/import.ts'

/** A framework file of 2,000 requirements, with the place of every fault known, against reading it as bare JSON. */
export function measureFrameworkImport(): Promise<Row[]> {
  const { yaml, json, bare, bytes } = measureImport()
  const detail = `${milliseconds(yaml)} for ${(bytes / 1e6).toFixed(1)} MB; as JSON ${milliseconds(json)}; JSON.parse and schemas alone ${milliseconds(bare)}`
  return Promise.resolve([
    {
      what: 'import of 2,000 requirements',
      measured: ratio(yaml / bare),
      budget: null,
      within: null,
      detail,
    },
  ])
}
