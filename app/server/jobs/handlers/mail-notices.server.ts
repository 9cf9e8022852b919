import { asSystem } from '#app/server/database.server.ts'
import { mailWhatIsDue } from '#app/server/jobs/due-mail.server.ts'
import type { Handler } from '#app/server/jobs/handler.server.ts'
import { listPeopleWithUnmailed } from '#app/server/repositories/notices.server.ts'

/** Few enough that a request never waits long behind them on the embedded database. */
const atOnce = 50

/** Mail that waited for a morning, for the end of quiet hours or of a day off. */
export const mailNotices: Handler<'mailNotices'> = async (_payload, { now }) => {
  const people = await asSystem('people with waiting mail', listPeopleWithUnmailed)
  for (let from = 0; from < people.length; from += atOnce) {
    const some = people.slice(from, from + atOnce)
    await asSystem('mail that is due', (tx) => mailWhatIsDue(tx, some, now))
  }
}
