import { data, redirect } from '@remix-run/node'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { importForm, toldOnProblem } from '#app/forms/case-import.form.ts'
import { stepProblem } from '#app/forms/import-steps.ts'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { AppError } from '#app/server/errors.server.ts'
import { readForm, type Typed } from '#app/server/http/read-form.server.ts'
import { bodiesHandledBy, importCase, importedId } from '#app/server/workflows/case-import.server.ts'
import { dayOf } from '#content/working-days.ts'

/** What was sealed stays with the browser that sealed it; the days and choices beside it are given back. */
export async function takeImportForm(actor: Actor, request: Request) {
  bodiesHandledBy(actor)
  const doorId = new URL(request.url).searchParams.get('door') ?? ''
  const form = await readForm(request, importForm)
  const importId = form.typed['importId'] ?? ''
  const again = { importId, concernId: importedId(actor.id, importId) }
  const refuse = (errors: FieldErrors, status: 409 | 422) => refused(errors, form.typed, status, again)
  if (!form.ok) return refuse(form.errors, 422)
  const problem = toldOnProblem(form.value.toldOn, dayOf(now()))
  if (problem) return refuse({ toldOn: { key: `caseImport.error.${problem}` } }, 422)
  const wrong = stepProblem(form.value, dayOf(now()))
  if (wrong) return refuse({ [wrong.name]: { key: `caseImport.error.step.${wrong.why}` } }, 422)
  try {
    const { id } = await importCase(actor, form.value, now())
    return redirect(`/app/cases/import?${new URLSearchParams({ door: doorId, in: id })}`)
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 409) throw error
    const key = error.code === 'notReady' ? 'caseImport.error.notReady' : 'caseImport.error.already'
    return refuse({ '': { key } }, 409)
  }
}

/** The same form again: sent a second time it is the same case. */
function refused(
  errors: FieldErrors,
  { parcel: _, signature: _also, ...typed }: Typed,
  status: 409 | 422,
  again: { importId: string; concernId: string } | null = null,
) {
  return data({ errors, typed, again: again?.importId ? again : null }, { status })
}
