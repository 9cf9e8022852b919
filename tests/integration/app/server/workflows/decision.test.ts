import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { now } from '#app/server/clock.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { closePress } from '#app/server/documents/press.server.ts'
import * as press from '#app/server/documents/press.server.ts'
import { appealPage, letterPage, undoPage } from '#app/server/queries/appeal.server.ts'
import { assessmentPage } from '#app/server/queries/assessment.server.ts'
import { decideNeeds, decidePage } from '#app/server/queries/decide.server.ts'
import { issuedPage } from '#app/server/queries/issued.server.ts'
import { lettersPage } from '#app/server/queries/letters.server.ts'
import { panelPage } from '#app/server/queries/panel.server.ts'
import { factsByNumber } from '#app/server/queries/verify.server.ts'
import { stepBack } from '#app/server/repositories/reviewers.server.ts'
import { withScope } from '#app/server/database.server.ts'
import { advanceAssessment } from '#app/server/workflows/assessment.server.ts'
import { decide, decideSeveral, supersede } from '#app/server/workflows/decision.server.ts'
import { downloadDocument, drawDocumentsOf, signDocuments } from '#app/server/workflows/documents.server.ts'
import { takePanelPack } from '#app/server/workflows/panel-pack.server.ts'
import { writeLetter } from '#app/server/workflows/letters.server.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import {
  aCast,
  aPerson,
  aPlanToSign,
  aReviewedPlan,
  aSignedPlan,
  declare,
  move,
  revisionOf,
  stateOf,
  type Cast,
} from '#tests/support/line.ts'

const database = withTestDatabase()
afterAll(() => closePress())
afterEach(() => vi.restoreAllMocks())

const later = (days: number) => new Date(now().getTime() + days * 24 * 60 * 60 * 1000)

const declined = {
  ask: false as const,
  outcome: 'declined' as const,
  reason: 'The community was not asked.',
  reasons: { rights: 'R', equity: 'E', transparency: 'T', accountability: 'A' },
  conditions: [],
}

async function decideNow(cast: Cast, id: string, by = cast.approver) {
  await decide(by, id, { ...declined, seenRevision: await revisionOf(id) }, now())
}

async function signsAll(cast: Cast, id: string, approver = cast.approver) {
  for (const signer of [cast.reviewer, approver]) await signDocuments(signer, id, await revisionOf(id), now())
}

describe('deciding', () => {
  test('a stranger finds nothing, a reviewer is refused, and so is an approver who has not declared', async () => {
    const cast = await aCast()
    const id = await aReviewedPlan(cast)
    const stranger = await aPerson('Nobody', 'approver', cast.partner)
    const undeclared = await aPerson('Kwame', 'approver', cast.funder)
    const given = { ...declined, seenRevision: await revisionOf(id) }
    await expect(decideNeeds(cast.reviewer, id)).rejects.toMatchObject({ code: 'notPermitted' })
    await expect(decide(undeclared, id, given, now())).rejects.toMatchObject({ code: 'notPermitted' })
    await expect(decidePage(undeclared, id)).rejects.toMatchObject({ code: 'notPermitted' })
    await expect(decidePage(stranger, id)).rejects.toMatchObject({ code: 'notPermitted' })
    expect(await stateOf(id)).toBe('awaiting_decision')
  })

  test('of two approvers at once one decides and the other is told', async () => {
    const cast = await aCast()
    const id = await aReviewedPlan(cast)
    const second = await aPerson('Kwame', 'approver', cast.funder)
    await declare(id, second)
    const seenRevision = await revisionOf(id)
    const both = await Promise.allSettled(
      [cast.approver, second].map((approver) => decide(approver, id, { ...declined, seenRevision }, now())),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'changedByAnother' },
    })
    expect(await database.query('select from decision where assessment_id = $1', [id])).toHaveLength(1)
  })

  test('reasons by principle and the letter are kept as they were sent', async () => {
    const cast = await aCast()
    const id = await aReviewedPlan(cast)
    await decideNow(cast, id)
    const page = await letterPage(cast.investigator, id, null)
    expect(page.letterLocale).toBe('en')
    expect(page.text).toContain('The community was not asked.')
    expect(page.text).toContain('Equity and fairness: E')
    expect(page.text).toMatch(/appeal until the end of \d+ \w+ \d{4}/)
    expect(page.text).not.toMatch(/[{}]/)
    expect((await letterPage(cast.approver, id, null)).text).toBe(page.text)
    await expect(letterPage(cast.investigator, id, '1')).rejects.toMatchObject({ code: 'notFound' })
  })

  test('a condition whose money comes first waits for the money, and the letter says so', async () => {
    const cast = await aCast()
    const id = await aReviewedPlan(cast)
    const condition = {
      sentence: 'Every service has been called.',
      owner: 'Tsavanya Listening Circle',
      evidenceAsked: 'The map',
      howChecked: 'The officer calls three of them.',
      dueOn: later(60),
      holdsBack: 'payment' as const,
      pays: 'reviewing_body' as const,
      moneyFor: 'Line 3',
      whyNoMoney: '',
      fundsExpectedOn: later(30),
      daysAfterFunds: 30,
    }
    const given = { ...declined, outcome: 'approved_with_conditions' as const, conditions: [condition] }
    await decide(cast.approver, id, { ...given, seenRevision: await revisionOf(id) }, now())
    const [row] = await database.query<{ state: string; pays: string; days_after_funds: number }>(
      'select state, pays, days_after_funds from condition where assessment_id = $1',
      [id],
    )
    expect(row).toEqual({ state: 'waiting_for_money', pays: 'reviewing_body', days_after_funds: 30 })
    const { text } = await letterPage(cast.investigator, id, null)
    expect(text).toContain('1. Every service has been called.')
    expect(text).toContain('30 days after the money has arrived')
    expect(text).toContain('A payment waits for it')
  })

  test('a funder’s own letter is used, and a later change of it touches no letter that was sent', async () => {
    const cast = await aCast()
    const which = { outcome: 'declined', locale: 'en' } as const
    expect(() => lettersPage(cast.reviewer)).toThrow('notPermitted')
    expect(() => writeLetter(cast.reviewer, which, 'x', 0, now())).toThrow('notPermitted')
    await writeLetter(cast.officer, which, 'Ours about {title}: {reason}', 0, now())
    await expect(writeLetter(cast.approver, which, 'Other words', 0, now())).rejects.toMatchObject({
      code: 'changedByAnother',
    })
    const id = await aReviewedPlan(cast)
    await decideNow(cast, id)
    await writeLetter(cast.approver, which, '', 1, now())
    const { text } = await letterPage(cast.investigator, id, null)
    expect(text).toBe('Ours about Nets and Names: The community was not asked.')
  })
})

