import { beforeEach, describe, expect, test } from 'vitest'
import * as answerRoute from '#app/routes/app.assessments.$assessmentId.requirements.$requirementId.tsx'
import * as checkRoute from '#app/routes/app.assessments.$assessmentId.check.tsx'
import * as submitRoute from '#app/routes/app.assessments.$assessmentId.submit.tsx'
import { asSystem } from '#app/server/database.server.ts'
import { contentOf } from '#app/server/repositories/submitted-content.server.ts'
import { getAssessment } from '#app/server/repositories/assessments.server.ts'
import { listAnswers } from '#app/server/repositories/answers.server.ts'
import { figuresFor } from '#app/server/queries/figures.server.ts'
import { planCounts } from '#app/server/workflows/plan-counts.server.ts'
import { aCookieOf } from '#tests/support/accounts.ts'
import { answerOf, ask, expectRedirect, keysIn, type Answer } from '#tests/support/browser.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aCast, type Cast } from '#tests/support/line.ts'
import { aFreshCookieOf, startWholeSite } from '#tests/support/whole-site.ts'
import { wordsFor } from '#content/words.ts'
import { aPlanOfSevenKinds, describe as describeWork, withoutChildren } from '#tests/support/seven-kinds.ts'

const database = withTestDatabase()
let cast: Cast
let id: string

beforeEach(async () => {
  cast = await aCast()
  id = await aPlanOfSevenKinds(cast)
})

type Handler = (args: { request: Request; params: Record<string, string>; context: never }) => unknown
type Who = { id: string }
const context = {} as never

async function open(
  route: { loader: unknown },
  page: string,
  requirementId = '',
  who: Who = cast.investigator,
) {
  const cookie = await aCookieOf(who)
  const params = { assessmentId: id, requirementId }
  const request = ask(`/app/assessments/${id}/${page}`, { cookie })
  return answerOf(() => (route.loader as Handler)({ request, params, context }))
}

async function save(requirementId: string, form: Record<string, string>, who: Who = cast.investigator) {
  const cookie = await aCookieOf(who)
  const params = { assessmentId: id, requirementId }
  const path = `/app/assessments/${id}/requirements/${requirementId}`
  const request = ask(path, { cookie, form: { seenRevision: '0', then: 'list', ...form } })
  return answerOf(() => (answerRoute.action as Handler)({ request, params, context }))
}

async function kept(requirementId: string) {
  const [row] = await database.query<{
    choice: string | null
    text: string
    value: unknown
    passport_on: Date | null
  }>('select choice, text, value, passport_on from answer where assessment_id = $1 and requirement_id = $2', [
    id,
    requirementId,
  ])
  return row
}

const whole: Record<string, Record<string, string>> = {
  'V-P-01': { choice: 'yes' },
  'V-P-02': { text: 'Said under the tree.' },
  'V-P-03': { option: 'kept', text: 'Since May' },
  'V-P-04': { number: '42' },
  'V-P-05': { role: 'Focal point', hoursPerWeek: '4', standIn: 'Deputy', paid: 'yes' },
  'V-P-06': {
    'r0-group': 'Women',
    'r0-harm': 'Insults',
    'r0-cost-amount': '1,200.50',
    'r0-cost-currency': 'SLE',
    'r0-triedOn.day': '1',
    'r0-triedOn.month': '3',
    'r0-triedOn.year': '2026',
    'r0-safe': 'no',
    'r1-group': 'Men',
  },
  'V-P-07': { text: '' },
}

