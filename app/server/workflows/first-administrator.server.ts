import { now } from '#app/server/clock.server.ts'
import { sameBytes } from '#app/server/crypto/hash.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import {
  burnFirstAdministratorToken,
  findFirstAdministratorToken,
  saveFirstAdministratorToken,
} from '#app/server/repositories/invitations.server.ts'
import {
  countAdministrators,
  createOrganisation,
  createPerson,
  giveMembership,
  isTaken,
} from '#app/server/repositories/people.server.ts'
import { hashCode, newCode } from '#app/server/sign-in/codes.server.ts'
import { hashPassword } from '#app/server/sign-in/password.server.ts'
import { refused, tooMany, type Refusal } from '#app/server/sign-in/refusal.server.ts'
import { beginSession, type SignedIn } from '#app/server/workflows/sign-in.server.ts'
import type { OrganisationKind } from '#app/policies/actor.ts'
import type { Locale } from '#content/words.ts'

/**
 * For printing at start: as long as there is no administrator, a new token each time, and the one before stops.
 * Null once there is one.
 */
export function firstAdministratorToken(): Promise<string | null> {
  return asSystem('the first administrator', async (tx) => {
    if ((await countAdministrators(tx, now())) > 0) {
      await burnFirstAdministratorToken(tx)
      return null
    }
    const token = newCode(4, 5)
    await saveFirstAdministratorToken(tx, hashOf(token), now())
    return token
  })
}

export interface FirstAdministrator {
  token: string
  organisation: { name: string; kind: OrganisationKind; country: string }
  person: { name: string; email: string | null; userName: string | null }
  password: string
  locale: Locale
}

/** Makes the organisation and its administrator, and burns the token, in one transaction. */
export async function createFirstAdministrator(
  request: Request,
  typed: FirstAdministrator,
): Promise<SignedIn | Refusal> {
  const slower = tooMany('invitation', request)
  if (slower) return slower
  const at = now()
  const passwordHash = await hashPassword(typed.password)
  const personId = await asSystem('the first administrator', async (tx) => {
    const stored = await findFirstAdministratorToken(tx)
    const matches = stored !== null && sameBytes(Buffer.from(stored), Buffer.from(hashOf(typed.token)))
    if (!matches || (await countAdministrators(tx, at)) > 0) return null
    if (await isTaken(tx, typed.person)) return null
    const organisationId = await createOrganisation(tx, { ...typed.organisation, createdAt: at })
    const { locale } = typed
    const id = await createPerson(tx, {
      ...typed.person,
      passwordHash,
      locale,
      fictional: false,
      createdAt: at,
    })
    await giveMembership(tx, { personId: id, organisationId, role: 'administrator' }, at)
    await burnFirstAdministratorToken(tx)
    await appendLedger(tx, {
      action: 'organisation.create',
      subject: organisationId,
      actorId: id,
      data: {},
      at,
    })
    await appendLedger(tx, { action: 'person.create', subject: id, actorId: id, data: {}, at })
    const data = { organisationId, role: 'administrator' }
    await appendLedger(tx, { action: 'membership.give', subject: id, actorId: id, data, at })
    return id
  })
  return personId ? beginSession(request, personId) : refused('auth.firstAdministrator.refused')
}

function hashOf(token: string): string {
  return hashCode('first-administrator', token).toString('base64url')
}
