import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TermsChange } from '#app/server/concerns/door-changes.server.ts'
import { rowIdOf } from '#app/server/concerns/door-changes.server.ts'
import { DoorTerms } from '#app/forms/door-terms.ts'
import { roles, type Actor, type Role } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { notify } from '#app/server/jobs/handlers/notify.server.ts'
import type { Payload } from '#app/server/jobs/names.server.ts'
import { noticesPage } from '#app/server/queries/notices.server.ts'
import { doorPage, doorsPage, footerDoors } from '#app/server/queries/doors.server.ts'
import {
  createDoor,
  newSlug,
  openDoorForReports,
  recordTest,
  saveTerms,
  signRetention,
} from '#app/server/workflows/doors.server.ts'
import {
  agreeToStand,
  confirmDoorChange,
  endDoorChange,
  standNoMore,
} from '#app/server/workflows/doors-by-two.server.ts'
import { changePage, namedPage, waitingChanges } from '#app/server/queries/door-changes.server.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, type TestDoor } from '#tests/support/doors.ts'

const database = withTestDatabase()
const at = now()
const today = at.toISOString().slice(0, 10)
const later = new Date(at.getTime() + 20 * 86_400_000).toISOString().slice(0, 10)

let people: TestDoor
let door: TestDoor
let keeper: Actor
beforeAll(async () => {
  people = await aDoor({ open: false, withEscrow: false })
  keeper = someone(
    'safeguarding_lead',
    people.organisations.receiving,
    await aPersonWith('safeguarding_lead', people.organisations.receiving),
  )
  await database.query("update membership set from_at = from_at - interval '1 day'")
})
/** A page of its own for each test, with the same people behind it. */
beforeEach(async () => {
  await database.query('update handler_key set ended_on = null')
  await database.query(`delete from membership where person_id = $1 and role = 'reviewer'`, [
    people.independent[0]!.id,
  ])
  const slug = newSlug()
  const terms = { ...people.terms, rota: wholeRota(people), retentionSignedById: keeper.id }
  const [receiving] = people.handlers
  const row = {
    slug,
    organisationId: receiving.organisationId,
    name: 'Coast',
    terms,
    testedOn: new Date(today),
    createdById: keeper.id,
    createdOn: new Date(today),
  }
  const { id } = await asSystem('test', (tx) => tx.concernDoor.create({ data: row }))
  door = { ...people, id, slug, terms }
})

function someone(role: Role, organisationId: string, id: string): Actor {
  const membership = {
    id: randomId(),
    organisationId,
    organisationName: 'A body',
    organisationKind: 'funder',
    role,
  } as const
  return {
    id,
    name: 'Fictional Keeper',
    locale: 'en',
    memberships: [membership],
    membershipId: membership.id,
    sessionId: '',
    steppedUpAt: at,
    fictional: true,
  }
}

async function aPersonWith(role: Role, organisationId = people.organisations.receiving): Promise<string> {
  const id = randomId()
  await asSystem('test', async (tx) => {
    await tx.person.create({ data: { id, name: 'Fictional Keeper', fictional: true } })
    await tx.membership.create({ data: { personId: id, organisationId, role, fromAt: new Date(0) } })
  })
  return id
}

function wholeRota({ handlers } = people): DoorTerms['rota'] {
  const [first, second] = handlers
  const line = (personId: string, part: 'primary' | 'deputy' | 'out_of_hours') => ({
    personId,
    part,
    languages: ['English'],
    fromOn: today,
    untilOn: later,
  })
  return [line(first.id, 'primary'), line(second.id, 'deputy'), line(first.id, 'out_of_hours')]
}

async function set(terms: Partial<DoorTerms>, more: { testedOn?: Date | null } = {}): Promise<void> {
  await asSystem('test', async (tx) => {
    const { terms: was } = await tx.concernDoor.findUniqueOrThrow({ where: { id: door.id } })
    await tx.concernDoor.update({
      where: { id: door.id },
      data: { terms: { ...DoorTerms.parse(was), ...terms }, ...more },
    })
  })
}

async function stored() {
  const row = await asSystem('test', (tx) => tx.concernDoor.findUniqueOrThrow({ where: { id: door.id } }))
  return { ...row, terms: DoorTerms.parse(row.terms) }
}

const save = async (change: TermsChange, seen?: number) =>
  saveTerms(keeper, door.id, change, seen ?? (await stored()).revision, at)
