import { randomUUID } from 'node:crypto'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newKeyPair, sealTo } from '#app/sealing/age.ts'
import { firstKey, vouchFor } from '#app/sealing/case-key.ts'
import { codeGroups, newCode } from '#app/sealing/code.ts'
import { reporterKeysFrom } from '#app/sealing/reporter-keys.ts'
import { codeSalt } from '#app/server/concerns/salt.server.ts'
import { stretchCode } from '#app/server/crypto/stretch.server.ts'
import { returnPage, type Conversation } from '#app/server/queries/concern-return.server.ts'
import { provideCaseSteps, type CaseNews } from '#app/server/workflows/concern-return.server.ts'
import type { ReturnAnswer } from '#app/server/workflows/concern-return-steps.server.ts'
import { now } from '#app/server/clock.server.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, aHandler, type TestDoor } from '#tests/support/doors.ts'
import {
  aFiledConcern,
  comesBack,
  leaveInThread,
  message,
  signedPart,
  theAccount,
  type FiledConcern,
} from '#tests/support/returning.ts'

const database = withTestDatabase()
let door: TestDoor
let filed: FiledConcern
let heard: { concernId: string; news: CaseNews }[] = []

beforeAll(async () => {
  door = await aDoor()
})
beforeEach(async () => {
  filed = await aFiledConcern(door)
  provideCaseSteps((concernId, news) => {
    heard.push({ concernId, news })
    return Promise.resolve()
  })
})
afterEach(() => {
  heard = []
})

async function conversation({ code, threadId }: FiledConcern): Promise<Conversation> {
  const shown = await returnPage(code, now())
  return shown!.conversations.find((each) => each.threadId === threadId)!
}
const kinds = async () => (await conversation(filed)).entries.map(({ kind }) => kind)
const typesHeard = () => heard.map(({ news }) => news.type)

/** Where a case stands, without the steps that would lead there. */
async function standsAt(concernId: string, state: string, stage: string): Promise<void> {
  await database.query(
    `update concern set state = $2, value = jsonb_set(value, '{stage}', $3::jsonb) where id = $1`,
    [concernId, state, JSON.stringify(stage)],
  )
}

describe('who is refused', () => {
  test.each([
    ['a code that nobody was given', () => newCode()],
    ['half a code', () => filed.code.slice(0, 10)],
    ['a code with a letter in it', () => `${filed.code.slice(0, 19)}x`],
    ['a code one digit too long', () => `${filed.code}1`],
    ['no code', () => ''],
    ['a very long one', () => '1'.repeat(100_000)],
  ])('%s opens nothing, with one sentence that says nothing about why', async (_, typed) => {
    const code = typed()
    const answer = await comesBack({ code })
    expect(answer).toMatchObject({
      status: 422,
      shown: null,
      notice: null,
      offered: null,
      rejected: { errors: { code: { key: 'return.error.code' } }, typed: { code } },
    })
  })

  test('a code of another installation, whose salt is another, opens nothing', async () => {
    const [{ value }] = (await database.query<{ value: { salt: string } }>(
      "select value from setting where name = 'receiptCodeSalt'",
    )) as [{ value: { salt: string } }]
    expect(value.salt).not.toBe('')
    await database.query(
      `update concern_way set lookup_hash = sha256('other salt'::bytea) where thread_id = $1`,
      [filed.threadId],
    )
    expect((await comesBack({ code: filed.code })).shown).toBeNull()
  })

  test('somebody else’s conversation is neither shown nor written into', async () => {
    const other = await aFiledConcern(door)
    await leaveInThread(other, signedPart(other, door.handlers[0], message('for the other only')))
    const answer = await comesBack({
      step: 'say',
      code: filed.code,
      threadId: other.threadId,
      words: 'slipped in',
    })
    expect(answer.notice).toBeNull()
    expect(answer.shown!.conversations.map(({ threadId }) => threadId)).toEqual([filed.threadId])
    expect((await conversation(other)).entries).toHaveLength(1)
    await comesBack({ step: 'withdraw', code: filed.code, threadId: other.threadId })
    expect((await conversation(other)).withdrawn).toBe(false)
    expect(heard).toEqual([])
  })

  test('a thread of the same case that is another person’s stays closed to this code', async () => {
    const [thread] = await database.query<{ id: string }>(
      'insert into concern_thread (concern_id, on_day) values ($1, current_date) returning id',
      [filed.concernId],
    )
    await comesBack({ step: 'withdraw', code: filed.code, threadId: thread!.id })
    const [row] = await database.query<{ ended_on: unknown }>(
      'select ended_on from concern_thread where id = $1',
      [thread!.id],
    )
    expect(row!.ended_on).toBeNull()
  })
})

