import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Actor } from '#app/policies/actor.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { asSystem, withScope } from '#app/server/database.server.ts'
import { env } from '#app/server/env.server.ts'
import { schedules } from '#app/server/jobs/names.server.ts'
import { enqueue, jobId, type Job } from '#app/server/jobs/queue.server.ts'
import { provideWork } from '#app/server/jobs/work.server.ts'
import { startWorker, stopWorker } from '#app/server/jobs/worker.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { makeCheckpoint } from '#app/server/ledger/checkpoint.server.ts'
import { recordWitnessed } from '#app/server/ledger/witnesses.server.ts'
import { mailFolder } from '#app/server/mail/deliver.server.ts'
import { sealToken } from '#app/server/mail/sealed-token.server.ts'
import { mailboxMessage, mailboxPage } from '#app/server/queries/mailbox.server.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { eventually } from '#tests/support/mail-server.ts'

const database = withTestDatabase()
const at = new Date('2026-03-04T10:00:00Z')
const said: string[] = []

const actorWith = (role: 'administrator' | 'approver'): Actor => ({
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
const administrator = actorWith('administrator')

const put = (job: Omit<Job, 'key'>, key = randomId()) =>
  asSystem('a test', (tx) => enqueue(tx, [{ ...job, key }]))
const one = async (sql: string, values: unknown[] = []) =>
  (await database.query<{ id: string }>(`${sql} returning id`, values))[0]!.id
const idle = () =>
  eventually(
    async () =>
      (
        await database.query(
          `select from pgboss.job where state in ('created', 'retry', 'active') and name <> 'dead'`,
        )
      ).length === 0,
  )
const deadCodes = async () =>
  (
    await database.query<{ code: string }>(
      `select source_output ->> 'code' as code from pgboss.job where name = 'dead'`,
    )
  ).map(({ code }) => code)

async function anAssessment() {
  const funder = await one(
    `insert into organisation (name, kind, country) values ('A funder', 'funder', 'GB')`,
  )
  const university = await one(
    `insert into organisation (name, kind, country) values ('A university', 'university', 'GH')`,
  )
  const person = async (email: string | null, organisation: string, role: string) => {
    const id = await one(`insert into person (name, email, locale) values ('Fictional', $1, 'fr')`, [email])
    await database.query('insert into membership (person_id, organisation_id, role) values ($1, $2, $3)', [
      id,
      organisation,
      role,
    ])
    return id
  }
  const people = {
    author: await person('author@example.org', university, 'principal_investigator'),
    reviewer: await person('reviewer@example.org', funder, 'reviewer'),
    silent: await person(null, funder, 'reviewer'),
    approver: await person('approver@example.org', funder, 'approver'),
    former: await person('former@example.org', funder, 'approver'),
    administrator: await person('administrator@example.org', funder, 'administrator'),
    officer: await person('officer@example.org', funder, 'programme_officer'),
  }
  await database.query('update membership set until_at = now() where person_id = $1', [people.former])
  const id = await one(`insert into record (kind) values ('assessment')`)
  await database.query(
    `insert into assessment (id, organisation_id, reviewing_body_id, audience, title, country, framework_id, framework_version, locale,
       created_by_id, machine_version, state, value, context)
     values ($1, $2, $3, 'project', 'Secret title', 'GH', 'amana-ukcdr', 0, 'en', $4, 1, 'draft', '{}', '{}')`,
    [id, university, funder, people.author],
  )
  await database.query(
    `insert into participation (record_id, organisation_id, capacity) values ($1, $2, 'author'), ($1, $3, 'reviewing_body')`,
    [id, university, funder],
  )
  return { id, people }
}

async function clearMailbox(): Promise<void> {
  await rm(mailFolder(), { recursive: true, force: true })
  await database.query('delete from pgboss.job')
  await database.query(
    'delete from notice; delete from membership; delete from participation; delete from assessment; delete from person',
  )
}

beforeAll(async () => {
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0)
  await startWorker({ pollSeconds: 0.5 })
})
beforeEach(clearMailbox)
afterAll(async () => {
  await stopWorker()
  vi.restoreAllMocks()
})

describe('who is told', () => {
  test.each([
    ['submitted', undefined, ['officer@example.org', 'reviewer@example.org']],
    ['decisionUndone', undefined, ['author@example.org']],
    ['decisionUndone', 'approver', ['approver@example.org', 'officer@example.org']],
    ['appealLodged', 'approver', ['approver@example.org', 'officer@example.org']],
    ['appealHeard', undefined, ['author@example.org']],
    ['awaitingDecision', undefined, ['approver@example.org']],
    ['documentsFailed', undefined, ['administrator@example.org', 'approver@example.org']],
    ['changesRequested', undefined, ['author@example.org']],
    ['decided', undefined, ['author@example.org']],
    ['signed', undefined, ['author@example.org']],
    ['yourSignature', 'principal_investigator', ['author@example.org']],
    ['yourSignature', 'approver', ['approver@example.org']],
  ])('of "%s" (%s): %j, and nobody who has left', async (notice, capacity, addresses) => {
    const { id } = await anAssessment()
    await put({ name: 'notify', data: { notice, assessmentId: id, ...(capacity ? { capacity } : {}) } })
    await idle()
    const mailbox = await mailboxPage(administrator)
    expect(mailbox.map(({ to }) => to).sort()).toEqual(addresses)
    for (const { text, links } of mailbox) {
      expect(links).toHaveLength(1)
      expect(text).not.toMatch(/Secret|Fictional/)
    }
  })

  test('a notification that runs twice sends each mail once', async () => {
    const { id } = await anAssessment()
    await put({ name: 'notify', data: { notice: 'submitted', assessmentId: id } }, 'again')
    await idle()
    await database.query(`update pgboss.job set state = 'created' where id = $1`, [jobId('notify', 'again')])
    await idle()
    expect(await mailboxPage(administrator)).toHaveLength(2)
    expect(await database.query(`select from pgboss.job where name = 'sendMail'`)).toHaveLength(2)
    expect(await database.query('select from notice')).toHaveLength(3) // one has no address, and sees it on the page
  })

  test('once the author has left, whoever answers for the organisation now is told', async () => {
    const { id, people } = await anAssessment()
    const [{ organisation_id: university }] = (await database.query<{ organisation_id: string }>(
      'update membership set until_at = now() where person_id = $1 returning organisation_id',
      [people.author],
    )) as [{ organisation_id: string }]
    const successor = await one(
      `insert into person (name, email) values ('Fictional', 'successor@example.org')`,
    )
    await database.query(
      `insert into membership (person_id, organisation_id, role) values ($1, $2, 'principal_investigator')`,
      [successor, university],
    )
    await put({ name: 'notify', data: { notice: 'decided', assessmentId: id } })
    await idle()
    expect((await mailboxPage(administrator)).map(({ to }) => to)).toEqual(['successor@example.org'])
  })

  test('an assessment that is gone tells nobody and is no failure', async () => {
    await put({ name: 'notify', data: { notice: 'submitted', assessmentId: randomId() } })
    await idle()
    expect(await mailboxPage(administrator)).toEqual([])
    expect(await deadCodes()).toEqual([])
  })
})

describe('mail with a one-time link', () => {
  test('carries the token, which is nowhere readable in the database', async () => {
    const person = await one(
      `insert into person (name, email, locale) values ('Fictional', 'reset@example.org', 'en')`,
    )
    await put({
      name: 'sendMail',
      data: { mail: 'passwordReset', personId: person, sealedToken: sealToken('passwordReset', 'Abcd-1234') },
    })
    await idle()
    const [mail] = await mailboxPage(administrator)
    expect(mail).toMatchObject({ to: 'reset@example.org', subject: 'Choose a new password for Amana' })
    expect(mail!.links).toEqual([`${env.origin}/app/reset?code=Abcd-1234`])
    expect(JSON.stringify(await database.query('select data from pgboss.job'))).not.toContain('Abcd-1234')
  })

  test('a token sealed for another mail is never sent', async () => {
    await database.query(`update pgboss.queue set retry_limit = 0 where name = 'sendMail'`)
    const person = await one(`insert into person (name, email) values ('Fictional', 'reset@example.org')`)
    await put({
      name: 'sendMail',
      data: { mail: 'passwordReset', personId: person, sealedToken: sealToken('invitation', 'Abcd-1234') },
    })
    await idle()
    expect(await mailboxPage(administrator)).toEqual([])
    expect(await deadCodes()).toEqual(['linkNotReadable'])
  })
})

describe('the evaluation’s mailbox', () => {
  test('opens to administrators only, because it holds links that let people in', async () => {
    await expect(mailboxPage(actorWith('approver'))).rejects.toMatchObject({ code: 'notPermitted' })
    await expect(mailboxMessage(actorWith('approver'), randomId())).rejects.toMatchObject({
      code: 'notPermitted',
    })
  })

  test('a file that is not ours, a message that is not there and a path are refused', async () => {
    await mkdir(mailFolder(), { recursive: true })
    await writeFile(`${mailFolder()}/broken.eml`, Buffer.from([0, 255, 254, 10]))
    expect(await mailboxPage(administrator)).toHaveLength(1)
    for (const id of [randomId(), '../secret', '..%2fsecret', '', '\0']) {
      await expect(mailboxMessage(administrator, id)).rejects.toMatchObject({ code: 'notFound' })
    }
  })

  test('a mail delivered twice is one file', async () => {
    const person = await one(`insert into person (name, email) values ('Fictional', 'one@example.org')`)
    const job = {
      name: 'sendMail' as const,
      data: { mail: 'decided', personId: person, recordId: randomId() },
    }
    await put(job, 'same')
    await idle()
    await database.query(`update pgboss.job set state = 'created' where id = $1`, [jobId('sendMail', 'same')])
    await idle()
    expect(await readdir(mailFolder())).toEqual([`${jobId('sendMail', 'same')}.eml`])
    expect((await mailboxMessage(administrator, jobId('sendMail', 'same'))).to).toBe('one@example.org')
  })
})

describe('work that belongs to workflows', () => {
  test('a job without its work says so with a code', async () => {
    await database.query(
      `update pgboss.queue set retry_limit = 0 where name in ('drawDocuments', 'closeCall')`,
    )
    await put({ name: 'closeCall', data: { callId: randomId() } })
    await idle()
    expect(await deadCodes()).toEqual(['noWorkProvided'])
  })

  test('what it throws is kept as a code, in the queue and in the log', async () => {
    provideWork({ drawDocumentsOf: () => Promise.reject(new Error('Amina Secret of 12 Hidden Street')) })
    await put({ name: 'drawDocuments', data: { assessmentId: randomId() } })
    await idle()
    expect(await deadCodes()).toEqual(['unexpected'])
    const everything = JSON.stringify(await database.query('select * from pgboss.job')) + said.join('')
    expect(everything).not.toMatch(/Amina|Hidden|worker\.test/)
    expect(said.join('')).toContain('drawDocuments')
  })

  test('it runs soon after the commit, in a request’s scope, and not before', async () => {
    const drawn: string[] = []
    provideWork({ drawDocumentsOf: (id) => Promise.resolve(void drawn.push(id)) })
    const assessmentId = randomId()
    await withScope(randomId(), async (tx) => {
      await enqueue(tx, [{ name: 'drawDocuments', key: 'soon', data: { assessmentId } }])
      await new Promise((resolve) => setTimeout(resolve, 300))
      expect(drawn).toEqual([])
    })
    await eventually(() => Promise.resolve(drawn.length > 0))
    expect(drawn).toEqual([assessmentId])
  })

  test('a job for later waits', async () => {
    await put({
      name: 'drawDocuments',
      data: { assessmentId: randomId() },
      startAfter: new Date(Date.now() + 60_000),
    })
    await new Promise((resolve) => setTimeout(resolve, 1200))
    expect(
      await database.query(`select from pgboss.job where name = 'drawDocuments' and state = 'created'`),
    ).toHaveLength(1)
  })
})

describe('checkpoints and witnesses', () => {
  beforeEach(async () => {
    await database.query('delete from ledger_witness')
    await asSystem('a test', (tx) =>
      appendLedger(tx, { action: 'test.happened', subject: null, actorId: null, data: {}, at }),
    )
  })

  test('the newest checkpoint goes to every witness who has not left, and the mailing is noted', async () => {
    await database.query(
      `insert into ledger_witness (name, email, ended_at) values ('W', 'w1@example.org', null), ('W', 'w2@example.org', null), ('W', 'left@example.org', now())`,
    )
    await put({ name: 'mailCheckpoint', data: {} })
    await idle()
    const mailbox = await mailboxPage(administrator)
    expect(mailbox.map(({ to }) => to).sort()).toEqual(['w1@example.org', 'w2@example.org'])
    const checkpoint = (await makeCheckpoint(at))!
    expect(mailbox[0]!.text).toContain(checkpoint.note.trim())
    expect(checkpoint.mailedAt).toBeInstanceOf(Date)
    expect(
      await database.query(
        `select sent_size::int as size, sent_at is not null as sent from ledger_witness order by email`,
      ),
    ).toEqual([
      { size: null, sent: false },
      { size: checkpoint.size, sent: true },
      { size: checkpoint.size, sent: true },
    ])
  })

  test('after an unrecorded restore the job fails with its code and mails nothing', async () => {
    await database.query(
      `update pgboss.queue set retry_limit = 0 where name in ('mailCheckpoint', 'makeCheckpoint')`,
    )
    recordWitnessed({ size: 1_000_000, root: 'ab'.repeat(32), at: at.toISOString() })
    await put({ name: 'mailCheckpoint', data: {} })
    await idle()
    expect(await deadCodes()).toEqual(['ledgerShorterThanWitnessed'])
    expect(await mailboxPage(administrator)).toEqual([])
  })
})

test('the clockwork stands in the database, in universal time: checkpoints, what waited, the day that is over', async () => {
  const rows = await database.query<{ name: string }>(
    'select name, cron, timezone from pgboss.schedule order by name',
  )
  const expected = schedules.map((schedule) => ({ ...schedule, timezone: 'UTC' }))
  expect(rows).toEqual(expected.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
  expect(rows.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['makeCheckpoint', 'mailCheckpoint', 'mailNotices', 'commitDay']),
  )
})

test('a worker that stopped can start again and finds what waited', async () => {
  await stopWorker()
  const person = await one(`insert into person (name, email) values ('Fictional', 'later@example.org')`)
  await put({ name: 'sendMail', data: { mail: 'decided', personId: person, recordId: randomId() } })
  await startWorker({ pollSeconds: 0.5 })
  await startWorker({ pollSeconds: 0.5 })
  await idle()
  expect((await mailboxPage(administrator)).map(({ to }) => to)).toEqual(['later@example.org'])
})

test('what waits behind a job is taken up when that job is done, not at the next poll', async () => {
  await stopWorker()
  const drawn: string[] = []
  provideWork({ drawDocumentsOf: (id) => Promise.resolve(void drawn.push(id)) })
  const waiting = Array.from({ length: 6 }, () => randomId())
  await asSystem('a test', (tx) =>
    enqueue(
      tx,
      waiting.map((assessmentId) => ({ name: 'drawDocuments', key: randomId(), data: { assessmentId } })),
    ),
  )
  await startWorker({ pollSeconds: 60 })
  await eventually(() => Promise.resolve(drawn.length === waiting.length))
  expect(drawn.toSorted()).toEqual(waiting.toSorted())
})
