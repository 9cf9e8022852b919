import { beforeAll, expect, test } from 'vitest'
import { requirementsFor } from '#content/index.ts'
import { asSystem } from '#app/server/database.server.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { firstSelection } from '#tests/support/first-selection.ts'
import { aCast, anOpenCall, aPlan, type Cast } from '#tests/support/line.ts'
import { aFreshCookieOf, startWholeSite, type WholeSite } from '#tests/support/whole-site.ts'
import { wordsFor } from '#content/words.ts'

withTestDatabase()
const t = wordsFor('en')
const words = 'Pay for a second seat on the way home.'
const rights = requirementsFor(firstSelection, 'project').find(({ principle }) => principle === 'rights')!
let site: WholeSite
let cast: Cast
let plan: string
let call: string
let lessonId: string
const cookies: Record<string, string> = {}

beforeAll(async () => {
  site = await startWholeSite()
  cast = await aCast()
  plan = await aPlan(cast, { answered: 0 })
  call = await anOpenCall(cast)
  for (const who of ['investigator', 'focalPoint', 'officer', 'reviewer'] as const)
    cookies[who] = await aFreshCookieOf(cast[who])
  cookies['stranger'] = await aFreshCookieOf((await aCast()).investigator)
  lessonId = await asSystem('test', async (tx) => {
    const given = (audience: string) => ({
      organisationId: cast.funder.id,
      audience,
      area: 'rights',
      words: audience === 'plans' ? words : `${words} (${audience})`,
      locale: 'en',
      shownFrom: new Date('2026-01-01'),
    })
    await tx.lesson.createMany({ data: [given('next_call'), given('own_duties')] })
    return (await tx.lesson.create({ data: given('plans'), select: { id: true } })).id
  })
}, 180_000)

const at = (page = '') => `/app/assessments/${plan}${page}`
const read = async (who: string, path: string) => {
  const answer = await site.ask(path, { cookie: cookies[who]! })
  return { status: answer.status, body: await answer.text() }
}

test('the page of lessons is not there for those who judge the plan, and for strangers', async () => {
  for (const who of ['officer', 'reviewer', 'stranger']) {
    expect((await read(who, at('/lessons'))).status).toBe(404)
    const form = { lessonId, requirementId: rights.id }
    expect((await site.ask(at('/lessons'), { cookie: cookies[who]!, form })).status).toBe(404)
  }
})

test('a lesson is read on the page of lessons, beside a question, and leads there from the task list and the risks', async () => {
  const page = await read('investigator', at('/lessons'))
  expect(page.status).toBe(200)
  expect(page.body).toContain(words)
  expect(page.body).toContain(cast.funder.name)
  expect(page.body).not.toContain('next_call')
  expect((await read('investigator', at(`/requirements/${rights.id}`))).body).toContain(words)
  for (const path of ['', '/lists/risks'])
    expect((await read('investigator', at(path))).body).toContain(`href="${at('/lessons')}"`)
  expect((await read('investigator', at(`/lists/risks/new?lesson=${lessonId}`))).body).toContain(
    `>${words}</textarea>`,
  )
})

test('it is written down where it went; without a place it asks, and nothing is lost', async () => {
  const cookie = cookies['focalPoint']!
  const asked = await site.ask(at('/lessons'), { cookie, form: { lessonId, requirementId: '' } })
  expect(asked.status).toBe(422)
  expect(await asked.text()).toContain(t('lessons.error.where'))
  const taken = await site.ask(at('/lessons'), { cookie, form: { lessonId, requirementId: rights.id } })
  expect(taken.status).toBe(302)
  expect((await read('investigator', at('/lessons?taken'))).body).toContain(t('lessons.take.done'))
  expect((await read('investigator', at(`/requirements/${rights.id}`))).body).toContain(
    'Taken into this plan here on',
  )
})

test('whoever makes a call or answers for the body reads what is for them, and an applicant does not', async () => {
  expect((await read('officer', `/app/calls/${call}`)).body).toContain('(next_call)')
  expect((await read('investigator', `/app/calls/${call}`)).body).not.toContain('(next_call)')
  const overview = (await read('officer', '/app/overview')).body
  for (const audience of ['next_call', 'own_duties']) expect(overview).toContain(`(${audience})`)
})

test('in French the page says the same, and the lesson stays in its own language', async () => {
  await asSystem('test', (tx) =>
    tx.person.update({ where: { id: cast.focalPoint.id }, data: { locale: 'fr' } }),
  )
  const { body } = await read('focalPoint', at('/lessons'))
  expect(body).toContain(wordsFor('fr')('lessons.title'))
  expect(body).toContain(`lang="en">${words}`)
})
