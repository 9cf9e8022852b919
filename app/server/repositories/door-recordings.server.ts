import type { Transaction } from '#app/server/database.server.ts'
import { notFound } from '#app/server/errors.server.ts'
import { isSpokenSlot, type SpokenSlot } from '#content/spoken.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Never the sound itself: that is read alone, when somebody listens. */
const columns = {
  id: true,
  doorId: true,
  slot: true,
  language: true,
  media: true,
  digest: true,
  size: true,
  texts: true,
  checkedBy: true,
  checkedOn: true,
  recordedById: true,
  recordedAs: true,
  recordedOn: true,
  agreedById: true,
  fromOn: true,
  endedById: true,
  untilOn: true,
} as const

/** Written by our own workflow, and nothing but that. */
function asRecording<Row extends { slot: string; texts: unknown }>(row: Row) {
  return { ...row, slot: row.slot as SpokenSlot, texts: row.texts as Record<string, string> }
}

export type Recording = Awaited<ReturnType<typeof listRecordings>>[number]

/** All of a page, the newest first, with those that are over. */
export async function listRecordings(tx: Transaction, doorId: string) {
  const rows = await tx.doorRecording.findMany({
    where: { doorId },
    orderBy: [{ recordedOn: 'desc' }, { id: 'desc' }],
    select: columns,
  })
  return rows.filter(({ slot }) => isSpokenSlot(slot)).map(asRecording)
}

export async function getRecording(tx: Transaction, id: string): Promise<Recording> {
  if (!uuid.test(id)) throw notFound()
  const row = await tx.doorRecording.findUnique({ where: { id }, select: columns })
  if (!row || !isSpokenSlot(row.slot)) throw notFound()
  return asRecording(row)
}

/** Those that wait for a second person: of a page of mine, or of one below mine that has nobody else. */
export async function listWaitingRecordings(tx: Transaction): Promise<Recording[]> {
  const rows = await tx.doorRecording.findMany({
    where: { fromOn: null, untilOn: null },
    orderBy: [{ recordedOn: 'asc' }, { id: 'asc' }],
    select: columns,
  })
  return rows.filter(({ slot }) => isSpokenSlot(slot)).map(asRecording)
}

export interface OpenRecording {
  id: string
  slot: SpokenSlot
  language: string
  size: number
  texts: Record<string, string>
  checkedOn: Date | null
}

/** What may be heard at a page, whether its words are still the same or not. As the owner. */
export async function listHeard(tx: Transaction, doorId: string): Promise<OpenRecording[]> {
  const rows = await tx.doorRecording.findMany({
    where: { doorId, fromOn: { not: null }, untilOn: null },
    orderBy: [{ language: 'asc' }, { id: 'asc' }],
    select: { id: true, slot: true, language: true, size: true, texts: true, checkedOn: true },
  })
  return rows.filter(({ slot }) => isSpokenSlot(slot)).map(asRecording)
}

export interface SoundBytes {
  media: string
  sound: Uint8Array<ArrayBuffer>
}

export async function getSound(tx: Transaction, id: string): Promise<SoundBytes> {
  const row = await tx.doorRecording.findUnique({ where: { id }, select: { media: true, sound: true } })
  if (!row) throw notFound()
  return row
}

export interface NewRecording {
  doorId: string
  slot: SpokenSlot
  language: string
  media: string
  sound: Uint8Array<ArrayBuffer>
  digest: Uint8Array<ArrayBuffer>
  texts: Record<string, string>
  checkedBy: string | null
  checkedOn: Date | null
  recordedById: string
  recordedAs: string
  recordedOn: Date
}

/** It waits until it is agreed to. */
export async function addRecordingRow(tx: Transaction, row: NewRecording): Promise<string> {
  const data = { ...row, size: row.sound.byteLength }
  const { id } = await tx.doorRecording.create({ data, select: { id: true } })
  return id
}

/** Whether somebody may be the second to it; the database says the same when they are. */
export async function maySecondRecording(
  tx: Transaction,
  { doorId, recordedById }: Pick<Recording, 'doorId' | 'recordedById'>,
  personId: string,
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ may: boolean }[]>`
    select app_may_second_door(${doorId}::uuid, ${personId}::uuid, ${recordedById}::uuid) as may`
  return row!.may
}

/** From now on it is heard, and the one before is not. False when it does not wait any more. */
export async function agreeRecordingRow(tx: Transaction, id: string, onDay: Date): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ done: boolean }[]>`
    select app_agree_recording(${id}::uuid, ${onDay}::date) as done`
  return row!.done
}

/** False when it is over already. */
export async function endRecordingRow(
  tx: Transaction,
  id: string,
  { byId, onDay }: { byId: string; onDay: Date },
): Promise<boolean> {
  const { count } = await tx.doorRecording.updateMany({
    where: { id, untilOn: null },
    data: { endedById: byId, untilOn: onDay },
  })
  return count > 0
}
