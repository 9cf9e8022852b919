import { beforeAll, expect, test } from 'vitest'
import { stepIds } from '#app/forms/case-steps.ts'
import { rowIdOf } from '#app/server/concerns/door-changes.server.ts'
import { DoorTerms } from '#app/forms/door-terms.ts'
import type { Role } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { receiveRequest } from '#app/server/workflows/desk.server.ts'
import { declareFree, inFile } from '#tests/support/case-steps.ts'
import { aCase, asHandler, type TestCase } from '#tests/support/cases.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, aHandler, aRecordingOf, type TestDoor } from '#tests/support/doors.ts'
import { aPerson, anOrganisation, type Organisation } from '#tests/support/line.ts'
import { cellsIn, statusOf, tableFor, type Ask } from '#tests/support/who-may.ts'
import { aFreshCookieOf, startWholeSite, type WholeSite } from '#tests/support/whole-site.ts'

const database = withTestDatabase()

let site: WholeSite
let door: TestDoor
let theCase: TestCase
let waitingKeyId = ''
let requestId = ''
let recordingId = ''
const cookies: Record<string, string> = {}

beforeAll(async () => {
  site = await startWholeSite()
  door = await aDoor()
  const { receiving, team } = door.organisations
  const body: Organisation = { id: receiving, name: 'Fictional Receiving Fund', kind: 'funder' }
  const project: Organisation = { id: team, name: 'Fictional Field Team', kind: 'ngo' }
  const overseer = await aPerson('Odile', 'safeguarding_lead', body)
  theCase = await aCase(door, { overseers: [overseer.id] })
  await declareFree(theCase.id, [door.handlers[0]])
  const later = await aHandler(receiving, ['handle'])
  waitingKeyId = later.keyId
  requestId = randomId()
  recordingId = await aRecordingOf(door)
  const { sealed } = await inFile(theCase.id)
  const asked = { id: requestId, kind: 'access' as const, receivedOn: '2026-01-05', sealed }
  await receiveRequest(asHandler(door.handlers[0]), { ...asked, organisationId: receiving }, now())
  const jobs: [string, Role, Organisation][] = [
    ['officer', 'programme_officer', body],
    ['reviewer', 'reviewer', body],
    ['approver', 'approver', body],
    ['admin', 'administrator', body],
    ['lead', 'safeguarding_lead', body],
    ['investigator', 'principal_investigator', project],
    ['project lead', 'safeguarding_lead', project],
    ['outsider', 'focal_point', await anOrganisation('Quite Elsewhere')],
  ]
  const people: Record<string, { id: string }> = {
    'case handler': door.handlers[0],
    'undeclared handler': door.handlers[1],
    'later handler': later,
    'other handler': door.nextUp[0]!,
    overseer,
  }
  for (const [who, role, organisation] of jobs)
    people[who] = await aPerson(`Person ${who}`, role, organisation)
  for (const [who, person] of Object.entries(people)) cookies[who] = await aFreshCookieOf(person)
}, 120_000)

const reading =
  (path: string): Ask =>
  async (cookie) =>
    statusOf(await site.ask(path, { cookie, undrawn: true }))
const sending =
  (path: string, form: Record<string, string> = {}): Ask =>
  async (cookie) =>
    statusOf(await site.ask(path, { cookie, form, undrawn: true }))

type Row = [string, Ask]
const caseParts = [
  ...'readers who log export steps how-this-works identity keeping rejoin lesson'.split(' '),
  `files/${randomId()}`,
]
const doorParts =
  'team words controller retention-signature test open prints spoken spoken/start/kri help help/new card.pdf picture-sheet.pdf paper.pdf'

/** What one proposes and another confirms. */
const betweenTwo = {
  rejoin: ['propose', 'confirm', 'takeBack', 'refuse'],
  identity: ['ask', 'agree', 'takeBack', 'refuse'],
  keeping: ['mask', 'redact', 'confirmRedaction', 'delete', 'confirmDeletion', 'takeBack', 'refuse'],
  lesson: ['offer', 'give', 'askBack', 'giveBack', 'takeBack', 'refuse'],
}

