import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { findBinaries } from '#tests/support/postgres.ts'

/**
 * npm test: everything, in order, and at the end which databases it ran on. The whole database suite runs on PostgreSQL, as
 * in production; the embedded engine then carries the browser journeys and whatever opens, locks, queues, lays or loses a
 * database. Without PostgreSQL the whole suite runs on the embedded engine.
 */
const onBothEngines = [
  ...['database', 'jobs', 'ledger'].map((folder) => `app/server/${folder}/`),
  ...['killed-server', 'concern-killed', 'concern-away', 'lost-database'].map(
    (name) => `faults/${name}.test.ts`,
  ),
  'app/server/demonstration/reset.test.ts',
]
/** Opens a folder, which is the embedded engine’s, or changes rows as only a superuser may. */
const onEmbeddedAlone = ['faults/killed-server.test.ts', 'app/server/ledger/record-rows.test.ts']
const inIntegration = (files: string) => `tests/integration/${files}`

const reports = mkdtempSync(join(tmpdir(), 'amana-tests-'))
const root = resolve(import.meta.dirname, '..')
const wanted = process.argv.slice(2)
const embedded = { TEST_DATABASE_URL: '', AMANA_TEST_POSTGRES: '' }
const postgres = process.env.TEST_DATABASE_URL ? 'TEST_DATABASE_URL' : findBinaries()

type Part = { name: string; run: (report: string, aside: boolean) => Promise<boolean> }
const unit: Part = { name: 'unit', run: (report) => vitest(report, 'unit') }
const onPGlite: Part = {
  name: 'integration on the embedded database (PGlite)',
  run: (report, aside) =>
    vitest(
      report,
      'integration',
      embedded,
      postgres ? [...onBothEngines.map(inIntegration), '--maxWorkers=1'] : [],
      aside,
    ),
}
const onPostgres: Part = {
  name: `integration on PostgreSQL (${postgres})`,
  run: (report) =>
    vitest(
      report,
      'integration',
      process.env.TEST_DATABASE_URL ? {} : { AMANA_TEST_POSTGRES: '1' },
      onEmbeddedAlone.flatMap((files) => ['--exclude', inIntegration(files)]),
    ),
}
const journeys: Part = {
  name: 'browser journeys',
  run: (report) => vitest(report, 'e2e', embedded),
}
/** Browsers leave some of two processors idle: the shorter suite runs beside them, and what it says is printed at its end. */
const steps: Part[][] = postgres
  ? [[unit], [onPostgres], [journeys, onPGlite]]
  : [[unit], [onPGlite], [journeys]]

type Result = { name: string; passed: boolean; failures: string[] }
const results: Result[] = []
// Once, before anything starts a server: a build that replaces the pages under a starting server ends it.
if (!(await node(['node_modules/@remix-run/dev/dist/cli.js', 'vite:build'], { NODE_ENV: 'production' })))
  process.exit(1)
for (const step of steps) {
  const chosen = step.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)))
  results.push(...(await Promise.all(chosen.map(runPart))))
}
rmSync(reports, { recursive: true, force: true })

console.log('\nWhat ran:')
for (const { name, passed, failures } of results) {
  console.log(`  ${passed ? 'passed' : 'FAILED'}  ${name}`)
  if (!passed && failures.length === 0)
    console.log('          an error outside any test: it is printed above')
  for (const failure of failures) console.log(`          ${failure}`)
}
if (!postgres) {
  console.log(
    '  not run  integration on PostgreSQL: install PostgreSQL 15 or newer, or set TEST_DATABASE_URL',
  )
}
process.exit(results.every(({ passed }) => passed) ? 0 : 1)

async function runPart({ name, run }: Part, index: number): Promise<Result> {
  console.log(`\n── ${name} ──`)
  const report = join(reports, `${randomUUID()}.json`)
  return { name, passed: await run(report, index > 0), failures: failuresIn(report) }
}

function vitest(
  report: string,
  project: string,
  env: Record<string, string> = {},
  more: string[] = [],
  aside = false,
): Promise<boolean> {
  return node(
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      ...['--project', project],
      ...more,
    ],
    env,
    aside,
  )
}

/** What failed, a line each, so that the end of a long log says it too. */
function failuresIn(file: string): string[] {
  if (!existsSync(file)) return []
  const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as Report
  rmSync(file)
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed')
    const where = name.replace(`${root}/`, '')
    if (failed.length === 0 && status === 'failed') return [`${where}: ${message.split('\n')[0]}`]
    return failed.map(
      ({ fullName, failureMessages }) => `${where} > ${fullName}: ${failureMessages[0]?.split('\n')[0]}`,
    )
  })
}

type Report = {
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[]
  }[]
}

function node(words: string[], env: Record<string, string>, aside = false): Promise<boolean> {
  return new Promise((ended) => {
    const child = spawn(process.execPath, words, {
      cwd: root,
      stdio: aside ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      env: { ...process.env, ...env },
    })
    const said: Buffer[] = []
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => said.push(chunk))
    child.once('close', (status) => {
      process.stdout.write(Buffer.concat(said))
      ended(status === 0)
    })
  })
}
