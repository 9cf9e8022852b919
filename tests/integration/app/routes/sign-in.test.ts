import { beforeEach, describe, expect, test, vi } from 'vitest'
import * as codeRoute from '#app/routes/app.sign-in_.code.tsx'
import * as setUpRoute from '#app/routes/app.sign-in_.set-up.tsx'
import * as signInRoute from '#app/routes/app.sign-in.tsx'
import * as signOutRoute from '#app/routes/app.sign-out.tsx'
import * as everywhereRoute from '#app/routes/app.account_.sign-out-everywhere.tsx'
import { forgetEveryTry } from '#app/server/sign-in/rate-limit.server.ts'
import { codeAt, stepAt } from '#app/server/sign-in/totp.server.ts'
import { findActor } from '#app/server/with-actor.server.ts'
import { aCookieOf, anAccount, anOrganisation, password, type Account } from '#tests/support/accounts.ts'
import { answerOf, ask, expectRedirect, keysIn } from '#tests/support/browser.ts'
import { withTestDatabase } from '#tests/support/database.ts'

const database = withTestDatabase()
const context = {} as never
const params = {}

const signIn = (form: Record<string, string>, path = '/app/sign-in', cookie?: string | null) =>
  answerOf(() =>
    signInRoute.action({ request: ask(path, { form, cookie: cookie ?? null }), params, context }),
  )
const giveCode = (code: string, cookie: string | null, path = '/app/sign-in/code') =>
  answerOf(() => codeRoute.action({ request: ask(path, { form: { code }, cookie }), params, context }))
const now = (account: Account, step = stepAt(new Date())) => codeAt(account.secret, step)
const isSignedIn = async (cookie: string | null) => (await findActor(ask('/app', { cookie }))) !== null

let officer: Account
let approver: Account
let newApprover: Account

beforeEach(async () => {
  forgetEveryTry()
  const organisationId = await anOrganisation()
  officer = await anAccount({ organisationId, role: 'programme_officer' })
  approver = await anAccount({ organisationId, role: 'approver', authenticator: true })
  newApprover = await anAccount({ organisationId, role: 'approver' })
})

