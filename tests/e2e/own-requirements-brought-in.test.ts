import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Cast } from '#tests/support/cast.ts'
import { theCast } from '#tests/support/journey.ts'
import { aPlan, idIn, inDays, inLanguage, questionsOf, smallWork } from '#tests/support/records.ts'
import { aVisitor, closeBrowser, type Visitor } from '#tests/support/visitor.ts'
import { wordsFor } from '#content/words.ts'

const t = wordsFor('en')
const name = 'Northlight, with questions for harbours'
const boats = 'Who counts the life jackets before a boat leaves?'
const nets = 'Do the net menders say which hours suit them?'

/** What an officer meant to write. */
const sound = `id: nlf-harbours
version: 1
builtOn:
  id: amana-ukcdr
  version: 1
source:
  title: Questions of ours for harbours
  publisher: Northlight Research Fund
  date: 2026-02
  url: https://example.org/harbours
hours:
  project:
    from: 1
    to: 2
requirements:
  - id: NLF-P-001
    principle: rights
    audience: project
    phase: set_up
    verb: anticipate
    gate: submit
    answer: voice-or-text
    fromTier: 1
  - id: NLF-P-002
    principle: equity
    audience: project
    phase: proposal
    verb: mitigate
    answer: yes-partly-no
words:
  en:
    title: ${name}
    requirements:
      NLF-P-001:
        question: ${boats}
        why: A jacket on the bank helps nobody.
        evidence: A note of who counts, by role.
      NLF-P-002:
        question: ${nets}
        why: Whoever mends nets works by the tide.
        evidence: Half a page, in their words.
`
/** What she wrote. */
const slips: [meant: string, written: string][] = [
  ['https://example.org', 'example.org'],
  ['verb: anticipate', 'verb: prevent'],
  ['fromTier: 1', 'fromTeir: 1'],
  ['phase: proposal', 'phase:'],
  ['NLF-P-002:', 'NLF-P-003:'],
]
const faulty = slips.reduce((text, [meant, written]) => text.replace(meant, written), sound)
/** What is said of it, at the first line that begins so. */
const faults: { line: string; said: string }[] = [
  { line: '  url: example.org', said: t('frameworks.fault.url') },
  {
    line: '    verb: prevent',
    said: t('frameworks.fault.oneOf', { given: 'prevent', allowed: 'anticipate, mitigate, address' }),
  },
  {
    line: '    fromTeir: 1',
    said: t('frameworks.fault.unknownFieldNear', { field: 'fromTeir', near: 'fromTier' }),
  },
  { line: '    phase:\n', said: t('frameworks.fault.missing', { field: 'phase' }) },
  { line: '    requirements:', said: t('frameworks.fault.wordsMissing', { id: 'NLF-P-002', locale: 'en' }) },
  { line: '      NLF-P-003:', said: t('frameworks.fault.wordsUnknown', { id: 'NLF-P-003' }) },
]
const lineOf = (beginning: string) => faulty.slice(0, faulty.indexOf(`\n${beginning}`) + 1).split('\n').length

let cast: Cast
let officer: Visitor
let callId: string

beforeAll(async () => {
  cast = await theCast()
  await inLanguage(cast.investigator, 'fr')
  officer = await aVisitor({ person: cast.officer })
})
afterAll(async () => {
  await officer?.leave()
  await closeBrowser()
})

const box = () => officer.page.getByLabel(t('frameworks.new.text'), { exact: true })

async function seesEveryFault(): Promise<void> {
  await officer.sees(t('frameworks.error.faults', { count: faults.length }))
  const rows = officer.page.getByRole('table', { name: t('frameworks.faults') }).locator('tbody tr')
  const read = await rows.allInnerTexts()
  expect(read).toHaveLength(faults.length)
  for (const { line, said } of faults) {
    const place = t('frameworks.faults.at', { line: lineOf(line), column: 0 }).replace(/\d+$/, '')
    const row = read.find((text) => text.includes(place) && text.includes(said))
    expect(row, `“${said}” at ${place} among ${read.join(' | ')}`).toContain(line.trim())
  }
}

test('a file with faults is refused, and every fault is named with its line', async () => {
  await officer.open('/app')
  await officer.follow(t('shell.nav.frameworks'))
  await officer.follow(t('frameworks.new.title'))
  await officer.press(t('frameworks.new.check'), 422)
  await officer.sees(t('frameworks.error.none'))

  const file = { name: 'harbours.yaml', mimeType: 'application/yaml', buffer: Buffer.from(faulty) }
  await officer.page.getByLabel(t('frameworks.new.file'), { exact: true }).setInputFiles(file)
  await officer.press(t('frameworks.new.check'), 422)
  await seesEveryFault()
})

