import { beforeEach, expect, test } from 'vitest'
import * as route from '#app/routes/app.first-administrator.tsx'
import * as signInRoute from '#app/routes/app.sign-in.tsx'
import { forgetEveryTry } from '#app/server/sign-in/rate-limit.server.ts'
import { firstAdministratorToken } from '#app/server/workflows/first-administrator.server.ts'
import { answerOf, ask, expectRedirect, keysIn } from '#tests/support/browser.ts'
import { withTestDatabase } from '#tests/support/database.ts'

const database = withTestDatabase()
const context = {} as never
const params = {}
const words = 'millet granary doorway seed'
const form = {
  organisation: 'Fictional Fund',
  kind: 'funder',
  country: 'gh',
  name: 'Fictional Keeper',
  how: 'print',
  userName: 'keeper',
  email: '',
  password: words,
  passwordAgain: words,
}

beforeEach(forgetEveryTry)

const make = (token: string, wishes: Partial<typeof form> = {}) =>
  answerOf(() =>
    route.action({
      request: ask('/app/first-administrator', { form: { ...form, ...wishes, token } }),
      params,
      context,
    }),
  )

test('a wrong token is refused, what was typed stays, and passwords do not come back', async () => {
  await firstAdministratorToken()
  const answer = await make('AAAAA-BBBBB-CCCCC-DDDDD')
  expect(keysIn(answer)).toEqual(['auth.firstAdministrator.refused'])
  expect(answer.value).toMatchObject({ typed: { organisation: 'Fictional Fund' } })
  expect(JSON.stringify(answer.value)).not.toContain(words)
  expect(JSON.stringify((await make('x', { country: '' })).value)).not.toContain(words)
})

test('each start prints a new token and the one before stops', async () => {
  const before = await firstAdministratorToken()
  await firstAdministratorToken()
  expect(keysIn(await make(before!))).toEqual(['auth.firstAdministrator.refused'])
})

test('only the hash of the token is stored', async () => {
  const token = await firstAdministratorToken()
  const rows = await database.query(`select value from setting`)
  expect(JSON.stringify(rows)).not.toContain(token!.replaceAll('-', ''))
  expect(JSON.stringify(rows)).not.toContain(token)
})

test('used by two at once it makes one organisation and one administrator, and then it is burnt', async () => {
  const token = await firstAdministratorToken()
  const names = ['keeper.one', 'keeper.two']
  const answers = await Promise.all(names.map((userName) => make(token!, { userName })))
  expect(answers.map(({ status }) => status).sort()).toEqual([302, 422])
  expectRedirect(
    answers.find(({ status }) => status === 302)!,
    '/app/sign-in/set-up',
  )

  expect(keysIn(await make(token!))).toEqual(['auth.firstAdministrator.refused'])
  expect(await firstAdministratorToken()).toBeNull()
  expect(await database.query(`select name, kind, country from organisation`)).toEqual([
    { name: 'Fictional Fund', kind: 'funder', country: 'GH' },
  ])
  expect(await database.query(`select role from membership`)).toEqual([{ role: 'administrator' }])
  expect(await database.query(`select name from setting where name = 'first_administrator'`)).toEqual([])
  const entries = await database.query<{ action: string }>(
    `select action from ledger_entry order by position`,
  )
  expect(entries.map(({ action }) => action)).toEqual([
    'organisation.create',
    'person.create',
    'membership.give',
  ])
})

test('afterwards the page is not there, and the sign-in page no longer speaks of it', async () => {
  expect(
    (await answerOf(() => route.loader({ request: ask('/app/first-administrator'), params, context })))
      .status,
  ).toBe(404)
  const page = await answerOf(() => signInRoute.loader({ request: ask('/app/sign-in'), params, context }))
  expect(page.value).toMatchObject({ firstAdministrator: false })
})