test('the account itself is never shown back, and a code may have anything between its digits', async () => {
  const answer = await comesBack({ code: ` ${codeGroups(filed.code).join(' - ')} ` })
  expect(answer.status).toBe(200)
  expect(JSON.stringify(answer)).not.toContain(theAccount)
  expect(answer.shown!.conversations).toMatchObject([
    {
      threadId: filed.threadId,
      sentence: 'concernMachine.state.received.reporter',
      entries: [],
      filedIt: true,
    },
  ])
})

test('an affected person is told of help and safety; whoever else has a code hears the same whatever happens', async () => {
  const support = async (state: string) => {
    await database.query(
      `update concern set value = jsonb_set(value, '{support}', $2::jsonb) where id = $1`,
      [filed.concernId, JSON.stringify(state)],
    )
    return (await conversation(filed)).beside
  }
  expect(await support('offered')).toEqual(['concernMachine.support.offered.reporter'])
  const { threadId } = filed
  await leaveInThread(filed, { kind: 'thread_person', threadId, capacity: 'witness' })
  expect(await support('accepted')).toEqual(['concernMachine.support.accepted.reporter'])
  await leaveInThread(filed, { kind: 'thread_person', threadId, capacity: 'affected' })
  expect(await support('accepted')).toEqual([
    'concernMachine.support.accepted.affected_person',
    'concernMachine.police.not_held.affected_person',
  ])
})

test('the dates that were promised are told in order', async () => {
  const { dates } = await conversation(filed)
  expect(dates.slice(0, 2).map(({ kind }) => kind)).toEqual(['safety', 'acknowledge'])
  expect(dates.every(({ late }) => !late)).toBe(true)
})

test('each reading stands in the case log with nobody’s name', async () => {
  await comesBack({ code: filed.code })
  const lines = await database.query(
    `select person_id, data from case_log_entry where concern_id = $1 and action = 'thread.read'`,
    [filed.concernId],
  )
  expect(lines).toEqual([{ person_id: null, data: { threadId: filed.threadId } }])
})

describe('a message in the name of a handler', () => {
  const genuine = () => signedPart(filed, door.handlers[0], message('Meet us on Monday at the clinic'))

  test('is shown as theirs when their key signed these words for this thread', async () => {
    await leaveInThread(filed, genuine())
    expect((await conversation(filed)).entries).toMatchObject([
      { kind: 'handler', role: 'adviser', words: 'Meet us on Monday at the clinic' },
    ])
  })

  test.each<[string, () => Promise<ReturnType<typeof message>> | ReturnType<typeof message>]>([
    ['without a signature', () => message('bring money')],
    ['with words that were changed afterwards', () => ({ ...genuine(), words: 'Meet me alone' })],
    ['with a role that was changed afterwards', () => ({ ...genuine(), role: 'director' })],
    [
      'signed for another conversation',
      () => ({
        ...signedPart({ ...filed, threadId: randomUUID() }, door.handlers[0], message('bring money')),
      }),
    ],
    [
      'signed with a key that does not count',
      async () =>
        signedPart(filed, await aHandler(door.organisations.receiving, ['handle']), message('bring money')),
    ],
    [
      'signed by a handler who holds no key of this case',
      () => signedPart(filed, door.nextUp[0]!, message('bring money')),
    ],
    [
      'signed by another than it says',
      () => {
        const part = signedPart(filed, door.nextUp[0]!, message('bring money'))
        return { ...part, signed: { ...part.signed!, keyId: door.handlers[0].keyId } }
      },
    ],
    [
      'with a signature that is none',
      () => ({
        ...message('bring money'),
        signed: { keyId: door.handlers[0].keyId, signature: 'AAAA' },
      }),
    ],
  ])('%s is not proven', async (_, part) => {
    await leaveInThread(filed, await part())
    expect(await kinds()).toEqual(['unproven'])
  })

  test('that was copied into the thread is shown once', async () => {
    await leaveInThread(filed, genuine())
    await leaveInThread(filed, genuine())
    expect(await kinds()).toEqual(['handler'])
  })

  test('of a handler whose key ended the day before is not proven', async () => {
    await leaveInThread(filed, genuine())
    await database.query('update handler_key set ended_on = current_date - 400 where id = $1', [
      door.handlers[0].keyId,
    ])
    expect(await kinds()).toEqual(['unproven'])
    await database.query('update handler_key set ended_on = null where id = $1', [door.handlers[0].keyId])
    expect(await kinds()).toEqual(['handler'])
  })

  test('that nobody can read is said to be there', async () => {
    const id = await leaveInThread(filed, genuine())
    await database.query(`update sealed_part set sealed = 'rubbish'::bytea where id = $1`, [id])
    expect(await kinds()).toEqual(['closed'])
  })
})

