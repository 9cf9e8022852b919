import { beforeEach, describe, expect, test } from 'vitest'
import { now } from '#app/server/clock.server.ts'
import { withScope } from '#app/server/database.server.ts'
import { assessmentPage } from '#app/server/queries/assessment.server.ts'
import { contextPage } from '#app/server/queries/plan-context.server.ts'
import { requirementPage } from '#app/server/queries/requirement.server.ts'
import { upgradePage } from '#app/server/queries/upgrade.server.ts'
import { upgradePlan } from '#app/server/workflows/upgrade.server.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import {
  aCast,
  aPerson,
  aPlan,
  aSubmittedPlan,
  anOrganisation,
  declare,
  move,
  revisionOf,
  type Cast,
} from '#tests/support/line.ts'
import {
  answerYes,
  aTieredPlan,
  publishTiered,
  describe as say,
  tieredOf,
  work,
} from '#tests/support/tiered-framework.ts'

const database = withTestDatabase()
let cast: Cast

beforeEach(async () => {
  cast = await aCast()
})

const countsAsked = async (id: string) =>
  (await assessmentPage(cast.investigator, id)).tasks.flatMap(({ of }) => of)
const entries = (id: string, action: string) =>
  database.query<{ data: unknown }>('select data from ledger_entry where subject = $1 and action = $2', [
    id,
    action,
  ])

