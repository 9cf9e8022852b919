import { beforeAll, describe, expect, test } from 'vitest'
import { asSystem, withScope } from '#app/server/database.server.ts'
import type { Transaction } from '#app/server/database.server.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { layWorld } from '#tests/integration/app/server/database/two-worlds.ts'
import type { World } from '#tests/integration/app/server/database/two-worlds.ts'

const database = withTestDatabase()
let world: World

beforeAll(async () => {
  world = await layWorld(database, 'A')
})

async function grantedTables(privilege: string): Promise<string[]> {
  const rows = await database.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'v') and n.nspname in ('public', 'pgboss')
       and (has_table_privilege('amana_request', c.oid, $1) or ($1 <> 'delete' and has_any_column_privilege('amana_request', c.oid, $1)))
       and has_schema_privilege('amana_request', n.oid, 'usage')
     order by 1`,
    [privilege],
  )
  return rows.map(({ name }) => name)
}

describe('a request', () => {
  test('deletes nothing, anywhere', async () => {
    expect(await grantedTables('delete')).toEqual([])
  })

  test('changes only what is still open', async () => {
    expect(await grantedTables('update')).toEqual([
      'answer',
      'appeal',
      'assessment',
      'assignment',
      'award',
      'call',
      'comment',
      'concern',
      'concern_clock',
      'concern_door',
      'concern_envelope',
      'concern_proposal',
      'concern_thread',
      'concern_way',
      'condition',
      'decision',
      'desk_request',
      'door_agreement',
      'door_change',
      'door_recording',
      'evidence_item',
      'evidence_use',
      'handler_key',
      'handler_key_wrap',
      'invitation',
      'issued_document',
      'letter_template',
      'local_day',
      'membership',
      'notice',
      'passport_answer',
      'passport_grant',
      'person',
      'plan_context',
      'programme',
      'register_row',
      'review_assignment',
      'sealed_file',
    ])
  })

  test('adds rows here and nowhere else', async () => {
    expect(await grantedTables('insert')).toEqual([
      'answer',
      'appeal',
      'assessment',
      'assignment',
      'award',
      'call',
      'case_log_entry',
      'comment',
      'concern_clock',
      'concern_declaration',
      'concern_door',
      'concern_envelope',
      'concern_key',
      'concern_proposal',
      'concern_thread',
      'concern_way',
      'condition',
      'condition_event',
      'conflict_declaration',
      'decision',
      'desk_request',
      'document_download',
      'document_revision',
      'door_agreement',
      'door_change',
      'door_recording',
      'evidence_file',
      'evidence_item',
      'evidence_sent',
      'evidence_use',
      'framework_version',
      'handler_key',
      'handler_key_signature',
      'handler_key_wrap',
      'handler_supervision',
      'invitation',
      'lesson_taken',
      'letter_template',
      'local_day',
      'passport_answer',
      'passport_grant',
      'passport_reading',
      'past_decision',
      'plan_context',
      'programme',
      'register_row',
      'requirement_note',
      'review_assignment',
      'review_opinion',
      'review_remark',
      'risk_sign_off',
      'sealed_file',
      'sealed_part',
      'submission',
    ])
  })

  test.each([
    'session',
    'totp',
    'recovery_code',
    'passkey',
    'recovery',
    'held_form',
    'setting',
    'ledger_head',
    'ledger_witness',
    'ledger_commitment',
    'case_recovery',
    '_prisma_migrations',
    'pgboss.job',
    'pgboss.queue',
  ])('does not read %s', async (table) => {
    await expect(
      withScope(world.officer, (tx) => tx.$queryRawUnsafe(`select * from ${table}`)),
    ).rejects.toThrow('permission denied')
  })

  test.each([
    ['person', 'password_hash'],
    ['person', 'email'],
    ['invitation', 'code_hash'],
    ['ledger_entry', 'salt'],
  ])('does not read %s.%s, not even of its own person', async (table, column) => {
    await expect(
      withScope(world.officer, (tx) => tx.$queryRawUnsafe(`select ${column} from ${table}`)),
    ).rejects.toThrow('permission denied')
  })

  test('gives nobody a role: that is the owner’s, after its policy was asked', async () => {
    for (const by of [world.officer, world.administrator]) {
      const membership = { personId: world.officer, organisationId: world.funder, role: 'approver' }
      const give = withScope(by, (tx) => tx.membership.create({ data: membership, select: { id: true } }))
      await expect(give).rejects.toThrow('permission denied')
    }
  })

  test('is refused the owner’s role only by discipline, so a scope lasts no longer than its transaction', async () => {
    const who = () =>
      database.query<{ role: string; person: string }>(
        `select current_user as role, current_setting('app.person', true) as person`,
      )
    await withScope(world.officer, (tx) => tx.$queryRaw`select 1 as one`)
    await withScope(world.officer, () => Promise.reject(new Error('broken off'))).catch(() => {})
    for (let each = 0; each < 12; each++) {
      const [row] = await who()
      expect(row!.role).not.toBe('amana_request')
      expect(row!.person ?? '').toBe('')
    }
  })

  test('gets its own answer to the same question, however often the owner asked it on the same connection', async () => {
    const answers = (tx: Transaction) => tx.answer.findMany({ select: { text: true } })
    for (let each = 0; each < 15; each++) {
      expect(await asSystem('test', answers)).toHaveLength(1)
      expect(await withScope(world.reviewer, answers)).toHaveLength(0)
      expect(await withScope(world.investigator, answers)).toHaveLength(1)
      expect(await withScope(null, answers)).toHaveLength(0)
    }
  })

  test('forty at once never see each other’s rows', async () => {
    const other = await layWorld(database, 'B')
    const seen = await Promise.all(
      Array.from({ length: 40 }, (_, index) => {
        const { officer, assessment } = index % 2 ? world : other
        return withScope(officer, async (tx) => ({
          found: await tx.assessment.findMany({ select: { id: true } }),
          assessment,
        }))
      }),
    )
    for (const { found, assessment } of seen) expect(found).toEqual([{ id: assessment }])
  })
})

describe('functions', () => {
  test('none is open to everybody', async () => {
    const open = await database.query(
      `select p.oid::regprocedure::text as name from pg_proc p
       where p.pronamespace = 'public'::regnamespace and has_function_privilege('public', p.oid, 'execute')`,
    )
    expect(open).toEqual([])
  })

  test('each that works with the owner’s rights has its search path pinned and says its rule', async () => {
    const careless = await database.query(
      `select p.oid::regprocedure::text as name from pg_proc p
       where p.pronamespace = 'public'::regnamespace and prosecdef
         and not exists (select from unnest(proconfig) setting where setting like 'search_path=%pg_temp')`,
    )
    expect(careless).toEqual([])
    const silent = await database.query(
      `select proname from pg_proc where pronamespace = 'public'::regnamespace and proname like 'app\\_%' and proname <> 'app_enqueue'
         and obj_description(oid, 'pg_proc') is null`,
    )
    expect(silent).toEqual([])
  })

  test('the request role passes by nothing', async () => {
    const [role] = await database.query(
      `select rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb from pg_roles where rolname = 'amana_request'`,
    )
    expect(role).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcanlogin: false,
      rolcreaterole: false,
      rolcreatedb: false,
    })
  })
})

describe('the ledger, even for the owner', () => {
  test.each([
    `update ledger_entry set action = 'other'`,
    `update ledger_entry set salt = '\\x01'`,
    'delete from ledger_entry',
    'truncate ledger_entry',
    `update ledger_checkpoint set note = 'other'`,
    'delete from ledger_checkpoint',
  ])('refuses: %s', async (sql) => {
    await expect(database.query(sql)).rejects.toThrow('append-only')
  })

  test('notes that a checkpoint was mailed', async () => {
    await expect(database.query('update ledger_checkpoint set mailed_at = now()')).resolves.toEqual([])
  })
})

describe('the public', () => {
  test('finds announced calls and the facts of a document, without names of people', async () => {
    await withScope(null, async (tx) => {
      const calls = await tx.$queryRaw<{ id: string }[]>`select * from app_public_calls()`
      expect(calls.find(({ id }) => id === world.openCall)).toMatchObject({
        organisation_name: 'Funder A',
        programme_title: 'Programme A',
      })
      expect(await tx.$queryRaw`select * from app_public_calls(${world.draftCall}::uuid)`).toEqual([])

      const found = await tx.$queryRaw<object[]>`select * from app_find_document('AM-TEST-000A')`
      expect(found).toMatchObject([
        { number: 'AM-TEST-000A', issuer: 'Funder A', title: 'Plan A', complete: false, status: 'current' },
      ])
      expect(JSON.stringify(found)).not.toMatch(/Investigator|Approver|focal point/)
      expect(await tx.$queryRaw`select * from app_find_document('AM-TEST-000Z')`).toEqual([])
    })
  })

  test('finds a revision only with its very bytes', async () => {
    const find = (bytes: string) =>
      withScope(
        null,
        (tx) =>
          tx.$queryRaw<
            object[]
          >`select * from app_find_revision(array[${bytes.length}]::int[], array[sha256(convert_to(${bytes}, 'UTF8'))])`,
      )
    expect(await find('pdA')).toMatchObject([
      { number: 'AM-TEST-000A', revision: 0, final: false, newest_revision: 0 },
    ])
    expect(await find('pdX')).toEqual([])
    expect(await withScope(null, (tx) => tx.$queryRaw`select app_issued_sizes(100) as size`)).toEqual([
      { size: 3 },
    ])
    expect(await withScope(null, (tx) => tx.$queryRaw`select app_issued_sizes(2) as size`)).toEqual([])
  })

  test('learns of a change of status on its day, not before', async () => {
    const status = () =>
      withScope(null, (tx) => tx.$queryRaw`select status, status_on from app_find_document('AM-TEST-000A')`)
    await database.query(
      `update issued_document set status = 'no_longer_in_force', status_on = current_date + 1`,
    )
    expect(await status()).toEqual([{ status: 'current', status_on: null }])
    await database.query('update issued_document set status_on = current_date')
    expect(await status()).toMatchObject([{ status: 'no_longer_in_force' }])
  })
})