describe('who is refused', () => {
  test('a wrong password and a name that nobody has get the same answer', async () => {
    const wrong = await signIn({ name: officer.signsInWith, password: 'not the password' })
    const nobody = await signIn({ name: 'nobody@example.org', password: 'not the password' })
    expect([wrong.status, nobody.status]).toEqual([422, 422])
    expect(keysIn(wrong)).toEqual(['auth.signIn.refused'])
    expect(keysIn(nobody)).toEqual(keysIn(wrong))
    expect([wrong.setCookie, nobody.setCookie]).toEqual([null, null])
  })

  test('an empty form says what is missing and asks nothing of the database', async () => {
    expect(keysIn(await signIn({ name: '', password: '' }))).toEqual([
      'auth.signIn.nameMissing',
      'auth.signIn.passwordMissing',
    ])
  })

  test('someone who tries too often is told when to try again, also with the right password', async () => {
    for (let each = 0; each < 5; each += 1) await signIn({ name: officer.signsInWith, password: 'wrong' })
    const answer = await signIn({ name: officer.signsInWith, password })
    expect(keysIn(answer)).toEqual(['auth.tooMany'])
    expect(answer.value).toMatchObject({ errors: { '': { values: { minutes: 1 } } } })
  })

  test('a person whose account is closed', async () => {
    await database.query('update person set closed_at = now() where id = $1', [officer.id])
    expect((await signIn({ name: officer.signsInWith, password })).status).toBe(422)
  })

  test('half a sign-in opens nothing', async () => {
    const { cookie } = await signIn({ name: approver.signsInWith, password })
    expect(await isSignedIn(cookie)).toBe(false)
  })

  test('a wrong code, and a code without a password before it', async () => {
    const { cookie } = await signIn({ name: approver.signsInWith, password })
    expect(keysIn(await giveCode('000000', cookie))).toEqual(['auth.code.refused'])
    expect(keysIn(await giveCode(now(approver), null))).toEqual(['auth.startAgain'])
  })

  test('a code that was taken before, also in another sign-in', async () => {
    const code = now(approver)
    const first = await signIn({ name: approver.signsInWith, password })
    const second = await signIn({ name: approver.signsInWith, password })
    expectRedirect(await giveCode(code, first.cookie), '/app')
    expect(keysIn(await giveCode(code, second.cookie))).toEqual(['auth.code.refused'])
  })

  test('two who give the same code at once: one is let in', async () => {
    const code = now(approver)
    const sessions = [
      await signIn({ name: approver.signsInWith, password }),
      await signIn({ name: approver.signsInWith, password }),
    ]
    const answers = await Promise.all(sessions.map(({ cookie }) => giveCode(code, cookie)))
    expect(answers.map(({ status }) => status).sort()).toEqual([302, 422])
  })

  test('after six wrong codes the right one has to wait', async () => {
    const { cookie } = await signIn({ name: approver.signsInWith, password })
    for (let each = 0; each < 6; each += 1) await giveCode('000000', cookie)
    expect(keysIn(await giveCode(now(approver), cookie))).toEqual(['auth.tooMany'])
  })

  test('a cookie that nobody was given, or that is not one', async () => {
    expect(await isSignedIn(`amana=${'a'.repeat(43)}`)).toBe(false)
    expect(await isSignedIn('amana=short')).toBe(false)
    expect(await isSignedIn(`other=${'a'.repeat(43)}`)).toBe(false)
  })

  test('a session that was idle for an hour, and one that is twelve hours old', async () => {
    const idle = await aCookieOf(officer)
    await database.query(
      `update session set last_seen_at = now() - interval '61 minutes' where person_id = $1`,
      [officer.id],
    )
    expect(await isSignedIn(idle)).toBe(false)
    const old = await aCookieOf(officer)
    await database.query(`update session set expires_at = now() where person_id = $1`, [officer.id])
    expect(await isSignedIn(old)).toBe(false)
  })

  test('the address to go on to never leaves this site', async () => {
    for (const next of ['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example']) {
      const path = `/app/sign-in?next=${encodeURIComponent(next)}`
      expectRedirect(await signIn({ name: officer.signsInWith, password }, path), '/app')
    }
  })

  test('a passkey that is not one, and an answer to a challenge that we did not make', async () => {
    expect(keysIn(await signIn({ credential: 'not json' }))).toEqual(['auth.passkey.refused'])
    for (const id of ['unknown', '\\u0000', '']) {
      const credential = `{"id":"${id}","response":{}}`
      expect(keysIn(await signIn({ credential }))).toEqual(['auth.passkey.refused'])
    }
  })

  test('a job that needs a second factor does not open before one is set up', async () => {
    const answer = await signIn({ name: newApprover.signsInWith, password })
    expectRedirect(answer, '/app/sign-in/set-up')
    expect(await isSignedIn(answer.cookie)).toBe(false)
    expect(keysIn(await giveCode('000000', answer.cookie))).toEqual(['auth.startAgain'])
  })

  test('a secret made for somebody else cannot be set up', async () => {
    const mine = await signIn({ name: newApprover.signsInWith, password })
    const other = await anAccount({ organisationId: await anOrganisation(), role: 'reviewer' })
    const theirs = await signIn({ name: other.signsInWith, password })
    const page = await answerOf(() =>
      setUpRoute.loader({ request: ask('/app/sign-in/set-up', { cookie: theirs.cookie }), params, context }),
    )
    const { proposal, secret } = page.value as { proposal: string; secret: string }
    const form = { proposal, code: codeAt(secret.replaceAll(' ', ''), stepAt(new Date())) }
    const answer = await answerOf(() =>
      setUpRoute.action({
        request: ask('/app/sign-in/set-up', { cookie: mine.cookie, form }),
        params,
        context,
      }),
    )
    expect(keysIn(answer)).toEqual(['auth.setUp.stale'])
  })
})

