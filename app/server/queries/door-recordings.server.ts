import type { SpokenShown } from '#app/components/reporter/listen.tsx'
import type { Actor, Role } from '#app/policies/actor.ts'
import { bodiesWithDoorsOf, changesByTwo, isOfTeam, mayKeepDoor } from '#app/policies/door.policy.ts'
import { hasSteppedUp } from '#app/policies/second-factor.policy.ts'
import { now } from '#app/server/clock.server.ts'
import { doorFacts } from '#app/server/concerns/door-facts.server.ts'
import { isOutOfDate, textsOf } from '#app/server/concerns/spoken.server.ts'
import { asSystem, withScope } from '#app/server/database.server.ts'
import { notFound, notPermitted } from '#app/server/errors.server.ts'
import { isTestMark } from '#app/server/http/door-test-link.server.ts'
import { doorOfChange } from '#app/server/repositories/door-changes.server.ts'
import {
  getRecording,
  getSound,
  listRecordings,
  listWaitingRecordings,
  maySecondRecording,
  type Recording,
  type SoundBytes,
} from '#app/server/repositories/door-recordings.server.ts'
import { getDoor, namesOfPeople, type DoorRow } from '#app/server/repositories/doors.server.ts'
import { spokenLanguage, spokenSlots, type SpokenSlot } from '#content/spoken.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A page that this person looks after. */
export async function keptDoor(actor: Actor, doorId: string): Promise<DoorRow> {
  const bodies = bodiesWithDoorsOf(actor).map(({ id }) => id)
  if (bodies.length === 0) throw notPermitted()
  if (!uuid.test(doorId)) throw notFound()
  return withScope(actor.id, (tx) => getDoor(tx, bodies, doorId))
}

/** A recording that somebody may see, and whether they may be its second. As the owner the page: the next body up sees it no other way. */
export async function recordingFor(
  actor: Actor,
  doorId: string,
  recordingId: string,
): Promise<{ recording: Recording; door: DoorRow; may: boolean }> {
  if (bodiesWithDoorsOf(actor).length === 0) throw notPermitted()
  const { recording, may } = await withScope(actor.id, async (tx) => {
    const recording = await getRecording(tx, recordingId)
    if (recording.doorId !== doorId) throw notFound()
    const may = isWaiting(recording) && (await maySecondRecording(tx, recording, actor.id))
    return { recording, may }
  })
  const door = await asSystem('a recording of a reporting page', (tx) => doorOfChange(tx, doorId))
  return { recording, door, may: may && !isOfTeam(actor, door.terms) }
}

export function isWaiting({ fromOn, untilOn }: Pick<Recording, 'fromOn' | 'untilOn'>): boolean {
  return fromOn === null && untilOn === null
}

export type Standing = 'heard' | 'outOfDate' | 'waits' | 'over' | 'neverHeard'

function lineOf(recording: Recording, door: DoorRow) {
  const { id, slot, language, size, recordedOn, recordedAs, checkedBy, checkedOn, fromOn, untilOn } =
    recording
  const past: Standing = fromOn === null ? 'neverHeard' : 'over'
  const today: Standing =
    fromOn === null ? 'waits' : isOutOfDate(recording, door.terms) ? 'outOfDate' : 'heard'
  return {
    id,
    slot,
    language,
    size,
    recordedOn,
    recordedAs: recordedAs as Role,
    checkedBy,
    checkedOn,
    fromOn,
    untilOn,
    stands: untilOn === null ? today : past,
    wordsChanged: isOutOfDate(recording, door.terms),
  }
}

export type RecordingLine = ReturnType<typeof lineOf>

function headOf(actor: Actor, door: DoorRow) {
  const byTwo = changesByTwo(door, 'spoken')
  return { id: door.id, name: door.name, byTwo, mayChange: !byTwo || !isOfTeam(actor, door.terms) }
}