const open = async (by = keeper) => openDoorForReports(by, door.id, (await stored()).revision, at)
const aTest = (state: string, isTest = true) =>
  database.query(
    `with r as (insert into record (kind) values ('concern') returning id)
     insert into concern (id, door_id, organisation_id, filed_under, arrived_on, is_test, machine_version, state, value, context)
     select id, $1, $2, decode(replace(id::text, '-', ''), 'hex'), current_date, $3, 1, $4, '{}', '{}' from r`,
    [door.id, door.organisations.receiving, isTest, state],
  )

const strangers = roles.filter((role) => role !== 'safeguarding_lead' && role !== 'case_handler')

describe('who looks after a reporting page', () => {
  test.each(strangers)('not the %s of the body that receives', async (role) => {
    const other = someone(role, door.organisations.receiving, await aPersonWith(role))
    const value = { name: 'Hotline', nameIn: {}, how: { en: 'Call' }, note: {} }
    await expect(doorsPage(other)).rejects.toMatchObject({ status: 403 })
    await expect(doorPage(other, door.id)).rejects.toMatchObject({ status: 403 })
    await expect(
      createDoor(other, { organisationId: door.organisations.receiving, programmeId: null, name: 'X' }, at),
    ).rejects.toMatchObject({ status: 403 })
    await expect(saveTerms(other, door.id, { part: 'ways', row: 'new', value }, 0, at)).rejects.toMatchObject(
      { status: 403 },
    )
    await expect(signRetention(other, door.id, 0, at)).rejects.toMatchObject({ status: 403 })
    await expect(recordTest(other, door.id, 0, at)).rejects.toMatchObject({ status: 403 })
    await expect(open(other)).rejects.toMatchObject({ status: 403 })
  })

  test('not the lead of another body: there the page does not exist', async () => {
    const { team } = door.organisations
    const other = someone('safeguarding_lead', team, await aPersonWith('safeguarding_lead', team))
    expect((await doorsPage(other)).doors).toEqual([])
    await expect(doorPage(other, door.id)).rejects.toMatchObject({ status: 404 })
    await expect(open(other)).rejects.toMatchObject({ status: 404 })
  })

  test('not a handler of the contact outside, who only reads there', async () => {
    const [outside] = door.independent
    const other = someone('case_handler', door.organisations.independent, outside!.id)
    await expect(doorPage(other, door.id)).rejects.toMatchObject({ status: 404 })
  })

  test('the lead and the handlers of the body that receives', async () => {
    const handler = someone('case_handler', door.organisations.receiving, door.handlers[0].id)
    expect((await doorPage(handler, door.id)).missing).toEqual([])
    expect((await doorsPage(keeper)).doors.map(({ id }) => id)).toContain(door.id)
  })
})

describe('a new page', () => {
  test('is shut, names nothing, and its address says nothing', async () => {
    const given = { organisationId: door.organisations.receiving, programmeId: null, name: 'Coast' }
    const id = await createDoor(keeper, given, at)
    const page = await doorPage(keeper, id)
    expect(page.openedOn).toBeNull()
    expect(page.missing.map((one) => one.id)).toEqual([
      'words',
      'outside',
      'rota',
      'retention',
      'controller',
      'test',
    ])
    expect(page.address).toMatch(/\/r\/[bcdfghjkmnpqrstvwxz]{8}$/)
    expect(new Set(Array.from({ length: 200 }, newSlug)).size).toBe(200)
  })

  test('leaves ids and hashes in the ledger, never words', async () => {
    const value = { name: 'A secret hotline', nameIn: {}, how: { en: 'Ask Marker' }, note: {} }
    await save({ part: 'ways', row: 'new', value })
    const entries = await database.query<{ action: string; data: object }>(
      `select action, data from ledger_entry where subject = $1`,
      [door.id],
    )
    expect(entries.map(({ action }) => action)).toContain('door.terms')
    expect(JSON.stringify(entries)).not.toMatch(/hotline|Marker/)
  })
})

