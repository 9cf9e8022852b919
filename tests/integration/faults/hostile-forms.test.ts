import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { now } from '#app/server/clock.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { roles } from '#app/policies/actor.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { forgetEveryTry } from '#app/server/sign-in/rate-limit.server.ts'
import { giveReview } from '#app/server/workflows/review.server.ts'
import '#tests/support/accounts.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import {
  aCast,
  aPlanToSign,
  aReviewedPlan,
  aSignedPlan,
  aSubmittedPlan,
  declare,
  giveTo,
  move,
  type Cast,
  type Organisation,
} from '#tests/support/line.ts'
import { aWholePlan, type WholePlan } from '#tests/support/whole-plan.ts'
import {
  aFreshCookieOf,
  pathOf,
  routeModules,
  startWholeSite,
  type WholeSite,
} from '#tests/support/whole-site.ts'

const database = withTestDatabase()

let site: WholeSite
let cast: Cast
let plan: WholePlan
let query: Record<string, string>
type Person = { id: string }
let everybody: Person
/** Who may do whatever those who judge may do: whoever writes a plan as well judges nothing in it. */
let judge: Person
/** Plans in the states in which they are judged, by the part of the address that it is about. */
const judged: Record<string, string> = {}

beforeAll(async () => {
  site = await startWholeSite()
  cast = await aCast()
  plan = await aWholePlan(cast)
  query = { assessmentId: plan.id, callId: plan.callId }
  const [programme] = await database.query<{ id: string }>('select id from programme')
  query.programmeId = programme!.id
  // Somebody who may do whatever anybody may do, so that the form is what is refused.
  everybody = await withEveryJob(cast.funder, cast.partner)
  judge = await withEveryJob(cast.funder)
  await plansToJudge()
}, 120_000)
beforeEach(forgetEveryTry)

async function withEveryJob(...organisations: Organisation[]): Promise<Person> {
  const { id } = await asSystem('test', (tx) =>
    tx.person.create({ data: { name: 'Every Body', fictional: true }, select: { id: true } }),
  )
  const jobs = organisations.flatMap((one) =>
    roles.map((role) => ({ role, organisationId: one.id, personId: id })),
  )
  await asSystem('test', (tx) => tx.membership.createMany({ data: jobs }))
  return { id }
}

async function plansToJudge(): Promise<void> {
  judged.declare = await aSubmittedPlan(cast)
  judged.review = await aSubmittedPlan(cast)
  await move(cast.reviewer, judged.review, { type: 'startReview' })
  await giveTo(judged.review, judge)
  judged.opinion = await aSubmittedPlan(cast)
  await giveReview(cast.officer, judged.opinion, { part: 'second', personId: judge.id }, now())
  judged.decide = await aReviewedPlan(cast)
  judged.undo = await aPlanToSign(cast)
  judged.documents = await aSignedPlan(cast)
  judged.appeal = await aPlanToSign(cast)
  await move(cast.investigator, judged.appeal, { type: 'lodgeAppeal', grounds: 'Nobody read the annex.' })
  judged.discussion = judged.review
  judged.reviews = judged.opinion
  for (const [part, id] of Object.entries(judged)) if (part !== 'declare') await declare(id, judge)
  const [condition] = await database.query<{ id: string }>(
    'select id from condition where assessment_id = $1',
    [judged.documents],
  )
  query.conditionId = condition!.id
  const ownFields = [judged.decide, judged.review].flatMap((id) =>
    ['outcome', 'seen', 'reason'].map((field) => `${field}_${id}`),
  )
  names.push(...ownFields, ...plan.asked.slice(0, 3).flatMap(({ id }) => [`mark-${id}`, `why-${id}`]))
}

const parameters: Record<string, () => string> = {
  assessmentId: () => query.assessmentId!,
  callId: () => query.callId!,
  programmeId: () => query.programmeId!,
  personId: () => cast.reviewer.id,
  requirementId: () => plan.asked[0]!.id,
  principle: () => 'rights',
  evidenceId: () => plan.evidenceId,
  fileId: () => plan.fileId,
  register: () => 'risks',
  rowId: () => plan.rows.high,
  frameworkId: () => 'amana-ukcdr',
  version: () => '1',
  conditionId: () => query.conditionId!,
  page: () => 'check',
  outcome: () => 'declined',
  locale: () => 'fr',
}

const asked: Record<string, () => string> = {
  'app.calls.new': () => `?programme=${query.programmeId}`,
  'app.assessments.new': () => `?call=${query.callId}`,
}

function addressOf(name: string, assessmentId = query.assessmentId!): string {
  const known = { ...parameters, assessmentId: () => assessmentId }
  return `/${pathOf(name).replace(/:(\w+)/g, (_, one: string) => known[one as keyof typeof known]())}${asked[name]?.() ?? ''}`
}

