import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fingerprintOfPem } from '#app/server/crypto/certificate-parts.server.ts'
import { unlockedKey } from '#app/server/crypto/authority.server.ts'
import { readRevocationList } from '#app/server/crypto/revocation-list.server.ts'
import {
  ensureAuthority,
  keptAuthorities,
  listPath,
  readAuthority,
} from '#app/server/documents/signing-keys.server.ts'
import { env } from '#app/server/env.server.ts'
import { wordsFor } from '#content/words.ts'
import { aCookieOf, anAccount, anOrganisation, type Account } from '#tests/support/accounts.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { startWholeSite, type WholeSite } from '#tests/support/whole-site.ts'

const database = withTestDatabase()
const t = wordsFor('en')
const page = '/app/signing-keys'
const sure = { sure: 'yes' }

let site: WholeSite
let keeper: Account
let other: Account
let lead: Account
let cookies: Record<'keeper' | 'other' | 'lead', string>

beforeAll(async () => {
  site = await startWholeSite()
  const running = await anOrganisation('The body that runs it')
  keeper = await anAccount({ organisationId: running, role: 'administrator', authenticator: true })
  lead = await anAccount({ organisationId: running, role: 'safeguarding_lead', authenticator: true })
  const joined = await anOrganisation('A body that joined')
  other = await anAccount({ organisationId: joined, role: 'administrator', authenticator: true })
})
beforeEach(async () => {
  await rm(env.keysFolder, { recursive: true, force: true })
  cookies = { keeper: await aCookieOf(keeper), other: await aCookieOf(other), lead: await aCookieOf(lead) }
})

const steppedUp = () => database.query('update session set stepped_up_at = now()')

async function open(path: string, cookie = '') {
  const answer = await fetch(`${site.url}${path}`, { headers: { cookie }, redirect: 'manual' })
  return { status: answer.status, text: await answer.text(), headers: answer.headers }
}

async function send(path: string, cookie: string, form: Record<string, string>) {
  const answer = await fetch(`${site.url}${path}`, {
    method: 'POST',
    headers: { cookie, origin: site.url, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form),
    redirect: 'manual',
  })
  return { status: answer.status, text: await answer.text(), headers: answer.headers }
}

async function passwordShown(): Promise<string> {
  const { text } = await open(page, cookies.keeper)
  return /name="rootKeyPassword" value="([0-9A-Z-]{29})"/.exec(text)![1]!
}

const entries = async () =>
  (
    await database.query<{ action: string }>(
      `select action from ledger_entry where action like 'keys.%' order by position`,
    )
  ).map(({ action }) => action)

describe('who is refused', () => {
  test('the page is for administrators, and what is on it to press for those of the body that runs Amana', async () => {
    expect((await open(page)).status).toBe(302)
    expect((await open(page, cookies.lead)).status).toBe(403)
    const seen = await open(page, cookies.other)
    expect(seen.status).toBe(200)
    expect(seen.text).toContain(t('keys.keeper'))
    expect(seen.text).not.toMatch(/rootKeyPassword|name="sure"/)
  })

  test.each(['lead', 'other'] as const)(
    '%s may neither download, delete nor rotate, proved again or not',
    async (who) => {
      await steppedUp()
      const { issuingPem } = await ensureAuthority(env.keysFolder)
      const password = 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE'
      expect((await send(`${page}/root-key`, cookies[who], { rootKeyPassword: password })).status).toBe(403)
      expect((await send(page, cookies[who], { done: 'delete' })).status).toBe(403)
      expect((await send(page, cookies[who], sure)).status).toBe(403)
      expect((await readAuthority(env.keysFolder)).issuingPem).toBe(issuingPem)
    },
  )

  test('the keeper proves who they are before anything happens', async () => {
    const { text } = await open(page, cookies.keeper)
    expect(text).toContain(t('keys.rootKey.prove'))
    expect(text).not.toContain('name="rootKeyPassword"')
    const password = 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE'
    for (const [path, form] of [
      [`${page}/root-key`, { rootKeyPassword: password }],
      [page, { done: 'delete' }],
      [page, sure],
    ] as const) {
      const { status, headers } = await send(path, cookies.keeper, form)
      expect(status).toBe(302)
      expect(headers.get('location')).toMatch(/^\/app\/step-up\?next=%2Fapp%2Fsigning-keys/)
    }
    expect(await readdir(join(env.keysFolder, 'authority'))).not.toContain('root-key.downloaded')
  })
})

