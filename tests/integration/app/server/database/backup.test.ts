import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { backUp } from '#app/server/database/backup.server.ts'
import { openPostgres } from '#app/server/database/engine.server.ts'
import type { Engine } from '#app/server/database/engine.server.ts'
import { backUpKeys, restoreKeys } from '#app/server/database/keys-backup.server.ts'
import { migrate, readMigrations } from '#app/server/database/migrator.server.ts'
import { restore } from '#app/server/database/restore.server.ts'
import { openBlankMemory, withTestDatabase } from '#tests/support/database.ts'
import { findBinaries, startPostgres } from '#tests/support/postgres.ts'
import { layCase } from '#tests/integration/app/server/database/one-case.ts'
import { layWorld } from '#tests/integration/app/server/database/two-worlds.ts'

const database = withTestDatabase()
const at = new Date('2026-11-21T12:00:00Z')
let folder = ''
let original = ''
let concern = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'amana-backup-'))
  const world = await layWorld(database, 'A')
  await layWorld(database, 'B')
  concern = (await layCase(database, 'C')).concern
  // A child that sorts before its parent, words in many scripts, and a job still to be done
  const [record] = await database.query<{ id: string }>(
    `insert into record (id, kind) values ('00000000-0000-4000-8000-000000000000', 'award') returning id`,
  )
  await database.query(
    `insert into award (id, programme_id, parent_id, organisation_id, title, country) values ($1, $2, $3, $4, $5, 'SL')`,
    [
      record!.id,
      world.programme,
      world.award,
      world.university,
      'Ɓ ɗ ẹ̀kọ́, أمانة, "quotes", \\ and\nlines\u2028too',
    ],
  )
  await database.query(
    `select app_enqueue(jsonb_build_array(jsonb_build_object('id', gen_random_uuid(), 'name', 'drawDocuments', 'data', jsonb_build_object('assessmentId', $1::text))))`,
    [world.assessment],
  )
  original = join(folder, 'original.backup')
  await backUp(database.engine.pool, original, at)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** All lines but the first, which names the day, in an order of their own. */
const content = (file: string) =>
  gunzipSync(readFileSync(file)).toString('utf8').split('\n').slice(1, -2).sort()

async function copy(engine: Engine, file: string, name: string): Promise<string> {
  const target = join(folder, name)
  await restore(engine.pool, file)
  await backUp(engine.pool, target, at)
  return target
}

const nothing = async (engine: Engine) =>
  (
    await engine.pool.query<{ rows: number }>(
      `select (select count(*) from person) + (select count(*) from ledger_entry) as rows`,
    )
  ).rows