describe('writing', () => {
  const words = 'They moved me to another team'
  const write = (once: string) =>
    comesBack({ step: 'say', code: filed.code, threadId: filed.threadId, words, once })

  test('a message that is sent twice arrives once; the same words on another day arrive again', async () => {
    expect((await write('first')).notice).toBe('return.done.say')
    await write('first')
    expect(await kinds()).toEqual(['own'])
    await write('second')
    expect((await conversation(filed)).entries).toMatchObject([
      { kind: 'own', words },
      { kind: 'own', words },
    ])
    expect(typesHeard()).toContain('wrote')
  })

  test('nothing written is told, and what was typed stays', async () => {
    const answer = await comesBack({
      step: 'say',
      code: filed.code,
      threadId: filed.threadId,
      words: '  \n ',
    })
    expect(answer).toMatchObject({
      status: 422,
      rejected: { step: 'say', threadId: filed.threadId, errors: { words: { key: 'return.error.words' } } },
    })
    const wishes = await comesBack({
      step: 'wishes',
      code: filed.code,
      threadId: filed.threadId,
      from: 'witness',
    })
    expect(wishes.rejected).toMatchObject({ typed: { from: 'witness' } })
    expect(await kinds()).toEqual([])
  })

  test('wishes and a safe-contact plan go to the handlers and are not shown back', async () => {
    const where = { code: filed.code, threadId: filed.threadId }
    const wishes = await comesBack({ ...where, step: 'wishes', wants: 'MARKER move him', pace: 'slowly' })
    const plan = await comesBack({
      ...where,
      step: 'safeContact',
      who: 'MARKER my sister',
      codeWord: 'mango',
    })
    expect([wishes.notice, plan.notice]).toEqual(['return.done.wishes', 'return.done.safeContact'])
    expect(JSON.stringify(plan.shown)).not.toContain('MARKER')
    const [{ count }] = (await database.query<{ count: number }>(
      `select count(*)::int as count from sealed_part p join concern_key k on k.id = p.key_id
       where p.concern_id = $1 and k.kind = 'file'`,
      [filed.concernId],
    )) as [{ count: number }]
    expect(count).toBe(3)
  })

  test('a file is sealed, and no file is told', async () => {
    const where = { step: 'files', code: filed.code, threadId: filed.threadId } as const
    expect((await comesBack(where)).rejected).toMatchObject({
      errors: { file: { key: 'return.error.file.none' } },
    })
    const bytes = new TextEncoder().encode('MARKER a note in a file')
    const answer = await comesBack(where, [{ name: 'note.txt', bytes }])
    expect(answer.notice).toBe('return.done.files')
    expect(
      await database.query('select id from sealed_file where concern_id = $1', [filed.concernId]),
    ).toHaveLength(1)
  })
})

