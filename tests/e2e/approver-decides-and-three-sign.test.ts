import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Cast, Person } from '#tests/support/cast.ts'
import { theCast } from '#tests/support/journey.ts'
import { named, pdfsig, textOf, has } from '#tests/support/pdf-tools.ts'
import { provesAgain } from '#tests/support/proves-again.ts'
import { aReviewedPlan, inDays, untilDrawn } from '#tests/support/records.ts'
import { ask } from '#tests/support/asking.ts'
import { aVisitor, closeBrowser, type Visitor } from '#tests/support/visitor.ts'
import { wordsFor } from '#content/words.ts'

const t = wordsFor('en')
const sentence = 'Every service on the Zemani map has been called.'
const reason = 'A careful plan. Ɓala and Ŋun asked the right questions.'
let cast: Cast
let id: string
let helen: Visitor
const documents = new Map<string, Buffer>()

beforeAll(async () => {
  cast = await theCast()
  id = await aReviewedPlan(cast)
  // A sign-in of her own: what she proved in another journey does not count here.
  cast.approver.cookie = null
  helen = await aVisitor({ person: cast.approver })
})
afterAll(async () => {
  await helen?.leave()
  await closeBrowser()
})

test('before she reads what was sent she says that she has no conflict, and comes to the decision', async () => {
  await helen.open(`/app/assessments/${id}/decide`)
  await helen.sees(t('review.declare.title'))
  await helen.choose(t('review.declare.none'))
  await helen.press(t('content.do.saveAndContinue'))
  expect(helen.path()).toBe(`/app/assessments/${id}/decide`)
})

test('a decision with an unfinished condition is not taken, and what she wrote stays', async () => {
  await helen.choose(t('judging.decide.approvedWithConditions'))
  await helen.write(t('judging.condition.sentence'), sentence)
  await helen.write(t('judging.decide.reason'), reason)
  await helen.press(t('judging.decide.do'), 422)
  await helen.sees(t('judging.error.condition.owner'), t('judging.error.condition.pays'))
  expect(await helen.page.getByLabel(t('judging.condition.sentence')).first().inputValue()).toBe(sentence)
})

test('with one condition and the money for it she is asked who she is, and finds her words again', async () => {
  const { day, month, year } = inDays(90)
  await helen.write(t('judging.condition.owner'), 'Tsavanya Listening Circle')
  await helen.write(t('judging.condition.evidence'), 'The map with a date on each entry')
  await helen.write(t('judging.condition.howChecked'), 'The programme officer calls three of them.')
  await helen.choose(t('judging.condition.pays.reviewing_body'))
  await helen.write(t('shell.date.day'), day)
  await helen.write(t('shell.date.month'), month)
  await helen.write(t('shell.date.year'), year)
  await helen.page.getByLabel(t('judging.condition.holdsBack')).first().selectOption('fieldwork')
  await helen.write(t('judging.condition.moneyFor'), 'Safeguarding budget, line 3')
  await helen.press(t('judging.decide.do'))
  expect(helen.path()).toMatch(/^\/app\/step-up/)
  await helen.sees(t('auth.stepUp.saved'))
  await provesAgain(helen, cast.approver, t)

  expect(await helen.page.getByLabel(t('judging.decide.reason'), { exact: true }).inputValue()).toBe(reason)
  expect(await helen.page.getByLabel(t('shell.date.year'), { exact: true }).first().inputValue()).toBe(year)
})

test('she decides', async () => {
  await helen.press(t('judging.decide.do'))
  await helen.sees(sentence, reason, t('machines.assessment.outcome.approved_with_conditions'))
})

test('the documents are drawn while she waits', async () => {
  await untilDrawn(cast.approver, id)
  await helen.open(`/app/assessments/${id}`)
  await helen.sees(
    t('machines.assessment.state.being_signed.awaiting_principal_investigator.reviewing_body'),
    t('line.documents.incomplete'),
  )
})

test('three people sign in turn, each after proving once more who they are', async () => {
  for (const person of [cast.investigator, cast.reviewer]) {
    const words = wordsFor(person === cast.investigator ? 'fr' : 'en')
    const signer = await aVisitor({ person, locale: person === cast.investigator ? 'fr' : 'en' })
    await signsThrough(signer, person, words)
    await signer.leave()
  }
  await signsThrough(helen, cast.approver, t)
  await helen.sees(t('machines.assessment.state.signed.reviewing_body'), t('line.documents.complete'))
})

async function signsThrough(signer: Visitor, person: Person, words: typeof t): Promise<void> {
  await signer.open(`/app/assessments/${id}`)
  await signer.follow(words('machines.assessment.event.sign'))
  await signer.choose(words('judging.sign.read'))
  await signer.press(words('judging.sign.do'))
  if (!signer.path().startsWith('/app/step-up')) return
  await provesAgain(signer, person, words)
  await signer.choose(words('judging.sign.read'))
  await signer.press(words('judging.sign.do'))
}

test('once everyone has signed, the page asks nobody for more', async () => {
  await helen.open(`/app/assessments/${id}/sign`)
  await helen.sees(t('judging.sign.complete'))
  await helen.open(`/app/assessments/${id}`)
})

test.each(['full_record', 'public_statement'] as const)('the %s can be downloaded', async (kind) => {
  const arriving = helen.page.waitForEvent('download')
  await helen.page.getByRole('link', { name: t(`line.documents.${kind}`) }).click()
  const download = await arriving
  expect(download.suggestedFilename()).toMatch(/\.pdf$/)
  const bytes = await readFile(await download.path())
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
  documents.set(kind, bytes)
})

test(
  named('each carries three valid signatures, the last over all of it', 'pdfsig', 'certutil'),
  async () => {
    if (!has('pdfsig', 'certutil')) return
    expect(documents.size).toBe(2)
    const { html: certificates } = await ask(null, '/verify/certificates.pem')
    const [root] = certificates.match(/-----BEGIN CERTIFICATE-----[^]*?-----END CERTIFICATE-----/)!
    for (const bytes of documents.values()) {
      const signatures = await pdfsig(bytes, root)
      expect(signatures).toHaveLength(3)
      for (const { valid, trusted, type } of signatures) {
        expect(valid).toMatch(/Signature is Valid/)
        expect(trusted).toMatch(/Certificate is Trusted/)
        expect(type).toBe('ETSI.CAdES.detached')
      }
      expect(signatures.at(-1)!.total).toBe(true)
    }
  },
)

test(
  named('the full record holds the decision and its condition, the statement does not', 'pdftotext'),
  async () => {
    if (!has('pdftotext')) return
    const flat = async (kind: string) => (await textOf(documents.get(kind)!)).replace(/\s+/g, ' ')
    expect(await flat('full_record')).toContain(sentence)
    expect(await flat('full_record')).toContain('Ɓala and Ŋun')
    expect(await flat('public_statement')).not.toContain(sentence)
  },
)
