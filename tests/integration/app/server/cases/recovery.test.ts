import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { base64 } from '@scure/base'
import { openWith, sealTo } from '#app/sealing/age.ts'
import { padded, unpadded } from '#app/sealing/padding.ts'
import { replaceClock } from '#app/server/clock.server.ts'
import { caseReadersPage, casePage } from '#app/server/queries/case.server.ts'
import { recoveriesPage, recoveryPage } from '#app/server/queries/case-recovery.server.ts'
import { declare } from '#app/server/workflows/case-content.server.ts'
import {
  askToRecover,
  declareAsFirst,
  declareAsSecond,
  finishRecovery,
  leaveFirstHalf,
  takeBackRecovery,
} from '#app/server/workflows/case-recovery.server.ts'
import { watchConcerns } from '#app/server/workflows/watch-concerns.server.ts'
import type { Actor } from '#app/policies/actor.ts'
import { anAccount } from '#tests/support/accounts.ts'
import { aCase, actorOf, asHandler, identityIn, openAs, type TestCase } from '#tests/support/cases.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, aHandler, countKeys, type TestDoor, type TestHandler } from '#tests/support/doors.ts'

// Each seals and opens some forty envelopes.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const database = withTestDatabase()
const day = 24 * 60 * 60 * 1000
let now: Date
let door: TestDoor
let own: TestCase
let a: TestHandler
let b: TestHandler
let heir: TestHandler
let wallClock: () => void
beforeAll(() => {
  wallClock = replaceClock(() => now)
})
afterAll(() => wallClock())
beforeEach(async () => {
  now = new Date()
  door = await aDoor()
  ;[a, b] = door.escrow as [TestHandler, TestHandler]
  own = await aCase(door, { at: new Date(now.getTime() - 2 * day) })
  heir = await aHandler(door.organisations.receiving, ['handle', 'custody'])
  await countKeys([heir])
})

/** With a fresh proof of who they are. */
const proven = (handler: TestHandler): Actor => ({ ...asHandler(handler), steppedUpAt: now })
const bytes = (text: string) => base64.decode(text)
const gone = async (...handlers: TestHandler[]) => {
  for (const { keyId } of handlers)
    await database.query('update handler_key set ended_on = current_date where id = $1', [keyId])
}
/** Every handler has left and nobody stands in reserve: the clock finds that nobody is left. */
async function nobodyLeft(): Promise<string> {
  await gone(...door.handlers)
  await watchConcerns()
  const [row] = await database.query<{ id: string }>(
    "select id from case_recovery where concern_id = $1 and state not in ('done', 'ended')",
    [own.id],
  )
  return row!.id
}
const stateOf = async (id: string) =>
  (
    await database.query<{ state: string; halves: unknown; names: unknown }>(
      'select state, halves, names from case_recovery where id = $1',
      [id],
    )
  )[0]!

