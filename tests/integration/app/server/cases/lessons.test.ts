import { base64 } from '@scure/base'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#app/policies/actor.ts'
import { requirementsFor } from '#content/index.ts'
import { nextQuarter } from '#content/quarters.ts'
import { openWith } from '#app/sealing/age.ts'
import { commitmentTo, type Lesson } from '#app/sealing/lesson.ts'
import { randomToken } from '#app/server/crypto/hash.server.ts'
import { asSystem, withScope } from '#app/server/database.server.ts'
import { now as clock } from '#app/server/clock.server.ts'
import { assessmentPage } from '#app/server/queries/assessment.server.ts'
import { callPage } from '#app/server/queries/calls.server.ts'
import { dashboardPage } from '#app/server/queries/dashboard.server.ts'
import { bodyLessonsPage, lessonForRisk, planLessonsPage } from '#app/server/queries/lessons.server.ts'
import { requirementPage } from '#app/server/queries/requirement.server.ts'
import { lessonPage } from '#app/server/queries/two-people.server.ts'
import {
  giveLesson as giveInDatabase,
  listLessons,
  takeBackByTwo,
} from '#app/server/repositories/lessons.server.ts'
import {
  askLessonBack,
  giveLesson,
  offerLesson,
  takeLessonBack,
} from '#app/server/workflows/case-lessons.server.ts'
import { endOpenProposal } from '#app/server/workflows/concern-proposals.server.ts'
import { takeBackAsBody, takeIntoPlan } from '#app/server/workflows/lessons.server.ts'
import { watchConcerns } from '#app/server/workflows/watch-concerns.server.ts'
import { declareFree, inFile, inThread, keysOf, steppedUp } from '#tests/support/case-steps.ts'
import { aCase, asHandler, sealedPart, type TestCase } from '#tests/support/cases.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, aHandler, countKeys, type TestDoor, type TestHandler } from '#tests/support/doors.ts'
import { firstSelection } from '#tests/support/first-selection.ts'
import { aCast, aPerson, aPlan, anOpenCall, type Cast } from '#tests/support/line.ts'

const database = withTestDatabase()
const quarter = 92 * 24 * 60 * 60 * 1000
const today = clock()
/** Given then, a lesson is shown by now. */
const earlier = new Date(today.getTime() - quarter)
const notPermitted = { code: 'notPermitted' }
const notFound = { code: 'notFound' }
const notReady = { code: 'notReady' }
const changed = { code: 'changedByAnother' }

let door: TestDoor
let first: TestHandler
let second: TestHandler
let later: TestHandler
/** The funder of the cast is the body that received the case. */
let cast: Cast

beforeAll(async () => {
  door = await aDoor()
  ;[first, second] = door.handlers
  later = await aHandler(first.organisationId, ['handle'])
  await countKeys([later])
  const funder = {
    id: door.organisations.receiving,
    name: 'Fictional Receiving Fund',
    kind: 'funder' as const,
  }
  cast = {
    ...(await aCast()),
    funder,
    officer: await aPerson('Ruth', 'programme_officer', funder),
    reviewer: await aPerson('Samuel', 'reviewer', funder),
    approver: await aPerson('Helen', 'approver', funder),
  }
})

const aLesson = (wishes: Partial<Lesson> = {}): Lesson => ({
  salt: randomToken(32),
  locale: 'en',
  audience: 'plans',
  area: 'rights',
  words: 'MARKER Ask who drives people home, and write down a second way.',
  ...wishes,
})

async function openedCase(isTest = false): Promise<TestCase> {
  const one = await aCase(door, { at: earlier })
  await declareFree(one.id, [first, second], earlier)
  if (isTest)
    await asSystem(
      'test',
      (tx) => tx.$executeRaw`update concern set is_test = true where id = ${one.id}::uuid`,
    )
  return one
}

/** What the first handler's browser makes. */
async function offerOf(concernId: string, lesson: Lesson) {
  const { file } = await keysOf(concernId)
  const sealed = await sealedPart(file.recipient, {
    kind: 'step',
    step: 'lesson.offer',
    fields: { ...lesson },
  })
  return { commitment: commitmentTo(lesson), part: { keyId: file.id, sealed } }
}
const offer = async (by: TestHandler, id: string, lesson: Lesson, at = earlier) =>
  offerLesson(asHandler(by), id, await offerOf(id, lesson), at)
const openOne = async (concernId: string) =>
  asSystem('test', async (tx) => {
    const row = await tx.concernProposal.findFirst({
      where: { concernId, state: 'open' },
      select: { id: true },
    })
    return row!.id
  })
