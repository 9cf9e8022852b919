import { afterAll, expect, test } from 'vitest'
import { ask } from '#tests/support/asking.ts'
import { theCast } from '#tests/support/journey.ts'
import { get } from '#tests/support/records.ts'
import { closeBrowser } from '#tests/support/visitor.ts'

afterAll(closeBrowser)

test('the first administrator comes in with the printed token and invites people, who come in with printed codes', async () => {
  const cast = await theCast()

  for (const person of Object.values(cast)) {
    const home = await get(person, '/app')
    expect(home.status, person.name).toBe(200)
    expect(home.html).toContain(person.name)
    expect(home.html).toContain(person.organisation)
  }
})

test('the printed token opens nothing a second time', async () => {
  await theCast()

  expect((await ask(null, '/app/first-administrator')).status).toBe(404)
})

test('reviewers, approvers, safeguarding leads and administrators have an authenticator, the others need none', async () => {
  const { officer, investigator, focalPoint, ...others } = await theCast()

  expect([officer, investigator, focalPoint].map(({ secret }) => secret)).toEqual([null, null, null])
  for (const { name, secret } of Object.values(others)) expect(secret, name).toMatch(/^[A-Z2-7]{32}$/)
})
