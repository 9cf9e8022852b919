import { beforeEach, describe, expect, test } from 'vitest'
import * as invitationRoute from '#app/routes/app.invitation.tsx'
import * as inviteRoute from '#app/routes/app.people_.invite.tsx'
import * as peopleRoute from '#app/routes/app.people.tsx'
import * as personRoute from '#app/routes/app.people_.$personId.tsx'
import * as signInRoute from '#app/routes/app.sign-in.tsx'
import { openToken } from '#app/server/mail/sealed-token.server.ts'
import { forgetEveryTry } from '#app/server/sign-in/rate-limit.server.ts'
import { findActor } from '#app/server/with-actor.server.ts'
import { aCookieOf, anAccount, anOrganisation, password, type Account } from '#tests/support/accounts.ts'
import { answerOf, ask, expectRedirect, keysIn, type Answer } from '#tests/support/browser.ts'
import { withTestDatabase } from '#tests/support/database.ts'

const database = withTestDatabase()
const context = {} as never
const twice = { password, passwordAgain: password }

let organisationId: string
let administrator: Account
let officer: Account
let investigator: Account
let count = 0

beforeEach(async () => {
  forgetEveryTry()
  count += 1
  organisationId = await anOrganisation()
  administrator = await anAccount({ organisationId, role: 'administrator', authenticator: true })
  officer = await anAccount({ organisationId, role: 'programme_officer' })
  investigator = await anAccount({ organisationId, role: 'principal_investigator' })
})

async function invite(by: Account, form: Record<string, string>): Promise<Answer> {
  const request = ask('/app/people/invite', {
    cookie: await aCookieOf(by),
    form: { name: 'Fictional Newcomer', ...form },
  })
  return answerOf(() => inviteRoute.action({ request, params: {}, context }))
}

const onPaper = (userName: string, role = 'focal_point') => ({ how: 'print', userName, role })
const codeIn = (answer: Answer) => (answer.value as { invited: { code: string } }).invited.code
const open = (form: Record<string, string>, cookie?: string) =>
  answerOf(() =>
    invitationRoute.action({
      request: ask('/app/invitation', { form, cookie: cookie ?? null }),
      params: {},
      context,
    }),
  )

async function change(by: Account, whom: Account, form: Record<string, string>): Promise<Answer> {
  const cookie = await aCookieOf(by)
  await database.query('update session set stepped_up_at = now() where person_id = $1', [by.id])
  const request = ask(`/app/people/${whom.id}`, { cookie, form })
  return answerOf(() => personRoute.action({ request, params: { personId: whom.id }, context }))
}

async function membershipOf(account: Account): Promise<string> {
  const [row] = await database.query<{ id: string }>('select id from membership where person_id = $1', [
    account.id,
  ])
  return row!.id
}

const actions = async (account: Account) =>
  (
    await database.query<{ action: string }>(
      'select action from ledger_entry where subject = $1 order by position',
      [account.id],
    )
  ).map(({ action }) => action)

describe('inviting', () => {
  test('is for administrators; an investigator may invite a focal point, and nobody an administrator', async () => {
    expect((await invite(officer, onPaper(`new${count}`))).status).toBe(403)
    expect((await invite(investigator, onPaper(`new${count}`, 'administrator'))).status).toBe(403)
    expect((await invite(investigator, onPaper(`new${count}`))).status).toBe(200)
  })

  test('an incomplete form comes back with what was typed', async () => {
    const answer = await invite(administrator, { how: 'print', userName: 'a b', role: 'focal_point' })
    expect(keysIn(answer)).toEqual(['auth.userName.wrong'])
    expect(answer.value).toMatchObject({ typed: { userName: 'a b', name: 'Fictional Newcomer' } })
  })

  test('a printed code is shown once and only its hash is stored', async () => {
    const code = codeIn(await invite(administrator, onPaper(`new${count}`)))
    const rows = await database.query('select * from invitation where organisation_id = $1', [organisationId])
    expect(JSON.stringify(rows)).not.toContain(code)
    expect(code).toMatch(/^(\w{4}-){3}\w{4}$/)
  })

  test('by mail, the code travels sealed and is not shown', async () => {
    const answer = await invite(administrator, {
      how: 'mail',
      email: `new${count}@example.org`,
      role: 'reviewer',
    })
    expect(codeIn(answer)).toBeNull()
    const [invitation] = await database.query<{ id: string }>(
      'select id from invitation where organisation_id = $1',
      [organisationId],
    )
    const [job] = await database.query<{ data: { sealedToken: string } }>(
      `select data from pgboss.job where data ->> 'invitationId' = $1`,
      [invitation!.id],
    )
    const page = await open({ code: openToken('invitation', job!.data.sealedToken)! })
    expect(page.value).toMatchObject({ page: { email: `new${count}@example.org`, hasAccount: false } })
  })
})

