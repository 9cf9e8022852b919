import type { Transaction } from '#app/server/database.server.ts'
import { caseKeyColumns, withBelief } from '#app/server/repositories/case-keys.server.ts'

/** What was filed with a code, at whichever door. */
export function listFiledUnder(
  tx: Transaction,
  lookupHash: Uint8Array<ArrayBuffer>,
): Promise<{ id: string; doorId: string; isDeleted: boolean }[]> {
  return tx.$queryRaw`
    select c.id, c.door_id as "doorId", app_is_deleted(c.id) as "isDeleted" from concern c
    where c.filed_under = ${lookupHash} order by c.arrived_on, c.id`
}

export async function letHandle(
  tx: Transaction,
  concernId: string,
  people: { handlers: readonly string[]; overseers: readonly string[] },
  day: Date,
): Promise<void> {
  const row = (capacity: string) => (personId: string) => ({
    recordId: concernId,
    personId,
    capacity,
    fromAt: day,
  })
  const rows = [...people.handlers.map(row('case_handler')), ...people.overseers.map(row('case_overseer'))]
  await tx.participation.createMany({ data: rows, skipDuplicates: true })
}

export async function personsOfKeys(
  tx: Transaction,
  keyIds: readonly string[],
): Promise<Map<string, { personId: string; isEnded: boolean }>> {
  const rows = await tx.handlerKey.findMany({
    where: { id: { in: [...new Set(keyIds)] } },
    select: { id: true, personId: true, endedOn: true },
  })
  return new Map(rows.map(({ id, personId, endedOn }) => [id, { personId, isEnded: endedOn !== null }]))
}

/** Persons who handle a case today, who ever did, who stepped back from it, and who stand in reserve. */
export async function handlersOf(
  tx: Transaction,
  concernId: string,
): Promise<Record<'today' | 'ever' | 'recused' | 'reserve', Set<string>>> {
  const rows = await tx.participation.findMany({
    where: { recordId: concernId, capacity: { in: ['case_handler', 'recused'] }, personId: { not: null } },
    select: { personId: true, capacity: true, untilAt: true },
  })
  const inReserve = await tx.$queryRaw<{ personId: string }[]>`
    SELECT DISTINCT h.person_id::text AS "personId"
    FROM concern_envelope e JOIN concern_key k ON k.id = e.key_id JOIN handler_key h ON h.id = e.handler_key_id
    WHERE k.concern_id = ${concernId}::uuid AND e.holder = 'reserve' AND e.ended_on IS NULL`
  const ids = (some: typeof rows) => new Set(some.map(({ personId }) => personId!))
  const handlers = rows.filter(({ capacity }) => capacity === 'case_handler')
  return {
    today: ids(handlers.filter(({ untilAt }) => untilAt === null)),
    ever: ids(handlers),
    recused: ids(rows.filter(({ capacity }) => capacity === 'recused')),
    reserve: new Set(inReserve.map(({ personId }) => personId)),
  }
}

export interface HeldBy {
  keyId: string
  recipient: string
}

/** Who holds the newest keys of a case today, of those that count for whoever asks: what is sent later goes to the same. */
export async function readersOfCase(
  tx: Transaction,
  concernId: string,
  counts: (key: { kind: string; recipient: string; mark: Uint8Array | null; vouched: boolean }) => boolean,
): Promise<{ handlers: HeldBy[]; custodians: HeldBy[]; escrowPairs: [HeldBy, HeldBy][]; reserve: HeldBy[] }> {
  const keys = await withBelief(
    tx,
    await tx.concernKey.findMany({
      where: { concernId },
      orderBy: { generation: 'asc' },
      select: { ...caseKeyColumns, mark: true },
    }),
  )
  const newest = ['file', 'identity'].flatMap(
    (kind) => keys.findLast((key) => key.kind === kind && counts(key))?.id ?? [],
  )
  const rows = await tx.$queryRaw<
    {
      kind: string
      holder: string
      keyId: string
      recipient: string
      innerId: string | null
      inner: string | null
    }[]
  >`
    SELECT DISTINCT k.kind, e.holder, h.id::text AS "keyId", h.recipient, i.id::text AS "innerId", i.recipient AS inner
    FROM concern_key k
    JOIN concern_envelope e ON e.key_id = k.id AND e.ended_on IS NULL
    JOIN handler_key h ON h.id = e.handler_key_id AND h.ended_on IS NULL
    LEFT JOIN handler_key i ON i.id = e.inner_key_id
    WHERE k.id = ANY (${newest}::uuid[])
      AND NOT EXISTS (
        SELECT FROM participation p
        WHERE p.record_id = k.concern_id AND p.capacity = 'recused' AND p.person_id IN (h.person_id, i.person_id)
      )`
  const held = (kind: string, holder = 'handler') =>
    rows
      .filter((row) => row.kind === kind && row.holder === holder)
      .map(({ keyId, recipient }) => ({ keyId, recipient }))
  return {
    handlers: held('file'),
    custodians: held('identity'),
    reserve: held('file', 'reserve'),
    escrowPairs: rows
      .filter((row) => row.kind === 'file' && row.holder === 'escrow')
      .map(({ keyId, recipient, innerId, inner }): [HeldBy, HeldBy] => [
        { keyId, recipient },
        { keyId: innerId!, recipient: inner! },
      ]),
  }
}
