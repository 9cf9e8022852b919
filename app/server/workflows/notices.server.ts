import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem, withScope } from '#app/server/database.server.ts'
import type { MailPreferences } from '#app/server/mail/next-mail.server.ts'
import { localDaysBody } from '#app/server/queries/notices.server.ts'
import { addLocalDays, removeLocalDay, type LocalDay } from '#app/server/repositories/local-days.server.ts'
import {
  listMailWishes,
  markRead,
  passOverUnmailed,
  saveMailPreferences,
} from '#app/server/repositories/notices.server.ts'
import { scopeOf } from '#app/server/scope.server.ts'
import { forgetInRequest } from '#app/server/sign-in/request-memory.server.ts'

/** One notice, or everything up to the newest that the page showed. */
export async function readNotices(actor: Actor, which: { id: string } | { until: Date }): Promise<void> {
  await withScope(actor.id, (tx) => markRead(tx, scopeOf(actor), which, now()))
  forgetInRequest()
}

/** Whoever wanted no mail until now is not mailed what they were spared. */
export async function chooseMail(actor: Actor, preferences: MailPreferences): Promise<void> {
  await asSystem('my own choice of mail', async (tx) => {
    const before = (await listMailWishes(tx, [actor.id])).get(actor.id)
    if (before?.digest === 'none' && preferences.digest !== 'none')
      await passOverUnmailed(tx, actor.id, now())
    await saveMailPreferences(tx, actor.id, preferences)
  })
}

export async function enterLocalDays(actor: Actor, days: readonly LocalDay[]): Promise<void> {
  const { id } = localDaysBody(actor)
  await withScope(actor.id, (tx) => addLocalDays(tx, id, days, actor.id))
}

export async function endLocalDay(actor: Actor, day: string): Promise<void> {
  const { id } = localDaysBody(actor)
  await withScope(actor.id, (tx) => removeLocalDay(tx, id, day, { addedById: actor.id, removedAt: now() }))
}
