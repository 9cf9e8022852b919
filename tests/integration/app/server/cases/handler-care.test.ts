import { beforeAll, describe, expect, test } from 'vitest'
import { roles } from '#app/policies/actor.ts'
import { figuresPage } from '#app/server/queries/case-figures.server.ts'
import { wholeCarePage } from '#app/server/queries/handler-care.server.ts'
import { noteSupervision } from '#app/server/workflows/handler-care.server.ts'
import { withScope } from '#app/server/database.server.ts'
import { declare } from '#app/server/workflows/case-content.server.ts'
import { anAccount, type Account } from '#tests/support/accounts.ts'
import { aCase, actorOf, asHandler } from '#tests/support/cases.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, type TestDoor, type TestHandler } from '#tests/support/doors.ts'

const database = withTestDatabase()
const now = new Date()
const today = now.toISOString().slice(0, 10)
const before = (days: number) =>
  new Date(now.getTime() - days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
const status = (code: number) => ({ status: code })
let door: TestDoor
let first: TestHandler
let second: TestHandler
let lead: Account
let body: string

beforeAll(async () => {
  door = await aDoor()
  ;[first, second] = door.handlers
  body = first.organisationId
  lead = await anAccount({ organisationId: body, role: 'safeguarding_lead' })
})

const asLead = () => actorOf(lead, 'safeguarding_lead', body)
const supervised = (personId: string, onDay: string, organisationId = body) => ({
  personId,
  organisationId,
  onDay,
})
const rows = () => database.query('select person_id from handler_supervision')

describe('refused', () => {
  test('are figures and care to everybody who answers neither for cases nor for a body', async () => {
    const counted = ['case_handler', 'safeguarding_lead', 'approver', 'programme_officer']
    for (const role of roles.filter((each) => each !== 'case_handler')) {
      const person = await anAccount({ organisationId: door.organisations.team, role })
      const actor = actorOf(person, role, door.organisations.team)
      if (counted.includes(role)) expect((await figuresPage(actor)).figures, role).toHaveLength(1)
      else await expect(figuresPage(actor), role).rejects.toMatchObject(status(403))
      await expect(wholeCarePage(actor), role).rejects.toMatchObject(status(403))
    }
  })

  test('is a lead of a body without handlers, who has nobody to care for', async () => {
    const person = await anAccount({ organisationId: door.organisations.nextUp, role: 'safeguarding_lead' })
    expect(
      (await wholeCarePage(actorOf(person, 'safeguarding_lead', door.organisations.nextUp))).bodies,
    ).toHaveLength(1)
    await database.query(
      `update membership set from_at = now() - interval '2 days', until_at = now() - interval '1 day'
       where organisation_id = $1 and role = 'case_handler'`,
      [door.organisations.nextUp],
    )
    await expect(
      wholeCarePage(actorOf(person, 'safeguarding_lead', door.organisations.nextUp)),
    ).rejects.toMatchObject(status(403))
  })

  test('is a day entered for oneself, for a stranger, by a stranger, or before it has come', async () => {
    const officer = await anAccount({ organisationId: body, role: 'programme_officer' })
    const stranger = door.independent[0]!
    const refused: [() => Promise<void>, number][] = [
      [() => noteSupervision(asHandler(first), supervised(first.id, today), now), 403],
      [() => noteSupervision(asHandler(first), supervised(stranger.id, today), now), 404],
      [() => noteSupervision(asHandler(first), supervised(lead.id, today), now), 404],
      [() => noteSupervision(asHandler(stranger), supervised(first.id, today), now), 404],
      [
        () => noteSupervision(asHandler(first), supervised(stranger.id, today, stranger.organisationId), now),
        404,
      ],
      [
        () => noteSupervision(actorOf(officer, 'programme_officer', body), supervised(first.id, today), now),
        404,
      ],
      [() => noteSupervision(asLead(), supervised(first.id, before(-1)), now), 409],
    ]
    for (const [attempt, code] of refused) await expect(attempt()).rejects.toMatchObject(status(code))
    expect(await rows()).toEqual([])
  })

  test('is all of it by the database too, whatever the program lets through', async () => {
    const row = {
      personId: first.id,
      organisationId: body,
      onDay: new Date(today),
      enteredOn: new Date(today),
    }
    const attempts: [string, string, string][] = [
      [first.id, first.id, first.id],
      [door.independent[0]!.id, door.independent[0]!.id, first.id],
      [second.id, lead.id, first.id],
    ]
    for (const [as, byId, personId] of attempts)
      await expect(
        withScope(as, (tx) => tx.handlerSupervision.createMany({ data: [{ ...row, byId, personId }] })),
      ).rejects.toThrow()
    const seen = await withScope(
      door.independent[0]!.id,
      (tx) => tx.$queryRaw<unknown[]>`select * from app_handlers_of(${body}::uuid, now())`,
    )
    expect(seen).toEqual([])
    expect(await rows()).toEqual([])
  })
})

test('load in bands, cover, and the last supervision: overdue after twenty-eight days, the last one entered counts', async () => {
  const own = await aCase(door, { handlers: [first] })
  await aCase(door)
  const shown = async (actor = asLead()) => {
    const { bodies } = await wholeCarePage(actor)
    return new Map(bodies.flatMap(({ handlers }) => handlers.map((one) => [one.personId, one])))
  }
  expect((await shown()).get(first.id)).toMatchObject({ open: 'few', covered: false, supervision: 'never' })
  expect((await shown()).get(second.id)).toMatchObject({ open: 'few', covered: true, hasKey: true })
  await noteSupervision(asLead(), supervised(first.id, before(3)), now)
  await noteSupervision(asHandler(second), supervised(first.id, before(29)), now)
  expect((await shown()).get(first.id)).toMatchObject({
    supervision: 'overdue',
    supervisedOn: new Date(before(29)),
  })
  await noteSupervision(asLead(), supervised(first.id, before(28)), now)
  const mine = (await shown(asHandler(first))).get(first.id)
  expect(mine).toMatchObject({ supervision: 'inTime', isMe: true })
  await declare(asHandler(first), own.id, 'conflict', now)
  expect((await shown()).get(first.id)).toMatchObject({ open: 'few', covered: true })
  const page = JSON.stringify(await wholeCarePage(asLead()))
  expect(page).not.toContain(own.id)
})
