import type * as argon2 from '@node-rs/argon2'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import * as codeRoute from '#app/routes/app.recover_.code.tsx'
import * as recoverRoute from '#app/routes/app.recover.tsx'
import * as recoveriesRoute from '#app/routes/app.people_.recoveries.tsx'
import * as resetRoute from '#app/routes/app.reset.tsx'
import * as signInRoute from '#app/routes/app.sign-in.tsx'
import { openToken } from '#app/server/mail/sealed-token.server.ts'
import { forgetEveryTry } from '#app/server/sign-in/rate-limit.server.ts'
import { findActor } from '#app/server/with-actor.server.ts'
import { aCookieOf, anAccount, anOrganisation, password, type Account } from '#tests/support/accounts.ts'
import { answerOf, ask, expectRedirect, keysIn, type Answer } from '#tests/support/browser.ts'
import { withTestDatabase } from '#tests/support/database.ts'

const hashes = vi.hoisted(() => ({ tried: 0 }))
vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof argon2>()
  return {
    ...real,
    verify: (...given: Parameters<typeof real.verify>) => {
      hashes.tried += 1
      return real.verify(...given)
    },
  }
})

const database = withTestDatabase()
const context = {} as never
const params = {}
const fresh = 'another granary doorway seed'

let organisationId: string
let person: Account
let withMail: Account
let colleague: Account
let lead: Account

beforeEach(async () => {
  forgetEveryTry()
  organisationId = await anOrganisation()
  person = await anAccount({ organisationId, role: 'focal_point', mail: false })
  withMail = await anAccount({ organisationId, role: 'programme_officer' })
  colleague = await anAccount({ organisationId, role: 'programme_officer' })
  lead = await anAccount({ organisationId, role: 'safeguarding_lead' })
})

const askReset = (name: string) =>
  answerOf(() => resetRoute.action({ request: ask('/app/reset', { form: { name } }), params, context }))
const askBack = (name: string) =>
  answerOf(() => recoverRoute.action({ request: ask('/app/recover', { form: { name } }), params, context }))
const comeBack = (code: string, form = { password: fresh, passwordAgain: fresh }) =>
  answerOf(() =>
    codeRoute.action({ request: ask('/app/recover/code', { form: { code, ...form } }), params, context }),
  )
const signIn = (account: Account, typed: string) =>
  answerOf(() =>
    signInRoute.action({
      request: ask('/app/sign-in', { form: { name: account.signsInWith, password: typed } }),
      params,
      context,
    }),
  )

async function vouch(voucher: Account, recoveryId: string): Promise<Answer> {
  const cookie = await aCookieOf(voucher)
  await database.query('update session set stepped_up_at = now() where person_id = $1', [voucher.id])
  return answerOf(() =>
    recoveriesRoute.action({
      request: ask('/app/people/recoveries', { cookie, form: { recoveryId } }),
      params,
      context,
    }),
  )
}

async function recoveryOf(account: Account): Promise<string> {
  const [row] = await database.query<{ id: string }>('select id from recovery where person_id = $1', [
    account.id,
  ])
  return row!.id
}

const codeIn = (answer: Answer) =>
  (answer.value as { vouched: { handOver: { code: string } | null } }).vouched.handOver?.code
const actions = async (account: Account) =>
  (
    await database.query<{ action: string }>(
      'select action from ledger_entry where subject = $1 order by position',
      [account.id],
    )
  ).map(({ action }) => action)

async function mailedCode(account: Account): Promise<string> {
  const [job] = await database.query<{ data: { sealedToken: string } }>(
    `select data from pgboss.job where name = 'sendMail' and data ->> 'personId' = $1 order by created_on desc`,
    [account.id],
  )
  return openToken('passwordReset', job!.data.sealedToken)!
}

describe('asking, by mail or by two people', () => {
  test('says the same, and spends the same hash, whether or not there is an account', async () => {
    for (const request of [askReset, askBack]) {
      const answers: { answer: Answer; tried: number }[] = []
      for (const name of ['nobody@example.org', 'nobody', person.signsInWith, withMail.signsInWith]) {
        hashes.tried = 0
        const answer = await request(name)
        answers.push({ answer, tried: hashes.tried })
      }
      expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1)
      expect(answers[0]?.tried).toBe(1)
    }
  })

  test('sends a link only where there is an address, and its code is sealed in the queue', async () => {
    await askReset(person.signsInWith)
    await askReset(withMail.signsInWith)
    const rows = await database.query(
      'select person_id as id, kind from recovery where person_id = any($1)',
      [[person.id, withMail.id]],
    )
    expect(rows).toEqual([{ id: withMail.id, kind: 'mail' }])
    const jobs = await database.query<{ data: object }>(
      `select data from pgboss.job where data ->> 'personId' = $1`,
      [withMail.id],
    )
    expect(jobs).toHaveLength(1)
    expect(JSON.stringify(jobs)).not.toContain(await mailedCode(withMail))
  })

  test('asking too often is refused, for every name alike', async () => {
    for (let each = 0; each < 3; each += 1) await askReset('nobody')
    expect(keysIn(await askReset('nobody'))).toEqual(['auth.tooMany'])
  })
})