describe('a share', () => {
  const shareId = randomUUID()
  const asked = () => ({
    kind: 'share' as const,
    shareId,
    what: 'What happened to your wages',
    toWhom: 'The payroll officer',
    why: 'So that you are paid',
    untilOn: '2030-01-31',
  })
  const answers = async (answer: string, once: string) =>
    (await comesBack({ step: 'share', code: filed.code, threadId: filed.threadId, shareId, answer, once }))
      .shown!.conversations[0]!.shares

  test('that no handler signed is never asked', async () => {
    await leaveInThread(filed, asked())
    expect(await conversation(filed)).toMatchObject({ shares: [], entries: [{ kind: 'unproven' }] })
  })

  test('is agreed to, taken back and agreed to again', async () => {
    await leaveInThread(filed, signedPart(filed, door.handlers[1], asked()))
    expect((await conversation(filed)).shares).toMatchObject([
      { shareId, answer: null, untilOn: '2030-01-31' },
    ])
    expect(await answers('agreed', 'one')).toMatchObject([{ answer: 'agreed' }])
    expect(await answers('withdrawn', 'two')).toMatchObject([{ answer: 'withdrawn' }])
    expect(await answers('agreed', 'three')).toMatchObject([{ answer: 'agreed' }])
    expect(typesHeard()).toEqual(['shareAnswered', 'shareAnswered', 'shareAnswered'])
  })

  test('whose words change after the answer is not proven', async () => {
    await leaveInThread(filed, signedPart(filed, door.handlers[1], asked()))
    await answers('agreed', 'one')
    await leaveInThread(filed, signedPart(filed, door.handlers[1], { ...asked(), toWhom: 'Everybody' }))
    expect(await conversation(filed)).toMatchObject({
      shares: [{ toWhom: 'The payroll officer', answer: 'agreed' }],
      entries: [{ kind: 'unproven' }],
    })
  })
})

describe('taking back', () => {
  const where = () => ({ code: filed.code, threadId: filed.threadId })

  test('ends one’s own part alone, is read afterwards, and can be undone', async () => {
    await leaveInThread(filed, signedPart(filed, door.handlers[0], message('We understand')))
    const answer = await comesBack({ ...where(), step: 'withdraw', note: 'I am afraid' })
    expect(answer).toMatchObject({
      notice: 'return.done.withdraw',
      shown: {
        conversations: [
          { withdrawn: true, entries: [{ kind: 'handler' }, { kind: 'withdrawal', words: 'I am afraid' }] },
        ],
      },
    })
    expect(typesHeard()).toEqual(['threadWithdrawn', 'withdraw'])
    await comesBack({ ...where(), step: 'say', words: 'One more thing' })
    const again = await comesBack({ ...where(), step: 'takePart' })
    expect(again.shown!.conversations).toMatchObject([{ withdrawn: false }])
    expect(typesHeard().slice(-2)).toEqual(['threadTakenUp', 'takePartAgain'])
  })

  test('by whoever did not write first tells the case nothing of the one who did', async () => {
    await database.query(`update concern set filed_under = sha256('somebody else'::bytea) where id = $1`, [
      filed.concernId,
    ])
    await comesBack({ ...where(), step: 'withdraw' })
    expect(typesHeard()).toEqual(['threadWithdrawn'])
  })
})

describe('afterwards', () => {
  const where = () => ({ code: filed.code, threadId: filed.threadId })

  test('an outcome can be looked at by somebody else, with a reason', async () => {
    expect(await conversation(filed)).toMatchObject({ mayAskReview: false, mayComeBack: false })
    await standsAt(filed.concernId, 'feedback_given', 'feedbackGiven')
    expect(await conversation(filed)).toMatchObject({ mayAskReview: true })
    expect((await comesBack({ ...where(), step: 'review' })).rejected).toMatchObject({ step: 'review' })
    expect((await comesBack({ ...where(), step: 'review', note: 'Nobody asked my sister' })).notice).toBe(
      'return.done.review',
    )
    expect(typesHeard()).toEqual(['askForReview'])
    expect(await kinds()).toEqual(['reviewAsked'])
  })

  test('a closed case is opened again by whoever says so', async () => {
    await standsAt(filed.concernId, 'closed', 'closed')
    expect(await conversation(filed)).toMatchObject({ mayComeBack: true })
    await comesBack({ ...where(), step: 'comeBack', words: 'It happened again' })
    expect(typesHeard()).toEqual(['wrote', 'comeBack'])
  })

  test('how somebody is gets asked on the day that was promised, and silence is no answer', async () => {
    await database.query(`delete from concern_clock where concern_id = $1 and kind = 'detriment'`, [
      filed.concernId,
    ])
    const book = (days: number, whose: string | null = filed.threadId) =>
      database.query(
        `insert into concern_clock (concern_id, kind, started_on, due_at, person_ref)
         values ($1, 'detriment', current_date - 30, current_date + $2::int + time '00:00', coalesce($3::uuid, gen_random_uuid()))`,
        [filed.concernId, days, whose],
      )
    await book(-3, null)
    await book(10, null)
    expect(await conversation(filed)).toMatchObject({ askHowSince: false })
    expect((await conversation(filed)).dates.map(({ kind }) => kind)).not.toContain('detriment')
    await book(20)
    expect(await conversation(filed)).toMatchObject({ askHowSince: false })
    await book(-2)
    expect(await conversation(filed)).toMatchObject({ askHowSince: true })
    expect((await comesBack({ ...where(), step: 'howSince' })).rejected).toMatchObject({
      errors: { howSince: { key: 'return.error.choose' } },
    })
    await comesBack({
      ...where(),
      step: 'howSince',
      howSince: 'something_happened',
      words: 'They cut my hours',
    })
    expect(await conversation(filed)).toMatchObject({
      askHowSince: false,
      entries: [{ kind: 'own', words: 'How have you been since? Something happened.\n\nThey cut my hours' }],
    })
    expect(typesHeard()).toEqual(['howSinceAnswered'])
    const [clock] = await database.query<{ met_on: unknown }>(
      `select met_on from concern_clock where person_ref = $1 order by due_at limit 1`,
      [filed.threadId],
    )
    expect(clock!.met_on).toBeNull()
  })
})

