import { beforeAll, describe, expect, test } from 'vitest'
import { withScope } from '#app/server/database.server.ts'
import { layWorld, type World } from '#tests/integration/app/server/database/two-worlds.ts'
import { withTestDatabase } from '#tests/support/database.ts'

/** What the database refuses around a plan that several people write, although no route asks for it. */
const database = withTestDatabase()
const denied = /permission denied|row-level security/
let a: World
let b: World

beforeAll(async () => {
  a = await layWorld(database, 'A')
  b = await layWorld(database, 'B')
})

const run = (personId: string, text: string) => withScope(personId, (tx) => tx.$executeRawUnsafe(text))
const read = <Row>(personId: string, text: string) =>
  withScope(personId, (tx) => tx.$queryRawUnsafe<Row[]>(text))
const count = async (personId: string, from: string) =>
  Number((await read<{ count: bigint }>(personId, `select count(*) from ${from}`))[0]!.count)

const draftTables = ['answer', 'plan_context', 'comment', 'assignment', 'register_row', 'evidence_use']

describe('what is being written', () => {
  test('does not exist for a stranger or for the body that reviews it', async () => {
    for (const table of draftTables)
      for (const who of ['officer', 'reviewer', 'approver', 'administrator'] as const) {
        expect(await count(a[who], table), `${who} ${table}`).toBe(0)
        expect(await count(b[who], `${table} where assessment_id = '${a.assessment}'`)).toBe(0)
      }
  })

  test('is there for whoever was invited, and for nobody who left', async () => {
    for (const table of [...draftTables, 'submission'])
      for (const who of ['contributor', 'commenter'] as const)
        expect(await count(a[who], table), `${who} ${table}`).toBe(1)
    for (const who of ['contributor', 'commenter'] as const) {
      await database.query(
        `update participation set until_at = now() - interval '1 second' where person_id = $1`,
        [a[who]],
      )
      for (const table of [...draftTables, 'assessment', 'submission', 'evidence_item', 'evidence_file'])
        expect(await count(a[who], table), `${who} ${table}`).toBe(0)
      await database.query(`update participation set until_at = null where person_id = $1`, [a[who]])
    }
  })

  test('is hidden from a contributor who joins the reviewing body meanwhile', async () => {
    await database.query(
      `insert into membership (person_id, organisation_id, role) values ($1, $2, 'reviewer')`,
      [a.contributor, a.funder],
    )
    for (const table of draftTables) expect(await count(a.contributor, table), table).toBe(0)
    await expect(run(a.contributor, remark(a, a.contributor))).rejects.toThrow(denied)
    await database.query(`delete from membership where person_id = $1 and organisation_id = $2`, [
      a.contributor,
      a.funder,
    ])
  })
})

describe('a contributor', () => {
  test('edits answers, registers and evidence, in their own name', async () => {
    const by = a.contributor
    expect(await run(by, `update answer set text = 'better', updated_by_id = '${by}'`)).toBe(1)
    await expect(run(by, `update answer set updated_by_id = '${a.investigator}'`)).rejects.toThrow(denied)
    expect(await run(by, `update plan_context set tier = 2, updated_by_id = '${by}'`)).toBe(1)
    expect(await run(by, `update register_row set "values" = '{"a":1}', updated_by_id = '${by}'`)).toBe(1)
    expect(await run(by, `update evidence_use set removed_at = now()`)).toBe(1)
    await expect(run(by, `update evidence_use set removed_at = null`)).rejects.toThrow(denied)
    expect(await run(by, `update evidence_use set removed_at = null, added_by_id = '${by}'`)).toBe(1)
  })

  test('owns nothing: neither sends, nor gives tasks, nor lets others in or out', async () => {
    const by = a.contributor
    expect(await run(by, `update assessment set state = 'withdrawn' where id = '${a.assessment}'`)).toBe(0)
    await expect(run(by, submission(a, by))).rejects.toThrow(denied)
    expect(await run(by, `update assignment set person_id = null, assigned_by_id = '${by}'`)).toBe(0)
    await expect(run(by, add(a, b.contributor, 'commenter'))).rejects.toThrow('only who owns, wrote or holds')
    await expect(run(by, end(a, a.commenter))).rejects.toThrow('only the author ends')
    await expect(
      run(
        by,
        `insert into evidence_sent (assessment_id, submission_number, evidence_id) values ('${a.assessment}', 2, '${a.evidence}')`,
      ),
    ).rejects.toThrow(denied)
    await expect(run(by, signOff(a, by, a.risk, 'research_organisation', 2))).rejects.toThrow(denied)
  })

  test('gives a document to the body of the plan, and to no other', async () => {
    const by = a.contributor
    expect(await run(by, item(a.university, by))).toBe(1)
    await expect(run(by, item(b.university, by))).rejects.toThrow(denied)
  })

  test('leaves of their own accord, at once', async () => {
    await run(a.contributor, end(a, a.contributor))
    expect(await count(a.contributor, 'assessment')).toBe(0)
    await expect(
      run(a.contributor, `update evidence_item set title = 'Mine'`),
      'also documents that they gave stay with the body',
    ).resolves.toBe(0)
    await run(a.investigator, add(a, a.contributor, 'contributor'))
    expect(await count(a.contributor, 'assessment')).toBe(1)
  })
})