/** What the first one's browser does. */
async function halvesOf(handler: TestHandler, id: string) {
  const { begin } = await recoveryPage(proven(handler), id)
  const { firstKey, secondKey, recipient, envelopes } = begin[0]!
  const halves = await Promise.all(
    envelopes.map(async ({ keyId, sealed }) => ({
      keyId,
      sealed: base64.encode(
        await sealTo([recipient], await openWith([handler.secretKeys.identity], bytes(sealed))),
      ),
    })),
  )
  return { firstKey, secondKey, halves }
}
/** And the second one's: the keys of the case. */
async function keysIn(handler: TestHandler, id: string): Promise<Map<string, string>> {
  const { asSecond } = await recoveryPage(proven(handler), id)
  const keys = new Map<string, string>()
  for (const { keyId, sealed } of asSecond!.half.halves) {
    const inner = await openWith([handler.secretKeys.identity], bytes(sealed))
    keys.set(keyId, new TextDecoder().decode(await openWith([handler.secretKeys.identity], inner)).trim())
  }
  return keys
}
async function namesFor(handler: TestHandler, id: string): Promise<string[]> {
  const { asSecond } = await recoveryPage(proven(handler), id)
  const keys = await keysIn(handler, id)
  return Promise.all(
    asSecond!.names.map(async ({ keyId, sealed }) =>
      base64.encode(
        await sealTo([asSecond!.firstRecipient], await openWith([keys.get(keyId)!], bytes(sealed))),
      ),
    ),
  )
}
async function envelopesTo(to: readonly TestHandler[], id: string) {
  const { asSecond } = await recoveryPage(proven(b), id)
  const keys = await keysIn(b, id)
  return Promise.all(
    to.flatMap(({ keyId: handlerKeyId, recipient, duties }) =>
      [...keys]
        .filter(([keyId]) => !asSecond!.identity.keys.includes(keyId) || duties.includes('custody'))
        .map(async ([keyId, identity]) => ({
          keyId,
          handlerKeyId,
          sealed: base64.encode(await sealTo([recipient], identity)),
        })),
    ),
  )
}
async function bothDeclared(): Promise<string> {
  const id = await nobodyLeft()
  await leaveFirstHalf(proven(a), id, await halvesOf(a, id), now)
  await declareAsSecond(proven(b), id, { conflict: 'none', names: await namesFor(b, id) }, now)
  await declareAsFirst(proven(a), id, 'none', now)
  return id
}

describe('nobody opens a case alone', () => {
  test('a case that its handlers can open is for no escrow holder', async () => {
    await watchConcerns()
    expect((await recoveriesPage(proven(a))).lines.filter(({ reference }) => reference)).toEqual([])
  })

  test('to everybody else it does not exist', async () => {
    const id = await nobodyLeft()
    for (const stranger of [heir, door.nextUp[0]!, door.handlers[0]]) {
      expect((await recoveriesPage(proven(stranger))).lines).toEqual([])
      await expect(recoveryPage(proven(stranger), id)).rejects.toMatchObject({ status: 404 })
      await expect(takeBackRecovery(proven(stranger), id, now)).rejects.toMatchObject({ status: 404 })
    }
  })

  test('without a fresh proof of who it is nothing is taken', async () => {
    const id = await nobodyLeft()
    const given = await halvesOf(a, id)
    await expect(leaveFirstHalf(asHandler(a), id, given, now)).rejects.toMatchObject({ status: 403 })
  })

  test('the second cannot begin, and the first cannot go on alone', async () => {
    const id = await nobodyLeft()
    const given = await halvesOf(a, id)
    await expect(leaveFirstHalf(proven(b), id, given, now)).rejects.toMatchObject({ status: 403 })
    await leaveFirstHalf(proven(a), id, given, now)
    await expect(declareAsSecond(proven(a), id, { conflict: 'none', names: [] }, now)).rejects.toMatchObject({
      status: 403,
    })
    await expect(finishRecovery(proven(a), id, [], now)).rejects.toMatchObject({ status: 403 })
    // What waits there opens for the second only: the outer layer was replaced by one for them.
    const [half] = given.halves
    await expect(openWith([a.secretKeys.identity], bytes(half!.sealed))).rejects.toThrow()
    const { asFirst, asSecond } = await recoveryPage(proven(a), id)
    expect(asSecond).toBeNull()
    expect(asFirst!.names).toEqual([])
  })

  test('one person with two keys is not two people', async () => {
    const again = await aHandler(door.organisations.receiving, ['escrow'])
    await countKeys([again])
    await database.query('update handler_key set person_id = $1 where id = $2', [a.id, b.keyId])
    await gone(...door.handlers)
    await watchConcerns()
    const rows = await database.query('select id from case_recovery where concern_id = $1', [own.id])
    expect(rows).toEqual([])
    expect((await recoveriesPage(proven(a))).lines).toEqual([])
  })

  test('whoever has a part in the case holds no half of it', async () => {
    const id = await nobodyLeft()
    await database.query(
      "insert into participation (record_id, person_id, capacity) values ($1, $2, 'subject_carer')",
      [own.id, b.id],
    )
    expect((await recoveriesPage(proven(a))).lines).toEqual([])
    await expect(recoveryPage(proven(b), id)).rejects.toMatchObject({ status: 404 })
  })

  test('before both have said that there is no conflict nothing goes on', async () => {
    const id = await nobodyLeft()
    await leaveFirstHalf(proven(a), id, await halvesOf(a, id), now)
    const { asSecond } = await recoveryPage(proven(b), id)
    expect(asSecond!.heirs).toEqual([])
    expect(asSecond!.takenOut).toEqual([])
    await declareAsSecond(proven(b), id, { conflict: 'none', names: await namesFor(b, id) }, now)
    const envelopes = await envelopesTo([heir], id)
    await expect(finishRecovery(proven(b), id, envelopes, now)).rejects.toMatchObject({ status: 403 })
    expect(
      await database.query('select id from concern_envelope where handler_key_id = $1', [heir.keyId]),
    ).toEqual([])
  })

  test('a conflict takes it away from that person, and another two may begin', async () => {
    const id = await nobodyLeft()
    await leaveFirstHalf(proven(a), id, await halvesOf(a, id), now)
    await declareAsSecond(proven(b), id, { conflict: 'conflict', names: [] }, now)
    expect(await stateOf(id)).toMatchObject({ state: 'open', halves: null })
    await expect(recoveryPage(proven(b), id)).rejects.toMatchObject({ status: 404 })
    const left = await database.query(
      'select id from concern_envelope where $1 in (handler_key_id, inner_key_id) and ended_on is null',
      [b.keyId],
    )
    expect(left).toEqual([])
  })
})

