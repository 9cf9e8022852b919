import { beforeAll, describe, expect, test } from 'vitest'
import { DoorTerms } from '#app/forms/door-terms.ts'
import { rotaHolds } from '#app/forms/door-rota.ts'
import type { Actor, Membership } from '#app/policies/actor.ts'
import { needsSecondFactor } from '#app/policies/second-factor.policy.ts'
import { openWith } from '#app/sealing/age.ts'
import { unlockWithPhrase } from '#app/sealing/handler-key.ts'
import { unpadded } from '#app/sealing/padding.ts'
import { Part } from '#app/sealing/parts.ts'
import { asSystem, withScope, type Transaction } from '#app/server/database.server.ts'
import { people, type PersonKey } from '#app/server/demonstration/cast.server.ts'
import { demonstrationPhrase } from '#app/server/demonstration/handlers.server.ts'
import { demonstrationPassword, layDemonstration } from '#app/server/demonstration/lay.server.ts'
import { moonEvenings } from '#app/server/demonstration/moon-evenings.server.ts'
import { nightBread } from '#app/server/demonstration/night-bread.server.ts'
import { projects } from '#app/server/demonstration/projects.server.ts'
import { theGate } from '#app/server/demonstration/the-gate.server.ts'
import { wholePlans } from '#app/server/demonstration/third-call.server.ts'

import { demonstrationAccounts, demonstrationSignIns } from '#app/server/demonstration/sign-ins.server.ts'
import { ledgerVerifierKey } from '#app/server/ledger/checkpoint.server.ts'
import { ledgerRows } from '#app/server/ledger/rows.server.ts'
import { verifyLedger } from '#app/server/ledger/verify.server.ts'
import { assessmentPage } from '#app/server/queries/assessment.server.ts'
import { commentsPage } from '#app/server/queries/comments.server.ts'
import { contributorsPage } from '#app/server/queries/contributors.server.ts'
import { coveragePage } from '#app/server/queries/coverage.server.ts'
import { planEvidencePage } from '#app/server/queries/evidence.server.ts'
import { exportsPage } from '#app/server/queries/exports.server.ts'
import { listsPage, registerPage } from '#app/server/queries/registers.server.ts'
import { checkPage, requirementPage } from '#app/server/queries/requirement.server.ts'
import { reviewPage } from '#app/server/queries/review.server.ts'
import { verifyFile } from '#app/server/queries/verify.server.ts'
import { listAnswers } from '#app/server/repositories/answers.server.ts'
import { getAssessment } from '#app/server/repositories/assessments.server.ts'
import { listRows, listSignOffs } from '#app/server/repositories/register-rows.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { codeToShow, openTotpSecret } from '#app/server/sign-in/totp.server.ts'
import { planCounts } from '#app/server/workflows/plan-counts.server.ts'
import { declareNoConflict } from '#app/server/workflows/review.server.ts'
import { criticalRisksOf } from '#app/server/workflows/risk-sign-off.server.ts'
import { sentPlan } from '#app/server/workflows/submission-extras.server.ts'
import { signInWithCode, signInWithPassword } from '#app/server/workflows/sign-in.server.ts'
import { fits } from '#content/answer-fits.ts'
import { valueOf } from '#content/answer-value.ts'
import { asShown } from '#content/index.ts'
import { listPages, registerIds } from '#content/registers/registers.ts'
import { standingOfRisk } from '#content/registers/risks.ts'
import { standingOfReferral, stateOfTraining } from '#content/registers/standing.ts'
import { needsSignOff } from '#content/risk-levels.ts'
import { withTestDatabase } from '#tests/support/database.ts'

