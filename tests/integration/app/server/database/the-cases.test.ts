import { beforeEach, describe, expect, test } from 'vitest'
import { withScope } from '#app/server/database.server.ts'
import { layCase, type CaseWorld } from '#tests/integration/app/server/database/one-case.ts'
import { withTestDatabase } from '#tests/support/database.ts'

/** What the database itself refuses around cases: the last door when a workflow has a hole. */
const database = withTestDatabase()
const denied = /permission denied|row-level security/
let worlds = 0
let a: CaseWorld
let b: CaseWorld

beforeEach(async () => {
  a = await layCase(database, `A${(worlds += 1)}`)
  b = await layCase(database, `B${worlds}`)
})

const run = (personId: string, text: string) => withScope(personId, (tx) => tx.$executeRawUnsafe(text))
const count = (personId: string, from: string) =>
  withScope(personId, (tx) => tx.$queryRawUnsafe<{ count: bigint }[]>(`select count(*) from ${from}`)).then(
    ([row]) => Number(row!.count),
  )
const declare = (personId: string) =>
  run(
    personId,
    `insert into concern_declaration (concern_id, person_id, conflicted, on_day) values ('${a.concern}', '${personId}', false, current_date)`,
  )
const sealedTables = ['sealed_part', 'sealed_file', 'concern_proposal', 'case_log_entry']
const everyTable = [
  ...sealedTables,
  'concern',
  'concern_thread',
  'concern_way',
  'concern_key',
  'concern_envelope',
  'concern_clock',
  'concern_declaration',
  'participation',
]

describe('somebody who does not take part', () => {
  test('finds nothing of a case: not the person it is about, not an administrator, not a handler of another body', async () => {
    for (const person of [a.subject, a.administrator, b.first])
      for (const table of everyTable)
        expect(
          await count(
            person,
            `${table} where ${table === 'concern' ? 'id' : idColumn(table)} ${within(table)}`,
          ),
          table,
        ).toBe(0)
  })

  test('is not let in by adding themselves', async () => {
    for (const person of [a.subject, a.administrator, a.lead, b.first]) {
      await expect(
        run(person, `select app_add_to_case('${a.concern}', '${person}', 'case_handler', current_date)`),
      ).rejects.toThrow('only who has opened a case')
      await expect(
        run(
          person,
          `insert into participation (record_id, person_id, capacity) values ('${a.concern}', '${person}', 'case_handler')`,
        ),
      ).rejects.toThrow(denied)
    }
  })
})

describe('who watches the clocks, and who looks after the subject', () => {
  test('the overseer sees stage and clocks and nothing that was sealed', async () => {
    expect(await count(a.lead, 'concern')).toBe(1)
    expect(await count(a.lead, 'concern_clock')).toBe(2)
    for (const table of [...sealedTables, 'concern_thread', 'concern_key', 'concern_envelope'])
      expect(await count(a.lead, table), table).toBe(0)
    expect(await run(a.lead, `update concern set revision = 9`)).toBe(0)
  })

  test('the subject’s carer sees that there is a case and no clock of it', async () => {
    expect(await count(a.carer, 'concern')).toBe(1)
    for (const table of [...sealedTables, 'concern_clock', 'concern_envelope'])
      expect(await count(a.carer, table), table).toBe(0)
  })
})