describe('opening', () => {
  const ended = () =>
    database.query('update handler_key set ended_on = current_date where id = $1', [door.handlers[1].keyId])
  const lacking: [string, () => Promise<unknown>][] = [
    ['words in each language', () => set({ readWhen: { en: 'Every day.' } })],
    ['a second handler', async () => (await ended(), set({ rota: wholeRota() }))],
    ['a contact outside the chain', () => set({ bodies: [] })],
    [
      'a key of the contact outside',
      () =>
        database.query('update handler_key set ended_on = current_date where id = $1', [
          door.independent[0]!.keyId,
        ]),
    ],
    ['a rota', () => set({ rota: [] })],
    ['a rota that covers today', () => set({ rota: wholeRota().map((one) => ({ ...one, fromOn: later })) })],
    ['a retention table', () => set({ retention: [] })],
    ['a signature under it', () => set({ retentionSignedOn: null, retentionSignedById: null })],
    ['a controller', () => set({ controller: null })],
    ['a test', () => set({}, { testedOn: null })],
    ['anybody who is not of the project', () => set({ teamPersonIds: door.handlers.map(({ id }) => id) })],
    [
      'a contact who is not of the chain as well',
      async () => {
        const data = {
          personId: door.independent[0]!.id,
          organisationId: door.organisations.receiving,
          role: 'reviewer',
        }
        await asSystem('test', (tx) => tx.membership.create({ data: { ...data, fromAt: new Date(0) } }))
      },
    ],
  ]

  test.each(lacking)('is refused without %s', async (_what, take) => {
    await take()
    expect((await doorPage(keeper, door.id)).missing).not.toEqual([])
    await expect(open()).rejects.toMatchObject({ status: 409 })
    expect((await stored()).openedOn).toBeNull()
  })

  test('is refused to whoever has not just proved who they are', async () => {
    await expect(open({ ...keeper, steppedUpAt: null })).rejects.toMatchObject({ status: 403 })
  })

  test('is for good: it never shuts, and not twice', async () => {
    await open()
    const { openedOn } = await stored()
    expect(openedOn).not.toBeNull()
    await expect(open()).rejects.toMatchObject({ status: 409 })
    await expect(
      database.query('update concern_door set opened_on = null where id = $1', [door.id]),
    ).rejects.toThrow(/never shuts/)
  })

  test('stays open when the rota lapses: the page says who reads instead', async () => {
    await open()
    await set({ rota: [] })
    const page = await doorPage(keeper, door.id)
    expect(page.openedOn).not.toBeNull()
    expect(page.rotaGaps).toEqual(['primary', 'deputy', 'out_of_hours'])
    expect(page.outsideBodies).toHaveLength(1)
  })

  test('counts nobody who has left the body, whatever their key says', async () => {
    const [one] = people.handlers
    const member = (changed: string) =>
      database.query(`update membership set ${changed} where person_id = $1`, [one.id])
    await member("until_at = now() - interval '1 hour'")
    await expect(open()).rejects.toMatchObject({ status: 409 })
    await member("until_at = null, role = 'reviewer'")
    await expect(open()).rejects.toMatchObject({ status: 409 })
    await member("role = 'case_handler'")
    await open()
  })

  test('keeps the last contact outside, and each language', async () => {
    await open()
    const { bodies } = (await stored()).terms
    const outside = bodies.find(({ kind }) => kind === 'independent')!
    expect(await save({ part: 'bodies', row: rowIdOf(outside), value: null })).toMatchObject({
      key: 'doors.error.lastReader',
    })
    expect(
      await save({ part: 'team', value: { organisations: [], persons: door.handlers.map(({ id }) => id) } }),
    ).toMatchObject({
      key: 'doors.error.lastReader',
    })
    const said = {
      place_en: 'a',
      place_fr: '',
      runBy_en: 'b',
      runBy_fr: '',
      readWhen_en: 'c',
      readWhen_fr: '',
    }
    expect(
      await save({ part: 'words', value: { languages: ['en'], exitTo: 'https://weather.example', ...said } }),
    ).toMatchObject({ key: 'doors.error.languageDropped' })
  })

  test('shows at the foot of every page of the same body, and of no other', async () => {
    const pi = someone('principal_investigator', door.organisations.receiving, randomId())
    const shown = { to: `/r/${door.slug}`, place: door.terms.place }
    expect(await footerDoors(pi)).not.toContainEqual(shown)
    await open()
    const colleague = {
      ...pi,
      memberships: [...pi.memberships, ...someone('reviewer', randomId(), '').memberships],
    }
    expect(await footerDoors(colleague)).toContainEqual(shown)
    expect(await footerDoors(someone('reviewer', randomId(), randomId()))).toEqual([])
  })
})