describe('more information', () => {
  test('goes back for what is named, the reviewer goes on, and the same approver decides', async () => {
    const cast = await aCast()
    const id = await aReviewedPlan(cast)
    const { askable } = await decideNeeds(cast.approver, id)
    const requirementId = askable[0]!
    const points = [{ requirementId, kind: 'change' as const, reason: 'Who was asked?' }]
    const ask = { ask: true as const, reason: 'One thing is open.', points }
    await decide(cast.approver, id, { ...ask, seenRevision: await revisionOf(id) }, now())
    expect(await stateOf(id)).toBe('changes_requested')
    const page = await assessmentPage(cast.investigator, id)
    expect(page.tasks.filter(({ asked }) => asked).map(({ asked }) => asked!.requirementIds)).toEqual([
      [requirementId],
    ])
    await move(cast.investigator, id, { type: 'resubmit' })
    const principle = page.tasks.find(({ asked }) => asked)!.principle
    await move(
      cast.reviewer,
      id,
      { type: 'acceptPrinciple', principle, reason: '' },
      { type: 'completeReview' },
    )
    await decideNow(cast, id)
    expect(await stateOf(id)).toBe('decided')
  })
})

describe('undoing', () => {
  test('is for approvers, before anybody has signed, and keeps the trace', async () => {
    const cast = await aCast()
    const id = await aReviewedPlan(cast)
    await decideNow(cast, id)
    await drawDocumentsOf(id)
    await expect(undoPage(cast.reviewer, id)).rejects.toMatchObject({ code: 'notPermitted' })
    expect((await undoPage(cast.approver, id)).may).toBe(true)
    const [drawn] = await database.query<{ number: string }>(
      `select number from issued_document where assessment_id = $1 and kind = 'public_statement'`,
      [id],
    )
    await move(cast.approver, id, { type: 'revertDecision', reason: 'The wrong plan.' })

    expect(await stateOf(id)).toBe('awaiting_decision')
    expect(await factsByNumber(drawn!.number)).toMatchObject({ status: 'no_longer_in_force' })
    const page = await assessmentPage(cast.investigator, id)
    expect(page.decision).toBeNull()
    expect(page.after.past).toMatchObject([
      { outcome: 'declined', decidedBy: 'Helen', undoneBy: 'Helen', because: 'The wrong plan.' },
    ])
    expect((await letterPage(cast.investigator, id, '1')).text).toContain('The community was not asked.')

    await decideNow(cast, id)
    await drawDocumentsOf(id)
    await signDocuments(cast.reviewer, id, await revisionOf(id), now())
    expect((await undoPage(cast.approver, id)).may).toBe(false)
    await expect(
      advanceAssessment(cast.approver, id, { type: 'revertDecision', reason: 'x' }, 'newest', now()),
    ).rejects.toMatchObject({ code: 'notReady' })
  })

  test('decided anew by somebody else, the documents are signed by that person and not by the first', async () => {
    const cast = await aCast()
    const id = await aReviewedPlan(cast)
    const second = await aPerson('Kwame', 'approver', cast.funder)
    await declare(id, second)
    await decideNow(cast, id)
    await drawDocumentsOf(id)
    await move(cast.approver, id, { type: 'revertDecision', reason: 'I was wrong.' })
    await decideNow(cast, id, second)
    await drawDocumentsOf(id)
    await signDocuments(cast.reviewer, id, await revisionOf(id), now())
    await expect(signDocuments(cast.approver, id, await revisionOf(id), now())).rejects.toMatchObject({
      code: 'notPermitted',
    })
    await signDocuments(second, id, await revisionOf(id), now())
    expect(await stateOf(id)).toBe('signed')
  })

  test('what was drawn of a decision that was undone meanwhile is never stored', async () => {
    const cast = await aCast()
    const id = await aReviewedPlan(cast)
    await decideNow(cast, id)
    let first = true
    vi.spyOn(press, 'draw').mockImplementation(async () => {
      if (first) await move(cast.approver, id, { type: 'revertDecision', reason: 'Too early.' })
      first = false
      return Buffer.from('%PDF-')
    })
    await drawDocumentsOf(id)
    expect(await stateOf(id)).toBe('awaiting_decision')
    expect(await database.query('select from issued_document where assessment_id = $1', [id])).toEqual([])
  })

  test('decided anew while the old one is being drawn, what is stored says the new one', async () => {
    const cast = await aCast()
    const id = await aReviewedPlan(cast)
    await decideNow(cast, id)
    let drawings = 0
    vi.spyOn(press, 'draw').mockImplementation(async (model) => {
      drawings += 1
      if (drawings === 1) {
        await move(cast.approver, id, { type: 'revertDecision', reason: 'Too early.' })
        const again = { ...declined, reason: 'Looked at again.', seenRevision: await revisionOf(id) }
        await decide(cast.approver, id, again, now())
      }
      return Buffer.from(`%PDF-${JSON.stringify(model)}`)
    })
    await drawDocumentsOf(id)
    const rows = await database.query<{ model: { decision: { reason?: string } } }>(
      `select model from issued_document where assessment_id = $1 and kind = 'full_record'`,
      [id],
    )
    expect(rows.map(({ model }) => model.decision.reason)).toEqual(['Looked at again.'])
    expect(drawings).toBe(4)
  })
})