describe('an open invitation', () => {
  test('is withdrawn, and its address read, only by who may give that job', async () => {
    await invite(administrator, { how: 'mail', email: `approver${count}@example.org`, role: 'approver' })
    await invite(investigator, onPaper(`focal${count}`))
    const cookie = await aCookieOf(investigator)
    const page = await answerOf(() =>
      peopleRoute.loader({ request: ask('/app/people', { cookie }), params: {}, context }),
    )
    type Row = { id: string; email: string | null; userName: string | null; mayWithdraw: boolean }
    const rows = (page.value as { invitations: Row[] }).invitations
    expect(rows.map(({ email, userName, mayWithdraw }) => [email, userName, mayWithdraw])).toEqual([
      [null, `focal${count}`, true],
      [null, null, false],
    ])
    const withdraw = (invitationId: string) =>
      answerOf(() =>
        peopleRoute.action({
          request: ask('/app/people', { cookie, form: { invitationId } }),
          params: {},
          context,
        }),
      )
    expect((await withdraw(rows[1]!.id)).status).toBe(403)
    expectRedirect(await withdraw(rows[0]!.id), '/app/people')
  })
})

describe('accepting', () => {
  test('a wrong, used, withdrawn or old code opens nothing', async () => {
    expect(keysIn(await open({ code: 'AAAA-BBBB-CCCC-DDDD' }))).toEqual(['auth.invitation.refused'])

    const used = codeIn(await invite(administrator, onPaper(`used${count}`)))
    await open({ step: 'accept', code: used, userName: `used${count}`, ...twice })
    expect(keysIn(await open({ code: used }))).toEqual(['auth.invitation.refused'])

    const withdrawn = codeIn(await invite(administrator, onPaper(`gone${count}`)))
    const [row] = await database.query<{ id: string }>(`select id from invitation where user_name = $1`, [
      `gone${count}`,
    ])
    const request = ask('/app/people', {
      cookie: await aCookieOf(administrator),
      form: { invitationId: row!.id },
    })
    expectRedirect(await answerOf(() => peopleRoute.action({ request, params: {}, context })), '/app/people')
    expect(keysIn(await open({ code: withdrawn }))).toEqual(['auth.invitation.refused'])

    const old = codeIn(await invite(administrator, onPaper(`old${count}`)))
    await database.query(`update invitation set expires_at = now() where user_name = $1`, [`old${count}`])
    expect(keysIn(await open({ step: 'accept', code: old, userName: `old${count}`, ...twice }))).toEqual([
      'auth.invitation.refused',
    ])
  })

  test('a user name that is taken is refused, and the code still works', async () => {
    const code = codeIn(await invite(administrator, onPaper(`taken${count}`)))
    const person = await anAccount({ organisationId, role: 'focal_point', mail: false })
    expect(keysIn(await open({ step: 'accept', code, userName: person.signsInWith, ...twice }))).toEqual([
      'auth.userName.taken',
    ])
    expectRedirect(await open({ step: 'accept', code, userName: `free${count}`, ...twice }), '/app')
  })

  test('an account that exists is never given a new password', async () => {
    await invite(administrator, { how: 'mail', email: officer.signsInWith, role: 'reviewer' })
    const [job] = await database.query<{ data: { sealedToken: string } }>(
      `select data from pgboss.job where data ->> 'mail' = 'invitation' order by created_on desc limit 1`,
    )
    const code = openToken('invitation', job!.data.sealedToken)!
    expect(keysIn(await open({ step: 'accept', code, ...twice }))).toEqual(['auth.invitation.hasAccount'])
    const request = ask('/app/sign-in', { form: { name: officer.signsInWith, password } })
    expect((await answerOf(() => signInRoute.action({ request, params: {}, context }))).status).toBe(302)
  })

  test('two who accept at once: one gets an account', async () => {
    const code = codeIn(await invite(administrator, onPaper(`both${count}`)))
    const names = [`first${count}`, `second${count}`]
    const answers = await Promise.all(
      names.map((userName) => open({ step: 'accept', code, userName, ...twice })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([302, 422])
  })

  test('someone without an address chooses a password and is signed in', async () => {
    const code = codeIn(await invite(administrator, onPaper(`amina${count}`)))
    expect(await open({ code: code.toLowerCase() })).toMatchObject({
      status: 200,
      value: { page: { userName: `amina${count}`, signedInAs: null } },
    })
    const answer = await open({ step: 'accept', code, userName: `Amina${count}`, ...twice })
    expectRedirect(answer, '/app')
    const actor = await findActor(ask('/app', { cookie: answer.cookie }))
    expect(actor).toMatchObject({
      name: 'Fictional Newcomer',
      memberships: [{ organisationId, role: 'focal_point' }],
    })
    expect(await actions({ id: actor!.id } as Account)).toEqual(['person.create', 'membership.give'])
  })

  test('someone signed in gets one more job; one that needs a second factor asks for it at once', async () => {
    const cookie = await aCookieOf(officer)
    const light = codeIn(await invite(administrator, onPaper(`x${count}`)))
    expectRedirect(await open({ step: 'join', code: light }, cookie), '/app/account')
    expect((await findActor(ask('/app', { cookie })))?.memberships.map(({ role }) => role)).toEqual([
      'programme_officer',
      'focal_point',
    ])

    const heavy = codeIn(await invite(administrator, onPaper(`y${count}`, 'approver')))
    expectRedirect(await open({ step: 'join', code: heavy }, cookie), '/app/sign-in')
    expect(await findActor(ask('/app', { cookie }))).toBeNull()
  })
})

describe('the people of an organisation', () => {
  const seen = async (by: Account) => {
    const request = ask('/app/people', { cookie: await aCookieOf(by) })
    return answerOf(() => peopleRoute.loader({ request, params: {}, context }))
  }

  test('are not shown to everyone, addresses only to administrators, and strangers never', async () => {
    expect((await seen(officer)).status).toBe(403)
    const names = (answer: Answer) =>
      (answer.value as { people: { name: string; accountName: string | null }[] }).people
    expect(names(await seen(investigator)).map(({ accountName }) => accountName)).toEqual([null, null, null])
    const all = names(await seen(administrator))
    expect(all.map(({ name }) => name).sort()).toEqual(
      [administrator.name, investigator.name, officer.name].sort(),
    )
    expect(all.map(({ accountName }) => accountName)).toContain(officer.signsInWith)
  })

  test('somebody of another organisation is not there', async () => {
    const stranger = await anAccount({ organisationId: await anOrganisation(), role: 'focal_point' })
    expect((await change(administrator, stranger, { change: 'give', role: 'reviewer' })).status).toBe(404)
    expect((await change(administrator, stranger, { change: 'reset' })).status).toBe(404)
    expect(
      (await change(administrator, stranger, { change: 'end', membershipId: await membershipOf(stranger) }))
        .status,
    ).toBe(404)
    const request = ask('/app/people/x', { cookie: await aCookieOf(administrator) })
    for (const personId of [stranger.id, 'not-an-id']) {
      expect(
        (await answerOf(() => personRoute.loader({ request, params: { personId }, context }))).status,
      ).toBe(404)
    }
  })

  test('nobody changes themselves, and only administrators change others', async () => {
    expect((await change(administrator, administrator, { change: 'give', role: 'approver' })).status).toBe(
      403,
    )
    expect(
      (
        await change(administrator, administrator, {
          change: 'end',
          membershipId: await membershipOf(administrator),
        })
      ).status,
    ).toBe(403)
    expect((await change(investigator, officer, { change: 'give', role: 'approver' })).status).toBe(403)
    expect((await change(investigator, officer, { change: 'reset' })).status).toBe(403)
  })

  test('a job is given, ended and given again, each in the ledger', async () => {
    expectRedirect(
      await change(administrator, officer, { change: 'give', role: 'focal_point' }),
      '/app/people',
    )
    const [row] = await database.query<{ id: string }>(
      `select id from membership where person_id = $1 and role = 'focal_point'`,
      [officer.id],
    )
    expectRedirect(
      await change(administrator, officer, { change: 'end', membershipId: row!.id }),
      '/app/people',
    )
    const cookie = await aCookieOf(officer)
    expect((await findActor(ask('/app', { cookie })))?.memberships).toHaveLength(1)
    await change(administrator, officer, { change: 'give', role: 'focal_point' })
    expect((await findActor(ask('/app', { cookie })))?.memberships).toHaveLength(2)
    expect(await actions(officer)).toEqual(['membership.give', 'membership.end', 'membership.give'])
  })

  test('a job that needs a second factor ends the sessions that never gave one', async () => {
    const cookie = await aCookieOf(officer)
    await change(administrator, officer, { change: 'give', role: 'reviewer' })
    expect(await findActor(ask('/app', { cookie }))).toBeNull()
  })

  test('a lost phone: the person signs in with the password and sets up anew', async () => {
    const reviewer = await anAccount({ organisationId, role: 'reviewer', authenticator: true })
    const cookie = await aCookieOf(reviewer)
    expectRedirect(await change(administrator, reviewer, { change: 'reset' }), '/app/people')
    expect(await findActor(ask('/app', { cookie }))).toBeNull()
    const request = ask('/app/sign-in', { form: { name: reviewer.signsInWith, password } })
    expectRedirect(
      await answerOf(() => signInRoute.action({ request, params: {}, context })),
      '/app/sign-in/set-up',
    )
    expect(await actions(reviewer)).toEqual(['secondFactor.reset'])
  })

  test('an organisation does not take away the second factor that another relies on', async () => {
    const approver = await anAccount({
      organisationId: await anOrganisation(),
      role: 'approver',
      authenticator: true,
    })
    await database.query(
      `insert into membership (person_id, organisation_id, role) values ($1, $2, 'focal_point')`,
      [approver.id, organisationId],
    )
    expect((await change(administrator, approver, { change: 'reset' })).status).toBe(403)
    expect(await database.query('select from totp where person_id = $1', [approver.id])).toHaveLength(1)
  })
})