describe('somebody who comments', () => {
  test('writes no answer, no list and no evidence', async () => {
    const by = a.commenter
    const set = `set updated_by_id = '${by}'`
    expect(await run(by, `update answer ${set}`)).toBe(0)
    expect(await run(by, `update plan_context ${set}`)).toBe(0)
    expect(await run(by, `update register_row ${set}`)).toBe(0)
    expect(await run(by, `update evidence_use set removed_at = now()`)).toBe(0)
    const at = `'${a.assessment}'`
    await expect(
      run(
        by,
        `insert into answer (assessment_id, requirement_id, updated_by_id, updated_at) values (${at}, 'r2', '${by}', now())`,
      ),
    ).rejects.toThrow(denied)
    await expect(
      run(
        by,
        `insert into register_row (assessment_id, register, "values", created_by_id, updated_by_id, updated_at) values (${at}, 'risks', '{}', '${by}', '${by}', now())`,
      ),
    ).rejects.toThrow(denied)
    await expect(run(by, use(a, a.evidence, by))).rejects.toThrow(denied)
    await expect(run(by, item(a.university, by))).rejects.toThrow(denied)
  })

  test('comments in their own name, and settles only what they said themselves', async () => {
    const say = (by: string, author: string, more = 'null, null') =>
      run(
        by,
        `insert into comment (assessment_id, author_id, body, at, settled_by_id, settled_at) values ('${a.assessment}', '${author}', 'Whose van?', now(), ${more})`,
      )
    await expect(say(a.commenter, a.investigator)).rejects.toThrow(denied)
    await expect(say(a.reviewer, a.reviewer)).rejects.toThrow(denied)
    await expect(say(a.commenter, a.commenter, `'${a.investigator}', null`)).rejects.toThrow(denied)
    expect(await say(a.investigator, a.investigator)).toBe(1)
    const settle = (by: string) =>
      run(by, `update comment set settled_by_id = '${by}', settled_at = now() where body = 'Whose van?'`)
    expect(await settle(a.commenter)).toBe(0)
    expect(await settle(a.contributor)).toBe(1)
    await expect(run(a.investigator, `update comment set body = 'Other words'`)).rejects.toThrow(denied)
  })
})

