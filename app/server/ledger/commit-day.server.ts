import { randomToken } from '#app/server/crypto/hash.server.ts'
import { asSystem, type Transaction } from '#app/server/database.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import {
  caseLogRoot,
  commitmentTo,
  dayAfter,
  dayBefore,
  dayOf,
  endOf,
} from '#app/server/ledger/case-log.server.ts'

/** A year of silence is filled at once; what is left after that is filled the next night. */
const mostAtOnce = 366

/**
 * Commits to the case log for every day that is over and was not committed to: usually yesterday, after an interruption
 * the days of it too. Each is a transaction of its own, so that what is done stays done. Returns the days.
 */
export async function commitDays(now: Date): Promise<string[]> {
  const days = await asSystem('days of the case log', (tx) => daysToCommit(tx, dayBefore(dayOf(now))))
  const done: string[] = []
  for (const day of days) if (await commitDay(day, now)) done.push(day)
  return done
}

async function daysToCommit(tx: Transaction, yesterday: string): Promise<string[]> {
  const newest = await tx.ledgerCommitment.findFirst({ orderBy: { onDay: 'desc' }, select: { onDay: true } })
  const days: string[] = []
  let day = newest ? dayAfter(dayOf(newest.onDay)) : yesterday
  for (; day <= yesterday && days.length < mostAtOnce; day = dayAfter(day)) days.push(day)
  return days
}

/** False when somebody else was faster. The row comes first: of two at once the second waits for it and finds it. */
function commitDay(day: string, now: Date): Promise<boolean> {
  return asSystem('a commitment to the case log', async (tx) => {
    const salt = Buffer.from(randomToken(32), 'base64url')
    const { count } = await tx.ledgerCommitment.createMany({
      data: [{ onDay: new Date(`${day}T00:00:00Z`), salt: new Uint8Array(salt) }],
      skipDuplicates: true,
    })
    if (count === 0) return false
    const commitment = commitmentTo(day, salt, await caseLogRoot(tx, endOf(day)))
    await appendLedger(tx, {
      action: 'caselog.commit',
      subject: null,
      actorId: null,
      data: { day, commitment: commitment.toString('hex') },
      at: now,
    })
    return true
  })
}