describe('every kind of question', () => {
  test('is answered, stored, shown again and sent', async () => {
    for (const [requirementId, form] of Object.entries(whole))
      expectRedirect(await save(requirementId, form), `/app/assessments/${id}`)

    expect(await kept('V-P-03')).toMatchObject({ choice: null, text: 'Since May', value: { option: 'kept' } })
    expect(await kept('V-P-04')).toMatchObject({ value: { number: '42' } })
    expect(await kept('V-P-05')).toMatchObject({
      value: { role: 'Focal point', hoursPerWeek: '4', standIn: 'Deputy', paid: true },
    })
    expect(await kept('V-P-06')).toMatchObject({
      value: {
        rows: [
          {
            group: 'Women',
            harm: 'Insults',
            cost: { amount: '1200.50', currency: 'SLE' },
            triedOn: '2026-03-01',
            safe: false,
          },
          { group: 'Men' },
        ],
      },
    })
    expect(await kept('V-P-07')).toMatchObject({ text: '', value: null })

    const { questions } = (await open(checkRoute, 'check')).value as {
      questions: { id: string; given: unknown }[]
    }
    expect(questions.filter(({ given }) => given).map((one) => one.id)).toEqual(Object.keys(whole))

    const content = await asSystem('test', async (tx) => {
      const row = await getAssessment(tx, null, id)
      const figures = await figuresFor(tx, row, contentOf(row, []).requirements)
      return contentOf(row, await listAnswers(tx, id), figures)
    })
    const sent = (one: string) => content.requirements.find((requirement) => requirement.id === one)
    expect(sent('V-P-02')).not.toHaveProperty('value')
    expect(sent('V-P-02')).not.toHaveProperty('unanswered')
    expect(sent('V-P-04')).toMatchObject({ value: { number: '42' } })
    expect(sent('V-P-07')).toMatchObject({ value: { figure: 'referralsTried', count: null } })
    expect(sent('V-P-08')).toMatchObject({ unanswered: true, text: '' })
  })

  test.each([
    ['V-P-03', {}, 'answers.error.optionMissing'],
    ['V-P-04', { number: 'many' }, 'answers.error.notNumber'],
    ['V-P-04', { number: '501' }, 'answers.error.numberTooLarge'],
    ['V-P-05', { standIn: 'Deputy' }, 'answers.error.roleMissing'],
    ['V-P-06', { 'r0-group': 'Women', 'r1-group': '' }, 'answers.error.tooFewRows'],
    ['V-P-06', { 'r0-harm': 'x' }, 'answers.error.cellMissing'],
    ['V-P-06', { 'r0-group': 'x', 'r0-harm': 'y', 'r0-cost-amount': '1e9' }, 'answers.error.currencyMissing'],
    ['V-P-07', { notApplies: 'yes' }, 'content.answer.error.textMissing.not_applicable'],
  ] as [string, Record<string, string>, string][])(
    '%s %o is refused, and comes back',
    async (requirement, form, key) => {
      const answer = await save(requirement, form)
      expect(answer.status).toBe(422)
      expect(keysIn(answer)).toEqual([key])
      expect((answer.value as { typed: object }).typed).toMatchObject(form)
      expect(await kept(requirement)).toBeUndefined()
    },
  )

  test('may not apply, with a reason', async () => {
    const reason = { notApplies: 'yes', text_not_applicable: 'No money is held.' }
    for (const requirementId of ['V-P-02', 'V-P-03', 'V-P-04', 'V-P-05', 'V-P-06', 'V-P-07']) {
      await save(requirementId, { ...whole[requirementId], ...reason })
      expect(await kept(requirementId)).toMatchObject({
        choice: 'not_applicable',
        text: 'No money is held.',
        value: null,
      })
    }
  })

  test('saved by two at once shows both, and twice the same is no conflict', async () => {
    await save('V-P-04', { number: '42' }, cast.focalPoint)
    expectRedirect(await save('V-P-04', { number: '42,0' }), `/app/assessments/${id}`)
    const answer = await save('V-P-04', { number: '43' })
    expect(answer.status).toBe(409)
    expect(answer.value).toMatchObject({
      conflict: { by: 'Efua', theirs: { value: { number: '42' }, revision: 1 } },
      mine: { value: { number: '43' } },
      typed: { number: '43' },
    })
    expectRedirect(await save('V-P-04', { number: '43', seenRevision: '1' }), `/app/assessments/${id}`)
    expect(await kept('V-P-04')).toMatchObject({ value: { number: '43' } })
  })
})

