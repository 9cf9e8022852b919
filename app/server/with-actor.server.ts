import { data, redirect } from '@remix-run/node'
import type { Actor } from '#app/policies/actor.ts'
import { hasSteppedUp } from '#app/policies/second-factor.policy.ts'
import { now } from '#app/server/clock.server.ts'
import { AppError } from '#app/server/errors.server.ts'
import type { SessionRow } from '#app/server/repositories/sessions.server.ts'
import { holdForm, releaseHeldForm } from '#app/server/sign-in/held-forms.server.ts'
import { heldIn, nextPath, signInPath, withHeld } from '#app/server/sign-in/next-path.server.ts'
import { sessionOf } from '#app/server/sign-in/sessions.server.ts'

export { heldForm } from '#app/server/sign-in/held-forms.server.ts'

/** Who is signed in, or nobody. Half a sign-in is nobody. */
export async function findActor(request: Request): Promise<Actor | null> {
  const found = await sessionOf(request)
  return found?.state === 'open' ? actorOf(found.session) : null
}

/** Who is signed in; anyone else is sent to sign in, and what they typed is kept. */
export async function requireActor(request: Request): Promise<Actor> {
  const found = await sessionOf(request)
  if (found?.state === 'open') return actorOf(found.session)
  throw redirect(signInPath(await wayBack(request, found?.session.personId ?? null)))
}

/** Signs the visitor in, runs the request, and turns an AppError into its HTTP status. */
export async function withActor<Result>(
  request: Request,
  run: (actor: Actor) => Promise<Result> | Result,
): Promise<Result> {
  return withStatuses(async () => {
    const actor = await requireActor(request)
    const result = await run(actor)
    if (isWrite(request) && isRedirect(result)) await releaseHeldForm(request, actor.id)
    return result
  })
}

/** For pages that anyone may open: nobody is sent to sign in. */
export function withVisitor<Result>(_request: Request, run: () => Promise<Result> | Result): Promise<Result> {
  return withStatuses(run)
}

/** Before deciding and signing: who you are, proved once more within the last five minutes. Typed text is kept. */
export async function requireStepUp(actor: Actor, request: Request, next?: string): Promise<void> {
  if (hasSteppedUp(actor, now())) return
  const { pathname, search } = new URL(request.url)
  const heldId = isWrite(request) ? await holdForm(request, actor.id) : heldIn(pathname + search)
  const back = withHeld(nextPath(next ?? pathname + search), heldId)
  throw redirect(`/app/step-up?next=${encodeURIComponent(back)}`)
}

/** The page to come back to: for a form, with what was typed. */
async function wayBack(request: Request, personId: string | null): Promise<string> {
  const { pathname, search } = new URL(request.url)
  if (!isWrite(request)) return nextPath(pathname + search)
  const heldId = personId ? await holdForm(request, personId) : null
  return withHeld(nextPath(pathname + search), heldId)
}

function actorOf(session: SessionRow): Actor {
  const { id, personId, name, locale, memberships, steppedUpAt, fictional } = session
  const chosen = memberships.find((membership) => membership.id === session.membershipId) ?? memberships[0]
  return {
    id: personId,
    name,
    locale,
    memberships,
    membershipId: chosen?.id ?? null,
    sessionId: id,
    steppedUpAt,
    fictional,
  }
}

async function withStatuses<Result>(run: () => Promise<Result> | Result): Promise<Result> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof AppError) throw data({ code: error.code }, { status: error.status })
    throw error
  }
}

function isWrite(request: Request): boolean {
  return request.method !== 'GET' && request.method !== 'HEAD'
}

function isRedirect(result: unknown): boolean {
  return result instanceof Response && result.status >= 300 && result.status < 400
}
