import { z } from 'zod'
import { readFramework } from '#content/import/framework-file.ts'
import { OwnRequirement, OwnRequirementWords } from '#content/import/own-format.ts'
import { knownToFiles } from '#content/index.ts'
import { median, milliseconds } from '#tests/bench/statistics.ts'

/** A file of so many requirements as somebody might write it, in two languages, as YAML or as JSON. */
export function manyRequirements(count: number, as: 'yaml' | 'json' = 'yaml'): string {
  const ids = Array.from({ length: count }, (_, index) => `NKF-P-${String(index + 1).padStart(4, '0')}`)
  const head = {
    id: 'nkf-many',
    version: 1,
    builtOn: { id: 'amana-ukcdr', version: 1 },
    source: { title: 'Policy', publisher: 'Nkafu Fund', date: '2026', url: 'https://example.org/policy' },
    hours: { project: { from: 1, to: 100 } },
  }
  const requirements = ids.map((id, index) => ({
    id,
    principle: ['rights', 'equity', 'transparency', 'accountability'][index % 4],
    audience: 'project',
    phase: 'set_up',
    verb: 'anticipate',
    gate: 'fieldwork',
    answer: 'yes-partly-no',
    fromTier: index % 4,
    mappings: ['CHS5', 'UKRI'],
    ...(index > 0 ? { showIf: { requirement: ids[index - 1], is: ['yes', 'partly'] } } : {}),
  }))
  const words = (language: string) => ({
    title: `Many requirements (${language})`,
    requirements: Object.fromEntries(
      ids.map((id) => [
        id,
        {
          question: `Has somebody who lives there shown you what is dangerous, number ${id}?`,
          help: 'Think of crossings at night, in the rains, and with equipment.',
          why: 'People who live there know where accidents happen.',
          evidence: 'A note of who showed you, when and where.',
        },
      ]),
    ),
  })
  const whole = { ...head, requirements, words: { en: words('en'), fr: words('fr') } }
  return as === 'json' ? JSON.stringify(whole, null, 1) : yamlOf(whole)
}

/** Block style for groups and flow style for the innermost, as people write it. */
function yamlOf(value: object, indent = ''): string {
  return Object.entries(value)
    .map(([name, inner]: [string, unknown]) => {
      if (Array.isArray(inner) && typeof inner[0] === 'object') {
        const items = inner.map(
          (item) => `${indent}  - ${yamlOf(item as object, `${indent}    `).trimStart()}`,
        )
        return `${indent}${name}:\n${items.join('')}`
      }
      if (typeof inner === 'object' && inner !== null && !Array.isArray(inner))
        return `${indent}${name}:\n${yamlOf(inner, `${indent}  `)}`
      return `${indent}${name}: ${JSON.stringify(inner)}\n`
    })
    .join('')
}

/** The least that could be done: the same content as JSON, each requirement through its schema, and no places. */
function bareRead(json: string): number {
  const { requirements, words } = JSON.parse(json) as {
    requirements: unknown[]
    words: Record<string, { requirements: Record<string, unknown> }>
  }
  const language = z.record(z.string(), OwnRequirementWords)
  for (const each of Object.values(words)) language.parse(each.requirements)
  return z.array(OwnRequirement).parse(requirements).length
}

export type ImportTimes = { yaml: number; json: number; bare: number; bytes: number }

/** Medians of interleaved rounds, in milliseconds. */
export function measureImport(count = 2000, rounds = 5): ImportTimes {
  const [yaml, json] = [manyRequirements(count), manyRequirements(count, 'json')]
  const times: Record<'yaml' | 'json' | 'bare', number[]> = { yaml: [], json: [], bare: [] }
  for (let round = 0; round <= rounds; round += 1) {
    const took = {
      bare: timeOf(() => bareRead(json) === count),
      yaml: timeOf(() => readFramework(yaml, knownToFiles).own?.source.requirements.length === count),
      json: timeOf(() => readFramework(json, knownToFiles).own?.source.requirements.length === count),
    }
    // The first round warms up.
    if (round > 0) for (const name of ['yaml', 'json', 'bare'] as const) times[name].push(took[name])
  }
  return {
    yaml: median(times.yaml),
    json: median(times.json),
    bare: median(times.bare),
    bytes: Buffer.byteLength(yaml),
  }
}

function timeOf(run: () => boolean): number {
  const started = performance.now()
  if (!run()) throw new Error('The file was not read as it was written.')
  return performance.now() - started
}

if (import.meta.main) {
  for (const count of [500, 1000, 2000]) {
    const { yaml, json, bare, bytes } = measureImport(count)
    console.log(
      `${count} requirements, ${(bytes / 1e6).toFixed(2)} MB: YAML ${milliseconds(yaml)}, JSON ${milliseconds(json)}, JSON.parse with Zod alone ${milliseconds(bare)}; ratio ${(yaml / bare).toFixed(1)}× and ${(json / bare).toFixed(1)}×`,
    )
  }
}
