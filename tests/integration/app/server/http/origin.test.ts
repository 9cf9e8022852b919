import { expect, test } from 'vitest'
import { send, startProxy, startSite } from './site.ts'

const canonical = 'https://amana.example.org'

test('a form from our own page is taken', async () => {
  const site = await startSite()
  expect((await send(`${site.url}/echo`, 'hello', { Origin: `http://localhost:${site.port}` })).status).toBe(
    302,
  )
})

test('on one’s own computer 127.0.0.1 is as good as localhost', async () => {
  const site = await startSite()
  expect((await send(`${site.url}/echo`, 'hello', { Origin: `http://127.0.0.1:${site.port}` })).status).toBe(
    302,
  )
})

test.each([
  ['another site', { Origin: 'https://elsewhere.example.org' }],
  ['a page that hides where it comes from', { Origin: 'null' }],
  ['another port of this computer', { Origin: 'http://localhost:1' }],
  ['another site, by the browser’s own word', { 'Sec-Fetch-Site': 'cross-site' }],
  ['a sister site', { 'Sec-Fetch-Site': 'same-site' }],
  ['nobody knows where, with a cookie', { Cookie: 'amana=1' }],
])('a form from %s is refused, with words', async (_, headers) => {
  const site = await startSite()
  const answer = await send(`${site.url}/echo?lang=fr`, 'hello', headers)
  expect(answer.status).toBe(403)
  expect(await answer.text()).toContain('Nous n’avons pas accepté ce formulaire')
})

test('whoever reports and hides where they come from is heard, and no page of theirs says whose it is', async () => {
  const site = await startSite()
  const answer = await send(`${site.url}/r/lake`, 'hello', { Origin: 'null' })
  expect(answer.status).not.toBe(403)
  expect((await send(`${site.url}/r/../app/echo`, 'hello', { Origin: 'null' })).status).toBe(403)
  expect((await send(`${site.url}/r/%2e%2e/app/echo`, 'hello', { Origin: 'null' })).status).toBe(403)
  const refused = await send(`${site.url}/r/%00`, 'hello', { Origin: 'null' })
  expect(refused.status).toBe(400)
  expect(await refused.text()).not.toContain('Amana')
})

test('signed-in forms are refused in the same way', async () => {
  const site = await startSite()
  const foreign = { Origin: 'https://elsewhere.example.org' }
  expect((await send(`${site.url}/app/echo`, 'hello', foreign)).status).toBe(403)
  expect((await send(`${site.url}/app/echo.data`, 'hello', foreign)).status).toBe(403)
})

test('in production only the canonical address counts', async () => {
  const site = await startSite({ mode: 'production', origin: canonical })
  expect((await send(`${site.url}/echo`, 'hello', { Origin: canonical })).status).toBe(302)
  expect((await send(`${site.url}/echo`, 'hello', { Origin: `http://localhost:${site.port}` })).status).toBe(
    403,
  )
})

test.each([
  ['Host', { host: 'amana-internal:8080' }],
  [
    'Host and X-Forwarded-Host',
    { host: 'amana-internal:8080', 'x-forwarded-host': 'lb.internal, amana.example.org' },
  ],
  ['X-Forwarded-Proto', { host: 'amana-internal', 'x-forwarded-proto': 'http' }],
])('a proxy that rewrites %s breaks no form and lets no foreign one in', async (_, rewritten) => {
  const site = await startSite({ mode: 'production', origin: canonical })
  const proxy = await startProxy(site.port, rewritten)

  const ours = await send(`${proxy.url}/echo`, 'hello', { Origin: canonical })
  expect([ours.status, ours.headers.get('location')]).toEqual([302, '/heard'])
  expect((await send(`${proxy.url}/echo`, 'hello', { Origin: 'https://lb.internal' })).status).toBe(403)
  expect((await send(`${proxy.url}/echo`, 'hello', { Origin: 'http://amana-internal:8080' })).status).toBe(
    403,
  )
})