describe('describing the work', () => {
  test('is for those who write the plan; to everybody else there is nothing to describe', async () => {
    const id = await aTieredPlan(cast)
    const stranger = await aPerson('Stranger', 'principal_investigator', await anOrganisation('Elsewhere'))
    const lead = await aPerson('Lindiwe', 'safeguarding_lead', cast.partner)
    for (const other of [cast.officer, cast.reviewer, stranger]) {
      await expect(say(other, id, work(), 0)).rejects.toMatchObject({ code: 'notFound' })
      await expect(contextPage(other, id)).rejects.toMatchObject({ code: 'notFound' })
    }
    await expect(say(lead, id, work(), 0)).rejects.toMatchObject({ code: 'notPermitted' })
    expect(await say(cast.focalPoint, id, work(), 0)).toEqual({ done: true })
    const untiered = await aPlan(cast)
    await expect(say(cast.investigator, untiered, work(), 0)).rejects.toMatchObject({ code: 'notFound' })
  })

  test('comes before every question: until then nothing is asked and nothing can be sent', async () => {
    const id = await aTieredPlan(cast)
    const page = await assessmentPage(cast.investigator, id)
    expect(page).toMatchObject({ described: false, counts: { asked: 0 }, plan: null })
    expect(page.extent?.questions).toEqual({ from: 2, to: 6 })
    await expect(requirementPage(cast.investigator, id, 'V-P-01')).rejects.toMatchObject({ code: 'notFound' })
    await expect(move(cast.investigator, id, { type: 'submit' })).rejects.toMatchObject({ code: 'notReady' })
  })

  test('gives the tier with its reasons, the questions, and what each is needed for', async () => {
    const id = await aTieredPlan(cast)
    await say(cast.investigator, id, work(['people', 'children'], ['organisation']), 0)
    const page = await contextPage(cast.investigator, id)
    expect(page.result).toMatchObject({ tier: 3, reasons: ['children'], counts: { asked: 6, needed: 5 } })
    expect(page.said).toMatchObject({ revision: 1, by: 'Adwoa' })
    const { question } = await requirementPage(cast.investigator, id, 'E-P-01')
    expect(question).toMatchObject({ because: 'Asked because children take part or are near.', needed: true })
    expect(await entries(id, 'assessment.describe')).toMatchObject([{ data: { tier: 3, revision: 1 } }])
  })

  test('is never lighter than the call allows', async () => {
    const id = await aTieredPlan(cast, 2)
    await say(cast.investigator, id, work(), 0)
    const { result, leastTier } = await contextPage(cast.investigator, id)
    expect({ tier: result?.tier, reasons: result?.reasons, leastTier }).toEqual({
      tier: 2,
      reasons: ['call', 'noPeople'],
      leastTier: 2,
    })
  })

  test('by two people at once keeps the first and shows both', async () => {
    const id = await aTieredPlan(cast)
    const mine = work(['people'])
    const both = await Promise.all([
      say(cast.investigator, id, mine, 0),
      say(cast.focalPoint, id, work(['travel']), 0),
    ])
    const [lost] = both.filter(({ done }) => !done)
    expect(both.filter(({ done }) => done)).toHaveLength(1)
    expect(lost).toMatchObject({ conflict: { revision: 1, theirs: { audiences: ['project'] } } })
    expect(['Adwoa', 'Efua']).toContain((lost as { conflict: { by: string } }).conflict.by)
    expect(await entries(id, 'assessment.describe')).toHaveLength(1)
  })

  test('twice with the same answers is no conflict', async () => {
    const id = await aTieredPlan(cast)
    expect(await say(cast.investigator, id, work(['people']), 0)).toEqual({ done: true })
    expect(await say(cast.focalPoint, id, work(['people']), 0)).toEqual({ done: true })
    expect(await entries(id, 'assessment.describe')).toHaveLength(1)
  })

  test('anew shows what would change before it changes, and keeps every answer', async () => {
    const id = await aTieredPlan(cast)
    await say(cast.investigator, id, work(['people', 'children']), 0)
    await answerYes(cast.investigator, id, 'V-P-01', 'E-P-01', 'V-P-02')

    const looked = await say(cast.investigator, id, work(['people']), 1)
    expect(looked).toMatchObject({
      done: false,
      change: {
        tier: { before: 3, after: 2 },
        asked: { before: 5, after: 4 },
        added: [],
        removed: [{ id: 'E-P-01', answered: true }],
        closed: [],
      },
    })
    expect((await contextPage(cast.investigator, id)).result?.tier).toBe(3)

    expect(await say(cast.investigator, id, work(['people']), 1, true)).toEqual({ done: true })
    const without = await contextPage(cast.investigator, id)
    expect(without.result).toMatchObject({ tier: 2, kept: 1, counts: { asked: 4, answered: 2 } })
    await expect(requirementPage(cast.investigator, id, 'E-P-01')).rejects.toMatchObject({ code: 'notFound' })

    const back = await say(cast.investigator, id, work(['people', 'children']), 2)
    expect(back).toMatchObject({ change: { added: [{ id: 'E-P-01', answered: true }] } })
    await say(cast.investigator, id, work(['people', 'children']), 2, true)
    expect((await requirementPage(cast.investigator, id, 'E-P-01')).answer?.text).toBe('It is done.')
  })

  test('says which questions can no longer wait', async () => {
    const id = await aTieredPlan(cast)
    await say(cast.investigator, id, work(['people']), 0)
    const looked = await say(cast.investigator, id, work(['people', 'conflict']), 1)
    expect(looked).toMatchObject({ change: { added: [], removed: [], newlyNeeded: [{ id: 'V-P-02' }] } })
  })
})

