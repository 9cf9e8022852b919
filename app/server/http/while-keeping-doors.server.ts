import { data } from '@remix-run/node'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import { AppError } from '#app/server/errors.server.ts'
import type { Typed } from '#app/server/http/read-form.server.ts'
import type { Key } from '#content/words.ts'

const meanwhile: Partial<Record<AppError['code'], Key>> = {
  changedByAnother: 'doors.error.changedByAnother',
  notReady: 'doors.error.notReady',
}

/** Somebody else changed the page meanwhile: it is shown as it is now, with what this person typed still in the form. */
export async function keepingTypedAtDoor<Result>(typed: Typed, run: () => Promise<Result>) {
  try {
    return await run()
  } catch (error) {
    const key = error instanceof AppError ? meanwhile[error.code] : undefined
    if (!key) throw error
    const errors: FieldErrors = { '': { key } }
    return data({ errors, typed }, { status: 409 })
  }
}