/** Who sends it where: what is judged is sent twice, and an appeal is also heard and taken back. */
function waysTo(name: string): [Person, string][] {
  const part = Object.keys(judged).find((one) => name.split('.').includes(one))
  const ways: [Person, string][] = [[everybody, addressOf(name)]]
  if (/^app\.(conditions|calls\.\$)/.test(name)) ways.push([judge, addressOf(name)])
  if (part) ways.push([judge, addressOf(name, judged[part])])
  if (part === 'decide') ways.push([judge, `${addressOf(name, judged.decide)}?return=`])
  if (part === 'appeal')
    ways.push(
      [judge, `${addressOf(name, judged.appeal)}?hear=`],
      [everybody, `${addressOf(name, judged.appeal)}?takeBack=`],
      [everybody, addressOf(name, judged.undo)],
    )
  return ways
}

/** Every name that a form of ours has. */
const names = (
  'title summary organisationId country locale reviewingBodyId closesOn.day closesOn.month closesOn.year seenRevision move ' +
  'choice text text_yes text_partly text_no text_not_applicable dueOn.day dueOn.month dueOn.year then judgement requirementIds reason ' +
  'outcome returnReason sentence1 owner1 evidenceAsked1 dueOn1.day dueOn1.month dueOn1.year holdsBack1 moneyFor1 whyNoMoney1 confirmed again read ' +
  'name password passwordAgain current code credential proposal proof role how email userName kind token organisation step change ' +
  'membershipId invitationId recoveryId passkeyId id returnTo accepted ' +
  'option number currency hoursPerWeek standIn paid notApplies r0-group r0-what r0-amount r0-currency rows ' +
  'people children survivors sensitive conflict subGranting digitalData travel performance ownCommunity smallAward ' +
  'aloneWithChildren employsPeople actionsOpen organisation community ' +
  'url assessmentUrl page assessedBy datedOn.day datedOn.month datedOn.year reviewOn.day reviewOn.month reviewOn.year requirements heldFile inPassport evidenceId backTo ' +
  'was group site affected event cause likelihood severity existing control owner costLine residualLikelihood residualSeverity ' +
  'smallerHarm register row seal body requirementId commentId may personId colleagueMay capacity principle to note do use keep held ' +
  'grantId untilOn.day untilOn.month untilOn.year heldId heldRevision heldOn.day heldOn.month heldOn.year language spoke focalPoint minutes readBack photographed seen version ' +
  'grounds heard audience firstId secondId outsidePart payeeId amount paidOn.day paidOn.month paidOn.year assessmentIds part ' +
  'conditionCount askCount ask1 askReason1 howChecked1 pays1 starts1 fundsExpectedOn1.day fundsExpectedOn1.month fundsExpectedOn1.year daysAfterFunds1 ' +
  'reason_rights replaceReason replacedById supersedeReason on.day on.month on.year evidenceIds days remove open until digest quietFrom quietUntil timeZone ' +
  'rootKeyPassword done lockedKeyPassword passwordOfKey withdraw sure'
).split(' ')

const every = (value: string) => Object.fromEntries(names.map((name) => [name, value]))

/** Which of several forms on one page it is. */
const moves = (
  'say settle colleague name change end assign save remove stillTrue use keep open confirm publish ' +
  'startReview requestChanges completeReview giveFirst giveSecond invite pay findEnough replace supersede'
).split(' ')

