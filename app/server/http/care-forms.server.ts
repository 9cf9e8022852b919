import { data, redirect } from '@remix-run/node'
import { supervisionForm } from '#app/forms/supervision.form.ts'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { readForm, type Typed } from '#app/server/http/read-form.server.ts'
import { takeCareForm } from '#app/server/http/step-forms.server.ts'
import { mayCareForHandlers, noteSupervision } from '#app/server/workflows/handler-care.server.ts'
import { dayOf } from '#content/working-days.ts'

/** Care for somebody who is named in a case, and the day on which somebody who handles cases was last supervised. */
export async function takeWholeCareForm(actor: Actor, request: Request) {
  const asked = await request
    .clone()
    .formData()
    .catch(() => null)
  if (asked?.get('do') !== 'supervised') return takeCareForm(actor, request)
  mayCareForHandlers(actor)
  const form = await readForm(request, supervisionForm)
  if (!form.ok) return refused(form.errors, form.typed)
  const { who, onDay } = form.value
  if (onDay > dayOf(now())) return refused({ onDay: { key: 'cases.care.error.future' } }, form.typed)
  await noteSupervision(actor, { ...who, onDay }, now())
  return redirect('/app/cases/care?done=supervised')
}

function refused(errors: FieldErrors, typed: Typed) {
  return data({ errors, typed }, { status: 422 })
}
