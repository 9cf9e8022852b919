import { describe, expect, test } from 'vitest'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { asSystem, withScope } from '#app/server/database.server.ts'
import { deadQueue, jobNames, queueOptions } from '#app/server/jobs/names.server.ts'
import { enqueue, jobId, type Job } from '#app/server/jobs/queue.server.ts'
import { withTestDatabase } from '#tests/support/database.ts'

const database = withTestDatabase()
const person = randomId()

const drawing = (key: string, more: Partial<Job> = {}): Job => ({
  name: 'drawDocuments',
  key,
  data: { assessmentId: randomId() },
  ...more,
})

const stored = (key: string) =>
  database.query<Record<string, unknown>>('select * from pgboss.job where id = $1', [
    jobId('drawDocuments', key),
  ])

describe('who is refused', () => {
  test.each([
    ['read jobs', 'select id from pgboss.job'],
    ['count jobs', 'select count(*) from pgboss.job_common'],
    ['add a job past the function', `insert into pgboss.job (name) values ('sendMail')`],
    ['change a job', `update pgboss.job set data = '{}'`],
    ['delete jobs', 'delete from pgboss.job'],
    ['read the queues', 'select name from pgboss.queue'],
    ['make a queue', `select pgboss.create_queue('mine', '{"policy": "standard"}')`],
  ])('a request cannot %s', async (_what, sql) => {
    await expect(withScope(person, (tx) => tx.$queryRawUnsafe(sql))).rejects.toThrow(
      /permission denied|42501/,
    )
  })

  const call = (jobs: unknown) =>
    withScope(person, (tx) => tx.$queryRaw`select app_enqueue(${JSON.stringify(jobs)}::jsonb)`)

  test.each([
    ['an unknown job', [{ id: randomId(), name: 'formatDisk', data: {} }], /no such job/],
    ['a job for the dead', [{ id: randomId(), name: deadQueue, data: {} }], /no such job/],
    ['a job without a name', [{ id: randomId(), data: {} }], /no such job/],
    ['something that is no list', { name: 'sendMail' }, /list/],
    [
      'words in a payload',
      [{ id: randomId(), name: 'sendMail', data: { text: 'she was afraid' } }],
      /ids and codes/,
    ],
    ['a nested payload', [{ id: randomId(), name: 'sendMail', data: { a: { b: 'c' } } }], /ids and codes/],
    ['a payload that is no object', [{ id: randomId(), name: 'sendMail', data: 'x' }], /ids and codes/],
    ['no payload', [{ id: randomId(), name: 'sendMail' }], /ids and codes/],
  ])('the database refuses %s', async (_what, jobs, words) => {
    await expect(call(jobs)).rejects.toThrow(words)
  })

  test('a payload that its job does not understand never reaches the database', async () => {
    const bad = { name: 'drawDocuments', key: 'bad', data: { assessmentId: 'not an id' } } as const
    await expect(withScope(person, (tx) => enqueue(tx, [bad]))).rejects.toThrow()
    expect(await stored('bad')).toEqual([])
  })
})

describe('what is enqueued', () => {
  test('the very first job of a fresh database goes in, in a request’s transaction', async () => {
    await withScope(person, (tx) => enqueue(tx, [drawing('first')]))
    expect(await stored('first')).toHaveLength(1)
  })

  test('a job goes with the transaction that asked for it', async () => {
    const failed = withScope(person, async (tx) => {
      await enqueue(tx, [drawing('gone')])
      throw new Error('changed my mind')
    })
    await expect(failed).rejects.toThrow('changed my mind')
    expect(await stored('gone')).toEqual([])
  })

  test('the same request replayed, also at once, leaves one job', async () => {
    await Promise.all(
      Array.from({ length: 5 }, () => withScope(person, (tx) => enqueue(tx, [drawing('a:3:0')]))),
    )
    expect(await stored('a:3:0')).toHaveLength(1)
    expect(jobId('drawDocuments', 'a:3:0')).not.toBe(jobId('drawDocuments', 'a:3:1'))
    expect(jobId('drawDocuments', 'a:3:0')).not.toBe(jobId('sendMail', 'a:3:0'))
  })

  test('it stands as pg-boss’s own send would have written it', async () => {
    const { PgBoss } = await import('pg-boss')
    const { pool } = database.engine
    const boss = new PgBoss({
      db: { executeSql: (text, values) => pool.query(text, values as unknown[]) },
      migrate: false,
      schedule: false,
      supervise: false,
    })
    await boss.start()
    const data = { assessmentId: randomId() }
    const startAfter = new Date(Date.now() + 60_000)
    const theirs = await boss.send('drawDocuments', data, { startAfter })
    await boss.stop({ graceful: false })
    await withScope(person, (tx) => enqueue(tx, [drawing('later', { data, startAfter })]))

    const [ours] = await stored('later')
    const [sent] = await database.query('select * from pgboss.job where id = $1', [theirs])
    const comparable = ({ id, created_on, ...rest }: Record<string, unknown>) => ({
      id: typeof id,
      at: typeof created_on,
      ...rest,
    })
    expect(comparable(ours!)).toEqual(comparable(sent!))
  })

  test('no jobs are no statement', async () => {
    await asSystem('a test', (tx) => enqueue(tx, []))
  })
})

test('the migration makes every queue that the program names, with the same figures', async () => {
  const rows = await database.query<Record<string, unknown>>(
    `select name, policy, dead_letter as "deadLetter", retention_seconds as "retentionSeconds", deletion_seconds as "deleteAfterSeconds",
       retry_limit as "retryLimit", retry_delay as "retryDelay", retry_backoff as "retryBackoff", retry_delay_max as "retryDelayMax",
       expire_seconds as "expireInSeconds" from pgboss.queue where name <> $1 and name not like '\\_\\_%'`,
    [deadQueue],
  )
  expect(Object.fromEntries(rows.map(({ name, ...options }) => [name, options]))).toEqual(queueOptions)
  expect(rows.map(({ name }) => name).sort()).toEqual([...jobNames].sort())
})

test('the schema is the one that the installed pg-boss expects', async () => {
  const { getConstructionPlans } = await import('pg-boss')
  const wanted = /INSERT INTO pgboss\.version\(version\) VALUES \('(\d+)'\)/.exec(
    getConstructionPlans('pgboss'),
  )
  const [row] = await database.query<{ version: number }>('select version from pgboss.version')
  expect(row!.version).toBe(Number(wanted![1]))
})
