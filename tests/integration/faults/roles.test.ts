import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#app/policies/actor.ts'
import { conditionPages, movesOn } from '#app/forms/condition-moves.form.ts'
import { contextQuestions } from '#app/forms/context.form.ts'
import { now } from '#app/server/clock.server.ts'
import { withScope } from '#app/server/database.server.ts'
import { draftCall } from '#app/server/workflows/call.server.ts'
import { giveReview } from '#app/server/workflows/review.server.ts'
import { startOwnAssessment } from '#app/server/workflows/start-assessment.server.ts'
import { assignReviewer, letInFromOutside } from '#app/server/repositories/reviewers.server.ts'
import { saveAnswer } from '#app/server/workflows/answers.server.ts'
import { moveEvidence } from '#app/server/workflows/evidence.server.ts'
import { keepInPassport, openPassport } from '#app/server/workflows/passport.server.ts'
import { acceptCriticalRisk } from '#app/server/workflows/risk-sign-off.server.ts'
import { drawDocumentsOf, signDocuments } from '#app/server/workflows/documents.server.ts'
import { principles, requirementsFor } from '#content/index.ts'
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
  decided,
  declare,
  move,
  revisionOf,
  type Cast,
} from '#tests/support/line.ts'
import { aWholePlan, helps, ownFramework, type WholePlan } from '#tests/support/whole-plan.ts'
import { cellsIn, statusOf, tableFor, type Ask } from '#tests/support/who-may.ts'
import {
  aFreshCookieOf,
  pathOf,
  routeModules,
  startWholeSite,
  type WholeSite,
} from '#tests/support/whole-site.ts'

const database = withTestDatabase()
const requirement = requirementsFor(firstSelection, 'project')[0]!.id

const t = wordsFor('en')

let site: WholeSite
const people: Record<string, Actor> = {}
const cookies: Record<string, string> = {}
const plans: Record<string, string> = {}
/** With everything in them that a plan can hold. */
const wholePlans: Record<string, WholePlan> = {}
let programmeId = ''
let draftCallId = ''
let openCallId = ''
let wholeCallId = ''
let grantId = ''
/** Of a signed plan, open for its evidence. */
let conditionId = ''
/** A funder's own answers, sent to a peer, with somebody from outside who was asked to look at them. */
let ownId = ''
let ownFrameworkPath = ''