describe('the root’s key', () => {
  test('is downloaded once, deleted afterwards, and each step is in the ledger', async () => {
    const before = (await entries()).length
    await steppedUp()
    const password = await passwordShown()
    const { rootPem } = await ensureAuthority(env.keysFolder)
    expect((await send(`${page}/root-key`, cookies.keeper, { rootKeyPassword: 'mine' })).status).toBe(400)
    const given = await send(`${page}/root-key`, cookies.keeper, { rootKeyPassword: password })
    expect(given.status).toBe(200)
    expect(given.headers.get('content-disposition')).toMatch(
      /attachment; filename="amana-root-[0-9a-f]{8}\.key"/,
    )
    expect(given.headers.get('cache-control')).toBe('no-store')
    expect(unlockedKey(given.text, password)).not.toBeNull()
    expect((await send(`${page}/root-key`, cookies.keeper, { rootKeyPassword: password })).status).toBe(409)

    const shown = await open(page, cookies.keeper)
    expect(shown.text).not.toContain('name="rootKeyPassword"')
    expect(shown.text).toContain(t('keys.rootKey.delete'))
    expect((await send(page, cookies.keeper, { done: 'delete' })).status).toBe(302)
    expect((await send(page, cookies.keeper, { done: 'delete' })).status).toBe(409)
    expect(await readdir(join(env.keysFolder, 'authority'))).not.toContain('root.key.sealed')
    expect((await entries()).slice(before)).toEqual(['keys.rootDownload', 'keys.rootDelete'])

    const rotated = await send(page, cookies.keeper, {
      ...sure,
      lockedKeyPassword: given.text,
      passwordOfKey: password,
      withdraw: 'yes',
    })
    expect(rotated.status).toBe(302)
    expect((await readAuthority(env.keysFolder)).rootPem).toBe(rootPem)
    const after = await open(`${page}?rotated=yes`, cookies.keeper)
    expect(after.text).toContain(t('keys.rotated'))
    expect(after.text).toMatch(/Withdrawn on/)
  })
})

describe('a new signing key', () => {
  test('is refused with a wrong password, another root, no key and no tick, and nothing secret comes back', async () => {
    await steppedUp()
    const password = await passwordShown()
    const { text: key } = await send(`${page}/root-key`, cookies.keeper, { rootKeyPassword: password })
    await send(page, cookies.keeper, { done: 'delete' })
    const { issuingPem } = await readAuthority(env.keysFolder)
    const attempts: [Record<string, string>, string][] = [
      [{}, t('keys.error.sure')],
      [{ ...sure, lockedKeyPassword: key, passwordOfKey: 'wrong' }, t('keys.error.passwordOfKey')],
      [{ ...sure, lockedKeyPassword: 'not a key' }, t('keys.error.notAKey')],
    ]
    for (const [form, sentence] of attempts) {
      const { status, text } = await send(page, cookies.keeper, form)
      expect(status).toBe(422)
      expect(text).toContain(sentence)
      expect(text).not.toContain('BEGIN ENCRYPTED')
      expect(text).not.toContain('value="wrong"')
    }
    expect((await readAuthority(env.keysFolder)).issuingPem).toBe(issuingPem)

    expect((await send(page, cookies.keeper, sure)).status).toBe(302)
    const other = await send(page, cookies.keeper, {
      ...sure,
      lockedKeyPassword: key,
      passwordOfKey: password,
    })
    expect(other.status).toBe(422)
    expect(other.text).toContain(t('keys.error.anotherRoot'))
  })

  test('is in the ledger by its fingerprint', async () => {
    await steppedUp()
    await open(page, cookies.keeper)
    expect((await send(page, cookies.keeper, sure)).status).toBe(302)
    const [entry] = await database.query<{ subject: string; data: { newRoot: boolean } }>(
      `select subject, data from ledger_entry where action = 'keys.rotate' order by position desc limit 1`,
    )
    const { issuingPem } = await readAuthority(env.keysFolder)
    expect(entry).toMatchObject({ subject: fingerprintOfPem(issuingPem), data: { newRoot: false } })
  })
})

describe('what anybody may fetch', () => {
  test('the root, all certificates and the lists, without a cookie', async () => {
    await steppedUp()
    await open(page, cookies.keeper)
    await rm(join(env.keysFolder, 'authority', 'root.key.sealed'))
    await send(page, cookies.keeper, sure)
    const [current, former] = await keptAuthorities(env.keysFolder)

    const root = await open('/root.pem')
    expect([root.status, root.text]).toEqual([200, current!.rootPem])
    expect(root.headers.get('set-cookie')).toBeNull()
    expect(root.headers.get('cache-control')).toContain('public')
    const { text } = await open('/verify/certificates.pem')
    for (const pem of [current!.rootPem, current!.issuingPem, former!.rootPem, former!.issuingPem])
      expect(text).toContain(pem)
    expect(text.startsWith(current!.rootPem)).toBe(true)

    expect((await open('/crl.pem')).text.match(/BEGIN X509 CRL/g)!.length).toBeGreaterThanOrEqual(3)
    const der = new Uint8Array(await (await fetch(`${site.url}/crl.der`)).arrayBuffer())
    expect(readRevocationList(der, current!.issuingPem)?.number).toBe(1)
    const path = listPath(fingerprintOfPem(current!.rootPem))
    const rootList = new Uint8Array(await (await fetch(`${site.url}${path}`)).arrayBuffer())
    expect(readRevocationList(rootList, current!.rootPem)?.number).toBe(1)
    expect((await open('/crl/nothing.crl')).status).toBe(404)
    expect((await open('/crl/..%2Froot.pem')).status).toBe(404)
  })
})
