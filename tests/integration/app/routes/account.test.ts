import { beforeEach, describe, expect, test } from 'vitest'
import * as accountRoute from '#app/routes/app.account.tsx'
import * as codesRoute from '#app/routes/app.account_.recovery-codes.tsx'
import * as languageRoute from '#app/routes/app.account_.language.tsx'
import * as passkeysRoute from '#app/routes/app.account_.passkeys.tsx'
import * as passwordRoute from '#app/routes/app.account_.password.tsx'
import * as removeRoute from '#app/routes/app.account_.passkeys_.remove.tsx'
import * as signInRoute from '#app/routes/app.sign-in.tsx'
import * as stepUpRoute from '#app/routes/app.step-up.tsx'
import { asSystem } from '#app/server/database.server.ts'
import { giveMembership } from '#app/server/repositories/people.server.ts'
import { forgetEveryTry } from '#app/server/sign-in/rate-limit.server.ts'
import { findActor } from '#app/server/with-actor.server.ts'
import { aCookieOf, anAccount, anOrganisation, password, type Account } from '#tests/support/accounts.ts'
import { answerOf, ask, expectRedirect, keysIn } from '#tests/support/browser.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDevice, type Device } from '#tests/support/passkey.ts'

const database = withTestDatabase()
const context = {} as never
const params = {}
const fresh = 'another granary doorway seed'

let officer: Account
let other: Account

beforeEach(async () => {
  forgetEveryTry()
  const organisationId = await anOrganisation()
  officer = await anAccount({ organisationId, role: 'programme_officer' })
  other = await anAccount({ organisationId, role: 'programme_officer' })
})

async function aSteppedUpCookieOf(account: Account): Promise<string> {
  const cookie = await aCookieOf(account)
  await database.query('update session set stepped_up_at = now() where person_id = $1', [account.id])
  return cookie
}

describe('a password', () => {
  const changeTo = (cookie: string, form: Record<string, string>) =>
    answerOf(() =>
      passwordRoute.action({ request: ask('/app/account/password', { cookie, form }), params, context }),
    )

  test('is not changed without the one before, nor to a weak one', async () => {
    const cookie = await aCookieOf(officer)
    expect(
      keysIn(await changeTo(cookie, { current: 'wrong', password: fresh, passwordAgain: fresh })),
    ).toEqual(['auth.password.currentRefused'])
    expect(
      keysIn(await changeTo(cookie, { current: password, password: 'short', passwordAgain: 'short' })),
    ).toEqual(['auth.password.tooShort'])
  })

  test('when changed, ends the other sessions and not this one', async () => {
    const [here, there] = [await aCookieOf(officer), await aCookieOf(officer)]
    expectRedirect(
      await changeTo(here, { current: password, password: fresh, passwordAgain: fresh }),
      '/app/account',
    )
    expect(await findActor(ask('/app', { cookie: here }))).not.toBeNull()
    expect(await findActor(ask('/app', { cookie: there }))).toBeNull()
  })
})

describe('language and job', () => {
  const language = (cookie: string, form: Record<string, string>) =>
    answerOf(() =>
      languageRoute.action({ request: ask('/app/account/language', { cookie, form }), params, context }),
    )

  test('a language is kept with the account, and the way back stays here', async () => {
    const cookie = await aCookieOf(officer)
    expectRedirect(await language(cookie, { locale: 'xx', returnTo: '/app/calls' }), '/app/account')
    expectRedirect(await language(cookie, { locale: 'fr', returnTo: '//elsewhere.example' }), '/app')
    expectRedirect(
      await language(cookie, { locale: 'fr', returnTo: '/app/calls?lang=en&x=1' }),
      '/app/calls?x=1',
    )
    expect((await findActor(ask('/app', { cookie })))?.locale).toBe('fr')
  })

  test('the job in the header is one of one’s own', async () => {
    const second = await anOrganisation('Fictional University')
    await asSystem('test', (tx) =>
      giveMembership(tx, { personId: officer.id, organisationId: second, role: 'focal_point' }, new Date()),
    )
    const cookie = await aCookieOf(officer)
    const choose = (membershipId: string) =>
      answerOf(() =>
        accountRoute.action({
          request: ask('/app/account', { cookie, form: { membershipId } }),
          params,
          context,
        }),
      )
    const theirs = (await findActor(ask('/app', { cookie: await aCookieOf(other) })))!.memberships[0]!.id
    expect((await choose(theirs)).status).toBe(404)
    const mine = (await findActor(ask('/app', { cookie })))!.memberships[1]!
    expectRedirect(await choose(mine.id), '/app')
    expect((await findActor(ask('/app', { cookie })))?.membershipId).toBe(mine.id)
    expect((await findActor(ask('/app', { cookie: await aCookieOf(officer) })))?.membershipId).toBe(mine.id)
  })
})

