import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DoorTerms } from '#app/forms/door-terms.ts'
import type { Actor, Role } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { forgetDoors } from '#app/server/concerns/door-facts.server.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { asSystem, withScope } from '#app/server/database.server.ts'
import {
  heardPage,
  soundAt,
  soundForKeeper,
  spokenAt,
  spokenPage,
  spokenSlotPage,
  waitingRecordings,
} from '#app/server/queries/door-recordings.server.ts'
import {
  addRecording,
  agreeToRecording,
  endRecording,
  type GivenRecording,
} from '#app/server/workflows/door-recordings.server.ts'
import { newSlug } from '#app/server/workflows/doors.server.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, agreeToStandAt, type TestDoor } from '#tests/support/doors.ts'
import { anOggFile } from '#tests/support/sounds.ts'

const database = withTestDatabase()
const at = now()
const refused = (status: number) => ({ status })

let people: TestDoor
let door: { id: string; slug: string }
let shut: { id: string; slug: string }
let first: Actor
let second: Actor

beforeAll(async () => {
  people = await aDoor({ withEscrow: false })
  const [one, two] = people.handlers
  first = someone('case_handler', people.organisations.receiving, one.id)
  second = someone('case_handler', people.organisations.receiving, two.id)
})
beforeEach(async () => {
  door = await aPage(true)
  shut = await aPage(false)
})

function someone(role: Role, organisationId: string, id: string, steppedUpAt: Date | null = at): Actor {
  const membership = {
    id: randomId(),
    organisationId,
    organisationName: 'A body',
    organisationKind: 'funder',
    role,
  } as const
  const who = { id, name: 'Fictional Keeper', locale: 'en', memberships: [membership] } as const
  return {
    ...who,
    membershipId: membership.id,
    memberships: [membership],
    sessionId: '',
    steppedUpAt,
    fictional: true,
  }
}

/** A page of its own for each test, with the same people behind it. */
async function aPage(isOpen: boolean): Promise<{ id: string; slug: string }> {
  const day = new Date(at.toISOString().slice(0, 10))
  const row = {
    slug: newSlug(),
    organisationId: people.organisations.receiving,
    name: 'Coast',
    terms: people.terms,
    openedOn: isOpen ? day : null,
    createdById: people.handlers[0].id,
    createdOn: day,
  }
  const { id } = await asSystem('test', (tx) => tx.concernDoor.create({ data: row }))
  await agreeToStandAt(id, people.terms)
  return { id, slug: row.slug }
}

async function setTerms(doorId: string, terms: Partial<DoorTerms>): Promise<void> {
  await asSystem('test', async (tx) => {
    const { terms: was } = await tx.concernDoor.findUniqueOrThrow({ where: { id: doorId } })
    await tx.concernDoor.update({
      where: { id: doorId },
      data: { terms: { ...DoorTerms.parse(was), ...terms } },
    })
  })
  forgetDoors()
}

const given = (more: Partial<GivenRecording> = {}, voice = 'one'): GivenRecording => ({
  slot: 'start',
  language: 'kri',
  sound: { media: 'audio/ogg', bytes: anOggFile(voice) },
  checkedBy: null,
  checkedOn: null,
  ...more,
})
const waitingId = async (doorId = door.id) =>
  (await waitingRecordings(first)).find((one) => one.doorId === doorId)!.id
const heard = async () =>
  (await spokenAt(door.slug, true)).map(({ slot, language }) => `${slot} ${language}`).sort()

async function heardByTwo(more: Partial<GivenRecording> = {}, voice = 'one'): Promise<string> {
  await addRecording(first, door.id, given(more, voice), at)
  const id = await waitingId()
  await agreeToRecording(second, door.id, id, at)
  return id
}

