import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { rowIdOf } from '#app/server/concerns/door-changes.server.ts'
import { DoorTerms } from '#app/forms/door-terms.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { draftCall } from '#app/server/workflows/call.server.ts'
import { receiveRequest } from '#app/server/workflows/desk.server.ts'
import { keepInPassport, openPassport } from '#app/server/workflows/passport.server.ts'
import { firstSelection } from '#tests/support/first-selection.ts'
import { wordsFor } from '#content/words.ts'
import { declareFree, inFile, keysOf } from '#tests/support/case-steps.ts'
import { aCase, asHandler, type TestCase } from '#tests/support/cases.ts'
import { aChangeOf, aDoor, aHandler, aRecordingOf, type TestDoor } from '#tests/support/doors.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aCast, anOrganisation, aPerson, aPlanToSign, move, type Cast } from '#tests/support/line.ts'
import { aWholePlan, type WholePlan } from '#tests/support/whole-plan.ts'
import {
  aFreshCookieOf,
  pathOf,
  routeModules,
  startWholeSite,
  type WholeSite,
} from '#tests/support/whole-site.ts'

const database = withTestDatabase()

const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
afterAll(() => vi.restoreAllMocks())

let site: WholeSite
let cast: Cast
let plan: WholePlan
const theirs: Record<string, string> = {}
/** A reporting page, and a case of it that its first handler has opened. */
let door: TestDoor
let theCase: TestCase
const strangers: { role: string; cookie: string }[] = []

beforeAll(async () => {
  site = await startWholeSite()
  cast = await aCast()
  plan = await aWholePlan(cast)
  await openThePassport()
  await move(cast.investigator, plan.id, { type: 'submit' })
  await aPlanToSign(cast)
  const [condition] = await database.query<{ id: string }>('select id from condition')
  Object.assign(theirs, {
    conditionId: condition!.id,
    assessmentId: plan.id,
    personId: cast.reviewer.id,
    evidenceId: plan.evidenceId,
    fileId: plan.fileId,
    rowId: plan.rows.high,
    // What is asked of people is no secret: there is no framework of somebody’s that others may not read.
    frameworkId: 'nobodys-own',
  })
  const [call] = await database.query<{ programme_id: string }>('select programme_id from call')
  theirs.programmeId = call!.programme_id
  // An announced call is there for everybody; one in draft is not.
  theirs.callId = await draftCall(cast.officer, theirs.programmeId, nextCall, now())

  door = await aDoor()
  theCase = await aCase(door)
  await declareFree(theCase.id, [door.handlers[0]])
  Object.assign(theirs, {
    concernId: theCase.id,
    keyId: door.handlers[0].keyId,
    doorId: door.id,
    requestId: randomId(),
    recoveryId: await aRecoveryOf(theCase.id),
    'fileId of a case': await aFileIn(theCase.id),
    changeId: await aChangeOf(door),
    recordingId: await aRecordingOf(door),
  })

  const { sealed } = await inFile(theCase.id)
  const asked = { id: theirs.requestId!, kind: 'access' as const, receivedOn: '2026-01-05', sealed }
  const organisationId = door.organisations.receiving
  await receiveRequest(asHandler(door.handlers[0]), { ...asked, organisationId }, now())

  const elsewhere = await anOrganisation('Harbour Fund', 'funder')
  // One stranger who holds every job of another body: whatever any of them alone is refused, they are refused together.
  const person = await aPerson('Stranger', 'administrator', elsewhere)
  for (const role of ['programme_officer', 'reviewer', 'approver', 'principal_investigator'])
    await database.query('insert into membership (person_id, organisation_id, role) values ($1, $2, $3)', [
      person.id,
      elsewhere.id,
      role,
    ])
  strangers.push({ role: 'every job', cookie: await aFreshCookieOf(person) })
  const handler = await aHandler(elsewhere.id, ['handle'])
  strangers.push({ role: 'case_handler', cookie: await aFreshCookieOf(handler) })
}, 120_000)

function aRecoveryOf(concernId: string): Promise<string> {
  const askedOn = new Date('2026-03-04')
  return asSystem('test', async (tx) => {
    const data = { concernId, state: 'open', why: 'handlers_gone', askedOn }
    return (await tx.caseRecovery.create({ data, select: { id: true } })).id
  })
}

async function aFileIn(concernId: string): Promise<string> {
  const id = randomId()
  await asSystem('test', async (tx) => {
    const key = await tx.concernKey.findFirstOrThrow({
      where: { concernId, kind: 'file' },
      select: { id: true },
    })
    await tx.sealedFile.create({
      data: { id, concernId, keyId: key.id, size: 1, onDay: new Date('2026-03-04') },
    })
  })
  return id
}

