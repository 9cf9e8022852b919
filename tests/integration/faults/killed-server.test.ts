import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#app/policies/actor.ts'
import { contextQuestions } from '#app/forms/context.form.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem, closeDatabase, openDatabase } from '#app/server/database.server.ts'
import { openFolder } from '#app/server/database/engine.server.ts'
import { jobId } from '#app/server/jobs/queue.server.ts'
import { ledgerRows } from '#app/server/ledger/rows.server.ts'
import { verifyLedger } from '#app/server/ledger/verify.server.ts'
import { startSession } from '#app/server/sign-in/sessions.server.ts'
import { startPlan } from '#app/server/workflows/start-assessment.server.ts'
import { requirementsFor } from '#content/index.ts'
import { firstSelection } from '#tests/support/first-selection.ts'
import { aCast, anOpenCall, aPerson, type Cast } from '#tests/support/line.ts'
import { environmentOn, startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { aTieredPlan } from '#tests/support/tiered-plan.ts'
import { aPdf } from '#tests/support/uploads.ts'

const root = resolve(import.meta.dirname, '../../..')
const folder = mkdtempSync(join(tmpdir(), 'amana killed '))
const rounds = 4
const plansARound = 8
const requirements = requirementsFor(firstSelection, 'project').map(({ id }) => id)

let cast: Cast
let cookies: Record<'investigator' | 'officer', string>
/** One plan that is being written, and others that are ready to be sent. */
let draft = ''
/** One of the whole bank, in which everything beside the answers is written. */
let whole = ''
const ready: string[] = []

beforeAll(async () => {
  await withFolder(async () => {
    cast = await aCast()
    const callId = await anOpenCall(cast)
    const terms = { organisationId: cast.partner.id, country: 'GH', locale: 'en' as const }
    const start = (title: string) => startPlan(cast.investigator, callId, { ...terms, title }, now())
    draft = await start('Written while the power fails')
    whole = (await aTieredPlan(cast, 2)).id
    for (let count = 0; count < rounds * plansARound; count += 1) ready.push(await start(`Sent ${count}`))
    await asSystem('test', async (tx) => {
      const answered = { choice: 'yes', text: 'It is done.', dueOn: null, revision: 1, updatedAt: now() }
      const data = ready.flatMap((assessmentId) =>
        requirements.map((requirementId) => ({
          assessmentId,
          requirementId,
          ...answered,
          updatedById: cast.investigator.id,
        })),
      )
      await tx.answer.createMany({ data })
    })
    cookies = { investigator: await cookieOf(cast.investigator), officer: await cookieOf(cast.officer) }
    await aPerson('Amara', 'administrator', cast.funder)
  })
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test(
  'kill -9 at any moment: what was confirmed to a person is there, nothing is half done, and the ledger holds',
  { timeout: 480_000 },
  async () => {
    const written = new Map<string, Written>()
    const sent = new Set<string>()
    const programmes = new Set<string>()
    const kept: Kept = {
      documents: new Map(),
      risks: new Set(),
      comments: new Set(),
      work: { confirmed: 1, sent: 1 },
    }
    const beside = () => [kept.documents.size, kept.risks.size, kept.comments.size, kept.work.confirmed]
    const confirmed = () => sent.size + programmes.size + confirmations(written)
    const everythingWentOn = (before: number[]) => beside().every((count, index) => count > before[index]!)
    for (let round = 0; round < rounds; round += 1) {
      const server = await startServerProcess(folder)
      const mine = ready.slice(round * plansARound, (round + 1) * plansARound)
      const writers = [
        untilKilled(() => keepWriting(server, written)),
        untilKilled(() => sendOneAfterTheOther(server, mine, sent)),
        untilKilled(() => keepStarting(server, round, programmes)),
        untilKilled(() => keepUploading(server, round, kept.documents)),
        untilKilled(() => keepListing(server, round, kept.risks)),
        untilKilled(() => keepCommenting(server, round, kept.comments)),
        untilKilled(() => keepDescribing(server, kept)),
      ]
      const [before, others] = [confirmed(), beside()]
      await expect.poll(confirmed, { timeout: 60_000, interval: 20 }).toBeGreaterThan(before)
      await expect.poll(() => everythingWentOn(others), { timeout: 60_000, interval: 20 }).toBe(true)
      await new Promise((later) => setTimeout(later, Math.random() * 1000))
      await server.kill()
      await Promise.all(writers)

      await withFolder(async () => {
        await expectWritten(written)
        await expectWholeOrNothing(ready, sent)
        await expectProgrammes(programmes)
        await expectKept(kept)
        expect((await verifyLedger(await ledgerRows(), null)).problems).toEqual([])
      })
    }
    expect(ledgerVerify()).toContain('The ledger holds together.')

    const server = await startServerProcess(folder)
    for (const [title, bytes] of kept.documents) {
      const answer = await fetch(`${server.origin}/app/evidence/files/${files.get(title)}`, {
        headers: { cookie: cookies.investigator },
      })
      expect([title, answer.status]).toEqual([title, 200])
      expect(Buffer.from(await answer.arrayBuffer()).equals(bytes), title).toBe(true)
    }
    await server.stop()
  },
)

interface Kept {
  /** What was uploaded, by its title. */
  documents: Map<string, Buffer>
  risks: Set<string>
  comments: Set<string>
  /** Revisions of the description of the work. */
  work: { confirmed: number; sent: number }
}
/** Where each document is kept, by its title. */
const files = new Map<string, string>()

async function keepUploading({ origin }: ServerProcess, round: number, documents: Kept['documents']) {
  for (let count = 0; ; count += 1) {
    const title = `Document ${round} ${count}`
    const bytes = aPdf(40_000 + Math.floor(Math.random() * 400_000))
    const form = new FormData()
    for (const [name, value] of Object.entries({ title, kind: 'file', requirements: 'V-P-01' }))
      form.set(name, value)
    form.set('file', new File([new Uint8Array(bytes)], `${title}.pdf`))
    const answer = await fetch(`${origin}/app/assessments/${whole}/evidence/new`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: cookies.investigator, origin },
      body: form,
    })
    if (answer.headers.get('location')?.endsWith('done=added')) documents.set(title, bytes)
  }
}

async function keepListing({ origin }: ServerProcess, round: number, risks: Kept['risks']) {
  const scales = { likelihood: '3', severity: '4', residualLikelihood: '2', residualSeverity: '4' }
  for (let count = 0; ; count += 1) {
    const event = `Risk ${round} ${count}`
    const form = { group: 'fieldworkers', affected: 'Collectors', event, community: 'agrees', ...scales }
    const path = `/app/assessments/${whole}/lists/risks/new`
    if ((await post(origin, path, cookies.investigator, form)).status === 302) risks.add(event)
  }
}

async function keepCommenting({ origin }: ServerProcess, round: number, comments: Kept['comments']) {
  for (let count = 0; ; count += 1) {
    const body = `Comment ${round} ${count}`
    const form = { move: 'say', requirementId: 'V-P-01', body }
    const path = `/app/assessments/${whole}/comments`
    if ((await post(origin, path, cookies.investigator, form)).status === 302) comments.add(body)
  }
}

/** Travel or none: which, the revision tells. */
async function keepDescribing({ origin }: ServerProcess, kept: Kept) {
  const others = Object.fromEntries(contextQuestions.map((each) => [each, 'no']))
  const path = `/app/assessments/${whole}/context`
  for (;;) {
    const page = await fetch(`${origin}${path}?change=yes`, { headers: { cookie: cookies.investigator } })
    const revision = Number(
      /name="seenRevision"[^>]*value="(\d+)"/.exec(await page.text())?.[1] ?? Number.NaN,
    )
    kept.work = { confirmed: revision, sent: revision + 1 }
    const travel = revision % 2 === 0 ? 'no' : 'yes'
    const form = { ...others, people: 'yes', travel, step: 'confirm', seenRevision: String(revision) }
    const answer = await post(origin, path, cookies.investigator, form)
    if (answer.headers.get('location')?.endsWith('news=saved'))
      kept.work = { confirmed: revision + 1, sent: revision + 1 }
  }
}

async function expectKept({ documents, risks, comments, work }: Kept): Promise<void> {
  await asSystem('test', async (tx) => {
    const items = await tx.evidenceItem.findMany({
      select: { title: true, fileId: true, uses: { select: { removedAt: true } } },
    })
    for (const { title, fileId } of items) files.set(title, fileId!)
    expect([...documents.keys()].filter((title) => !files.has(title))).toEqual([])
    // An item stands with its file and with what it serves, or not at all.
    expect(items.filter(({ fileId, uses }) => fileId === null || uses.length !== 1)).toEqual([])

    const rows = await tx.registerRow.findMany({ where: { assessmentId: whole }, select: { values: true } })
    const events = new Set(rows.map(({ values }) => (values as { event: string }).event))
    expect([...risks].filter((event) => !events.has(event))).toEqual([])
    const said = await tx.comment.findMany({ where: { assessmentId: whole }, select: { body: true } })
    expect([...comments].filter((body) => !said.some((one) => one.body === body))).toEqual([])

    const context = await tx.planContext.findUniqueOrThrow({ where: { assessmentId: whole } })
    expect([work.confirmed, work.sent]).toContain(context.revision)
    const described = await tx.ledgerEntry.count({ where: { subject: whole, action: 'assessment.describe' } })
    // The first description was laid without one.
    expect(described).toBe(context.revision - 1)
    expect(context.circumstances).toMatchObject(
      context.revision === 1 ? {} : { travel: context.revision % 2 === 0 },
    )
  })
}

function confirmations(written: Map<string, Written>): number {
  return [...written.values()].reduce((sum, { revision }) => sum + revision, 0)
}

type Written = { confirmed: string | null; sent: string; revision: number }

async function keepWriting({ origin }: ServerProcess, written: Map<string, Written>): Promise<never> {
  for (let count = 0; ; count += 1) {
    const id = requirements[count % requirements.length]!
    const before = written.get(id) ?? { confirmed: null, sent: '', revision: 0 }
    // After a restart the page is read anew, as a person would.
    const revision = await revisionOnPage(origin, id)
    const words = `Words ${count} of ${Math.random()}`
    written.set(id, { ...before, sent: words, revision })
    const form = { choice: 'yes', text_yes: words, text: words, then: 'list', seenRevision: String(revision) }
    const path = `/app/assessments/${draft}/requirements/${id}`
    if ((await post(origin, path, cookies.investigator, form)).status === 302)
      written.set(id, { confirmed: words, sent: words, revision: revision + 1 })
  }
}

async function revisionOnPage(origin: string, requirementId: string): Promise<number> {
  const page = await fetch(`${origin}/app/assessments/${draft}/requirements/${requirementId}`, {
    headers: { cookie: cookies.investigator },
  })
  return Number(/name="seenRevision"[^>]*value="(\d+)"/.exec(await page.text())?.[1] ?? Number.NaN)
}

async function sendOneAfterTheOther({ origin }: ServerProcess, plans: string[], sent: Set<string>) {
  for (const id of plans) {
    const form = { seenRevision: '0', confirmed: 'yes' }
    const answer = await post(origin, `/app/assessments/${id}/submit`, cookies.investigator, form)
    if (answer.headers.get('location')?.endsWith('news=sent')) sent.add(id)
  }
}

async function keepStarting(
  { origin }: ServerProcess,
  round: number,
  programmes: Set<string>,
): Promise<never> {
  for (let count = 0; ; count += 1) {
    const words = { title: `Programme ${round} ${count}`, summary: 'Small projects.' }
    const form = { organisationId: cast.funder.id, ...words }
    const answer = await post(origin, '/app/programmes/new', cookies.officer, form)
    const id = /\/app\/programmes\/([\w-]{36})$/.exec(answer.headers.get('location') ?? '')?.[1]
    if (id) programmes.add(id)
  }
}

async function untilKilled(run: () => Promise<unknown>): Promise<void> {
  try {
    await run()
  } catch (error) {
    // A connection that broke off; anything else is a mistake of the test.
    if (!(error instanceof TypeError)) throw error
  }
}

async function expectWritten(written: Map<string, Written>): Promise<void> {
  const rows = await asSystem('test', (tx) =>
    tx.answer.findMany({ where: { assessmentId: draft }, select: { requirementId: true, text: true } }),
  )
  const texts = new Map(rows.map(({ requirementId, text }) => [requirementId, text]))
  for (const [id, { confirmed, sent }] of written) {
    // What was on its way when the power went may have been taken, and nothing else.
    expect([confirmed, sent]).toContain(texts.get(id) ?? null)
  }
}

async function expectWholeOrNothing(plans: string[], sent: Set<string>): Promise<void> {
  await asSystem('test', async (tx) => {
    for (const id of plans) {
      const { state, revision } = await tx.assessment.findUniqueOrThrow({
        where: { id },
        select: { state: true, revision: true },
      })
      const job = jobId('notify', `${id}:0:0`)
      const [jobs] = await tx.$queryRaw<
        { count: number }[]
      >`select count(*)::int from pgboss.job where id = ${job}::uuid`
      const found = {
        state,
        revision,
        submissions: await tx.submission.count({ where: { assessmentId: id } }),
        reviewingBodies: await tx.participation.count({
          where: { recordId: id, capacity: 'reviewing_body' },
        }),
        entries: await tx.ledgerEntry.count({ where: { subject: id, action: 'assessment.submit' } }),
        jobs: jobs!.count,
      }
      const whole = {
        state: 'submitted',
        revision: 1,
        submissions: 1,
        reviewingBodies: 1,
        entries: 1,
        jobs: 1,
      }
      const nothing = { state: 'draft', revision: 0, submissions: 0, reviewingBodies: 0, entries: 0, jobs: 0 }
      expect(found).toEqual(sent.has(id) || revision > 0 ? whole : nothing)
    }
  })
}

async function expectProgrammes(programmes: Set<string>): Promise<void> {
  await asSystem('test', async (tx) => {
    const kept = await tx.programme.findMany({ where: { id: { in: [...programmes] } }, select: { id: true } })
    expect(kept.length).toBe(programmes.size)
    const all = await tx.programme.count()
    expect(await tx.ledgerEntry.count({ where: { action: 'programme.start' } })).toBe(all)
  })
}

async function cookieOf({ id }: Actor): Promise<string> {
  return `amana=${await asSystem('test', (tx) => startSession(tx, id, null, now()))}`
}

async function withFolder(run: () => Promise<void>): Promise<void> {
  await openDatabase({ engine: await openFolder(join(folder, 'data/database')) })
  await run().finally(closeDatabase)
}

function post(origin: string, path: string, cookie: string, form: Record<string, string>): Promise<Response> {
  const headers = { cookie, origin }
  return fetch(`${origin}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: new URLSearchParams(form),
  })
}

function ledgerVerify(): string {
  const script = 'app/server/scripts/ledger-verify.server.ts'
  return execFileSync(process.execPath, [script], { cwd: root, env: environmentOn(folder), encoding: 'utf8' })
}