describe('recovery codes', () => {
  test('are renewed only after showing once more who one is; the old ones stop', async () => {
    const approver = await anAccount({
      organisationId: await anOrganisation(),
      role: 'approver',
      authenticator: true,
    })
    const renew = (cookie: string) =>
      answerOf(() =>
        codesRoute.action({
          request: ask('/app/account/recovery-codes', { cookie, form: {} }),
          params,
          context,
        }),
      )
    expectRedirect(await renew(await aCookieOf(approver)), /^\/app\/step-up/)
    const cookie = await aSteppedUpCookieOf(approver)
    const first = (await renew(cookie)).value as { codes: string[] }
    await renew(cookie)
    expect(new Set(first.codes).size).toBe(10)
    const request = ask('/app/step-up', {
      cookie: await aCookieOf(approver),
      form: { code: first.codes[0]! },
    })
    expect(keysIn(await answerOf(() => stepUpRoute.action({ request, params, context })))).toEqual([
      'auth.code.refused',
    ])
  })
})

describe('passkeys', () => {
  type Options = { challenge: string; rp: { id?: string } }

  const page = async (cookie: string) => {
    const answer = await answerOf(() =>
      passkeysRoute.loader({ request: ask('/app/account/passkeys', { cookie }), params, context }),
    )
    return answer.value as { options: Options; passkeys: { id: string; name: string }[] }
  }
  const add = (cookie: string, credential: string) =>
    answerOf(() =>
      passkeysRoute.action({
        request: ask('/app/account/passkeys', { cookie, form: { name: 'Office laptop', credential } }),
        params,
        context,
      }),
    )
  const challenge = async () => {
    const answer = await answerOf(() => signInRoute.loader({ request: ask('/app/sign-in'), params, context }))
    return (answer.value as { passkey: { challenge: string; rpId: string } }).passkey
  }
  const signIn = (credential: string) =>
    answerOf(() =>
      signInRoute.action({ request: ask('/app/sign-in', { form: { credential } }), params, context }),
    )

  async function aDeviceOf(account: Account): Promise<Device> {
    const device = aDevice()
    const cookie = await aSteppedUpCookieOf(account)
    const { options } = await page(cookie)
    expectRedirect(await add(cookie, device.create(options)), '/app/account/passkeys')
    return device
  }

  test('are not added without step-up, from another site, for another challenge, or without the device’s own lock', async () => {
    const plain = await aCookieOf(officer)
    expectRedirect(
      await answerOf(() =>
        passkeysRoute.loader({ request: ask('/app/account/passkeys', { cookie: plain }), params, context }),
      ),
      /step-up/,
    )
    const cookie = await aSteppedUpCookieOf(officer)
    const refused = async (make: (options: Options) => string) =>
      keysIn(await add(cookie, make((await page(cookie)).options)))
    expect(await refused((options) => aDevice().create(options, 'https://elsewhere.example'))).toEqual([
      'auth.passkey.refused',
    ])
    expect(await refused((options) => aDevice().create({ ...options, challenge: 'AAAA' }))).toEqual([
      'auth.passkey.refused',
    ])
    expect(await refused((options) => aDevice({ verifiesItsOwner: false }).create(options))).toEqual([
      'auth.passkey.refused',
    ])
    expect((await page(cookie)).passkeys).toEqual([])
  })

  test('open a session in one step; the same answer opens nothing again', async () => {
    const device = await aDeviceOf(officer)
    const credential = device.get(await challenge())
    const first = await signIn(credential)
    expectRedirect(first, '/app')
    expect((await findActor(ask('/app', { cookie: first.cookie })))?.id).toBe(officer.id)
    expect(keysIn(await signIn(credential))).toEqual(['auth.passkey.refused'])
  })

  test('are refused from another site, for a challenge of our own making up, and from an unknown device', async () => {
    const device = await aDeviceOf(officer)
    expect(keysIn(await signIn(device.get(await challenge(), 'https://elsewhere.example')))).toEqual([
      'auth.passkey.refused',
    ])
    expect(keysIn(await signIn(device.get({ ...(await challenge()), challenge: 'A'.repeat(54) })))).toEqual([
      'auth.passkey.refused',
    ])
    expect(keysIn(await signIn(aDevice().get(await challenge())))).toEqual(['auth.passkey.refused'])
  })

  test('show once more who is there; somebody else’s does not', async () => {
    const [mine, theirs] = [await aDeviceOf(officer), await aDeviceOf(other)]
    const cookie = await aCookieOf(officer)
    const prove = async (device: Device) => {
      const loaded = await answerOf(() =>
        stepUpRoute.loader({ request: ask('/app/step-up', { cookie }), params, context }),
      )
      const options = (loaded.value as { passkey: { challenge: string; rpId: string } }).passkey
      const request = ask('/app/step-up?next=/app/calls', {
        cookie,
        form: { credential: device.get(options) },
      })
      return answerOf(() => stepUpRoute.action({ request, params, context }))
    }
    expect(keysIn(await prove(theirs))).toEqual(['auth.passkey.refused'])
    expectRedirect(await prove(mine), '/app/calls')
  })

  test('are taken away by their owner only', async () => {
    await aDeviceOf(officer)
    const cookie = await aSteppedUpCookieOf(officer)
    const [passkey] = (await page(cookie)).passkeys
    const remove = (by: string) =>
      answerOf(() =>
        removeRoute.action({
          request: ask('/app/account/passkeys/remove', { cookie: by, form: { passkeyId: passkey!.id } }),
          params,
          context,
        }),
      )
    expect((await remove(await aSteppedUpCookieOf(other))).status).toBe(404)
    expectRedirect(await remove(cookie), '/app/account/passkeys')
    expect((await page(cookie)).passkeys).toEqual([])
  })
})