describe('for whom it is opened', () => {
  test('never for the two, the team, who was removed or stepped back, or whom the reporter may have taken out', async () => {
    const id = await bothDeclared()
    const offered = async () => (await recoveryPage(proven(b), id)).asSecond!.heirs.map((one) => one.personId)
    expect(await offered()).toContain(heir.id)
    expect(await offered()).not.toContain(a.id)
    expect(await offered()).not.toContain(b.id)
    expect(await offered()).not.toContain(door.handlers[0].id)
    const sealed = await envelopesTo([heir], id)
    const refused = async (sql: string, undo: string) => {
      await database.query(sql, [own.id, heir.id])
      expect(await offered()).not.toContain(heir.id)
      await expect(finishRecovery(proven(b), id, sealed, now)).rejects.toMatchObject({ status: 403 })
      await database.query(undo, [own.id, heir.id])
    }
    await refused(
      "insert into participation (record_id, person_id, capacity) values ($1, $2, 'recused')",
      'delete from participation where record_id = $1 and person_id = $2',
    )
    await refused(
      "insert into participation (record_id, person_id, capacity, until_at) values ($1, $2, 'case_handler', now())",
      'delete from participation where record_id = $1 and person_id = $2',
    )
    await refused(
      'insert into concern_declaration (concern_id, person_id, conflicted, on_day) values ($1, $2, true, current_date)',
      'delete from concern_declaration where concern_id = $1 and person_id = $2',
    )
    // Counted in the receiving body before it came, and given nothing.
    await refused(
      'update handler_key set counted_on = current_date - 9 where person_id = $2 and $1::uuid is not null',
      'update handler_key set counted_on = current_date where person_id = $2 and $1::uuid is not null',
    )
    await refused(
      `update concern_door set terms = jsonb_set(terms, '{teamPersonIds}', jsonb_build_array($2::text))
       where id = (select door_id from concern where id = $1)`,
      `update concern_door set terms = jsonb_set(terms, '{teamPersonIds}', '[]')
       where id = (select door_id from concern where id = $1) and $2::text <> ''`,
    )
    expect(await offered()).toContain(heir.id)
  })

  test('a key too few, or who somebody is to somebody without that duty, is refused whole', async () => {
    const id = await bothDeclared()
    const all = await envelopesTo([heir], id)
    await expect(finishRecovery(proven(b), id, all.slice(1), now)).rejects.toMatchObject({ status: 409 })
    const plain = await aHandler(door.organisations.receiving, ['handle'])
    await countKeys([plain])
    const { asSecond } = await recoveryPage(proven(b), id)
    const both = [...all, ...(await envelopesTo([plain], id))]
    const keys = await keysIn(b, id)
    const [identityKey] = asSecond!.identity.keys
    const tooMuch = {
      keyId: identityKey!,
      handlerKeyId: plain.keyId,
      sealed: base64.encode(await sealTo([plain.recipient], keys.get(identityKey!)!)),
    }
    await expect(finishRecovery(proven(b), id, [...both, tooMuch], now)).rejects.toMatchObject({
      status: 409,
    })
    await finishRecovery(proven(b), id, both, now)
    expect(await stateOf(id)).toMatchObject({ state: 'done', halves: null, names: null })
  })
})

