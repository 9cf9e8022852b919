import { beforeAll, describe, expect, test } from 'vitest'
import { now } from '#app/server/clock.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { fullRecordSchema, type FullRecordModel } from '#app/server/documents/assessment-model.server.ts'
import { drawDocument } from '#app/server/documents/draw.server.ts'
import { makeCheckpoint } from '#app/server/ledger/checkpoint.server.ts'
import { getAssessment } from '#app/server/repositories/assessments.server.ts'
import { assignReviewer } from '#app/server/repositories/reviewers.server.ts'
import { recordModel } from '#app/server/workflows/record-model.server.ts'
import { takeIntoPlan } from '#app/server/workflows/lessons.server.ts'
import { acceptCriticalRisk } from '#app/server/workflows/risk-sign-off.server.ts'
import { principles } from '#content/index.ts'
import type { Actor } from '#app/policies/actor.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aCast, aPerson, anOrganisation, declare, move, type Cast } from '#tests/support/line.ts'
import { has, named, pagesOf } from '#tests/support/pdf-tools.ts'
import { aWholePlan, typed, type WholePlan } from '#tests/support/whole-plan.ts'

withTestDatabase()

const accept = (principle: (typeof principles)[number], reason = '') =>
  ({ type: 'acceptPrinciple', principle, reason }) as const

let cast: Cast
let plan: WholePlan
let second: Actor
let record: FullRecordModel

/** The first question of the plan under rights, and the next two. */
let asked: string[]

beforeAll(async () => {
  cast = await aCast()
  plan = await aWholePlan(cast)
  second = await aPerson('Nadia', 'reviewer', cast.funder)
  asked = plan.asked.filter(({ principle }) => principle === 'rights').map(({ id }) => id)
  const lesson = await asSystem('test', (tx) =>
    tx.lesson.create({
      data: {
        organisationId: cast.funder.id,
        audience: 'plans',
        area: 'rights',
        words: 'MARKER a lesson',
        locale: 'en',
        shownFrom: new Date('2026-01-01'),
      },
    }),
  )
  await takeIntoPlan(cast.investigator, plan.id, { lessonId: lesson.id, requirementId: asked[0]! }, now())
  await reviewed()
  await decidedAtLast()
  const checkpoint = (await makeCheckpoint(now()))!
  record = await asSystem('test: what the record says', async (tx) =>
    recordModel(tx, await getAssessment(tx, null, plan.id), 'AM-2222-3333', checkpoint),
  )
}, 120_000)

async function reviewed() {
  const { id } = plan
  await move(cast.investigator, id, { type: 'submit' })
  await declare(id, cast.reviewer, cast.approver)
  const change = [
    { requirementId: asked[0]!, kind: 'change' as const, reason: 'Say who keeps the key.' },
    { requirementId: asked[1]!, kind: 'change' as const, reason: 'Say it in the second language.' },
  ]
  const requirementIds = change.map(({ requirementId }) => requirementId)
  await move(
    cast.reviewer,
    id,
    { type: 'startReview' },
    { type: 'askForChange', principle: 'rights', requirementIds, reason: 'Two things.', points: change },
    ...principles.slice(1).map((principle) => accept(principle)),
    { type: 'requestChanges' },
  )
  await asSystem('test: one of the two is answered anew', (tx) =>
    tx.answer.updateMany({
      where: { assessmentId: id, requirementId: asked[0]! },
      data: { text: 'The warden keeps it, and the deputy has another.' },
    }),
  )
  await move(cast.investigator, id, { type: 'resubmit' })
  await move(
    cast.reviewer,
    id,
    {
      ...accept('rights', 'The warden is named now.'),
      points: [
        { requirementId: asked[2]!, kind: 'exception', reason: 'The second number rings with nobody.' },
        { requirementId: 'list:people', kind: 'exception', reason: 'Nobody stands in.' },
        { requirementId: asked[3]!, kind: 'sampled', reason: 'Called, and it was answered.' },
      ],
    },
    { type: 'completeReview' },
  )
}

async function decidedAtLast() {
  const { id, rows } = plan
  await asSystem('test: a second reviewer', async (tx) => {
    const assignment = { assessmentId: id, assignedById: cast.officer.id, assignedAt: now() }
    await assignReviewer(tx, { ...assignment, personId: second.id, part: 'second' })
    await tx.reviewOpinion.create({
      data: {
        ...{ assessmentId: id, submissionNumber: 2, principle: 'rights', personId: second.id },
        ...{ judgement: 'changes_asked', reason: 'I would wait for the key.', at: now() },
        points: [{ requirementId: asked[0]!, kind: 'change', reason: 'Where is it?' }],
      },
    })
  })
  await acceptCriticalRisk(cast.approver, id, rows.critical, 'Boats carry radios.', 1, now())
  await move(cast.approver, id, {
    type: 'decide',
    outcome: 'approved_with_conditions',
    reason: 'A careful plan.',
    reasons: { rights: 'The way to tell is there.' },
    conditions: [
      {
        sentence: 'Every service has been called.',
        owner: 'The circle',
        evidenceAsked: 'A dated map',
        howChecked: 'We call three of them.',
        dueOn: new Date('2030-04-30'),
        holdsBack: 'payment',
        moneyFor: 'Line 3',
        whyNoMoney: '',
        pays: 'reviewing_body',
        fundsExpectedOn: new Date('2030-03-01'),
        daysAfterFunds: 30,
      },
    ],
  })
}

