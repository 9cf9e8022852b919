import { spawnSync } from 'node:child_process'
import { availableParallelism, loadavg } from 'node:os'
import { resolve } from 'node:path'
import { measureAdvance } from '#tests/bench/parts/advance.ts'
import { measureConcerns } from '#tests/bench/parts/concerns.ts'
import { measureDashboards } from '#tests/bench/parts/dashboard.ts'
import { measureBundle } from '#tests/bench/parts/export.ts'
import { measureFrameworkImport } from '#tests/bench/parts/import.ts'
import { measureLedger } from '#tests/bench/parts/ledger.ts'
import { measurePages } from '#tests/bench/parts/page.ts'
import { measurePlan } from '#tests/bench/parts/plan.ts'
import { measureQueue } from '#tests/bench/parts/queue.ts'
import { measureSigning } from '#tests/bench/parts/sign.ts'
import { measureVerify } from '#tests/bench/parts/verify.ts'
import { postgresBinaries, startSite, type EngineName, type Site } from '#tests/bench/site.ts'
import { printTable, type Row } from '#tests/bench/table.ts'

/**
 * npm run bench [name …]: ratios against the budgets of the design, measured in one run by interleaved rounds. A name is
 * a part (page, plan, dashboard, advance, ledger, verify, queue, export, concerns, sign, import) or an engine (pglite, postgresql). What
 * is over its budget is said, and fails nothing.
 */
const onEngine: Record<string, (site: Site) => Promise<Row[]>> = {
  page: measurePages,
  plan: measurePlan,
  dashboard: measureDashboards,
  advance: measureAdvance,
  ledger: measureLedger,
  verify: measureVerify,
  queue: measureQueue,
  export: measureBundle,
  concerns: measureConcerns,
}
const engines: EngineName[] = postgresBinaries ? ['PostgreSQL', 'PGlite'] : ['PGlite']
const withoutDatabase = { sign: measureSigning, import: measureFrameworkImport }
const known = [...Object.keys(onEngine), ...Object.keys(withoutDatabase), 'pglite', 'postgresql']

const words = process.argv.slice(2).map((word) => word.toLowerCase())
const unknown = words.filter((word) => !known.includes(word))
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(' or ')}. Choose from: ${known.join(', ')}`)
  process.exit(2)
}
const parts = chosen([...Object.keys(onEngine), ...Object.keys(withoutDatabase)], (part) => part)
const chosenEngines = chosen(engines, (engine) => engine.toLowerCase())

process.chdir(resolve(import.meta.dirname, '../..'))
const began = performance.now()
build()
const results: { title: string; rows: Row[] }[] = []
const bare: Row[] = []
for (const [name, measure] of Object.entries(withoutDatabase))
  if (parts.includes(name)) bare.push(...(await step(name, measure)))
if (bare.length > 0) results.push({ title: 'Without a database', rows: bare })
if (parts.some((part) => part in onEngine)) {
  for (const engine of chosenEngines) results.push({ title: titleOf(engine), rows: await onSite(engine) })
}

for (const { title, rows } of results) printTable(title, rows)
const over = results.flatMap(({ rows }) => rows).filter(({ within }) => within === false)
const seconds = ((performance.now() - began) / 1000).toFixed(0)
console.log(
  `\n${over.length === 0 ? 'Everything is within its budget' : `${over.length} over budget`}. Node ${process.versions.node}, ${availableParallelism()} processors, load ${loadavg()[0]!.toFixed(1)} at the end, ${seconds} s.`,
)

async function onSite(engine: EngineName): Promise<Row[]> {
  const site = await step(`${engine}: preparing`, () => startSite(engine))
  try {
    const rows: Row[] = []
    for (const [name, measure] of Object.entries(onEngine)) {
      if (!parts.includes(name)) continue
      // What one part meets does not hide what the others found.
      rows.push(
        ...(await step(`${engine}: ${name}`, () => measure(site).catch((error) => [failed(name, error)]))),
      )
    }
    return rows
  } finally {
    await site.stop()
  }
}

function failed(name: string, error: unknown): Row {
  process.exitCode = 1
  const detail = error instanceof Error ? error.message : String(error)
  return { what: name, measured: 'failed', budget: null, within: false, detail }
}

/** What the words name, or everything when they name none of these. */
function chosen<Item extends string>(items: Item[], word: (item: Item) => string): Item[] {
  const named = items.filter((item) => words.includes(word(item)))
  return named.length > 0 ? named : items
}

function titleOf(engine: EngineName): string {
  return engine === 'PGlite' ? 'PGlite in a folder' : `PostgreSQL (${postgresBinaries}), fsync off`
}

async function step<Result>(name: string, run: () => Promise<Result>): Promise<Result> {
  const started = performance.now()
  const result = await run()
  console.log(`${name}: ${((performance.now() - started) / 1000).toFixed(0)} s`)
  return result
}

/** The pages as they are now. */
function build(): void {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['node_modules/@remix-run/dev/dist/cli.js', 'vite:build'],
    { env: { ...process.env, NODE_ENV: 'production' }, encoding: 'utf8' },
  )
  if (status === 0) return
  console.error(`${stdout}${stderr}\nThe pages could not be built.`)
  process.exit(1)
}