const agree = async (by: TestHandler, id: string, lesson: Lesson, at = earlier) =>
  giveLesson(steppedUp(by, at), id, { proposalId: await openOne(id), lesson }, at)
async function given(lesson: Lesson, at = earlier): Promise<TestCase> {
  const one = await openedCase()
  await offer(first, one.id, lesson, at)
  await agree(second, one.id, lesson, at)
  return one
}
const lessonsNow = () => database.query<{ words: string }>('select words from lesson order by words')
const caseLog = (id: string) =>
  asSystem('test', (tx) =>
    tx.caseLogEntry.findMany({ where: { concernId: id }, orderBy: { position: 'asc' } }),
  )

describe('a lesson does not leave a case', () => {
  test('by one handler: whoever proposed it cannot agree to it', async () => {
    const one = await openedCase()
    const lesson = aLesson()
    await offer(first, one.id, lesson)
    await expect(agree(first, one.id, lesson)).rejects.toMatchObject(notPermitted)
    await expect(offer(second, one.id, aLesson())).rejects.toMatchObject(notPermitted)
    expect(await lessonsNow()).toEqual([])
  })

  test('by whoever does not handle it, has not said that there is no conflict, or has not proved who they are', async () => {
    const one = await openedCase()
    const lesson = aLesson()
    await expect(offer(later, one.id, lesson)).rejects.toMatchObject(notFound)
    await offer(first, one.id, lesson)
    const proposalId = await openOne(one.id)
    await expect(
      giveLesson(steppedUp(later, earlier), one.id, { proposalId, lesson }, earlier),
    ).rejects.toMatchObject(notFound)
    await expect(
      giveLesson(asHandler(second), one.id, { proposalId, lesson }, earlier),
    ).rejects.toMatchObject(notPermitted)
    const other = await aCase(door, { at: earlier })
    await declareFree(other.id, [first], earlier)
    await expect(offer(second, other.id, lesson)).rejects.toMatchObject(notPermitted)
    expect(await lessonsNow()).toEqual([])
  })

  test('in other words, or for others, than were proposed', async () => {
    const one = await openedCase()
    const lesson = aLesson()
    await offer(first, one.id, lesson)
    for (const wrong of [
      { words: 'Something else' },
      { audience: 'next_call' },
      { area: 'equity' },
      { salt: randomToken(32) },
    ])
      await expect(agree(second, one.id, { ...lesson, ...wrong })).rejects.toMatchObject(changed)
    expect(await lessonsNow()).toEqual([])
    expect((await caseLog(one.id)).map(({ action }) => action)).not.toContain('concern.giveLesson')
  })

  test('while the log of the case does not say so: the database itself refuses', async () => {
    const one = await openedCase()
    const lesson = aLesson()
    await offer(first, one.id, lesson)
    const proposalId = await openOne(one.id)
    await expect(
      withScope(second.id, (tx) => giveInDatabase(tx, proposalId, lesson, earlier)),
    ).rejects.toThrow(/log of the case says first/)
    await expect(
      withScope(second.id, (tx) =>
        tx.lesson.createMany({
          data: [
            {
              organisationId: first.organisationId,
              audience: 'plans',
              area: 'rights',
              words: 'x',
              locale: 'en',
              shownFrom: new Date('2026-01-01'),
            },
          ],
        }),
      ),
    ).rejects.toThrow()
  })

  test('out of a test, after it was sent back, or from a part that the person could read', async () => {
    const test = await openedCase(true)
    await expect(offer(first, test.id, aLesson())).rejects.toMatchObject(notReady)
    const one = await openedCase()
    const lesson = aLesson()
    const wrong = { commitment: commitmentTo(lesson), part: await inThread(one.id) }
    await expect(offerLesson(asHandler(first), one.id, wrong, earlier)).rejects.toMatchObject(notReady)
    await offer(first, one.id, lesson)
    const proposalId = await openOne(one.id)
    await endOpenProposal(asHandler(second), one.id, proposalId, [await inFile(one.id)], earlier)
    await expect(
      giveLesson(steppedUp(second, earlier), one.id, { proposalId, lesson }, earlier),
    ).rejects.toMatchObject(notPermitted)
    expect(await lessonsNow()).toEqual([])
  })
})