describe('a handler', () => {
  test('is given whom it is about first, and the rest after saying that there is no conflict', async () => {
    expect(await count(a.second, 'sealed_part')).toBe(1)
    expect(await count(a.second, 'sealed_file')).toBe(0)
    await declare(a.second)
    expect(await count(a.second, 'sealed_part')).toBe(2)
    expect(await count(a.second, 'sealed_file')).toBe(1)
  })

  test('declares for nobody else', async () => {
    await expect(
      run(
        a.first,
        `insert into concern_declaration (concern_id, person_id, conflicted, on_day) values ('${a.concern}', '${a.second}', false, current_date)`,
      ),
    ).rejects.toThrow(denied)
  })

  test('with a conflict finds nothing any more, holds no envelope, and is not let in again', async () => {
    await run(a.second, `select app_step_back_from_case('${a.concern}', current_date)`)
    for (const table of ['concern', 'concern_clock', 'concern_envelope', 'sealed_part'])
      expect(await count(a.second, table), table).toBe(0)
    const left = await database.query(
      `select from concern_envelope where handler_key_id = $1 and ended_on is null`,
      [a.keyOfSecond],
    )
    expect(left).toEqual([])
    await expect(
      run(a.first, `select app_add_to_case('${a.concern}', '${a.second}', 'case_handler', current_date)`),
    ).rejects.toThrow('does not come back')
  })

  test('lets in only who has a counted key, and never as carer of the subject who already handles', async () => {
    await database.query('update handler_key set counted_on = null where id = $1', [a.keyOfSubject])
    await expect(
      run(a.first, `select app_add_to_case('${a.concern}', '${a.subject}', 'case_handler', current_date)`),
    ).rejects.toThrow('two handlers have signed')
    await expect(
      run(a.first, `select app_add_to_case('${a.concern}', '${a.second}', 'subject_carer', current_date)`),
    ).rejects.toThrow('does not look after its subject')
  })

  test('lets a colleague in, and in again after their part had ended', async () => {
    const letIn = () =>
      run(a.first, `select app_add_to_case('${a.concern}', '${a.subject}', 'case_handler', current_date)`)
    await letIn()
    await letIn()
    expect(await count(a.subject, 'concern')).toBe(1)
    await run(a.first, `select app_end_in_case('${a.concern}', '${a.subject}', 'case_handler', current_date)`)
    expect(await count(a.subject, 'concern')).toBe(0)
    await letIn()
    expect(await count(a.subject, 'concern')).toBe(1)
  })

  test('is never the last to be taken out', async () => {
    await run(a.first, `select app_end_in_case('${a.concern}', '${a.second}', 'case_handler', current_date)`)
    expect(await count(a.second, 'concern')).toBe(0)
    await expect(
      run(a.first, `select app_end_in_case('${a.concern}', '${a.first}', 'case_handler', current_date)`),
    ).rejects.toThrow('stays until there is another')
  })

  test('does not confirm what they proposed, nor settle what is settled', async () => {
    const settle = (person: string) =>
      run(
        person,
        `update concern_proposal set state = 'confirmed', settled_by_id = '${person}', settled_on = current_date`,
      )
    await expect(settle(a.first)).rejects.toThrow(denied)
    await declare(a.second)
    expect(await settle(a.second)).toBe(1)
    expect(await settle(a.second)).toBe(0)
  })

  test('pauses a service clock and never one of the law', async () => {
    const pause = (kind: string) =>
      run(a.first, `update concern_clock set paused_on = current_date where kind = '${kind}'`)
    expect(await pause('acknowledge')).toBe(1)
    await expect(pause('notify')).rejects.toThrow(denied)
  })

  test('changes no part, takes nothing out of the log and unlocks no file', async () => {
    for (const text of [
      `update sealed_part set sealed = '\\x00'`,
      `update case_log_entry set action = 'nothing'`,
      `delete from sealed_part`,
      `delete from case_log_entry`,
      `update concern set arrived_on = current_date`,
      `update handler_key set counted_on = current_date`,
    ])
      await expect(run(a.first, text), text).rejects.toThrow(denied)
    await run(a.first, `update sealed_file set locked_on = current_date, locked_by_id = '${a.first}'`)
    await expect(run(a.first, `update sealed_file set locked_on = null`)).rejects.toThrow(denied)
  })
})