beforeAll(async () => {
  site = await startWholeSite()
  const cast = await aCast()
  const { funder, partner } = cast
  const stranger = await anOrganisation('Harbour Fund', 'funder')
  const clinic = await anOrganisation('Riverside Clinic')
  Object.assign(people, {
    officer: cast.officer,
    reviewer: cast.reviewer,
    approver: cast.approver,
    'new reviewer': await aPerson('Salome', 'reviewer', funder),
    'second reviewer': await aPerson('Sena', 'reviewer', funder),
    'second approver': await aPerson('Hana', 'approver', funder),
    'funder lead': await aPerson('Lena', 'safeguarding_lead', funder),
    'funder admin': await aPerson('Amara', 'administrator', funder),
    investigator: cast.investigator,
    'focal point': cast.focalPoint,
    'partner lead': await aPerson('Lindiwe', 'safeguarding_lead', partner),
    'partner approver': await aPerson('Aku', 'approver', partner),
    'partner admin': await aPerson('Abena', 'administrator', partner),
    contributor: await aPerson('Moussa', 'focal_point', clinic),
    commenter: await aPerson('Mariam', 'principal_investigator', clinic),
    colleague: await aPerson('Noor', 'principal_investigator', clinic),
    'other officer': await aPerson('Omar', 'programme_officer', stranger),
    'other reviewer': await aPerson('Olga', 'reviewer', stranger),
    'other approver': await aPerson('Anouk', 'approver', stranger),
    outsider: await aPerson('Otto', 'focal_point', await anOrganisation('Quite Elsewhere')),
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
  plans.appealed = await aReviewedPlan(cast)
  await move(cast.approver, plans.appealed, decided('declined'))
  await move(cast.investigator, plans.appealed, { type: 'lodgeAppeal', grounds: 'Nobody read the annex.' })
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
  await aDraftAndOthers(cast)
  for (const id of Object.values(plans).slice(1)) await declare(id, people['second approver']!)
  for (const state of ['submitted', 'in review']) {
    const given = { part: 'second', personId: people['second reviewer']!.id } as const
    if (state === 'submitted') await giveReview(cast.officer, plans[state]!, given, now())
    await declare(plans[state]!, people['second reviewer']!)
  }
  const [condition] = await database.query<{ id: string }>(
    'select id from condition where assessment_id = $1',
    [plans.signed],
  )
  conditionId = condition!.id
  ownId = await ownAnswers(cast, stranger.id)
  for (const id of [...Object.values(plans), ...Object.values(wholePlans).map((plan) => plan.id)]) {
    await helps(people.contributor!, id, 'contributor')
    await helps(people.commenter!, id, 'commenter')
  }
  for (const [who, person] of Object.entries(people)) cookies[who] = await aFreshCookieOf(person)
}, 300_000)

async function ownAnswers({ funder }: Cast, reviewingBodyId: string): Promise<string> {
  const lead = people['funder lead']!
  const terms = {
    organisationId: funder.id,
    reviewingBodyId,
    title: 'Our own duties',
    country: 'GB',
    locale: 'en' as const,
    frameworkVersion: firstSelection.version,
  }
  const id = await startOwnAssessment(lead, terms, now())
  for (const { id: one } of requirementsFor(firstSelection, 'funder'))
    await saveAnswer(lead, id, one, { choice: 'yes', text: 'It is done.', dueOn: null }, 0, now())
  await move(lead, id, { type: 'submit' })
  const asker = people['other officer']!
  const personId = people.outsider!.id
  await withScope(asker.id, async (tx) => {
    await letInFromOutside(tx, id, personId, 'outside')
    await assignReviewer(tx, {
      assessmentId: id,
      personId,
      part: 'outside',
      assignedById: asker.id,
      assignedAt: now(),
    })
  })
  await declare(id, people.outsider!, people['other approver']!)
  return id
}

/** What a passport may carry to the next plan. */
function isOfTheBody({ audience, answer, perAward }: WholePlan['asked'][number]): boolean {
  return audience === 'organisation' && answer === 'yes-partly-no' && !perAward
}

async function aDraftAndOthers(cast: Cast) {
  const { id, version } = await ownFramework(cast)
  ownFrameworkPath = `/app/frameworks/${id}/${version}`
  const [draft, sent, signed] = [
    await aWholePlan(cast, { title: 'Whole draft', signed: false }),
    await aWholePlan(cast, { title: 'Whole sent' }),
    await aWholePlan(cast, { title: 'Whole signed' }),
  ]
  Object.assign(wholePlans, { draft, submitted: sent, signed })
  wholeCallId = draft.callId
  for (const plan of [sent, signed]) {
    await move(cast.investigator, plan.id, { type: 'submit' })
    await declare(plan.id, cast.reviewer, cast.approver)
  }
  const clear = (principle: (typeof principles)[number]) =>
    ({ type: 'acceptPrinciple', principle, reason: 'Clear.' }) as const
  await move(cast.reviewer, signed.id, { type: 'startReview' }, ...principles.map(clear), {
    type: 'completeReview',
  })
  await acceptCriticalRisk(cast.approver, signed.id, signed.rows.critical, 'Radios.', 1, now())
  await move(cast.approver, signed.id, decided())
  await drawDocumentsOf(signed.id)
  for (const signer of [cast.investigator, cast.reviewer, cast.approver])
    await signDocuments(signer, signed.id, await revisionOf(signed.id), now())

  const ofBody = draft.asked.find(isOfTheBody)!
  const pick = { requirementId: ofBody.id, passportRevision: 0, answerRevision: 1 }
  await keepInPassport(cast.investigator, draft.id, [pick], now())
  await moveEvidence(cast.investigator, draft.evidenceId, 'intoPassport', 1, now())
  await openPassport(cast.investigator, draft.id, new Date('2030-01-31'), now())
  const [grant] = await database.query<{ id: string }>('select id from passport_grant')
  grantId = grant!.id
}

const tableOf = (rows: [string, Ask][]) => tableFor(cookiesOf(Object.keys(people)), rows)

function cookiesOf(who: string[]): Record<string, string> {
  return Object.fromEntries(who.map((one) => [one, cookies[one]!]))
}

const toComments = /^\/app\/assessments\/[\w-]+\/comments#comments$/

/** Whoever writes finds on their own page what both sides read: what counts is whether that one opens. */
const reading = (path: string) => async (cookie: string) => {
  const answer = await site.ask(path, { cookie, undrawn: true })
  const led = answer.headers.get('location') ?? ''
  return statusOf(toComments.test(led) ? await site.ask(led, { cookie, undrawn: true }) : answer)
}
const sending = (path: string, form: Record<string, string>) => async (cookie: string) =>
  statusOf(await site.ask(path, { cookie, form, undrawn: true }))

test('the log of one organisation holds nothing of another', async () => {
  const of = async (who: string) => (await site.ask('/app/log', { cookie: cookies[who]! })).text()
  const stranger = await aPerson('Oyin', 'administrator', await anOrganisation('Third Fund', 'funder'))
  cookies.stranger = await aFreshCookieOf(stranger)
  expect(await of('funder admin')).toContain(t('office.log.action.assessment.submit'))
  expect(await of('partner admin')).toContain(t('office.log.action.assessment.submit'))
  expect(await of('partner admin')).not.toContain(t('office.log.action.programme.start'))
  expect(await of('stranger')).toContain(t('office.log.none'))
})

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
    [...parts, ...(withoutJudging.includes(state) ? [] : judging)].map(
      (part) =>
        [
          `${state}: ${part.replace(requirement, 'one') || 'the plan'}`,
          reading(`/app/assessments/${id}${part}`),
        ] as const,
    ),
  )
  const reviewers = Object.entries({ ...plans, 'own answers': ownId }).map(
    ([state, id]) => [`${state}: who reviews`, reading(`/app/reviews/${id}`)] as const,
  )
  const ofOwn = ['', '/check', '/review', '/review/rights', '/decide', '/coverage', ...judging].map(
    (part) => [`own answers: ${part || 'the plan'}`, reading(`/app/assessments/${ownId}${part}`)] as const,
  )
  const ofCondition = ['', ...conditionPages, 'evidence'].map(
    (page) =>
      [`a condition: ${page || 'itself'}`, reading(`/app/conditions/${conditionId}/${page}`)] as const,
  )
  const wholeRows = Object.entries(wholePlans).flatMap(([state, plan]) =>
    partsOf(plan).map(([part, path]) => [`whole ${state}: ${part}`, reading(path)] as const),
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
    'the coverage of a programme': `/app/programmes/${programmeId}/coverage`,
    'the paper of an open call': `/app/calls/${wholeCallId}/interview-paper`,
    'the same to type in': `/app/calls/${wholeCallId}/interview-paper.docx`,
    'its blank plan': `/app/calls/${wholeCallId}/blank-plan?tier=3`,
    'the blank plan of a draft call': `/app/calls/${draftCallId}/blank-plan`,
    'a passport that was opened': `/app/passports/${grantId}`,
    'requirements of a funder’s own': ownFrameworkPath,
    'new requirements': '/app/frameworks/new',
    'the panel of a call': `/app/calls/${openCallId}/panel`,
    'the panel of a draft call': `/app/calls/${draftCallId}/panel`,
    'what a panel takes along': `/app/calls/${openCallId}/panel-pack.pdf`,
    'a letter': '/app/letters/approved/fr',
  }
  const plain = Object.keys(routeModules)
    .filter((name) => /^app\./.test(name) && !/\$|new|sign-out/.test(name) && routeModules[name]!.loader)
    // Who may handle what is confided has a table of its own.
    .filter((name) => !/^app\.(case|doors|desk|keeping)/.test(name))
    .map((name) => `/${pathOf(name)}`)
    .filter((path) => !/sign-in|step-up|reset|recover|invitation|first/.test(path))
  const others = [
    ...Object.entries(pages),
    ...plain.map((path) => [path, path] as const),
    ['/app/people/invite', '/app/people/invite'] as const,
  ]
  const table = await tableOf([
    ...[...rows, ...reviewers, ...ofOwn, ...ofCondition, ...wholeRows].map(
      ([what, ask]) => [what, ask] as [string, typeof ask],
    ),
    ...others.map(([what, path]) => [what, reading(path)] as [string, Ask]),
  ])
  await expect(table).toMatchFileSnapshot('./who-may-open.table.txt')
  expect(table).not.toMatch(/ 5\d\d/)
  const drafts = cellsOf(table).filter(({ what }) => /^(whole )?draft: /.test(what))
  expect(drafts.length).toBeGreaterThan(500)
  expect(drafts.filter(({ who, status }) => outside.includes(who) && status !== '404')).toEqual([])
  const ofPlans = cellsOf(table).filter(
    ({ what }) => what.includes(': ') && !what.endsWith('public_statement'),
  )
  expect(ofPlans.filter(({ who, status }) => /admin/.test(who) && !/40[34]/.test(status))).toEqual([])
  expect(ofPlans.filter(({ who, status }) => who === 'colleague' && status !== '404')).toEqual([])
  // Somebody who has not said whether they have a conflict reads nothing of what was sent, whatever was decided about it.
  const undeclared = ofPlans.filter(({ who }) => who === 'new reviewer')
  const telling =
    /: (review|\/review|\/decide|.*full_record|its document|discussion|\/discussion|\/documents$|\/opinion)/
  expect(undeclared.filter(({ what, status }) => telling.test(what) && status === '200')).toEqual([])
}, 900_000)