describe('what two handlers let out', () => {
  test('is nowhere in the clear before both agreed', async () => {
    const one = await openedCase()
    const lesson = aLesson({ words: 'MARKER-SEALED ask twice' })
    await offer(first, one.id, lesson)
    const [found] = await database.query<{ n: number }>(
      `select (select count(*) from sealed_part where encode(sealed, 'escape') like '%MARKER-SEALED%')
        + (select count(*) from concern_proposal where data::text like '%MARKER-SEALED%' or data::text like '%plans%' or data::text like '%rights%')
        + (select count(*) from case_log_entry where data::text like '%MARKER-SEALED%') as n`,
    )
    expect(Number(found!.n)).toBe(0)
    const page = await lessonPage(asHandler(second), one.id)
    expect(page.offer).toMatchObject({ isMine: false })
    const opened = await openWith([one.keys.file.identity], base64.decode(page.offer!.reason[0]!.sealed))
    expect(Buffer.from(opened).toString()).toContain('MARKER-SEALED')
  })

  test('stands in a table that knows no case, no page, no person and no day but the first of a quarter', async () => {
    const columns = await database.query<{ name: string; type: string }>(
      `select column_name as name, data_type as type from information_schema.columns
       where table_name = 'lesson' and table_schema = 'public' order by column_name`,
    )
    expect(columns).toEqual([
      { name: 'area', type: 'text' },
      { name: 'audience', type: 'text' },
      { name: 'id', type: 'uuid' },
      { name: 'locale', type: 'text' },
      { name: 'organisation_id', type: 'uuid' },
      { name: 'shown_from', type: 'date' },
      { name: 'words', type: 'text' },
    ])
    const foreign = await database.query<{ target: string }>(
      `select confrelid::regclass::text as target from pg_constraint where conrelid = 'lesson'::regclass and contype = 'f'`,
    )
    expect(foreign).toEqual([{ target: 'organisation' }])
    await expect(
      database.query(
        `insert into lesson (organisation_id, audience, area, words, locale, shown_from)
         values ($1, 'plans', 'rights', 'x', 'en', '2026-02-03')`,
        [first.organisationId],
      ),
    ).rejects.toThrow(/lesson_quarter/)
  })

  test('no value of its row stands anywhere in the case, its proposals or its log', async () => {
    const lesson = aLesson({
      words: 'MARKER-JOIN keep two keys',
      audience: 'own_duties',
      area: 'transparency.monitoring',
    })
    const one = await given(lesson)
    const [row] = await database.query<Record<string, string>>(
      `select id::text, words, area, audience from lesson where words = $1`,
      [lesson.words],
    )
    for (const value of Object.values(row!)) {
      const [found] = await database.query<{ n: number }>(
        `select (select count(*) from concern c where to_jsonb(c)::text like '%' || $1 || '%')
          + (select count(*) from concern_proposal p where to_jsonb(p)::text like '%' || $1 || '%')
          + (select count(*) from case_log_entry l where to_jsonb(l)::text like '%' || $1 || '%')
          + (select count(*) from sealed_part s where to_jsonb(s)::text like '%' || $1 || '%')
          + (select count(*) from ledger_entry e where to_jsonb(e)::text like '%' || $1 || '%') as n`,
        [value],
      )
      expect(Number(found!.n), value).toBe(0)
    }
    const said = (await caseLog(one.id)).find(({ action }) => action === 'concern.giveLesson')
    expect(Object.keys(said!.data as object).sort()).toEqual(['checked', 'proposal'])
  })

  test('soon shares its transaction and its place with no case', async () => {
    const one = await given(aLesson({ words: 'MARKER-PLACE one' }))
    const transactions = () =>
      database.query<{ same: boolean }>(
        `select exists (select from lesson l join case_log_entry c on c.xmin::text = l.xmin::text
          where c.concern_id = $1) as same`,
        [one.id],
      )
    expect(await transactions()).toEqual([{ same: true }])
    await watchConcerns()
    expect(await transactions()).toEqual([{ same: false }])
    expect(await database.query('select distinct xmin::text from lesson')).toHaveLength(1)
  }, 60_000)
})