describe('sending a described plan', () => {
  test('waits only for what is needed, and what can wait goes out open', async () => {
    const id = await aTieredPlan(cast)
    await say(cast.investigator, id, work(['people']), 0)
    await answerYes(cast.investigator, id, 'V-P-01')
    await expect(move(cast.investigator, id, { type: 'submit' })).rejects.toMatchObject({ code: 'notReady' })
    await answerYes(cast.investigator, id, 'T-P-01')
    await move(cast.investigator, id, { type: 'submit' })
    await declare(id, cast.reviewer)
    const page = await assessmentPage(cast.reviewer, id)
    expect(page.plan).toEqual(expect.objectContaining({ tier: 2, reasons: ['standard'] }))
    expect(page.tasks.map(({ sent }) => sent && sent.yes + sent.open)).toEqual([2, 0, 1, 1])
    expect(page.side).toBe('reviewing_body')
  })

  test('shows the reviewing body the description as it was sent, and no row of the draft', async () => {
    const id = await aTieredPlan(cast)
    await say(cast.investigator, id, work(['people', 'conflict']), 0)
    await answerYes(cast.investigator, id, 'V-P-01', 'V-P-02', 'T-P-01')
    await move(cast.investigator, id, { type: 'submit' })
    const rows = await withScope(cast.reviewer.id, (tx) =>
      tx.planContext.findMany({ where: { assessmentId: id } }),
    )
    expect(rows).toEqual([])
    const [{ content }] = (await database.query<{ content: { plan: unknown } }>(
      'select content from submission where assessment_id = $1',
      [id],
    )) as [{ content: { plan: { circumstances: object } } }]
    expect(content.plan).toMatchObject({ tier: 3, audiences: ['project'], reasons: ['conflict'] })
    expect(content.plan.circumstances).toMatchObject({ conflict: true, children: false })
    await expect(contextPage(cast.reviewer, id)).rejects.toMatchObject({ code: 'notFound' })
    await expect(say(cast.investigator, id, work(), 1, true)).rejects.toMatchObject({ code: 'notReady' })
  })

  test('adds nothing to what is sent under the first selection', async () => {
    const id = await aSubmittedPlan(cast)
    const [row] = await database.query<{ content: object }>(
      'select content from submission where assessment_id = $1',
      [id],
    )
    expect(Object.keys(row!.content).sort()).toEqual([
      'audience',
      'framework',
      'locale',
      'requirements',
      'source',
    ])
  })

  test('after changes were asked, the description may change only what was asked about', async () => {
    const id = await aTieredPlan(cast)
    await say(cast.investigator, id, work(['people']), 0)
    await answerYes(cast.investigator, id, 'V-P-01', 'T-P-01')
    await move(cast.investigator, id, { type: 'submit' })
    await move(
      cast.reviewer,
      id,
      { type: 'startReview' },
      { type: 'askForChange', principle: 'equity', requirementIds: [], reason: 'Are there no children?' },
      { type: 'requestChanges' },
    )
    const children = work(['people', 'children'])
    expect(await say(cast.investigator, id, children, 1, true)).toMatchObject({
      done: false,
      change: { closed: ['rights'] },
    })
    const organisation = work(['people'], ['organisation'])
    expect(await say(cast.investigator, id, organisation, 1, true)).toMatchObject({
      change: { closed: ['accountability'] },
    })
    expect(await countsAsked(id)).toEqual([2, 0, 1, 1])
  })
})