describe('an appeal', () => {
  test('is the author’s, in time, against a decision with something to appeal', async () => {
    const cast = await aCast()
    const id = await aReviewedPlan(cast)
    await decideNow(cast, id)
    const appeal = { type: 'lodgeAppeal', grounds: 'We asked them.' } as const
    for (const person of [cast.approver, cast.focalPoint, cast.officer])
      await expect(advanceAssessment(person, id, appeal, 'newest', now())).rejects.toMatchObject({
        code: 'notPermitted',
      })
    await expect(advanceAssessment(cast.investigator, id, appeal, 'newest', later(29))).rejects.toMatchObject(
      {
        code: 'notReady',
      },
    )
    expect((await appealPage(cast.investigator, id)).may).toEqual({
      lodge: true,
      takeBack: false,
      hear: false,
      declare: false,
    })
    await advanceAssessment(cast.investigator, id, appeal, 'newest', later(28))
    expect((await appealPage(cast.investigator, id)).may).toEqual({
      lodge: false,
      takeBack: true,
      hear: false,
      declare: false,
    })
    await move(cast.investigator, id, { type: 'takeBackAppeal' })
    expect((await appealPage(cast.investigator, id)).appeals).toMatchObject([{ state: 'taken_back' }])
  })

  test('stops the signing, is heard by another, and is decided anew by another still', async () => {
    const cast = await aCast()
    const id = await aReviewedPlan(cast)
    const hears = await aPerson('Kwame', 'approver', cast.funder)
    await decideNow(cast, id)
    await drawDocumentsOf(id)
    await move(cast.investigator, id, { type: 'lodgeAppeal', grounds: 'We asked them.' })
    await expect(signDocuments(cast.reviewer, id, await revisionOf(id), now())).rejects.toMatchObject({
      code: 'notReady',
    })
    await expect(
      advanceAssessment(cast.approver, id, { type: 'upholdAppeal', reason: 'x' }, 'newest', now()),
    ).rejects.toMatchObject({ code: 'notPermitted' })
    await expect(
      advanceAssessment(hears, id, { type: 'upholdAppeal', reason: 'x' }, 'newest', now()),
    ).rejects.toMatchObject({ code: 'notPermitted' })
    await move(hears, id, { type: 'upholdAppeal', reason: 'The minutes show it.' })

    expect(await stateOf(id)).toBe('awaiting_decision')
    await expect(decideNow(cast, id)).rejects.toMatchObject({ code: 'notPermitted' })
    await decideNow(cast, id, hears)
    await drawDocumentsOf(id)
    await signsAll(cast, id, hears)
    expect(await stateOf(id)).toBe('signed')
    const page = await appealPage(cast.investigator, id)
    expect(page.appeals).toMatchObject([
      { state: 'upheld', heardBy: 'Kwame', reason: 'The minutes show it.' },
    ])
    expect(page.past).toMatchObject([{ kind: 'appealed', decidedBy: 'Helen', undoneBy: 'Kwame' }])
    expect(page.may.lodge).toBe(false)
  })

  test('against what everybody has signed is heard too; dismissed, the decision stands', async () => {
    const cast = await aCast()
    const id = await aSignedPlan(cast)
    const hears = await aPerson('Kwame', 'approver', cast.funder)
    await move(cast.investigator, id, { type: 'lodgeAppeal', grounds: 'The condition is not ours.' })
    await move(hears, id, { type: 'dismissAppeal', reason: 'It is in the plan.' })
    expect(await stateOf(id)).toBe('signed')
    const page = await appealPage(cast.approver, id)
    expect(page.appeals).toMatchObject([{ state: 'dismissed', reason: 'It is in the plan.' }])
  })
})

