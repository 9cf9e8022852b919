import { mailWhatIsDue } from '#app/server/jobs/due-mail.server.ts'
import { payloads } from '#app/server/jobs/names.server.ts'
import { recipientsOf } from '#app/server/jobs/recipients.server.ts'
import { jobId } from '#app/server/jobs/queue.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import type { Done } from '#app/server/demonstration/timeline.server.ts'
import {
  createNotices,
  listPeopleWithUnmailed,
  type NewNotice,
} from '#app/server/repositories/notices.server.ts'

/** Puts what a day brought on the pages of those whom it is for, each as of its moment. Drawn is drawn already. */
export function tellNews(day: readonly Done[]): Promise<void> {
  return asSystem('news of the demonstration', async (tx) => {
    const jobs = await tx.$queryRaw<{ id: string; name: string; data: unknown; laid: Date }[]>`
      delete from pgboss.job where name in ('notify', 'drawDocuments')
      returning id::text, name, data, created_on as laid`
    const rows: NewNotice[] = []
    for (const { id, name, data, laid } of jobs) {
      if (name !== 'notify') continue
      const payload = payloads.notify.parse(data)
      const found = await recipientsOf(tx, payload)
      if (!found) continue
      const { recordId, conditionId, personIds } = found
      const { at } = day.find(({ endedAt }) => laid.getTime() <= endedAt) ?? day.at(-1)!
      for (const personId of personIds) {
        const about = { personId, kind: payload.notice, recordId, conditionId, at }
        rows.push({ id: jobId('notify', `${id}:${personId}`), ...about })
      }
    }
    if (rows.length > 0) await createNotices(tx, rows)
  })
}

/**
 * What is older than six days was read, but for the newest of each person. Weeks of letters in one minute would bury the
 * last ones: of each plan only the newest news is mailed.
 */
export function settleNews(now: Date): Promise<void> {
  return asSystem('letters of long ago are not sent', async (tx) => {
    await tx.$executeRaw`
      update notice n set read_at = n.at + interval '5 hours'
      where n.at < ${now}::timestamptz - interval '6 days'
        and exists (select from notice m where m.person_id = n.person_id and m.at > n.at)`
    await tx.$executeRaw`
      update notice n set mailed_at = n.at
      where exists (select from notice m where m.record_id = n.record_id and m.at > n.at)`
    await mailWhatIsDue(tx, await listPeopleWithUnmailed(tx), now)
  })
}
