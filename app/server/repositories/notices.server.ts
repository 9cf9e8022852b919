import type { Transaction } from '#app/server/database.server.ts'
import type { MailPreferences } from '#app/server/mail/next-mail.server.ts'
import { factsColumns, factsOf } from '#app/server/repositories/assessments.server.ts'
import type { Scope } from '#app/server/scope.server.ts'

export interface NewNotice {
  id: string
  personId: string
  kind: string
  recordId: string
  conditionId: string | null
  at: Date
}

/** What is there already stays as it is: a job that runs twice tells nobody twice. */
export async function createNotices(tx: Transaction, rows: NewNotice[]): Promise<void> {
  await tx.notice.createMany({ data: rows, skipDuplicates: true })
}

/** What waited was done, by whomever: it counts as read, and is mailed to nobody any more. */
export async function endNotices(
  tx: Transaction,
  kind: string,
  recordIds: readonly string[],
  at: Date,
): Promise<void> {
  await tx.notice.updateMany({
    where: { kind, recordId: { in: [...recordIds] }, readAt: null },
    data: { readAt: at },
  })
}

/**
 * Of these people, those who take part in the record today, themselves or through their organisation. Whoever stepped back
 * for a conflict does not, and nobody whose account is closed.
 */
export async function whoStillTakesPart(
  tx: Transaction,
  recordId: string,
  personIds: readonly string[],
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM person p
    WHERE p.id = ANY (${[...personIds]}::uuid[]) AND p.closed_at IS NULL
      AND EXISTS (
        SELECT FROM participation t
        WHERE t.record_id = ${recordId}::uuid AND t.capacity <> 'recused' AND app_in_force(t.from_at, t.until_at)
          AND (t.person_id = p.id OR t.organisation_id IN (
            SELECT m.organisation_id FROM membership m WHERE m.person_id = p.id AND app_in_force(m.from_at, m.until_at)
          ))
      )
      AND NOT EXISTS (
        SELECT FROM participation r
        WHERE r.record_id = ${recordId}::uuid AND r.person_id = p.id AND r.capacity = 'recused' AND r.until_at IS NULL
      )
    ORDER BY p.id`
  return rows.map(({ id }) => id)
}

// ── Mail ───────────────────────────────────────────────────────────────────────

export interface UnmailedNotice {
  id: string
  personId: string
  kind: string
  recordId: string
  conditionId: string | null
  at: Date
}

/** People with a notice that they have not read and that was not mailed, if they have an address and want mail at all. */
export async function listPeopleWithUnmailed(tx: Transaction): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM person p
    WHERE p.email IS NOT NULL AND p.closed_at IS NULL AND p.digest <> 'none'
      AND EXISTS (SELECT FROM notice n WHERE n.person_id = p.id AND n.read_at IS NULL AND n.mailed_at IS NULL)
    ORDER BY p.id`
  return rows.map(({ id }) => id)
}

/** Nothing about a record from which somebody has stepped back since. */
export async function listUnmailed(tx: Transaction, personIds: readonly string[]): Promise<UnmailedNotice[]> {
  return tx.$queryRaw<UnmailedNotice[]>`
    SELECT n.id, n.person_id AS "personId", n.kind, n.record_id AS "recordId", n.condition_id AS "conditionId", n.at
    FROM notice n JOIN person p ON p.id = n.person_id
    WHERE n.person_id = ANY (${[...personIds]}::uuid[]) AND n.read_at IS NULL AND n.mailed_at IS NULL
      AND p.email IS NOT NULL AND p.closed_at IS NULL
      AND NOT EXISTS (
        SELECT FROM participation r
        WHERE r.record_id = n.record_id AND r.person_id = n.person_id AND r.capacity = 'recused' AND r.until_at IS NULL
      )
    ORDER BY n.at, n.id`
}

