import { afterAll, beforeAll, expect, test } from 'vitest'
import { theCast } from '#tests/support/journey.ts'
import { inDays } from '#tests/support/records.ts'
import { aVisitor, closeBrowser, type Visitor } from '#tests/support/visitor.ts'
import { wordsFor } from '#content/words.ts'

const t = wordsFor('en')
const summary = 'Up to 20,000 pounds for arts that people make together.\n\nNo overheads are asked for.'
let officer: Visitor

beforeAll(async () => {
  const cast = await theCast()
  officer = await aVisitor({ person: cast.officer })
})
afterAll(async () => {
  await officer?.leave()
  await closeBrowser()
})

async function lastDay({ day, month, year }: Record<'day' | 'month' | 'year', string>): Promise<void> {
  await officer.write(t('shell.date.day'), day)
  await officer.write(t('shell.date.month'), month)
  await officer.write(t('shell.date.year'), year)
}

test('an officer starts a programme, and a form sent without its words says so', async () => {
  await officer.open('/app')
  await officer.follow(t('line.programme.start'))
  await officer.write(t('line.field.title'), 'Freedom Commons')
  await officer.press(t('line.programme.start'), 422)
  await officer.sees(t('shell.errors.kept'))
  expect(await officer.page.getByLabel(t('line.field.title'), { exact: true }).inputValue()).toBe(
    'Freedom Commons',
  )

  await officer.write(t('line.field.summary'), 'Arts against slavery, in eight countries.')
  await officer.press(t('line.programme.start'))
  await officer.sees('Freedom Commons', t('line.programme.calls.none'))
})

test('a call cannot close before it opens, and nothing typed is lost', async () => {
  await officer.follow(t('line.call.draft'))
  await officer.write(t('line.field.title'), 'Community arts against slavery')
  await officer.write(t('line.field.summary'), summary)
  await officer.choose(t('tier.name.1'))
  await lastDay({ day: '1', month: '2', year: '2020' })
  await officer.press(t('line.call.new.save'), 422)

  await officer.sees(t('line.call.error.past'))
  expect(await officer.page.getByLabel(t('line.field.summary'), { exact: true }).inputValue()).toBe(summary)
  expect(await officer.page.getByLabel(t('shell.date.year'), { exact: true }).inputValue()).toBe('2020')
  expect(await officer.page.getByLabel(t('tier.name.1'), { exact: true }).isChecked()).toBe(true)
})

test('the officer saves the draft, which nobody sees, and publishes it, so that everybody does', async () => {
  await lastDay(inDays(20))
  await officer.press(t('line.call.new.save'))
  const id = officer.path().split('/').at(-1)!
  await officer.sees(t('machines.call.state.draft.owner'))
  const stranger = await aVisitor()
  await stranger.open(`/calls/${id}`, 404)

  await officer.press(t('machines.call.event.publish'))
  await officer.sees(t('machines.call.state.open.owner'))
  await stranger.open('/calls')
  await stranger.follow('Community arts against slavery')
  await stranger.sees('No overheads are asked for.', t('public.call.start'))
  await stranger.sees(t('tier.asked.least', { tier: t('tier.name.1') }))
  await stranger.leave()
})

test('time can be given', async () => {
  await lastDay(inDays(40))
  await officer.press(t('machines.call.event.extend'))
  const { year } = inDays(40)
  await officer.sees(new RegExp(`${t('line.call.closes', { date: '' }).trim()} .*${year}`))
})
