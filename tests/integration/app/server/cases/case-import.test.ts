import { base64 } from '@scure/base'
import { beforeAll, describe, expect, test } from 'vitest'
import { newKeyPair, sealTo } from '#app/sealing/age.ts'
import { newCode } from '#app/sealing/code.ts'
import { reporterKeysFrom } from '#app/sealing/reporter-keys.ts'
import { codeSalt } from '#app/server/concerns/salt.server.ts'
import { storeDraft } from '#app/server/concerns/sealed-files.server.ts'
import { stretchCode } from '#app/server/crypto/stretch.server.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { caseLogProblems } from '#app/server/case-log.server.ts'
import { figuresPage } from '#app/server/queries/case-figures.server.ts'
import { importPage } from '#app/server/queries/case-import.server.ts'
import { casePage, caseReadersPage } from '#app/server/queries/case.server.ts'
import { inboxPage } from '#app/server/queries/cases.server.ts'
import { declare } from '#app/server/workflows/case-content.server.ts'
import { importCase, importedId, keepImportFile } from '#app/server/workflows/case-import.server.ts'
import { addThread } from '#app/server/workflows/case-readers.server.ts'
import { openCode } from '#app/server/workflows/concern-additions.server.ts'
import { anAccount } from '#tests/support/accounts.ts'
import { anImport } from '#tests/support/brought-in.ts'
import { actorOf, asHandler, envelopesFor, openAs, sealedPart, signedThread } from '#tests/support/cases.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, aHandler, countKeys, type TestDoor, type TestHandler } from '#tests/support/doors.ts'
import { roles } from '#app/policies/actor.ts'

