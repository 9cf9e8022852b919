import { mkdtemp, mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { filesOf } from '#app/server/http/static.server.ts'
import { send, startSite } from './site.ts'

const always = {
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
}

async function someFiles() {
  const folder = await mkdtemp(join(tmpdir(), 'amana files '))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'assets/public-abc123.css'), 'p{margin:0}'.repeat(500))
  await writeFile(join(folder, 'mark.svg'), '<svg/>')
  await writeFile(join(folder, '.hidden'), 'nothing for others')
  return filesOf(folder)
}

test.each(['/', '/no-such-page', '/failing', '/thrown', '/mark.svg', '/%00', '/app/no-such-page'])(
  'every answer has the security headers: %s',
  async (path) => {
    const site = await startSite({ files: await someFiles() })
    const { headers } = await fetch(site.url + path)
    expect(Object.fromEntries(headers)).toMatchObject(always)
    const policy = headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toMatch(/script-src 'self' 'nonce-[\w-]{22}'/)
    expect(policy).toContain("form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
    expect(policy).not.toContain('unsafe')
    expect(headers.get('strict-transport-security')).toBeNull()
  },
)

test('a nonce is used once', async () => {
  const site = await startSite()
  const policies = await Promise.all(
    [1, 2].map(async () => (await fetch(site.url)).headers.get('content-security-policy')),
  )
  expect(policies[0]).not.toBe(policies[1])
})

test('over https the browser is told to stay there', async () => {
  const site = await startSite({ mode: 'production', origin: 'https://amana.example.org' })
  expect((await fetch(site.url)).headers.get('strict-transport-security')).toContain('max-age=31536000')
})

test('nothing signed in stays in a cache, and built files stay long', async () => {
  const site = await startSite({ files: await someFiles() })
  const cacheOf = async (path: string) => (await fetch(site.url + path)).headers.get('cache-control')
  expect(await cacheOf('/app/anything')).toBe('no-store')
  expect(await cacheOf('/app/anything.data')).toBe('no-store')
  expect(await cacheOf('/')).toBe('private, no-cache')
  expect(await cacheOf('/assets/public-abc123.css')).toBe('public, max-age=31536000, immutable')
})

test('files leave compressed, and only files of the folder leave', async () => {
  const site = await startSite({ files: await someFiles() })
  const asked = async (path: string, encoding: string) =>
    fetch(site.url + path, { headers: { 'Accept-Encoding': encoding } })
  const packed = await asked('/assets/public-abc123.css', 'gzip, br')
  expect(packed.headers.get('content-encoding')).toBe('br')
  expect(Number(packed.headers.get('content-length'))).toBeLessThan(200)
  expect((await packed.text()).length).toBe(5500)
  expect((await asked('/assets/public-abc123.css', 'identity')).headers.get('content-encoding')).toBeNull()
  expect((await asked('/assets/../../../etc/passwd', 'br')).status).toBe(404)
  expect((await asked('/%2e%2e/%2e%2e/etc/passwd', 'br')).status).toBe(404)
  expect((await asked('/.hidden', 'br')).status).toBe(404)
})

test('pages leave compressed when that makes them smaller', async () => {
  const site = await startSite()
  const raw = async (encoding: string) => {
    const answer = await fetch(site.url, { headers: { 'Accept-Encoding': encoding } })
    return [answer.headers.get('content-encoding'), await answer.text()] as const
  }
  const [gzip, zipped] = await raw('gzip')
  const [none, plain] = await raw('identity')
  expect([gzip, none]).toEqual(['gzip', null])
  expect(zipped).toBe(plain)
})

test('a form of one megabyte is taken, a larger one is refused in words, also in French', async () => {
  const site = await startSite()
  const origin = { Origin: `http://localhost:${site.port}` }
  expect((await send(`${site.url}/echo`, 'a'.repeat(1_000_000), origin)).status).toBe(302)

  const refused = await send(`${site.url}/echo?lang=fr`, 'a'.repeat(3_000_000), origin)
  expect(refused.status).toBe(413)
  expect(await refused.text()).toContain('Revenez en arrière')
})

test('an address with a null byte is refused before anyone reads it', async () => {
  const site = await startSite()
  for (const path of ['/calls/%00', '/calls?x=%00', '/%E0%A4%A']) {
    expect((await fetch(site.url + path)).status, path).toBe(400)
  }
})
