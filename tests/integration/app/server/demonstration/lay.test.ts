import { beforeAll, expect, test } from 'vitest'
import { needsSecondFactor } from '#app/policies/second-factor.policy.ts'
import { asSystem } from '#app/server/database.server.ts'
import { people } from '#app/server/demonstration/cast.server.ts'
import { demonstrationPassword, layDemonstration } from '#app/server/demonstration/lay.server.ts'
import { projects } from '#app/server/demonstration/projects.server.ts'

import { demonstrationAccounts, demonstrationSignIns } from '#app/server/demonstration/sign-ins.server.ts'
import { ledgerVerifierKey } from '#app/server/ledger/checkpoint.server.ts'
import { ledgerRows } from '#app/server/ledger/rows.server.ts'
import { verifyLedger } from '#app/server/ledger/verify.server.ts'
import { verifyFile } from '#app/server/queries/verify.server.ts'
import { codeToShow, openTotpSecret } from '#app/server/sign-in/totp.server.ts'
import { signInWithCode, signInWithPassword } from '#app/server/workflows/sign-in.server.ts'
import { withTestDatabase } from '#tests/support/database.ts'

const database = withTestDatabase()
const at = new Date()
const said: string[] = []

beforeAll(async () => {
  await layDemonstration(at, (line) => said.push(line))
}, 180_000)

test('there are fourteen community projects in eight countries, with thirty-two partners', async () => {
  const awards = await database.query<{ title: string; country: string; partners: number; above: string }>(`
    select a.title, a.country, lead.title as above,
      (select count(*)::int from participation p where p.record_id = a.id and p.capacity = 'partner') as partners
    from award a join award lead on lead.id = a.parent_id join organisation o on o.id = lead.organisation_id
    where o.name = 'University of Wrexmoor'`)
  expect(awards).toHaveLength(14)
  expect(new Set(awards.map(({ country }) => country)).size).toBe(8)
  expect(awards.reduce((sum, { partners }) => sum + partners, 0)).toBe(32)
  expect(new Set(projects.flatMap(({ partners }) => partners)).size).toBe(32)
})

test('the other chain is five tiers deep', async () => {
  const [row] = await database.query<{ depth: number }>(`
    with recursive tier as (
      select a.id, 1 as depth from award a join organisation o on o.id = a.organisation_id
        where a.parent_id is null and o.name = 'Meridian Office for Freedom'
      union all select a.id, tier.depth + 1 from award a join tier on a.parent_id = tier.id)
    select max(depth) as depth from tier`)
  expect(row?.depth).toBe(5)
})

test('plans stand in every state a visitor should see, and nothing has failed', async () => {
  const rows = await database.query<{
    state: string
    outcome: string | null
    turn: string
    problem: string | null
  }>(`
    select a.state, d.outcome, a.value #>> '{process,beingSigned}' as turn, a.problem
    from assessment a left join decision d on d.assessment_id = a.id`)
  const states = new Set(rows.map(({ state }) => state))
  expect([...states].sort()).toEqual(
    [
      'awaiting_decision',
      'being_signed',
      'changes_requested',
      'draft',
      'in_review',
      'signed',
      'submitted',
    ].sort(),
  )
  expect(rows.filter(({ problem }) => problem)).toEqual([])
  expect(new Set(rows.flatMap(({ turn }) => turn ?? []))).toEqual(
    new Set(['awaitingPrincipalInvestigator', 'awaitingReviewer', 'awaitingApprover']),
  )
  const signed = rows.filter(({ state }) => state === 'signed').map(({ outcome }) => outcome)
  expect(new Set(signed)).toEqual(new Set(['approved', 'approved_with_conditions', 'declined']))
})

test('a decline carries two signatures, everything else that is signed three', async () => {
  const rows = await database.query<{ outcome: string; signatures: number }>(`
    select d.outcome, count(r.signed_at)::int as signatures
    from assessment a join decision d on d.assessment_id = a.id join issued_document i on i.assessment_id = a.id
    join document_revision r on r.document_id = i.id where a.state = 'signed' and i.kind = 'full_record' group by a.id, d.outcome`)
  expect(rows.length).toBeGreaterThan(5)
  for (const { outcome, signatures } of rows) expect(signatures, outcome).toBe(outcome === 'declined' ? 2 : 3)
})

