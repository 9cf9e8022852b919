import type { Actor } from '#app/policies/actor.ts'
import { needsSecondFactor } from '#app/policies/second-factor.policy.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { env } from '#app/server/env.server.ts'
import { getAccount } from '#app/server/repositories/people.server.ts'
import { countRecoveryCodes, findTotp, listPasskeys } from '#app/server/repositories/second-factors.server.ts'
import { listSessions } from '#app/server/repositories/sessions.server.ts'
import { qrPicture } from '#app/server/sign-in/qr.server.ts'
import { openProposal, proposeSecret } from '#app/server/sign-in/second-factor.server.ts'
import { codeToShow, openTotpSecret, otpauthUri, type ShownCode } from '#app/server/sign-in/totp.server.ts'
import { placesBeside } from '#app/server/queries/root.server.ts'
import { roleKey } from '#app/server/queries/people.server.ts'

export async function accountPage(actor: Actor) {
  const found = await asSystem('my own account', async (tx) => ({
    account: await getAccount(tx, actor.id),
    totp: await findTotp(tx, actor.id),
    codesLeft: await countRecoveryCodes(tx, actor.id),
    passkeys: await listPasskeys(tx, actor.id),
    sessions: await listSessions(tx, actor.id, now()),
  }))
  return {
    name: actor.name,
    accountName: found.account.email ?? found.account.userName ?? '',
    locale: actor.locale,
    jobs: actor.memberships.map(({ id, role, organisationName }) => ({
      id,
      role: roleKey(role),
      organisation: organisationName,
      current: id === actor.membershipId,
    })),
    places: placesBeside(actor.memberships.find(({ id }) => id === actor.membershipId)?.role ?? null),
    hasAuthenticator: found.totp !== null,
    mustHaveAuthenticator: needsSecondFactor(actor.memberships),
    codesLeft: found.codesLeft,
    passkeys: found.passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({
      id,
      name,
      createdAt,
      lastUsedAt,
    })),
    sessions: found.sessions.map(({ id, createdAt, lastSeenAt }) => ({
      id,
      createdAt,
      lastSeenAt,
      current: id === actor.sessionId,
    })),
  }
}

export interface AuthenticatorToSetUp {
  proposal: string
  /** In groups of four, to be typed where no camera is. */
  secret: string
  link: string
  picture: { size: number; path: string }
}

/** A new secret, or the one of a form that came back with a wrong code. */
export async function authenticatorToSetUp(personId: string, again?: string): Promise<AuthenticatorToSetUp> {
  const account = await asSystem('my own account', (tx) => getAccount(tx, personId))
  const known = again ? openProposal(again, personId, now()) : null
  const { secret, sealed } =
    known && again ? { secret: known, sealed: again } : proposeSecret(personId, now())
  const link = otpauthUri(secret, account.email ?? account.userName ?? account.name)
  return { proposal: sealed, secret: secret.replace(/(.{4})(?=.)/g, '$1 '), link, picture: qrPicture(link) }
}

/** The code of a fictional person, in evaluation only, so that a visitor can sign in without a phone. */
export async function demonstrationCode(person: {
  id: string
  fictional: boolean
}): Promise<ShownCode | null> {
  if (!person.fictional || env.mode !== 'evaluation') return null
  const totp = await asSystem('the code of a demonstration account', (tx) => findTotp(tx, person.id))
  return totp ? codeToShow(openTotpSecret(totp.secretSealed), totp.lastStep, now()) : null
}

/** How this person can prove once more who they are. */
export async function stepUpPage(actor: Actor) {
  const totp = await asSystem('step up', (tx) => findTotp(tx, actor.id))
  return {
    by: totp ? ('code' as const) : ('password' as const),
    demonstration: await demonstrationCode(actor),
  }
}
