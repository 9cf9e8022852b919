import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Cast } from '#tests/support/cast.ts'
import { theCast } from '#tests/support/journey.ts'
import { pressesForSure } from '#tests/support/proves-again.ts'
import { aReviewedPlan, declares, get, inDays, inLanguage } from '#tests/support/records.ts'
import { aPdf } from '#tests/support/uploads.ts'
import { aVisitor, closeBrowser, type Visitor } from '#tests/support/visitor.ts'
import { theSite } from '#tests/support/the-site.ts'
import { daysBetween, dayOf, workingDayFrom } from '#content/working-days.ts'
import { wordsFor } from '#content/words.ts'

/** Whoever owes reads French on a cheap phone; whoever pays reads English at a desk. Who is late looks the same on both. */
const t = wordsFor('en')
const fr = wordsFor('fr')
const fresh = 'The songs are translated into Ewe, and the translator is paid.'
const note = 'Elle répond le jeudi. Le papier est signé par l’école.'
const certificate = 'Certificat d’Efua'
const today = dayOf(new Date())
let cast: Cast
let helen: Visitor
let adwoa: Visitor
let ines: Visitor
let tomas: Visitor
let late: string

beforeAll(async () => {
  cast = await theCast()
  await inLanguage(cast.investigator, 'fr')
  helen = await aVisitor({ person: cast.approver })
  adwoa = await aVisitor({ person: cast.investigator, locale: 'fr', width: 320 })
  ines = await aVisitor({ person: cast.peerReviewer })
  tomas = await aVisitor({ person: cast.peerApprover })
})
afterAll(async () => {
  for (const visitor of [helen, adwoa, ines, tomas]) await visitor?.leave()
  await closeBrowser()
})

async function writesDay(visitor: Visitor, name: string, days: number): Promise<void> {
  const boxes = visitor.page.locator(`input[name^="${name}."]`)
  const { day, month, year } = inDays(days)
  for (const [index, text] of [day, month, year].entries()) await boxes.nth(index).fill(text)
}

/** The chip of one condition in a list of them: who is waited for, and its look. */
async function chip(visitor: Visitor, sentence: string): Promise<{ said: string; look: string }> {
  const line = visitor.page.locator('li.am-row', { hasText: sentence }).locator('.am-clock')
  return { said: await line.innerText(), look: (await line.getAttribute('class')) ?? '' }
}

test('an approval asks for something that the funder pays, so many days after its money has arrived', async () => {
  const id = await aReviewedPlan(cast)
  await declares(cast.approver, id)
  await helen.open(`/app/assessments/${id}/decide`)
  await helen.choose(t('judging.decide.approvedWithConditions'))
  await helen.write(t('judging.condition.sentence'), fresh)
  await helen.write(t('judging.condition.owner'), cast.investigator.organisation)
  await helen.write(t('judging.condition.evidence'), 'The songs in Ewe')
  await helen.write(t('judging.condition.howChecked'), 'Two speakers of Ewe listen to three of them.')
  await helen.choose(t('judging.condition.pays.organisation'))
  await helen.write(t('judging.condition.moneyFor'), 'Translation, line 7')
  await helen.choose(t('judging.condition.starts.funds'))
  await writesDay(helen, 'fundsExpectedOn1', 21)
  await helen.write(t('judging.condition.daysAfterFunds'), '30')
  await helen.page.getByLabel(t('judging.condition.holdsBack')).first().selectOption('payment')
  await helen.write(t('judging.decide.reason'), 'A careful plan, and songs are for everybody.')
  await helen.press(t('judging.decide.do'), 422)
  await helen.sees(t('judging.error.condition.onlyOurMoney'))

  await helen.choose(t('judging.condition.pays.reviewing_body'))
  await pressesForSure(helen, cast.approver, t, t('judging.decide.do'))
  await helen.sees(fresh, t('conditions.waiting.funder', { days: 0 }))
})

test('both sides read that the funder is waited for, in the same words and the same weight', async () => {
  await helen.open('/app/conditions')
  await adwoa.open('/app/conditions')
  const [hers, theirs] = [await chip(helen, fresh), await chip(adwoa, fresh)]
  expect(hers.said).toContain(t('conditions.waiting.funder', { days: 0 }))
  expect(theirs.said).toContain(fr('conditions.waiting.funder', { days: 0 }))
  expect(theirs.look).toBe(hers.look)
})

