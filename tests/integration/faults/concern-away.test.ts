import type pg from 'pg'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { newCode } from '#app/sealing/code.ts'
import { rememberDoors } from '#app/server/concerns/door-facts.server.ts'
import { replaySpool } from '#app/server/concerns/replay.server.ts'
import { listSpool } from '#app/server/concerns/spool.server.ts'
import { wordsFor } from '#content/words.ts'
import { newestCase, readAs } from '#tests/integration/app/server/concerns/a-door.ts'
import { wordsIn } from '#tests/support/asking.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, type TestDoor, type TestHandler } from '#tests/support/doors.ts'
import { startWholeSite, type WholeSite } from '#tests/support/whole-site.ts'

const database = withTestDatabase()
const t = wordsFor('en')
let site: WholeSite
let door: TestDoor
let isAway = false

beforeAll(async () => {
  site = await startWholeSite()
  door = await aDoor()
  await rememberDoors()
  const pool = database.engine.pool
  const connect = pool.connect.bind(pool) as (...args: unknown[]) => Promise<pg.PoolClient>
  pool.connect = ((...args: unknown[]) =>
    isAway
      ? Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' }))
      : connect(...args)) as typeof pool.connect
})
beforeEach(() => void vi.spyOn(process.stderr, 'write').mockReturnValue(true))
afterEach(async () => {
  isAway = false
  vi.restoreAllMocks()
  await replaySpool()
})

type Fields = [string, string][]

async function send(page: string, fields: Fields, files: [string, File][] = []) {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  for (const [name, file] of files) form.append(name, file)
  const answer = await fetch(`${site.url}/r/${door.slug}${page}`, {
    method: 'POST',
    body: files.length > 0 ? form : new URLSearchParams(fields),
    headers: { origin: `http://localhost:${site.port}`, 'accept-language': 'en' },
  })
  const html = await answer.text()
  return { status: answer.status, html, words: wordsIn(html) }
}

const file = (code: string, words: string, out: Fields = []) =>
  send('', [['code', code], ['words', words], ...out, ['go', 'send']])
const carried = (html: string): Fields =>
  [...html.matchAll(/<input type="hidden" name="(code|dates|held|done)" value="([^"]*)"/g)].map(
    ([, name, value]) => [name!, value!],
  )
const held = (html: string) => new Map(carried(html)).get('held')!
const kindsRead = async ({ secretKeys, ...handler }: TestHandler) =>
  (await readAs({ ...handler, personId: handler.id, ...secretKeys }, await newestCase())).map(
    ({ kind }) => kind,
  )

describe('right after the receipt, with the database away,', () => {
  test.each([
    ['also when what was filed waits on the disk itself', true],
    ['also when it came in before', false],
  ])('what is added is taken, %s, and the same people read it and no others', async (_, awayBefore) => {
    isAway = awayBefore
    const [handler, other] = door.handlers
    const receipt = await file(newCode(), 'At the well', [['out', other.keyId]])
    expect(receipt.words).toContain(t('reporter.received.title'))
    isAway = true
    const waiting = (await listSpool()).length
    const again = async () => send('', [...carried(receipt.html), ['when', 'On Sunday'], ['go', 'add:place']])
    expect(await again()).toMatchObject({ status: 200 })
    expect((await again()).words).toContain(t('reporter.received.added'))
    expect(await listSpool()).toHaveLength(waiting + 2)
    const voice = new File(['a voice, for a test'], 'voice.amr', { type: 'audio/amr' })
    const withVoice = await send('', [...carried(receipt.html), ['go', 'add:files']], [['files', voice]])
    expect(withVoice.words).toContain(t('reporter.received.added'))
    isAway = false
    expect(await replaySpool()).toBe(true)
    expect((await kindsRead(handler)).sort()).toEqual(['about', 'account', 'file', 'removed'])
    expect(await kindsRead(other)).toEqual([])
  })

  test('a page that does not know for whom takes nothing, and what was typed is in it again', async () => {
    const [one, another] = [await file(newCode(), 'One'), await file(newCode(), 'Another')]
    isAway = true
    for (const spoiled of ['', held(another.html), 'AAAA', `${held(one.html).slice(0, -4)}AAAA`]) {
      const fields = carried(one.html).filter(([name]) => name !== 'held')
      const answer = await send('', [
        ...fields,
        ['held', spoiled],
        ['when', 'On a market day'],
        ['go', 'add:place'],
      ])
      expect(answer.status).toBe(503)
      expect(answer.words).toContain(t('reporter.error.notSent'))
      expect(answer.html).toContain('On a market day')
      expect(answer.html).toContain(`href="/r/${door.slug}/help"`)
    }
    expect(await listSpool()).toEqual([])
  })

  test('whoever looks at the page does not learn from it who reads', async () => {
    const receipt = await file(newCode(), 'Seen by somebody')
    const bytes = Buffer.from(held(receipt.html), 'base64url').toString('latin1')
    for (const { keyId } of door.handlers) expect(receipt.html + bytes).not.toContain(keyId)
  })
})

describe('whoever comes back with a code while the database is away', () => {
  const steps: [string, Fields, string, string | null][] = [
    ['a message', [['words', 'It rained in']], 'say', null],
    ['stopping', [['note', 'I am tired']], 'withdraw', t('return.notTaken.withdraw')],
    ['a wish', [['wants', 'A call']], 'wishes', null],
    ['a new code', [['newCode', newCode()]], 'newCode', t('return.notTaken.newCode')],
    ['the code alone', [], 'open', t('return.notTaken.open')],
  ]
  test.each(steps)('is told that %s was not taken, and can send it again', async (_, typed, step, said) => {
    const code = newCode()
    await file(code, 'Before')
    isAway = true
    const fields: Fields = [['code', code], ['step', step], ['threadId', door.id], ['once', 'x'], ...typed]
    const { status, html, words } = await send('/back', fields)
    expect(status).toBe(503)
    expect(words).toContain(t('return.notTaken.title'))
    if (said) expect(words).toContain(said)
    for (const [name, value] of fields)
      expect(html, name).toMatch(new RegExp(`name="${name}"[^>]*(value="${value}"|>${value}<)`))
    expect(words).toContain('Fictional Zemani Clinic')
    expect(html).toContain(`href="/r/${door.slug}"`)
    expect(html).not.toMatch(/Amana|sign-in|<script/)
    expect(await listSpool()).toEqual([])
  })

  test('is asked for the files again: no browser keeps them', async () => {
    const code = newCode()
    await file(code, 'Before')
    isAway = true
    const voice = new File(['a voice, for a test'], 'voice.amr', { type: 'audio/amr' })
    const fields: Fields = [
      ['code', code],
      ['step', 'files'],
      ['threadId', door.id],
      ['once', 'x'],
    ]
    const { status, html, words } = await send('/back', fields, [['file', voice]])
    expect(status).toBe(503)
    expect(words).toContain(t('return.notTaken.files'))
    expect(html).toMatch(/<input[^>]*type="file"/)
  })
})
