import type { Transaction } from '#app/server/database.server.ts'

export interface OwnNote {
  id: string
  body: string
  at: Date
}

/** What this person has said about one question already. */
export function listOwnNotes(
  tx: Transaction,
  where: { personId: string; assessmentId: string; requirementId: string },
): Promise<OwnNote[]> {
  return tx.requirementNote.findMany({
    where,
    orderBy: { at: 'asc' },
    select: { id: true, body: true, at: true },
  })
}

export async function createNote(
  tx: Transaction,
  note: {
    frameworkId: string
    frameworkVersion: number
    requirementId: string
    assessmentId: string
    personId: string
    body: string
    locale: string
    at: Date
  },
): Promise<void> {
  await tx.requirementNote.create({ data: note, select: { id: true } })
}

export interface ReadNote {
  id: string
  frameworkId: string
  frameworkVersion: number
  requirementId: string
  body: string
  locale: string
  saidOn: Date
  readAt: Date | null
  people: number
}

/** For who looks after the framework: the newest first, with the day, and never who said it. */
export async function listNotes(tx: Transaction): Promise<ReadNote[]> {
  const rows = await tx.$queryRaw<(Omit<ReadNote, 'people'> & { people: bigint })[]>`
    select id::text, framework_id as "frameworkId", framework_version as "frameworkVersion", requirement_id as "requirementId",
      body, locale, said_on as "saidOn", read_at as "readAt", people from app_notes()`
  return rows.map((row) => ({ ...row, people: Number(row.people) }))
}

/** How many were new. */
export async function markNotes(tx: Transaction, ids: string[]): Promise<number> {
  const [row] = await tx.$queryRaw<{ marked: bigint }[]>`select app_mark_notes(${ids}::uuid[]) as marked`
  return Number(row!.marked)
}
