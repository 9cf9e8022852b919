import { appendCaseLog } from '#app/server/case-log.server.ts'
import { asSystem, type Transaction } from '#app/server/database.server.ts'
import { recordFailure } from '#app/server/http/failure.server.ts'
import { aboutNoRecord } from '#app/server/jobs/case-recipients.server.ts'
import { mailWhatIsDue } from '#app/server/jobs/due-mail.server.ts'
import type { Notice } from '#app/server/jobs/names.server.ts'
import { jobId } from '#app/server/jobs/queue.server.ts'
import { openForNobody, whoCouldBegin } from '#app/server/repositories/case-recovery.server.ts'
import {
  handlersOutside,
  listUnreadOf,
  seatReserve,
  whoTakesPart,
} from '#app/server/repositories/concern-late.server.ts'
import { createNotices } from '#app/server/repositories/notices.server.ts'
import { roundedToSixHours } from '#content/concern-clocks.ts'
import { dateOf, dayOf } from '#content/working-days.ts'

/**
 * Right after somebody has stepped back, lost their job or ended a key: whether anybody is left who can open the cases that
 * they could. What they did stands whatever comes of it; the clock looks again every six hours.
 */
export async function lookAfterLeaving(personId: string, now: Date): Promise<void> {
  try {
    const ids = await asSystem('cases that somebody left', (tx) => listUnreadOf(tx, personId))
    for (const id of ids) await seatIn(id, now)
  } catch (error) {
    recordFailure(error)
  }
}

/** Whoever stands in reserve reads from now on; where nobody does, the contact outside is told. Done twice it is done once. */
export function seatIn(concernId: string, now: Date): Promise<void> {
  return asSystem('the next body reads', async (tx) => {
    const seated = await seatReserve(tx, concernId, dateOf(dayOf(now)))
    if (seated === null) return
    if (seated > 0) {
      await appendCaseLog(tx, {
        concernId,
        action: 'case.seatReserve',
        personId: null,
        data: { seated },
        now,
      })
      const people = await whoTakesPart(tx, concernId, 'case_handler')
      await tell(tx, now, toldOf('arrived', concernId, people, 'caseNeedsYou'))
    } else {
      const people = await handlersOutside(tx, concernId)
      await tell(tx, now, toldOf('nobodyLeft', concernId, people, 'caseLateBelow'))
      await askEscrow(tx, concernId, now)
    }
  })
}

/** Nobody is left and nobody stands in reserve: two escrow holders can open it for others. */
async function askEscrow(tx: Transaction, concernId: string, now: Date): Promise<void> {
  const id = await openForNobody(tx, concernId, dateOf(dayOf(now)))
  if (id === null) return
  await appendCaseLog(tx, { concernId, action: 'recovery.open', personId: null, data: {}, now })
  await tell(tx, now, toldOf(`recover:${id}`, concernId, await whoCouldBegin(tx, concernId), 'caseRecovery'))
}

export function toldOf(reason: string, concernId: string, people: readonly string[], kind: Notice): Told[] {
  return people.map((personId) => ({ key: `${reason}:${concernId}:${personId}`, personId, kind }))
}

export type Told = { key: string; personId: string; kind: Notice }

export async function tell(tx: Transaction, now: Date, told: readonly Told[]): Promise<void> {
  if (told.length === 0) return
  const at = roundedToSixHours(now)
  await createNotices(
    tx,
    told.map(({ key, personId, kind }) => ({
      id: jobId('notify', key),
      personId,
      kind,
      recordId: aboutNoRecord,
      conditionId: null,
      at,
    })),
  )
  await mailWhatIsDue(tx, [...new Set(told.map(({ personId }) => personId))], now)
}