describe('one lesson travels from a case to a plan', () => {
  let plan: string
  let question: { id: string }
  let id: string
  const words = 'MARKER-TRAVEL pay for the second seat'

  beforeAll(async () => {
    plan = await aPlan(cast, { answered: 0 })
    question = requirementsFor(firstSelection, 'project').find(({ principle }) => principle === 'rights')!
  })

  test('not before the quarter after it was given', async () => {
    await given(aLesson({ words: 'MARKER-WAITS not yet' }), today)
    expect(nextQuarter(new Date('2026-11-22'))).toEqual(new Date('2027-01-01'))
    expect((await planLessonsPage(cast.investigator, plan)).lessons.map(({ words }) => words)).not.toContain(
      'MARKER-WAITS not yet',
    )
    for (const person of [first, second])
      expect(await withScope(person.id, (tx) => listLessons(tx))).not.toContainEqual(
        expect.objectContaining({ words: 'MARKER-WAITS not yet' }),
      )
  })

  test('then it is read beside the plan, its task list and the questions of its area, and by nobody of another chain', async () => {
    await given(aLesson({ words }))
    const page = await planLessonsPage(cast.investigator, plan)
    const lesson = page.lessons.find((each) => each.words === words)!
    id = lesson.id
    expect(lesson).toMatchObject({
      body: expect.stringContaining('Fictional Receiving Fund') as string,
      area: 'rights',
      taken: [],
    })
    expect((await assessmentPage(cast.investigator, plan)).lessons).toBe(page.lessons.length)
    expect((await requirementPage(cast.investigator, plan, question.id)).lessons).toContainEqual(
      expect.objectContaining({ words, takenOn: null }),
    )
    const equity = requirementsFor(firstSelection, 'project').find(({ principle }) => principle === 'equity')!
    expect((await requirementPage(cast.investigator, plan, equity.id)).lessons).not.toContainEqual(
      expect.objectContaining({ words }),
    )
    expect(await lessonForRisk(cast.investigator, plan, id)).toBe(words)

    const elsewhere = await aCast()
    const theirs = await aPlan(elsewhere, { answered: 0 })
    expect((await planLessonsPage(elsewhere.investigator, theirs)).lessons).toEqual([])
    for (const person of [elsewhere.investigator, elsewhere.officer, elsewhere.approver])
      expect(await withScope(person.id, (tx) => listLessons(tx))).toEqual([])
    await expect(planLessonsPage(elsewhere.investigator, plan)).rejects.toMatchObject(notFound)
    await expect(
      takeIntoPlan(elsewhere.investigator, theirs, { lessonId: id, requirementId: question.id }, today),
    ).rejects.toMatchObject(notFound)
  })

  test('whoever judges the plan does not write into it where a lesson went', async () => {
    const into = { lessonId: id, requirementId: question.id }
    for (const person of [cast.officer, cast.reviewer, cast.approver])
      await expect(takeIntoPlan(person, plan, into, today)).rejects.toMatchObject(notFound)
    const commenter = await aPerson('Lindiwe', 'safeguarding_lead', cast.partner)
    await expect(takeIntoPlan(commenter, plan, into, today)).rejects.toMatchObject(notPermitted)
    await expect(
      takeIntoPlan(cast.investigator, plan, { ...into, requirementId: 'no-such' }, today),
    ).rejects.toMatchObject(notFound)
  })

  test('the investigator takes it in, once, and the ledger says where', async () => {
    const into = { lessonId: id, requirementId: question.id }
    await takeIntoPlan(cast.investigator, plan, into, today)
    await takeIntoPlan(cast.investigator, plan, into, today)
    const lines = await database.query<{ data: unknown }>(
      `select data from ledger_entry where subject = $1 and action = 'assessment.takeLesson'`,
      [plan],
    )
    expect(lines).toEqual([{ data: { lesson: id, requirement: question.id } }])
    const page = await planLessonsPage(cast.investigator, plan)
    expect(page.lessons.find((lesson) => lesson.id === id)!.taken).toMatchObject([
      { requirementId: question.id },
    ])
  })

  test('for the next call it is read where a call is made, and in the overview of the funder', async () => {
    await given(aLesson({ words: 'MARKER-CALL ask for fares', audience: 'next_call' }))
    const call = await anOpenCall(cast)
    expect((await callPage(cast.officer, call)).lessons).toMatchObject([
      { words: 'MARKER-CALL ask for fares' },
    ])
    expect((await callPage(cast.investigator, call)).lessons).toEqual([])
    expect((await dashboardPage(cast.officer)).lessons.map((lesson) => lesson.words)).toEqual(
      expect.arrayContaining(['MARKER-CALL ask for fares', words]),
    )
    expect(
      (await planLessonsPage(cast.investigator, plan)).lessons.map((lesson) => lesson.words),
    ).not.toContain('MARKER-CALL ask for fares')
  })
})

