import type { Transaction } from '#app/server/database.server.ts'

export interface LocalDay {
  /** As 2027-01-01. */
  day: string
  name: string
}

/** Days on which a body does not work, from this day on. */
export async function listLocalDays(
  tx: Transaction,
  organisationIds: readonly string[],
  from: Date,
  take: number,
): Promise<LocalDay[]> {
  const rows = await tx.localDay.findMany({
    where: { organisationId: { in: [...organisationIds] }, removedAt: null, onDay: { gte: from } },
    orderBy: [{ onDay: 'asc' }, { name: 'asc' }],
    take,
    select: { onDay: true, name: true },
  })
  return rows.map(({ onDay, name }) => ({ day: onDay.toISOString().slice(0, 10), name }))
}

/** A day that is there already takes the newer name; one that was removed comes back. */
export async function addLocalDays(
  tx: Transaction,
  organisationId: string,
  days: readonly LocalDay[],
  addedById: string,
): Promise<void> {
  await tx.$queryRaw`
    INSERT INTO local_day (organisation_id, on_day, name, added_by_id)
    SELECT ${organisationId}::uuid, d.day, d.name, ${addedById}::uuid
    FROM jsonb_to_recordset(${JSON.stringify(days)}::jsonb) AS d(day date, name text)
    ON CONFLICT (organisation_id, on_day)
    DO UPDATE SET name = excluded.name, added_by_id = excluded.added_by_id, removed_at = NULL`
}

export async function removeLocalDay(
  tx: Transaction,
  organisationId: string,
  day: string,
  removed: { addedById: string; removedAt: Date },
): Promise<void> {
  await tx.localDay.updateMany({
    where: { organisationId, onDay: new Date(day), removedAt: null },
    data: removed,
  })
}
