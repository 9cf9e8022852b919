import { afterEach, beforeAll, expect, test } from 'vitest'
import { appendCaseLog, caseLogProblems, rootOfCaseLog } from '#app/server/case-log.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { provideCaseLog } from '#app/server/ledger/case-log.server.ts'
import { commitDays } from '#app/server/ledger/commit-day.server.ts'
import { emptyRoot } from '#app/server/ledger/merkle.server.ts'
import { describeProblem } from '#app/server/ledger/problems.server.ts'
import { checkWhole } from '#app/server/ledger/whole-check.server.ts'
import { withTestDatabase } from '#tests/support/database.ts'

const database = withTestDatabase()
const concernId = '00000000-0000-4000-8000-00000000000c'
const noon = (day: string) => new Date(`${day}T12:00:00Z`)
const line = (day: string, action: string) =>
  asSystem('test', (tx) =>
    appendCaseLog(tx, { concernId, action, personId: null, data: { parts: 2 }, now: noon(day) }),
  )
const problems = async () => (await caseLogProblems()).map(describeProblem)
const change = (sql: string) => database.query(sql)

beforeAll(async () => {
  provideCaseLog(rootOfCaseLog)
  await line('2026-03-01', 'concern.receive')
  await line('2026-03-02', 'case.open')
  await commitDays(noon('2026-03-02'))
  await commitDays(noon('2026-03-04'))
  await line('2026-03-04', 'case.file')
})
afterEach(() => provideCaseLog(() => Promise.resolve(emptyRoot)))

test('as it was written the log gives what the public ledger says of each day', async () => {
  expect(await problems()).toEqual([])
})

test('a reader who is taken out of a line is found, and so is each day since', async () => {
  await change(`update case_log_entry set data = '{"parts": 1}' where action = 'case.open'`)
  expect(await problems()).toEqual([
    expect.stringMatching(/^case log, line \d+: was changed: what it says does not give its leaf$/),
  ])
  await change(`update case_log_entry set leaf = sha256('other') where action = 'case.open'`)
  expect(await problems()).toContain('case log up to 2026-03-02: its lines do not give what was committed to')
  expect((await checkWhole(null, null)).problems.map(describeProblem)).toEqual(
    expect.arrayContaining(await problems()),
  )
})

test('a line that is gone is found by the days that committed to it', async () => {
  await change(`delete from case_log_entry where action = 'concern.receive'`)
  expect(await problems()).toContain('case log up to 2026-03-01: its lines do not give what was committed to')
})