describe('nobody brings, hears before it is agreed, or takes away a recording', () => {
  const strangers: Role[] = ['principal_investigator', 'administrator', 'approver', 'focal_point']

  test.each(strangers)('as the %s of the body that receives', async (role) => {
    const id = await heardByTwo()
    const other = someone(role, people.organisations.receiving, randomId())
    for (const tried of [
      () => addRecording(other, door.id, given(), at),
      () => endRecording(other, door.id, id, at),
      () => agreeToRecording(other, door.id, id, at),
      () => spokenPage(other, door.id, null),
      () => soundForKeeper(other, door.id, id),
    ])
      await expect(tried()).rejects.toMatchObject(refused(403))
  })

  test('as somebody of another body: there neither the page nor its recordings exist', async () => {
    const id = await heardByTwo()
    const [outside] = people.independent
    const other = someone('case_handler', people.organisations.independent, outside!.id)
    for (const tried of [
      () => addRecording(other, door.id, given(), at),
      () => endRecording(other, door.id, id, at),
      () => spokenSlotPage(other, door.id, 'start', 'kri'),
      () => heardPage(other, door.id, id),
      () => soundForKeeper(other, door.id, id),
    ])
      await expect(tried()).rejects.toMatchObject(refused(404))
    expect(await waitingRecordings(other)).toEqual([])
  })

  test('as somebody of the project, once the page is open', async () => {
    const id = await heardByTwo()
    await setTerms(door.id, { teamPersonIds: [first.id] })
    await expect(addRecording(first, door.id, given({ slot: 'code' }), at)).rejects.toMatchObject(
      refused(403),
    )
    await expect(endRecording(first, door.id, id, at)).rejects.toMatchObject(refused(403))
    await addRecording(second, door.id, given({ slot: 'code' }), at)
    const waits = (await waitingRecordings(second)).find((one) => one.doorId === door.id)!
    await expect(agreeToRecording(first, door.id, waits.id, at)).rejects.toMatchObject(refused(403))
    // Nor by going round the program.
    const insert = (personId: string) =>
      withScope(
        personId,
        (tx) =>
          tx.$executeRaw`insert into door_recording (door_id, slot, language, media, sound, digest, size, texts, recorded_by_id, recorded_as, recorded_on)
          values (${door.id}::uuid, 'safe', 'kri', 'audio/ogg', '\\x00', '\\x00', 1, '{}', ${personId}::uuid, 'case_handler', current_date)`,
      )
    await expect(insert(first.id)).rejects.toThrow()
    expect(await insert(second.id)).toBe(1)
  })

  test('without a fresh proof of who it is, at an open page', async () => {
    const stale = someone('case_handler', people.organisations.receiving, first.id, null)
    await expect(addRecording(stale, door.id, given(), at)).rejects.toMatchObject(refused(403))
    await addRecording(first, door.id, given(), at)
    const id = await waitingId()
    await expect(agreeToRecording({ ...second, steppedUpAt: null }, door.id, id, at)).rejects.toMatchObject(
      refused(403),
    )
  })

  test('alone: whoever brought it is not the second, in the program or in the database', async () => {
    await addRecording(first, door.id, given(), at)
    const id = await waitingId()
    await expect(agreeToRecording(first, door.id, id, at)).rejects.toMatchObject(refused(403))
    const agree = () =>
      withScope(first.id, (tx) => tx.$executeRaw`select app_agree_recording(${id}::uuid, current_date)`)
    await expect(agree()).rejects.toThrow(/second keeper/)
    const write = () =>
      withScope(
        first.id,
        (tx) => tx.$executeRaw`update door_recording set from_on = current_date where id = ${id}::uuid`,
      )
    await expect(write()).rejects.toThrow()
    expect(await heard()).toEqual([])
  })
})

