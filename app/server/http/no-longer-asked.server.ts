import { data } from '@remix-run/node'
import { typedAsText } from '#app/forms/typed-as-text.ts'
import type { Actor } from '#app/policies/actor.ts'
import { AppError } from '#app/server/errors.server.ts'
import { typedValues } from '#app/server/http/read-form.server.ts'
import { noLongerAsked } from '#app/server/queries/requirement.server.ts'

/**
 * Runs a step on one question. If the plan asks it no longer, the page says so and gives back what `posted` holds: 409 for who
 * was writing, 410 for who comes back to an answer that is kept.
 */
export async function unlessNoLongerAsked<Result>(
  actor: Actor,
  { id, requirementId }: { id: string; requirementId: string },
  posted: Request | null,
  step: () => Promise<Result>,
): Promise<Result> {
  try {
    return await step()
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'notFound') throw error
    const gone = await noLongerAsked(actor, id, requirementId)
    if (!gone || !(posted || gone.kept)) throw error
    const form = await posted?.formData().catch(() => null)
    const typed = form ? typedAsText(typedValues(form)) : ''
    throw data({ code: 'noLongerAsked', ...gone, typed }, { status: posted ? 409 : 410 })
  }
}
