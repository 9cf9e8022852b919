import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { wordsFor } from '#content/words.ts'
import { startSite } from './site.ts'

let logged = ''
beforeEach(() => {
  logged = ''
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    logged += String(text)
    return true
  })
})
afterEach(() => vi.restoreAllMocks())

test('a page that does not exist says so in the visitor’s language', async () => {
  const site = await startSite()
  const french = await fetch(`${site.url}/nulle-part`, { headers: { 'Accept-Language': 'fr-SN,fr;q=0.9' } })
  const html = await french.text()
  expect(french.status).toBe(404)
  expect(html).toContain('<html lang="fr" dir="ltr"')
  expect(html).toContain('Il n’y a pas de page ici')
  expect(await (await fetch(`${site.url}/nowhere`)).text()).toContain('There is no page here')
})

test('the language in the address wins over the browser’s, and stays in the links', async () => {
  const site = await startSite()
  const answer = await fetch(`${site.url}/?lang=fr`, { headers: { 'Accept-Language': 'en' } })
  const html = await answer.text()
  expect(html).toContain('href="/calls?lang=fr"')
  expect(html).toContain('La protection dans la recherche')
})

test('the first page has no script, no web font, no cookie, and nothing of another site', async () => {
  const site = await startSite()
  const answer = await fetch(site.url)
  const html = await answer.text()
  expect(answer.headers.get('set-cookie')).toBeNull()
  expect(html).not.toMatch(/<script|woff|style="|https?:\/\//)
  expect(Buffer.byteLength(html)).toBeLessThan(20_000)
})

test('a mistake of ours gives a number and tells nothing else, on the page or in the log', async () => {
  const site = await startSite()
  const answer = await fetch(`${site.url}/failing`)
  const html = await answer.text()
  expect(answer.status).toBe(500)
  const id = /[0-9a-f]{8}(?=<)/.exec(html)?.[0]
  expect(id).toBeDefined()
  expect(logged).toContain(`500 ${id} Error`)
  expect(logged.trim().split('\n')).toHaveLength(1)
  expect(html + logged).not.toContain('survivor')
})

test('while the database is away the page says what to do, with 503', async () => {
  const site = await startSite()
  const answer = await fetch(`${site.url}/failing?database&lang=fr`)
  expect(answer.status).toBe(503)
  expect(await answer.text()).toContain(wordsFor('fr')('shell.problem.unavailable.title'))
  expect(logged).toMatch(/^503 [0-9a-f]{8} Error ECONNREFUSED/)
})