const bodies: [string, () => { body: BodyInit; type?: string }][] = [
  ['nothing', () => ({ body: new URLSearchParams() })],
  ['a null byte in every field', () => ({ body: new URLSearchParams(every('wo\u0000rds')) })],
  ['a null byte in a name', () => ({ body: new URLSearchParams({ ...every('words'), 'ti\u0000tle': 'x' }) })],
  ['half a letter in every field', () => ({ body: encoded('%ED%A0%80%C3') })],
  ['numbers that are none', () => ({ body: new URLSearchParams(every('1e309')) })],
  [
    'numbers too large for a row',
    () => ({
      body: new URLSearchParams({ ...every('99999999999999'), ...whole, seenRevision: '99999999999999' }),
    }),
  ],
  [
    'the 31st of February',
    () => ({ body: new URLSearchParams({ ...every('31'), ...whole, ...day('31', '2', '2030') }) }),
  ],
  [
    'a day in the year 10000',
    () => ({ body: new URLSearchParams({ ...every('x'), ...whole, ...day('1', '1', '10000') }) }),
  ],
  [
    'dates in words and figures of another script',
    () => ({ body: new URLSearchParams({ ...every('x'), ...whole, ...day('١', 'May', '２０３０') }) }),
  ],
  // As plain bytes: percent signs would make the form larger than any form may be.
  ['thousands of letters in every field', () => ({ body: parts(every('ɗ'.repeat(2200))) })],
  [
    'every field twice',
    () => ({ body: new URLSearchParams([...Object.entries(every('one')), ...Object.entries(every('two'))]) }),
  ],
  [
    'names that programs use',
    () => ({
      body: new URLSearchParams({ __proto__: 'x', constructor: 'x', 'toString.day': '1', 'a[b]': 'x' }),
    }),
  ],
  ['files in place of words', () => ({ body: files() })],
  [
    'a form cut in the middle',
    () => ({
      body: '--x\r\nContent-Disposition: form-data; name="ti',
      type: 'multipart/form-data; boundary=x',
    }),
  ],
  ...moves.map((move): (typeof bodies)[number] => [
    `${move}, with nonsense beside it`,
    () => ({ body: new URLSearchParams({ ...every('\u202e١'), ...whole, move, do: move }) }),
  ]),
  // The form itself, where a button of its own would only add a row.
  ...(['wo\u0000rds', '\u202e١', '1e309', '31', 'ɗ'.repeat(5200)] as const).map(
    (value): (typeof bodies)[number] => [
      `“${value.slice(0, 8)}” everywhere and no button`,
      () => {
        const { then: _, ...fields }: Record<string, string> = {
          ...every(value.slice(0, 2200)),
          ...whole,
          ...day('31', '2', '2030'),
        }
        return { body: parts({ ...fields, reason: value, grounds: value, body: value }) }
      },
    ],
  ),
  ['JSON', () => ({ body: JSON.stringify(every('words')), type: 'application/json' })],
  ['no type', () => ({ body: new Uint8Array([0, 255, 254, 0]), type: 'application/octet-stream' })],
]

/** Whether a page's forms have buttons that say which of several they are; to the others these are only more nonsense. */
function hasMoves(name: string): boolean {
  const read = (file: string) => readFileSync(join(import.meta.dirname, '../../..', file), 'utf8')
  const route = read(`app/routes/${name}.tsx`)
  const schemas = [...route.matchAll(/'#(app\/forms\/[\w.-]+\.ts)'/g)].map(([, file]) => read(file!))
  return [route, ...schemas].some((source) => /\b(move|do|then)\b/.test(source))
}

const forms = Object.keys(routeModules).filter((name) => routeModules[name]!.action)

describe.each(forms)('%s', (name) => {
  test('whatever is posted is answered in words, and a mistake of ours is never the answer', async () => {
    const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const fitting = hasMoves(name) ? bodies : bodies.filter(([what]) => !what.endsWith('nonsense beside it'))
    for (const [person, path] of waysTo(name)) {
      for (const [what, make] of fitting) {
        forgetEveryTry()
        const { body, type } = make()
        const answer = await fetch(`${site.url}${path}`, {
          method: 'POST',
          redirect: 'manual',
          body,
          headers: {
            origin: `http://localhost:${site.port}`,
            cookie: await aFreshCookieOf(person),
            ...(type ? { 'Content-Type': type } : {}),
          },
        })
        const html = await answer.text()
        const where = `${path}, ${what}: ${answer.status}`
        expect([200, 302, 400, 403, 404, 409, 422], where).toContain(answer.status)
        if (answer.status !== 302) expect(html, where).toMatch(/<h1[^>]*>(?:<[^>]+>)*[^<]/)
        expect(log.mock.calls, where).toEqual([])
      }
    }
    log.mockRestore()
  }, 120_000)
})

/** Good enough to get past the first question. */
const whole = {
  choice: 'partly',
  outcome: 'approved_with_conditions',
  judgement: 'changes_asked',
  move: 'extend',
  kind: 'link',
  url: 'https://example.org/\u202e',
  step: 'confirm',
  may: 'contributor',
  principle: 'rights',
  group: 'fieldworkers',
  community: 'agrees',
  likelihood: '5',
  residualLikelihood: '5',
  country: 'GH',
  locale: 'en',
  organisationId: randomId(),
  seenRevision: '0',
}

function day(dayOfMonth: string, month: string, year: string): Record<string, string> {
  const fields =
    'closesOn dueOn dueOn1 datedOn reviewOn untilOn heldOn triedOn on paidOn fundsExpectedOn1'.split(' ')
  const parts = fields.map((field) => [
    [`${field}.day`, dayOfMonth],
    [`${field}.month`, month],
    [`${field}.year`, year],
  ])
  return Object.fromEntries(parts.flat()) as Record<string, string>
}

function encoded(value: string): Blob {
  const text = names.map((name) => `${name}=${value}`)
  return new Blob([text.join('&')], { type: 'application/x-www-form-urlencoded' })
}

function parts(fields: Record<string, string>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}

function files(): FormData {
  const form = new FormData()
  for (const name of names) form.set(name, new File(['words'], 'words.txt'))
  return form
}
