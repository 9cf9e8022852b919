import type { ImportParcel } from '#app/sealing/import-parcel.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { bytesOf } from '#app/server/repositories/concern-filing.server.ts'

export interface OwnCountedKey {
  id: string
  organisationId: string
  verifyKey: Uint8Array
}

/** My keys that count and are for handling, of these bodies. */
export function ownCountedKeys(
  tx: Transaction,
  personId: string,
  organisationIds: readonly string[],
): Promise<OwnCountedKey[]> {
  return tx.handlerKey.findMany({
    where: {
      personId,
      organisationId: { in: [...organisationIds] },
      countedOn: { not: null },
      endedOn: null,
      duties: { has: 'handle' },
    },
    orderBy: [{ createdOn: 'asc' }, { id: 'asc' }],
    select: { id: true, organisationId: true, verifyKey: true },
  })
}

export interface ImportDoor {
  id: string
  slug: string
  name: string
  organisationId: string
}

export function importDoors(tx: Transaction, organisationIds: readonly string[]): Promise<ImportDoor[]> {
  return tx.concernDoor.findMany({
    where: { organisationId: { in: [...organisationIds] } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, slug: true, name: true, organisationId: true },
  })
}

export interface BroughtIn {
  id: string
  arrivedOn: Date
  importedOn: Date
  nextDueAt: Date | null
}

const shownAtMost = 25

/** Of the cases that I handle, those that began elsewhere; the last one brought in first. */
export function listBroughtIn(tx: Transaction): Promise<BroughtIn[]> {
  return tx.$queryRaw<BroughtIn[]>`
    select c.id, c.arrived_on as "arrivedOn", c.imported_on as "importedOn", c.next_due_at as "nextDueAt" from concern c
    where c.imported_on is not null
      and c.id in (select m.record_id from my_participation m where m.capacity = 'case_handler')
    order by c.imported_on desc, c.id limit ${shownAtMost}`
}

/** Whether exactly this parcel was brought in before: its file key is made anew for each. */
export async function holdsFileKey(tx: Transaction, concernId: string, recipient: string): Promise<boolean> {
  return (await tx.concernKey.count({ where: { concernId, kind: 'file', recipient } })) > 0
}

export async function createImportedParts(
  tx: Transaction,
  concernId: string,
  keyId: string,
  parts: ImportParcel['parts'],
  onDay: Date,
  ids: readonly string[],
): Promise<void> {
  await tx.sealedPart.createMany({
    data: parts.map(({ first, sealed }, index) => ({
      id: ids[index]!,
      concernId,
      keyId,
      first,
      sealed: bytesOf(sealed),
      onDay,
    })),
  })
}

/** Which sealed parts came with a case when it was brought in; none for one that began here. */
export async function partsBroughtIn(tx: Transaction, concernId: string): Promise<Set<string>> {
  const row = await tx.caseLogEntry.findFirst({
    where: { concernId, action: 'case.import' },
    select: { data: true },
  })
  const { parts } = (row?.data ?? {}) as { parts?: unknown }
  return new Set(typeof parts === 'string' ? parts.split(' ') : [])
}
