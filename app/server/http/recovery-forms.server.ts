import { data, redirect } from '@remix-run/node'
import type { z } from 'zod'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import {
  askRecoveryForm,
  beginRecoveryForm,
  declareRecoveryForm,
  finishRecoveryForm,
  namesForm,
} from '#app/forms/case-recovery.form.ts'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { AppError, notFound } from '#app/server/errors.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import { askRecoveryPage, mustTakePart } from '#app/server/queries/case-recovery.server.ts'
import { requireStepUp } from '#app/server/with-actor.server.ts'
import {
  askToRecover,
  declareAsFirst,
  declareAsSecond,
  finishRecovery,
  leaveFirstHalf,
  takeBackRecovery,
} from '#app/server/workflows/case-recovery.server.ts'

type Answer = ReturnType<typeof redirect> | ReturnType<typeof refusedAs>
type Take = (actor: Actor, id: string, request: Request) => Promise<Answer>

const onRecovery: Record<string, Take> = {
  begin: (actor, id, request) =>
    take(request, beginRecoveryForm, async (given) => {
      await leaveFirstHalf(actor, id, given, now())
      return `/app/cases/recovery/${id}?done=begun`
    }),
  second: (actor, id, request) =>
    take(request, namesForm, async ({ conflict, names = [] }) => {
      await declareAsSecond(actor, id, { conflict, names }, now())
      return conflict === 'none' ? `/app/cases/recovery/${id}?done=named` : '/app/cases/recovery?done=left'
    }),
  first: (actor, id, request) =>
    take(request, declareRecoveryForm, async ({ conflict }) => {
      await declareAsFirst(actor, id, conflict, now())
      return conflict === 'none' ? `/app/cases/recovery/${id}?done=declared` : '/app/cases/recovery?done=left'
    }),
  finish: (actor, id, request) =>
    take(request, finishRecoveryForm, async ({ envelopes }) => {
      await finishRecovery(actor, id, envelopes, now())
      return '/app/cases/recovery?done=finished'
    }),
  takeBack: (actor, id) =>
    answered(async () => {
      await takeBackRecovery(actor, id, now())
      return '/app/cases/recovery?done=takenBack'
    }),
}

/** Whoever has no part in it is not asked who they are once more. */
export async function takeRecoveryForm(actor: Actor, id: string, request: Request): Promise<Answer> {
  const part = await mustTakePart(actor, id)
  if (part !== 'asked') await requireStepUp(actor, request.clone(), new URL(request.url).pathname)
  const asked = await request
    .clone()
    .formData()
    .catch(() => null)
  const doing = asked?.get('do')
  const form = typeof doing === 'string' && Object.hasOwn(onRecovery, doing) ? onRecovery[doing] : undefined
  if (!form) throw notFound()
  return form(actor, id, request)
}

export async function takeAskForm(actor: Actor, concernId: string, request: Request): Promise<Answer> {
  await askRecoveryPage(actor, concernId)
  return take(request, askRecoveryForm, async ({ why }) => {
    await askToRecover(actor, concernId, why, now())
    return `/app/cases/recovery/ask/${concernId}?done=asked`
  })
}

async function take<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  run: (value: z.output<Schema>) => Promise<string>,
): Promise<Answer> {
  const form = await readForm(request, schema)
  if (!form.ok) return refusedAs(form.errors, 422)
  return answered(() => run(form.value))
}

async function answered(run: () => Promise<string>): Promise<Answer> {
  try {
    return redirect(await run())
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 409) throw error
    return refusedAs({ '': { key: `recovery.error.${error.code as 'notReady' | 'changedByAnother'}` } }, 409)
  }
}

function refusedAs(errors: FieldErrors, status: 409 | 422) {
  return data({ errors }, { status })
}
