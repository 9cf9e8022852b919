import type { Role } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { createOrganisation, createPerson, giveMembership } from '#app/server/repositories/people.server.ts'
import { saveTotp } from '#app/server/repositories/second-factors.server.ts'
import { hashPassword, replaceCost } from '#app/server/sign-in/password.server.ts'
import { startSession } from '#app/server/sign-in/sessions.server.ts'
import { newTotpSecret, sealTotpSecret } from '#app/server/sign-in/totp.server.ts'

// Quick enough for tests; a unit test sees to the standard.
replaceCost({ memoryCost: 8, timeCost: 1, parallelism: 1 })

export const password = 'millet granary doorway seed'

export function anOrganisation(name = 'Fictional Fund'): Promise<string> {
  return asSystem('test', (tx) =>
    createOrganisation(tx, { name, kind: 'funder', country: 'GH', createdAt: now() }),
  )
}

let count = 0

export interface Account {
  id: string
  name: string
  signsInWith: string
  secret: string
}

type Wishes = {
  organisationId: string
  role: Role
  authenticator?: boolean
  mail?: boolean
  fictional?: boolean
}

/** A person with a job; `mail: false` for somebody without an address. */
export async function anAccount(wishes: Wishes): Promise<Account> {
  const { organisationId, role, authenticator = false, mail = true, fictional = true } = wishes
  count += 1
  const name = `Fictional Person ${count}`
  const signsInWith = mail ? `person${count}@example.org` : `person${count}`
  const passwordHash = await hashPassword(password)
  const secret = newTotpSecret()
  const id = await asSystem('test', async (tx) => {
    const names = mail ? { email: signsInWith, userName: null } : { email: null, userName: signsInWith }
    const personId = await createPerson(tx, {
      name,
      ...names,
      passwordHash,
      locale: 'en',
      fictional,
      createdAt: now(),
    })
    await giveMembership(tx, { personId, organisationId, role }, now())
    if (authenticator)
      await saveTotp(tx, personId, {
        secretSealed: sealTotpSecret(secret),
        lastStep: null,
        confirmedAt: now(),
      })
    return personId
  })
  return { id, name, signsInWith, secret }
}

/** A browser in which this person is signed in already. */
export async function aCookieOf(account: { id: string }): Promise<string> {
  return `amana=${await asSystem('test', (tx) => startSession(tx, account.id, null, now()))}`
}
