import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { brotliCompressSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { sealTo } from '#app/sealing/age.ts'
import { keepDraft, storeDraft } from '#app/server/concerns/sealed-files.server.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { caseLogPage, casePage } from '#app/server/queries/case.server.ts'
import { inboxPage } from '#app/server/queries/cases.server.ts'
import { addSealedParts, declare, setLabel } from '#app/server/workflows/case-content.server.ts'
import { deliverFile, exportCase } from '#app/server/workflows/case-delivery.server.ts'
import { aCase, asHandler, sealedLabel, sealedPart } from '#tests/support/cases.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, aHandler, type TestDoor, type TestHandler } from '#tests/support/doors.ts'

const database = withTestDatabase()
const now = new Date('2026-03-04T10:00:00Z')
let door: TestDoor
let handler: TestHandler

beforeAll(async () => {
  door = await aDoor()
  ;[handler] = door.handlers
})

const hasAge = (() => {
  try {
    execFileSync('age', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

describe('an export', () => {
  const folder = mkdtempSync(join(tmpdir(), 'amana-export-'))
  const inside = (...names: string[]) => join(folder, ...names)
  const age = (identity: string, file: string) => execFileSync('age', ['-d', '-i', identity, file])
  let concernId: string
  let sealedFile: Uint8Array

  beforeAll(async () => {
    const own = await aCase(door, { words: 'Words that leave only sealed.' })
    concernId = own.id
    await declare(asHandler(handler), concernId, 'none', now)
    const page = await casePage(asHandler(handler), concernId)
    if (!page.opened) throw new Error('not open')
    const note = await sealedPart(own.keys.file.recipient, { kind: 'note', words: 'A note of a handler.' })
    await addSealedParts(asHandler(handler), concernId, [{ keyId: page.fileKeyId!, sealed: note }], now)
    const fileId = randomId()
    sealedFile = await sealTo([own.keys.file.recipient], 'the bytes of a picture')
    const { draftId, size } = await storeDraft(
      (async function* () {
        yield await Promise.resolve(sealedFile)
      })(),
    )
    await keepDraft(draftId, { concernId, fileId, recipient: own.keys.file.recipient }, now)
    await database.query(
      `insert into sealed_file (id, concern_id, key_id, size, on_day) values ($1, $2, $3, $4, '2026-03-04')`,
      [fileId, concernId, page.fileKeyId, size],
    )
    const given = await deliverFile(asHandler(handler), concernId, fileId, now)
    const bytes = new Uint8Array(await new Response(given.stream).arrayBuffer())
    expect(Buffer.from(bytes).equals(Buffer.from(sealedFile))).toBe(true)

    const { stream, name } = await exportCase({ ...asHandler(handler), steppedUpAt: now }, concernId, now)
    expect(name).toMatch(/^case-[0-9a-f]{8}-2026-03-04\.zip$/)
    const zip = Buffer.from(await new Response(stream as unknown as BodyInit).arrayBuffer())
    writeFileSync(inside('case.zip'), zip)
    execFileSync('unzip', ['-q', 'case.zip'], { cwd: folder })
    writeFileSync(inside('my-key.txt'), `${handler.secretKeys.identity}\n`)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('holds no word of anybody in clear', () => {
    const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    const files = names.filter((one) => one.isFile() && !['case.zip', 'my-key.txt'].includes(one.name))
    expect(files.length).toBeGreaterThan(8)
    for (const { parentPath, name } of files) {
      const bytes = readFileSync(join(parentPath, name)).toString('latin1')
      expect(bytes, name).not.toContain('leave only sealed')
      if (name.endsWith('.age')) expect(bytes.startsWith('age-encryption.org/v1')).toBe(true)
    }
  })

  test.runIf(hasAge)('opens with Debian’s age, step by step as documented', () => {
    const index = JSON.parse(readFileSync(inside('case.json'), 'utf8')) as {
      keys: { id: string; kind: string; envelopes: string[] }[]
      parts: { path: string; keyId: string; from: string }[]
      files: { path: string; keyId: string }[]
    }
    const said: string[] = []
    for (const { path, keyId } of [...index.parts, ...index.files]) {
      const [envelope] = index.keys.find(({ id }) => id === keyId)!.envelopes
      writeFileSync(inside('case-key.txt'), age(inside('my-key.txt'), inside(envelope!)))
      said.push(age(inside('case-key.txt'), inside(path)).toString())
    }
    expect(said.some((words) => words.includes('Words that leave only sealed.'))).toBe(true)
    expect(said.some((words) => words.includes('A note of a handler.'))).toBe(true)
    expect(said).toContain('the bytes of a picture')
    // The key that the phrase locks is an age file for a passphrase.
    const [own] = readdirSync(inside('my-key'))
    expect(readFileSync(inside('my-key', own!)).toString('latin1')).toContain('-> scrypt ')
  })

  test('is a line in the case log with everything that was in it', async () => {
    const [line] = await database.query<{ data: { parts: string } }>(
      `select data from case_log_entry where concern_id = $1 and action = 'case.export'`,
      [concernId],
    )
    expect(line!.data.parts.split(' ')).toHaveLength(5)
  })
})

describe('an inbox', () => {
  const countQueries = async (run: () => Promise<unknown>) => {
    const asked = vi.spyOn(pg.Client.prototype, 'query')
    await run()
    const count = asked.mock.calls.length
    asked.mockRestore()
    return count
  }
  const open = (after: string | null = null) => inboxPage(asHandler(handler), 'open', after)

  test(
    'takes as many questions to the database at ten thousand cases as at a few',
    { timeout: 90_000 },
    async () => {
      const labelled = []
      for (let count = 0; count < 27; count += 1) {
        const own = await aCase(door, { at: new Date('2026-01-02T10:00:00Z') })
        await declare(asHandler(handler), own.id, 'none', now)
        const [key] = await database.query<{ id: string }>(
          `select id from concern_key where concern_id = $1 and kind = 'file'`,
          [own.id],
        )
        const label = {
          category: 'sexual',
          site: 'A fictional place with a long name by the lake',
          severity: 'high',
          child: true,
        }
        const sealed = await sealedLabel(own.keys.file.recipient, label)
        await setLabel(asHandler(handler), own.id, { keyId: key!.id, sealed }, now)
        labelled.push(own.id)
      }
      await database.query(`update concern set next_due_at = '2026-01-01' where id = any ($1)`, [labelled])
      const few = await countQueries(() => open())
      await database.query(`
      with made as (
        insert into record (id, kind) select gen_random_uuid(), 'concern' from generate_series(1, 10000) returning id
      ), given as (
        insert into concern (id, door_id, organisation_id, filed_under, arrived_on, next_due_at, machine_version, state, value, context)
        select id, '${door.id}', '${handler.organisationId}', uuid_send(id), '2026-02-01',
          timestamptz '2026-03-01' + random() * interval '90 days', 1, 'received', '{}', '{}' from made returning id
      ), keys as (
        insert into concern_key (concern_id, kind, recipient, on_day) select id, 'file', 'age1', '2026-02-01' from given returning id
      ), held as (
        insert into concern_envelope (key_id, holder, handler_key_id, sealed, on_day)
        select id, 'handler', '${handler.keyId}', '\\x00', '2026-02-01' from keys
      )
      insert into participation (record_id, person_id, capacity, from_at)
      select id, '${handler.id}', 'case_handler', '2026-02-01' from given`)
      await database.query('analyze')
      const many = await countQueries(() => open())
      expect(many).toBe(few)

      const page = await open()
      expect(page.lines).toHaveLength(25)
      expect(page.load.open).toBeGreaterThanOrEqual(10_000)
      expect(page.lines.every(({ label }) => label)).toBe(true)
      // What is sealed cannot be packed; the words around it can. The page itself is measured in the browser tests.
      expect(brotliCompressSync(JSON.stringify(page)).byteLength).toBeLessThan(45_000)
    },
  )

  test('gives each case once from page to page, the soonest due first', async () => {
    const seen: string[] = []
    let before = 0
    let after: string | null = null
    for (let pages = 0; pages < 8; pages += 1) {
      const { lines, next } = await open(after)
      for (const { id, dueAt } of lines) {
        expect(dueAt!.getTime()).toBeGreaterThanOrEqual(before)
        before = dueAt!.getTime()
        seen.push(id)
      }
      after = next
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toHaveLength(200)
  })

  test('begins anew for a place in the list that is none', async () => {
    const { lines } = await open(null)
    for (const odd of ['', '~', 'none~x', `${'9'.repeat(400)}~${randomId()}`, "'; select 1 --~1"])
      expect((await open(odd)).lines.length, odd).toBe(lines.length)
  })

  test('lists every case, the newest first', async () => {
    const first = await inboxPage(asHandler(handler), 'all', null)
    const second = await inboxPage(asHandler(handler), 'all', first.next)
    const days = [...first.lines, ...second.lines].map(({ arrivedOn }) => arrivedOn.getTime())
    expect(days).toEqual([...days].sort((one, other) => other - one))
    expect(new Set([...first.lines, ...second.lines].map(({ id }) => id)).size).toBe(50)
  })
})

test('a read-me says what to do in the language of whoever takes the copy', async () => {
  const own = await aCase(door)
  await declare(asHandler(handler), own.id, 'none', now)
  const { stream } = await exportCase({ ...asHandler(handler), locale: 'fr', steppedUpAt: now }, own.id, now)
  expect(await text(stream)).toContain('Comment l’ouvrir avec age')
})

describe('the log of a case', () => {
  const asked = (kind: string, page: number) => new URLSearchParams({ kind, page: String(page) })

  test('is read to its beginning, a page at a time, by whoever may open the case', async () => {
    const { id } = await aCase(door)
    const me = asHandler(handler)
    await expect(caseLogPage(me, id, asked('done', 1))).rejects.toMatchObject({ status: 403 })
    await declare(me, id, 'none', now)
    for (let times = 0; times < 45; times += 1) await casePage(me, id)
    const shown = await casePage(me, id)
    if (!shown.opened) throw new Error('not open')
    expect(shown.log.earlier).toBeNull()
    const newest = await caseLogPage(me, id, asked('delivered', 1))
    expect([newest.lines.length, newest.earlier]).toEqual([40, 2])
    const rest = await caseLogPage(me, id, asked('delivered', 2))
    expect(rest.earlier).toBeNull()
    expect(rest.lines.map(({ action }) => action)).toEqual(rest.lines.map(() => 'case.open'))
    expect(rest.lines.length).toBe(6)
    const positions = [...newest.lines, ...rest.lines].map(({ position }) => BigInt(position))
    expect(positions).toEqual([...positions].sort((one, other) => (one < other ? 1 : -1)))
    await expect(caseLogPage(me, id, asked('delivered', 3))).rejects.toMatchObject({ status: 404 })
    const stranger = asHandler(await aHandler(handler.organisationId, ['handle']))
    await expect(caseLogPage(stranger, id, asked('done', 1))).rejects.toMatchObject({ status: 404 })
  })
})