async function openThePassport() {
  const ofBody = plan.asked.find(
    ({ audience, answer }) => audience === 'organisation' && answer === 'yes-partly-no',
  )
  const pick = { requirementId: ofBody!.id, passportRevision: 0, answerRevision: 1 }
  await keepInPassport(cast.investigator, plan.id, [pick], now())
  await openPassport(cast.investigator, plan.id, new Date('2030-01-31'), now())
  const [grant] = await database.query<{ id: string }>('select id from passport_grant')
  theirs.grantId = grant!.id
}

/** What a page with this parameter is asked for; the rest of its address is as somebody of the house would write it. */
const others: Record<string, string> = {
  requirementId: 'V-P-01',
  register: 'risks',
  version: '1',
  principle: 'rights',
  kind: 'public_statement',
  messageId: 'none',
  page: 'check',
  outcome: 'approved',
  locale: 'en',
  list: 'help',
  row: 'new',
  step: 'safety',
  slot: 'start',
  language: 'kri',
}

const nextCall = {
  title: 'Freedom Commons, second call',
  summary: 'Not announced yet.',
  closesOn: new Date('2030-01-31'),
  frameworkId: firstSelection.id,
  frameworkVersion: firstSelection.version,
}

const withParameters = Object.keys(routeModules).filter(
  (name) => name.startsWith('app.') && name.includes('$'),
)
const ids = [
  'assessmentId',
  'personId',
  'callId',
  'programmeId',
  'messageId',
  'evidenceId',
  'fileId',
  'rowId',
  'grantId',
  'frameworkId',
  'conditionId',
  'concernId',
  'keyId',
  'doorId',
  'requestId',
  'recoveryId',
  'changeId',
  'recordingId',
]
const parametersOf = (name: string) => [...pathOf(name).matchAll(/:(\w+)/g)].map(([, one]) => one!)
/** The letters of one's own body have addresses without an id in them. */
const withIds = withParameters.filter((name) => parametersOf(name).some((one) => ids.includes(one)))

/** Good enough for every form there is, so that nothing but the id can be at fault. */
const form = {
  seenRevision: '0',
  choice: 'yes',
  text: 'words',
  confirmed: 'yes',
  read: 'yes',
  judgement: 'accepted',
  reason: 'words',
  outcome: 'approved',
  change: 'reset',
  closesOn: '2030-01-31',
  conflict: 'none',
  grounds: 'words',
  heard: 'upheld',
  note: 'words',
  body: 'words',
  audience: 'reviewers',
  replaceReason: 'words',
  firstId: '',
  was: '',
}

/** What one of several forms on a page is called there. */
function moveAt(name: string): string {
  if (name.startsWith('app.reviews')) return 'giveFirst'
  if (name.startsWith('app.conditions')) return 'findEnough'
  if (name.endsWith('.documents._index')) return 'replace'
  if (name.endsWith('.discussion')) return 'say'
  return name.includes('review') ? 'startReview' : 'discard'
}

/** The same where a case is handled, and on each step of it. */
function doAt(name: string): Record<string, string> {
  if (name.endsWith('.readers')) return { do: 'endPart' }
  if (name.endsWith('.rejoin')) return { do: 'propose' }
  if (name.endsWith('.identity')) return { do: 'ask' }
  if (name.endsWith('.keeping')) return { do: 'delete' }
  if (name.endsWith('.lesson')) return { do: 'offer' }
  if (name.startsWith('app.desk')) return { step: 'searched' }
  if (name.includes('cases.recovery')) return { do: 'takeBack', why: 'no_answer' }
  return name.includes('concernId') ? { do: 'askOthers', way: 'check' } : {}
}

function addressOf(name: string, id: string): string {
  return `/${pathOf(name).replace(/:(\w+)/g, (_, parameter: string) =>
    ids.includes(parameter) ? encodeURIComponent(id || theirsOn(name, parameter)) : others[parameter]!,
  )}`
}

function theirsOn(name: string, parameter: string): string {
  return (name.includes('concernId') && theirs[`${parameter} of a case`]) || theirs[parameter]!
}

const wrong = [
  ['a random id', randomId()],
  ['a word', 'not-an-id'],
  ['a number', '1'],
  ['an id with something behind it', `${randomId()}'--`],
  ['an id without its hyphens', randomId().replaceAll('-', '')],
  ['a path', '../../etc/passwd'],
  ['half a letter', '\u202e\ufffd'],
  ['a long id', 'a'.repeat(4000)],
  ['__proto__', '__proto__'],
] as const

test('there are pages with ids, and this test knows each of their parameters', () => {
  const known = new Set([...ids, ...Object.keys(others)])
  expect(withParameters.flatMap(parametersOf).filter((one) => !known.has(one))).toEqual([])
  expect(withIds.length).toBeGreaterThan(10)
})

