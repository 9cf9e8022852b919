import { beforeEach, describe, expect, test } from 'vitest'
import { withScope } from '#app/server/database.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { layWorld, type World } from '#tests/integration/app/server/database/two-worlds.ts'
import { withTestDatabase } from '#tests/support/database.ts'

/** What the database refuses around judging, although no route asks for it: the last door when a workflow has a hole. */
const database = withTestDatabase()
const denied = /permission denied|row-level security/
let worlds = 0
let a: World
let b: World

beforeEach(async () => {
  a = await layWorld(database, String.fromCodePoint(0x4e00 + (worlds += 1)))
  b = await layWorld(database, String.fromCodePoint(0x4e00 + (worlds += 1)))
})

const run = (personId: string, text: string) => withScope(personId, (tx) => tx.$executeRawUnsafe(text))
const count = (personId: string, from: string) =>
  withScope(personId, (tx) => tx.$queryRawUnsafe<{ count: bigint }[]>(`select count(*) from ${from}`)).then(
    ([row]) => Number(row!.count),
  )
const at = () => `'${a.assessment}'`
const stepBack = (personId: string) =>
  run(personId, `select app_recuse(${at()}, 'My sister works there', now())`)

describe('who steps back for a conflict', () => {
  test('finds nothing of the plan from that moment on, and colleagues still do', async () => {
    expect(await count(a.reviewer, 'submission')).toBe(1)
    await stepBack(a.reviewer)
    for (const table of [
      'assessment',
      'submission',
      'review_remark',
      'issued_document',
      'condition',
      'comment',
    ])
      expect(await count(a.reviewer, table), table).toBe(0)
    expect(await count(a.approver, 'submission')).toBe(1)
    expect(await count(a.reviewer, 'call')).toBeGreaterThan(0)
  })

  test('is not let in again by joining in another way', async () => {
    await stepBack(a.reviewer)
    await database.query(
      `insert into participation (record_id, person_id, capacity) values ($1, $2, 'reviewing_body')`,
      [a.assessment, a.reviewer],
    )
    expect(await count(a.reviewer, 'assessment')).toBe(0)
  })

  test('loses the review, which can be given to somebody else', async () => {
    await stepBack(a.reviewer)
    expect(await count(a.officer, `review_assignment where ended_at is null`)).toBe(0)
    expect(
      await count(a.officer, `conflict_declaration where conflicted and person_id = '${a.reviewer}'`),
    ).toBe(1)
  })

  test('can say in the ledger that they did, and nothing else about the plan', async () => {
    await stepBack(a.reviewer)
    const enter = (action: string) =>
      withScope(a.reviewer, (tx) =>
        appendLedger(tx, { action, subject: a.assessment, actorId: a.reviewer, data: {}, at: new Date() }),
      )
    await expect(enter('assessment.decide')).rejects.toThrow('by who takes part')
    await expect(enter('review.stepBack')).resolves.toBeDefined()
  })

  test('is somebody who judges: neither the author nor a stranger steps back, and nobody for another', async () => {
    for (const person of [a.investigator, a.contributor, b.reviewer])
      await expect(stepBack(person)).rejects.toThrow('only who judges')
    await expect(
      run(
        a.reviewer,
        `insert into conflict_declaration (assessment_id, person_id, conflicted, at) values (${at()}, '${a.approver}', false, now())`,
      ),
    ).rejects.toThrow(denied)
  })
})

describe('a second reviewer', () => {
  const second = async () => {
    await database.query(
      `insert into review_assignment (assessment_id, person_id, part, assigned_by_id, assigned_at) values ($1, $2, 'second', $3, now())`,
      [a.assessment, a.officer, a.approver],
    )
  }
  const opinion = (person: string) =>
    `insert into review_opinion (assessment_id, submission_number, principle, person_id, judgement, at)
     values (${at()}, 1, 'equity', '${person}', 'accepted', now())`

  test('reads no remark of the first before being done, and all of them afterwards', async () => {
    await second()
    expect(await count(a.officer, 'review_remark')).toBe(0)
    await run(a.officer, `update review_assignment set done_at = now() where person_id = '${a.officer}'`)
    expect(await count(a.officer, 'review_remark')).toBe(1)
  })

  test('writes an opinion in their own name only, and none once done', async () => {
    await second()
    expect(await run(a.officer, opinion(a.officer))).toBe(1)
    await expect(run(a.officer, opinion(a.reviewer))).rejects.toThrow(denied)
    await expect(run(a.reviewer, opinion(a.reviewer))).rejects.toThrow(denied)
    await run(a.officer, `update review_assignment set done_at = now() where person_id = '${a.officer}'`)
    await expect(run(a.officer, opinion(a.officer))).rejects.toThrow(denied)
  })

  test('is not read by the first before the review is over, nor ever by the author’s side', async () => {
    await second()
    await run(a.officer, opinion(a.officer))
    const opinions = `review_opinion where principle = 'equity'`
    expect(await count(a.reviewer, opinions)).toBe(0)
    await database.query(`update assessment set state = 'awaiting_decision' where id = $1`, [a.assessment])
    expect(await count(a.reviewer, opinions)).toBe(1)
    for (const person of [a.investigator, a.contributor, b.reviewer])
      expect(await count(person, opinions)).toBe(0)
  })
})

