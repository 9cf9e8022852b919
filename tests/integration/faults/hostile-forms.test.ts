import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { caseSteps, stepIds } from '#app/forms/case-steps.ts'
import { rowIdOf, rowsOf } from '#app/server/concerns/door-changes.server.ts'
import { deskSteps } from '#app/forms/desk.form.ts'
import { DoorTerms } from '#app/forms/door-terms.ts'
import { lists } from '#app/forms/door.form.ts'
import { moreItems } from '#app/forms/filing-more.form.ts'
import { returnSteps } from '#app/forms/return-steps.ts'
import { now } from '#app/server/clock.server.ts'
import { forgetTurns } from '#app/server/concerns/slow-down.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { roles } from '#app/policies/actor.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { forgetEveryTry } from '#app/server/sign-in/rate-limit.server.ts'
import { askToRecover } from '#app/server/workflows/case-recovery.server.ts'
import { receiveRequest } from '#app/server/workflows/desk.server.ts'
import { giveReview } from '#app/server/workflows/review.server.ts'
import { declareFree, inFile } from '#tests/support/case-steps.ts'
import { aCase, asHandler } from '#tests/support/cases.ts'
import { aChangeOf, aDoor, aHandler, aRecordingOf, type TestDoor } from '#tests/support/doors.ts'
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
/** An open reporting page, and a case of it that its first handler has opened. */
let door: TestDoor
let concernId = ''
let recoveryId = ''
let code = ''
/** Of the same body, made and not signed yet. */
let waitingKeyId = ''
/** Asked at the desk of that body by somebody whose data it may hold. */
let requestId = ''
let changeId = ''
let recordingId = ''

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
  await aCaseToHandle()
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

async function aCaseToHandle(): Promise<void> {
  door = await aDoor({ slug: 'lake' })
  const theCase = await aCase(door)
  concernId = theCase.id
  code = theCase.code
  await declareFree(concernId, [door.handlers[0]])
  waitingKeyId = (await aHandler(door.organisations.receiving, ['handle'])).keyId
  const part = await inFile(concernId)
  await askToRecover(asHandler(door.handlers[0]), concernId, 'no_answer', now())
  const [recovery] = await database.query<{ id: string }>('select id from case_recovery')
  recoveryId = recovery!.id
  requestId = randomId()
  changeId = await aChangeOf(door)
  recordingId = await aRecordingOf(door)
  const asked = { id: requestId, kind: 'access' as const, receivedOn: '2026-01-05', sealed: part.sealed }
  const organisationId = door.organisations.receiving
  await receiveRequest(asHandler(door.handlers[0]), { ...asked, organisationId }, now())
  Object.assign(wholeConcern, {
    ...part,
    code,
    organisationId,
    partId: randomId(),
    copy: part.sealed,
    copyKeyId: part.keyId,
    older: `${concernId}~${randomId()}`,
    personId: door.handlers[1].id,
    ownerId: door.handlers[1].id,
    handlerKeyId: door.nextUp[0]!.keyId,
    byKeyId: door.handlers[0].keyId,
    out: door.handlers[0].keyId,
  })
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
  slug: () => door.slug,
  concernId: () => concernId,
  keyId: () => door.handlers[0].keyId,
  doorId: () => door.id,
  list: () => 'help',
  row: () => 'new',
  step: () => 'safety',
  requestId: () => requestId,
  recoveryId: () => recoveryId,
  changeId: () => changeId,
  recordingId: () => recordingId,
  slot: () => 'start',
  language: () => 'kri',
}

const asked: Record<string, () => string> = {
  'app.calls.new': () => `?programme=${query.programmeId}`,
  'app.assessments.new': () => `?call=${query.callId}`,
}

function addressOf(name: string, { more = {}, id = query.assessmentId! } = {}): string {
  const given = Object.entries<string>({ assessmentId: id, ...more })
  const known = { ...parameters, ...Object.fromEntries(given.map(([one, value]) => [one, () => value])) }
  return `/${pathOf(name).replace(/:(\w+)/g, (_, one: string) => known[one]!())}${asked[name]?.() ?? ''}`
}

