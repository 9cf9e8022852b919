import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { roleKey } from '#app/server/queries/people.server.ts'
import { findInvitation } from '#app/server/repositories/invitations.server.ts'
import { isTaken } from '#app/server/repositories/people.server.ts'
import { hashCode } from '#app/server/sign-in/codes.server.ts'
import { refused, tooMany, type Refusal } from '#app/server/sign-in/refusal.server.ts'
import { countryName, type Key, type Locale } from '#content/words.ts'

export interface InvitationPage {
  ok: true
  organisation: string
  role: Key
  name: string
  email: string | null
  userName: string | null
  /** Somebody signs in with this address already: they join with the account they have. */
  hasAccount: boolean
  signedInAs: string | null
}

/** What a code offers, and to whom. A wrong one, a used one and an expired one are the same. */
export async function invitationPage(
  request: Request,
  actor: Actor | null,
  code: string,
): Promise<InvitationPage | Refusal> {
  const slower = tooMany('invitation', request)
  if (slower) return slower
  const found = await asSystem('read an invitation', async (tx) => {
    const invitation = await findInvitation(tx, hashCode('invitation', code), now())
    const hasAccount = invitation?.email
      ? await isTaken(tx, { email: invitation.email, userName: null })
      : false
    return invitation && { invitation, hasAccount }
  })
  if (!found) return refused('auth.invitation.refused')
  const { name, email, userName, role, organisation } = found.invitation
  return {
    ok: true,
    organisation: organisation.name,
    role: roleKey(role),
    name,
    email,
    userName,
    hasAccount: found.hasAccount,
    signedInAs: actor?.name ?? null,
  }
}

/** Codes that are reserved, obsolete or not a place. */
const notCountries = new Set([
  'EU',
  'EZ',
  'UN',
  'XA',
  'XB',
  'ZZ',
  'QO',
  'AN',
  'AC',
  'CP',
  'DG',
  'IC',
  'EA',
  'TA',
  'CQ',
])
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** Every country by its name in the reader's language. */
export function countries(locale: Locale): { code: string; name: string }[] {
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => !notCountries.has(code))
    .map((code) => ({ code, name: countryName(locale, code) }))
    .filter(({ code, name }) => name !== code)
    .sort((a, b) => a.name.localeCompare(b.name, locale))
}