describe('a panel', () => {
  test('is for approvers of the funder, and shows nothing of a plan whose reader has not declared', async () => {
    const cast = await aCast()
    const id = await aReviewedPlan(cast)
    const callId = await callOf(id)
    const second = await aPerson('Kwame', 'approver', cast.funder)
    for (const person of [cast.officer, cast.reviewer, cast.investigator])
      await expect(panelPage(person, callId)).rejects.toMatchObject({ code: 'notPermitted' })
    expect((await panelPage(second, callId)).rows).toMatchObject([{ known: null, conflict: 'undeclared' }])
    expect((await panelPage(cast.approver, callId)).rows).toMatchObject([
      { id, conflict: null, known: { judgements: [{ judgement: 'accepted' }, {}, {}, {}] } },
    ])
    await declare(id, second)
    await withScope(second.id, (tx) => stepBack(tx, id, 'My sister works there.', now()))
    expect((await panelPage(second, callId)).rows).toEqual([])
  })

  test('each plan is decided by itself: one that moved meanwhile holds up no other', async () => {
    const cast = await aCast()
    const [first, second] = [await aReviewedPlan(cast), await aReviewedPlan(cast)]
    const { outcome, reason, reasons } = declined
    const stale = { id: first, seenRevision: (await revisionOf(first)) - 1, outcome, reason, reasons }
    const fresh = { id: second, seenRevision: await revisionOf(second), outcome, reason, reasons }
    expect(await decideSeveral(cast.approver, [stale, fresh], now())).toEqual([
      { id: first, result: 'changedByAnother' },
      { id: second, result: 'decided' },
    ])
    expect(await stateOf(first)).toBe('awaiting_decision')
    expect(await stateOf(second)).toBe('decided')
    expect((await letterPage(cast.investigator, second, null)).text).toContain(reason)
  })
})