test('pasted instead, the text stays in its box to be put right there', async () => {
  await box().fill(faulty)
  await officer.press(t('frameworks.new.check'), 422)
  await seesEveryFault()
  expect(await box().inputValue()).toBe(faulty)
})

test('put right, it is shown with its counts before anything is published', async () => {
  await box().fill(sound)
  await officer.press(t('frameworks.new.check'))
  await officer.sees(t('frameworks.preview.heading'))
  const facts = officer.page.getByRole('definition')
  for (const fact of [name, t('content.framework.count', { count: 2 })])
    expect(await facts.filter({ hasText: fact }).count(), fact).toBe(1)
  await officer.sees(t('frameworks.fault.languageMissing', { locale: 'fr' }), t('frameworks.hints.about'))
  const counts = officer.page.locator('section', {
    has: officer.page.getByRole('heading', { name: t('frameworks.by.principle') }),
  })
  for (const principle of ['rights', 'equity'] as const)
    expect(await counts.innerText()).toContain(`1 ${t(`content.principle.${principle}`)}`)
  const stranger = await aVisitor({ person: cast.reviewer })
  await stranger.open('/app/frameworks/nlf-harbours/1', 404)
  await stranger.leave()
})

test('published, it is there for everybody, and the same version cannot come twice', async () => {
  await officer.press(t('frameworks.publish', { version: 1 }))
  await officer.sees(t('frameworks.published', { version: 1 }), boats, nets)
  await officer.open('/app/frameworks/new')
  await box().fill(sound)
  await officer.press(t('frameworks.new.check'), 422)
  await officer.sees(t('frameworks.error.published', { id: 'nlf-harbours', version: 1 }))
})

test('a call is drafted with it, and says in public what the funder asks itself', async () => {
  await officer.open('/app')
  await officer.follow(t('line.programme.start'))
  await officer.write(t('line.field.title'), 'Harbour Commons')
  await officer.write(t('line.field.summary'), 'Work with those who live by the harbour.')
  await officer.press(t('line.programme.start'))
  await officer.follow(t('line.call.draft'))
  await officer.write(t('line.field.title'), 'Songs of the quay')
  await officer.write(t('line.field.summary'), 'Small projects, led from the quay.')
  const { day, month, year } = inDays(30)
  await officer.write(t('shell.date.day'), day)
  await officer.write(t('shell.date.month'), month)
  await officer.write(t('shell.date.year'), year)
  await officer.page.locator('input[name=framework][value="nlf-harbours/1"]').check()
  await officer.press(t('line.call.new.save'))
  callId = idIn(officer.path())
  await officer.press(t('machines.call.event.publish'))
  await officer.sees(t('machines.call.state.open.owner'))

  const stranger = await aVisitor({ width: 320 })
  await stranger.open(`/calls/${callId}`)
  const asked = stranger.page.getByRole('listitem').filter({ hasText: boats })
  expect(await asked.last().textContent()).toContain(t('frameworks.own.notice'))
  await stranger.leave()
})

test('a plan for that call is asked it too, under the notice that no case is to be told', async () => {
  const fr = wordsFor('fr')
  const id = await aPlan(cast, { callId, title: 'Chants du quai', answered: 0 })
  const adwoa = await aVisitor({ person: cast.investigator, locale: 'fr', width: 320 })
  await adwoa.open(`/app/assessments/${id}`)
  await adwoa.sees(
    fr('content.framework.answered', { answered: 0, total: questionsOf(smallWork).length + 2 }),
  )
  await adwoa.open(`/app/assessments/${id}/requirements/NLF-P-001`)
  await adwoa.sees(fr('answers.own.by', { by: cast.officer.organisation }), fr('frameworks.own.notice'))
  const question = adwoa.page.getByRole('heading', { level: 1 }).getByText(boats)
  expect(await question.getAttribute('lang'), 'not translated, and said so to a screen reader').toBe('en')
  const notice = adwoa.page.getByText(fr('frameworks.own.notice'))
  const [top, answer] = [
    await notice.boundingBox(),
    await adwoa.page.getByRole('textbox').first().boundingBox(),
  ]
  expect(top!.y, 'the notice comes before the answer').toBeLessThan(answer!.y)

  await adwoa.write(fr('content.answer.text.open'), 'Le patron de la pirogue les compte à voix haute.')
  await adwoa.press(fr('content.do.saveAndGoBack'))
  await adwoa.open(`/app/assessments/${id}/check`)
  await adwoa.sees(boats, 'Le patron de la pirogue les compte à voix haute.')
  await adwoa.leave()
})
