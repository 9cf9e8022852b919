import type { Actor } from '#app/policies/actor.ts'
import { heldForm } from '#app/server/with-actor.server.ts'

/** What was typed on this page before the sign-in ended, one text for each name, as a form shows it again. */
export async function keptText(request: Request, actor: Actor): Promise<Record<string, string> | null> {
  const held = await heldForm(request, actor)
  if (!held) return null
  return Object.fromEntries(
    Object.entries(held).map(([name, value]) => [name, Array.isArray(value) ? value.join('\n') : value]),
  )
}