describe('a key', () => {
  const newKey = async (person: string) =>
    (
      await database.query<{ id: string }>(
        `insert into handler_key (person_id, organisation_id, duties, recipient, verify_key, statement, created_on)
         values ($1, $2, '{handle}', 'age1', '\\x00', '{}', current_date) returning id`,
        [person, a.body],
      )
    )[0]!.id
  const sign = (key: string, by: string) =>
    database.query(
      `insert into handler_key_signature (key_id, by_key_id, signature, on_day) values ($1, $2, '\\x00', current_date)`,
      [key, by],
    )
  const counts = async (key: string) =>
    (
      await database.query<{ counted: boolean }>(
        `select counted_on is not null as counted from handler_key where id = $1`,
        [key],
      )
    )[0]!.counted

  test('is locked for its owner alone', async () => {
    expect(await count(a.first, 'handler_key_wrap')).toBe(1)
    for (const person of [a.second, a.lead, a.administrator, b.first])
      expect(await count(person, `handler_key_wrap where key_id = '${a.keyOfFirst}'`)).toBe(0)
  })

  test('is made and signed by handlers for themselves: no administrator, nobody of another body, nobody for another', async () => {
    const make = (by: string, of: string) =>
      run(
        by,
        `insert into handler_key (person_id, organisation_id, duties, recipient, verify_key, statement, created_on)
         values ('${of}', '${a.body}', '{handle}', 'age1', '\\x00', '{}', current_date)`,
      )
    for (const [by, of] of [
      [a.administrator, a.administrator],
      [a.first, a.second],
      [b.first, b.first],
    ] as const)
      await expect(make(by, of)).rejects.toThrow(denied)
    const key = await newKey(a.subject)
    const signAs = (person: string, by: string) =>
      run(
        person,
        `insert into handler_key_signature (key_id, by_key_id, signature, on_day) values ('${key}', '${by}', '\\x00', current_date)`,
      )
    for (const [person, by] of [
      [a.administrator, a.keyOfFirst],
      [a.second, a.keyOfFirst],
      [b.first, b.keyOfFirst],
    ] as const)
      await expect(signAs(person, by)).rejects.toThrow(denied)
  })

  test('counts once two handlers whose keys count have signed it, and neither of them is its own', async () => {
    const key = await newKey(a.subject)
    const countIt = () => run(a.first, `select app_count_key('${key}', current_date)`)
    await sign(key, key)
    await sign(key, a.keyOfFirst)
    await countIt()
    expect(await counts(key)).toBe(false)
    await sign(key, a.keyOfSecond)
    await run(a.administrator, `select app_count_key('${key}', current_date)`)
    expect(await counts(key)).toBe(false)
    await countIt()
    expect(await counts(key)).toBe(true)
  })

  test('of the first two counts when each has signed both', async () => {
    await database.query(
      'update handler_key set counted_on = null, ended_on = current_date where organisation_id = $1',
      [a.body],
    )
    const [one, two] = [await newKey(a.first), await newKey(a.second)]
    const countThem = () => run(a.first, `select app_count_key('${one}', current_date)`)
    await sign(one, one)
    await sign(one, two)
    await sign(two, one)
    await countThem()
    expect([await counts(one), await counts(two)]).toEqual([false, false])
    await sign(two, two)
    await countThem()
    expect([await counts(one), await counts(two)]).toEqual([true, true])
  })
})

describe('the next body', () => {
  test('reads nothing while somebody is left, and everything once the last handler has stepped back', async () => {
    const next = await layCase(database, `N${worlds}`)
    await database.query(
      `insert into concern_envelope (key_id, holder, handler_key_id, sealed, on_day) values ($1, 'reserve', $2, '\\x00', current_date)`,
      [a.fileKey, next.keyOfFirst],
    )
    const stepBack = (person: string) =>
      run(person, `select app_step_back_from_case('${a.concern}', current_date)`)
    const sees = (person: string) => count(person, `concern where id = '${a.concern}'`)
    await stepBack(a.first)
    expect([await sees(next.first), await sees(a.second)]).toEqual([0, 1])
    await stepBack(a.second)
    expect([await sees(next.first), await sees(next.second), await sees(a.second)]).toEqual([1, 0, 0])
    const [held] = await database.query<{ holder: string }>(
      `select holder from concern_envelope where key_id = $1 and handler_key_id = $2`,
      [a.fileKey, next.keyOfFirst],
    )
    expect(held).toEqual({ holder: 'handler' })
  })
})

test('a door that was opened never shuts', async () => {
  await run(a.lead, `update concern_door set opened_on = current_date where id = '${a.door}'`)
  await expect(
    run(a.lead, `update concern_door set opened_on = null where id = '${a.door}'`),
  ).rejects.toThrow('never shuts')
  expect(await run(b.lead, `update concern_door set name = 'Ours' where id = '${a.door}'`)).toBe(0)
})

function idColumn(table: string): string {
  return (
    { participation: 'record_id', concern_way: 'thread_id', concern_envelope: 'key_id' }[table] ??
    'concern_id'
  )
}

function within(table: string): string {
  if (table === 'concern_way') return `= '${a.thread}'`
  if (table === 'concern_envelope') return `= '${a.fileKey}'`
  return `= '${a.concern}'`
}
