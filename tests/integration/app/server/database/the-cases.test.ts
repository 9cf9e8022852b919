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
const leave = (personId: string) =>
  database.query(
    `update membership set from_at = now() - interval '2 hours', until_at = now() - interval '1 hour' where person_id = $1`,
    [personId],
  )
const holds = (handlerKey: string, holder: string) =>
  database.query(
    `insert into concern_envelope (key_id, holder, handler_key_id, sealed, on_day) values ($1, $2, $3, '\\x00', current_date)`,
    [a.fileKey, holder, handlerKey],
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

  test('the overseer who is lead there no more sees nothing, whatever else they lead', async () => {
    await leave(a.lead)
    await database.query(
      `insert into membership (person_id, organisation_id, role) values ($1, $2, 'safeguarding_lead')`,
      [a.lead, b.body],
    )
    for (const table of ['concern', 'concern_clock', 'participation'])
      expect(
        await count(
          a.lead,
          `${table} where ${table === 'concern' ? 'id' : idColumn(table)} ${within(table)}`,
        ),
      ).toBe(0)
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
    await holds(a.keyOfSubject, 'handler')
    await letIn()
    expect(await count(a.subject, 'concern')).toBe(1)
    await run(a.first, `select app_end_in_case('${a.concern}', '${a.subject}', 'case_handler', current_date)`)
    expect(await count(a.subject, 'concern')).toBe(0)
    await letIn()
    await holds(a.keyOfSubject, 'handler')
    expect(await count(a.subject, 'concern')).toBe(1)
  })

  test('who left the body finds nothing of its cases, though they handle with a key in another one', async () => {
    await declare(a.second)
    const joins = async () => {
      await database.query(
        `insert into membership (person_id, organisation_id, role) values ($1, $2, 'case_handler')`,
        [a.second, b.body],
      )
      await database.query(
        `insert into handler_key (person_id, organisation_id, duties, recipient, verify_key, statement, created_on, counted_on)
         values ($1, $2, '{handle}', 'age1', '\\x00', '{}', current_date, current_date)`,
        [a.second, b.body],
      )
    }
    await joins()
    expect(await count(a.second, 'sealed_part')).toBe(2)
    await database.query(
      `update membership set from_at = now() - interval '2 hours', until_at = now() - interval '1 hour'
       where person_id = $1 and organisation_id = $2`,
      [a.second, a.body],
    )
    for (const table of everyTable)
      expect(
        await count(
          a.second,
          `${table} where ${table === 'concern' ? 'id' : idColumn(table)} ${within(table)}`,
        ),
        table,
      ).toBe(0)
    await expect(
      run(
        a.second,
        `insert into case_log_entry (concern_id, on_day, action, person_id, data, salt, leaf)
         values ('${a.concern}', current_date, 'case.note', '${a.second}', '{}', '\\x00', '\\x00')`,
      ),
    ).rejects.toThrow(denied)
    expect(await count(a.first, 'sealed_part')).toBe(2)
  })

  test('who is given a new key in the same body still has the case in their list', async () => {
    await database.query('update handler_key set ended_on = current_date where id = $1', [a.keyOfSecond])
    expect(await count(a.second, 'concern')).toBe(0)
    await database.query(
      `insert into handler_key (person_id, organisation_id, duties, recipient, verify_key, statement, created_on)
       values ($1, $2, '{handle}', 'age1', '\\x00', '{}', current_date)`,
      [a.second, a.body],
    )
    expect(await count(a.second, 'concern')).toBe(1)
  })

  test('is taken out only where two stay who can open it', async () => {
    const endSecond = () =>
      run(a.first, `select app_end_in_case('${a.concern}', '${a.second}', 'case_handler', current_date)`)
    await expect(endSecond()).rejects.toThrow('two handlers of a case stay')
    await run(a.first, `select app_add_to_case('${a.concern}', '${a.subject}', 'case_handler', current_date)`)
    await expect(endSecond()).rejects.toThrow('two handlers of a case stay')
    await holds(a.keyOfSubject, 'handler')
    await leave(a.subject)
    await expect(endSecond()).rejects.toThrow('two handlers of a case stay')
    await database.query('update membership set until_at = null where person_id = $1', [a.subject])
    await endSecond()
    expect(await count(a.second, 'concern')).toBe(0)
  })

  test.each(['left the body', 'has another job there', 'has no key any more'])(
    'who %s finds nothing of the cases any more and changes none',
    async (why) => {
      await declare(a.second)
      expect(await count(a.second, 'sealed_part')).toBe(2)
      if (why.startsWith('left')) await leave(a.second)
      if (why.includes('another job'))
        await database.query(`update membership set role = 'reviewer' where person_id = $1`, [a.second])
      if (why.includes('no key'))
        await database.query('update handler_key set ended_on = current_date where id = $1', [a.keyOfSecond])
      for (const table of everyTable)
        expect(
          await count(
            a.second,
            `${table} where ${table === 'concern' ? 'id' : idColumn(table)} ${within(table)}`,
          ),
          table,
        ).toBe(0)
      expect(await run(a.second, `update concern set revision = 9 where id = '${a.concern}'`)).toBe(0)
      await expect(
        run(a.second, `select app_step_back_from_case('${a.concern}', current_date)`),
      ).rejects.toThrow('only who handles a case')
      expect(await count(a.first, 'sealed_part')).toBe(2)
    },
  )

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
    await expect(pause('notify')).rejects.toThrow(/row-level security|never pauses/)
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

  const name = (...bodies: string[]) =>
    database.query('update concern_door set terms = $2 where id = $1', [
      a.door,
      { bodies: bodies.map((organisationId) => ({ organisationId, kind: 'next_up' })) },
    ])
  const agree = (person: string, body: string, kind = 'next_up') =>
    run(
      person,
      `insert into door_agreement (door_id, organisation_id, kind, agreed_by_id, agreed_on)
       values ('${a.door}', '${body}', '${kind}', '${person}', current_date)`,
    )
  const standBeside = async (...bodies: string[]) => {
    await name(...bodies)
    await database.query('delete from door_agreement where door_id = $1', [a.door])
    if (bodies.includes(b.body)) await agree(b.lead, b.body)
  }
  const endKeys = (...keys: string[]) =>
    database.query('update handler_key set ended_on = current_date where id = any ($1)', [keys])
  const signAs = (person: string, key: string, by: string) =>
    run(
      person,
      `insert into handler_key_signature (key_id, by_key_id, signature, on_day) values ('${key}', '${by}', '\\x00', current_date)`,
    )
  const countAs = (person: string, key: string) => run(person, `select app_count_key('${key}', current_date)`)

  test('of people whom an administrator let in afterwards never counts by their own signatures', async () => {
    await endKeys(a.keyOfFirst, a.keyOfSecond, a.keyOfSubject)
    const [one, two] = [await newKey(a.first), await newKey(a.second)]
    for (const key of [one, two]) {
      await signAs(a.first, key, one)
      await signAs(a.second, key, two)
    }
    for (const key of [one, two]) await countAs(a.first, key)
    expect([await counts(one), await counts(two)]).toEqual([false, false])
  })

  test('of somebody else is ended only by who has a counted key there, and only after its owner left', async () => {
    const end = (person: string, key: string) =>
      run(person, `update handler_key set ended_on = current_date where id = '${key}'`)
    const leave = (person: string) =>
      database.query('update membership set until_at = now() where person_id = $1', [person])
    expect(await end(a.first, a.keyOfSecond)).toBe(0)
    await leave(a.second)
    await database.query('update handler_key set counted_on = null where id = $1', [a.keyOfSubject])
    for (const person of [a.subject, a.administrator, b.first])
      expect(await end(person, a.keyOfSecond)).toBe(0)
    expect(await end(a.first, a.keyOfSecond)).toBe(1)
    expect(await end(a.subject, a.keyOfSubject)).toBe(1)
    await leave(a.first)
    expect(await end(a.first, a.keyOfFirst)).toBe(1)
  })

  test('is signed by nobody of a body beside while two are left, and never without a common page or with an ended key', async () => {
    const key = await newKey(a.subject)
    await standBeside(b.body)
    await expect(signAs(b.first, key, b.keyOfFirst)).rejects.toThrow(denied)
    await sign(key, b.keyOfFirst)
    await sign(key, b.keyOfSecond)
    await countAs(a.first, key)
    await countAs(b.first, key)
    expect(await counts(key)).toBe(false)
    await endKeys(a.keyOfFirst, a.keyOfSecond, a.keyOfSubject)
    await standBeside()
    await countAs(a.subject, key)
    expect(await counts(key)).toBe(false)
    const another = await newKey(a.second)
    await expect(signAs(b.first, another, b.keyOfFirst)).rejects.toThrow(denied)
    await database.query(`update concern_door set terms = $2 where id = $1`, [
      a.door,
      { bodies: [{ organisationId: b.body, kind: 'next_up' }], teamOrganisationIds: [b.body] },
    ])
    await expect(signAs(b.first, another, b.keyOfFirst)).rejects.toThrow(denied)
    await standBeside(b.body)
    await endKeys(b.keyOfSecond)
    await expect(signAs(b.second, another, b.keyOfSecond)).rejects.toThrow(denied)
    await countAs(a.subject, key)
    expect(await counts(key)).toBe(false)
    await expect(signAs(b.administrator, another, b.keyOfFirst)).rejects.toThrow(denied)
  })

  test('is not signed by a body that was only named, nor by one that took its yes back or was named in another place', async () => {
    const key = await newKey(a.subject)
    await endKeys(a.keyOfSecond, a.keyOfSubject)
    const refusesToSign = () => expect(signAs(b.first, key, b.keyOfFirst)).rejects.toThrow(denied)
    await name(b.body)
    await refusesToSign()
    await agree(b.lead, b.body)
    const changes = (text: string, person = b.lead) =>
      run(person, `update door_agreement set ${text} where door_id = '${a.door}'`)
    expect(await changes(`ended_on = current_date, ended_by_id = '${b.first}'`, b.first)).toBe(0)
    expect(await changes(`ended_on = current_date, ended_by_id = '${b.lead}'`)).toBe(1)
    await refusesToSign()
    await agree(b.lead, b.body)
    await database.query('update concern_door set terms = $2 where id = $1', [
      a.door,
      { bodies: [{ organisationId: b.body, kind: 'independent' }] },
    ])
    await refusesToSign()
    await name(b.body)
    await signAs(b.first, key, b.keyOfFirst)
  })

  test('opens to no body by the word of anybody but its own safeguarding lead', async () => {
    await name(b.body)
    for (const person of [a.lead, a.first, b.first, b.administrator])
      await expect(agree(person, b.body)).rejects.toThrow(denied)
    await expect(agree(b.lead, a.body)).rejects.toThrow(denied)
    await expect(agree(b.lead, b.body, 'independent')).rejects.toThrow(denied)
    const naming = (person: string) =>
      withScope(person, (tx) =>
        tx.$queryRawUnsafe<{ door: string; body: string }[]>(
          'select door, body from app_doors_naming_mine()',
        ),
      )
    expect(await naming(b.lead)).toEqual([{ door: a.door, body: b.body }])
    for (const person of [a.lead, b.first, b.administrator]) expect(await naming(person)).toEqual([])
  })

  test('counts with one who is left and one of a body beside', async () => {
    const key = await newKey(a.subject)
    await endKeys(a.keyOfSecond, a.keyOfSubject)
    await standBeside(a.body, b.body)
    await signAs(a.first, key, a.keyOfFirst)
    await countAs(a.first, key)
    expect(await counts(key)).toBe(false)
    await signAs(b.first, key, b.keyOfFirst)
    await countAs(b.first, key)
    expect(await counts(key)).toBe(true)
  })

  test('of a contact of one person counts with two of the bodies beside, and not with one of them and itself', async () => {
    await database.query('delete from handler_key_signature where key_id = $1', [a.keyOfFirst])
    await database.query(
      'delete from concern_envelope where handler_key_id in (select id from handler_key where organisation_id = $1)',
      [a.body],
    )
    await database.query('delete from handler_key_wrap where key_id = $1', [a.keyOfFirst])
    await database.query('delete from handler_key where organisation_id = $1', [a.body])
    const key = await newKey(a.first)
    await standBeside(b.body)
    await signAs(a.first, key, key)
    await signAs(b.first, key, b.keyOfFirst)
    await countAs(b.first, key)
    expect(await counts(key)).toBe(false)
    await signAs(b.second, key, b.keyOfSecond)
    await countAs(b.second, key)
    expect(await counts(key)).toBe(true)
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

describe('a case whose readers vanish', () => {
  const seat = async () =>
    (
      await database.query<{ seated: number | null }>(`select app_seat_reserve($1, current_date) as seated`, [
        a.concern,
      ])
    )[0]!.seated

  test('is not given to the next body by anybody who is signed in', async () => {
    await expect(run(a.first, `select app_seat_reserve('${a.concern}', current_date)`)).rejects.toThrow(
      denied,
    )
  })

  test('is read by the next body once the last has left or lost their key, and by none of it who has left too', async () => {
    const next = await layCase(database, `V${worlds}`)
    await holds(next.keyOfFirst, 'reserve')
    await holds(next.keyOfSecond, 'reserve')
    await leave(next.second)
    expect(await seat()).toBeNull()
    await leave(a.first)
    expect(await seat()).toBeNull()
    await database.query('update handler_key set ended_on = current_date where id = $1', [a.keyOfSecond])
    expect(await seat()).toBe(1)
    const sees = (person: string) => count(person, `concern where id = '${a.concern}'`)
    expect([await sees(next.first), await sees(next.second), await sees(a.first)]).toEqual([1, 0, 0])
    expect(await seat()).toBeNull()
  })

  test('stays with nobody where nobody stands in reserve', async () => {
    await leave(a.first)
    await leave(a.second)
    expect(await seat()).toBe(0)
  })
})

describe('who reads at an open door', () => {
  const terms = () => ({
    bodies: [{ organisationId: b.body, kind: 'next_up', position: 1 }],
    teamOrganisationIds: [],
    teamPersonIds: [a.subject],
    rota: [],
    place: {},
  })
  const changed = () => ({ ...terms(), rota: [{ personId: a.first }] })
  beforeEach(async () => {
    await database.query('update concern_door set terms = $2, opened_on = current_date where id = $1', [
      a.door,
      terms(),
    ])
  })
  const propose = (person: string, door = a.door) =>
    run(
      person,
      `insert into door_change (door_id, part, change, proposed_by_id, proposed_on)
       values ('${door}', 'rota', '{}', '${person}', current_date)`,
    )
  const change = async () =>
    (
      await database.query<{ id: string }>(
        `select id from door_change where door_id = $1 and state = 'open'`,
        [a.door],
      )
    )[0]!.id
  const confirm = async (person: string, given: object = changed(), seen = 0) => {
    const id = await change()
    return withScope(person, (tx) =>
      tx.$queryRawUnsafe<{ done: boolean }[]>(
        `select app_confirm_door_change('${id}', '${JSON.stringify(given)}'::jsonb, ${seen}, current_date) as done`,
      ),
    )
  }
  const agree = () =>
    run(
      b.lead,
      `insert into door_agreement (door_id, organisation_id, kind, agreed_by_id, agreed_on)
       values ('${a.door}', '${b.body}', 'next_up', '${b.lead}', current_date)`,
    )

  test('is changed by nobody alone, while what the page says still is', async () => {
    for (const part of ['bodies', 'teamOrganisationIds', 'teamPersonIds', 'rota'])
      await expect(
        run(
          a.lead,
          `update concern_door set terms = jsonb_set(terms, '{${part}}', '["x"]') where id = '${a.door}'`,
        ),
        part,
      ).rejects.toThrow('two people change')
    expect(
      await run(
        a.lead,
        `update concern_door set terms = jsonb_set(terms, '{place}', '{"en": "Here"}') where id = '${a.door}'`,
      ),
    ).toBe(1)
  })

  test('is not proposed by somebody of the project, of another body or without the job', async () => {
    for (const person of [a.subject, b.lead, a.administrator, a.carer])
      await expect(propose(person)).rejects.toThrow(denied)
  })

  test('is confirmed neither by who proposed it, nor of the project, nor past what was proposed', async () => {
    await propose(a.lead)
    await agree()
    for (const person of [a.lead, a.subject, a.administrator, b.lead, b.first])
      await expect(confirm(person), person).rejects.toThrow('a second keeper')
    await expect(
      run(a.first, `update door_change set state = 'confirmed', settled_by_id = '${a.first}'`),
    ).rejects.toThrow(denied)
    expect(await confirm(a.first, { ...changed(), place: { en: 'Elsewhere' } })).toEqual([{ done: false }])
    expect(await confirm(a.first, changed(), 7)).toEqual([{ done: false }])
    expect(await count(a.first, `concern_door where terms->'rota' = '[]'`)).toBe(1)
    expect(await confirm(a.first)).toEqual([{ done: true }])
    expect(await count(a.first, `concern_door where revision = 1 and terms->'rota' <> '[]'`)).toBe(1)
  })

  test('is confirmed by the next body up where nobody else looks after it, once that body has agreed to stand there', async () => {
    await propose(a.lead)
    await leave(a.first)
    await leave(a.second)
    await expect(confirm(b.first)).rejects.toThrow('a second keeper')
    expect(await count(b.first, `door_change where door_id = '${a.door}'`)).toBe(0)
    await agree()
    expect(await count(b.first, `door_change where door_id = '${a.door}'`)).toBe(1)
    await expect(confirm(b.administrator)).rejects.toThrow('a second keeper')
    expect(await confirm(b.first)).toEqual([{ done: true }])
  })

  test('does not change by the word of somebody who has left meanwhile', async () => {
    await propose(a.second)
    await leave(a.second)
    await expect(confirm(a.first)).rejects.toThrow('a second keeper')
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
