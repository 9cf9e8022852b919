import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { open, seal } from '#app/server/crypto/seal.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { typedValues, type Typed } from '#app/server/http/read-form.server.ts'
import { createHeldForm, deleteHeldForm, findHeldForm } from '#app/server/repositories/sessions.server.ts'

const purpose = 'held form'
const mostBytes = 4 * 1024 * 1024
const neverKept = /password|code|credential|token/i
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Keeps what was typed, sealed, for one person. Passwords and codes are left out; files are not text. */
export async function holdForm(request: Request, personId: string): Promise<string | null> {
  const typed = await typedIn(request)
  const text = JSON.stringify(typed)
  if (Object.keys(typed).length === 0 || Buffer.byteLength(text) > mostBytes) return null
  const sealed = seal(purpose, text)
  const path = new URL(request.url).pathname
  return asSystem('keep typed text', (tx) => createHeldForm(tx, { personId, path, sealed, createdAt: now() }))
}

/** What this person typed on this page before their sign-in ended, as readForm would give it back. */
export async function heldForm(request: Request, actor: Pick<Actor, 'id'>): Promise<Typed | null> {
  const { pathname, searchParams } = new URL(request.url)
  const id = searchParams.get('held')
  if (!id || !uuid.test(id)) return null
  const held = await asSystem('give typed text back', (tx) => findHeldForm(tx, id, actor.id, pathname, now()))
  return held ? (JSON.parse(open(purpose, held.sealed).toString('utf8')) as Typed) : null
}

/** The page took what was typed: nothing is kept any longer. */
export async function releaseHeldForm(request: Request, personId: string): Promise<void> {
  const id = new URL(request.url).searchParams.get('held')
  if (id && uuid.test(id)) await asSystem('forget typed text', (tx) => deleteHeldForm(tx, id, personId))
}

async function typedIn(request: Request): Promise<Typed> {
  const form = request.bodyUsed ? null : await request.formData().catch(() => null)
  const typed = form ? typedValues(form) : {}
  return Object.fromEntries(Object.entries(typed).filter(([name]) => !neverKept.test(name)))
}