describe.each(withIds)('%s', (name) => {
  const { loader, action } = routeModules[name]!

  test('another organisation’s id is not there for anybody, and answers as an id that never was', async () => {
    for (const { role, cookie } of strangers) {
      // Where the role may not look at all, the answer does not depend on the id.
      const never = loader && (await site.ask(addressOf(name, randomId()), { cookie }))
      const read = loader && (await site.ask(addressOf(name, ''), { cookie }))
      expect([role, read?.status]).toEqual([role, never?.status])
      if (read && !isRefusedByRole(name, role)) expect([role, read.status]).toEqual([role, 404])
      if (read)
        expect(await read.text()).not.toMatch(/Nets and Names|Samuel|Freedom Commons|Fictional Receiving/)
    }
  })

  test('whatever stands in the address, the page says that there is none', async () => {
    for (const [what, id] of wrong)
      for (const { role, cookie } of strangers) {
        if (!loader || isRefusedByRole(name, role)) continue
        const answer = await site.ask(addressOf(name, id), { cookie })
        expect([what, role, answer.status]).toEqual([what, role, 404])
        expect(await answer.text()).toContain(`>${wordsFor('en')('shell.problem.notFound.title')}</h1>`)
      }
  })

  test('a form sent there changes nothing and says the same', async () => {
    if (!action) return
    const before = await database.query('select count(*)::int as entries from ledger_entry')
    for (const [what, id] of [['another organisation’s id', ''], ...wrong] as const)
      for (const { role, cookie } of strangers) {
        const allowed = isRefusedByRole(name, role) ? [403, 404] : [404]
        // Whoever may not is told so before anybody looks at what they typed.
        for (const typed of [{ ...form, move: moveAt(name), ...doAt(name) }, {}]) {
          const { status } = await site.ask(addressOf(name, id), { cookie, form: typed })
          expect(allowed, `${what}, ${role}, ${Object.keys(typed).length} fields`).toContain(status)
        }
      }
    expect(await database.query('select count(*)::int as entries from ledger_entry')).toEqual(before)
  }, 60_000)
})

test('a letter that a body does not write is not there, nor a page that a condition does not have', async () => {
  const approver = await aFreshCookieOf(cast.approver)
  const at = (path: string) => site.ask(path, { cookie: approver }).then(({ status }) => status)
  expect(await at('/app/letters/approved/en')).toBe(200)
  for (const path of ['approved/de', 'constructor/en', 'approved/__proto__'])
    expect([path, await at(`/app/letters/${path}`)]).toEqual([path, 404])
  const condition = `/app/conditions/${theirs.conditionId}`
  expect(await at(condition)).toBe(200)
  for (const page of ['discharge', 'constructor', 'drop'])
    expect([page, await at(`${condition}/${page}`)]).toEqual([page, 404])
})

test('in one’s own plan, what belongs to another plan is not there', async () => {
  const mine = await aWholePlan(cast, { title: 'Mine' })
  const elsewhere = await aWholePlan(await aCast(), { title: 'Elsewhere' })
  const cookie = await aFreshCookieOf(cast.investigator)
  const at = (part: string) => `/app/assessments/${mine.id}/${part}`
  const wrongInside = [
    at(`evidence/${elsewhere.evidenceId}`),
    at(`lists/risks/${elsewhere.rows.high}`),
    at(`lists/risks/${plan.rows.high}`),
    at(`lists/risks/${mine.rows.site}`),
    at(`lists/sites/${mine.rows.high}`),
    at(`lists/risks/${plan.rows.high}/remove`),
    at(`lists/risks/${plan.rows.critical}/sign`),
    at('lists/constructor'),
    at('notes/V-P-99'),
    at('requirements/TID-P-001'),
    at('exports/../plan.docx'),
    at('exports/nothing.csv'),
    at('exports/constructor.csv'),
    `/app/evidence/${elsewhere.evidenceId}`,
    `/app/evidence/files/${elsewhere.fileId}`,
    `/app/passport?organisation=${cast.funder.id}`,
  ]
  for (const path of wrongInside)
    expect([path, (await site.ask(path, { cookie })).status]).toEqual([path, 404])

  const before = await database.query('select count(*)::int as entries from ledger_entry')
  const forms: [string, Record<string, string>][] = [
    [at(`evidence/${elsewhere.evidenceId}`), { move: 'save', requirements: mine.asked[0]!.id }],
    [at(`lists/risks/${plan.rows.high}/remove`), { seenRevision: '1' }],
    [at('lists/risks'), { register: 'risks', row: plan.rows.high }],
    [at('comments'), { move: 'settle', commentId: await aCommentIn(plan.id) }],
    [at('comments'), { move: 'say', requirementId: 'V-P-99', body: 'words' }],
    [at('passport'), { do: 'end', grantId: randomId() }],
    ['/app/evidence', { evidenceId: elsewhere.evidenceId, move: 'remove', seenRevision: '1' }],
  ]
  for (const [path, typed] of forms)
    expect([path, typed, (await site.ask(path, { cookie, form: typed })).status]).toEqual([path, typed, 404])
  expect(await database.query('select count(*)::int as entries from ledger_entry')).toEqual(before)
}, 60_000)

