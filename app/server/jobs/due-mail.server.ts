import type { Transaction } from '#app/server/database.server.ts'
import { isUrgent, type Notice } from '#app/server/jobs/names.server.ts'
import { enqueue, type Job } from '#app/server/jobs/queue.server.ts'
import { mailDueAt, nextMailAt } from '#app/server/mail/next-mail.server.ts'
import {
  claimForMail,
  listMailWishes,
  listUnmailed,
  type UnmailedNotice,
  type Wishes,
} from '#app/server/repositories/notices.server.ts'

/** What a transaction of the queue takes at once. */
const most = 500

/**
 * Enqueues the mail of these people that is due by now. A notice is marked in the same transaction: whatever fails in
 * between, it is mailed once.
 */
export async function mailWhatIsDue(tx: Transaction, personIds: readonly string[], now: Date): Promise<void> {
  const wishes = await listMailWishes(tx, personIds)
  const waiting = await listUnmailed(tx, personIds)
  const due = waiting.filter((notice) => isDue(notice, wishes.get(notice.personId), now))
  if (due.length === 0) return
  const claimed = await claimForMail(
    tx,
    due.map(({ id }) => id),
    now,
  )
  const perPerson = Map.groupBy(
    due.filter(({ id }) => claimed.has(id)),
    ({ personId }) => personId,
  )
  const jobs = [...perPerson].flatMap(([personId, notices]) =>
    wishes.get(personId)?.digest === 'each'
      ? notices.map(mailAbout)
      : [
          ...notices.filter(({ kind }) => isUrgent(kind)).map(mailAbout),
          ...digestsOf(
            personId,
            notices.filter(({ kind }) => !isUrgent(kind)),
          ),
        ],
  )
  for (let from = 0; from < jobs.length; from += most) await enqueue(tx, jobs.slice(from, from + most))
}

/** What reminds of something that the person was told before. */
export function isReminder(kind: string): boolean {
  const reminders: readonly string[] = ['conditionDueSoon', 'conditionLate', 'deskDueSoon'] satisfies Notice[]
  return reminders.includes(kind)
}

function isDue({ at, kind }: UnmailedNotice, wishes: Wishes | undefined, now: Date): boolean {
  if (!wishes) return false
  if (isUrgent(kind)) return wishes.digest !== 'none'
  const reminder = isReminder(kind)
  const dueAt = mailDueAt(at, wishes, wishes.localDays, { reminder })
  // The job may run late, and then within the next quiet hours.
  return dueAt !== null && dueAt <= now && nextMailAt(now, wishes, wishes.localDays, { reminder }) <= now
}

function mailAbout({ id, kind, personId, recordId, conditionId }: UnmailedNotice): Job {
  const data = { mail: kind, personId, recordId, ...(conditionId ? { conditionId } : {}) }
  return { name: 'sendMail', key: `notice:${id}`, data }
}

/** Each notice is mailed once, so its first names this digest and no other. */
function digestsOf(personId: string, notices: UnmailedNotice[]): Job[] {
  if (notices.length === 0) return []
  const data = { mail: 'digest', personId, count: String(notices.length) }
  return [{ name: 'sendMail', key: `digest:${notices[0]!.id}`, data }]
}
