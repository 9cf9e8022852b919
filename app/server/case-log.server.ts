import { canonicalJson } from '#content/index.ts'
import { randomToken, sameBytes } from '#app/server/crypto/hash.server.ts'
import { asSystem, type Transaction } from '#app/server/database.server.ts'
import { commitmentTo, dayOf } from '#app/server/ledger/case-log.server.ts'
import { leafHash, rootOf } from '#app/server/ledger/merkle.server.ts'

export type CaseLogProblem = { at: 'caseLine'; position: number } | { at: 'caseDay'; day: string }

export interface CaseLogLine {
  concernId: string
  action: string
  /** Null for whoever came with a code, and for clocks. */
  personId: string | null
  /** Ids and codes, never words. */
  data: Record<string, string | number | boolean | null>
  now: Date
}

/** One line of the private case log, in the transaction of what it tells about. Only the day is kept. */
export async function appendCaseLog(tx: Transaction, line: CaseLogLine): Promise<void> {
  const { concernId, action, personId, data } = line
  const day = dayOf(line.now)
  const salt = Buffer.from(randomToken(32), 'base64url')
  await tx.caseLogEntry.createMany({
    data: [
      {
        concernId,
        action,
        personId,
        data,
        onDay: new Date(`${day}T00:00:00Z`),
        salt: new Uint8Array(salt),
        leaf: new Uint8Array(leafOf(salt, { concernId, action, personId, data, day })),
      },
    ],
  })
}

function leafOf(salt: Uint8Array, told: { [name: string]: unknown; day: string }): Buffer {
  return leafHash(Buffer.concat([salt, Buffer.from(canonicalJson(told))]))
}

/** The root over every line of the days before a moment: what the public ledger commits to once a day. */
export async function rootOfCaseLog(tx: Transaction, before: Date): Promise<Buffer> {
  const rows = await tx.caseLogEntry.findMany({
    where: { onDay: { lt: new Date(`${dayOf(before)}T00:00:00Z`) } },
    orderBy: { position: 'asc' },
    select: { leaf: true },
  })
  return rootOf(rows.map(({ leaf }) => Buffer.from(leaf)))
}

/**
 * What somebody changed in the case log by hand: a line that does not give its leaf, and a day whose lines do not give what
 * the public ledger says of it.
 */
export async function caseLogProblems(): Promise<CaseLogProblem[]> {
  const { lines, days } = await asSystem('the case log is verified', async (tx) => ({
    lines: await tx.caseLogEntry.findMany({ orderBy: { position: 'asc' } }),
    days: await tx.$queryRaw<{ day: string; commitment: string; salt: Uint8Array }[]>`
      SELECT e.data->>'day' AS day, e.data->>'commitment' AS commitment, c.salt
      FROM ledger_entry e JOIN ledger_commitment c ON c.on_day = (e.data->>'day')::date
      WHERE e.action = 'caselog.commit' ORDER BY 1`,
  }))
  const changed = lines.filter(
    ({ salt, leaf, onDay, concernId, action, personId, data }) =>
      !sameBytes(leafOf(salt, { concernId, action, personId, data, day: dayOf(onDay) }), leaf),
  )
  const wrongDays = days.filter(({ day, commitment, salt }) => {
    const leaves = lines.filter(({ onDay }) => dayOf(onDay) <= day).map(({ leaf }) => Buffer.from(leaf))
    return commitmentTo(day, salt, rootOf(leaves)).toString('hex') !== commitment
  })
  return [
    ...changed.map(({ position }) => ({ at: 'caseLine' as const, position: Number(position) })),
    ...wrongDays.map(({ day }) => ({ at: 'caseDay' as const, day })),
  ]
}