describe('going over to a newer version', () => {
  const ready = async () => {
    const name = tieredOf(cast)
    const id = await aTieredPlan(cast)
    await say(cast.investigator, id, work(['people']), 0)
    await answerYes(cast.investigator, id, 'V-P-01', 'T-P-01', 'A-P-01')
    return { id, name }
  }

  test('is offered only when there is one', async () => {
    const { id } = await ready()
    expect((await assessmentPage(cast.investigator, id)).upgrade).toBeNull()
    await expect(upgradePage(cast.investigator, id)).rejects.toMatchObject({ code: 'notFound' })
    await publishTiered(cast, 2)
    expect((await assessmentPage(cast.investigator, id)).upgrade).toEqual({ version: 2, name: 'version 2' })
  })

  test('shows the difference, keeps every answer, and says which questions are open again', async () => {
    const { id, name } = await ready()
    await publishTiered(cast, 2)
    const { offer, mayUpgrade } = await upgradePage(cast.investigator, id)
    expect(mayUpgrade).toBe(true)
    expect(offer?.added.map((one) => one.id)).toEqual(['E-P-02'])
    expect(offer?.removed).toMatchObject([{ id: 'A-P-01', answered: true }])
    expect(offer?.reworded.map(({ after, reopened }) => [after.id, reopened])).toEqual([
      ['V-P-01', false],
      ['T-P-01', false],
    ])

    await upgradePlan(cast.investigator, id, 2, await revisionOf(id), now())
    const page = await assessmentPage(cast.investigator, id)
    expect(page).toMatchObject({ framework: `${name}, 2`, upgrade: null, withoutQuestion: 1 })
    expect(page.counts).toMatchObject({ asked: 4, answered: 2 })
    const { kept, offer: none } = await upgradePage(cast.investigator, id)
    expect(none).toBeNull()
    expect(kept).toMatchObject([
      { id: 'A-P-01', question: { question: 'Is A-P-01 so?' }, answer: { text: 'It is done.' } },
    ])
    expect(await entries(id, 'assessment.upgrade')).toMatchObject([
      { data: { framework: `${name}/2`, from: 1 } },
    ])
  })

  test('leaves out of what is sent an answer whose question was taken out', async () => {
    const { id } = await ready()
    await publishTiered(cast, 2)
    await upgradePlan(cast.investigator, id, 2, await revisionOf(id), now())
    await answerYes(cast.investigator, id, 'E-P-02')
    await move(cast.investigator, id, { type: 'submit' })
    const [row] = await database.query<{ content: { requirements: { id: string }[] } }>(
      'select content from submission where assessment_id = $1',
      [id],
    )
    expect(row!.content.requirements.map((one) => one.id)).not.toContain('A-P-01')
    await expect(upgradePage(cast.investigator, id)).rejects.toMatchObject({ code: 'notFound' })
  })

  test('is refused to others, from an old page, and once it was sent', async () => {
    const { id } = await ready()
    await publishTiered(cast, 2)
    const revision = await revisionOf(id)
    await expect(upgradePlan(cast.focalPoint, id, 2, revision, now())).rejects.toMatchObject({
      code: 'notPermitted',
    })
    await expect(upgradePlan(cast.reviewer, id, 2, revision, now())).rejects.toMatchObject({
      code: 'notFound',
    })
    await expect(upgradePlan(cast.investigator, id, 3, revision, now())).rejects.toMatchObject({
      code: 'changedByAnother',
    })
    await expect(upgradePlan(cast.investigator, id, 2, revision + 1, now())).rejects.toMatchObject({
      code: 'changedByAnother',
    })
    await move(cast.investigator, id, { type: 'submit' })
    await expect(upgradePlan(cast.investigator, id, 2, await revisionOf(id), now())).rejects.toMatchObject({
      code: 'notReady',
    })
  })

  test('is only shown while changes are asked', async () => {
    const { id } = await ready()
    await move(cast.investigator, id, { type: 'submit' })
    await move(
      cast.reviewer,
      id,
      { type: 'startReview' },
      { type: 'askForChange', principle: 'rights', requirementIds: [], reason: 'Which clinic?' },
      { type: 'requestChanges' },
    )
    await publishTiered(cast, 2)
    expect((await assessmentPage(cast.investigator, id)).upgrade).toMatchObject({ version: 2 })
    expect((await upgradePage(cast.investigator, id)).mayUpgrade).toBe(false)
    await expect(upgradePlan(cast.investigator, id, 2, await revisionOf(id), now())).rejects.toMatchObject({
      code: 'notReady',
    })
  })

  test('from the first selection to the whole bank asks about the work, and opens what is answered otherwise', async () => {
    const id = await aPlan(cast)
    const { offer } = await upgradePage(cast.investigator, id)
    expect(offer).toMatchObject({ version: 1, describes: true })
    expect(offer?.reworded.filter(({ reopened }) => reopened).length).toBeGreaterThan(0)
    await upgradePlan(cast.investigator, id, 1, await revisionOf(id), now())
    const page = await assessmentPage(cast.investigator, id)
    expect(page).toMatchObject({ described: false, counts: { asked: 0 } })
    expect(page.withoutQuestion).toBeGreaterThan(0)
  })
})