describe('the record of a whole plan', () => {
  test('is what its drawing takes', () => {
    expect(fullRecordSchema.parse(record)).toEqual(record)
  })

  test('says how much was asked and why, who worked on it, who reviewed, who decided', () => {
    expect(record.plan).toMatchObject({ tier: 3, name: 'Tier 3, enhanced' })
    expect(record.plan!.reasons).toContain('Children take part or are near.')
    expect(record.writers.map(({ name }) => name)).toEqual([
      cast.investigator.name,
      cast.focalPoint.name,
      plan.lead.name,
    ])
    expect(record.reviewers.map(({ part, name }) => [part, name])).toEqual([
      ['first', cast.reviewer.name],
      ['second', second.name],
    ])
    expect(record.signers.at(-1)?.name).toBe(cast.approver.name)
  })

  test('holds each judgement with its exceptions, what was found at random, and the other reviewer’s', () => {
    const rights = record.principles[0]!
    expect(rights).toMatchObject({
      judgement: 'accepted',
      remark: 'The warden is named now.',
      decided: 'The way to tell is there.',
    })
    expect(rights.points.map(({ requirementId, kind }) => [requirementId, kind])).toEqual([
      [asked[2], 'exception'],
      ['list:people', 'exception'],
      [asked[3], 'sampled'],
    ])
    expect(rights.opinions).toEqual([
      expect.objectContaining({ part: 'second', judgement: 'changes_asked', name: second.name }),
    ])
  })

  test('says of every change that was asked whether another answer came', () => {
    const { changes } = record.principles[0]!
    expect(changes).toHaveLength(1)
    expect(changes[0]!.points).toEqual([
      { requirementId: asked[0], reason: 'Say who keeps the key.', changedIn: 2 },
      { requirementId: asked[1], reason: 'Say it in the second language.', changedIn: null },
    ])
  })

  test('says of a condition who pays, when the money is expected, and how it is checked', () => {
    expect(record.conditions).toEqual([
      expect.objectContaining({
        pays: 'reviewing_body',
        holdsBack: 'payment',
        howChecked: 'We call three of them.',
        fundsExpectedOn: '2030-03-01',
        daysAfterFunds: 30,
      }),
    ])
  })

  test('lists what was sent, with tables as tables and hashes of files', () => {
    expect(record.lists.map(({ id }) => id)).toEqual(['sites', 'referrals', 'people', 'money', 'totals'])
    const money = record.lists.find(({ id }) => id === 'money')!
    expect(money.rows[0]!.cells.join(' | ')).toContain('GBP')
    const withTable = record.principles
      .flatMap(({ requirements }) => requirements)
      .filter(({ table }) => table)
    expect(withTable.length).toBeGreaterThan(5)
    const file = record.evidence.find(({ title }) => title === typed.file)
    expect(file?.file?.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(record.evidence.find(({ title }) => title === typed.evidence)?.requirementIds).toHaveLength(2)
  })

  test('has every risk, who stands by it, and of the sealed one nothing but its level', () => {
    const { rows } = record.risks!
    expect(rows.map((risk) => (risk.sealed ? ['sealed', risk.level] : ['open', risk.after.level]))).toEqual([
      ['open', 'high'],
      ['sealed', 'high'],
      ['open', 'critical'],
    ])
    expect(rows[1]).toEqual({
      ...{ sealed: true, number: 2, level: 'high' },
      acceptances: [
        expect.objectContaining({ capacity: 'research_organisation', name: plan.lead.name }) as object,
      ],
    })
    expect(rows[2]!.acceptances.map(({ capacity }) => capacity)).toEqual(['research_organisation', 'funder'])
    const words = JSON.stringify(record)
    for (const kept of [typed.sealed, typed.comment, typed.hiddenSite, typed.reach])
      expect(words).not.toContain(kept)
  })

  test.runIf(has('pdftotext'))(named('is drawn with all of it', 'pdftotext'), async () => {
    const text = (await pagesOf(await drawDocument(record))).join(' ').replace(/\s+/g, ' ')
    for (const said of [
      'The second number rings with nobody.',
      'I would wait for the key.',
      'The answer stayed as it was.',
      'Answered anew in submission 2.',
      'The way to tell is there.',
      'We call three of them.',
      'The reviewing body',
      typed.risk,
      typed.cell,
      typed.site,
    ])
      expect(text).toContain(said)
    expect(text).not.toContain(typed.sealed)
  })
})

test('who reviews from outside is named with their own body', async () => {
  const outside = await anOrganisation('Harbour Light Trust')
  const person = await aPerson('Ines', 'reviewer', outside)
  const assignment = { assessmentId: plan.id, assignedById: cast.officer.id, assignedAt: now() }
  const checkpoint = (await makeCheckpoint(now()))!
  const { reviewers } = await asSystem('test: an outside reviewer', async (tx) => {
    await assignReviewer(tx, { ...assignment, personId: person.id, part: 'outside' })
    return recordModel(tx, await getAssessment(tx, null, plan.id), 'AM-2222-3333', checkpoint)
  })
  expect(reviewers.at(-1)).toMatchObject({ part: 'outside', organisationName: outside.name })
})

test('it says where the plan took a lesson in, and never in which words', () => {
  expect(record.lessons).toEqual([
    {
      requirementId: asked[0],
      on: now().toISOString().slice(0, 10),
      bodyName: cast.funder.name,
      shownFrom: '2026-01-01',
    },
  ])
  expect(JSON.stringify(record)).not.toContain('MARKER a lesson')
})