function pagesToOpen(): Row[] {
  const one = `/app/cases/${theCase.id}`
  const key = `/app/case-keys/${door.handlers[0].keyId}`
  const page = `/app/doors/${door.id}`
  const row = rowIdOf(DoorTerms.parse(door.terms).help[0]!)
  return [
    ...['', '?view=all', '/overseen', '/figures', '/care', '/past', '/import', '/recovery'].map(
      (part): Row => [`/app/cases${part}`, reading(`/app/cases${part}`)],
    ),
    ['ask that two open a case for others', reading(`/app/cases/recovery/ask/${theCase.id}`)],
    ['a case to be opened that is not there', reading(`/app/cases/recovery/${randomId()}`)],
    ['/app/desk', reading('/app/desk')],
    ['/app/desk/new', reading('/app/desk/new')],
    ['a request at the desk', reading(`/app/desk/${requestId}`)],
    ['a case', reading(one)],
    ...caseParts.map((part): Row => [
      `a case: ${part.replace(/files\/.*/, 'a file that is not there')}`,
      reading(`${one}/${part}`),
    ]),
    ...stepIds.map((step): Row => [`a case: steps/${step}`, reading(`${one}/steps/${step}`)]),
    ...['', '/new', '/mine', '/who-opens'].map((part): Row => [
      `/app/case-keys${part}`,
      reading(`/app/case-keys${part}`),
    ]),
    ['a key that waits: sign', reading(`/app/case-keys/${waitingKeyId}/sign`)],
    ...['phrase', 'passkey', 'end'].map((part): Row => [
      `the handler’s key: ${part}`,
      reading(`${key}/${part}`),
    ]),
    ['/app/doors', reading('/app/doors')],
    ['/app/doors/new', reading('/app/doors/new')],
    ['/app/doors/named', reading('/app/doors/named')],
    ['/app/doors/lessons', reading('/app/doors/lessons')],
    ['a change of a door that is not there', reading(`/app/doors/changes/${randomId()}`)],
    ['a door', reading(page)],
    ...doorParts.split(' ').map((part): Row => [`a door: ${part}`, reading(`${page}/${part}`)]),
    ['a door: help/one', reading(`${page}/help/${row}`)],
    ['a recording of a door that waits', reading(`${page}/spoken/heard/${recordingId}`)],
    ['a recording of a door that waits: its sound', reading(`${page}/spoken/${recordingId}/sound`)],
  ]
}

/** Nothing that anybody sends here is whole enough to be done: 422 or 409 for whoever may. */
function formsToSend(): Row[] {
  const one = `/app/cases/${theCase.id}`
  const key = `/app/case-keys/${door.handlers[0].keyId}`
  const page = `/app/doors/${door.id}`
  const old = { seenRevision: '77' }
  return [
    ...['declare', 'part', 'label', 'lockFile', 'threadFile', 'vouch'].map((what): Row => [
      `send on a case: ${what}`,
      sending(one, { do: what }),
    ]),
    ...['handOver', 'endPart', 'newKeys', 'newThread'].map((what): Row => [
      `send on its readers: ${what}`,
      sending(`${one}/readers`, { do: what }),
    ]),
    ...stepIds.map((step): Row => [`send on a step: ${step}`, sending(`${one}/steps/${step}`)]),
    ...Object.entries(betweenTwo).flatMap(([page, doing]) =>
      doing.map((what): Row => [`send on a case: ${page}, ${what}`, sending(`${one}/${page}`, { do: what })]),
    ),
    ['say that two should open a case for others', sending(`/app/cases/recovery/ask/${theCase.id}`)],
    ['open a case that is not there', sending(`/app/cases/recovery/${randomId()}`, { do: 'begin' })],
    ['ask at the desk', sending('/app/desk/new')],
    ['answer at the desk', sending(`/app/desk/${requestId}`)],
    ['look after whom it is about', sending('/app/cases/care', { do: 'begin', case: theCase.id })],
    ['say when a colleague was supervised', sending('/app/cases/care', { do: 'supervised' })],
    ['bring in a case', sending('/app/cases/import')],
    ['make a key', sending('/app/case-keys/new')],
    ['sign a key', sending(`/app/case-keys/${waitingKeyId}/sign`)],
    ...['phrase', 'passkey', 'end'].map((part): Row => [
      `send on the handler’s key: ${part}`,
      sending(`${key}/${part}`),
    ]),
    ['begin a door', sending('/app/doors/new')],
    ['say yes to a page that names us', sending('/app/doors/named')],
    ['take back a lesson of the body', sending('/app/doors/lessons')],
    [
      'confirm a change that is not there',
      sending(`/app/doors/changes/${randomId()}`, { answer: 'confirm' }),
    ],
    ['agree to a recording of a door', sending(`${page}/spoken/heard/${recordingId}`)],
    ...'team words controller retention-signature test open spoken spoken/start/kri help help/new'
      .split(' ')
      .map((part): Row => [`send on a door: ${part}`, sending(`${page}/${part}`, old)]),
  ]
}