describe('several conversations behind one code', () => {
  /** As two handlers do for somebody who lost a code and wrote again. */
  async function rejoined(): Promise<FiledConcern> {
    const keys = await reporterKeysFrom(await stretchCode(filed.code, await codeSalt()))
    const thread = await newKeyPair()
    const sealed = await sealTo([keys.recipient], thread.identity)
    const threadId = randomUUID()
    const [by] = door.handlers
    const facts = firstKey(filed.concernId, 'thread', thread.recipient, threadId)
    const vouched = vouchFor(facts, 'made', { keyId: by.keyId, secret: by.secretKeys })
    const signatures = JSON.stringify([{ ...vouched, on: now().toISOString().slice(0, 10) }])
    const [made] = await database.query<{ id: string }>(
      `with t as (insert into concern_thread (id, concern_id, on_day) values ($6, $1, current_date) returning id),
       k as (insert into concern_key (concern_id, kind, thread_id, recipient, signatures, on_day)
             select $1, 'thread', id, $2, $7, current_date from t returning id, thread_id),
       w as (insert into concern_way (thread_id, lookup_hash, recipient, on_day)
             select thread_id, $3, $4, current_date from k returning id)
       insert into concern_envelope (key_id, holder, way_id, sealed, on_day)
       select k.id, 'way', w.id, $5, current_date from k, w returning (select thread_id from k) as id`,
      [
        filed.concernId,
        thread.recipient,
        Buffer.from(keys.lookupHash),
        keys.recipient,
        Buffer.from(sealed),
        threadId,
        signatures,
      ],
    )
    return { ...filed, threadId: made!.id }
  }

  test('stay apart, and all move to a new code', async () => {
    const other = await rejoined()
    await leaveInThread(filed, signedPart(filed, door.handlers[0], message('to the first')))
    await leaveInThread(other, signedPart(other, door.handlers[0], message('to the second')))
    const wordsOf = (answer: ReturnAnswer) =>
      answer.shown!.conversations.map(({ threadId, entries }) => [
        threadId === filed.threadId ? 'first' : 'second',
        entries.map((entry) => ('words' in entry ? entry.words : '')),
      ])
    const apart = [
      ['first', ['to the first']],
      ['second', ['to the second']],
    ]
    expect(wordsOf(await comesBack({ code: filed.code })).sort()).toEqual(apart)
    await comesBack({ step: 'withdraw', code: filed.code, threadId: other.threadId, note: 'no more' })
    expect(typesHeard()).toEqual(['threadWithdrawn'])
    expect(await conversation(filed)).toMatchObject({ withdrawn: false })

    const newOne = newCode()
    await comesBack({ step: 'newCode', code: filed.code, newCode: newOne })
    expect(wordsOf(await comesBack({ code: newOne })).sort()).toEqual([
      apart[0],
      ['second', ['to the second', 'no more']],
    ])
  })

  test('what was sealed under an earlier key of a conversation is still read', async () => {
    await leaveInThread(filed, signedPart(filed, door.handlers[0], message('before')))
    const keys = await reporterKeysFrom(await stretchCode(filed.code, await codeSalt()))
    const next = await newKeyPair()
    const sealed = await sealTo([keys.recipient], next.identity)
    await database.query(
      `with k as (insert into concern_key (concern_id, kind, thread_id, generation, recipient, on_day)
                  values ($1, 'thread', $2, 2, $3, current_date) returning id)
       insert into concern_envelope (key_id, holder, way_id, sealed, on_day)
       select k.id, 'way', w.id, $4, current_date from k, concern_way w where w.thread_id = $2`,
      [filed.concernId, filed.threadId, next.recipient, Buffer.from(sealed)],
    )
    await leaveInThread(filed, signedPart(filed, door.handlers[0], message('after')))
    const newOne = newCode()
    const both = await comesBack({ step: 'newCode', code: filed.code, newCode: newOne })
    expect(both.shown!.conversations[0]!.entries).toMatchObject([{ words: 'before' }, { words: 'after' }])
  })
})