describe('two together', () => {
  test('open it for a new handler, who sees the name, declares, and reads', async () => {
    const id = await nobodyLeft()
    expect((await recoveriesPage(proven(a))).lines).toMatchObject([{ id, part: 'outer', why: 'nobody' }])
    expect((await recoveriesPage(proven(b))).lines).toMatchObject([{ id, part: 'inner' }])
    await leaveFirstHalf(proven(a), id, await halvesOf(a, id), now)
    await declareAsSecond(proven(b), id, { conflict: 'none', names: await namesFor(b, id) }, now)
    const { asFirst } = await recoveryPage(proven(a), id)
    const shown = unpadded(await openWith([a.secretKeys.identity], bytes(asFirst!.names[0]!.sealed)))
    expect(shown).toEqual({ kind: 'subject', who: 'The fictional driver of the third bus' })
    await declareAsFirst(proven(a), id, 'none', now)
    await finishRecovery(proven(b), id, await envelopesTo([heir], id), now)

    const before = await casePage(asHandler(heir), own.id)
    expect(before.opened).toBe(false)
    await declare(asHandler(heir), own.id, 'none', now)
    const page = await casePage(asHandler(heir), own.id)
    if (!page.opened) throw new Error('not open')
    const part = await openAs(heir, page.script.envelopes, page.account[0]!)
    expect(part).toMatchObject({ kind: 'account', words: 'The account of a fictional person.' })
    const identity = page.script.envelopes.find(({ kind }) => kind === 'identity')!
    expect(await identityIn(heir, identity.sealed)).toBe(own.keys.identity.identity)
    expect(
      (await caseReadersPage(asHandler(heir), own.id)).readers.map(({ personId }) => personId),
    ).toContain(heir.id)

    const lines = await database.query<{ action: string; person_id: string | null }>(
      "select action, person_id from case_log_entry where concern_id = $1 and action like 'recovery.%' order by position",
      [own.id],
    )
    const taken = lines.filter(({ action }) => !action.startsWith('recovery.given'))
    expect(taken).toEqual([
      { action: 'recovery.open', person_id: null },
      { action: 'recovery.begin', person_id: a.id },
      { action: 'recovery.declareSecond', person_id: b.id },
      { action: 'recovery.declareFirst', person_id: a.id },
      { action: 'recovery.finish', person_id: b.id },
    ])
    expect(new Set(lines.map(({ action }) => action))).toContain('recovery.givenHalf')
    // The two have no part in it, then or afterwards.
    for (const one of [a, b]) {
      await expect(casePage(asHandler(one), own.id)).rejects.toMatchObject({ status: 404 })
      expect((await recoveriesPage(proven(one))).lines).toEqual([])
    }
  })

  test('a first half that is odd, or older than the case, is refused', async () => {
    const id = await nobodyLeft()
    const given = await halvesOf(a, id)
    const odd = {
      ...given,
      halves: given.halves.map((half) => ({ ...half, sealed: base64.encode(padded({})) })),
    }
    await expect(leaveFirstHalf(proven(a), id, odd, now)).rejects.toMatchObject({ status: 409 })
    const less = { ...given, halves: given.halves.slice(1) }
    await expect(leaveFirstHalf(proven(a), id, less, now)).rejects.toMatchObject({ status: 409 })
  })

  test('the waiting half is taken back, and ends by itself after fourteen days', async () => {
    const id = await nobodyLeft()
    await leaveFirstHalf(proven(a), id, await halvesOf(a, id), now)
    await takeBackRecovery(proven(a), id, now)
    expect(await stateOf(id)).toMatchObject({ state: 'open', halves: null })
    await leaveFirstHalf(proven(a), id, await halvesOf(a, id), now)
    now = new Date(now.getTime() + 14 * day)
    expect((await recoveriesPage(proven(b))).lines).toMatchObject([{ part: 'second' }])
    now = new Date(now.getTime() + day)
    expect((await recoveriesPage(proven(b))).lines).toEqual([])
    await expect(recoveryPage(proven(b), id)).rejects.toMatchObject({ status: 404 })
    await watchConcerns()
    expect(await stateOf(id)).toMatchObject({ state: 'open', halves: null })
    expect((await recoveriesPage(proven(a))).lines).toMatchObject([{ part: 'outer' }])
  })
})