/** That a page was shown again is written down too, and is no step. */
function stepsLogged() {
  return database.query(
    `select action, count(*)::int as entries from case_log_entry
     where action not in ('case.first', 'case.open') group by action order by action`,
  )
}

test('who may open and do what around a case: nobody but who handles it finds it there', async () => {
  const table = await tableFor(cookies, pagesToOpen())
  const before = await stepsLogged()
  const sent = await tableFor(cookies, formsToSend())
  await expect(table + sent).toMatchFileSnapshot('./who-may-handle.table.txt')
  expect(table).not.toMatch(/ 5\d\d/)
  expect(sent).not.toMatch(/ (5\d\d|200)/)
  expect(await stepsLogged()).toEqual(before)

  const who = Object.keys(cookies)
  const cells = [...cellsIn(table, who), ...cellsIn(sent, who)]
  const ofCase = cells.filter(({ what }) => /^(a case|send on (a case|its|a step))/.test(what))
  const handlers = ['case handler', 'undeclared handler']
  expect(ofCase.filter((cell) => !handlers.includes(cell.who) && cell.status !== '404')).toEqual([])
  const undeclared = ofCase.filter((cell) => cell.who === 'undeclared handler' && cell.status === '200')
  expect(undeclared.map(({ what }) => what)).toEqual(['a case'])

  // The overseer of a case sees that it is there and how late, in a list without an address to open.
  const overseen = await (await site.ask('/app/cases/overseen', { cookie: cookies.overseer! })).text()
  const reference = theCase.id.slice(0, 8).toUpperCase()
  expect(overseen).toContain(reference)
  expect(overseen).not.toContain(`/app/cases/${theCase.id}`)
  for (const one of ['lead', 'other handler', 'later handler'])
    for (const path of [
      'cases/overseen',
      'cases?view=all',
      'cases/care',
      'case-keys/who-opens',
      'case-keys/mine',
    ]) {
      const page = await (await site.ask(`/app/${path}`, { cookie: cookies[one]! })).text()
      expect([one, path, page.includes(reference) || page.includes(theCase.id)]).toEqual([one, path, false])
    }

  const unconcerned = ['officer', 'reviewer', 'approver', 'admin', 'investigator', 'outsider']
  const open = cells.filter((cell) => unconcerned.includes(cell.who) && !/^40[34]$/.test(cell.status))
  // Who answers for a programme or a body is told in bands how many there were.
  expect(open.map(({ who, what }) => [who, what])).toEqual([
    ['officer', '/app/cases/figures'],
    ['approver', '/app/cases/figures'],
  ])
}, 300_000)

test('a file for the person is taken from whoever opened the case, and from nobody else', async () => {
  const send = async (cookie: string | null) => {
    const headers = { origin: `http://localhost:${site.port}`, ...(cookie ? { cookie } : {}) }
    const path = `${site.url}/app/cases/${theCase.id}/files`
    return (await fetch(path, { method: 'POST', redirect: 'manual', headers, body: 'sealed' })).status
  }
  expect(await send(null)).toBe(401)
  const takes: Record<string, number> = { 'case handler': 200, 'undeclared handler': 403 }
  for (const [who, cookie] of Object.entries(cookies))
    expect([who, await send(cookie)]).toEqual([who, takes[who] ?? 404])
})