describe('a backup', { timeout: 90_000 }, () => {
  test('goes from one engine to the other and back without a difference', async () => {
    const binaries = findBinaries()
    const server = binaries ? await startPostgres(binaries) : null
    const middle = server ? await openPostgres(server.url) : await openBlankMemory()
    const there = await copy(middle, original, 'there.backup')
    await middle.close()
    const last = await openBlankMemory()
    const back = await copy(last, there, 'back.backup')

    expect(content(there)).toEqual(content(original))
    expect(content(back)).toEqual(content(original))
    const jobs = await last.pool.query(
      `select name, state::text, data ? 'assessmentId' as has_data from pgboss.job`,
    )
    expect(jobs.rows).toEqual([{ name: 'drawDocuments', state: 'created', has_data: true }])
    const strict = await last.pool.query(
      `select from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and condeferrable`,
    )
    expect(strict.rowCount).toBe(0)
    // The next line of the case log follows the last that was restored.
    const next = await last.pool.query<{ follows: boolean }>(
      `insert into case_log_entry (concern_id, on_day, action, data, salt, leaf)
       values ($1, current_date, 'case.open', '{}', '\\x00', '\\x00')
       returning "position" > (select max(e."position") from case_log_entry e) as follows`,
      [concern],
    )
    expect(next.rows).toEqual([{ follows: true }])
    await last.close()
    await server?.stop()
  })

  test('holds neither sessions nor keys, and only its owner can read it', () => {
    const text = gunzipSync(readFileSync(original)).toString('utf8')
    expect(JSON.parse(text.slice(0, text.indexOf('\n')))).toMatchObject({
      amana: 'backup',
      format: 1,
      madeAt: at.toISOString(),
    })
    expect(text).not.toContain('"name":"session"')
    expect(statSync(original).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder).every((name) => name.endsWith('.backup'))).toBe(true)
  })

  test('is restored into an empty database only', async () => {
    await expect(restore(database.engine.pool, original)).rejects.toThrow('The database is not empty')
  })

  test('cut short, changed or something else is refused, and leaves nothing behind', async () => {
    const bytes = readFileSync(original)
    const lines = gunzipSync(bytes).toString('utf8').split('\n')
    const damages: [string, Buffer, RegExp][] = [
      ['cut', bytes.subarray(0, bytes.length - 200), /cut short/],
      ['cut-between-lines', gzipSync(lines.slice(0, -2).join('\n') + '\n'), /cut short/],
      ['row-missing', gzipSync(lines.toSpliced(5, 1).join('\n')), /damaged/],
      ['word-changed', gzipSync(lines.join('\n').replace('Funder A', 'Funder X')), /damaged/],
      ['not-ours', gzipSync('{"amana":"keys"}\n'), /not a backup of Amana/],
      ['not-zipped', Buffer.from('hello'), /not a backup of Amana/],
      ['empty', Buffer.alloc(0), /cut short|not a backup/],
      ['bit-flipped', flipped(bytes), /damaged|cut short/],
    ]
    const engine = await openBlankMemory()
    for (const [name, damaged, sentence] of damages) {
      const file = join(folder, `${name}.backup`)
      writeFileSync(file, damaged)
      await expect(restore(engine.pool, file), name).rejects.toThrow(sentence)
      if (await hasTables(engine)) expect(await nothing(engine), name).toEqual([{ rows: '0' }])
      rmSync(file)
    }
    await restore(engine.pool, original)
    await engine.close()
  })

  test('from a newer Amana is refused; from an older one it is brought up to date', async () => {
    const later = [
      ...(await readMigrations()),
      { name: '9001_later', script: `insert into setting values ('later', '1')` },
    ]
    const older = await openBlankMemory()
    await restore(older.pool, original, later)
    expect((await older.pool.query(`select name from setting where name = 'later'`)).rowCount).toBe(1)
    await older.close()
    const engine = await openBlankMemory()
    await migrate(engine.pool, later)
    const newer = join(folder, 'newer.backup')
    await backUp(engine.pool, newer, at)
    await expect(restore(engine.pool, original)).rejects.toThrow('already at a newer version')
    await engine.close()
    const fresh = await openBlankMemory()
    await expect(restore(fresh.pool, newer)).rejects.toThrow('comes from a newer Amana')
    await fresh.close()
  })
})

describe('the keys', () => {
  test('are backed up and restored apart, and never over others', async () => {
    const from = join(folder, 'keys')
    const to = join(folder, 'keys-again')
    const file = join(folder, 'keys.backup')
    mkdirSync(join(from, 'ca'), { recursive: true })
    writeFileSync(join(from, 'secret'), 'secret')
    writeFileSync(join(from, 'ca', 'root.pem'), Buffer.from([0, 1, 255]))
    expect(await backUpKeys(from, file)).toBe(2)
    await expect(backUpKeys(from, file)).rejects.toThrow('EEXIST')
    expect(await restoreKeys(to, file)).toBe(2)
    expect(readFileSync(join(to, 'ca', 'root.pem'))).toEqual(Buffer.from([0, 1, 255]))
    expect(statSync(join(to, 'secret')).mode & 0o777).toBe(0o600)
    await expect(restoreKeys(to, file)).rejects.toThrow('There are keys')
    await expect(restoreKeys(join(folder, 'elsewhere'), original)).rejects.toThrow('not a backup of the keys')
  })

  test('never leave their folder, whatever a file says', async () => {
    const file = join(folder, 'hostile.backup')
    const backup = { amana: 'keys', format: 1, files: [{ path: '../escaped', bytes: '', sha256: '' }] }
    writeFileSync(file, gzipSync(JSON.stringify(backup)))
    await expect(restoreKeys(join(folder, 'keys-hostile'), file)).rejects.toThrow('damaged')
    expect(readdirSync(folder)).not.toContain('escaped')
  })
})

function flipped(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes)
  changed[Math.floor(bytes.length / 2)]! ^= 0xff
  return changed
}

async function hasTables(engine: Engine): Promise<boolean> {
  const { rows } = await engine.pool.query<{ there: boolean }>(
    `select to_regclass('person') is not null as there`,
  )
  return rows[0]!.there
}