test('money that is late stands first in the list, and is as red for the funder as a late partner would be', async () => {
  const { sentence, decidedOn, expectedOn } = theSite().late
  const days = daysBetween(decidedOn, today)
  const lateBy = daysBetween(workingDayFrom(expectedOn, new Set()), today)
  await tomas.open('/app/conditions?show=overdue')
  expect(await adwoa.page.locator('li.am-row').first().innerText()).toContain(sentence)
  for (const [visitor, words] of [
    [adwoa, fr],
    [tomas, t],
  ] as const) {
    const { said, look } = await chip(visitor, sentence)
    expect(said).toContain(words('conditions.waiting.funder', { days }))
    expect(said).toContain(words('conditions.chip.late', { days: lateBy, date: '§' }).split('§')[0]!.trim())
    expect(look).toContain('am-t-alert')
  }
  await adwoa.follow(sentence)
  await adwoa.sees(fr('conditions.clock.notStarted', { name: cast.investigator.organisation, days: 30 }))
  late = adwoa.path()
})

test('the funder says that it was sent, the partner that it came, and only now the partner’s clock starts', async () => {
  await tomas.open(late)
  await tomas.follow(t('conditions.page.sent.title'))
  await writesDay(tomas, 'on', 3)
  await tomas.press(t('conditions.page.sent.do'), 422)
  await tomas.sees(t('conditions.error.future'))
  await writesDay(tomas, 'on', 0)
  await tomas.press(t('conditions.page.sent.do'))
  await tomas.sees(t('conditions.done.sendMoney'))

  await adwoa.follow(fr('conditions.page.arrived.title'))
  await writesDay(adwoa, 'on', 0)
  await adwoa.press(fr('conditions.page.arrived.do'))
  await adwoa.sees(fr('conditions.done.moneyArrived'), fr('conditions.waiting.partner', { days: 0 }))
  expect(await adwoa.page.locator('.am-clock').innerText(), 'no day is lost').toMatch(/\b(30|31|32)\b/)
})

test('a file that is no document is refused, and every word beside it stays', async () => {
  await adwoa.follow(fr('conditions.give.title'))
  await adwoa.press(fr('conditions.give.do'), 422)
  await adwoa.sees(fr('conditions.error.evidence'))
  await adwoa.write(fr('conditions.give.freshTitle'), certificate)
  await adwoa.write(fr('conditions.give.note'), note)
  await adwoa.choose(fr('evidence.kind.file'))
  await brings(Buffer.from('MZ\u0000\u0003 not a paper'), 'certificat.pdf')
  await adwoa.press(fr('conditions.give.do'), 422)
  await adwoa.sees(fr('evidence.error.file.wrongType'))
  expect(await adwoa.page.getByLabel(fr('conditions.give.freshTitle')).inputValue()).toBe(certificate)
  expect(await adwoa.page.getByLabel(fr('conditions.give.note')).inputValue()).toBe(note)

  await brings(aPdf(), 'certificat.pdf')
  await adwoa.press(fr('conditions.give.do'))
  await adwoa.sees(fr('conditions.done.giveEvidence'), fr('conditions.waiting.funder', { days: 0 }))
})

function brings(buffer: Buffer, name: string): Promise<void> {
  const file = { name, mimeType: 'application/pdf', buffer }
  return adwoa.page.getByLabel(fr('evidence.field.file'), { exact: true }).first().setInputFiles(file)
}

test('one person of the funder looks at it first, having said that there is no conflict', async () => {
  await ines.open(late)
  await ines.sees(t('conditions.kept.undeclared'))
  await ines.follow(t('conditions.kept.declare'))
  await ines.choose(t('review.declare.none'))
  await ines.press(t('content.do.saveAndContinue'))
  await ines.open(`${late}/check`)
  await ines.sees(certificate, note)
  await ines.choose(t('conditions.choice.findEnough'))
  await ines.press(t('conditions.page.check.do'), 422)
  await ines.sees(t('conditions.error.check'))
  await ines.write(t('conditions.page.check.note'), 'The school confirms it on the telephone.')
  await ines.press(t('conditions.page.check.do'))
  await ines.sees(t('conditions.done.findEnough'))
  const { html } = await get(cast.peerReviewer, `${late}/confirm`)
  expect(html, 'there she can only send it back').not.toContain('discharge')
})

test('another confirms it after proving who he is, and it is met on both sides', async () => {
  await declares(cast.peerApprover, theSite().late.id)
  await tomas.open(late)
  await tomas.follow(t('conditions.page.confirm.title'))
  await tomas.choose(t('conditions.choice.discharge'))
  await tomas.write(t('conditions.page.confirm.note'), 'I called Efua, and she answered.')
  await pressesForSure(tomas, cast.peerApprover, t, t('conditions.page.confirm.do'))
  await tomas.sees(t('conditions.done.discharge'), /^Met on/)
  await adwoa.open(late)
  await adwoa.sees(fr('conditions.chip.met', { date: '§' }).split('§')[0]!)
  for (const { name } of [cast.peerReviewer, cast.peerApprover]) await adwoa.sees(new RegExp(name))
})