/** Bodies that review, and everybody else: a draft is nowhere for them. */
const outside = [
  'officer',
  'reviewer',
  'approver',
  'new reviewer',
  'second reviewer',
  'second approver',
  'funder lead',
  'funder admin',
  'other officer',
  'other reviewer',
  'other approver',
  'outsider',
]

/** What belongs to judging, of each plan; in two states it says nothing new. */
const judging =
  '/declare /opinion /opinion/rights /discussion /conditions /appeal /undo /letter /documents /how-this-works'.split(
    ' ',
  )
const withoutJudging = ['changes requested', 'withdrawn']

const cellsOf = (table: string) => cellsIn(table, Object.keys(people))

function asksAnybodyBut(table: string, undeclared: string[]) {
  return cellsOf(table).filter(({ who, status }) => status === 'asks' && !undeclared.includes(who))
}

/** Everything about one plan that has an address of its own, by a name that is the same for each. */
function partsOf({ id, evidenceId, fileId, asked, rows }: WholePlan): [string, string][] {
  const one = asked[0]!.id
  const plain =
    'check context evidence evidence/new evidence/choose lists lists/risks lists/risks/new comments lessons contributors coverage ' +
    'interview interview/paper interview/paper.docx passport take-back upgrade exports exports/plan.docx exports/risks.csv ' +
    'exports/bundle.zip review/risks documents/full_record'
  const named = {
    'requirements/one': `requirements/${one}`,
    'notes/one': `notes/${one}`,
    'evidence/one': `evidence/${evidenceId}`,
    'lists/risks/one': `lists/risks/${rows.high}`,
    'lists/risks/one/remove': `lists/risks/${rows.high}/remove`,
    'lists/risks/one/sign': `lists/risks/${rows.high}/sign`,
    'lists/risks/sealed': `lists/risks/${rows.sealed}`,
    'lists/risks/sealed/remove': `lists/risks/${rows.sealed}/remove`,
    'lists/risks/sealed/sign': `lists/risks/${rows.sealed}/sign`,
  }
  return [
    ['the plan', `/app/assessments/${id}`],
    ...plain.split(' ').map((part): [string, string] => [part, `/app/assessments/${id}/${part}`]),
    ...Object.entries(named).map(([what, part]): [string, string] => [
      what,
      `/app/assessments/${id}/${part}`,
    ]),
    ['its document', `/app/evidence/files/${fileId}`],
    ['its evidence as the body keeps it', `/app/evidence/${evidenceId}`],
  ]
}

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
  expect(table).not.toMatch(/ (5\d\d|200|302)/)

  const ofWhole = Object.entries(wholePlans).flatMap(([state, plan]) =>
    formsOf(plan).map(
      ([what, path, form]) =>
        [`whole ${state}: ${what}`, sending(path, form ?? {})] as [string, ReturnType<typeof sending>],
    ),
  )
  const others: [string, ReturnType<typeof sending>][] = [
    ['move evidence that the body keeps', sending('/app/evidence', {})],
    ['change the passport', sending('/app/passport', {})],
    ['mark notes as read', sending('/app/notes', {})],
    ['bring in requirements', sending('/app/frameworks/new', {})],
    ...(await judgingForms()).map(
      ([what, path, form]) => [what, sending(path, form ?? {})] as (typeof others)[number],
    ),
  ]
  expect(asksAnybodyBut(table, ['new reviewer', 'second reviewer'])).toEqual([])
  const second = await tableOf([...ofWhole, ...others])
  await expect(table + second).toMatchFileSnapshot('./who-may-do.table.txt')
  expect(second).not.toMatch(/ (5\d\d|200)/)
  expect(
    asksAnybodyBut(second, ['new reviewer', 'second reviewer', 'second approver', 'other reviewer']),
  ).toEqual([])
  const cells = cellsOf(second).filter(({ what }) => what.includes(': '))
  const refused = ({ status }: { status: string }) => /40[34]/.test(status)
  const strangers = ['other officer', 'other reviewer', 'other approver', 'outsider', 'colleague']
  expect(cells.filter(({ who, status }) => strangers.includes(who) && status !== '404')).toEqual([])
  expect(cells.filter((cell) => /admin/.test(cell.who) && !refused(cell))).toEqual([])
  const drafts = cells.filter(({ what }) => what.startsWith('whole draft: '))
  expect(drafts.filter((cell) => outside.includes(cell.who) && !refused(cell))).toEqual([])
}, 900_000)

