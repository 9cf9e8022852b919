import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { draftCall } from '#app/server/workflows/call.server.ts'
import { requirementsFor } from '#content/index.ts'
import { firstSelection } from '#tests/support/first-selection.ts'
import { wordsFor } from '#content/words.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import {
  aCast,
  anOrganisation,
  aPerson,
  aPlan,
  aPlanToSign,
  aReviewedPlan,
  aSignedPlan,
  aSubmittedPlan,
  move,
  revisionOf,
} from '#tests/support/line.ts'
import { aFreshCookieOf, routeModules, startWholeSite, type WholeSite } from '#tests/support/whole-site.ts'

const database = withTestDatabase()
const requirement = requirementsFor(firstSelection, 'project')[0]!.id

const t = wordsFor('en')

let site: WholeSite
const people: Record<string, Actor> = {}
const cookies: Record<string, string> = {}
const plans: Record<string, string> = {}
let programmeId = ''
let draftCallId = ''
let openCallId = ''

beforeAll(async () => {
  site = await startWholeSite()
  const cast = await aCast()
  const { funder, partner } = cast
  const stranger = await anOrganisation('Harbour Fund', 'funder')
  Object.assign(people, {
    officer: cast.officer,
    reviewer: cast.reviewer,
    approver: cast.approver,
    'funder lead': await aPerson('Lena', 'safeguarding_lead', funder),
    'funder admin': await aPerson('Amara', 'administrator', funder),
    investigator: cast.investigator,
    'focal point': cast.focalPoint,
    'partner lead': await aPerson('Lindiwe', 'safeguarding_lead', partner),
    'partner admin': await aPerson('Abena', 'administrator', partner),
    'other officer': await aPerson('Omar', 'programme_officer', stranger),
    'other approver': await aPerson('Anouk', 'approver', stranger),
  })
  plans.draft = await aPlan(cast)
  plans.submitted = await aSubmittedPlan(cast)
  plans['in review'] = await aReviewedPlan(cast)
  plans['changes requested'] = await aSubmittedPlan(cast)
  await move(
    cast.reviewer,
    plans['changes requested'],
    { type: 'startReview' },
    { type: 'askForChange', principle: 'rights', requirementIds: [requirement], reason: 'Say who.' },
    { type: 'acceptPrinciple', principle: 'equity', reason: '' },
    { type: 'acceptPrinciple', principle: 'transparency', reason: '' },
    { type: 'acceptPrinciple', principle: 'accountability', reason: '' },
    { type: 'requestChanges' },
  )
  plans['to sign'] = await aPlanToSign(cast)
  plans.signed = await aSignedPlan(cast)
  plans.withdrawn = await aSubmittedPlan(cast)
  await move(cast.investigator, plans.withdrawn, { type: 'withdraw' })
  const [call] = await database.query<{ id: string; programme_id: string }>(
    `select id, programme_id from call limit 1`,
  )
  openCallId = call!.id
  programmeId = call!.programme_id
  const terms = {
    title: 'Not announced',
    summary: 'Yet.',
    closesOn: new Date('2030-01-31'),
    frameworkId: firstSelection.id,
    frameworkVersion: firstSelection.version,
  }
  draftCallId = await draftCall(cast.officer, programmeId, terms, now())
  for (const [who, person] of Object.entries(people)) cookies[who] = await aFreshCookieOf(person)
}, 180_000)

async function tableOf(rows: [string, (cookie: string) => Promise<number>][]): Promise<string> {
  const lines = [`${' '.repeat(48)}${Object.keys(people).join(' | ')}`]
  for (const [what, ask] of rows) {
    const cells: string[] = []
    for (const who of Object.keys(people)) cells.push(String(await ask(cookies[who]!)).padEnd(who.length))
    lines.push(`${what.padEnd(48)}${cells.join(' | ')}`.trimEnd())
  }
  return `${lines.join('\n')}\n`
}

const reading = (path: string) => async (cookie: string) => (await site.ask(path, { cookie })).status
const sending = (path: string, form: Record<string, string>) => async (cookie: string) =>
  (await site.ask(path, { cookie, form })).status