describe('something in it was recognisable', () => {
  const askBack = async (by: TestHandler, id: string, at = today) => {
    const of = (await lessonPage(asHandler(by), id)).given[0]!.id
    await askLessonBack(asHandler(by), id, { of, part: await inFile(id) }, at)
  }
  const back = async (by: TestHandler, id: string, lesson: Lesson, at = today) =>
    takeLessonBack(asHandler(by), id, { proposalId: await openOne(id), lesson }, at)

  test.each([
    ['before it is shown', today],
    ['after it was shown', earlier],
  ])('two take it back %s, never one', async (_, at) => {
    const lesson = aLesson({ words: `MARKER-BACK ${at.getTime()}` })
    const one = await given(lesson, at)
    await askBack(first, one.id)
    await expect(back(first, one.id, lesson)).rejects.toMatchObject(notPermitted)
    await expect(back(second, one.id, { ...lesson, words: 'others' })).rejects.toMatchObject(changed)
    expect((await lessonsNow()).map(({ words }) => words)).toContain(lesson.words)
    await back(second, one.id, lesson)
    expect((await lessonsNow()).map(({ words }) => words)).not.toContain(lesson.words)
    expect((await lessonPage(asHandler(first), one.id)).given).toMatchObject([{ back: true }])
    await expect(askBack(first, one.id)).rejects.toMatchObject(notReady)
  })

  test('two of the body take it back without the case, and also after it was deleted', async () => {
    const words = 'MARKER-BODY'
    const one = await given(aLesson({ words }))
    await database.query(`update sealed_part set sealed = '' where concern_id = $1`, [one.id])
    const ours = async (person: Actor) =>
      (await bodyLessonsPage(person, today)).find((lesson) => lesson.words === words)
    const id = (await ours(asHandler(later)))!.id
    const lead = await aPerson('Lena', 'safeguarding_lead', cast.funder)
    const proven = (person: Actor) => ({ ...person, steppedUpAt: today })
    const stranger = steppedUp(door.independent[0]!, today)
    const goes = (person: Actor) => takeBackAsBody(person, id, today)
    for (const person of [cast.officer, cast.approver])
      await expect(goes(proven(person))).rejects.toMatchObject(notPermitted)
    await expect(goes(proven(cast.investigator))).rejects.toMatchObject({
      status: expect.any(Number) as number,
    })
    await expect(goes(stranger)).rejects.toMatchObject(notFound)
    await expect(goes(asHandler(later))).rejects.toMatchObject(notPermitted)
    const alone = (person: Actor) => withScope(person.id, (tx) => takeBackByTwo(tx, id, today))
    await expect(alone(cast.officer)).rejects.toThrow('the body whose it is')
    await expect(alone(stranger)).rejects.toThrow('the body whose it is')

    expect(await goes(steppedUp(later, today))).toBe('asked')
    expect(await goes(steppedUp(later, today))).toBe('asked')
    expect((await ours(asHandler(later)))!.asked).toMatchObject({ isMine: true })
    expect((await ours(lead))!.asked).toMatchObject({ isMine: false })
    const afterwards = new Date(today.getTime() + 15 * 24 * 60 * 60 * 1000)
    expect((await bodyLessonsPage(lead, afterwards)).find((lesson) => lesson.id === id)!.asked).toBeNull()
    expect((await lessonsNow()).map((lesson) => lesson.words)).toContain(words)
    expect(await goes(proven(lead))).toBe('gone')
    expect((await lessonsNow()).map((lesson) => lesson.words)).not.toContain(words)
    await expect(goes(proven(lead))).rejects.toMatchObject(notFound)
    await expect(bodyLessonsPage(cast.officer, today)).rejects.toMatchObject(notPermitted)
  })

  test('a plan that took it in keeps that it did, without the words', async () => {
    const lesson = aLesson({ words: 'MARKER-GONE' })
    const one = await given(lesson)
    const plan = await aPlan(cast, { answered: 0 })
    const question = requirementsFor(firstSelection, 'project').find(
      ({ principle }) => principle === 'rights',
    )!
    const shown = (await planLessonsPage(cast.investigator, plan)).lessons.find(
      ({ words }) => words === lesson.words,
    )!
    await takeIntoPlan(cast.investigator, plan, { lessonId: shown.id, requirementId: question.id }, today)
    await askBack(first, one.id)
    await back(second, one.id, lesson)
    const page = await planLessonsPage(cast.investigator, plan)
    expect(page.lessons.map(({ words }) => words)).not.toContain(lesson.words)
    expect(page.gone).toMatchObject([{ lessonId: shown.id, requirementId: question.id }])
  })
})
