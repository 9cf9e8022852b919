import { data } from '@remix-run/node'
import { AppError } from '#app/server/errors.server.ts'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import type { Typed } from '#app/server/http/read-form.server.ts'

/** 422 with what is wrong and everything that was typed. */
export function refused({ errors, typed }: { errors: FieldErrors; typed: Typed }) {
  return data({ errors, typed }, { status: 422 })
}

/** Somebody else moved the record meanwhile: the page is shown as it is now, with what this person typed still in it. */
export async function keepingTyped<Result>(
  typed: Typed,
  run: () => Promise<Result>,
  about: 'judging' | 'conditions' = 'judging',
) {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 409) throw error
    const errors: FieldErrors = { '': { key: meanwhile[about][error.code as Meanwhile] } }
    return data({ errors, typed }, { status: 409 })
  }
}

type Meanwhile = 'changedByAnother' | 'notReady'

const meanwhile = {
  judging: { changedByAnother: 'judging.error.changedByAnother', notReady: 'judging.error.notReady' },
  conditions: {
    changedByAnother: 'conditions.error.changedByAnother',
    notReady: 'conditions.error.notReady',
  },
} as const