describe('what stands behind the page', () => {
  const refusal = async (change: TermsChange) => (await save(change))?.key ?? null
  const body = (organisationId: string, kind: 'next_up' | 'independent'): TermsChange => ({
    part: 'bodies',
    row: 'new',
    value: { organisationId, kind, position: 1 },
  })

  test('a body that receives already, belongs to the project, is on the list or unknown is not taken', async () => {
    const { receiving, team, independent } = door.organisations
    expect(await refusal(body(receiving, 'next_up'))).toBe('doors.error.bodyReceives')
    expect(await refusal(body(team, 'next_up'))).toBe('doors.error.bodyOfTeam')
    expect(await refusal(body(independent, 'independent'))).toBe('doors.error.bodyTwice')
    expect(await refusal(body(randomId(), 'independent'))).toBe('doors.error.body')
  })

  test('whoever gives or holds money of the programme is not outside the chain', async () => {
    const paid = await asSystem('test', async (tx) => {
      const { id } = await tx.organisation.create({
        data: { name: 'Fictional Holder', kind: 'ngo', country: 'GH', fictional: true },
      })
      const record = async (kind: string) => (await tx.record.create({ data: { kind } })).id
      const programmeId = await record('programme')
      await tx.programme.create({
        data: { id: programmeId, organisationId: door.organisations.receiving, title: 'P', summary: '' },
      })
      await tx.award.create({
        data: { id: await record('award'), programmeId, organisationId: id, title: 'A', country: 'GH' },
      })
      await tx.concernDoor.update({ where: { id: door.id }, data: { programmeId } })
      return id
    })
    expect(await refusal(body(paid, 'independent'))).toBe('doors.error.bodyInChain')
    expect(await refusal(body(paid, 'next_up'))).toBeNull()
  })

  test('nobody who receives is put down as of the project', async () => {
    const value = { organisations: [door.organisations.independent], persons: [] }
    expect(await refusal({ part: 'team', value })).toBe('doors.error.teamReceives')
  })

  test('only somebody who can open an account goes on the rota, for a year at most', async () => {
    const [line] = wholeRota()
    const value = { ...line!, personId: keeper.id }
    expect(await refusal({ part: 'rota', row: 'new', value })).toBe('doors.error.person')
    expect(
      await refusal({ part: 'rota', row: 'new', value: { ...line!, personId: door.independent[0]!.id } }),
    ).toBe('doors.error.person')
    expect(await refusal({ part: 'rota', row: 'new', value: { ...line!, untilOn: '2999-01-01' } })).toBe(
      'doors.error.rotaLong',
    )
    expect(await refusal({ part: 'rota', row: 'new', value: line! })).toBeNull()
  })

  test('whoever changes the retention table takes the name from under it', async () => {
    const value = {
      what: { en: 'Notes' },
      keepFor: { en: '2 years' },
      months: 24,
      reason: { en: 'Why' },
      owner: 'Lead',
    }
    expect(await refusal({ part: 'retention', row: 'new', value })).toBeNull()
    expect((await stored()).terms).toMatchObject({ retentionSignedOn: null, retentionSignedById: null })
    await signRetention(keeper, door.id, (await stored()).revision, at)
    expect((await stored()).terms).toMatchObject({ retentionSignedOn: today, retentionSignedById: keeper.id })
  })

  test('an empty table is not signed, and nobody signs who has not just proved who they are', async () => {
    const { revision } = await stored()
    await expect(
      signRetention({ ...keeper, steppedUpAt: null }, door.id, revision, at),
    ).rejects.toMatchObject({ status: 403 })
    await set({ retention: [] })
    await expect(signRetention(keeper, door.id, revision, at)).rejects.toMatchObject({ status: 409 })
  })

  test('what somebody saved meanwhile is not written over', async () => {
    const { revision, terms } = await stored()
    const value = { name: 'One', nameIn: {}, how: { en: 'Call' }, note: {} }
    expect(await save({ part: 'ways', row: 'new', value }, revision)).toBeNull()
    await expect(
      save({ part: 'ways', row: 'new', value: { ...value, name: 'Two' } }, revision),
    ).rejects.toMatchObject({ status: 409 })
    const gone = rowIdOf({ ...terms.outsideWays[0]!, name: 'Changed' })
    await expect(save({ part: 'ways', row: gone, value })).rejects.toMatchObject({ status: 409 })
    expect((await stored()).terms.outsideWays.map(({ name }) => name)).toEqual([
      'Fictional Ombudsperson',
      'One',
    ])
  })
})

