import { redirect } from '@remix-run/node'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as signInRoute from '#app/routes/app.sign-in.tsx'
import * as stepUpRoute from '#app/routes/app.step-up.tsx'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { forgetEveryTry } from '#app/server/sign-in/rate-limit.server.ts'
import { withRequestMemory } from '#app/server/sign-in/request-memory.server.ts'
import { codeAt, stepAt } from '#app/server/sign-in/totp.server.ts'
import {
  findActor,
  heldForm,
  requireActor,
  requireStepUp,
  withActor,
  withVisitor,
} from '#app/server/with-actor.server.ts'
import { aCookieOf, anAccount, anOrganisation, password, type Account } from '#tests/support/accounts.ts'
import { answerOf, ask, expectRedirect, keysIn } from '#tests/support/browser.ts'
import { withTestDatabase } from '#tests/support/database.ts'

const database = withTestDatabase()
const context = {} as never
const params = {}
const page = '/app/assessments/one/requirements/R-01'

let author: Account
let colleague: Account
let approver: Account

beforeAll(async () => {
  const organisationId = await anOrganisation()
  author = await anAccount({ organisationId, role: 'principal_investigator' })
  colleague = await anAccount({ organisationId, role: 'focal_point' })
  approver = await anAccount({ organisationId, role: 'approver', authenticator: true })
})
beforeEach(forgetEveryTry)

async function anEndedCookieOf(account: Account): Promise<string> {
  const cookie = await aCookieOf(account)
  await database.query(`update session set last_seen_at = now() - interval '2 hours' where person_id = $1`, [
    account.id,
  ])
  return cookie
}

const run = (request: Request) => answerOf(() => withActor(request, (actor) => actor.name))
const heldIdIn = (location: string) => /held%3D([\w-]+)/.exec(location)?.[1] ?? ''

describe('without a session', () => {
  test('a page sends to sign-in and back again', async () => {
    expectRedirect(await run(ask(`${page}?x=1`)), `/app/sign-in?next=${encodeURIComponent(`${page}?x=1`)}`)
  })

  test('a form that nobody has signed keeps nothing', async () => {
    expectRedirect(
      await run(ask(page, { form: { text: 'words' } })),
      `/app/sign-in?next=${encodeURIComponent(page)}`,
    )
    expect(await database.query('select id from held_form')).toEqual([])
  })
})

describe('when the sign-in ended in mid-form', () => {
  const form = {
    text: 'What we promised.\nEvery word.',
    choice: 'partly',
    password: 'secret words',
    code: '123456',
  }

  test('what was typed comes back to the same person on the same page', async () => {
    const cookie = await anEndedCookieOf(author)
    const away = await run(ask(page, { cookie, form }))
    expectRedirect(away, new RegExp(`^/app/sign-in\\?next=${encodeURIComponent(`${page}?held=`)}`))

    const login = await answerOf(() => signInRoute.loader({ request: ask(away.location!), params, context }))
    expect(login.value).toMatchObject({ saved: true })
    const back = await answerOf(() =>
      signInRoute.action({
        request: ask(away.location!, { form: { name: author.signsInWith, password } }),
        params,
        context,
      }),
    )
    expectRedirect(back, `${page}?held=${heldIdIn(away.location!)}`)
    const request = ask(back.location!, { cookie: back.cookie })
    const typed = await heldForm(request, await requireActor(request))
    expect(typed).toEqual({ text: form.text, choice: 'partly' })
  })

  test('passwords and codes are not kept, and the words are sealed', async () => {
    await run(ask(page, { cookie: await anEndedCookieOf(author), form }))
    const rows = await database.query<{ sealed: Buffer; path: string }>('select sealed, path from held_form')
    for (const { sealed, path } of rows) {
      expect(Buffer.from(sealed).toString('utf8')).not.toMatch(/promised|secret words/)
      expect(path).toBe(page)
    }
  })

  test('another person never sees it, nor does another page', async () => {
    const away = await run(ask(page, { cookie: await anEndedCookieOf(author), form }))
    const held = heldIdIn(away.location!)
    expect(await heldForm(ask(`${page}?held=${held}`), colleague)).toBeNull()
    expect(await heldForm(ask(`/app/elsewhere?held=${held}`), author)).toBeNull()
    expect(await heldForm(ask(`${page}?held=not-an-id`), author)).toBeNull()
    expect(await heldForm(ask(page), author)).toBeNull()
    expect(await heldForm(ask(`${page}?held=${held}`), author)).not.toBeNull()
  })

  test('after a day it is gone', async () => {
    const away = await run(ask(page, { cookie: await anEndedCookieOf(author), form }))
    const held = heldIdIn(away.location!)
    await database.query(`update held_form set created_at = now() - interval '25 hours' where id = $1`, [
      held,
    ])
    expect(await heldForm(ask(`${page}?held=${held}`), author)).toBeNull()
  })

  test('it stays until the page has taken it, and then it is gone', async () => {
    const away = await run(ask(page, { cookie: await anEndedCookieOf(author), form }))
    const held = `${page}?held=${heldIdIn(away.location!)}`
    const cookie = await aCookieOf(author)
    await withActor(ask(held, { cookie, form }), () => Promise.resolve({ errors: {} }))
    expect(await heldForm(ask(held), author)).not.toBeNull()
    await withActor(ask(held, { cookie, form }), () => Promise.resolve(redirect('/app')))
    expect(await heldForm(ask(held), author)).toBeNull()
  })

  test('an answer of a megabyte is kept whole', async () => {
    const text = 'ɓɗƙ '.repeat(150_000)
    const away = await run(ask(page, { cookie: await anEndedCookieOf(author), form: { text } }))
    const typed = await heldForm(ask(`${page}?held=${heldIdIn(away.location!)}`), author)
    expect(typed?.text).toBe(text)
  })
})

