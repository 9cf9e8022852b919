import type { Context } from 'hono'
import type { Actor } from '#app/policies/actor.ts'
import { AppError } from '#app/server/errors.server.ts'
import type { Bindings } from '#app/server/http/bindings.server.ts'
import { findActor } from '#app/server/with-actor.server.ts'

export class TooLong extends Error {
  override readonly name = 'TooLong'
}

/** Bytes that a browser has sealed already; `most` is of what was sealed, to which sealing adds a header and 16 bytes per 64 KiB. */
export async function* notTooLong(body: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const bytes of body) {
    size += bytes.length
    if (size > most + 64 * 1024) throw new TooLong('longer than such a file may be')
    yield bytes
  }
}

/** A sealed file of somebody signed in. `store` decides whether they may, before it reads anything; the answer is for their script. */
export async function takeSealed(
  context: Context<Bindings>,
  most: number,
  store: (actor: Actor, sealed: AsyncIterable<Uint8Array>) => Promise<string>,
): Promise<Response> {
  const actor = await findActor(context.req.raw)
  if (!actor) return nothing(context, 401)
  const { body } = context.req.raw
  if (!body) return nothing(context, 422)
  try {
    return context.json({ draftId: await store(actor, notTooLong(body, most)) })
  } catch (error) {
    if (error instanceof TooLong) return nothing(context, 413)
    if (error instanceof AppError) return nothing(context, error.status)
    throw error
  }
}

export function nothing(context: Context<Bindings>, status: number): Response {
  return context.newResponse('{}', status as 404, { 'Content-Type': 'application/json' })
}