test('a stranger verifies a signed statement, and is told that it is fictional', async () => {
  const [row] = await database.query<{ bytes: Buffer }>(`
    select r.bytes from document_revision r join issued_document d on d.id = r.document_id
    where r.final and d.kind = 'public_statement' limit 1`)
  const { verdict, facts } = await verifyFile(Buffer.from(row!.bytes))
  expect(verdict).toBe('unchanged')
  expect(facts?.fictional).toBe(true)
})

test('every body, every person and every programme is fictional', async () => {
  const rows = await database.query(`
    select name from organisation where not fictional
    union all select name from person where not fictional
    union all select title from programme where not fictional`)
  expect(rows).toEqual([])
})

test('nothing happened in the future, and the ledger tells it in order', async () => {
  const rows = await database.query<{ at: Date }>('select at from ledger_entry order by position')
  const times = rows.map((row) => row.at.getTime())
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect(times.at(-1)).toBeLessThanOrEqual(at.getTime())
  const late = await database.query('select id from answer where updated_at > $1', [at])
  expect(late).toEqual([])
})

test('the ledger holds together', async () => {
  const { problems, checkpoints } = await verifyLedger(await ledgerRows(), await ledgerVerifierKey())
  expect(problems).toEqual([])
  expect(checkpoints).toBeGreaterThan(5)
})

test('no two plans in English or in French say the same', async () => {
  const same = await database.query(`
    select requirement_id, text from answer group by requirement_id, text having count(*) > 1`)
  expect(same).toEqual([])
  const unfilled = await database.query(`select text from answer where text ~ '[{}]'`)
  expect(unfilled).toEqual([])
})

test('letters in Hausa and words in Arabic are in signed records', async () => {
  const rows = await database.query(`
    select a.id from answer x join assessment a on a.id = x.assessment_id where a.state = 'signed' and (x.text ~ 'ɓ.*ɗ.*ƙ' or x.text ~ '[ء-ي]')`)
  expect(rows.length).toBeGreaterThanOrEqual(2)
})

test('old letters are not sent: each plan brings its newest news only', async () => {
  const jobs = await database.query<{ name: string; jobs: number }>(
    'select name, count(*)::int as jobs from pgboss.job group by name',
  )
  const count = (name: string) => jobs.find((job) => job.name === name)?.jobs ?? 0
  expect(count('drawDocuments')).toBe(0)
  expect(count('notify')).toBeGreaterThan(10)
  expect(count('notify')).toBeLessThan(40)
})

test('laid twice changes nothing', async () => {
  const counts = () =>
    database.query(
      'select (select count(*) from ledger_entry) as entries, (select count(*) from person) as people',
    )
  const before = await counts()
  await expect(layDemonstration(new Date())).resolves.toBe(false)
  expect(await counts()).toEqual(before)
})

test('progress is told while it is laid', () => {
  expect(said.at(0)).toBe('Laying the demonstration: 20 %')
  expect(said.at(-1)).toBe('Laying the demonstration: 100 %')
})

test('an account is shown for every role, and one of them has no e-mail address', async () => {
  const accounts = await demonstrationAccounts()
  const roles = new Set(accounts.map(({ role }) => role))
  expect(roles.size).toBe(7)
  expect(await demonstrationSignIns()).toHaveLength(accounts.length)
  expect(people.efua.email).toBe(false)
})

test('everybody signs in with the password, and with a code where their job asks for one', async () => {
  for (const [name, { role }] of Object.entries(people)) {
    const first = await signInWithPassword(request(), { name, password: demonstrationPassword })
    if (!first.ok) throw new Error(`${name} was refused`)
    expect(first.awaiting, name).toBe(needsSecondFactor([{ role }]) ? 'second_factor' : null)
    if (!first.awaiting) continue
    const second = await signInWithCode(request(first.cookie), await codeOf(name))
    expect(second.ok, name).toBe(true)
  }
}, 120_000)

function request(cookie?: string): Request {
  const headers = cookie ? { cookie: cookie.split(';')[0]! } : {}
  return new Request('http://localhost/app/sign-in', { method: 'POST', headers })
}

async function codeOf(userName: string): Promise<string> {
  const totp = await asSystem('a code in a test', (tx) =>
    tx.totp.findFirstOrThrow({ where: { person: { userName } } }),
  )
  const shown = codeToShow(openTotpSecret(totp.secretSealed), totp.lastStep, new Date())
  if (!('code' in shown)) throw new Error('no code yet')
  return shown.code
}
