import { beforeAll, describe, expect, test } from 'vitest'
import { asSystem, withScope } from '#app/server/database.server.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { layCase } from '#tests/integration/app/server/database/one-case.ts'
import { layWorld } from '#tests/integration/app/server/database/two-worlds.ts'
import type { World } from '#tests/integration/app/server/database/two-worlds.ts'

const database = withTestDatabase()
let a: World
let b: World
let stranger: string

beforeAll(async () => {
  a = await layWorld(database, 'A')
  b = await layWorld(database, 'B')
  await layCase(database, 'C')
  stranger = (
    await database.query<{ id: string }>(`insert into person (name) values ('Stranger') returning id`)
  )[0]!.id
})

const denied = /permission denied|row-level security/

function countIn(personId: string | null, table: string): Promise<number | 'denied'> {
  return withScope(personId, (tx) =>
    tx.$queryRawUnsafe<{ count: bigint }[]>(`select count(*) from ${table}`),
  ).then(
    ([row]) => Number(row!.count),
    (error: Error) => {
      if (denied.test(error.message)) return 'denied'
      throw error
    },
  )
}

async function relations(): Promise<string[]> {
  const rows = await database.query<{ name: string }>(
    `select quote_ident(n.nspname) || '.' || quote_ident(relname) as name from pg_class c join pg_namespace n on n.oid = relnamespace
     where relkind in ('r', 'p', 'v', 'm', 'f') and nspname not in ('pg_catalog', 'information_schema') and nspname not like 'pg_toast%' order by 1`,
  )
  return rows.map(({ name }) => name)
}

