import type { AppLoadContext } from '@remix-run/node'
import { ReturnForm } from '#app/forms/return-steps.ts'
import { takeTurn } from '#app/server/concerns/slow-down.server.ts'
import { readForm } from '#app/server/http/read-form.server.ts'
import type { Sent } from '#app/server/workflows/concern-return-steps.server.ts'

/**
 * A form of the pages after the code. Where it came in parts, whoever read them has taken the turn already, and has the
 * files; the code that is typed in takes a turn here.
 */
export async function readReturn(request: Request, context: AppLoadContext): Promise<Sent> {
  if (!context.concernUpload) await takeTurn('code', request)
  const form = await readForm(request, ReturnForm)
  return { form, upload: context.concernUpload ?? null, locale: context.locale }
}
