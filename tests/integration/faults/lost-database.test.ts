import type pg from 'pg'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { contextQuestions } from '#app/forms/context.form.ts'
import { jobId } from '#app/server/jobs/queue.server.ts'
import { requirementsFor } from '#content/index.ts'
import { firstSelection } from '#tests/support/first-selection.ts'
import { locales, wordsFor } from '#content/words.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aCast, aPlan, type Cast } from '#tests/support/line.ts'
import { aPdf } from '#tests/support/uploads.ts'
import { aWholePlan } from '#tests/support/whole-plan.ts'
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
async function lostAtEveryStatement(
  run: () => Promise<Response>,
  lookAt: () => Promise<unknown>,
  isWholeWithoutIt: (answer: Response, html: string) => boolean = () => false,
) {
  const before = await lookAt()
  for (let statements = 0; ; statements += 1) {
    statementsLeft = statements
    const answer = await run()
    const reached = statementsLeft >= 0
    statementsLeft = Infinity
    if (reached) return { answer, statements }
    const html = await answer.text()
    if (isWholeWithoutIt(answer, html)) continue
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

  test('sending a plan with evidence and lists', async () => {
    const { id } = await aWholePlan(cast)
    const sent = () =>
      database.query(
        `select state, revision, (select count(*) from submission where assessment_id = a.id)::int as submissions,
          (select count(*) from evidence_sent where assessment_id = a.id)::int as evidence,
          (select count(*) from participation where record_id = a.id and capacity = 'reviewing_body')::int as bodies,
          (select count(*) from ledger_entry where subject = a.id::text and action = 'assessment.submit')::int as entries,
          (select count(*) from pgboss.job where id = $2)::int as jobs
         from assessment a where id = $1`,
        [id, jobId('notify', `${id}:0:0`)],
      )
    const nothing = { submissions: 0, evidence: 0, bodies: 0, entries: 0, jobs: 0 }
    expect(await sent()).toEqual([{ state: 'draft', revision: 0, ...nothing }])
    const send = post(`/app/assessments/${id}/submit`, { seenRevision: '0', confirmed: 'yes' })
    const { answer } = await lostAtEveryStatement(send, sent)
    expect(answer.headers.get('location')).toBe(`/app/assessments/${id}?news=sent`)
    const once = { submissions: 1, evidence: 2, bodies: 1, entries: 1, jobs: 1 }
    expect(await sent()).toEqual([{ state: 'submitted', revision: 1, ...once }])
  }, 120_000)

  test('adding a document, of which no row is kept without the other', async () => {
    const { id, asked } = await aWholePlan(cast, { title: 'With a document' })
    const rows = () =>
      database.query(
        `select (select count(*) from evidence_file)::int as files, (select count(*) from evidence_item)::int as items,
          (select count(*) from evidence_use)::int as uses`,
      )
    const [before] = (await rows()) as [{ files: number; items: number; uses: number }]
    const add = () => {
      const form = new FormData()
      const fields = { title: 'Lost on the way', kind: 'file', requirements: asked[0]!.id }
      for (const [name, value] of Object.entries(fields)) form.set(name, value)
      form.set('file', new File([new Uint8Array(aPdf())], 'lost.pdf'))
      const headers = { ...french, cookie, origin: `http://localhost:${site.port}` }
      const path = `${site.url}/app/assessments/${id}/evidence/new`
      return fetch(path, { method: 'POST', redirect: 'manual', body: form, headers })
    }
    const { answer } = await lostAtEveryStatement(add, rows)
    expect(answer.headers.get('location')).toBe(`/app/assessments/${id}/evidence?done=added`)
    expect(await rows()).toEqual([
      { files: before.files + 1, items: before.items + 1, uses: before.uses + 1 },
    ])
  }, 120_000)

  test('writing a row of a list and describing the work', async () => {
    const { id, rows: listed } = await aWholePlan(cast, { title: 'Described' })
    const stands = () =>
      database.query(
        `select (select count(*) from register_row)::int as rows, (select values from register_row where id = $2) as values,
          (select revision from plan_context where assessment_id = $1) as context,
          (select count(*) from ledger_entry where subject = $1::text)::int as entries`,
        [id, listed.high],
      )
    const scales = { likelihood: '4', severity: '4', residualLikelihood: '1', residualSeverity: '4' }
    const risk = {
      group: 'fieldworkers',
      affected: 'Collectors',
      event: 'Changed.',
      community: 'agrees',
      ...scales,
    }
    const change = post(`/app/assessments/${id}/lists/risks/${listed.high}`, { ...risk, seenRevision: '1' })
    expect((await lostAtEveryStatement(change, stands)).answer.status).toBe(302)
    expect(await stands()).toMatchObject([{ values: { event: 'Changed.', residualLikelihood: 1 } }])

    const said = Object.fromEntries(contextQuestions.map((each) => [each, each === 'people' ? 'yes' : 'no']))
    const work = { ...said, step: 'confirm', seenRevision: '1' }
    const describe = post(`/app/assessments/${id}/context`, work)
    expect((await lostAtEveryStatement(describe, stands)).answer.status).toBe(302)
    expect(await stands()).toMatchObject([{ context: 2 }])
  }, 120_000)

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
    const whole = await (await read()).text()
    const main = (html: string) => /<main.*<\/main>/s.exec(html)?.[0]
    let withoutFoot = 0
    // What stands at the foot of every page may be missing; the page itself may not.
    const isWholeWithoutIt = (answer: Response, html: string) => {
      if (answer.status !== 200) return false
      withoutFoot += 1
      return main(html) === main(whole)
    }
    const { answer } = await lostAtEveryStatement(read, () => Promise.resolve(), isWholeWithoutIt)
    expect(answer.status).toBe(200)
    expect(withoutFoot).toBeLessThanOrEqual(4)
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
