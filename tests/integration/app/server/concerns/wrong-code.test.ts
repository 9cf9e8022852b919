import pg from 'pg'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { newCode } from '#app/sealing/code.ts'
import { forgetTurns } from '#app/server/concerns/slow-down.server.ts'
import * as stretching from '#app/server/crypto/stretch.server.ts'
import { wordsFor } from '#content/words.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor } from '#tests/support/doors.ts'
import { aFiledConcern, type FiledConcern } from '#tests/support/returning.ts'
import { startWholeSite, type WholeSite } from '#tests/support/whole-site.ts'

vi.mock('#app/server/crypto/stretch.server.ts', async (original) => {
  const real = await original<typeof stretching>()
  return { ...real, stretchCode: vi.fn(real.stretchCode) }
})

withTestDatabase()
let site: WholeSite
let filed: FiledConcern
let slug: string

beforeAll(async () => {
  site = await startWholeSite()
  const door = await aDoor()
  slug = door.slug
  filed = await aFiledConcern(door)
})
beforeEach(forgetTurns)

/** What a code costs us, and everything that whoever typed it can see. */
async function tried(code: string) {
  const stretched = vi.mocked(stretching.stretchCode).mockClear()
  const asked = vi.spyOn(pg.Client.prototype, 'query')
  const path = `/r/${slug}/back`
  const answer = await site.ask(path, { form: { step: 'open', code }, headers: { 'accept-language': 'en' } })
  const questions = asked.mock.calls.map(([text]) =>
    typeof text === 'string' ? text : (text as { text?: string })?.text,
  )
  asked.mockRestore()
  const html = await answer.text()
  return {
    work: stretched.mock.calls.map(([each]) => each.length),
    questions,
    seen: {
      status: answer.status,
      headers: [...answer.headers].filter(
        ([name]) => !['date', 'content-security-policy', 'content-length', 'server-timing'].includes(name),
      ),
      html: html.replaceAll(/nonce="[^"]*"/g, '').replaceAll(/value="[^"]*"/g, ''),
    },
  }
}

test('a wrong code, half of a right one, a letter in it and none: one answer, for the same work', async () => {
  await tried(newCode())
  const wrong = await tried(newCode())
  expect([wrong.seen.status, wrong.work]).toEqual([422, [20]])
  expect(wrong.seen.html).toContain(wordsFor('en')('return.error.code').replaceAll("'", '&#x27;'))
  const { code } = filed
  for (const typed of [
    code.slice(0, 10),
    `${code.slice(0, 19)}x`,
    `${code}1`,
    '',
    ' '.repeat(20),
    '٣'.repeat(20),
    '1'.repeat(50_000),
  ])
    expect(await tried(typed), typed.slice(0, 30)).toEqual(wrong)
})

test('a right one is stretched as often, and differs in what it finds', async () => {
  const right = await tried(filed.code)
  expect([right.seen.status, right.work]).toEqual([200, [20]])
})
