import { z } from 'zod'
import type { ShownLogLine } from '#app/components/cases/case-data.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { listCaseLog } from '#app/server/repositories/cases.server.ts'

const LogAsked = z.object({
  kind: z.enum(['done', 'delivered']).default('done'),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
})
export type LogKind = z.infer<typeof LogAsked>['kind']

/** What an address asks for; null where it asks for nothing that there is. */
export function readLogAsked(asked: URLSearchParams): z.infer<typeof LogAsked> | null {
  return LogAsked.safeParse(Object.fromEntries(asked)).data ?? null
}

const linesShown = 40

/**
 * Newest first. Pages are counted and not found by position: positions run through every case, so an address with one would
 * tell how much happens elsewhere.
 */
export async function logOf(
  tx: Transaction,
  concernId: string,
  kind: LogKind,
  nameOf: ReadonlyMap<string, string>,
  page = 1,
): Promise<{ lines: ShownLogLine[]; earlier: number | null }> {
  const rows = await listCaseLog(tx, concernId, kind, { skip: (page - 1) * linesShown, take: linesShown + 1 })
  const lines = rows.slice(0, linesShown).map(({ position, onDay, action, personId, data }) => {
    const { parts = '' } = data as { parts?: unknown }
    return {
      position: String(position),
      onDay,
      action,
      by: personId === null ? null : (nameOf.get(personId) ?? ''),
      parts: typeof parts === 'string' && parts !== '' ? parts.split(' ').length : 0,
    }
  })
  return { lines, earlier: rows.length > linesShown ? page + 1 : null }
}
