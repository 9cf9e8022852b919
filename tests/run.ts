import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { findBinaries } from '#tests/support/postgres.ts'

/**
 * npm test: everything, in order, and at the end which databases it ran on. What pages, documents and exports show does not
 * hang on the engine, so these tests run on the embedded one alone, as do those of what handlers read; so does what only a superuser can do to a row. Whatever
 * reads, writes, locks or queues runs on both.
 */
const onOneEngine = [
  ...[
    'roles',
    'ids',
    'forms',
    'hostile-forms',
    'time-stamps',
    'who-may-handle',
    'quiet-log',
    'marker-phrase',
    'no-page-tells',
  ].map((name) => `faults/${name}.test.ts`),
  ...['disk', 'killed'].map((name) => `faults/concern-${name}.test.ts`),
  'app/server/concerns/files.test.ts',
  'app/routes/**',
  'app/server/ledger/record-rows.test.ts',
  ...['cases', 'demonstration', 'documents', 'exports', 'scripts'].map((folder) => `app/server/${folder}/**`),
].flatMap((files) => ['--exclude', `tests/integration/${files}`])

const reports = mkdtempSync(join(tmpdir(), 'amana-tests-'))
const root = resolve(import.meta.dirname, '..')
const wanted = process.argv.slice(2)
const embedded = { TEST_DATABASE_URL: '', AMANA_TEST_POSTGRES: '' }
const postgres = process.env.TEST_DATABASE_URL ? 'TEST_DATABASE_URL' : findBinaries()
const has = (folder: string) => existsSync(join(root, folder)) && readdirSync(join(root, folder)).length > 0

type Part = { name: string; run: (report: string, aside: boolean) => Promise<boolean> }
const unit: Part = { name: 'unit', run: (report) => vitest(report, 'unit') }
const onPGlite: Part = {
  name: 'integration on the embedded database (PGlite)',
  run: (report) => vitest(report, 'integration', embedded),
}
const onPostgres: Part = {
  name: `integration on PostgreSQL (${postgres})`,
  run: (report, aside) =>
    vitest(
      report,
      'integration',
      process.env.TEST_DATABASE_URL ? {} : { AMANA_TEST_POSTGRES: '1' },
      onOneEngine,
      aside,
    ),
}
const journeys: Part = {
  name: 'browser journeys',
  run: async (report) =>
    (await node(['node_modules/@remix-run/dev/dist/cli.js', 'vite:build'], { NODE_ENV: 'production' })) &&
    vitest(report, 'e2e', embedded),
}
/** A browser leaves half of two processors idle: PostgreSQL's tests run beside it, and what they say is printed at their end. */
const steps: Part[][] = [
  [unit],
  [onPGlite],
  [...(has('tests/e2e') ? [journeys] : []), ...(postgres ? [onPostgres] : [])],
]

type Result = { name: string; passed: boolean; failures: string[] }
const results: Result[] = []
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