const database = withTestDatabase()
const at = new Date()
const today = at.toISOString().slice(0, 10)
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
  const rows = await database.query<{ outcome: string; signatures: number; standing: boolean }>(`
    select i.model -> 'decision' ->> 'outcome' as outcome, count(r.signed_at)::int as signatures, a.state = 'signed' as standing
    from assessment a join issued_document i on i.assessment_id = a.id join document_revision r on r.document_id = i.id
    where i.kind = 'full_record' group by i.id, a.state having bool_or(r.final)`)
  expect(rows.filter(({ standing }) => standing).length).toBeGreaterThan(5)
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
    select requirement_id, text, value from answer where text <> '' or value is not null
    group by requirement_id, text, value having count(*) > 1`)
  expect(same).toEqual([])
  const unfilled = await database.query(`select text from answer where text ~ '[{}]'`)
  expect(unfilled).toEqual([])
})

test('letters in Hausa and words in Arabic are in signed records', async () => {
  const rows = await database.query(`
    select a.id from answer x join assessment a on a.id = x.assessment_id where a.state = 'signed' and (x.text ~ 'ɓ.*ɗ.*ƙ' or x.text ~ '[ء-ي]')`)
  expect(rows.length).toBeGreaterThanOrEqual(2)
})

describe('under the whole framework', () => {
  test('the fullest plan is of the enhanced tier and two thirds answered; the spoken one waits for one answer', async () => {
    const gate = await countsOf('neema', theGate.title)
    expect(gate.tier).toBe(3)
    expect(gate.answered / gate.asked).toBeGreaterThan(0.6)
    expect(gate.answered / gate.asked).toBeLessThan(0.72)
    expect(gate.needed).toBeGreaterThan(gate.neededAnswered)
    const spoken = await countsOf('clemence', moonEvenings.title)
    expect(spoken).toMatchObject({ tier: 1, asked: 16, needed: 5, neededAnswered: 4 })
    const sent = await countsOf('mamadou', nightBread.title)
    expect(sent).toMatchObject({ tier: 2, neededAnswered: sent.needed, state: 'in_review' })
  })

  test('every answer is of the kind that its question asks for', async () => {
    for (const plan of wholePlans) {
      const { requirements, answers } = await answersOf(plan.author, plan.title)
      for (const answer of answers) {
        const asked = requirements.find(({ id }) => id === answer.requirementId)!
        expect(fits(asked.answer, answer), answer.requirementId).toBe(true)
        for (const row of valueOf('table', answer.value)?.rows ?? []) {
          const missing = asked.table?.columns.filter(({ id, required }) => required && !(id in row))
          expect(missing, answer.requirementId).toEqual([])
          expect(JSON.stringify(row)).not.toContain('"@')
        }
        const spoken = plan.interview?.(() => today).said[answer.requirementId]
        if (answer.choice === 'partly' && !spoken) expect(answer.dueOn, answer.requirementId).not.toBeNull()
      }
    }
  })

  test('registers hold a stale service, training of every standing, a sealed row, and one grave risk that waits', async () => {
    const { rows, signOffs } = await registersOf('neema', theGate.title)
    const of = (register: string) => rows.filter((row) => row.register === register)
    expect(of('sites')).toHaveLength(2)
    expect(of('people').map(({ values }) => values.part)).toEqual(
      expect.arrayContaining(['focal_point', 'deputy']),
    )
    const tried = of('referrals').map(({ values }) => standingOfReferral(values, today).state)
    expect([...new Set(tried)].sort()).toEqual(['fresh', 'never', 'stale'])
    const trained = of('training').map(({ values }) => stateOfTraining(values, today))
    expect(trained).toEqual(expect.arrayContaining(['competent', 'expiring', 'expired', 'booked']))
    expect(of('risks').filter(({ sealed }) => sealed)).toHaveLength(1)
    const grave = of('risks').filter(({ values }) => needsSignOff(standingOfRisk(values).after))
    const waiting = grave.filter(({ id }) => signOffs.every(({ rowId }) => rowId !== id))
    expect(waiting.map(({ values }) => standingOfRisk(values).after)).toContain('critical')
    expect(grave.length).toBeGreaterThan(waiting.length)
    expect(of('money').map(({ values }) => values.line)).toContain('pettyCash')
  })

  test('what was sent carries its tier, its risks and its evidence, and one critical risk waits for the funder', async () => {
    const sent = await asSystem('a test', (tx) =>
      tx.submission.findFirstOrThrow({ where: { assessment: { title: nightBread.title } } }),
    )
    expect(sentPlan(sent.content as object)).toMatchObject({ tier: 2, reasons: ['sensitive'] })
    expect(criticalRisksOf(sent.content)).toHaveLength(1)
    expect((sent.content as { evidence: unknown[] }).evidence).toHaveLength(3)
    const evidence = await database.query<{ kind: string }>(
      'select distinct kind from evidence_item order by 1',
    )
    expect(evidence.map(({ kind }) => kind)).toEqual(['assessment_by_others', 'file', 'link', 'page'])
  })

  test('a passport is open to the funder, was read once, and holds what was sent', async () => {
    const [row] = await database.query<{ readings: number; answers: number }>(`
      select (select count(*)::int from passport_reading r where r.grant_id = g.id) as readings,
        (select count(*)::int from passport_answer a where a.organisation_id = g.organisation_id) as answers
      from passport_grant g`)
    expect(row).toEqual({ readings: 1, answers: nightBread.passport!.keeps.length })
  })

  test('a donor asks requirements of its own in a draft of the enhanced tier', async () => {
    const [call] = await database.query(`
      select c.state, c.least_tier as "leastTier", f.framework_id as framework from call c
      join framework_version f on f.framework_id = c.framework_id and f.version = c.framework_version`)
    expect(call).toEqual({ state: 'draft', leastTier: 3, framework: 'mof-measured-freedom' })
  })

  test('everybody who writes a plan opens each of its pages', async () => {
    for (const plan of wholePlans)
      for (const writer of [plan.author, ...(plan.helps ?? []).map(({ name }) => name)]) {
        const actor = await actorOf(writer)
        const id = await idOf(plan.title)
        await assessmentPage(actor, id)
        const { requirements } = await answersOf(plan.author, plan.title)
        for (const asked of requirements) await requirementPage(actor, id, asked.id)
        await checkPage(actor, id)
        await listsPage(actor, id)
        for (const list of listPages) await registerPage(actor, id, list, 1, '')
        await planEvidencePage(actor, id)
        await commentsPage(actor, id, null)
        await contributorsPage(actor, id)
        await coveragePage(actor, id)
        await exportsPage(actor, id)
      }
  }, 120_000)

  test('nothing in it points at anybody real', async () => {
    const links = await database.query<{ url: string }>('select url from evidence_item where url is not null')
    for (const { url } of links) expect(new URL(url).hostname).toMatch(/\.example$/)
    const assessed = await database.query<{ by: string }>(
      'select assessed_by as by from evidence_item where assessed_by is not null',
    )
    for (const { by } of assessed) expect(by).toMatch(/\(fictional\)$/)
  })
})

test('every plan is read by its author, and by whoever judges it once it is sent', async () => {
  const plans = await database.query<{ id: string; author: string; reviewer: string | null }>(`
    select a.id, p.user_name as author,
      (select q.user_name from participation x join membership m on m.organisation_id = x.organisation_id
        join person q on q.id = m.person_id
        where x.record_id = a.id and x.capacity = 'reviewing_body' and m.role = 'reviewer' and not exists (
          select from conflict_declaration c where c.assessment_id = a.id and c.person_id = q.id and c.conflicted)
        limit 1) as reviewer
    from assessment a join person p on p.id = a.created_by_id`)
  expect(plans.length).toBeGreaterThanOrEqual(23)
  for (const { id, author, reviewer } of plans) {
    await assessmentPage(await actorOf(author as PersonKey), id)
    await checkPage(await actorOf(author as PersonKey), id)
    if (!reviewer) continue
    const judge = await actorOf(reviewer as PersonKey)
    await declareNoConflict(judge, id, new Date())
    await reviewPage(judge, id)
  }
}, 60_000)

test('old letters are not sent, and everybody finds what was told them on the day on which it was', async () => {
  const jobs = await database.query<{ name: string; jobs: number }>(
    'select name, count(*)::int as jobs from pgboss.job group by name',
  )
  const count = (name: string) => jobs.find((job) => job.name === name)?.jobs ?? 0
  expect(count('drawDocuments') + count('notify')).toBe(0)
  expect(count('sendMail')).toBeLessThan(60)
  const told = await database.query<{ name: string; read: number; unread: number; late: number }>(
    `select p.user_name as name, count(n.read_at)::int as read, count(*) filter (where n.read_at is null)::int as unread,
       count(*) filter (where n.at > $1 or n.read_at > $1)::int as late
     from notice n join person p on p.id = n.person_id group by p.id`,
    [at],
  )
  for (const name of ['ruth', 'samuel', 'nadia', 'helene', 'adwoa', 'rahila', 'fanta', 'grace']) {
    const { read, unread, late } = told.find((one) => one.name === name)!
    expect(read, name).toBeGreaterThan(0)
    expect(unread, name).toBeGreaterThan(0)
    expect(late, name).toBe(0)
  }
  expect(told.reduce((sum, { unread }) => sum + unread, 0)).toBeLessThan(140)
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
  expect(roles.size).toBe(8)
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

function idOf(title: string): Promise<string> {
  return asSystem('a plan in a test', async (tx) => {
    return (await tx.assessment.findFirstOrThrow({ where: { title }, select: { id: true } })).id
  })
}

async function asWriter<Read>(
  writer: PersonKey,
  title: string,
  read: (tx: Transaction, row: Awaited<ReturnType<typeof getAssessment>>) => Promise<Read>,
): Promise<Read> {
  const [actor, id] = [await actorOf(writer), await idOf(title)]
  return withScope(actor.id, async (tx) => read(tx, await getAssessment(tx, scopeOf(actor), id)))
}

function countsOf(writer: PersonKey, title: string) {
  return asWriter(writer, title, async (tx, row) => ({
    ...planCounts(row, await listAnswers(tx, row.id)),
    tier: row.plan?.tier,
    state: row.state,
  }))
}

function answersOf(writer: PersonKey, title: string) {
  return asWriter(writer, title, async (tx, row) => ({
    answers: await listAnswers(tx, row.id),
    requirements: asShown(row.frameworkId, row.frameworkVersion, 'project', 'en', row.plan).requirements,
  }))
}

function registersOf(writer: PersonKey, title: string) {
  return asWriter(writer, title, async (tx, row) => ({
    rows: await listRows(tx, row.id, registerIds),
    signOffs: await listSignOffs(tx, row.id),
  }))
}

async function actorOf(userName: PersonKey): Promise<Actor> {
  return asSystem('somebody in a test', async (tx) => {
    const { id, name, locale, memberships } = await tx.person.findFirstOrThrow({
      where: { userName },
      include: { memberships: { include: { organisation: true } } },
    })
    const held = memberships.map(({ id, organisation, role }): Membership => ({
      id,
      organisationId: organisation.id,
      organisationName: organisation.name,
      organisationKind: organisation.kind as Membership['organisationKind'],
      role: role as Membership['role'],
    }))
    const job = { memberships: held, membershipId: held[0]!.id, sessionId: id, steppedUpAt: null }
    return { id, name, locale: locale as 'en' | 'fr', ...job, fictional: true }
  })
}

test('a reporting page is open, and what came in opens with the phrase that everybody knows, and with nothing else', async () => {
  const [door] = await database.query<{ openedOn: Date; testedOn: Date; terms: unknown }>(
    'select opened_on as "openedOn", tested_on as "testedOn", terms from concern_door',
  )
  expect(door?.openedOn && door.testedOn).toBeTruthy()
  expect(rotaHolds(DoorTerms.parse(door!.terms), at)).toBe(true)
  const cases = await database.query<{ id: string; state: string; isTest: boolean }>(
    'select id, state, is_test as "isTest" from concern order by arrived_on, state',
  )
  expect(cases.map(({ state, isTest }) => `${state}${isTest ? ' (test)' : ''}`)).toEqual([
    'acknowledged (test)',
    'acknowledged',
    'complaint_received',
    'received',
  ])
  const [held] = await database.query<{ wrap: Buffer; envelope: Buffer; part: Buffer }>(
    `select w.sealed as wrap, e.sealed as envelope, s.sealed as part
     from concern_envelope e join concern_key k on k.id = e.key_id and k.kind = 'file'
     join sealed_part s on s.key_id = k.id join handler_key h on h.id = e.handler_key_id
     join person p on p.id = h.person_id join handler_key_wrap w on w.key_id = h.id
     where k.concern_id = $1 and p.user_name = 'orla' and e.holder = 'handler' order by s.position limit 1`,
    [cases.at(-1)!.id],
  )
  const { identity } = await unlockWithPhrase(held!.wrap, demonstrationPhrase)
  const caseKey = Buffer.from(await openWith([identity], held!.envelope)).toString()
  const account = Part.parse(unpadded(await openWith([caseKey], held!.part)))
  expect(account).toMatchObject({ kind: 'account', locale: 'fr' })
  await expect(unlockWithPhrase(held!.wrap, 'lumok dafin sotal vinur gamos bitas')).rejects.toThrow()
})