describe('a table', () => {
  test('offers its rows in the language of the plan, and takes them away and adds others without a save', async () => {
    const page = (await open(answerRoute, 'requirements/V-P-06', 'V-P-06')).value
    expect(page).toMatchObject({ givenRows: ['Women', 'Men'] })

    const typed = { ...whole['V-P-06']!, text: 'A note' }
    const added = await save('V-P-06', { ...typed, then: 'addRow' })
    expect(added).toMatchObject({ status: 200, value: { lookAt: 2, errors: {} } })
    expect((added.value as { typed: object }).typed).toMatchObject({ ...typed, 'r2-group': '' })

    const removed = await save('V-P-06', { ...typed, then: 'removeRow:0' })
    expect(removed.status).toBe(200)
    expect((removed.value as { typed: object }).typed).toMatchObject({ 'r0-group': 'Men', text: 'A note' })
    expect((removed.value as { typed: object }).typed).not.toHaveProperty('r1-group')
    expect(await kept('V-P-06')).toBeUndefined()
  })

  test('is sent by Enter to the button that saves, and one row is looked at after another was added', async () => {
    const site = await startWholeSite()
    const cookie = await aFreshCookieOf(cast.investigator)
    const path = `/app/assessments/${id}/requirements/V-P-06`
    const html = await (await site.ask(path, { cookie })).text()
    const first = /<button[^>]*name="then"[^>]*>/.exec(html)![0]
    expect(first).toContain('value="next"')
    const added = await site.ask(path, {
      cookie,
      form: { ...whole['V-P-06'], then: 'addRow', seenRevision: '0' },
    })
    expect(await added.text()).toMatch(/<fieldset[^>]*autofocus/i)
  })

  test('of ten thousand rows is refused soon, and every row comes back', async () => {
    const rows = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, row) => [
        [`r${row}-group`, `Group ${row}`],
        [`r${row}-harm`, 'Harm'],
        [`r${row}-triedOn.day`, '1'],
      ]).flat() as [string, string][],
    )
    const before = performance.now()
    const answer = await save('V-P-06', rows)
    expect(performance.now() - before).toBeLessThan(5000)
    expect(answer.status).toBe(422)
    expect(keysIn(answer)).toEqual(['answers.error.tooManyRows'])
    const { typed, overflow } = answer.value as { typed: object; overflow: string }
    expect(Object.keys(typed).filter((name) => name.endsWith('group'))).toHaveLength(200)
    expect(overflow).toContain('Group 9999')
  })
})

describe('a question that is no longer asked', () => {
  test('gives back what somebody was writing, and keeps what was saved', async () => {
    await save('V-P-08', { text: 'Saved before' })
    await describeWork(cast, id, withoutChildren)

    const answer = await save('V-P-08', { text: 'Typed now\nand here', seenRevision: '1' })
    expect(answer).toMatchObject({
      status: 409,
      value: { code: 'noLongerAsked', requirementId: 'V-P-08', kept: true, typed: 'Typed now\nand here' },
    })
    expect(await kept('V-P-08')).toMatchObject({ text: 'Saved before' })
    expect(await open(answerRoute, 'requirements/V-P-08', 'V-P-08')).toMatchObject({ status: 410 })
    const counts = await asSystem('test', async (tx) =>
      planCounts(await getAssessment(tx, null, id), await listAnswers(tx, id)),
    )
    expect(counts).toEqual({ asked: 8, answered: 0, needed: 5, neededAnswered: 0 })
  })

  test('has a page that says so, with the words in a box to copy', async () => {
    const site = await startWholeSite()
    const cookie = await aFreshCookieOf(cast.investigator)
    await describeWork(cast, id, withoutChildren)
    const path = `/app/assessments/${id}/requirements/V-P-08`
    const page = await site.ask(path, { cookie, form: { text: 'Typed <now>', seenRevision: '0' } })
    expect(page.status).toBe(409)
    const html = await page.text()
    expect(html).toContain(wordsFor('en')('answers.gone.title'))
    expect(html).toMatch(/<textarea[^>]* readOnly=""[^>]*>Typed &lt;now&gt;</i)
    expect(html).not.toContain('<script')
  })

  test('is a page that does not exist to whoever only looks, and to strangers', async () => {
    await describeWork(cast, id, withoutChildren)
    expect(await open(answerRoute, 'requirements/V-P-08', 'V-P-08')).toMatchObject({ status: 404 })
    expect(await save('V-P-08', { text: 'x' }, cast.officer)).toMatchObject({ status: 404 })
  })
})

