import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { asSystem } from '#app/server/database.server.ts'
import { roles } from '#app/policies/actor.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { forgetEveryTry } from '#app/server/sign-in/rate-limit.server.ts'
import '#tests/support/accounts.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aCast, type Cast } from '#tests/support/line.ts'
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
let everybody: { id: string }

beforeAll(async () => {
  site = await startWholeSite()
  cast = await aCast()
  plan = await aWholePlan(cast)
  query = { assessmentId: plan.id, callId: plan.callId }
  const [programme] = await database.query<{ id: string }>('select id from programme')
  query.programmeId = programme!.id
  // Somebody who may do whatever anybody may do, so that the form is what is refused.
  everybody = await asSystem('test', (tx) =>
    tx.person.create({ data: { name: 'Every Body', fictional: true } }),
  )
  const jobs = [cast.funder, cast.partner].flatMap(({ id }) =>
    roles.map((role) => ({ role, organisationId: id })),
  )
  await asSystem('test', (tx) =>
    tx.membership.createMany({ data: jobs.map((job) => ({ ...job, personId: everybody.id })) }),
  )
}, 120_000)
beforeEach(forgetEveryTry)

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
}

const asked: Record<string, () => string> = {
  'app.calls.new': () => `?programme=${query.programmeId}`,
  'app.assessments.new': () => `?call=${query.callId}`,
}

function addressOf(name: string): string {
  return `/${pathOf(name).replace(/:(\w+)/g, (_, one: string) => parameters[one]!())}${asked[name]?.() ?? ''}`
}

/** Every name that a form of ours has. */
const names =
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
  'grantId untilOn.day untilOn.month untilOn.year heldId heldRevision heldOn.day heldOn.month heldOn.year language spoke focalPoint minutes readBack photographed seen version'

const every = (value: string) => Object.fromEntries(names.split(' ').map((name) => [name, value]))

/** Which of several forms on one page it is. */
const moves =
  'say settle colleague name change end assign save remove stillTrue use keep open confirm publish'.split(' ')

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
  ['JSON', () => ({ body: JSON.stringify(every('words')), type: 'application/json' })],
  ['no type', () => ({ body: new Uint8Array([0, 255, 254, 0]), type: 'application/octet-stream' })],
]

const forms = Object.keys(routeModules).filter((name) => routeModules[name]!.action)

describe.each(forms)('%s', (name) => {
  test('whatever is posted is answered in words, and a mistake of ours is never the answer', async () => {
    const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    for (const [what, make] of bodies) {
      forgetEveryTry()
      const { body, type } = make()
      const answer = await fetch(`${site.url}${addressOf(name)}`, {
        method: 'POST',
        redirect: 'manual',
        body,
        headers: {
          origin: `http://localhost:${site.port}`,
          cookie: await aFreshCookieOf(everybody),
          ...(type ? { 'Content-Type': type } : {}),
        },
      })
      const html = await answer.text()
      expect([200, 302, 400, 403, 404, 409, 422], `${what}: ${answer.status}`).toContain(answer.status)
      if (answer.status !== 302) expect(html, what).toMatch(/<h1[^>]*>(?:<[^>]+>)*[^<]/)
      expect(log.mock.calls, what).toEqual([])
    }
    log.mockRestore()
  }, 60_000)
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
  const parts = ['closesOn', 'dueOn', 'dueOn1', 'datedOn', 'reviewOn', 'untilOn', 'heldOn', 'triedOn'].map(
    (field) => [
      [`${field}.day`, dayOfMonth],
      [`${field}.month`, month],
      [`${field}.year`, year],
    ],
  )
  return Object.fromEntries(parts.flat()) as Record<string, string>
}

function encoded(value: string): Blob {
  const text = names.split(' ').map((name) => `${name}=${value}`)
  return new Blob([text.join('&')], { type: 'application/x-www-form-urlencoded' })
}

function parts(fields: Record<string, string>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}

function files(): FormData {
  const form = new FormData()
  for (const name of names.split(' ')) form.set(name, new File(['words'], 'words.txt'))
  return form
}
