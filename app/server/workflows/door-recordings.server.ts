import type { Actor } from '#app/policies/actor.ts'
import { changesByTwo, isOfTeam, mayKeepDoor } from '#app/policies/door.policy.ts'
import { hasSteppedUp } from '#app/policies/second-factor.policy.ts'
import { forgetDoors } from '#app/server/concerns/door-facts.server.ts'
import { isOutOfDate, textHashesOf } from '#app/server/concerns/spoken.server.ts'
import { sha256 } from '#app/server/crypto/hash.server.ts'
import { withScope } from '#app/server/database.server.ts'
import { changedByAnother, notPermitted, notReady } from '#app/server/errors.server.ts'
import type { SoundMedia } from '#app/server/files/sound.server.ts'
import { isWaiting, keptDoor, recordingFor } from '#app/server/queries/door-recordings.server.ts'
import {
  addRecordingRow,
  agreeRecordingRow,
  endRecordingRow,
  listRecordings,
} from '#app/server/repositories/door-recordings.server.ts'
import type { DoorRow } from '#app/server/repositories/doors.server.ts'
import { dayOf, note, type Refusal } from '#app/server/workflows/doors.server.ts'
import type { SpokenSlot } from '#content/spoken.ts'

export interface GivenRecording {
  slot: SpokenSlot
  language: string
  sound: { media: SoundMedia; bytes: Buffer<ArrayBuffer> }
  checkedBy: string | null
  checkedOn: string | null
}

/**
 * Null when it is kept; otherwise what does not fit. At an open page it only waits: a second person listens first. Throws
 * notReady where another one waits in its place.
 */
export async function addRecording(
  actor: Actor,
  doorId: string,
  { slot, language, sound, checkedBy, checkedOn }: GivenRecording,
  now: Date,
): Promise<Refusal | null> {
  const door = await keptDoor(actor, doorId)
  const byTwo = refuseTeam(actor, door, now)
  if (checkedOn !== null && new Date(checkedOn) > now)
    return { field: 'checkedOn', key: 'spoken.error.checkedLater' }
  await withScope(actor.id, async (tx) => {
    const others = await listRecordings(tx, doorId)
    if (others.some((one) => one.slot === slot && one.language === language && isWaiting(one)))
      throw notReady()
    const digest = sha256(sound.bytes)
    const id = await addRecordingRow(tx, {
      doorId,
      slot,
      language,
      media: sound.media,
      sound: new Uint8Array(sound.bytes),
      digest: new Uint8Array(digest),
      texts: textHashesOf(slot, door.terms),
      checkedBy,
      checkedOn: checkedOn === null ? null : new Date(checkedOn),
      recordedById: actor.id,
      recordedAs: roleAt(actor, door),
      recordedOn: dayOf(now),
    })
    if (!byTwo && !(await agreeRecordingRow(tx, id, dayOf(now)))) throw changedByAnother()
    const data = { recording: id, slot, language, sha256: digest.toString('hex') }
    await note(tx, actor, byTwo ? 'proposeSpoken' : 'spoken', doorId, data, now)
  })
  forgetDoors()
  return null
}

/** The second of two has listened: from now on it is heard. */
export async function agreeToRecording(
  actor: Actor,
  doorId: string,
  recordingId: string,
  now: Date,
): Promise<void> {
  const { recording, may, door } = await recordingFor(actor, doorId, recordingId)
  if (!isWaiting(recording)) throw changedByAnother()
  if (!may || !hasSteppedUp(actor, now)) throw notPermitted()
  // The words are others by now than those that were read out.
  if (isOutOfDate(recording, door.terms)) throw notReady()
  await withScope(actor.id, async (tx) => {
    if (!(await agreeRecordingRow(tx, recording.id, dayOf(now)))) throw changedByAnother()
    const { id, slot, language } = recording
    const sha = Buffer.from(recording.digest).toString('hex')
    await note(tx, actor, 'spoken', door.id, { recording: id, slot, language, sha256: sha }, now)
  })
  forgetDoors()
}

/** Taken away by one person, for what says something wrong is better gone at once; taken back or refused while it waits. */
export async function endRecording(
  actor: Actor,
  doorId: string,
  recordingId: string,
  now: Date,
): Promise<void> {
  const { recording, door, may } = await recordingFor(actor, doorId, recordingId)
  const keeps = mayKeepDoor(actor, door) && !(changesByTwo(door, 'spoken') && isOfTeam(actor, door.terms))
  if (!keeps && !may) throw notPermitted()
  await withScope(actor.id, async (tx) => {
    const given = { byId: actor.id, onDay: dayOf(now) }
    if (!(await endRecordingRow(tx, recording.id, given))) throw changedByAnother()
    await note(tx, actor, 'endSpoken', doorId, { recording: recording.id }, now)
  })
  forgetDoors()
}

function refuseTeam(actor: Actor, door: DoorRow, now: Date): boolean {
  const byTwo = changesByTwo(door, 'spoken')
  if (byTwo && (isOfTeam(actor, door.terms) || !hasSteppedUp(actor, now))) throw notPermitted()
  return byTwo
}

function roleAt(actor: Actor, { organisationId }: DoorRow): string {
  const here = actor.memberships.filter((one) => one.organisationId === organisationId)
  return here.find(({ role }) => role === 'safeguarding_lead')?.role ?? 'case_handler'
}