describe('who is let in', () => {
  test('is a person, asked by the author, who does not belong to the body that reviews', async () => {
    for (const capacity of ['contributor', 'commenter']) {
      for (const member of [a.reviewer, a.officer, a.administrator])
        await expect(run(a.investigator, add(a, member, capacity)), capacity).rejects.toThrow(
          'do not belong to the body that reviews it',
        )
      await expect(run(a.officer, add(a, b.contributor, capacity))).rejects.toThrow('only who owns, wrote')
      await expect(run(a.officer, addTo(a.programme, b.contributor, capacity))).rejects.toThrow(
        'a plan is written',
      )
      await expect(run(b.investigator, add(a, b.contributor, capacity))).rejects.toThrow(
        'only who owns, wrote',
      )
    }
    const asBody = `select app_add_participation('${a.assessment}', '${b.university}', null, 'contributor')`
    await expect(run(a.investigator, asBody)).rejects.toThrow('a plan is written with people')
  })

  test('begins anew when they come back', async () => {
    const from = `update participation set from_at = '2020-01-01', until_at = $2 where person_id = $1`
    const since = async () =>
      (
        await database.query<{ year: number }>(
          `select extract(year from from_at)::int as year from participation where person_id = $1`,
          [a.commenter],
        )
      )[0]!.year
    await database.query(from, [a.commenter, null])
    await run(a.investigator, add(a, a.commenter, 'commenter'))
    expect(await since()).toBe(2020)
    await database.query(from, [a.commenter, '2021-01-01'])
    await run(a.investigator, add(a, a.commenter, 'commenter'))
    expect(await since()).toBeGreaterThan(2024)
  })

  test('and only they are given a principle, so that nobody reads a stranger’s name by it', async () => {
    const assign = (to: string) =>
      run(
        a.investigator,
        `update assignment set person_id = '${to}', assigned_by_id = '${a.investigator}' where assessment_id = '${a.assessment}'`,
      )
    for (const stranger of [b.investigator, a.reviewer, a.commenter])
      await expect(assign(stranger)).rejects.toThrow(denied)
    expect(await assign(a.investigator)).toBe(1)
    expect(await assign(a.contributor)).toBe(1)
  })
})

describe('evidence', () => {
  test('of another body is attached to no plan, and no file of another body is named', async () => {
    await expect(run(a.investigator, use(a, b.evidence, a.investigator))).rejects.toThrow(denied)
    await expect(run(a.investigator, item(a.university, a.investigator, b.file))).rejects.toThrow(denied)
    await expect(
      run(a.investigator, `update evidence_item set file_id = '${b.file}' where id = '${a.evidence}'`),
    ).rejects.toThrow(denied)
    await expect(run(a.investigator, sent(a, a.investigator, 2, b.file))).rejects.toThrow(denied)
    expect(await count(a.investigator, `evidence_file where id = '${b.file}'`)).toBe(0)
    expect(
      await run(a.investigator, `update evidence_item set file_id = '${a.file}' where id = '${a.evidence}'`),
    ).toBe(1)
  })

  test('reaches the reviewing body as it was sent, and nothing else of it', async () => {
    await run(a.investigator, item(a.university, a.investigator))
    await database.query(`update evidence_item set in_passport = false where id = $1`, [a.evidence])
    const seen = await read<{ id: string }>(a.reviewer, `select id from evidence_item`)
    expect(seen).toEqual([{ id: a.evidence }])
    expect(await read<{ id: string }>(a.reviewer, `select id from evidence_file`)).toEqual([{ id: a.file }])
    await database.query(`update evidence_item set in_passport = true where id = $1`, [a.evidence])
  })

  test('is not added to a submission by who reviews it, nor to one that a newer replaced', async () => {
    for (const who of ['reviewer', 'approver', 'officer'] as const)
      await expect(run(a[who], sent(a, a[who], 2, a.file))).rejects.toThrow(denied)
    await database.query(
      `insert into submission (assessment_id, number, locale, content, content_hash, submitted_by_id, submitted_at) values ($1, 2, 'en', '[]', '\\x00', $2, now())`,
      [a.assessment, a.investigator],
    )
    await run(a.investigator, item(a.university, a.investigator, null, 'Late'))
    const [late] = await read<{ id: string }>(
      a.investigator,
      `select id from evidence_item where title = 'Late'`,
    )
    await run(a.investigator, use(a, late!.id, a.investigator))
    await expect(run(a.investigator, sent(a, a.investigator, 1, null, late!.id))).rejects.toThrow(denied)
    expect(await run(a.investigator, sent(a, a.investigator, 2, null, late!.id))).toBe(1)
    await database.query(`delete from submission where number = 2`)
  })
})

