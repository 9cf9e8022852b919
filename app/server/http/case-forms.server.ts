import { data, redirect } from '@remix-run/node'
import { z } from 'zod'
import type { FieldErrors } from '#app/components/error-summary.tsx'
import {
  conflictForm,
  endPartForm,
  fileForm,
  handOverForm,
  labelForm,
  newKeysForm,
  newThreadForm,
  partForm,
  threadFileForm,
  vouchForm,
} from '#app/forms/case-content.form.ts'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { AppError, notFound } from '#app/server/errors.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import {
  addSealedParts,
  askOthersToOpen,
  declare,
  lockFile,
  mustHandle,
  setLabel,
} from '#app/server/workflows/case-content.server.ts'
import {
  addThread,
  endPart,
  handOver,
  rotateKeys,
  vouchForKeys,
} from '#app/server/workflows/case-readers.server.ts'
import { sendThreadFile } from '#app/server/workflows/case-thread-file.server.ts'
import { requireStepUp } from '#app/server/with-actor.server.ts'
import type { Key } from '#content/words.ts'

/** What was typed is not given back: it is sealed here, and still stands in the browser that sealed it. */
type Answer = ReturnType<typeof refusedAs> | ReturnType<typeof redirect>
export const nothingElse = z.object({})
export type Take = (actor: Actor, concernId: string, request: Request) => Promise<Answer>

const onCase: Record<string, Take> = {
  declare: (actor, id, request) =>
    take(request, conflictForm, async ({ conflict }) => {
      await declare(actor, id, conflict, now())
      return conflict === 'none' ? `/app/cases/${id}?done=declared` : '/app/cases'
    }),
  askOthers: (actor, id, request) =>
    take(request, nothingElse, async () => {
      await askOthersToOpen(actor, id, now())
      return `/app/cases/${id}?done=askedOthers`
    }),
  part: (actor, id, request) =>
    take(request, partForm, async (part) => {
      await addSealedParts(actor, id, [part], now())
      return `/app/cases/${id}?done=part`
    }),
  threadFile: (actor, id, request) =>
    take(request, threadFileForm, async (file) => {
      await sendThreadFile(actor, id, file, now())
      return `/app/cases/${id}?done=part`
    }),
  label: (actor, id, request) =>
    take(request, labelForm, async (label) => {
      await setLabel(actor, id, label, now())
      return `/app/cases/${id}?done=label`
    }),
  vouch: (actor, id, request) =>
    take(request, vouchForm, async ({ vouched }) => {
      await vouchForKeys(actor, id, vouched, now())
      return `/app/cases/${id}`
    }),
  lockFile: (actor, id, request) =>
    take(request, fileForm, async ({ fileId }) => {
      await lockFile(actor, id, fileId, now())
      return `/app/cases/${id}?done=locked`
    }),
}

const onReaders: Record<string, Take> = {
  handOver: (actor, id, request) =>
    take(request, handOverForm, async (given) => {
      await handOver(actor, id, given, now())
      return `/app/cases/${id}/readers?done=handedOver`
    }),
  endPart: (actor, id, request) => {
    const again = request.clone()
    const run = async ({ personId, newKeys }: z.output<typeof endPartForm>) => {
      await requireStepUp(actor, again, `/app/cases/${id}/readers?end=${personId}`)
      await endPart(actor, id, { personId, keys: newKeys }, now())
      return `/app/cases/${id}/readers?done=ended`
    }
    return take(request, endPartForm, run, 'cases.error.twoStay')
  },
  newKeys: (actor, id, request) => {
    const again = request.clone()
    const run = async ({ newKeys }: z.output<typeof newKeysForm>) => {
      await requireStepUp(actor, again, `/app/cases/${id}/readers?end=keys`)
      await rotateKeys(actor, id, newKeys, now())
      return `/app/cases/${id}/readers?done=newKeys`
    }
    return take(request, newKeysForm, run)
  },
  newThread: (actor, id, request) =>
    take(request, newThreadForm, async ({ thread, keyId, sealed }) => {
      await addThread(actor, id, { thread, who: { keyId, sealed } }, now())
      return `/app/cases/${id}?done=thread`
    }),
}

export const takeCaseForm: Take = (actor, id, request) => takeOneOf(onCase, actor, id, request)
export const takeReadersForm: Take = (actor, id, request) => takeOneOf(onReaders, actor, id, request)

export async function takeOneOf(
  forms: Record<string, Take>,
  actor: Actor,
  id: string,
  request: Request,
): Promise<Answer> {
  await mustHandle(actor, id)
  const asked = await request
    .clone()
    .formData()
    .catch(() => null)
  const doing = asked?.get('do')
  const form = typeof doing === 'string' && Object.hasOwn(forms, doing) ? forms[doing] : undefined
  if (!form) throw notFound()
  return form(actor, id, request)
}

export async function take<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  run: (value: z.output<Schema>) => Promise<string>,
  notReady: Key = 'cases.error.notReady',
): Promise<Answer> {
  const form = await readForm(request, schema)
  if (!form.ok) return refusedAs(form.errors, 422)
  try {
    return redirect(await run(form.value))
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 409) throw error
    const key = error.code === 'notReady' ? notReady : 'cases.error.changedByAnother'
    return refusedAs({ '': { key } }, 409)
  }
}

function refusedAs(errors: FieldErrors, status: 409 | 422) {
  return data({ errors }, { status })
}
