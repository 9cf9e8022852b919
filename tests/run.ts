import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { findBinaries } from '#tests/support/postgres.ts'

/**
 * npm test: everything, in order, and at the end which databases it ran on. What pages, documents and exports show does not
 * hang on the engine, so these tests run on the embedded one alone; so does what only a superuser can do to a row. Whatever
 * reads, writes, locks or queues runs on both.
 */
const onOneEngine = [
  ...['roles', 'ids', 'forms', 'hostile-forms', 'time-stamps'].map((name) => `faults/${name}.test.ts`),
  'app/routes/**',
  'app/server/ledger/record-rows.test.ts',
  ...['demonstration', 'documents', 'exports', 'scripts'].map((folder) => `app/server/${folder}/**`),
].flatMap((files) => ['--exclude', `tests/integration/${files}`])

const reports = mkdtempSync(join(tmpdir(), 'amana-tests-'))
const root = resolve(import.meta.dirname, '..')
const wanted = process.argv.slice(2)
const embedded = { TEST_DATABASE_URL: '', AMANA_TEST_POSTGRES: '' }
const postgres = process.env.TEST_DATABASE_URL ? 'TEST_DATABASE_URL' : findBinaries()
const has = (folder: string) => existsSync(join(root, folder)) && readdirSync(join(root, folder)).length > 0

type Part = { name: string; run: () => boolean }
const parts: Part[] = [
  { name: 'unit', run: () => vitest(['unit']) },
  { name: 'integration on the embedded database (PGlite)', run: () => vitest(['integration'], embedded) },
]
if (postgres) {
  const where = process.env.TEST_DATABASE_URL ? {} : { AMANA_TEST_POSTGRES: '1' }
  parts.push({
    name: `integration on PostgreSQL (${postgres})`,
    run: () => vitest(['integration'], where, onOneEngine),
  })
}
if (has('tests/e2e')) {
  const build = 'node_modules/@remix-run/dev/dist/cli.js'
  parts.push({
    name: 'browser journeys',
    run: () => node([build, 'vite:build'], { NODE_ENV: 'production' }) && vitest(['e2e'], embedded),
  })
}

const chosen = parts.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)))
const results = chosen.map(({ name, run }) => {
  console.log(`\n── ${name} ──`)
  return { name, passed: run(), failures: failuresIn(reports) }
})
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

function vitest(projects: string[], env: Record<string, string> = {}, more: string[] = []): boolean {
  return node(
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${join(reports, 'report.json')}`],
      ...projects.flatMap((name) => ['--project', name]),
      ...more,
    ],
    env,
  )
}

/** What failed, a line each, so that the end of a long log says it too. */
function failuresIn(folder: string): string[] {
  const file = join(folder, 'report.json')
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

function node(words: string[], env: Record<string, string>): boolean {
  const { status } = spawnSync(process.execPath, words, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  return status === 0
}
