import { data, redirect } from '@remix-run/node'
import { z } from 'zod'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { deskFields, deskStepForm, newRequestForm } from '#app/forms/desk.form.ts'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { AppError } from '#app/server/errors.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { requireStepUp } from '#app/server/with-actor.server.ts'
import { mustAnswer, receiveRequest, takeDeskStep } from '#app/server/workflows/desk.server.ts'

type Answer = ReturnType<typeof refusedAs> | ReturnType<typeof redirect>
const newForm = newRequestForm.extend({ organisationId: z.guid('desk.error.body') })

/** What was typed is sealed in the browser and still stands there when the form comes back. */
export async function takeNewRequest(actor: Actor, request: Request): Promise<Answer> {
  await mustAnswer(actor, null)
  const form = await readForm(request, newForm)
  if (!form.ok) return refusedAs(form.errors, 422)
  return orRefused(async () => {
    await receiveRequest(actor, form.value, now())
    return `/app/desk/${form.value.id}`
  })
}

export async function takeDeskForm(actor: Actor, id: string, request: Request): Promise<Answer> {
  await mustAnswer(actor, id)
  const again = request.clone()
  const form = await readForm(request, deskStepForm)
  if (!form.ok) return refusedAs(form.errors, 422)
  const { step, sealed, seen } = form.value
  if (deskFields[step].length > 0 && sealed === '')
    return refusedAs({ '': { key: 'desk.error.notSealed' } }, 422)
  if (step === 'signed') await requireStepUp(actor, again, new URL(request.url).pathname)
  return orRefused(async () => {
    await takeDeskStep(actor, id, { step, sealed, seen }, now())
    return `/app/desk/${id}?done=${step}`
  })
}

async function orRefused(run: () => Promise<string>): Promise<Answer> {
  try {
    return redirect(await run())
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 409) throw error
    return refusedAs({ '': { key: 'desk.error.notReady' } }, 409)
  }
}

function refusedAs(errors: FieldErrors, status: 409 | 422) {
  return data({ errors }, { status })
}