describe('a link by mail', () => {
  test('a wrong code, an old one and a used one are refused alike', async () => {
    expect(keysIn(await comeBack('AAAA-BBBB-CCCC-DDDD'))).toEqual(['auth.comeBack.refused'])
    await askReset(withMail.signsInWith)
    const code = await mailedCode(withMail)
    await database.query(`update recovery set expires_at = now() where person_id = $1`, [withMail.id])
    expect(keysIn(await comeBack(code))).toEqual(['auth.comeBack.refused'])
  })

  test('gives a new password once, ends every session, and is in the ledger', async () => {
    const elsewhere = await aCookieOf(withMail)
    await askReset(withMail.signsInWith)
    const code = await mailedCode(withMail)
    const link = await answerOf(() =>
      resetRoute.loader({ request: ask(`/app/reset?code=${code}`), params, context }),
    )
    expectRedirect(link, `/app/recover/code?code=${code}`)

    expectRedirect(await comeBack(code), '/app')
    expect(await findActor(ask('/app', { cookie: elsewhere }))).toBeNull()
    expect(keysIn(await comeBack(code))).toEqual(['auth.comeBack.refused'])
    expect((await signIn(withMail, password)).status).toBe(422)
    expect((await signIn(withMail, fresh)).status).toBe(302)
    expect(await actions(withMail)).toEqual(['recovery.use'])
  })

  test('does not pass by an authenticator that is set up', async () => {
    const approver = await anAccount({ organisationId, role: 'approver', authenticator: true })
    await askReset(approver.signsInWith)
    expectRedirect(await comeBack(await mailedCode(approver)), '/app/sign-in/code')
  })
})

describe('two people vouch', () => {
  beforeEach(async () => {
    await askBack(person.signsInWith)
  })

  test('not the person, and nobody from another organisation', async () => {
    const stranger = await anAccount({ organisationId: await anOrganisation(), role: 'administrator' })
    const id = await recoveryOf(person)
    expect((await vouch(person, id)).status).toBe(403)
    expect((await vouch(stranger, id)).status).toBe(404)
    expect((await vouch(colleague, crypto.randomUUID())).status).toBe(404)
    expect(keysIn(await vouch(colleague, 'not an id'))).toEqual(['auth.recoveries.gone'])
  })

  test('not the same person twice', async () => {
    const id = await recoveryOf(person)
    expect(await vouch(lead, id)).toMatchObject({ status: 200, value: { vouched: { handOver: null } } })
    expect((await vouch(lead, id)).status).toBe(403)
  })

  test('not two without a leading job', async () => {
    const id = await recoveryOf(person)
    await vouch(colleague, id)
    expect(keysIn(await vouch(withMail, id))).toEqual(['auth.recoveries.leadNeeded'])
  })

  test('not without showing once more who one is', async () => {
    const form = { recoveryId: await recoveryOf(person) }
    const request = ask('/app/people/recoveries', { cookie: await aCookieOf(lead), form })
    expectRedirect(
      await answerOf(() => recoveriesRoute.action({ request, params, context })),
      /^\/app\/step-up/,
    )
  })

  test('not after a week', async () => {
    await database.query(`update recovery set expires_at = now() where person_id = $1`, [person.id])
    expect((await vouch(lead, await recoveryOf(person))).status).toBe(404)
  })

  test('then a code on paper sets a new password, once', async () => {
    const elsewhere = await aCookieOf(person)
    const id = await recoveryOf(person)
    await vouch(colleague, id)
    const code = codeIn(await vouch(lead, id))!
    expect(code).toMatch(/^(\w{4}-){3}\w{4}$/)
    expect((await vouch(withMail, id)).status).toBe(404)

    expect(keysIn(await comeBack(code, { password: fresh, passwordAgain: 'something else' }))).toEqual([
      'auth.password.notSame',
    ])
    expectRedirect(await comeBack(code.toLowerCase().replaceAll('-', ' ')), '/app')
    expect(await findActor(ask('/app', { cookie: elsewhere }))).toBeNull()
    expect(keysIn(await comeBack(code))).toEqual(['auth.comeBack.refused'])
    expect(await actions(person)).toEqual([
      'recovery.ask',
      'recovery.vouch',
      'recovery.vouch',
      'recovery.use',
    ])
  })

  test('two second people at once: one gets a code', async () => {
    const id = await recoveryOf(person)
    const other = await anAccount({ organisationId, role: 'safeguarding_lead' })
    await vouch(colleague, id)
    const answers = await Promise.all([vouch(lead, id), vouch(other, id)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404])
  })

  test('the page shows who asks to colleagues, and to nobody else', async () => {
    const stranger = await anAccount({ organisationId: await anOrganisation(), role: 'administrator' })
    const seen = async (account: Account) => {
      const request = ask('/app/people/recoveries', { cookie: await aCookieOf(account) })
      const answer = await answerOf(() => recoveriesRoute.loader({ request, params, context }))
      return (answer.value as { recoveries: { personName: string }[] }).recoveries.map(
        ({ personName }) => personName,
      )
    }
    expect(await seen(colleague)).toEqual([person.name])
    expect(await seen(person)).toEqual([])
    expect(await seen(stranger)).toEqual([])
  })
})
