import type { AppLoadContext } from '@remix-run/node'
import { takeTurn } from '#app/server/concerns/slow-down.server.ts'
import type { CameWith } from '#app/server/workflows/reporter-steps.server.ts'

/**
 * A form of the filing pages. Where it came in parts, whoever read them has taken the turn already, and has the files;
 * whatever else makes us stretch a code takes a turn here.
 */
export async function readFiled(
  request: Request,
  context: AppLoadContext | undefined,
): Promise<{ form: URLSearchParams; came: CameWith }> {
  const upload = context?.concernUpload
  const given = await request.formData().catch(() => new FormData())
  const form = new URLSearchParams()
  for (const [name, value] of given) if (typeof value === 'string') form.append(name, value)
  const go = form.get('go') ?? ''
  if (!upload && go === 'send') await takeTurn('file', request)
  if (!upload && go.startsWith('add:')) await takeTurn('code', request)
  const files = upload?.files ?? []
  const notTaken = (upload?.notTaken ?? []).map(({ problem }) => problem)
  return { form, came: { files, notTaken, wasCut: upload?.wasCut ?? false } }
}