/** Marks them as mailed and returns those that nobody else had marked: only these are sent. */
export async function claimForMail(tx: Transaction, ids: readonly string[], at: Date): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE notice SET mailed_at = ${at}::timestamptz
    WHERE id = ANY (${[...ids]}::uuid[]) AND mailed_at IS NULL RETURNING id`
  return new Set(rows.map(({ id }) => id))
}

/** From nothing to some mail: what was noticed until now stays on the page. */
export async function passOverUnmailed(tx: Transaction, personId: string, at: Date): Promise<void> {
  await tx.notice.updateMany({ where: { personId, mailedAt: null }, data: { mailedAt: at } })
}

export interface Wishes extends MailPreferences {
  localDays: ReadonlySet<string>
}

/** How each of them wants to be mailed, and the days off that their organisations entered. */
export async function listMailWishes(
  tx: Transaction,
  personIds: readonly string[],
): Promise<Map<string, Wishes>> {
  const people = await tx.person.findMany({
    where: { id: { in: [...personIds] } },
    select: { id: true, digest: true, quietFrom: true, quietUntil: true, timeZone: true },
  })
  const days = await tx.$queryRaw<{ personId: string; onDay: string }[]>`
    SELECT DISTINCT m.person_id AS "personId", to_char(d.on_day, 'YYYY-MM-DD') AS "onDay"
    FROM membership m JOIN local_day d ON d.organisation_id = m.organisation_id
    WHERE m.person_id = ANY (${[...personIds]}::uuid[]) AND app_in_force(m.from_at, m.until_at)
      AND d.removed_at IS NULL AND d.on_day > now() - interval '30 days'`
  const daysOf = Map.groupBy(days, ({ personId }) => personId)
  return new Map(
    people.map(({ id, digest, ...wishes }) => [
      id,
      {
        ...wishes,
        digest: digest as Wishes['digest'],
        localDays: new Set(daysOf.get(id)?.map(({ onDay }) => onDay)),
      },
    ]),
  )
}

export async function saveMailPreferences(
  tx: Transaction,
  personId: string,
  preferences: MailPreferences,
): Promise<void> {
  await tx.person.update({ where: { id: personId }, data: preferences, select: { id: true } })
}

// ── The page of notices ────────────────────────────────────────────────────────

const columns = { id: true, kind: true, recordId: true, conditionId: true, at: true, readAt: true } as const

/** Newest first; `before` is the last one of the page before. */
export async function listNotices(tx: Transaction, scope: Scope, before: string | null, take: number) {
  const last = before && (await findNotice(tx, scope, before))
  return tx.notice.findMany({
    where: {
      personId: scope.personId,
      ...(last ? { OR: [{ at: { lt: last.at } }, { at: last.at, id: { lt: last.id } }] } : {}),
    },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take,
    select: columns,
  })
}

export async function findNotice(tx: Transaction, scope: Scope, id: string) {
  return tx.notice.findFirst({ where: { id, personId: scope.personId }, select: columns })
}

export function countUnread(tx: Transaction, scope: Scope): Promise<number> {
  return tx.notice.count({ where: { personId: scope.personId, readAt: null } })
}

/** `until` leaves unread what arrived after the page was shown. */
export async function markRead(
  tx: Transaction,
  scope: Scope,
  which: { id: string } | { until: Date },
  at: Date,
): Promise<void> {
  await tx.notice.updateMany({
    where: {
      personId: scope.personId,
      readAt: null,
      ...('id' in which ? { id: which.id } : { at: { lte: which.until } }),
    },
    data: { readAt: at },
  })
}

/** The plans behind notices, as far as they exist for this person. */
export async function listPlansNoticed(tx: Transaction, scope: Scope, ids: readonly string[]) {
  const rows = await tx.assessment.findMany({
    where: { id: { in: [...ids] }, record: scope.records },
    select: { id: true, title: true, state: true, audience: true, ...factsColumns },
  })
  return rows.map(({ id, title, state, ...rest }) => ({ id, title, state, facts: factsOf(rest) }))
}