describe('who reads at a page that is open', () => {
  let other: Actor
  beforeEach(async () => {
    await database.query(`update concern_door set opened_on = current_date where id = $1`, [door.id])
    const [first] = people.handlers
    other = someone('case_handler', people.organisations.receiving, first.id)
  })
  const rotaLine = () => ({
    part: 'rota' as const,
    row: rowIdOf(wholeRota()[1]!),
    value: { ...wholeRota()[1]!, languages: ['French'] },
  })
  const proposed = async (part = 'rota') =>
    (await waitingChanges(keeper, door.id)).find((one) => one.part === part)!.id

  test('is proposed by nobody of the project, and by nobody who has not just proved who they are', async () => {
    const { revision } = await stored()
    const save = (actor: Actor) => saveTerms(actor, door.id, rotaLine(), revision, at)
    await expect(save({ ...keeper, steppedUpAt: null })).rejects.toMatchObject({ status: 403 })
    await set({ teamPersonIds: [keeper.id] })
    await expect(save(keeper)).rejects.toMatchObject({ status: 403 })
    await set({ teamPersonIds: [] })
    expect(await waitingChanges(keeper, door.id)).toEqual([])
  })

  test('changes once another keeper confirmed it, and not before', async () => {
    expect(await save(rotaLine())).toBeNull()
    expect((await stored()).terms.rota[1]!.languages).toEqual(['English'])
    const id = await proposed()
    expect(await changePage(keeper, id)).toMatchObject({ isMine: true, mayConfirm: false, isPast: false })
    expect(await changePage(other, id)).toMatchObject({
      mayConfirm: true,
      before: { languages: 'English' },
      after: { languages: 'French' },
    })
    await expect(confirmDoorChange(keeper, id, at)).rejects.toMatchObject({ status: 403 })
    await expect(confirmDoorChange({ ...other, steppedUpAt: null }, id, at)).rejects.toMatchObject({
      status: 403,
    })
    await expect(
      confirmDoorChange(someone('case_handler', randomId(), randomId()), id, at),
    ).rejects.toMatchObject({
      status: 404,
    })
    await confirmDoorChange(other, id, at)
    expect((await stored()).terms.rota[1]!.languages).toEqual(['French'])
    expect(await waitingChanges(keeper, door.id)).toEqual([])
  })

  test('is told to whoever may be the second and to nobody else, until it is settled by one of them', async () => {
    await save(rotaLine())
    const id = await proposed()
    const told = async () =>
      (
        await database.query<{ personId: string; open: boolean }>(
          `select person_id as "personId", read_at is null as open from notice where record_id = $1`,
          [id],
        )
      ).sort((one, other) => one.personId.localeCompare(other.personId))
    const theJobs = async () => {
      const jobs = await database.query<{ id: string; data: Payload<'notify'> }>(
        `select id, data from pgboss.job where name = 'notify' and data->>'doorChangeId' = $1 order by created_on`,
        [id],
      )
      for (const job of jobs) await notify(job.data, { jobId: job.id, now: at })
    }
    await theJobs()
    const seconds = await told()
    expect(seconds.map(({ personId }) => personId)).toContain(other.id)
    const strangers = [keeper, ...people.nextUp, ...people.independent].map((one) => one.id)
    for (const { personId, open } of seconds) {
      expect(strangers).not.toContain(personId)
      expect(open).toBe(true)
    }
    const { notices } = await noticesPage(other, null)
    expect(notices[0]).toMatchObject({ kind: 'doorChange', path: `/app/doors/changes/${id}` })
    await endDoorChange(other, id, at)
    await theJobs()
    const after = await told()
    expect(after).toHaveLength(seconds.length)
    for (const { open } of after) expect(open).toBe(false)
  })

  test('changes also where the page was written before its lines had languages, and nothing else of it changes', async () => {
    const how = 'Ring the bell'
    await set({ outsideWays: [{ name: 'Older way', how, note: '' }] as never })
    expect(await save(rotaLine())).toBeNull()
    await confirmDoorChange(other, await proposed(), at)
    const { terms } = await stored()
    expect(terms.rota[1]!.languages).toEqual(['French'])
    expect(terms.outsideWays[0]!.how).toEqual({ en: how })
    const [row] = await database.query<{ how: string }>(
      `select terms->'outsideWays'->0->>'how' as how from concern_door where id = $1`,
      [door.id],
    )
    expect(row!.how).toBe(how)
  })

  test('stays as it is when the line has changed meanwhile, when somebody refuses and when it is taken back', async () => {
    await save(rotaLine())
    await set({ rota: wholeRota().map((line) => ({ ...line, languages: ['Twi'] })) })
    const id = await proposed()
    expect(await changePage(other, id)).toMatchObject({ isPast: true })
    await expect(confirmDoorChange(other, id, at)).rejects.toMatchObject({ status: 409 })
    await endDoorChange(other, id, at)
    await expect(confirmDoorChange(other, id, at)).rejects.toMatchObject({ status: 404 })
    await set({ rota: wholeRota() })
    await save(rotaLine())
    await endDoorChange(keeper, await proposed(), at)
    expect((await stored()).terms.rota[1]!.languages).toEqual(['English'])
  })

  test('is confirmed by the next body up where nobody else is there, once it agreed to stand there', async () => {
    const { nextUp } = people.organisations
    const above = someone('case_handler', nextUp, people.nextUp[0]!.id)
    const lead = someone('safeguarding_lead', nextUp, await aPersonWith('safeguarding_lead', nextUp))
    await save(rotaLine())
    const id = await proposed()
    const gone = people.handlers.map(({ id: each }) => each)
    await database.query(
      `update membership set until_at = now() - interval '1 minute' where person_id = any ($1)`,
      [gone],
    )
    try {
      await expect(confirmDoorChange(above, id, at)).rejects.toMatchObject({ status: 404 })
      const place = { doorId: door.id, bodyId: nextUp, kind: 'next_up' }
      expect((await namedPage(lead)).named).toContainEqual(
        expect.objectContaining({ doorId: door.id, agreedOn: null }),
      )
      await expect(agreeToStand(above, place, at)).rejects.toMatchObject({ status: 403 })
      await expect(agreeToStand(keeper, place, at)).rejects.toMatchObject({ status: 403 })
      await expect(agreeToStand({ ...lead, steppedUpAt: null }, place, at)).rejects.toMatchObject({
        status: 403,
      })
      await expect(agreeToStand(lead, { ...place, kind: 'independent' }, at)).rejects.toMatchObject({
        status: 409,
      })
      await agreeToStand(lead, place, at)
      await agreeToStand(lead, place, at)
      expect((await waitingChanges(above)).map((one) => one.id)).toContain(id)
      await standNoMore(lead, place, at)
      await expect(confirmDoorChange(above, id, at)).rejects.toMatchObject({ status: 404 })
      await agreeToStand(lead, place, at)
      // Of those on the rota nobody is left: the change itself does not fit any more.
      await expect(confirmDoorChange(above, id, at)).rejects.toMatchObject({ status: 409 })
      const team: TermsChange = {
        part: 'team',
        value: { organisations: door.terms.teamOrganisationIds, persons: [lead.id] },
      }
      await set({ teamPersonIds: [lead.id] })
      expect(await save({ ...team, value: { ...team.value, persons: [] } })).toBeNull()
      await confirmDoorChange(above, await proposed('team'), at)
      expect((await stored()).terms.teamPersonIds).toEqual([])
    } finally {
      await database.query('update membership set until_at = null where person_id = any ($1)', [gone])
    }
  })
})

describe('the test', () => {
  test.each(['arriving', 'received', 'safety_checked', 'referred_out', 'complaint_received'])(
    'has not passed while it is only %s',
    async (state) => {
      await set({}, { testedOn: null })
      await aTest(state)
      await expect(recordTest(keeper, door.id, (await stored()).revision, at)).rejects.toMatchObject({
        status: 409,
      })
    },
  )

  test('is not passed by a real account', async () => {
    await aTest('acknowledged', false)
    await expect(recordTest(keeper, door.id, (await stored()).revision, at)).rejects.toMatchObject({
      status: 409,
    })
  })

  test('has passed when a handler has answered it', async () => {
    await set({}, { testedOn: null })
    await aTest('acknowledged')
    await recordTest(keeper, door.id, (await stored()).revision, at)
    expect((await stored()).testedOn).not.toBeNull()
  })
})