/** Language by language, which passages can be heard. A language that was asked for is shown before anything is recorded in it. */
export async function spokenPage(actor: Actor, doorId: string, asked: string | null) {
  const door = await keptDoor(actor, doorId)
  const lines = (await withScope(actor.id, (tx) => listRecordings(tx, doorId))).map((one) =>
    lineOf(one, door),
  )
  const wanted = asked === null ? null : spokenLanguage(asked)
  const languages = [...new Set([...(wanted ? [wanted] : []), ...lines.map(({ language }) => language)])]
  return {
    ...headOf(actor, door),
    languages: languages.map((language) => ({
      language,
      slots: spokenSlots.map((slot) => {
        const own = lines.filter((one) => one.language === language && one.slot === slot)
        return {
          slot,
          now: own.find(({ stands }) => stands === 'heard' || stands === 'outOfDate') ?? null,
          waits: own.find(({ stands }) => stands === 'waits') ?? null,
        }
      }),
    })),
  }
}

/** One passage in one language: the text to be read out, what is heard now, what waits, and what was before. */
export async function spokenSlotPage(actor: Actor, doorId: string, slot: SpokenSlot, language: string) {
  const door = await keptDoor(actor, doorId)
  const own = (await withScope(actor.id, (tx) => listRecordings(tx, doorId))).filter(
    (one) => one.slot === slot && one.language === language,
  )
  const lines = own.map((one) => lineOf(one, door))
  const head = headOf(actor, door)
  return {
    ...head,
    slot,
    language,
    texts: textsOf(slot, door.terms),
    recordings: lines,
    waits: lines.some(({ stands }) => stands === 'waits'),
    needsProof: head.byTwo && !hasSteppedUp(actor, now()),
  }
}

/** For the second of two: what was read out, and by whom it was brought. */
export async function heardPage(actor: Actor, doorId: string, recordingId: string) {
  const { recording, door, may } = await recordingFor(actor, doorId, recordingId)
  if (!isWaiting(recording)) throw notFound()
  const names = await asSystem('who brought a recording', (tx) => namesOfPeople(tx, [recording.recordedById]))
  return {
    door: door.name,
    doorId,
    keeps: mayKeepDoor(actor, door),
    line: lineOf(recording, door),
    texts: textsOf(recording.slot, door.terms),
    by: names.get(recording.recordedById) ?? '',
    isMine: recording.recordedById === actor.id,
    may,
  }
}

/** Recordings that this person could be the second to, or brought themselves. */
export async function waitingRecordings(actor: Actor) {
  const found = await withScope(actor.id, async (tx) => {
    const lines = []
    for (const recording of await listWaitingRecordings(tx))
      lines.push({ recording, may: await maySecondRecording(tx, recording, actor.id) })
    return lines
  })
  return found.map(({ recording: { id, doorId, slot, language, recordedById }, may }) => ({
    id,
    doorId,
    slot,
    language,
    isMine: recordedById === actor.id,
    may,
  }))
}

/** For whoever looks after the page, and for the second who is asked to listen. */
export async function soundForKeeper(actor: Actor, doorId: string, recordingId: string): Promise<SoundBytes> {
  const { recording } = await recordingFor(actor, doorId, recordingId)
  return withScope(actor.id, (tx) => getSound(tx, recording.id))
}

/** What a reporting page offers to be heard: nothing whose words are others by now, and nothing before the page is open. */
export async function spokenAt(slug: string, isOpen: boolean): Promise<SpokenShown[]> {
  const facts = isOpen ? await doorFacts(slug) : null
  if (!facts) return []
  return facts.recordings
    .filter((recording) => !isOutOfDate(recording, facts.terms))
    .map(({ id, slot, language, size, checkedOn }) => ({
      id,
      slot,
      language,
      size,
      checkedOn: checkedOn?.toISOString().slice(0, 10) ?? null,
    }))
}

/** The sound itself, for anybody: null for what is not heard at this page today. */
export async function soundAt(slug: string, recordingId: string, mark: string): Promise<SoundBytes | null> {
  const facts = await doorFacts(slug)
  if (!facts) return null
  const isOpen = facts.isOpen || isTestMark(facts.id, mark, now())
  if (!(await spokenAt(slug, isOpen)).some(({ id }) => id === recordingId)) return null
  return asSystem('somebody listens to a passage of a reporting page', (tx) => getSound(tx, recordingId))
}