/** What those who judge, and those who owe something, send; and what bodies set for themselves. */
async function judgingForms(): Promise<[string, string, Record<string, string>?][]> {
  const on = (state: string, part: string) => `/app/assessments/${plans[state]}/${part}`
  const old = { seenRevision: '77' }
  const newest = async (state: string) => ({ seenRevision: String(await revisionOf(plans[state]!)) })
  const nothingToHear = await newest('to sign')
  const withdrawn = await newest('withdrawn')
  const noReviewer = { firstId: people.officer!.id, was: '' }
  return [
    ['submitted: say whether there is a conflict', on('submitted', 'declare')],
    [
      'submitted: judge beside the first',
      on('submitted', 'opinion/rights'),
      { ...old, judgement: 'accepted' },
    ],
    ['submitted: be done beside the first', on('submitted', 'opinion'), old],
    ['submitted: say who reviews', `/app/reviews/${plans.submitted}`, { move: 'giveFirst', ...noReviewer }],
    ['in review: discuss', on('in review', 'discussion'), { move: 'say', audience: 'reviewers', body: '' }],
    [
      'in review: ask for more information',
      on('in review', 'decide'),
      { ...old, outcome: 'more_information', reason: 'x', ask1: requirement, askReason1: 'x' },
    ],
    ['to sign: undo the decision', on('to sign', 'undo'), { ...old, reason: 'x' }],
    ['appealed: appeal again', on('appealed', 'appeal'), { ...(await newest('appealed')), grounds: 'x' }],
    ['to sign: take an appeal back', on('to sign', 'appeal?takeBack='), nothingToHear],
    [
      'to sign: uphold an appeal',
      on('to sign', 'appeal?hear='),
      { ...nothingToHear, heard: 'upheld', reason: 'x' },
    ],
    [
      'to sign: dismiss an appeal',
      on('to sign', 'appeal?hear='),
      { ...nothingToHear, heard: 'dismissed', reason: 'x' },
    ],
    [
      'withdrawn: draw anew',
      on('withdrawn', 'documents'),
      { ...withdrawn, move: 'replace', replaceReason: 'x' },
    ],
    [
      'withdrawn: replace by those of another',
      on('withdrawn', 'documents'),
      { ...withdrawn, move: 'supersede', replacedById: plans.signed!, supersedeReason: 'x' },
    ],
    ...conditionPages.flatMap((page) =>
      movesOn[page].map((move): [string, string, Record<string, string>] => [
        `a condition: ${page}, ${move}`,
        `/app/conditions/${conditionId}/${page}`,
        { ...old, move, note: 'x', ...onDay },
      ]),
    ),
    ['a condition: give evidence', `/app/conditions/${conditionId}/evidence`, old],
    [
      'ask somebody from outside about own answers',
      `/app/reviews/${ownId}`,
      { move: 'invite', outsidePart: 'outside', name: 'nobody.of.this.name' },
    ],
    ['judge own answers from outside', `/app/assessments/${ownId}/opinion/rights`, old],
    ['say who reviews several plans', '/app/reviews'],
    ['decide for a panel', `/app/calls/${openCallId}/panel`],
    ['write a letter', '/app/letters/approved/fr', { ...old, body: 'x' }],
    ['enter days off', '/app/local-days'],
    ['change the signing keys', '/app/signing-keys'],
    ['take the root key', '/app/signing-keys/root-key'],
    ['choose how mail comes', '/app/account/notices'],
    ['mark notices as read', '/app/notices'],
  ]
}