describe('who is let in', () => {
  test('a programme officer by password, with a cookie for /app alone', async () => {
    const answer = await signIn(
      { name: officer.signsInWith.toUpperCase(), password },
      '/app/sign-in?next=/app/calls',
    )
    expectRedirect(answer, '/app/calls')
    expect(answer.setCookie).toMatch(/^amana=[\w-]{43}; Path=\/app; Max-Age=604800; HttpOnly; SameSite=Lax$/)
    const actor = await findActor(ask('/app', { cookie: answer.cookie }))
    expect(actor).toMatchObject({ id: officer.id, name: officer.name, steppedUpAt: null, fictional: true })
    expect(actor?.memberships).toMatchObject([{ role: 'programme_officer', organisationKind: 'funder' }])
    expect(actor?.membershipId).toBe(actor?.memberships[0]?.id)
  })

  test('only the hash of the token is stored', async () => {
    const { cookie } = await signIn({ name: officer.signsInWith, password })
    const rows = await database.query<{ row: string }>(
      `select session::text as row from session where person_id = $1`,
      [officer.id],
    )
    const token = cookie!.slice('amana='.length)
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(token).toString('hex'))
  })

  test('over HTTPS the cookie is sent over HTTPS only', async () => {
    vi.resetModules()
    vi.stubEnv('AMANA_ORIGIN', 'https://amana.example.org')
    vi.stubEnv('AMANA_DEMONSTRATION', 'no')
    const { sessionCookie } = await import('#app/server/sign-in/sessions.server.ts')
    expect(sessionCookie('x')).toMatch(/; Secure$/)
    vi.unstubAllEnvs()
    vi.resetModules()
  })

  test('someone without an e-mail address, by user name', async () => {
    const person = await anAccount({
      organisationId: await anOrganisation(),
      role: 'focal_point',
      mail: false,
    })
    expectRedirect(await signIn({ name: person.signsInWith, password }), '/app')
  })

  test('an approver by password and code, under a new token', async () => {
    const half = await signIn({ name: approver.signsInWith, password }, '/app/sign-in?next=/app/calls')
    expectRedirect(half, '/app/sign-in/code?next=%2Fapp%2Fcalls')
    const whole = await giveCode(now(approver), half.cookie, half.location!)
    expectRedirect(whole, '/app/calls')
    expect(whole.cookie).not.toBe(half.cookie)
    expect(await isSignedIn(whole.cookie)).toBe(true)
    expect(await isSignedIn(half.cookie)).toBe(false)
  })

  test('the code may be one step early or late, and typed in two groups', async () => {
    const step = stepAt(new Date())
    for (const code of [now(approver, step - 1), now(approver, step).replace(/^.../, '$& ')]) {
      const { cookie } = await signIn({ name: approver.signsInWith, password })
      expectRedirect(await giveCode(code, cookie), '/app')
    }
  })

  test('a demonstration account sees its code, anybody else does not', async () => {
    const seen = async (account: Account) => {
      const { cookie } = await signIn({ name: account.signsInWith, password })
      const page = await answerOf(() =>
        codeRoute.loader({ request: ask('/app/sign-in/code', { cookie }), params, context }),
      )
      return (page.value as { demonstration: { code: string } | null }).demonstration
    }
    const real = await anAccount({
      organisationId: await anOrganisation(),
      role: 'approver',
      authenticator: true,
      fictional: false,
    })
    expect(await seen(approver)).toEqual({ code: expect.stringMatching(/^\d{6}$/) as string })
    expect(await seen(real)).toBeNull()
  })

  test('a new approver sets up an authenticator and gets ten recovery codes, each good once', async () => {
    const half = await signIn({ name: newApprover.signsInWith, password })
    const request = (form?: Record<string, string>) =>
      ask('/app/sign-in/set-up', { cookie: half.cookie, ...(form ? { form } : {}) })
    const page = await answerOf(() => setUpRoute.loader({ request: request(), params, context }))
    const { proposal, secret, link, picture } = page.value as {
      proposal: string
      secret: string
      link: string
      picture: { path: string }
    }
    expect(link).toContain(secret.replaceAll(' ', ''))
    expect(picture.path).toMatch(/^M\d+ \d+h1v1h-1z/)

    const wrong = await answerOf(() =>
      setUpRoute.action({ request: request({ proposal, code: '000000' }), params, context }),
    )
    expect(keysIn(wrong)).toEqual(['auth.code.refused'])
    expect((wrong.value as { page: { proposal: string } }).page.proposal).toBe(proposal)

    const code = codeAt(secret.replaceAll(' ', ''), stepAt(new Date()))
    const done = await answerOf(() =>
      setUpRoute.action({ request: request({ proposal, code }), params, context }),
    )
    const { recoveryCodes } = done.value as { recoveryCodes: string[] }
    expect(recoveryCodes).toHaveLength(10)
    expect(await isSignedIn(done.cookie)).toBe(true)

    const again = async () => (await signIn({ name: newApprover.signsInWith, password })).cookie
    expect(keysIn(await giveCode(code, await again()))).toEqual(['auth.code.refused'])
    expectRedirect(await giveCode(recoveryCodes[0]!.toLowerCase(), await again()), '/app')
    expect(keysIn(await giveCode(recoveryCodes[0]!, await again()))).toEqual(['auth.code.refused'])
    expectRedirect(await giveCode(recoveryCodes[1]!, await again()), '/app')
    const entries = await database.query(`select action from ledger_entry where subject = $1`, [
      newApprover.id,
    ])
    expect(entries).toEqual([{ action: 'secondFactor.setUp' }])
  })

  test('the secret of an authenticator is stored sealed', async () => {
    const [row] = await database.query<{ sealed: Buffer }>(
      `select secret_sealed as sealed from totp where person_id = $1`,
      [approver.id],
    )
    expect(Buffer.from(row!.sealed).toString('latin1')).not.toContain(approver.secret)
  })

  test('signing in again ends the session that the browser had', async () => {
    const first = await signIn({ name: officer.signsInWith, password })
    const second = await signIn({ name: officer.signsInWith, password }, '/app/sign-in', first.cookie)
    expect(await isSignedIn(first.cookie)).toBe(false)
    expect(await isSignedIn(second.cookie)).toBe(true)
  })
})

describe('signing out', () => {
  test('ends the session and takes the cookie away', async () => {
    const cookie = await aCookieOf(officer)
    const answer = await answerOf(() =>
      signOutRoute.action({ request: ask('/app/sign-out', { cookie, form: {} }), params, context }),
    )
    expectRedirect(answer, '/')
    expect(answer.setCookie).toMatch(/^amana=; Path=\/app; Max-Age=0/)
    expect(await isSignedIn(cookie)).toBe(false)
  })

  test('everywhere ends every session of the person and of nobody else, and is in the ledger', async () => {
    const [here, there, theirs] = [
      await aCookieOf(officer),
      await aCookieOf(officer),
      await aCookieOf(approver),
    ]
    await answerOf(() =>
      everywhereRoute.action({
        request: ask('/app/account/sign-out-everywhere', { cookie: here, form: {} }),
        params,
        context,
      }),
    )
    expect(await Promise.all([here, there, theirs].map(isSignedIn))).toEqual([false, false, true])
    const [entry] = await database.query(
      `select action, data, actor_id as actor from ledger_entry where subject = $1`,
      [officer.id],
    )
    expect(entry).toEqual({ action: 'session.endAll', data: { ended: 2 }, actor: officer.id })
  })
})
