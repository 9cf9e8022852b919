import { redirect } from '@remix-run/node'
import { now } from '#app/server/clock.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { demonstrationAccounts, demonstrationPage } from '#app/server/demonstration/sign-ins.server.ts'
import {
  authenticatorToSetUp,
  demonstrationCode,
  type AuthenticatorToSetUp,
} from '#app/server/queries/account.server.ts'
import { countAdministrators } from '#app/server/repositories/people.server.ts'
import type { Awaiting, SessionRow } from '#app/server/repositories/sessions.server.ts'
import { heldIn, nextIn, signInPath } from '#app/server/sign-in/next-path.server.ts'
import { authenticationOptions, visitorChallenge } from '#app/server/sign-in/passkeys.server.ts'
import { findWaiting } from '#app/server/sign-in/sessions.server.ts'

export async function signInPage(request: Request) {
  const next = nextIn(request)
  return {
    saved: heldIn(next) !== null,
    wasSent: next !== '/app',
    passkey: await authenticationOptions(visitorChallenge()),
    firstAdministrator: await awaitsFirstAdministrator(),
    demonstration: await demonstrationAccounts(),
    reportingPage: await demonstrationPage(),
  }
}

export async function codePage(request: Request) {
  const waiting = await requireWaiting(request, 'second_factor')
  const { personId: id, fictional } = waiting
  return {
    saved: heldIn(nextIn(request)) !== null,
    demonstration: await demonstrationCode({ id, fictional }),
  }
}

/** Nobody can sign in yet: the token printed at start makes the first account. */
export function awaitsFirstAdministrator(): Promise<boolean> {
  return asSystem('the first administrator', async (tx) => (await countAdministrators(tx, now())) === 0)
}

/** Half a sign-in that waits for this; anybody else begins at the beginning. */
export async function requireWaiting(request: Request, awaiting: Awaiting): Promise<SessionRow> {
  const waiting = await findWaiting(request, awaiting)
  if (!waiting) throw redirect(signInPath(nextIn(request)))
  return waiting
}

/** Null for anybody who does not wait for this, also for the page that follows the code which ended the waiting. */
export async function setUpPage(request: Request, proposal?: string): Promise<AuthenticatorToSetUp | null> {
  const waiting = await findWaiting(request, 'set_up_second_factor')
  return waiting && authenticatorToSetUp(waiting.personId, proposal)
}
