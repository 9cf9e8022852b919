import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { closeDatabase, openDatabase } from '#app/server/database.server.ts'
import { openFolder } from '#app/server/database/engine.server.ts'
import { codeAt, stepAt } from '#app/server/sign-in/totp.server.ts'
import { anAccount, anOrganisation, password } from '#tests/support/accounts.ts'
import { eventually } from '#tests/support/mail-server.ts'
import { startServerProcess } from '#tests/support/server-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'amana quiet '))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test(
  'what the server writes to its log names nobody, quotes nobody and gives no secret away',
  { timeout: 240_000 },
  async () => {
    await openDatabase({ engine: await openFolder(join(folder, 'data/database')) })
    const organisationId = await anOrganisation('Quiet Harbour Fund')
    const officer = await anAccount({ organisationId, role: 'programme_officer' })
    const administrator = await anAccount({ organisationId, role: 'administrator' })
    await closeDatabase()

    const server = await startServerProcess(folder)
    const { origin } = server
    const secrets = new Set([
      officer.name,
      officer.signsInWith,
      administrator.name,
      administrator.signsInWith,
      password,
    ])
    const cookies = new Map<string, string>()
    const ask = async (who: string, path: string, form?: Record<string, string>) => {
      const cookie = cookies.get(who)
      const answer = await fetch(`${origin}${path}`, {
        redirect: 'manual',
        headers: { origin, ...(cookie ? { cookie } : {}) },
        ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
      })
      const given = answer.headers.get('set-cookie')?.split(';')[0]
      if (given) {
        cookies.set(who, given)
        secrets.add(given.slice('amana='.length))
      }
      return {
        status: answer.status,
        location: answer.headers.get('location') ?? '',
        html: await answer.text(),
      }
    }

    const wrong = 'a wrong phrase that nobody knows'
    secrets.add(wrong).add('nobody.there@example.org')
    await ask('stranger', '/app/sign-in', { name: 'nobody.there@example.org', password: wrong })
    await ask('stranger', '/app/reset', { name: officer.signsInWith })
    await ask('stranger', '/app/invitation', { code: 'ABCD-EFGH-JKLM-NPQR' })
    secrets.add('ABCD-EFGH-JKLM-NPQR')
    expect((await ask('officer', '/app/sign-in', { name: officer.signsInWith, password })).status).toBe(302)
    await ask('administrator', '/app/sign-in', { name: administrator.signsInWith, password })

    const words = 'She told the driver what happened at the well'
    secrets.add(words)
    const programme = await ask('officer', '/app/programmes/new', {
      organisationId,
      title: words,
      summary: words,
    })
    expect(programme.location).toMatch(/^\/app\/programmes\//)
    await ask('officer', '/app/programmes/new', { organisationId, title: `${words}\u0000`, summary: words })
    await ask('officer', `/app/assessments/${encodeURIComponent(words)}`)
    await ask('officer', `/app/people?${new URLSearchParams({ q: words }).toString()}`)
    await ask('officer', `/verify/${encodeURIComponent(words)}`)
    await ask('officer', '/app/jobs', { id: words })

    // An administrator sets up a second factor and invites somebody, with an address and without.
    const setUp = await ask('administrator', '/app/sign-in/set-up')
    const sealed = /name="proposal"[^>]*value="([^"]+)"/.exec(setUp.html)?.[1] ?? ''
    const secret =
      /secret=([A-Z2-7]+)/.exec(setUp.html)?.[1] ??
      (/\b(?:[A-Z2-7]{4} ?){8}\b/.exec(setUp.html)?.[0] ?? '').replaceAll(' ', '')
    expect([sealed.length > 10, secret.length]).toEqual([true, 32])
    const code = codeAt(secret, stepAt(new Date()))
    const codes = await ask('administrator', '/app/sign-in/set-up', { proposal: sealed, code })
    const recovery = [...codes.html.matchAll(/\b[0-9A-Z]{5}-[0-9A-Z]{5}\b/g)].map(([each]) => each)
    expect(recovery).toHaveLength(10)
    for (const each of [sealed, secret, ...recovery]) secrets.add(each)
    for (const how of ['mail', 'print']) {
      const invited = {
        name: 'Newcomer Quietly',
        role: 'reviewer',
        how,
        email: 'newcomer@example.org',
        userName: 'newcomer.quiet',
      }
      const answer = await ask('administrator', '/app/people/invite', invited)
      for (const [printed] of answer.html.matchAll(/\b(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}\b/g))
        secrets.add(printed)
    }
    for (const each of ['Newcomer Quietly', 'newcomer@example.org', 'newcomer.quiet']) secrets.add(each)

    const letters = await eventually(() => {
      const names = readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.eml'))
      return Promise.resolve(names.length >= 2 && names)
    })
    for (const name of letters)
      for (const [token] of readFileSync(join(folder, String(name)), 'utf8').matchAll(
        /(?<=#|code=|token=)[\w-]{16,}/g,
      ))
        secrets.add(token)
    await server.stop()

    const said = server.said()
    expect(said).toContain('Amana is ready')
    for (const each of secrets) expect(said.toLowerCase()).not.toContain(each.toLowerCase())
    expect(said).not.toMatch(new RegExp(`\\b${code}\\b`))
    expect(said).not.toMatch(/\b(?:\d{1,3}\.){3}\d{1,3}\b.*(GET|POST)|Mozilla|eyJ|-----BEGIN/)
  },
)