describe('a passport', () => {
  const passport = async (who: string) => [
    await count(who, `passport_answer where organisation_id = '${a.university}'`),
    await count(who, `evidence_item where id = '${a.evidence}'`),
  ]

  test('shows nothing any more when its grant ends, or its last day is over', async () => {
    await database.query(`delete from evidence_sent where evidence_id = $1`, [a.evidence])
    expect(await passport(a.reviewer)).toEqual([1, 1])
    expect(await passport(b.reviewer)).toEqual([0, 0])
    await database.query(`update passport_answer set removed_at = now() where organisation_id = $1`, [
      a.university,
    ])
    expect(await passport(a.reviewer)).toEqual([0, 1])
    await database.query(`update passport_answer set removed_at = null`)
    await database.query(`update passport_grant set until_on = current_date - 1 where id = $1`, [a.grant])
    expect(await passport(a.reviewer)).toEqual([0, 0])
    await database.query(`update passport_grant set until_on = current_date where id = $1`, [a.grant])
    expect(await passport(a.reviewer)).toEqual([1, 1])
    expect(await run(a.reviewer, `update passport_grant set ended_at = now()`)).toBe(0)
    expect(await run(a.investigator, `update passport_grant set ended_at = now()`)).toBe(1)
    expect(await passport(a.reviewer)).toEqual([0, 0])
    await expect(run(a.investigator, `update passport_grant set ended_at = null`)).rejects.toThrow(denied)
    await expect(
      run(
        a.reviewer,
        `insert into passport_reading (grant_id, person_id, at) values ('${a.grant}', '${a.reviewer}', now())`,
      ),
    ).rejects.toThrow(denied)
  })

  test('is opened by its body, for a call of the body that reads it', async () => {
    const open = (by: string, of: string, to: string, call: string) =>
      run(
        by,
        `insert into passport_grant (organisation_id, to_organisation_id, call_id, until_on, granted_by_id, granted_at) values ('${of}', '${to}', '${call}', current_date, '${by}', now())`,
      )
    await expect(open(a.officer, a.university, a.funder, a.openCall)).rejects.toThrow(denied)
    await expect(open(a.investigator, a.university, b.funder, a.openCall)).rejects.toThrow(denied)
    expect(await open(a.investigator, a.university, b.funder, b.openCall)).toBe(1)
    await database.query(
      `delete from passport_grant where to_organisation_id = $1 and organisation_id = $2`,
      [b.funder, a.university],
    )
  })
})

describe('what does not fit', () => {
  const note = (by: string, framework = 'amana-ukcdr') =>
    run(
      by,
      `insert into requirement_note (framework_id, framework_version, requirement_id, assessment_id, person_id, body, locale, at) values ('${framework}', 0, 'r1', '${a.assessment}', '${by}', 'No clinic within a day', 'en', now())`,
    )

  test('is said by who writes a plan, about what is asked of it', async () => {
    await expect(note(a.reviewer)).rejects.toThrow(denied)
    await expect(note(b.investigator)).rejects.toThrow(denied)
    await expect(note(a.investigator, 'a-own')).rejects.toThrow(denied)
    expect(await note(a.commenter)).toBe(1)
  })

  test('is read by who looks after the framework, who never learns who said it', async () => {
    const notes = (who: string) => read<Record<string, unknown>>(who, `select * from app_notes()`)
    for (const who of [a.officer, a.reviewer, a.investigator, a.commenter])
      expect(await notes(who)).toEqual([])
    const found = await notes(a.administrator)
    expect(found).toHaveLength(3)
    expect(Object.keys(found[0]!).join(' ')).not.toMatch(/person|assessment/)
    expect(found.map(({ people }) => Number(people))).toEqual([3, 3, 3])
    expect(await count(a.administrator, 'requirement_note')).toBe(0)
    expect(await count(a.commenter, 'requirement_note')).toBe(1)
  })

  test('is marked as read by them alone', async () => {
    const [row] = await database.query<{ id: string }>(`select id from requirement_note limit 1`)
    const mark = async (who: string) =>
      Number(
        (
          await read<{ marked: bigint }>(who, `select app_mark_notes(array['${row!.id}']::uuid[]) as marked`)
        )[0]!.marked,
      )
    expect(await mark(a.investigator)).toBe(0)
    expect(await mark(a.administrator)).toBe(1)
    expect(await mark(a.administrator)).toBe(0)
    await expect(run(a.investigator, `update requirement_note set read_at = now()`)).rejects.toThrow(denied)
  })
})

