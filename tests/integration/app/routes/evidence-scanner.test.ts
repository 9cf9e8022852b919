import { beforeAll, expect, test, vi } from 'vitest'
import type { Actor } from '#app/policies/actor.ts'
import { wordsFor } from '#content/words.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aCast, aPlan, type Cast } from '#tests/support/line.ts'
import { aFakeClamd } from '#tests/support/uploads.ts'
import { aFreshCookieOf, startWholeSite, type WholeSite } from '#tests/support/whole-site.ts'

const path = vi.hoisted(() => {
  const path = `/tmp/amana-clamd-${process.pid}.sock`
  process.env.CLAMD_URL = `unix:${path}`
  return path
})

const database = withTestDatabase()
const t = wordsFor('en')
let site: WholeSite
let cast: Cast
let plan = ''

beforeAll(async () => {
  site = await startWholeSite()
  cast = await aCast()
  plan = await aPlan(cast)
})

async function upload(title: string, text: string): Promise<number> {
  const [answered] = await database.query<{ requirement_id: string }>(
    'select requirement_id from answer where assessment_id = $1 limit 1',
    [plan],
  )
  const form = new FormData()
  form.set('title', title)
  form.set('kind', 'file')
  form.set('requirements', answered!.requirement_id)
  form.set('file', new File([text], `${title}.txt`))
  const headers = {
    cookie: await aFreshCookieOf(cast.investigator),
    origin: `http://localhost:${site.port}`,
  }
  const at = `${site.url}/app/assessments/${plan}/evidence/new`
  return (await fetch(at, { method: 'POST', body: form, headers, redirect: 'manual' })).status
}

const open = async (who: Actor, path: string) => site.ask(path, { cookie: await aFreshCookieOf(who) })

test('what is harmful or could not be read is kept and marked; nobody opens what is harmful', async () => {
  const clamd = await aFakeClamd(
    (bytes) => (bytes.includes('harm') ? 'stream: Test FOUND' : 'stream: OK'),
    path,
  )
  expect(await upload('Clean', 'words')).toBe(302)
  expect(await upload('Harmful', 'harm')).toBe(302)
  await clamd.close()
  expect(await upload('Unread', 'words')).toBe(302)

  const found = await database.query<{ id: string; name: string; scan: string }>(
    'select id, name, scan from evidence_file order by name',
  )
  expect(found.map(({ name, scan }) => [name, scan])).toEqual([
    ['Clean.txt', 'clean'],
    ['Harmful.txt', 'infected'],
    ['Unread.txt', 'unscannable'],
  ])
  const statuses = await Promise.all(
    found.map(async ({ id }) => (await open(cast.focalPoint, `/app/evidence/files/${id}`)).status),
  )
  expect(statuses).toEqual([200, 404, 200])
  const page = await (await open(cast.focalPoint, `/app/assessments/${plan}/evidence`)).text()
  expect(page).toContain(t('evidence.scan.infected.do'))
  expect(page).toContain(t('evidence.scan.unscannable.what'))
  expect(page).not.toContain(found[1]!.id)
})
