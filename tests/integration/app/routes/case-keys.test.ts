import { base64 } from '@scure/base'
import { beforeAll, expect, test } from 'vitest'
import { wordsFor } from '#content/words.ts'
import { signText } from '#app/sealing/handler-key.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, aHandler, type TestDoor, type TestHandler } from '#tests/support/doors.ts'
import { aFreshCookieOf, startWholeSite, type WholeSite } from '#tests/support/whole-site.ts'

const database = withTestDatabase()
const t = wordsFor('en')
const beside = t('caseKeys.beside.title')

let site: WholeSite
let door: TestDoor
let anew: TestHandler

beforeAll(async () => {
  site = await startWholeSite()
  door = await aDoor()
  anew = await aHandler(door.organisations.receiving, ['handle'])
}, 120_000)

const open = async (person: TestHandler, path: string) => {
  const answer = await site.ask(path, { cookie: await aFreshCookieOf(person) })
  return { status: answer.status, text: await answer.text() }
}

test('a key of a body beside ours is shown and opened for signing only once too few are left there', async () => {
  const [neighbour] = door.nextUp
  const toSign = `/app/case-keys/${anew.keyId}/sign`
  expect((await open(neighbour!, '/app/case-keys')).text).not.toContain(beside)
  expect((await open(neighbour!, toSign)).status).toBe(404)
  expect((await open(door.handlers[0], toSign)).text).toContain(t('caseKeys.sign.as.colleague'))

  await database.query('UPDATE handler_key SET ended_on = current_date WHERE id = $1', [
    door.handlers[1].keyId,
  ])
  await database.query('UPDATE handler_key SET ended_on = current_date WHERE id = ANY ($1)', [
    door.escrow.map(({ keyId }) => keyId),
  ])
  const list = await open(neighbour!, '/app/case-keys')
  expect(list.text).toContain(beside)
  expect(list.text).toContain(`href="${toSign}"`)
  expect(list.text).toContain('Fictional Receiving Fund')
  expect((await open(neighbour!, toSign)).text).toContain(t('caseKeys.sign.as.neighbour'))

  const [{ statement }] = (await database.query<{ statement: string }>(
    'SELECT statement FROM handler_key WHERE id = $1',
    [anew.keyId],
  )) as [{ statement: string }]
  const signature = base64.encode(signText(neighbour!.secretKeys, statement))
  const signed = await site.ask(toSign, {
    cookie: await aFreshCookieOf(neighbour!),
    form: { byKeyId: neighbour!.keyId, signature },
  })
  expect([signed.status, signed.headers.get('location')]).toEqual([302, '/app/case-keys'])
  const after = await open(neighbour!, '/app/case-keys')
  expect(after.text).toContain(beside)
  expect(after.text).not.toContain(`href="${toSign}"`)
})