describe('without anybody signed in', () => {
  test('every table and view is empty or closed, also one that nobody thought of here', async () => {
    const all = await relations()
    expect(all.length).toBeGreaterThan(30)
    for (const name of all) {
      const count = await countIn(null, name)
      expect([0, 'denied'], name).toContain(count)
    }
  })

  test('every table of ours was laid with rows, so that an empty answer means something', async () => {
    for (const name of await relations()) {
      if (!name.startsWith('public.') || ['public.decision'].includes(name)) continue
      const [row] = await database.query<{ relkind: string }>(
        'select relkind from pg_class where oid = $1::regclass',
        [name],
      )
      if (row!.relkind !== 'r') continue
      const [counted] = await database.query<{ count: number }>(`select count(*)::int from ${name}`)
      expect(counted!.count, name).toBeGreaterThan(0)
    }
  })

  test('every table has row-level security', async () => {
    const open = await database.query(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relrowsecurity`,
    )
    expect(open).toEqual([])
  })
})

describe('somebody of another world', () => {
  test.each([
    ['award', 0],
    ['assessment', 1],
    ['participation', 7],
    ['answer', 0],
    ['submission', 1],
    ['review_remark', 1],
    ['condition', 1],
    ['issued_document', 1],
    ['document_revision', 1],
    ['evidence_sent', 1],
    ['evidence_item', 1], // what was sent, and what is in the passport that was opened
    ['evidence_file', 1],
    ['passport_answer', 1],
    ['passport_grant', 1],
    ['passport_reading', 1],
    ['risk_sign_off', 1],
    ['framework_version', 1],
    ['review_assignment', 1],
    ['conflict_declaration', 1],
    ['review_opinion', 0], // the review is not over
    ['past_decision', 1],
    ['appeal', 1],
    ['letter_template', 1],
    ['condition_event', 1],
    ['notice', 1],
    ['local_day', 1],
    ['document_download', 1],
    ['concern_door', 0],
    ['door_agreement', 0],
    ['door_change', 0],
    ['door_recording', 0],
    ['handler_key', 0],
    ['concern', 0],
    ['concern_clock', 0],
    ['case_log_entry', 0],
    ['desk_request', 0],
    ['requirement_note', 0],
    ['lesson', 2], // of its own body, and not the one that waits for the next quarter
    ['lesson_taken', 0],
    ['lesson_back', 0],
    ['plan_context', 0],
    ['comment', 0],
    ['assignment', 0],
    ['register_row', 0],
    ['evidence_use', 0],
    ['membership', 4],
    ['organisation', 3], // with the funder of A's announced call
    ['programme', 2],
    ['call', 3],
    ['record', 6],
  ])('counts only its own rows in %s', async (table, count) => {
    expect(await countIn(b.officer, table)).toBe(count)
  })

  test('counts only people and entries it has to do with', async () => {
    await withScope(b.officer, async (tx) => {
      expect(await tx.person.count({ select: { id: true } })).toEqual({ id: 7 })
      expect(await tx.invitation.count({ select: { id: true } })).toEqual({ id: 0 })
      expect(await tx.ledgerEntry.count({ select: { position: true } })).toEqual({ position: 1 })
    })
  })

  test('reads who was invited only into an organisation whose people it looks after', async () => {
    const invited = (personId: string) =>
      withScope(personId, (tx) => tx.invitation.findMany({ select: { organisationId: true } }))
    expect(await invited(b.administrator)).toEqual([{ organisationId: b.funder }])
    expect(await invited(b.investigator)).toEqual([])
  })

  test.each(['officer', 'reviewer', 'approver', 'administrator', 'investigator'] as const)(
    'the %s of B finds nothing of A by its id',
    async (role) => {
      await withScope(b[role], async (tx) => {
        const id = (where: string) => ({ where: { id: where }, select: { id: true } })
        expect(await tx.assessment.findUnique(id(a.assessment))).toBeNull()
        expect(await tx.award.findUnique(id(a.award))).toBeNull()
        expect(await tx.call.findUnique(id(a.draftCall))).toBeNull()
        expect(await tx.record.findUnique(id(a.assessment))).toBeNull()
        expect(await tx.issuedDocument.findUnique(id(a.document))).toBeNull()
        expect(await tx.person.findUnique(id(a.investigator))).toBeNull()
        expect(await tx.organisation.findUnique(id(a.university))).toBeNull()
        expect(await tx.answer.count({ where: { assessmentId: a.assessment } })).toBe(0)
        expect(await tx.evidenceItem.findUnique(id(a.evidence))).toBeNull()
        expect(await tx.evidenceFile.findUnique(id(a.file))).toBeNull()
        expect(await tx.passportGrant.findUnique(id(a.grant))).toBeNull()
        expect(await tx.comment.count({ where: { assessmentId: a.assessment } })).toBe(0)
        expect(await tx.riskSignOff.count({ where: { assessmentId: a.assessment } })).toBe(0)
        expect(await tx.frameworkVersion.count({ where: { organisationId: a.funder } })).toBe(0)
        expect(await tx.membership.count({ where: { organisationId: a.funder } })).toBe(0)
        expect(await tx.participation.count({ where: { recordId: a.assessment } })).toBe(0)
      })
    },
  )

  test('an announced call and its programme are there for everybody, with the name of its funder and no more', async () => {
    await withScope(stranger, async (tx) => {
      const calls = await tx.call.findMany({
        select: {
          id: true,
          organisation: { select: { name: true } },
          programme: { select: { title: true } },
          assessments: { select: { id: true } },
        },
        orderBy: { title: 'asc' },
      })
      expect(calls).toEqual([
        {
          id: a.openCall,
          organisation: { name: 'Funder A' },
          programme: { title: 'Programme A' },
          assessments: [],
        },
        {
          id: b.openCall,
          organisation: { name: 'Funder B' },
          programme: { title: 'Programme B' },
          assessments: [],
        },
      ])
      expect(await tx.organisation.count()).toBe(2)
      expect(await tx.person.count()).toBe(1)
      expect(await tx.participation.count()).toBe(0)
    })
  })

  test('cannot join: no participation, no record in another organisation', async () => {
    const add = (personId: string, record: string, organisation: string, capacity: string) =>
      withScope(
        personId,
        (tx) =>
          tx.$queryRaw`select app_add_participation(${record}::uuid, ${organisation}::uuid, null, ${capacity})`,
      )
    await expect(add(b.officer, a.assessment, b.funder, 'author')).rejects.toThrow(
      'only who owns, wrote or holds',
    )
    await expect(add(b.officer, a.programme, b.funder, 'owner')).rejects.toThrow(
      'only who owns, wrote or holds',
    )
    await expect(add(a.reviewer, a.assessment, a.funder, 'author')).rejects.toThrow(
      'only who owns, wrote or holds',
    )
    await expect(add(a.investigator, a.assessment, b.funder, 'reviewing_body')).rejects.toThrow(
      'only the reviewing body that the assessment names',
    )
    await expect(
      withScope(
        b.officer,
        (tx) =>
          tx.$queryRaw`insert into participation (record_id, organisation_id, capacity) values (${a.programme}::uuid, ${b.funder}::uuid, 'owner')`,
      ),
    ).rejects.toThrow(denied)
    await expect(createRecord(b.officer, 'programme', a.funder, 'owner')).rejects.toThrow(
      'an organisation one belongs to',
    )
    await expect(createRecord(a.officer, 'assessment', a.funder, 'owner')).rejects.toThrow(
      'nobody creates a assessment as owner',
    )
    await expect(createRecord(null, 'programme', a.funder, 'owner')).rejects.toThrow(
      'an organisation one belongs to',
    )
  })

  test('cannot write into it', async () => {
    await withScope(b.officer, async (tx) => {
      expect(await tx.programme.updateMany({ where: { id: a.programme }, data: { title: 'Taken' } })).toEqual(
        { count: 0 },
      )
      expect(await tx.call.updateMany({ where: { id: a.openCall }, data: { state: 'closed' } })).toEqual({
        count: 0,
      })
      expect(
        await tx.answer.updateMany({ where: { assessmentId: a.assessment }, data: { text: 'Taken' } }),
      ).toEqual({ count: 0 })
    })
    await expect(
      withScope(b.investigator, (tx) =>
        tx.answer.create({
          data: {
            assessmentId: a.assessment,
            requirementId: 'r2',
            updatedById: b.investigator,
            updatedAt: new Date(),
          },
          select: { id: true },
        }),
      ),
    ).rejects.toThrow(denied)
    await expect(
      withScope(b.reviewer, (tx) =>
        tx.reviewRemark.create({
          data: {
            assessmentId: a.assessment,
            submissionNumber: 1,
            principle: 'rights',
            judgement: 'accepted',
            reviewerId: b.reviewer,
            at: new Date(),
          },
          select: { id: true },
        }),
      ),
    ).rejects.toThrow(denied)
  })
})

describe('within one world', () => {
  test('a draft is its author’s alone, also after it was submitted', async () => {
    const answers = (personId: string) =>
      withScope(personId, (tx) => tx.answer.count({ where: { assessmentId: a.assessment } }))
    expect(await answers(a.investigator)).toBe(1)
    expect(await answers(a.reviewer)).toBe(0)
    expect(await answers(a.approver)).toBe(0)
    expect(await withScope(a.reviewer, (tx) => tx.submission.count())).toBe(1)
  })

  test('a reviewer’s words reach the author when changes are requested, or with the decision, not before', async () => {
    const remarks = () => withScope(a.investigator, (tx) => tx.reviewRemark.count())
    const reviewerKnown = () =>
      withScope(a.investigator, (tx) => tx.person.count({ where: { id: a.reviewer } }))
    const move = (state: string) =>
      database.query('update assessment set state = $1 where id = $2', [state, a.assessment])
    expect([await remarks(), await reviewerKnown()]).toEqual([0, 0])
    expect(await withScope(a.reviewer, (tx) => tx.reviewRemark.count())).toBe(1)
    await move('changes_requested')
    expect([await remarks(), await reviewerKnown()]).toEqual([1, 1])
    await move('awaiting_decision')
    expect(await remarks()).toBe(0)
    await database.query(
      `insert into submission (assessment_id, number, locale, content, content_hash, submitted_by_id, submitted_at) values ($1, 2, 'en', '[]', '\\x00', $2, now())`,
      [a.assessment, a.investigator],
    )
    expect(await remarks()).toBe(1)
    await database.query('delete from submission where number = 2')
    await database.query(
      `insert into decision (assessment_id, outcome, reason, decided_by_id, reviewed_by_id, decided_at) values ($1, 'approved', '', $2, $3, now())`,
      [a.assessment, a.approver, a.reviewer],
    )
    expect(await remarks()).toBe(1)
    expect(await withScope(a.investigator, (tx) => tx.person.count({ where: { id: a.approver } }))).toBe(1)
  })

  test('a page about an assessment finds every name it needs', async () => {
    const page = (personId: string) =>
      withScope(personId, (tx) =>
        tx.assessment.findUnique({
          where: { id: a.assessment },
          select: {
            organisation: { select: { name: true } },
            call: {
              select: {
                title: true,
                organisation: { select: { name: true } },
                programme: { select: { title: true, organisation: { select: { name: true } } } },
              },
            },
            award: { select: { title: true, programme: { select: { title: true } } } },
            documents: {
              select: { organisation: { select: { name: true } }, revisions: { select: { size: true } } },
            },
            record: { select: { participations: { select: { organisation: { select: { name: true } } } } } },
          },
        }),
      )
    for (const personId of [a.investigator, a.reviewer]) {
      const found = await page(personId)
      expect(found).toMatchObject({
        organisation: { name: 'University A' },
        call: { title: 'Call A open', organisation: { name: 'Funder A' } },
      })
      expect(found?.record.participations).toHaveLength(4)
      expect(found?.documents[0]?.revisions).toEqual([{ size: 3 }])
    }
    await database.query(`update call set state = 'archived' where id = $1`, [a.openCall])
    expect(await page(a.investigator)).toMatchObject({
      call: { programme: { organisation: { name: 'Funder A' } } },
    })
    expect(await withScope(stranger, (tx) => tx.call.count({ where: { id: a.openCall } }))).toBe(0)
    await database.query(`update call set state = 'open' where id = $1`, [a.openCall])
  })

  test('a membership or participation that has ended shows nothing any more', async () => {
    await database.query(
      `update membership set until_at = now() - interval '1 second' where person_id = $1`,
      [a.reviewer],
    )
    expect(await withScope(a.reviewer, (tx) => tx.assessment.count())).toBe(0)
    expect(
      await withScope(a.reviewer, (tx) =>
        tx.membership.findMany({ select: { organisation: { select: { name: true } } } }),
      ),
    ).toEqual([{ organisation: { name: 'Funder A' } }])
    await database.query(`update membership set until_at = null where person_id = $1`, [a.reviewer])
    await database.query(
      `update participation set until_at = now() - interval '1 second' where record_id = $1 and capacity = 'reviewing_body'`,
      [a.assessment],
    )
    expect(await withScope(a.reviewer, (tx) => tx.assessment.count())).toBe(0)
    await database.query(`update participation set until_at = null where record_id = $1`, [a.assessment])
    expect(await withScope(a.reviewer, (tx) => tx.assessment.count())).toBe(1)
  })

  test('addresses are for the administrator of the organisation', async () => {
    const members = (personId: string, organisation: string) =>
      withScope(
        personId,
        (tx) => tx.$queryRaw<{ email: string }[]>`select email from app_members(${organisation}::uuid)`,
      )
    expect(await members(a.administrator, a.funder)).toHaveLength(4)
    expect(await members(a.officer, a.funder)).toEqual([])
    expect(await members(b.administrator, a.funder)).toEqual([])
  })

  test('a new plan is written from start to submission', async () => {
    const id = await withScope(a.investigator, async (tx) => {
      const created = await createRecordIn(tx, 'assessment', a.university, 'author')
      await tx.assessment.create({ data: plan(created, a), select: { id: true } })
      await tx.answer.create({
        data: {
          assessmentId: created,
          requirementId: 'r1',
          updatedById: a.investigator,
          updatedAt: new Date(),
        },
        select: { id: true },
      })
      return created
    })
    expect(await withScope(a.reviewer, (tx) => tx.assessment.count({ where: { id } }))).toBe(0)
    await withScope(a.investigator, async (tx) => {
      await tx.$queryRaw`select app_add_participation(${id}::uuid, ${a.funder}::uuid, null, 'reviewing_body')::text`
      await tx.$queryRaw`select app_add_participation(${id}::uuid, ${a.funder}::uuid, null, 'reviewing_body')::text`
    })
    expect(await withScope(a.reviewer, (tx) => tx.assessment.count({ where: { id } }))).toBe(1)
    expect(await asSystem('test', (tx) => tx.participation.count({ where: { recordId: id } }))).toBe(2)
  })

  test('a plan cannot claim another author, another body’s call or another’s award', async () => {
    const start = (change: Partial<ReturnType<typeof plan>>) =>
      withScope(a.investigator, async (tx) => {
        const id = await createRecordIn(tx, 'assessment', a.university, 'author')
        await tx.assessment.create({ data: { ...plan(id, a), ...change }, select: { id: true } })
      })
    await expect(start({ createdById: a.officer })).rejects.toThrow(denied)
    await expect(start({ organisationId: a.funder })).rejects.toThrow(denied)
    await expect(start({ callId: a.draftCall })).rejects.toThrow(denied)
    await expect(start({ reviewingBodyId: b.funder })).rejects.toThrow(denied)
    await expect(start({ awardId: b.award })).rejects.toThrow(denied)
  })
})

function createRecord(personId: string | null, kind: string, organisation: string, capacity: string) {
  return withScope(personId, (tx) => createRecordIn(tx, kind, organisation, capacity))
}

async function createRecordIn(
  tx: Transaction,
  kind: string,
  organisation: string,
  capacity: string,
): Promise<string> {
  const [row] = await tx.$queryRaw<
    { id: string }[]
  >`select app_create_record(${kind}, ${organisation}::uuid, ${capacity}) as id`
  return row!.id
}

function plan(id: string, world: World) {
  return {
    id,
    organisationId: world.university,
    callId: world.openCall,
    awardId: null as string | null,
    reviewingBodyId: world.funder,
    audience: 'project',
    title: 'Second plan',
    country: 'KE',
    frameworkId: 'amana-ukcdr',
    frameworkVersion: 0,
    locale: 'en',
    createdById: world.investigator,
    machineVersion: 1,
    state: 'draft',
    value: {},
    context: {},
  }
}