test('in a case and on a page of one’s own, what belongs to another is not there, nor what neither has', async () => {
  const elsewhere = await aDoor()
  const another = await aCase(elsewhere)
  const otherFile = await aFileIn(another.id)
  const cookie = await aFreshCookieOf(door.handlers[0])
  const status = async (path: string, form?: Record<string, string>) =>
    (await site.ask(path, { cookie, ...(form ? { form } : {}) })).status
  const [ours, own] = [`/app/cases/${theCase.id}`, `/app/doors/${door.id}`]
  const rowOf = (one: TestDoor) => rowIdOf(DoorTerms.parse(one.terms).help[0]!)
  const open = [
    ours,
    `${ours}/steps/safety`,
    own,
    `${own}/help`,
    `${own}/help/${rowOf(door)}`,
    `${own}/card.pdf`,
    // A colleague’s key is compared there, by voice.
    `/app/case-keys/${door.handlers[1].keyId}/sign`,
  ]
  for (const path of open) expect([path, await status(path)]).toEqual([path, 200])

  const wrongRow = randomId().replaceAll('-', '').slice(0, 16)
  const wrongInside = [
    ...[
      'files/not-an-id',
      `files/${otherFile}`,
      `files/${randomId()}`,
      `files/${theirs['fileId of a case']}`,
    ],
    ...['steps/nothing', 'steps/constructor', 'steps/__proto__'],
  ].map((part) => `${ours}/${part}`)
  wrongInside.push(
    ...['nothing', 'constructor', '__proto__', 'help/nothing', `help/${wrongRow}`].map(
      (part) => `${own}/${part}`,
    ),
    ...[`constructor/${rowOf(door)}`, `ways/${rowOf(door)}`, 'parcel.pdf'].map((part) => `${own}/${part}`),
    ...['sign', 'phrase', 'passkey', 'end'].map(
      (part) => `/app/case-keys/${elsewhere.handlers[0].keyId}/${part}`,
    ),
    `/app/case-keys/${door.handlers[1].keyId}/phrase`,
    ...[`/app/doors/${elsewhere.id}/card.pdf`, `/app/doors/${randomId()}/paper.pdf`, '/app/doors/x/card.pdf'],
  )
  for (const path of wrongInside) expect([path, await status(path)]).toEqual([path, 404])

  const { file } = await keysOf(another.id)
  const forms: [string, Record<string, string>, number][] = [
    [ours, { do: 'part', keyId: file.id, sealed: 'AAAA' }, 404],
    [ours, { do: 'label', keyId: file.id, sealed: 'AAAA' }, 404],
    [ours, { do: 'lockFile', fileId: otherFile }, 404],
    [`${ours}/readers`, { do: 'handOver', handlerKeyId: elsewhere.handlers[0].keyId, envelopes: '[]' }, 403],
    [`${ours}/readers`, { do: 'constructor' }, 404],
    [`${ours}/steps/outcome`, { way: 'endProposal', proposalId: randomId() }, 404],
    [`${ours}/rejoin`, { do: 'takeBack', proposalId: randomId() }, 404],
    [`${ours}/keeping`, { do: 'confirmDeletion', proposalId: randomId() }, 403],
    ['/app/cases/care', { do: 'begin', case: another.id }, 404],
    [`${own}/help`, { remove: wrongRow, seenRevision: '0' }, 409],
    [`/app/case-keys/${door.handlers[0].keyId}/passkey`, { wrapId: randomId() }, 404],
  ]
  const before = await database.query('select count(*)::int as entries from case_log_entry')
  for (const [path, typed, wanted] of forms)
    expect([path, typed, await status(path, typed)]).toEqual([path, typed, wanted])
  expect(await database.query('select count(*)::int as entries from case_log_entry')).toEqual(before)
}, 60_000)

async function aCommentIn(assessmentId: string): Promise<string> {
  const [comment] = await database.query<{ id: string }>('select id from comment where assessment_id = $1', [
    assessmentId,
  ])
  return comment!.id
}

test('none of this was a failure, so the log has no line of it', () => {
  expect(log).not.toHaveBeenCalled()
})

/** The page is refused by role, whatever the id: 403 tells nothing about a record. */
function isRefusedByRole(name: string, role: string): boolean {
  if (/^app\.(case-keys|doors)/.test(name)) return role !== 'case_handler'
  return /^app\.(mail|people)/.test(name) && role !== 'administrator'
}
