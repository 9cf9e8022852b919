import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { env } from '#app/server/env.server.ts'
import { startWorker, stopWorker } from '#app/server/jobs/worker.server.ts'
import { mailFolder } from '#app/server/mail/deliver.server.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aCast, aSubmittedPlan, stateOf } from '#tests/support/line.ts'
import { eventually } from '#tests/support/mail-server.ts'

const database = withTestDatabase()
const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true)

beforeAll(() => startWorker({ pollSeconds: 0.5, scheduled: false }))
afterAll(async () => {
  await stopWorker()
  vi.restoreAllMocks()
})

test('a mail folder that takes no files holds up nobody’s plan, and the mail goes out once it takes them again', async () => {
  // As a full disk or a folder of somebody else’s would: for everybody, root too.
  await mkdir(env.dataFolder, { recursive: true })
  await writeFile(mailFolder(), 'in the way')
  await database.query(
    `update pgboss.queue set retry_limit = 50, retry_delay = 0, retry_backoff = false where name = 'sendMail'`,
  )
  const cast = await aCast()
  await database.query(`update person set email = 'samuel@example.org' where id = $1`, [cast.reviewer.id])

  const id = await aSubmittedPlan(cast)
  expect(await stateOf(id)).toBe('submitted')
  await eventually(
    async () =>
      (await database.query(`select from pgboss.job where name = 'sendMail' and state = 'retry'`)).length > 0,
  )
  expect(await stateOf(id)).toBe('submitted')

  await rm(mailFolder())
  const letters = await eventually(async () => {
    const names = await readdir(mailFolder()).catch(() => [])
    return names.some((name) => name.endsWith('.eml')) && names
  })
  expect(letters.filter((name) => name.endsWith('.eml'))).toHaveLength(1)
  expect(log.mock.calls.join('')).not.toMatch(/samuel|Samuel|Nets and Names/)
}, 60_000)
