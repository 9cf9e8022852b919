import { data, redirect } from '@remix-run/node'
import { typedAsText } from '#app/forms/typed-as-text.ts'
import type { Actor } from '#app/policies/actor.ts'
import { AppError } from '#app/server/errors.server.ts'
import { typedValues } from '#app/server/http/read-form.server.ts'
import { lostAPart, readsOnceDeclared, standingInReview } from '#app/server/queries/declare.server.ts'
import { holdForm } from '#app/server/sign-in/held-forms.server.ts'
import { nextPath, withHeld } from '#app/server/sign-in/next-path.server.ts'

/**
 * Runs a step of judging. Whoever has not said whether they have a conflict is asked first, and what they typed is kept for
 * them. Whoever lost the record in the middle gets back what they typed: `posted` is a copy of a form that came, or null.
 */
export async function whileJudging<Result>(
  actor: Actor,
  id: string,
  { request, posted }: { request: Request; posted: Request | null },
  step: () => Promise<Result>,
): Promise<Result> {
  try {
    return await step()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'notPermitted') {
      const standing = await standingInReview(actor, id)
      const { pathname, search } = new URL(request.url)
      if (standing === 'mustDeclare') throw await toDeclare(actor, id, pathname + search, posted)
      if (standing === 'blind' && !posted) throw redirect(`/app/assessments/${id}/opinion`)
    }
    const refused = error.code === 'notPermitted'
    const lost = error.code === 'notFound' || refused
    if (lost && posted && (await lostAPart(actor.id, id, refused))) {
      const form = await posted.formData().catch(() => null)
      const typed = form ? typedAsText(wordsIn(typedValues(form))) : ''
      throw data({ code: 'lostAccess', typed }, { status: error.status })
    }
    throw error
  }
}

/**
 * Opens the documents of a decision. Whoever would read them once they have said that they have no conflict is asked that
 * first, and then led to `next`.
 */
export async function onceDeclared<Result>(
  actor: Actor,
  id: string,
  next: string,
  step: () => Promise<Result>,
): Promise<Result> {
  try {
    return await step()
  } catch (error) {
    const refused = error instanceof AppError && error.code === 'notPermitted'
    if (refused && (await readsOnceDeclared(actor, id))) throw await toDeclare(actor, id, next, null)
    throw error
  }
}

async function toDeclare(actor: Actor, id: string, path: string, posted: Request | null) {
  const held = posted ? await holdForm(posted, actor.id) : null
  const next = withHeld(nextPath(path), held)
  return redirect(`/app/assessments/${id}/declare?next=${encodeURIComponent(next)}`)
}

const choices = /^(judgement|move|audience|requirementId|commentId|mark-.*)$/

/** What was written, without what was only ticked. */
function wordsIn(typed: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(typed).filter(([name]) => !choices.test(name)))
}