describe('signed documents', () => {
  test('who took which copy is listed for the body that issued it, and for nobody else', async () => {
    const cast = await aCast()
    const id = await aPlanToSign(cast)
    await downloadDocument(cast.investigator, id, 'full_record', now())
    await expect(issuedPage(cast.investigator, id)).rejects.toMatchObject({ code: 'notPermitted' })
    const { documents } = await issuedPage(cast.approver, id)
    expect(documents.find(({ kind }) => kind === 'full_record')).toMatchObject({
      status: 'current',
      downloads: [{ by: 'Adwoa', revision: 0 }],
    })
  })

  test('issued by mistake they go out of force at once, and are drawn and signed anew', async () => {
    const cast = await aCast()
    const id = await aSignedPlan(cast)
    await expect(
      advanceAssessment(cast.officer, id, { type: 'replaceDocuments', reason: 'x' }, 'newest', now()),
    ).rejects.toMatchObject({ code: 'notPermitted' })
    const before = (await issuedPage(cast.approver, id)).documents
    await move(cast.approver, id, { type: 'replaceDocuments', reason: 'A wrong name.' })
    expect(await factsByNumber(before[0]!.number)).toMatchObject({ status: 'no_longer_in_force' })
    await drawDocumentsOf(id)
    for (const signer of [cast.investigator, cast.reviewer, cast.approver])
      await signDocuments(signer, id, await revisionOf(id), now())
    const { documents } = await issuedPage(cast.approver, id)
    expect(documents.map(({ round, status, complete }) => [round, status, complete])).toEqual([
      [2, 'current', true],
      [2, 'current', true],
      [1, 'replaced', true],
      [1, 'replaced', true],
    ])
    const said = await database.query<{ body: string }>('select body from comment where assessment_id = $1', [
      id,
    ])
    expect(said).toEqual([{ body: 'A wrong name.' }])
  })

  test('another signed plan of the same body takes the place, from the first of next month', async () => {
    const cast = await aCast()
    const [older, newer] = [await aSignedPlan(cast), await aSignedPlan(cast)]
    const elsewhere = await aSignedPlan(await aCast())
    const seen = await revisionOf(older)
    const given = { reason: 'One plan for both sites.' }
    await expect(
      supersede(cast.approver, older, { ...given, replacedById: elsewhere }, seen, now()),
    ).rejects.toMatchObject({ code: 'notFound' })
    await expect(
      supersede(cast.officer, older, { ...given, replacedById: newer }, seen, now()),
    ).rejects.toMatchObject({ code: 'notPermitted' })
    await supersede(cast.approver, older, { ...given, replacedById: newer }, seen, now())
    expect(await stateOf(older)).toBe('superseded')
    const { documents } = await issuedPage(cast.approver, older)
    expect(documents.map(({ status, statusOn }) => [status, statusOn?.getUTCDate()])).toEqual([
      ['replaced', 1],
      ['replaced', 1],
    ])
    const [linked] = await database.query<{ count: number }>(
      'select count(*)::int as count from issued_document where assessment_id = $1 and replaced_by_id is not null',
      [older],
    )
    expect(linked!.count).toBe(2)
  })

  test('what was replaced by mistake’s mending stays replaced when the plan is withdrawn later', async () => {
    const cast = await aCast()
    const id = await aSignedPlan(cast)
    const [old] = (await issuedPage(cast.approver, id)).documents
    await move(cast.approver, id, { type: 'replaceDocuments', reason: 'A wrong name.' })
    await drawDocumentsOf(id)
    for (const signer of [cast.investigator, cast.reviewer, cast.approver])
      await signDocuments(signer, id, await revisionOf(id), now())
    await move(cast.investigator, id, { type: 'withdraw' })
    expect(await factsByNumber(old!.number)).toMatchObject({ status: 'replaced' })
  })
})

function bytesOf({ body }: Awaited<ReturnType<typeof takePanelPack>>): Buffer {
  return body as Buffer
}

async function callOf(id: string): Promise<string> {
  const row = await asSystem('test', (tx) =>
    tx.assessment.findUniqueOrThrow({ where: { id }, select: { callId: true } }),
  )
  return row.callId!
}

describe('the papers of a panel', () => {
  test('hold the plans whose reader has declared, in two languages, and the copy is in the ledger', async () => {
    const cast = await aCast()
    const id = await aReviewedPlan(cast)
    const callId = await callOf(id)
    const second = await aPerson('Kwame', 'approver', cast.funder)
    await expect(takePanelPack(cast.reviewer, callId, now())).rejects.toMatchObject({ code: 'notPermitted' })
    const whole = await takePanelPack(cast.approver, callId, now())
    const without = await takePanelPack({ ...second, locale: 'fr' }, callId, now())
    expect(bytesOf(whole).subarray(0, 5).toString()).toBe('%PDF-')
    expect(bytesOf(without).length).toBeLessThan(bytesOf(whole).length)
    const taken = await database.query<{ actor_id: string; data: { plans: string } }>(
      `select actor_id, data from ledger_entry where action = 'call.panelPack' and subject = $1 order by position`,
      [callId],
    )
    expect(taken).toEqual([
      { actor_id: cast.approver.id, data: { plans: id } },
      { actor_id: second.id, data: { plans: '' } },
    ])
  })
})
