import { describe, expect, test, vi } from 'vitest'
import type { Env } from '#app/server/env.server.ts'
import { layDemonstration } from '#app/server/demonstration/lay.server.ts'
import { layAtFirstStart } from '#app/server/demonstration/first-start.server.ts'
import { emptyDatabase } from '#app/server/demonstration/reset.server.ts'
import { demonstrationSignIns } from '#app/server/demonstration/sign-ins.server.ts'
import * as signInRoute from '#app/routes/app.sign-in.tsx'
import { refuseDemonstrationAccounts } from '#app/server/sign-in/demonstration-accounts.server.ts'
import { findActor } from '#app/server/with-actor.server.ts'
import { aCookieOf, anAccount, anOrganisation, password } from '#tests/support/accounts.ts'
import { answerOf, ask, keysIn } from '#tests/support/browser.ts'
import { withTestDatabase } from '#tests/support/database.ts'

vi.mock('#app/server/env.server.ts', async (original) => {
  const { env, ...others } = await original<{ env: Env }>()
  return { ...others, env: { ...env, mode: 'production', demonstration: true } }
})

const database = withTestDatabase()

test('production is given no demonstration, whoever asks', async () => {
  await expect(layDemonstration(new Date())).rejects.toThrow('Production refuses')
  await layAtFirstStart(() => {})
  expect(await demonstrationSignIns()).toEqual([])
  expect(await database.query('select id from person')).toEqual([])
})

test('production is never emptied', async () => {
  await database.query(`insert into setting (name, value) values ('kept', '{}')`)
  await expect(emptyDatabase(database.engine.pool)).rejects.toThrow('never emptied')
  expect(await database.query(`select name from setting`)).toHaveLength(1)
})

describe('on the database of an evaluation', () => {
  const signIn = (name: string) => {
    const request = ask('/app/sign-in', { form: { name, password } })
    return answerOf(() => signInRoute.action({ request, params: {}, context: {} as never }))
  }

  test('production does not start, and says what to set', async () => {
    await expect(refuseDemonstrationAccounts()).resolves.toBeUndefined()
    await anAccount({ organisationId: await anOrganisation(), role: 'programme_officer' })
    await expect(refuseDemonstrationAccounts()).rejects.toThrow(
      /refuses demonstration accounts.*DATABASE_URL/,
    )
  })

  test('the password that everybody may know opens nothing, nor does a session that it opened before', async () => {
    const organisationId = await anOrganisation()
    const fictional = await anAccount({ organisationId, role: 'programme_officer' })
    const real = await anAccount({ organisationId, role: 'programme_officer', fictional: false })
    expect(keysIn(await signIn(fictional.signsInWith))).toEqual(['auth.signIn.refused'])
    expect((await signIn(real.signsInWith)).status).toBe(302)
    expect(await findActor(ask('/app', { cookie: await aCookieOf(fictional) }))).toBeNull()
    expect(await findActor(ask('/app', { cookie: await aCookieOf(real) }))).not.toBeNull()
  })
})
