import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Actor } from '#app/policies/actor.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { enqueue } from '#app/server/jobs/queue.server.ts'
import { startWorker, stopWorker } from '#app/server/jobs/worker.server.ts'
import { parseMail } from '#app/server/mail/parse.server.ts'
import { deadJobsPage, retryDeadJob } from '#app/server/queries/jobs.server.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { eventually, mailServerOn } from '#tests/support/mail-server.ts'

const port = vi.hoisted(() => {
  const free = 20_000 + (process.pid % 20_000)
  process.env.SMTP_URL = `smtp://127.0.0.1:${free}`
  return free
})

const database = withTestDatabase()
const server = mailServerOn(port)
const now = new Date('2026-03-04T10:00:00Z')

const actor = (role: 'administrator' | 'reviewer'): Actor => ({
  id: randomId(),
  name: 'Fictional Person',
  locale: 'en',
  memberships: [
    {
      id: randomId(),
      organisationId: randomId(),
      organisationName: 'A body',
      organisationKind: 'funder',
      role,
    },
  ],
  membershipId: null,
  sessionId: randomId(),
  steppedUpAt: null,
  fictional: true,
})

async function aPerson(email: string | null, locale = 'en'): Promise<string> {
  const [row] = await database.query<{ id: string }>(
    `insert into person (name, email, locale, fictional) values ('Amina Fictional', $1, $2, true) returning id`,
    [email, locale],
  )
  return row!.id
}

const mailTo = (personId: string, key = randomId()) =>
  asSystem('a test', (tx) =>
    enqueue(tx, [{ name: 'sendMail', key, data: { mail: 'decided', personId, recordId: randomId() } }]),
  )

const patience = (retries: number) =>
  database.query(
    `update pgboss.queue set retry_limit = $1, retry_delay = 0, retry_backoff = false where name = 'sendMail'`,
    [retries],
  )

const deadOnes = async () => (await deadJobsPage(actor('administrator'))).jobs

beforeAll(async () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  await startWorker({ pollSeconds: 0.5, scheduled: false })
})
afterEach(() => server.stop())
afterAll(async () => {
  await stopWorker()
  vi.restoreAllMocks()
})

describe('who is refused', () => {
  test('only an administrator sees or retries what failed', async () => {
    await expect(deadJobsPage(actor('reviewer'))).rejects.toMatchObject({ code: 'notPermitted' })
    await expect(retryDeadJob(actor('reviewer'), randomId(), now)).rejects.toMatchObject({
      code: 'notPermitted',
    })
  })

  test('a job that is not there cannot be retried, whatever its id looks like', async () => {
    for (const id of [randomId(), 'nonsense', `'; drop table person; --`, '\0']) {
      await expect(retryDeadJob(actor('administrator'), id, now)).rejects.toMatchObject({ code: 'notFound' })
    }
  })
})

test('mail that finds the server down is delivered once the server is up again', async () => {
  await patience(20)
  const personId = await aPerson('fatou@example.org', 'fr')
  await mailTo(personId)
  await eventually(
    async () => (await database.query(`select from pgboss.job where state = 'retry'`)).length > 0,
  )
  expect(server.received).toEqual([])

  await server.start()
  await eventually(() => Promise.resolve(server.received.length > 0))
  const [{ to, source }] = server.received.splice(0) as [{ to: string[]; source: string }]
  expect(to).toEqual(['fatou@example.org'])
  const mail = parseMail(source)
  expect(mail.subject).toBe('Il y a une décision sur votre plan de protection')
  expect(mail.links).toHaveLength(1)
  expect(source).not.toContain('Amina')
})

test('mail that never gets through is dead, an administrator sees a code and no address, and a retry sends it', async () => {
  await patience(1)
  const personId = await aPerson('idrissa@example.org')
  await mailTo(personId)
  const [dead] = await eventually(async () => {
    const jobs = await deadOnes()
    return jobs.length > 0 && jobs
  })
  expect(dead).toMatchObject({ name: 'sendMail', code: 'mailServerUnreachable', attempts: 2 })
  const kept = await database.query(`select output::text, source_output::text from pgboss.job`)
  expect(JSON.stringify(kept)).not.toMatch(/idrissa|127\.0\.0\.1|\.ts:|node_modules/)

  await server.start()
  const twice = await Promise.allSettled(
    [1, 2].map(() => retryDeadJob(actor('administrator'), dead!.id, now)),
  )
  expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  await eventually(() => Promise.resolve(server.received.length > 0))
  expect(server.received.splice(0).map(({ to }) => to)).toEqual([['idrissa@example.org']])
  expect(await deadOnes()).toEqual([])
  expect(await database.query(`select from ledger_entry where action = 'job.retry'`)).toHaveLength(1)
})

test('an address that the server refuses does not hold up anybody else’s mail', async () => {
  await patience(0)
  server.unknown.add('gone@example.org')
  await server.start()
  const [gone, there] = [await aPerson('gone@example.org'), await aPerson('there@example.org')]
  await mailTo(gone)
  await mailTo(there)
  await eventually(() => Promise.resolve(server.received.length > 0))
  expect(server.received.splice(0).map(({ to }) => to)).toEqual([['there@example.org']])
  const [dead] = await eventually(async () => {
    const jobs = await deadOnes()
    return jobs.length > 0 && jobs
  })
  expect(dead!.code).toBe('addressRefused')
})

test('nothing is sent to people without an address or who have left', async () => {
  await patience(0)
  await server.start()
  const noAddress = await aPerson(null)
  const closed = await aPerson('closed@example.org')
  await database.query('update person set closed_at = now() where id = $1', [closed])
  await Promise.all([noAddress, closed, randomId()].map((id) => mailTo(id)))
  await eventually(
    async () =>
      (
        await database.query(
          `select from pgboss.job where name = 'sendMail' and state in ('created', 'active', 'retry')`,
        )
      ).length === 0,
  )
  expect(server.received).toEqual([])
})