describe('a new code', () => {
  test('is offered before it counts, and ends the old one', async () => {
    const { offered } = await comesBack({ step: 'offerCode', code: filed.code })
    const newOne = offered!.join(' ')
    expect((await comesBack({ code: newOne })).shown).toBeNull()
    const wrong = await comesBack({ step: 'newCode', code: filed.code, newCode: newOne, retyped: '12345' })
    expect(wrong).toMatchObject({ status: 422, offered, rejected: { typed: { retyped: '12345' } } })
    await leaveInThread(filed, signedPart(filed, door.handlers[0], message('Still here')))

    const taken = await comesBack({ step: 'newCode', code: filed.code, newCode: newOne, retyped: newOne })
    expect(taken).toMatchObject({ notice: 'return.done.newCode', shown: { code: newOne } })
    expect(taken.shown!.conversations).toMatchObject([{ filedIt: true, entries: [{ words: 'Still here' }] }])
    expect((await comesBack({ code: filed.code })).shown).toBeNull()
    // The line was cut before the answer arrived.
    expect((await comesBack({ step: 'newCode', code: filed.code, newCode: newOne })).shown).not.toBeNull()
    const envelopes = await database.query<{ open: boolean }>(
      `select e.ended_on is null as open from concern_envelope e join concern_way w on w.id = e.way_id
       where w.thread_id = $1 order by e.ended_on nulls last`,
      [filed.threadId],
    )
    expect(envelopes.map(({ open }) => open)).toEqual([false, true])
  })

  test('comes first where somebody else handed the code out, and nothing is shown before', async () => {
    const handed = await aFiledConcern(door, { firstReturn: true })
    await leaveInThread(handed, signedPart(handed, door.handlers[0], message('MARKER for her only')))
    const first = await comesBack({ code: handed.code })
    expect(first).toMatchObject({ shown: { mustChange: true, conversations: [] } })
    expect(JSON.stringify(first)).not.toContain('MARKER')
    const say = await comesBack({
      step: 'say',
      code: handed.code,
      threadId: handed.threadId,
      words: 'the helper writes',
    })
    expect(say).toMatchObject({ notice: null, shown: { mustChange: true } })

    const newOne = first.offered!.join(' ')
    const taken = await comesBack({ step: 'newCode', code: handed.code, newCode: newOne })
    expect(taken.shown).toMatchObject({
      mustChange: false,
      conversations: [{ entries: [{ words: 'MARKER for her only' }] }],
    })
    expect((await comesBack({ code: handed.code })).shown).toBeNull()
    expect((await comesBack({ code: newOne })).shown).toMatchObject({ mustChange: false })
  })

  test('is taken once when two take it at the same moment', async () => {
    const offers = [newCode(), newCode()]
    const both = await Promise.all(
      offers.map((newOne) => comesBack({ step: 'newCode', code: filed.code, newCode: newOne })),
    )
    const works = await Promise.all(offers.map(async (code) => (await comesBack({ code })).shown !== null))
    expect(works.filter(Boolean)).toHaveLength(1)
    expect(both.filter(({ notice }) => notice === 'return.done.newCode')).toHaveLength(1)
  })
})
