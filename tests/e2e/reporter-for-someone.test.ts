import { afterAll, beforeAll, expect, test } from 'vitest'
import { aVisitor, closeBrowser, type Visitor } from '#tests/support/visitor.ts'
import { theSite } from '#tests/support/the-site.ts'
import { wordsFor } from '#content/words.ts'

/** A focal point types for somebody who speaks; English, a laptop, no script. */
const t = wordsFor('en')
const { door } = theSite()
const path = `/r/${door.slug}`
const screenshots = process.env.AMANA_SCREENSHOTS === '1'
let visitor: Visitor

beforeAll(async () => {
  visitor = await aVisitor({ width: 1280, from: '192.0.2.79', screenshots })
})
afterAll(async () => {
  await visitor?.leave()
  await closeBrowser()
})

test('the pages around filing say what helps, who runs this, and offer a paper form', async () => {
  await visitor.open(`${path}/help`)
  await visitor.sees('Fictional Zemani Clinic', t('reporter.need.soon', { hours: 72 }))
  await visitor.open(`${path}/about`)
  await visitor.sees('Fictional Data Act 2020', 'Seven years after closing')
  await visitor.open(path)
  await visitor.follow(t('reporter.start.forSomeone'))
  await visitor.follow(t('reporter.someone.paper'))
  await visitor.sees(t('reporter.paper.words'), t('reporter.paper.agreed'))
  await visitor.follow(t('reporter.paper.enter'))
})

test('how it came is asked before anything else, and who speaks is never asked', async () => {
  await visitor.press(t('reporter.someone.start'), 422)
  await visitor.sees(t('reporter.error.channel'))
  await visitor.choose(t('reporter.someone.channel.face_to_face'))
  await visitor.press(t('reporter.someone.start'))
  await visitor.sees(t('reporter.readers.title'))
})

test('whoever would leave nobody to read is told what then, and chooses again', async () => {
  for (const id of Object.values(door.organisations)) {
    const box = visitor.page.locator(`input[name="outBody"][value="${id}"]`)
    if (await box.count()) await box.check()
  }
  await visitor.press(t('reporter.on'))
  await visitor.sees(t('reporter.nobody.title'), 'Fictional Ombudsperson')
  await visitor.press(t('reporter.nobody.back'))
  const own = visitor.page.locator(`input[name="outBody"][value="${door.organisations.receiving}"]`)
  expect(await own.isChecked()).toBe(true)
  await own.uncheck()
  await visitor.press(t('reporter.on'))
})

test('the code is the speaker’s, and nothing is sent before it was read back and agreed', async () => {
  await visitor.sees(t('reporter.code.forSomeone.now'), t('reporter.code.forSomeone.cannot'))
  await visitor.press(t('reporter.on'))
  await visitor.write(t('reporter.someone.write.words'), 'They said: the money never comes.')
  await visitor.choose(t('reporter.write.topic.complaint'))
  await visitor.press(t('reporter.write.send'), 422)
  await visitor.sees(t('reporter.error.readBack'), t('reporter.error.agreed'))
  await visitor.choose(t('reporter.someone.readBack.read_aloud'))
  await visitor.choose(t('reporter.someone.agreed'))
  await visitor.press(t('reporter.write.send'))
})

test('the receipt says to hand the code over and to leave, and asks nothing more', async () => {
  await visitor.sees(t('reporter.received.someone.title'), t('reporter.received.someone.code'))
  expect(await visitor.page.content()).not.toContain('money never comes')
  expect(await visitor.page.getByText(t('reporter.received.more')).count()).toBe(0)
})

test('each page reads as well on a small phone in English', async () => {
  const phone = await aVisitor({ width: 320, from: '192.0.2.80', screenshots })
  for (const page of ['', '/help', '/about', '/for-someone', '/for-someone?paper'])
    await phone.open(path + page)
  await phone.leave()
})