test('a risk is carried by name on its own plan only, in the right capacity', async () => {
  await expect(
    run(a.investigator, signOff(a, a.investigator, b.risk, 'research_organisation', 9)),
  ).rejects.toThrow(denied)
  await expect(run(a.investigator, signOff(a, a.investigator, a.risk, 'funder', 9))).rejects.toThrow(denied)
  await expect(run(a.approver, signOff(a, a.approver, a.risk, 'research_organisation', 9))).rejects.toThrow(
    denied,
  )
  expect(await run(a.approver, signOff(a, a.approver, a.risk, 'funder', 9))).toBe(1)
})

test('nobody publishes under the name of another body’s framework', async () => {
  const publish = (by: string, of: string, name: string, version: number) =>
    run(
      by,
      `insert into framework_version (framework_id, version, organisation_id, source, words, sha256, published_by_id, published_at) values ('${name}', ${version}, '${of}', '{}', '{}', '\\x00', '${by}', now())`,
    )
  await expect(publish(b.officer, b.funder, 'a-own', 2)).rejects.toThrow(denied)
  await expect(publish(a.officer, a.funder, 'amana-ukcdr', 9)).rejects.toThrow(denied)
  await expect(publish(a.reviewer, a.funder, 'a-own', 2)).rejects.toThrow(denied)
  await expect(publish(a.officer, b.funder, 'c-own', 1)).rejects.toThrow(denied)
  await expect(publish(b.officer, b.funder, 'a-another', 1)).rejects.toThrow(denied)
  expect(await publish(a.officer, a.funder, 'a-own', 2)).toBe(1)
})

function add(world: World, personId: string, capacity: string): string {
  return addTo(world.assessment, personId, capacity)
}

function addTo(record: string, personId: string, capacity: string): string {
  return `select app_add_participation('${record}', null, '${personId}', '${capacity}')`
}

function end(world: World, personId: string): string {
  return `select app_end_contribution('${world.assessment}', '${personId}')`
}

function item(organisation: string, by: string, file: string | null = null, title = 'Letter'): string {
  return `insert into evidence_item (organisation_id, kind, title, file_id, created_by_id, created_at) values ('${organisation}', 'file', '${title}', ${file ? `'${file}'` : 'null'}, '${by}', now())`
}

function use(world: World, evidence: string, by: string): string {
  return `insert into evidence_use (assessment_id, requirement_id, evidence_id, added_by_id, added_at) values ('${world.assessment}', 'r9', '${evidence}', '${by}', now())`
}

function sent(
  world: World,
  _by: string,
  number: number,
  file: string | null,
  evidence = world.evidence,
): string {
  return `insert into evidence_sent (assessment_id, submission_number, evidence_id, file_id) values ('${world.assessment}', ${number}, '${evidence}', ${file ? `'${file}'` : 'null'})`
}

function signOff(world: World, by: string, row: string, capacity: string, revision: number): string {
  return `insert into risk_sign_off (assessment_id, row_id, row_revision, capacity, person_id, reason, at) values ('${world.assessment}', '${row}', ${revision}, '${capacity}', '${by}', 'Carried', now())`
}

function submission(world: World, by: string): string {
  return `insert into submission (assessment_id, number, locale, content, content_hash, submitted_by_id, submitted_at) values ('${world.assessment}', 9, 'en', '[]', '\\x00', '${by}', now())`
}

function remark(world: World, by: string): string {
  return `insert into review_remark (assessment_id, submission_number, principle, judgement, reviewer_id, at) values ('${world.assessment}', 1, 'rights', 'accepted', '${by}', now())`
}