const database = withTestDatabase()
const now = new Date()
const today = now.toISOString().slice(0, 10)
const before = (days: number) =>
  new Date(now.getTime() - days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
const status = (code: number) => ({ status: code })
let door: TestDoor
let elsewhere: TestDoor
let ofTeam: TestDoor
let first: TestHandler
let second: TestHandler

beforeAll(async () => {
  door = await aDoor()
  elsewhere = await aDoor()
  ofTeam = await aDoor()
  ;[first, second] = door.handlers
})

const cases = () => database.query<{ id: string }>('select id from concern')
const bytes = async function* (text: string) {
  yield await Promise.resolve(Buffer.from(text))
}

describe('refused', () => {
  test('is everybody with another job, before anybody looks at what they send', async () => {
    for (const role of roles.filter((each) => each !== 'case_handler')) {
      const person = await anAccount({ organisationId: first.organisationId, role })
      const actor = actorOf(person, role, first.organisationId)
      const given = await anImport(door)
      await expect(importCase(actor, given, now), role).rejects.toMatchObject(status(403))
      await expect(importPage(actor, null, null), role).rejects.toMatchObject(status(403))
      await expect(keepImportFile(actor, bytes('x')), role).rejects.toMatchObject(status(403))
    }
    expect(await cases()).toEqual([])
  })

  test('is a handler of another body, of the next one too, and of this page if the project is theirs', async () => {
    for (const stranger of [elsewhere.handlers[0], door.nextUp[0]!, door.independent[0]!]) {
      const given = await anImport(door, { by: stranger })
      await expect(importCase(asHandler(stranger), given, now)).rejects.toMatchObject(status(404))
      await expect(importPage(asHandler(stranger), door.id, null)).rejects.toMatchObject(status(404))
    }
    const [member] = ofTeam.handlers
    await database.query(
      `update concern_door set terms = jsonb_set(terms, '{teamPersonIds}', jsonb_build_array($2::text)) where id = $1`,
      [ofTeam.id, member.id],
    )
    await expect(importCase(asHandler(member), await anImport(ofTeam), now)).rejects.toMatchObject(
      status(409),
    )
    expect(await cases()).toEqual([])
  })

  test('is a key that was not open, that nobody has signed, that ended, or that is a colleague’s', async () => {
    const notOpen = await anImport(door, { signedWith: second })
    await expect(importCase(asHandler(first), notOpen, now)).rejects.toMatchObject(status(403))
    const given = await anImport(door)
    for (const change of [{ toldOn: '2026-01-06' }, { kind: 'complaint' as const }, { importId: randomId() }])
      await expect(importCase(asHandler(first), { ...given, ...change }, now)).rejects.toMatchObject(
        status(403),
      )
    await expect(
      importCase(asHandler(first), { ...given, parcel: `${given.parcel} ` }, now),
    ).rejects.toMatchObject(status(403))
    await expect(importCase(asHandler(first), { ...given, keyId: second.keyId }, now)).rejects.toMatchObject(
      status(403),
    )
    const unsigned = await aHandler(first.organisationId, ['handle'])
    await expect(
      importCase(asHandler(unsigned), await anImport(door, { by: unsigned, handlers: [unsigned] }), now),
    ).rejects.toMatchObject(status(404))
    const ended = await aHandler(first.organisationId, ['handle'])
    await countKeys([ended])
    await database.query('update handler_key set ended_on = current_date where id = $1', [ended.keyId])
    await expect(
      importCase(asHandler(ended), await anImport(door, { by: ended, handlers: [ended] }), now),
    ).rejects.toMatchObject(status(404))
    expect(await cases()).toEqual([])
  })

  test('is a day that has not come, one too long ago, readers whom the page does not name, and what is no parcel', async () => {
    const stranger = elsewhere.handlers[0]
    const wrong = [
      await anImport(door, { toldOn: before(-1) }),
      await anImport(door, { toldOn: before(3660) }),
      await anImport(door, { handlers: [first, stranger] }),
      await anImport(door, { handlers: [second] }),
      await anImport(door, { handlers: [first, door.nextUp[0]!] }),
      { ...(await anImport(door)), parcel: '[]' },
      await anImport(door, { files: [{ id: randomId(), size: 3, draftId: randomId() }] }),
    ]
    for (const given of wrong)
      await expect(importCase(asHandler(first), given, now)).rejects.toMatchObject(status(409))
    expect(await cases()).toEqual([])
  })
})

describe('a case that was told half a year ago', () => {
  const toldOn = before(180)
  let id: string
  let given: Awaited<ReturnType<typeof anImport>>

  beforeAll(async () => {
    given = await anImport(door, { toldOn, reserve: door.nextUp })
    ;({ id } = await importCase(asHandler(first), given, now))
  })

  test('sent again is one case; the same form with something else in it is refused', async () => {
    expect(await importCase(asHandler(first), given, now)).toEqual({ id, state: 'alreadyHere' })
    const changed = await anImport(door, { toldOn, importId: given.importId, words: 'Something else.' })
    await expect(importCase(asHandler(first), changed, now)).rejects.toMatchObject({
      code: 'changedByAnother',
    })
    expect(await cases()).toEqual([{ id }])
    expect(id).toBe(importedId(first.id, given.importId))
  })

  test('stands in the inbox of those who read it, overdue since its own days, and says where it comes from', async () => {
    const { lines, load } = await inboxPage(asHandler(first), 'open', null)
    expect(lines).toMatchObject([
      { id, declared: true, arrivedOn: new Date(toldOn), importedOn: new Date(today) },
    ])
    expect(lines[0]!.dueAt!.toISOString().slice(0, 10)).toBe(before(179))
    expect(load.overdue).toBe(1)
    expect((await inboxPage(asHandler(second), 'open', null)).lines).toMatchObject([{ id, declared: false }])
    expect((await inboxPage(asHandler(door.nextUp[0]!), 'open', null)).lines).toEqual([])
    const clocks = await database.query<{ kind: string; started_on: Date }>(
      'select distinct kind, started_on from concern_clock where concern_id = $1 order by kind',
      [id],
    )
    expect(clocks.map(({ kind }) => kind)).toEqual(['acknowledge', 'detriment', 'safety'])
  })

  test('opens for whoever brought it in; a colleague says first that there is no conflict, and sees whom it is about', async () => {
    const page = await casePage(asHandler(first), id)
    if (!page.opened) throw new Error('not opened')
    expect(page.notes).toEqual([])
    const parts = await Promise.all(page.account.map((part) => openAs(first, page.script.envelopes, part)))
    expect(parts).toMatchObject([
      { kind: 'subject', who: 'A fictional supervisor' },
      { kind: 'account', channel: 'paper' },
      { kind: 'step', step: 'import', fields: { oldNumber: 'OLD-7' }, signed: { keyId: first.keyId } },
      { kind: 'removed' },
    ])
    expect(page.threads).toEqual([])
    expect(page.log.lines.map(({ action }) => action)).toContain('case.import')
    const shut = await casePage(asHandler(second), id)
    expect(shut).toMatchObject({ opened: false, importedOn: new Date(today) })
    if (shut.opened) throw new Error('opened')
    expect(await openAs(second, shut.script.envelopes, shut.first[0]!)).toMatchObject({ kind: 'subject' })
    await declare(asHandler(second), id, 'none', now)
    expect((await casePage(asHandler(second), id)).opened).toBe(true)
    const { takenOut } = await caseReadersPage(asHandler(second), id)
    const own = await caseReadersPage(asHandler(second), id)
    const kinds = await Promise.all(takenOut.map((part) => openAs(second, own.script.envelopes, part)))
    expect(kinds.map(({ kind }) => kind)).toContain('removed')
  })

  test('has no code, until a person of it is given one: that opens their own messages', async () => {
    expect(await database.query('select id from concern_thread where concern_id = $1', [id])).toEqual([])
    const { newThread, script } = await caseReadersPage(asHandler(first), id)
    const { threadId, fileKeyId, ...holders } = newThread!
    const recipient = script.keys.find(({ keyId }) => keyId === fileKeyId)!.recipient
    const code = newCode()
    const theirs = await reporterKeysFrom(await stretchCode(code, await codeSalt()))
    const pair = await newKeyPair()
    const who = {
      keyId: fileKeyId,
      sealed: await sealedPart(recipient, { kind: 'thread_person', threadId, capacity: 'reporter' }),
    }
    const thread = {
      ...signedThread(first, id, { threadId, recipient: pair.recipient }),
      lookupHash: base64.encode(theirs.lookupHash),
      wayRecipient: theirs.recipient,
      wayEnvelope: base64.encode(await sealTo([theirs.recipient], pair.identity)),
      envelopes: await envelopesFor(pair.identity, holders),
    }
    expect(await openCode(code)).toBeNull()
    await addThread(asHandler(first), id, { thread, who }, now)
    expect(await openCode(code)).toMatchObject({ concernId: id, threads: [{ threadId, firstReturn: true }] })
    const checks = await database.query('select id from concern_clock where person_ref = $1', [threadId])
    expect(checks.length).toBeGreaterThan(0)
  })

  test('counts on its own day, and is told apart; nobody outside reads more of it; the case log proves', async () => {
    const { figures } = await figuresPage(asHandler(first))
    expect(figures).toMatchObject([{ kind: 'exact', own: { received: 1, broughtIn: 1, open: 1, late: 1 } }])
    const [row] = await database.query<{ all: string }>(
      `select (select json_agg(c)::text from concern c) || (select json_agg(l)::text from case_log_entry l) as all`,
    )
    expect(row!.all).not.toMatch(/OLD-7|supervisor|clinic/)
    expect(await caseLogProblems()).toEqual([])
  })

  test('is in the list of what was brought in; a form for the next one stands there', async () => {
    const page = await importPage(asHandler(first), null, id)
    expect(page.just?.id).toBe(id)
    expect(page.before.map((line) => line.id)).toEqual([id])
    expect(page.chosen?.canRead).toBe(true)
    expect(page.chosen?.facts.bodies[0]!.organisationId).toBe(door.organisations.receiving)
    expect((await importPage(asHandler(door.nextUp[0]!), null, id)).before).toEqual([])
  })
})

test('a file comes sealed before the case, and is in it; sent twice it is one', async () => {
  const draftId = await keepImportFile(asHandler(first), bytes('sealed bytes'))
  const file = { id: randomId(), size: 12, draftId }
  const given = await anImport(door, { files: [file], toldOn: today })
  const { id } = await importCase(asHandler(first), given, now)
  expect(await importCase(asHandler(first), given, now)).toEqual({ id, state: 'alreadyHere' })
  const files = await database.query('select id from sealed_file where concern_id = $1', [id])
  expect(files).toEqual([{ id: file.id }])
  const { draftId: another } = await storeDraft(bytes('never kept'))
  expect(another).not.toBe(draftId)
})