describe('a decision', () => {
  beforeEach(() =>
    database.query(
      `insert into decision (assessment_id, outcome, reason, decided_by_id, reviewed_by_id, decided_at)
       values ($1, 'declined', 'Not ready', $2, $3, now() - interval '1 day')`,
      [a.assessment, a.approver, a.reviewer],
    ),
  )
  const undo = (person: string, kind = 'reverted') =>
    `insert into past_decision (assessment_id, number, outcome, reason, reasons, letter, letter_locale, decided_by_id, reviewed_by_id,
       decided_at, kind, undone_by_id, undone_at, undone_because)
     select assessment_id, 2, outcome, reason, reasons, letter, letter_locale, decided_by_id, reviewed_by_id, decided_at,
       '${kind}', '${person}', now(), 'Two plans were mixed up' from decision where assessment_id = ${at()}`
  const fallen = `update decision set standing = false`

  test('is never changed in place', async () => {
    for (const change of [`outcome = 'approved'`, `reason = 'Better'`, `decided_by_id = '${a.officer}'`])
      await expect(run(a.approver, `update decision set ${change}`), change).rejects.toThrow('never changed')
    expect(await run(a.investigator, `update decision set outcome = 'approved'`)).toBe(0)
  })

  test('is undone only with a trace of how it stood', async () => {
    await expect(run(a.approver, fallen)).rejects.toThrow('undone with a trace')
    await run(a.approver, undo(a.approver))
    expect(await run(a.approver, fallen)).toBe(1)
    expect(await count(a.investigator, 'decision')).toBe(0)
    expect(await count(a.investigator, 'past_decision')).toBe(2)
  })

  test('is made anew in one’s own name, and after an appeal by somebody else', async () => {
    const anew = (person: string) =>
      `update decision set standing = true, outcome = 'approved', decided_by_id = '${person}', decided_at = now()`
    await run(a.officer, undo(a.officer, 'appealed'))
    await run(a.officer, fallen)
    await expect(run(a.approver, anew(a.approver))).rejects.toThrow('made anew')
    await expect(run(a.approver, anew(a.officer))).rejects.toThrow('made anew')
    expect(await run(a.officer, anew(a.officer))).toBe(1)
  })

  test('is not undone by the author’s side or by strangers', async () => {
    for (const person of [a.investigator, a.contributor, b.approver])
      await expect(
        run(
          person,
          `insert into past_decision (assessment_id, number, outcome, reason, reasons, letter, letter_locale, decided_by_id,
             reviewed_by_id, decided_at, kind, undone_by_id, undone_at, undone_because)
           values (${at()}, 3, 'declined', '', '{}', '', 'en', '${person}', '${person}', now(), 'reverted', '${person}', now(), '')`,
        ),
      ).rejects.toThrow(denied)
  })

  test('is appealed by its author, and heard by somebody who neither reviewed nor decided', async () => {
    const lodge = (person: string) =>
      `insert into appeal (assessment_id, grounds, lodged_by_id, lodged_at) values (${at()}, 'Not read', '${person}', now())`
    for (const person of [a.contributor, a.reviewer, b.investigator])
      await expect(run(person, lodge(person))).rejects.toThrow(denied)
    expect(await run(a.investigator, lodge(a.investigator))).toBe(1)
    const hear = (person: string) =>
      `update appeal set state = 'upheld', heard_by_id = '${person}', heard_at = now() where state = 'lodged'`
    for (const person of [a.approver, a.reviewer, a.investigator])
      await expect(run(person, hear(person))).rejects.toThrow(denied)
    expect(await run(b.approver, hear(b.approver))).toBe(0)
    expect(await run(a.officer, hear(a.officer))).toBe(1)
    expect(await run(a.investigator, `update appeal set state = 'taken_back' where state = 'upheld'`)).toBe(0)
  })
})