describe('a recording', () => {
  test('is heard at an open page only when a second person has listened', async () => {
    await addRecording(first, door.id, given({ checkedBy: 'Interpreter', checkedOn: '2026-01-05' }), at)
    const id = await waitingId()
    expect(await heard()).toEqual([])
    expect(await soundAt(door.slug, id, '')).toBeNull()
    expect((await soundForKeeper(second, door.id, id)).media).toBe('audio/ogg')
    await expect(addRecording(second, door.id, given({}, 'two'), at)).rejects.toMatchObject(refused(409))
    await agreeToRecording(second, door.id, id, at)
    expect(await spokenAt(door.slug, true)).toMatchObject([
      { id, slot: 'start', language: 'kri', size: anOggFile('one').length, checkedOn: '2026-01-05' },
    ])
    expect(Buffer.from((await soundAt(door.slug, id, ''))!.sound)).toEqual(anOggFile('one'))
    expect((await waitingRecordings(second)).filter((one) => one.doorId === door.id)).toEqual([])
    await expect(agreeToRecording(second, door.id, id, at)).rejects.toMatchObject(refused(409))
  })

  test('is heard at once at a page that is not open, and by nobody there before it opens', async () => {
    await addRecording(first, shut.id, given(), at)
    const { languages } = await spokenPage(first, shut.id, null)
    const { id } = languages[0]!.slots[0]!.now!
    expect(languages[0]!.slots[0]).toMatchObject({ slot: 'start', now: { stands: 'heard' }, waits: null })
    expect(await spokenAt(shut.slug, false)).toEqual([])
    expect(await soundAt(shut.slug, id, '')).toBeNull()
  })

  test('is taken out as soon as the words are others, in whichever language of the page, and comes back with them', async () => {
    const id = await heardByTwo()
    await heardByTwo({ slot: 'code' })
    expect(await heard()).toEqual(['code kri', 'start kri'])
    const before = people.terms.place
    await setTerms(door.id, { place: { ...before, fr: 'Ailleurs' } })
    expect(await heard()).toEqual(['code kri'])
    expect(await soundAt(door.slug, id, '')).toBeNull()
    const { recordings } = await spokenSlotPage(first, door.id, 'start', 'kri')
    expect(recordings).toMatchObject([{ id, stands: 'outOfDate', untilOn: null }])
    await setTerms(door.id, { place: before })
    expect(await heard()).toEqual(['code kri', 'start kri'])
  })

  test('is not agreed to when the words have changed since it was read out', async () => {
    await addRecording(first, door.id, given(), at)
    const id = await waitingId()
    await setTerms(door.id, { place: { en: 'Elsewhere', fr: 'Ailleurs' } })
    expect((await heardPage(second, door.id, id)).line.wordsChanged).toBe(true)
    await expect(agreeToRecording(second, door.id, id, at)).rejects.toMatchObject(refused(409))
  })

  test('is not agreed to when whoever brought it has left meanwhile', async () => {
    await addRecording(first, door.id, given(), at)
    const id = await waitingId()
    await database.query('update membership set until_at = now() where person_id = $1', [first.id])
    await expect(agreeToRecording(second, door.id, id, at)).rejects.toMatchObject(refused(409))
    await database.query('update membership set until_at = null where person_id = $1', [first.id])
    await agreeToRecording(second, door.id, id, at)
  })

  test('that is replaced or taken away stays in history, and only there', async () => {
    const old = await heardByTwo({}, 'one')
    const newer = await heardByTwo({}, 'two')
    expect(await soundAt(door.slug, old, '')).toBeNull()
    expect(Buffer.from((await soundAt(door.slug, newer, ''))!.sound)).toEqual(anOggFile('two'))
    await endRecording(second, door.id, newer, at)
    expect(await heard()).toEqual([])
    const { recordings } = await spokenSlotPage(first, door.id, 'start', 'kri')
    expect(recordings.map(({ stands }) => stands)).toEqual(['over', 'over'])
    expect(Buffer.from((await soundForKeeper(first, door.id, old)).sound)).toEqual(anOggFile('one'))
    await expect(endRecording(first, door.id, newer, at)).rejects.toMatchObject(refused(409))
    const remove = () =>
      withScope(first.id, (tx) => tx.$executeRaw`delete from door_recording where id = ${old}::uuid`)
    await expect(remove()).rejects.toThrow()
  })

  test('can be taken back by whoever brought it, and refused by the second', async () => {
    await addRecording(first, door.id, given(), at)
    await endRecording(first, door.id, await waitingId(), at)
    await addRecording(first, door.id, given(), at)
    await endRecording(second, door.id, await waitingId(), at)
    const { recordings } = await spokenSlotPage(first, door.id, 'start', 'kri')
    expect(recordings.map(({ stands }) => stands)).toEqual(['neverHeard', 'neverHeard'])
  })

  test('of a page with nobody else waits for the next body up, which sees that one and nothing more', async () => {
    const heardBefore = await heardByTwo({ slot: 'safe' })
    await database.query('update membership set until_at = now() where person_id = $1', [second.id])
    await addRecording(first, door.id, given(), at)
    const id = await waitingId()
    const above = someone('case_handler', people.organisations.nextUp, people.nextUp[0]!.id)
    expect((await waitingRecordings(above)).filter((one) => one.doorId === door.id)).toMatchObject([
      { id, may: true, isMine: false },
    ])
    expect(await heardPage(above, door.id, id)).toMatchObject({ may: true, keeps: false })
    expect((await soundForKeeper(above, door.id, id)).media).toBe('audio/ogg')
    await expect(soundForKeeper(above, door.id, heardBefore)).rejects.toMatchObject(refused(404))
    await agreeToRecording(above, door.id, id, at)
    expect(await heard()).toContain('start kri')
    await database.query('update membership set until_at = null where person_id = $1', [second.id])
  })

  test('is entered in the ledger with its hash, and with nobody’s words', async () => {
    await heardByTwo({ checkedBy: 'Interpreter', checkedOn: '2026-01-05' })
    const entries = await asSystem('test', (tx) =>
      tx.ledgerEntry.findMany({ where: { subject: door.id }, orderBy: { position: 'asc' } }),
    )
    expect(entries.map(({ action }) => action)).toEqual(['door.proposeSpoken', 'door.spoken'])
    expect(JSON.stringify(entries.map(({ data }) => data))).not.toContain('Interpreter')
  })

  test('was not checked on a day that has not come', async () => {
    const later = new Date(at.getTime() + 3 * 86_400_000).toISOString().slice(0, 10)
    const checked = given({ checkedBy: 'Interpreter', checkedOn: later })
    expect(await addRecording(first, door.id, checked, at)).toMatchObject({ field: 'checkedOn' })
  })
})