describe('two people of a case ask', () => {
  test('one alone, or the same twice, opens nothing; whoever asked holds no half', async () => {
    const [one, two] = door.handlers
    await expect(askToRecover(asHandler(one), own.id, 'no_answer', now)).rejects.toMatchObject({
      status: 404,
    })
    await declare(asHandler(one), own.id, 'none', now)
    await declare(asHandler(two), own.id, 'none', now)
    await askToRecover(asHandler(one), own.id, 'no_answer', now)
    expect((await recoveriesPage(proven(a))).lines).toEqual([])
    await expect(askToRecover(asHandler(one), own.id, 'no_answer', now)).rejects.toMatchObject({
      status: 409,
    })
    expect((await recoveriesPage(asHandler(two))).lines).toMatchObject([{ part: 'may_second' }])
    await askToRecover(asHandler(two), own.id, 'keys_lost', now)
    expect((await recoveriesPage(proven(a))).lines).toMatchObject([{ part: 'outer', why: 'no_answer' }])
    expect((await recoveriesPage(asHandler(one))).lines).toMatchObject([{ part: 'watches' }])
  })

  test('a lead who watches its clocks may be the second; a lead who does not learns nothing', async () => {
    const organisationId = door.organisations.receiving
    const lead = await anAccount({ organisationId, role: 'safeguarding_lead' })
    const asLead = actorOf(lead, 'safeguarding_lead', organisationId)
    await expect(askToRecover(asLead, own.id, 'no_answer', now)).rejects.toMatchObject({ status: 404 })
    await database.query(
      "insert into participation (record_id, person_id, capacity) values ($1, $2, 'case_overseer')",
      [own.id, lead.id],
    )
    const [one] = door.handlers
    await declare(asHandler(one), own.id, 'none', now)
    await askToRecover(asHandler(one), own.id, 'handlers_gone', now)
    await askToRecover(asLead, own.id, 'handlers_gone', now)
    expect((await recoveriesPage(proven(b))).lines).toMatchObject([{ part: 'inner' }])
  })

  test('what one alone asked for is gone after fourteen days, and whoever asked takes it back', async () => {
    const [one] = door.handlers
    await declare(asHandler(one), own.id, 'none', now)
    await askToRecover(asHandler(one), own.id, 'no_answer', now)
    const [row] = (await recoveriesPage(asHandler(one))).lines
    await takeBackRecovery(asHandler(one), row!.id, now)
    expect(await stateOf(row!.id)).toMatchObject({ state: 'ended' })
    await askToRecover(asHandler(one), own.id, 'no_answer', now)
    now = new Date(now.getTime() + 15 * day)
    expect((await recoveriesPage(asHandler(one))).lines).toEqual([])
    await watchConcerns()
    const open = await database.query(
      "select id from case_recovery where concern_id = $1 and state not in ('done', 'ended')",
      [own.id],
    )
    expect(open).toEqual([])
  })
})