/**
 * Every form on the pages of a plan. What is typed is good enough to be refused for nothing but who asks, or that it is not
 * the newest (409); where that cannot be, nothing is typed and whoever may is told what is missing (422).
 */
function formsOf({ id, evidenceId, asked, rows }: WholePlan): [string, string, Record<string, string>?][] {
  const at = (part: string) => `/app/assessments/${id}/${part}`
  const one = asked.find(({ answer }) => answer === 'yes-partly-no')!.id
  const old = { seenRevision: '77' }
  const work = Object.fromEntries(contextQuestions.map((each) => [each, 'no']))
  const scales = { likelihood: '3', severity: '3', residualLikelihood: '3', residualSeverity: '3' }
  const risk = { ...old, ...scales, group: 'fieldworkers', affected: 'x', event: 'x', community: 'agrees' }
  return [
    ['answer', at(`requirements/${one}`), { ...old, choice: 'yes', text_yes: 'x' }],
    ['describe the work', at('context'), { ...old, ...work }],
    ['add evidence', at('evidence/new')],
    ['say what evidence serves', at(`evidence/${evidenceId}`), { move: 'save', was: one }],
    ['add a risk', at('lists/risks/new')],
    ['change a risk', at(`lists/risks/${rows.high}`), risk],
    ['change a sealed risk', at(`lists/risks/${rows.sealed}`), risk],
    ['take a risk off', at(`lists/risks/${rows.high}/remove`), old],
    ['take a sealed risk off', at(`lists/risks/${rows.sealed}/remove`), old],
    ['put a risk back', at('lists/risks'), { register: 'risks', row: rows.high }],
    ['sign off a risk', at(`lists/risks/${rows.high}/sign`)],
    ['sign off a sealed risk', at(`lists/risks/${rows.sealed}/sign`)],
    ['accept a critical risk', at('review/risks'), { ...old, row: rows.critical, reason: 'x' }],
    ['comment', at('comments'), { move: 'say', body: 'x' }],
    ['let somebody in', at('contributors'), { move: 'name', name: 'nobody.of.this.name', may: 'commenter' }],
    ['give a principle to nobody', at('contributors'), { move: 'assign', principle: 'rights', to: '' }],
    ['say what does not fit', at(`notes/${one}`), { body: 'x' }],
    ['enter an interview', at('interview')],
    ['take from the passport', at('passport'), { do: 'use', use: `${one}~77~77` }],
    ['keep in the passport', at('passport'), { do: 'keep', keep: `${one}~77~77` }],
    ['open the passport', at('passport'), { do: 'open', ...untilOn }],
    ['take back', at('take-back')],
    ['go over to a newer version', at('upgrade')],
    ['change the evidence of the body', `/app/evidence/${evidenceId}`],
    ['take a lesson in', at('lessons')],
  ]
}

const inAYear = new Date(now().getTime() + 300 * 86_400_000)
const onDay = { 'on.day': '1', 'on.month': '6', 'on.year': String(inAYear.getUTCFullYear() + 5) }
const untilOn = {
  'untilOn.day': '1',
  'untilOn.month': '6',
  'untilOn.year': String(inAYear.getUTCFullYear()),
}