describe('with a session', () => {
  test('deliberate errors become their status, and anything else stays a bug', async () => {
    const cookie = await aCookieOf(author)
    const failing = (error: Error) =>
      answerOf(() => withActor(ask('/app', { cookie }), () => Promise.reject(error)))
    expect(await failing(notFound())).toMatchObject({ status: 404, value: { code: 'notFound' } })
    expect(await failing(notPermitted())).toMatchObject({ status: 403, value: { code: 'notPermitted' } })
    await expect(failing(new Error('a bug'))).rejects.toThrow('a bug')
    expect(await answerOf(() => withVisitor(ask('/'), () => Promise.reject(notFound())))).toMatchObject({
      status: 404,
    })
  })

  test('a job that ended yesterday counts no more', async () => {
    const leaver = await anAccount({ organisationId: await anOrganisation(), role: 'reviewer' })
    await database.query(`update membership set until_at = now() - interval '1 day' where person_id = $1`, [
      leaver.id,
    ])
    expect(await requireActor(ask('/app', { cookie: await aCookieOf(leaver) }))).toMatchObject({
      memberships: [],
      membershipId: null,
    })
  })

  test('within one request the database is asked once', async () => {
    const request = ask('/app', { cookie: await aCookieOf(author) })
    await withRequestMemory(async () => {
      const first = await findActor(request)
      await database.query('update person set name = $1 where id = $2', ['Changed', author.id])
      expect((await findActor(request))?.name).toBe(first?.name)
      await database.query('update person set name = $1 where id = $2', [author.name, author.id])
    })
  })
})

describe('before deciding and signing', () => {
  const decide = '/app/assessments/one/decide'
  const stepUpAsked = (cookie: string, form?: Record<string, string>) =>
    answerOf(() =>
      withActor(ask(decide, { cookie, ...(form ? { form } : {}) }), (actor) =>
        requireStepUp(actor, ask(decide, form ? { form } : {}), decide),
      ),
    )
  const prove = (cookie: string, form: Record<string, string>) =>
    answerOf(() =>
      stepUpRoute.action({ request: ask(`/app/step-up?next=${decide}`, { cookie, form }), params, context }),
    )

  test('a fresh sign-in is not enough, and the reason that was typed is kept', async () => {
    const cookie = await aCookieOf(approver)
    expectRedirect(await stepUpAsked(cookie), `/app/step-up?next=${encodeURIComponent(decide)}`)
    const away = await stepUpAsked(cookie, { reason: 'because it is sound' })
    expect(await heldForm(ask(`${decide}?held=${heldIdIn(away.location!)}`), approver)).toEqual({
      reason: 'because it is sound',
    })
  })

  test('whoever has an authenticator cannot do it with a password', async () => {
    expect(keysIn(await prove(await aCookieOf(approver), { password }))).toEqual([
      'auth.stepUp.passwordRefused',
    ])
  })

  test('nor with the code of the sign-in; a fresh one opens, under a new token, for five minutes', async () => {
    const cookie = await aCookieOf(approver)
    const step = stepAt(new Date())
    const first = await prove(cookie, { code: codeAt(approver.secret, step) })
    expectRedirect(first, decide)
    expect(first.cookie).not.toBe(cookie)
    expect(await findActor(ask('/app', { cookie }))).toBeNull()
    expect(await stepUpAsked(first.cookie!)).toMatchObject({ status: 200 })
    expect(keysIn(await prove(first.cookie!, { code: codeAt(approver.secret, step) }))).toEqual([
      'auth.code.refused',
    ])

    await database.query(
      `update session set stepped_up_at = now() - interval '6 minutes' where person_id = $1`,
      [approver.id],
    )
    expect((await stepUpAsked(first.cookie!)).status).toBe(302)
  })

  test('a person without an authenticator gives the password again', async () => {
    const cookie = await aCookieOf(author)
    expect(keysIn(await prove(cookie, { password: 'wrong' }))).toEqual(['auth.stepUp.passwordRefused'])
    expect(keysIn(await prove(cookie, {}))).toEqual(['auth.stepUp.missing'])
    expectRedirect(await prove(cookie, { password }), decide)
  })
})
