import { beforeAll, describe, expect, test } from 'vitest'
import { stepIds } from '#app/forms/case-steps.ts'
import { asSystem } from '#app/server/database.server.ts'
import { figuresPage } from '#app/server/queries/case-figures.server.ts'
import { wordsFor } from '#content/words.ts'
import { aCookieOf, anAccount } from '#tests/support/accounts.ts'
import { aCase, actorOf, asHandler, type TestCase } from '#tests/support/cases.ts'
import { caseNow, declareFree, inFile, inThread, stepsOf } from '#tests/support/case-steps.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, type TestDoor, type TestHandler } from '#tests/support/doors.ts'
import { aFreshCookieOf, startWholeSite, type WholeSite } from '#tests/support/whole-site.ts'

withTestDatabase()

const t = wordsFor('en')
let site: WholeSite
let door: TestDoor
let first: TestHandler
let second: TestHandler
let own: TestCase
let cookie: string

beforeAll(async () => {
  site = await startWholeSite()
  door = await aDoor()
  ;[first, second] = door.handlers
  own = await aCase(door)
  await declareFree(own.id, [first, second])
  cookie = await aCookieOf(first)
})

const plain = (html: string) =>
  html
    .replaceAll(/<(script|template)[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#x27;', "'")
const page = async (path: string, as = cookie) => {
  const answer = await site.ask(path, { cookie: as })
  const html = await answer.text()
  return { status: answer.status, html, words: plain(html) }
}
const send = async (path: string, fields: [string, string][], as = cookie) => {
  const answer = await fetch(new URL(path, site.url), {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: `http://localhost:${site.port}`, cookie: as },
    body: new URLSearchParams(fields),
  })
  return { status: answer.status, location: answer.headers.get('location') ?? '', html: await answer.text() }
}
const form = (step: string, fields: [string, string][], as = cookie) =>
  send(`/app/cases/${own.id}/steps/${step}`, fields, as)

describe('pages', () => {
  test('of every step are there for whoever handles the case, and every word of them has its sentence', async () => {
    for (const step of stepIds.filter((id) => id !== 'complaint')) {
      const { status, html } = await page(`/app/cases/${own.id}/steps/${step}`)
      expect(status, step).toBe(200)
      expect(html, step).toContain(t(`caseSteps.${step}.lead`).slice(0, 30))
      expect(html.match(/caseSteps\.[a-z]/g), step).toBeNull()
    }
  })

  test('exist for nobody else, and not for a step that has no name', async () => {
    const other = await aCookieOf(
      await anAccount({ organisationId: first.organisationId, role: 'case_handler', authenticator: true }),
    )
    expect((await page(`/app/cases/${own.id}/steps`, other)).status).toBe(404)
    expect((await page(`/app/cases/${own.id}/steps/safety`, other)).status).toBe(404)
    expect((await page(`/app/cases/${own.id}/steps/nothing`)).status).toBe(404)
    expect((await form('safety', [['way', 'check']], other)).status).not.toBe(302)
  })

  test('name those who may look after safety: who handles the case, of whichever body', async () => {
    const joint = await aCase(door, { handlers: [first, door.nextUp[0]!] })
    await declareFree(joint.id, [first])
    const { words } = await page(`/app/cases/${joint.id}/steps/safety`)
    for (const { name } of [first, door.nextUp[0]!]) expect(words).toContain(name)
  })

  test('say what is open now, and why the rest is not', async () => {
    const { status, words } = await page(`/app/cases/${own.id}/steps`)
    expect(status).toBe(200)
    expect(words).toContain(t('caseSteps.safety'))
    expect(words).toContain(t('caseSteps.opens.acknowledge'))
    expect(words).toContain(t('caseSteps.threeClosings'))
  })
})

describe('forms', () => {
  test('a choice that is left open, words that are not sealed, and a step that is not ready are refused in words', async () => {
    const part = await inFile(own.id)
    const sealed: [string, string][] = [
      ['way', 'check'],
      ['keyId', part.keyId],
      ['sealed', part.sealed],
    ]
    expect((await form('safety', sealed)).status).toBe(422)
    const open = await form('safety', [
      ['way', 'check'],
      ['ownerId', second.id],
      ['keyId', part.keyId],
      ['sealed', ''],
    ])
    expect(open.status).toBe(422)
    const early = await form('acknowledge', [
      ['way', 'noSafeContact'],
      ['keyId', part.keyId],
      ['sealed', part.sealed],
    ])
    expect(early.status).toBe(409)
    expect(early.html).toContain(t('caseSteps.error.notReady').slice(0, 40))
    const done = await form('safety', [...sealed, ['ownerId', second.id]])
    expect(done.status).toBe(302)
    expect((await caseNow(own.id)).state).toBe('safety_checked')
  })

  test('whoever else could be made to suffer is added, and a person is asked and left alone by their own form', async () => {
    const part = await inFile(own.id)
    const with_ = (...fields: [string, string][]): [string, string][] => [
      ...fields,
      ['keyId', part.keyId],
      ['sealed', part.sealed],
    ]
    expect((await form('detriment', with_(['way', 'person']))).status).toBe(302)
    const { html, words } = await page(`/app/cases/${own.id}/steps/detriment`)
    expect(words).toContain(t('caseSteps.person.first'))
    const people = [...html.matchAll(/detriment\?person=([0-9a-f-]{36})/g)].map(([, id]) => id!)
    expect(people).toHaveLength(2)
    const [reporter, added] = people
    const about = `detriment?person=${reporter}`
    const one = await page(`/app/cases/${own.id}/steps/${about}`)
    expect(one.words).toContain(t('caseSteps.detriment.noMore'))
    const clockId = /name="clockId"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="clockId"/.exec(one.html)!
    const check: [string, string] = ['clockId', clockId[1] ?? clockId[2]!]
    expect((await form(about, with_(['way', 'check'], check))).status).toBe(422)
    expect((await form(about, with_(['way', 'check'], check, ['finding', 'not_known']))).status).toBe(302)
    expect((await form(about, with_(['way', 'noMore']))).status).toBe(422)
    expect((await form(about, with_(['way', 'noMore'], ['personId', added!]))).status).toBe(302)
    const left = await page(`/app/cases/${own.id}/steps/detriment?person=${added}`)
    expect(left.words).toContain(t('caseSteps.detriment.askAgain'))
    expect(left.words).toContain(t('caseSteps.person.notAsked').slice(0, 30))
    expect((await page(`/app/cases/${own.id}/steps/detriment?person=nobody`)).status).toBe(404)
  })

  test('the clock of a clause keeps what was typed in the open when it is refused, and takes it once it is whole', async () => {
    const part = await inFile(own.id)
    const clause: [string, string][] = [
      ['way', 'ownClause'],
      ['clauseAmount', '17'],
      ['clauseUnit', 'working_days'],
      ['calendar', 'receiving'],
      ['zone', 'Africa/Freetown'],
      ['startsOn.day', '31'],
      ['startsOn.month', '1'],
      ['keyId', part.keyId],
      ['sealed', part.sealed],
    ]
    const refused = await form('notices', clause)
    expect(refused.status).toBe(422)
    expect(refused.html).toContain(t('caseSteps.error.knewOn'))
    for (const kept of ['value="17"', 'value="31"', 'value="Africa/Freetown" selected=""'])
      expect(refused.html, kept).toContain(kept)
    for (const name of ['clauseUnit', 'calendar'])
      expect(refused.html).toMatch(new RegExp(`<input[^>]*name="${name}"[^>]*checked=""`))
    expect(refused.html).not.toContain(part.sealed)
    const wrong = clause.map(([name, value]): [string, string] => [name, name === 'zone' ? 'Nowhere' : value])
    expect((await form('notices', wrong)).status).toBe(422)
    expect((await form('notices', [...clause, ['startsOn.year', '2026']])).status).toBe(302)
    expect((await page(`/app/cases/${own.id}`)).words).toContain(t('caseSteps.clock.ownClause'))
  })

  test('an acknowledgement goes into the thread with the step', async () => {
    const told = await inThread(own.id)
    const fields: [string, string][] = [
      ['way', 'tell'],
      ['keyId', told.keyId],
      ['sealed', told.sealed],
    ]
    expect((await form('acknowledge', fields)).status).toBe(302)
    const row = await caseNow(own.id)
    expect(row.state).toBe('acknowledged')
    expect(row.lines.at(-1)).toMatchObject({ action: 'concern.acknowledge', personId: first.id })
  })

  test('notices: which bind, sent with the person’s word, and two people without it', async () => {
    const part = await inFile(own.id)
    const with_ = (fields: [string, string][]) =>
      [...fields, ['keyId', part.keyId], ['sealed', part.sealed]] as [string, string][]
    expect(
      (
        await form(
          'notices',
          with_([
            ['way', 'look'],
            ['notices', 'funders.fcdo'],
            ['notices', 'funders.ukri'],
          ]),
        )
      ).status,
    ).toBe(302)
    expect(
      (
        await form(
          'notices',
          with_([
            ['way', 'send'],
            ['notice', 'funders.fcdo'],
          ]),
        )
      ).status,
    ).toBe(422)
    const send: [string, string][] = [
      ['way', 'send'],
      ['notice', 'funders.fcdo'],
      ['toldFirst', 'yes'],
    ]
    expect((await form('notices', with_([...send, ['ground', 'law']]))).status).toBe(409)
    expect((await form('notices', with_([...send, ['ground', 'harm']]))).status).toBe(302)
    const [open] = (await caseNow(own.id)).proposals
    expect(
      (
        await form('notices', [
          ['way', 'confirm'],
          ['proposalId', open!.id],
        ])
      ).status,
    ).toBe(403)
    const other = await aCookieOf(second)
    expect((await page(`/app/cases/${own.id}/steps/notices`, other)).words).toContain(
      t('caseSteps.notices.confirm'),
    )
    expect(
      (
        await form(
          'notices',
          [
            ['way', 'confirm'],
            ['proposalId', open!.id],
          ],
          other,
        )
      ).status,
    ).toBe(302)
    expect(
      (
        await form(
          'notices',
          with_([
            ['way', 'waive'],
            ['notice', 'funders.ukri'],
          ]),
        )
      ).status,
    ).toBe(302)
  })

  test('the outcome is confirmed by another, who proves again who they are', async () => {
    const steps = stepsOf(own, [first, second], () => new Date())
    await steps.take(first, 'offerSupport', { asked: true })
    expect((await form('assess', [['way', 'begin']])).status).toBe(302)
    await steps.take(first, 'needNoInvestigation', { unconflicted: true })
    await steps.take(first, 'proposeOutcome')
    const { proposals } = await caseNow(own.id)
    const confirm: [string, string][] = [
      ['way', 'confirm'],
      ['proposalId', proposals[0]!.id],
    ]
    const stale = await send(`/app/cases/${own.id}/steps/outcome`, confirm, await aCookieOf(second))
    expect([302, 303]).toContain(stale.status)
    expect(stale.location).toContain('/app/step-up')
    const fresh = await aFreshCookieOf(second)
    expect((await form('outcome', confirm, fresh)).status).toBe(302)
    expect((await caseNow(own.id)).state).toBe('outcome_decided')
  })
})

test('whoever looks after the person named sees that and nothing else', async () => {
  const carer = await anAccount({ organisationId: first.organisationId, role: 'focal_point' })
  await stepsOf(own, [first, second], () => new Date()).take(first, 'offerSubjectCare', { carerId: carer.id })
  const theirs = await aCookieOf(carer)
  expect((await page('/app/cases/care', theirs)).words).toContain(t('caseSteps.care.begin'))
  expect((await page(`/app/cases/${own.id}`, theirs)).status).toBe(404)
  expect((await page(`/app/cases/${own.id}/steps`, theirs)).status).toBe(404)
  const begin: [string, string][] = [
    ['case', own.id],
    ['do', 'begin'],
  ]
  expect((await send('/app/cases/care', begin, cookie)).status).toBe(403)
  expect((await send('/app/cases/care', begin, theirs)).status).toBe(302)
  expect((await page('/app/cases/care', theirs)).words).toContain(t('caseSteps.care.end'))
})

describe('figures', () => {
  test('exact of one’s own cases for a handler, a band for the board, nothing for others where awards are few', async () => {
    const handler = await figuresPage(asHandler(first))
    expect(handler.figures).toMatchObject([{ kind: 'exact', own: { received: 2 } }])
    const other = await anAccount({ organisationId: first.organisationId, role: 'case_handler' })
    const blind = await figuresPage(actorOf(other, 'case_handler', first.organisationId))
    expect(blind.figures).toMatchObject([{ kind: 'exact', own: { received: 0, open: 0, late: 0 } }])
    const approver = await anAccount({ organisationId: first.organisationId, role: 'approver' })
    const board = await figuresPage(actorOf(approver, 'approver', first.organisationId))
    expect(board.figures).toMatchObject([{ kind: 'band', band: 'few' }])
    const officer = await anAccount({ organisationId: first.organisationId, role: 'programme_officer' })
    expect((await figuresPage(actorOf(officer, 'programme_officer', first.organisationId))).figures).toEqual([
      { kind: 'tooFew' },
    ])
  })

  test('trials do not count, and none in twelve months asks why', async () => {
    await asSystem('test', (tx) => tx.concern.updateMany({ data: { isTest: true } }))
    const { words } = await page('/app/cases/figures')
    expect(words).toContain(t('caseSteps.figures.askWhyText'))
    await asSystem('test', (tx) => tx.concern.updateMany({ where: { id: own.id }, data: { isTest: false } }))
    expect((await page('/app/cases/figures')).words).not.toContain(t('caseSteps.figures.askWhyText'))
  })
})