describe('the page of a question', () => {
  const page = async (requirementId: string) =>
    (await open(answerRoute, `requirements/${requirementId}`, requirementId)).value as Record<string, unknown>

  test('says why it is asked, whether the plan waits, who asks and who checks', async () => {
    expect(await page('V-P-01')).toMatchObject({ question: { needed: true }, claim: 'en V-C-01?' })
    expect(await page('V-P-03')).toMatchObject({
      question: { needed: false, gate: 'fieldwork' },
      claim: null,
    })
    expect(await page('NKF-P-001')).toMatchObject({
      question: { own: true },
      askedBy: 'Northlight Research Fund',
    })
  })

  test('counts what is in the record', async () => {
    expect(await page('V-P-07')).toMatchObject({ figure: { count: null } })
    await asSystem('test', (tx) =>
      tx.registerRow.createMany({
        data: [{ triedOn: '2026-01-01' }, {}, 'nonsense'].map((values) => ({
          assessmentId: id,
          register: 'referrals',
          values,
          createdById: cast.investigator.id,
          updatedById: cast.investigator.id,
          updatedAt: new Date(),
        })),
      }),
    )
    expect(await page('V-P-07')).toMatchObject({ figure: { figure: 'referralsTried', count: 1 } })
  })

  test('says when an answer came from the passport, until it is saved here', async () => {
    await save('V-P-02', { text: 'From before' })
    await database.query("update answer set passport_on = '2026-01-05' where assessment_id = $1", [id])
    expect(await page('V-P-02')).toMatchObject({ answer: { passportOn: new Date('2026-01-05') } })
    await save('V-P-02', { text: 'From before', seenRevision: '1' })
    expect(await kept('V-P-02')).toMatchObject({ passport_on: null })
  })

  test('keeps words that answered it while it was put in another way', async () => {
    await save('V-P-02', { text: 'Words' })
    await database.query("update answer set requirement_id = 'V-P-04' where assessment_id = $1", [id])
    expect(await page('V-P-04')).toMatchObject({ outgrown: true, answer: { text: 'Words' } })
  })
})

describe('sending', () => {
  test('waits for what is needed, and says what can wait', async () => {
    const before = (await open(submitRoute, 'submit')).value
    expect(before).toMatchObject({
      unanswered: 6,
      counts: { asked: 9, answered: 0, needed: 6, neededAnswered: 0 },
    })
    const needed = ['V-P-01', 'V-P-02', 'V-P-05', 'V-P-06']
    for (const requirementId of needed) await save(requirementId, whole[requirementId]!)
    for (const requirementId of ['V-P-08', 'NKF-P-001']) await save(requirementId, { text: 'Said.' })
    expect((await open(submitRoute, 'submit')).value).toMatchObject({
      unanswered: 0,
      counts: { asked: 9, answered: 6, needed: 6, neededAnswered: 6 },
    })
    const send: Answer = await sendIt()
    expectRedirect(send, `/app/assessments/${id}?news=sent`)
    const [submission] = await database.query<{
      content: { requirements: { id: string; unanswered?: true }[] }
    }>('select content from submission where assessment_id = $1', [id])
    const open_ = submission!.content.requirements.filter(({ unanswered }) => unanswered)
    expect(open_.map((one) => one.id)).toEqual(['V-P-03', 'V-P-04', 'V-P-07'])
  })
})

async function sendIt() {
  const cookie = await aCookieOf(cast.investigator)
  const form = { confirmed: 'yes', seenRevision: '0' }
  const request = ask(`/app/assessments/${id}/submit`, { cookie, form })
  return answerOf(() => (submitRoute.action as Handler)({ request, params: { assessmentId: id }, context }))
}
