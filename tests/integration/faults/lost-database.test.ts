import type pg from 'pg'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { jobId } from '#app/server/jobs/queue.server.ts'
import { requirementsFor } from '#content/index.ts'
import { firstSelection } from '#tests/support/first-selection.ts'
import { locales, wordsFor } from '#content/words.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aCast, aPlan, type Cast } from '#tests/support/line.ts'
import { aFreshCookieOf, startWholeSite, type WholeSite } from '#tests/support/whole-site.ts'

const database = withTestDatabase()
const requirement = requirementsFor(firstSelection, 'project').find(
  ({ answer }) => answer === 'yes-partly-no',
)!.id

const unavailable = locales.map((locale) => wordsFor(locale)('shell.problem.unavailable.title'))

let site: WholeSite
let cast: Cast
let cookie = ''
let draft = ''
/** How many more statements get through before the connection breaks; the end of a broken transaction always does. */
let statementsLeft = Infinity
let fault = 'ECONNRESET'

beforeAll(async () => {
  site = await startWholeSite()
  cast = await aCast()
  draft = await aPlan(cast)
  cookie = await aFreshCookieOf(cast.investigator)
  breakOff(database.engine.pool)
}, 120_000)
beforeEach(() => void (fault = 'ECONNRESET'))
beforeEach(() => void vi.spyOn(process.stderr, 'write').mockReturnValue(true))

/** Runs it with the connection lost after each number of statements in turn, until it gets through. */
async function lostAtEveryStatement(run: () => Promise<Response>, lookAt: () => Promise<unknown>) {
  const before = await lookAt()
  for (let statements = 0; ; statements += 1) {
    statementsLeft = statements
    const answer = await run()
    const reached = statementsLeft >= 0
    statementsLeft = Infinity
    if (reached) return { answer, statements }
    const html = await answer.text()
    expect([statements, answer.status]).toEqual([statements, 503])
    // Until it is known who asks, in the browser's language; then in the person's own.
    expect(unavailable.some((words) => html.includes(words))).toBe(true)
    expect(await lookAt(), `after ${statements} statements`).toEqual(before)
  }
}

const french = { 'accept-language': 'fr' }
const post = (path: string, form: Record<string, string>) => () =>
  site.ask(path, { cookie, form, headers: french })

describe('when the database is lost, at whatever moment, a person is told so, nothing is half done, and it works again afterwards:', () => {
  test('sending a plan', async () => {
    const job = jobId('notify', `${draft}:0:0`)
    const sent = () =>
      database.query(
        `select state, revision, (select count(*) from submission where assessment_id = a.id)::int as submissions,
          (select count(*) from participation where record_id = a.id)::int as participations,
          (select count(*) from ledger_entry where subject = a.id::text)::int as entries,
          (select count(*) from pgboss.job where id = $2)::int as jobs
         from assessment a where id = $1`,
        [draft, job],
      )
    const [before] = await sent()
    const send = post(`/app/assessments/${draft}/submit`, { seenRevision: '0', confirmed: 'yes' })
    const { answer, statements } = await lostAtEveryStatement(send, sent)
    expect(statements).toBeGreaterThan(10)
    expect(answer.headers.get('location')).toBe(`/app/assessments/${draft}?news=sent`)
    expect(await sent()).toEqual([
      {
        state: 'submitted',
        revision: 1,
        submissions: 1,
        participations: Number(before!.participations) + 1,
        entries: Number(before!.entries) + 1,
        jobs: 1,
      },
    ])
  }, 60_000)

  test.each([
    ['the connection breaks', 'ECONNRESET'],
    ['the server is shut down', '57P01'],
    ['the disk is full', '53100'],
    ['the server has no memory left', '53200'],
  ])(
    'saving an answer, when %s',
    async (_, code) => {
      fault = code
      const id = await aPlan(cast)
      const saved = () =>
        database.query('select text, revision from answer where assessment_id = $1 and requirement_id = $2', [
          id,
          requirement,
        ])
      const form = { choice: 'yes', text_yes: 'Every word.', seenRevision: '1', then: 'list' }
      const { answer } = await lostAtEveryStatement(
        post(`/app/assessments/${id}/requirements/${requirement}`, form),
        saved,
      )
      expect(answer.status).toBe(302)
      expect(await saved()).toEqual([{ text: 'Every word.', revision: 2 }])
    },
    60_000,
  )

  test('reading a page', async () => {
    const read = () => site.ask(`/app/assessments/${draft}`, { cookie, headers: french })
    expect((await lostAtEveryStatement(read, () => Promise.resolve())).answer.status).toBe(200)
  }, 60_000)

  test('looking at a document’s number, the ledger and the health page', async () => {
    for (const path of ['/verify/AM-2345-6789', '/ledger', '/calls']) {
      const { answer } = await lostAtEveryStatement(
        () => site.ask(path, { headers: french }),
        () => Promise.resolve(),
      )
      expect([path, [200, 404].includes(answer.status)]).toEqual([path, true])
    }
    statementsLeft = 0
    expect((await site.ask('/health')).status).toBe(503)
    statementsLeft = Infinity
    expect((await site.ask('/health')).status).toBe(200)
  }, 60_000)
})

/** Breaks connections as a lost network does: the statement fails and nobody knows whether it arrived. */
function breakOff(pool: pg.Pool): void {
  const connect = pool.connect.bind(pool) as (...args: unknown[]) => Promise<pg.PoolClient>
  const known = new WeakSet<pg.PoolClient>()
  const lose = (client: pg.PoolClient) => {
    if (known.has(client)) return client
    known.add(client)
    const query = client.query.bind(client) as (...args: unknown[]) => unknown
    const breaking = (...args: unknown[]) => {
      const text = JSON.stringify(args[0]) ?? ''
      if (/rollback/i.test(text) || statementsLeft-- > 0) return query(...args)
      const lost = Object.assign(new Error('a fault'), { code: fault, severity: 'ERROR' })
      // What the server does when a client is gone.
      const undone = Promise.resolve(query('rollback')).then(() => Promise.reject(lost))
      const done = args.at(-1)
      if (typeof done !== 'function') return undone
      undone.catch(done as (error: unknown) => void)
    }
    client.query = breaking as typeof client.query
    return client
  }
  pool.connect = ((...args: unknown[]) =>
    args.length > 0 ? connect(...args) : connect().then(lose)) as typeof pool.connect
}