describe('what the author’s side moves', () => {
  test('a condition never to checked, met or dropped', async () => {
    for (const state of ['checked', 'met', 'dropped'])
      await expect(run(a.investigator, `update condition set state = '${state}'`), state).rejects.toThrow(
        state === 'met' ? 'a second person confirms' : denied,
      )
    expect(await run(a.investigator, `update condition set state = 'given'`)).toBe(1)
    expect(await run(a.commenter, `update condition set state = 'given'`)).toBe(0)
    await expect(run(a.investigator, `update condition set sentence = 'Nothing'`)).rejects.toThrow(denied)
  })

  test('a condition is met when a second person confirms it, and no day is taken away', async () => {
    const found = (by: string) =>
      database.query(
        `insert into condition_event (condition_id, kind, person_id, at)
         select id, 'findEnough', $2, now() from condition where assessment_id = $1`,
        [a.assessment, by],
      )
    const meet = (by: string) => run(by, `update condition set state = 'met'`)
    await expect(meet(a.approver)).rejects.toThrow('a second person confirms')
    await database.query(`update condition set state = 'checked' where assessment_id = $1`, [a.assessment])
    await found(a.approver)
    await expect(meet(a.approver)).rejects.toThrow('a second person confirms')
    await expect(run(a.officer, `update condition set due_on = due_on - 1`)).rejects.toThrow(
      'no day is taken',
    )
    expect(await meet(a.officer)).toBe(1)
    await expect(run(a.officer, `update condition set state = 'open'`)).rejects.toThrow('stays over')
  })

  test('an assessment never to decided or signed while it is not', async () => {
    for (const state of ['decided', 'being_signed', 'signed'])
      await expect(
        run(a.investigator, `update assessment set state = '${state}' where id = ${at()}`),
        state,
      ).rejects.toThrow(denied)
  })
})

describe('around it', () => {
  test('a review is given by the body that reviews, to nobody of the author’s side', async () => {
    const give = (by: string, to: string) =>
      `insert into review_assignment (assessment_id, person_id, part, assigned_by_id, assigned_at)
       values (${at()}, '${to}', 'first', '${by}', now())`
    await expect(run(a.officer, give(a.officer, a.investigator))).rejects.toThrow(denied)
    await expect(run(a.officer, give(a.officer, a.contributor))).rejects.toThrow(denied)
    await expect(run(a.investigator, give(a.investigator, a.reviewer))).rejects.toThrow(denied)
    await expect(run(b.officer, give(b.officer, a.reviewer))).rejects.toThrow(denied)
    expect(await run(a.officer, give(a.officer, a.reviewer))).toBe(1)
  })

  test('nobody is asked from outside about a plan that is no funder’s own', async () => {
    await expect(
      run(a.officer, `select app_add_outside_reviewer(${at()}, '${b.contributor}', 'outside')`),
    ).rejects.toThrow('only the body that reviews')
  })

  test('a letter is written by who decides or runs the call', async () => {
    for (const person of [a.reviewer, a.administrator])
      expect(await run(person, `update letter_template set body = 'No', updated_by_id = '${person}'`)).toBe(0)
    expect(
      await run(b.officer, `update letter_template set body = 'No' where organisation_id = '${a.funder}'`),
    ).toBe(0)
    expect(
      await run(a.approver, `update letter_template set body = 'Dear', updated_by_id = '${a.approver}'`),
    ).toBe(1)
  })

  test('notices are one’s own, and nobody writes one for another', async () => {
    expect(await count(a.officer, 'notice')).toBe(1)
    await expect(
      run(
        a.officer,
        `insert into notice (person_id, kind, record_id, at) values ('${a.reviewer}', 'x', ${at()}, now())`,
      ),
    ).rejects.toThrow(denied)
    await expect(run(a.officer, `update notice set kind = 'decided'`)).rejects.toThrow(denied)
  })

  test('a comment reaches its audience and nobody else', async () => {
    const say = (by: string, audience: string) =>
      `insert into comment (assessment_id, author_id, body, at, audience) values (${at()}, '${by}', 'Why?', now(), '${audience}')`
    await expect(run(a.reviewer, say(a.reviewer, 'writers'))).rejects.toThrow(denied)
    await expect(run(a.investigator, say(a.investigator, 'reviewers'))).rejects.toThrow(denied)
    await run(a.reviewer, say(a.reviewer, 'reviewers'))
    await run(a.reviewer, say(a.reviewer, 'both'))
    expect(await count(a.investigator, `comment where audience <> 'writers'`)).toBe(1)
    expect(await count(a.approver, `comment`)).toBe(2)
    expect(await count(b.approver, `comment where assessment_id = ${at()}`)).toBe(0)
    await database.query(
      `insert into membership (person_id, organisation_id, role) values ($1, $2, 'reviewer')`,
      [a.investigator, a.funder],
    )
    expect(await count(a.investigator, `comment where audience = 'reviewers'`)).toBe(0)
    await database.query(
      `insert into review_assignment (assessment_id, person_id, part, assigned_by_id, assigned_at) values ($1, $2, 'second', $3, now())`,
      [a.assessment, a.officer, a.approver],
    )
    expect(await count(a.officer, 'comment')).toBe(0)
    await expect(run(a.officer, say(a.officer, 'reviewers'))).rejects.toThrow(denied)
  })
})