/** Who sends it where: what is judged is sent twice, and an appeal is also heard and taken back. */
function waysTo(name: string): [Person, string][] {
  if (isOfConcerns(name)) return placesOf(name).map((path) => [door.handlers[0], path])
  const part = Object.keys(judged).find((one) => name.split('.').includes(one))
  const ways: [Person, string][] = [[everybody, addressOf(name)]]
  if (/^app\.(conditions|calls\.\$)/.test(name)) ways.push([judge, addressOf(name)])
  if (part) ways.push([judge, addressOf(name, { id: judged[part] })])
  if (part === 'decide') ways.push([judge, `${addressOf(name, { id: judged.decide })}?return=`])
  if (part === 'appeal')
    ways.push(
      [judge, `${addressOf(name, { id: judged.appeal })}?hear=`],
      [everybody, `${addressOf(name, { id: judged.appeal })}?takeBack=`],
      [everybody, addressOf(name, { id: judged.undo })],
    )
  return ways
}

function isOfConcerns(name: string): boolean {
  return /^(r\.|app\.(case|doors|desk))/.test(name)
}

/** Every step of a case, and each list of a page with its first line and a new one. */
function placesOf(name: string): string[] {
  const at = (more: Record<string, string>) => addressOf(name, { more })
  if (name.endsWith('.sign')) return [at({ keyId: waitingKeyId })]
  if (name.includes('$step')) return stepIds.map((step) => at({ step }))
  if (!name.includes('$list')) return [at({})]
  const terms = DoorTerms.parse(door.terms)
  return lists.flatMap((list) => {
    const [first] = rowsOf(terms, list)
    const rows = ['new', ...(first ? [rowIdOf(first)] : [])]
    return name.includes('$row') ? rows.map((row) => at({ list, row })) : [at({ list })]
  })
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

/** And those of reporting pages, of what is confided there, and of the keys that open it. */
const namesOfConcerns = (
  'go code newCode retyped out outBody words topic danger child wroteBefore proof channel agreed readBack files voice locale ' +
  'step once threadId note wants pace hearOutcome followUp ownWord from who how times codeWord ifNobody whatNotToSay howSince shareId answer pictureIsProof ' +
  'when where role contactWho contactHow contactTimes promise reach done dates ' +
  'do conflict keyId sealed fileId handlerKeyId envelopes personId newKeys vouched thread case lang ' +
  'way proposalId ownerId carerId clockId ground duty finding why asked trained unconflicted safetyPlanned supportStays again liveRisk affectedStays notice notices toldFirst ' +
  'organisationId statement signature wrap wrapId byKeyId sure duties recipient verifyKey first last label ' +
  'programmeId name kind position need hours windowHours answeredOn.day answeredOn.month answeredOn.year source part languages ' +
  'fromOn.day fromOn.month fromOn.year untilOn.day untilOn.month untilOn.year what keepFor reason owner remove months organisations persons ' +
  'nameIn_en nameIn_fr how_en how_fr hours_en hours_fr note_en note_fr what_en what_fr keepFor_en keepFor_fr reason_en reason_fr ' +
  'same checked checkedBy checkedOn.day checkedOn.month checkedOn.year language end file place_en place_fr runBy_en runBy_fr readWhen_en readWhen_fr exitTo controllers separateOrJoint law condition processor countries transferTool ' +
  'decidedBy decidedOn.day decidedOn.month decidedOn.year seenRevision arrow exit print choice importId parcel noConflict toldOn.day toldOn.month toldOn.year onDay.day onDay.month onDay.year older endOld telling partId copy copyKeyId id receivedOn doorId bodyId'
).split(' ')

/** The fields of one form, good enough ones for those that decide which question comes next, and what a button may be called. */
type Fields = { names: string[]; whole: Record<string, string>; button: string[] }

function fieldsOf(name: string): Fields {
  if (!isOfConcerns(name)) return { names, whole, button: ['move', 'do'] }
  const more = name.startsWith('app.desk') ? { kind: 'access' } : {}
  return { names: namesOfConcerns, whole: { ...wholeConcern, ...more }, button: ['do', 'go', 'step', 'way'] }
}

const every = (value: string, { names }: Fields) => Object.fromEntries(names.map((name) => [name, value]))

/** Which of several forms on one page it is. */
const moves = (
  'say settle colleague name change end assign save remove stillTrue use keep open confirm publish ' +
  'startReview requestChanges completeReview giveFirst giveSecond invite pay findEnough replace supersede'
).split(' ')

const bodies: [string, (form: Fields) => { body: BodyInit; type?: string }][] = [
  ['nothing', () => ({ body: new URLSearchParams() })],
  ['a null byte in every field', (form) => ({ body: new URLSearchParams(every('wo\u0000rds', form)) })],
  [
    'a null byte in a name',
    (form) => ({ body: new URLSearchParams({ ...every('words', form), 'ti\u0000tle': 'x' }) }),
  ],
  ['half a letter in every field', (form) => ({ body: encoded('%ED%A0%80%C3', form) })],
  ['numbers that are none', (form) => ({ body: new URLSearchParams(every('1e309', form)) })],
  [
    'numbers too large for a row',
    (form) => ({
      body: new URLSearchParams({
        ...every('99999999999999', form),
        ...form.whole,
        seenRevision: '99999999999999',
      }),
    }),
  ],
  [
    'the 31st of February',
    (form) => ({
      body: new URLSearchParams({ ...every('31', form), ...form.whole, ...day('31', '2', '2030') }),
    }),
  ],
  [
    'a day in the year 10000',
    (form) => ({
      body: new URLSearchParams({ ...every('x', form), ...form.whole, ...day('1', '1', '10000') }),
    }),
  ],
  [
    'dates in words and figures of another script',
    (form) => ({
      body: new URLSearchParams({ ...every('x', form), ...form.whole, ...day('١', 'May', '２０３０') }),
    }),
  ],
  // As plain bytes: percent signs would make the form larger than any form may be.
  ['thousands of letters in every field', (form) => ({ body: parts(every('ɗ'.repeat(2200), form)) })],
  [
    'every field twice',
    (form) => ({
      body: new URLSearchParams([
        ...Object.entries(every('one', form)),
        ...Object.entries(every('two', form)),
      ]),
    }),
  ],
  [
    'names that programs use',
    () => ({
      body: new URLSearchParams({ __proto__: 'x', constructor: 'x', 'toString.day': '1', 'a[b]': 'x' }),
    }),
  ],
  ['files in place of words', (form) => ({ body: files(form) })],
  [
    'a form cut in the middle',
    () => ({
      body: '--x\r\nContent-Disposition: form-data; name="ti',
      type: 'multipart/form-data; boundary=x',
    }),
  ],
  // The form itself, where a button of its own would only add a row.
  ...(['wo\u0000rds', '\u202e١', '1e309', '31', 'ɗ'.repeat(5200)] as const).map(
    (value): (typeof bodies)[number] => [
      `“${value.slice(0, 8)}” everywhere and no button`,
      (form) => {
        const { then: _, ...fields }: Record<string, string> = {
          ...every(value.slice(0, 2200), form),
          ...form.whole,
          ...day('31', '2', '2030'),
        }
        return { body: parts({ ...fields, reason: value, grounds: value, body: value }) }
      },
    ],
  ),
  ['JSON', (form) => ({ body: JSON.stringify(every('words', form)), type: 'application/json' })],
  ['no type', () => ({ body: new Uint8Array([0, 255, 254, 0]), type: 'application/octet-stream' })],
]

const nonsenseBeside = (move: string): (typeof bodies)[number] => [
  `${move}, with nonsense beside it`,
  (form) => {
    const pressed = Object.fromEntries(form.button.map((each) => [each, move]))
    const fields = { ...every('\u202e١', form), ...form.whole, ...pressed }
    return { body: new URLSearchParams(fields) }
  },
]

/** Which of several forms it is, on the pages around what is confided. */
function movesOfConcerns(name: string, path: string): string[] {
  if (/^r\..*back$/.test(name)) return [...returnSteps]
  if (name.startsWith('r.'))
    return [
      ...'begin start readers code check card write send received more:nothing add:'.split(' '),
      ...moreItems.flatMap((item) => [`more:${item}`, `add:${item}`, `skip:${item}`]),
    ]
  if (name.endsWith('.care')) return ['begin', 'end', 'supervised']
  if (name.startsWith('app.desk')) return deskSteps
  if (name.endsWith('.rejoin')) return ['propose', 'confirm', 'takeBack', 'refuse']
  if (name.endsWith('.identity')) return ['ask', 'agree', 'takeBack', 'refuse']
  if (name.endsWith('.lesson')) return ['offer', 'give', 'askBack', 'giveBack', 'takeBack', 'refuse']
  if (name.endsWith('.keeping'))
    return 'mask redact confirmRedaction delete confirmDeletion takeBack refuse'.split(' ')
  if (name === 'app.cases.recovery.$recoveryId') return ['begin', 'second', 'first', 'finish', 'takeBack']
  if (name.endsWith('.readers')) return ['handOver', 'endPart', 'newKeys', 'newThread']
  if (name === 'app.cases.$concernId._index')
    return 'declare askOthers part label lockFile threadFile vouch'.split(' ')
  if (!name.includes('$step')) return []
  const step = caseSteps.find(({ id }) => path.endsWith(`/${id}`))
  return [
    ...(step?.ways.map(({ id }) => id) ?? []),
    ...'endProposal look clock late waive send confirm'.split(' '),
  ]
}

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
    const form = fieldsOf(name)
    for (const [way, [person, path]] of waysTo(name).entries()) {
      const buttons = isOfConcerns(name) ? movesOfConcerns(name, path) : hasMoves(name) ? moves : []
      const nonsense = [...bodies, ...buttons.map(nonsenseBeside)]
      // The ways to one page share their code: after the first each gets a third of the nonsense.
      const sent = way < 1 ? nonsense : nonsense.filter((_, at) => at % 3 === way % 3)
      for (const [what, make] of sent) {
        forgetEveryTry()
        forgetTurns()
        const { body, type } = make(form)
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

test('what a browser sends that seals by itself is answered without a word, whatever it is', async () => {
  const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const form = fieldsOf('r.$slug.lock')
  const more: typeof bodies = [
    ['a parcel that is none', () => ({ body: '{"parcel":{"doorId":"x"},"files":[]}' })],
    ['a number', () => ({ body: '1e309' })],
    ['half a letter', () => ({ body: new Uint8Array([0xed, 0xa0, 0x80]) })],
    ['many brackets', () => ({ body: '['.repeat(100_000) })],
  ]
  for (const path of [
    '/r/lake/lock/file',
    '/r/lake/lock/send',
    '/r/nowhere/lock/file',
    '/r/lake%00/lock/send',
  ])
    for (const [what, make] of [...bodies, ...more]) {
      forgetTurns()
      const { body, type } = make(form)
      const answer = await fetch(`${site.url}${path}`, {
        method: 'POST',
        body,
        headers: {
          origin: `http://localhost:${site.port}`,
          ...(type ? { 'Content-Type': type } : {}),
        },
      })
      const where = `${path}, ${what}: ${answer.status}`
      expect(path === '/r/lake/lock/file' ? [200, 422] : [400, 404, 422], where).toContain(answer.status)
      expect(await answer.text(), where).not.toMatch(/words|ɗ/)
      expect(log.mock.calls, where).toEqual([])
    }
  log.mockRestore()
}, 120_000)

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

/** The same around what is confided. What is sealed, signed and locked here was made by nobody’s browser. */
const wholeConcern: Record<string, string> = {
  endOld: 'no',
  telling: 'unsafe',
  id: randomId(),
  receivedOn: '2026-01-05',
  envelopes: '[]',
  newKeys: '[{}]',
  vouched: '[{}]',
  thread: '{"threadId":1}',
  fileId: randomId(),
  proposalId: randomId(),
  carerId: randomId(),
  clockId: randomId(),
  ground: 'agreed',
  asked: 'yes',
  toldFirst: 'yes',
  notice: 'childProtection.no-such-duty',
  duty: 'law',
  statement: '{"amana":"handler key 1"}',
  signature: 'AAAA',
  wrap: 'AAAA',
  proof: 'AAAA',
  wrapId: randomId(),
  need: 'doctor',
  kind: 'next_up',
  position: '1',
  part: 'primary',
  languages: 'en',
  separateOrJoint: 'joint',
  exitTo: 'https://example.org/\u202e',
  remove: '0123456789abcdef',
  channel: 'phone',
  agreed: 'yes',
  topic: 'harm',
  readBack: 'read_aloud',
  answer: 'yes',
  dates: '2026-01-01,2026-01-05,2026-04-01',
  promise: 'named',
  newCode: '12345678901234567890',
  seenRevision: '0',
}

function day(dayOfMonth: string, month: string, year: string): Record<string, string> {
  const fields =
    'closesOn dueOn dueOn1 datedOn reviewOn untilOn heldOn triedOn on paidOn fundsExpectedOn1 answeredOn fromOn decidedOn'.split(
      ' ',
    )
  const parts = fields.map((field) => [
    [`${field}.day`, dayOfMonth],
    [`${field}.month`, month],
    [`${field}.year`, year],
  ])
  return Object.fromEntries(parts.flat()) as Record<string, string>
}

function encoded(value: string, { names }: Fields): Blob {
  const text = names.map((name) => `${name}=${value}`)
  return new Blob([text.join('&')], { type: 'application/x-www-form-urlencoded' })
}

function parts(fields: Record<string, string>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}

function files({ names }: Fields): FormData {
  const form = new FormData()
  for (const name of names) form.set(name, new File(['words'], 'words.txt'))
  return form
}