test('who may open which page: 404 where nothing exists for somebody, 403 where it is another’s task', async () => {
  const parts = [
    '',
    '/check',
    `/requirements/${requirement}`,
    '/submit',
    '/withdraw',
    '/review',
    '/review/rights',
  ]
  parts.push('/decide', '/sign', '/documents/full_record', '/documents/public_statement')
  const rows = Object.entries(plans).flatMap(([state, id]) =>
    parts.map(
      (part) =>
        [
          `${state}: ${part.replace(requirement, 'one') || 'the plan'}`,
          reading(`/app/assessments/${id}${part}`),
        ] as const,
    ),
  )
  const pages = {
    'the programme': `/app/programmes/${programmeId}`,
    'a draft call': `/app/calls/${draftCallId}`,
    'an open call': `/app/calls/${openCallId}`,
    'a new programme': '/app/programmes/new',
    'a new call': `/app/calls/new?programme=${programmeId}`,
    'a new plan': `/app/assessments/new?call=${openCallId}`,
    'a new plan for a draft call': `/app/assessments/new?call=${draftCallId}`,
    'a new assessment of its own': '/app/assessments/new?own=1',
    'a new organisation': '/app/organisations/new',
  }
  const plain = Object.keys(routeModules)
    .filter(
      (name) => /^app\.[\w.]+$/.test(name) && !/\$|new|sign-out|_\./.test(name) && routeModules[name]!.loader,
    )
    .map((name) => `/${name.replaceAll('.', '/').replace('/_index', '')}`)
    .filter((path) => !/sign-in|step-up|reset|recover|invitation|first/.test(path))
  const others = [
    ...Object.entries(pages),
    ...plain.map((path) => [path, path] as const),
    ['/app/people/invite', '/app/people/invite'] as const,
  ]
  const table = await tableOf([
    ...rows.map(([what, ask]) => [what, ask] as [string, typeof ask]),
    ...others.map(([what, path]) => [what, reading(path)] as [string, (cookie: string) => Promise<number>]),
  ])
  await expect(table).toMatchFileSnapshot('./who-may-open.table.txt')
  expect(table).not.toMatch(/ 5\d\d/)
}, 120_000)

test('who may do what: 403 for whoever may not, also where the step would not be open anyway', async () => {
  const id = plans.withdrawn!
  const seenRevision = String(await revisionOf(id))
  const at = (part: string, form: Record<string, string>) =>
    sending(`/app/assessments/${id}${part}`, { seenRevision, ...form })
  const table = await tableOf([
    ['answer', at(`/requirements/${requirement}`, { choice: 'yes', text: 'x', text_yes: 'x' })],
    ['send', at('/submit', { confirmed: 'yes' })],
    ['send again', at('/submit', { confirmed: 'yes', again: 'yes' })],
    ['withdraw', at('/withdraw', {})],
    ['start the review', at('/review', { move: 'startReview' })],
    ['ask for changes', at('/review', { move: 'requestChanges' })],
    ['complete the review', at('/review', { move: 'completeReview' })],
    ['make the documents again', at('/review', { move: 'retryDocuments' })],
    ['accept a principle', at('/review/rights', { judgement: 'accepted' })],
    ['ask for a change', at('/review/rights', { judgement: 'changes_asked', reason: 'x' })],
    ['return to review', at('/decide?return', { returnReason: 'x' })],
    ['decide', at('/decide', { outcome: 'approved', reason: 'x' })],
    ['sign', at('/sign', { read: 'yes' })],
    ['close a draft call', sending(`/app/calls/${draftCallId}`, { move: 'close', seenRevision: '0' })],
    ['retry a job', sending('/app/jobs', { id: programmeId })],
    ['add an organisation without a name', sending('/app/organisations/new', { organisation: '' })],
    ['add a witness without a name', sending('/app/witnesses', { email: 'witness@example.org' })],
  ])
  await expect(table).toMatchFileSnapshot('./who-may-do.table.txt')
  expect(table).not.toMatch(/ (5\d\d|200|302)/)
}, 120_000)

test('the log of one organisation holds nothing of another', async () => {
  const of = async (who: string) => (await site.ask('/app/log', { cookie: cookies[who]! })).text()
  const stranger = await aPerson('Oyin', 'administrator', await anOrganisation('Third Fund', 'funder'))
  cookies.stranger = await aFreshCookieOf(stranger)
  expect(await of('funder admin')).toContain(t('office.log.action.assessment.submit'))
  expect(await of('partner admin')).toContain(t('office.log.action.assessment.submit'))
  expect(await of('partner admin')).not.toContain(t('office.log.action.programme.start'))
  expect(await of('stranger')).toContain(t('office.log.none'))
})
