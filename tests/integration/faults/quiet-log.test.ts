import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { closeDatabase, openDatabase } from '#app/server/database.server.ts'
import { openFolder } from '#app/server/database/engine.server.ts'
import { codeAt, stepAt } from '#app/server/sign-in/totp.server.ts'
import { newCode } from '#app/sealing/code.ts'
import { anAccount, anOrganisation, password } from '#tests/support/accounts.ts'
import { aDoor } from '#tests/support/doors.ts'
import { eventually } from '#tests/support/mail-server.ts'
import { startServerProcess } from '#tests/support/server-process.ts'
import { aCast } from '#tests/support/line.ts'
import { aTieredPlan } from '#tests/support/tiered-plan.ts'
import { aPdf } from '#tests/support/uploads.ts'
import { asSystem } from '#app/server/database.server.ts'
import { now } from '#app/server/clock.server.ts'
import { startSession } from '#app/server/sign-in/sessions.server.ts'

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

test(
  'nor does it repeat what is written into a plan, however it is written there',
  { timeout: 240_000 },
  async () => {
    const plans = mkdtempSync(join(tmpdir(), 'amana quiet plan '))
    await openDatabase({ engine: await openFolder(join(plans, 'data/database')) })
    const cast = await aCast()
    const { id } = await aTieredPlan(cast, 3)
    const cookieOf = (person: { id: string }) =>
      asSystem('test', (tx) => startSession(tx, person.id, null, now()))
    const [investigator, officer] = [await cookieOf(cast.investigator), await cookieOf(cast.officer)]
    await closeDatabase()

    const server = await startServerProcess(plans)
    const { origin } = server
    const send = async (cookie: string, path: string, body: BodyInit | Record<string, string>) => {
      const plain = Object.getPrototypeOf(body) === Object.prototype
      const answer = await fetch(`${origin}${path}`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin, cookie: `amana=${cookie}` },
        body: plain ? new URLSearchParams(body as Record<string, string>) : (body as BodyInit),
      })
      await answer.text()
      return answer.status
    }
    const at = (part: string) => `/app/assessments/${id}/${part}`
    const secrets = new Set<string>([cast.investigator.name, cast.officer.name, cast.partner.name])
    const secret = (words: string) => (secrets.add(words), words)
    const document = (name: string, bytes: Uint8Array, title: string) => {
      const form = new FormData()
      for (const [field, value] of Object.entries({ title, kind: 'file', requirements: 'V-P-01' }))
        form.set(field, value)
      form.set('file', new File([new Uint8Array(bytes)], name))
      return form
    }
    const statuses: Record<string, number> = {}
    const tell = async (
      what: string,
      cookie: string,
      path: string,
      body: BodyInit | Record<string, string>,
    ) => void (statuses[what] = await send(cookie, path, body))

    const kept = document(secret('ngo-houses-of-survivors.pdf'), aPdf(), secret('Houses where they sleep'))
    await tell('a document', investigator, at('evidence/new'), kept)
    const program = document(secret('names-of-girls.exe'), Buffer.from('MZ\0\0'), secret('A list of girls'))
    await tell('a program', investigator, at('evidence/new'), program)
    const large = document(secret('every-photograph.pdf'), aPdf(21 * 1024 * 1024), secret('Every photograph'))
    await tell('a large one', investigator, at('evidence/new'), large)
    const link = {
      title: secret('Story of the well'),
      kind: 'link',
      url: 'https://example.org/of-the-well',
      requirements: 'V-P-01',
    }
    secrets.add('of-the-well')
    await tell('a link', investigator, at('evidence/new'), link)

    const scales = { likelihood: '3', severity: '3', residualLikelihood: '2', residualSeverity: '3' }
    const risk = {
      group: 'fieldworkers',
      affected: secret('Two sisters'),
      event: secret('They are followed home'),
      community: 'agrees',
    }
    await tell('a risk', investigator, at('lists/risks/new'), { ...risk, ...scales })
    await tell('a sealed risk', investigator, at('lists/risks/new'), { ...risk, ...scales, seal: 'yes' })
    await tell('a risk with a null byte', investigator, at('lists/risks/new'), {
      ...risk,
      ...scales,
      event: 'They are followed home\u0000',
    })
    const site = {
      name: secret('House behind the clinic'),
      country: 'GH',
      languages: secret('Sign of the river'),
      phone: 'none',
      safeToName: 'no',
    }
    await tell('a site', investigator, at('lists/sites/new'), site)
    const comment = {
      move: 'say',
      requirementId: 'V-P-01',
      body: secret('I would not send this to the chief'),
    }
    await tell('a comment', investigator, at('comments'), comment)
    await tell('a comment on nothing', investigator, at('comments'), {
      ...comment,
      requirementId: secret('V-P-777'),
    })
    const helper = { move: 'name', name: secret('amina.of.the.shore'), may: 'contributor' }
    await tell('a helper', investigator, at('contributors'), helper)
    await tell('a note', investigator, at('notes/V-P-01'), { body: secret('Nobody here has a telephone') })
    const words = {
      choice: 'yes',
      text_yes: secret('We hide the boats'),
      text: 'We hide the boats',
      seenRevision: '0',
    }
    for (const requirement of ['V-P-01', 'V-P-02', 'V-P-03', 'A-P-01'])
      await tell(`an answer to ${requirement}`, investigator, at(`requirements/${requirement}`), words)
    const roles = {
      role: secret('Warden of the landing'),
      'r0-role': 'Warden of the landing',
      'r0-site': 'Warden of the landing',
    }
    await tell('a role', investigator, at('requirements/A-P-01'), { ...words, ...roles })

    const text = `id: qqq-own\nversion: 1\nbuiltOn: { id: amana-ukcdr, version: 1 }\nrequirements:\n  - { id: QQQ-P-001, question: ${secret('Who guards the harbour at night')} }`
    const file = { organisationId: cast.funder.id, do: 'check', text }
    await tell('a broken framework', officer, '/app/frameworks/new', file)
    await tell('a bomb', officer, '/app/frameworks/new', {
      ...file,
      text: `a: &a [${secret('lanterns')}]\nb: [${'*a,'.repeat(5000)}*a]`,
    })
    await tell('a framework in pieces', officer, '/app/frameworks/new', {
      ...file,
      text: `\t: [${secret('anchors')}\u0000`,
    })
    expect(Object.entries(statuses).filter(([, status]) => status >= 500)).toEqual([])
    expect([
      statuses['a document'],
      statuses['a risk'],
      statuses['a comment'],
      statuses['a large one'],
    ]).toEqual([302, 302, 302, 413])

    // What is kept is no longer what was kept: that is a failure, and the log says so without saying of what.
    for (const name of readdirSync(join(plans, 'data'), { recursive: true }).map(String))
      if (name.endsWith('.sealed')) writeFileSync(join(plans, 'data', name), 'not what was kept')
    const page = await fetch(`${origin}${at('evidence')}`, { headers: { cookie: `amana=${investigator}` } })
    const path = /\/app\/evidence\/files\/[\w-]{36}/.exec(await page.text())![0]
    const broken = fetch(`${origin}${path}`, { headers: { cookie: `amana=${investigator}` } })
    await broken.then((answer) => answer.arrayBuffer()).catch(() => null)
    await server.stop()

    const said = server.said()
    expect(said).toContain('NotSealedHere')
    for (const each of secrets) expect(said.toLowerCase(), each).not.toContain(each.toLowerCase())
    rmSync(plans, { recursive: true, force: true })
  },
)

test('and of what is confided without a name it writes nothing at all', { timeout: 240_000 }, async () => {
  const confided = mkdtempSync(join(tmpdir(), 'amana quiet door '))
  await openDatabase({ engine: await openFolder(join(confided, 'data/database')) })
  const door = await aDoor({ slug: 'heron' })
  const handler = await asSystem('test', (tx) => startSession(tx, door.handlers[0].id, null, now()))
  await closeDatabase()

  const server = await startServerProcess(confided)
  const { origin } = server
  const before = server.said()
  const secrets = new Set<string>(['heron', door.handlers[0].name, door.handlers[0].keyId])
  const secret = (words: string) => (secrets.add(words), words)
  const send = async (path: string, form: FormData | Record<string, string>, more: RequestInit = {}) => {
    const answer = await fetch(`${origin}${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin, 'user-agent': secret('A telephone by the lake') },
      body: form instanceof FormData ? form : new URLSearchParams(form),
      ...more,
    })
    return { status: answer.status, html: await answer.text() }
  }
  const inParts = (fields: Record<string, string>, ...files: File[]) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    for (const file of files) form.append('files', file)
    return form
  }

  const code = secret(newCode())
  const words = secret('He waited behind the mill again')
  const told = await send('/r/heron', { go: 'send', code, words, danger: 'yes', child: 'not_sure' })
  const dates = /name="dates"[^>]*value="([^"]+)"/.exec(told.html)![1]!
  const who = secret('The man who drives the third bus')
  expect((await send('/r/heron', { go: 'add:who', code, dates, who })).status).toBe(200)
  const other = secret(newCode())
  const pictures = [
    new File([aPdf()], secret('letter-that-he-sent.pdf')),
    new File([Buffer.from('MZ\0\0')], secret('program-from-his-desk.exe')),
    new File([Buffer.from('half a picture')], secret('at-the-mill.jpg'), { type: 'image/jpeg' }),
  ]
  const withFiles = inParts(
    { go: 'send', code: other, words: secret('There are pictures of it') },
    ...pictures,
  )
  expect((await send('/r/heron', withFiles)).status).toBe(200)

  // The line breaks in the middle of a file.
  const cut = '--x\r\nContent-Disposition: form-data; name="files"; filename="cut-off-here.jpg"\r\n\r\nabc'
  secrets.add('cut-off-here')
  const headers = { origin, 'content-type': 'multipart/form-data; boundary=x' }
  expect((await send('/r/heron', {}, { headers, body: cut })).status).toBeLessThan(500)
  for (const path of ['/r/heron/lock/file', '/r/heron/lock/send'])
    expect((await send(path, {}, { body: secret('{"words":"sealed by nobody"}') })).status).toBeLessThan(500)

  for (const [typed, status] of [
    [code, 200],
    [secret(newCode()), 422],
    [code.slice(0, 19), 422],
    [secret('my code is the name of my dog'), 422],
  ] as const)
    expect([typed, (await send('/r/heron/back', { step: 'open', code: typed })).status]).toEqual([
      typed,
      status,
    ])
  const question = secret('Has anybody read this yet')
  const threadId = /name="threadId"[^>]*value="([^"]+)"/.exec(
    (await send('/r/heron/back', { step: 'open', code })).html,
  )?.[1]
  const said = { step: 'say', code, threadId: threadId ?? '', once: 'drawn-once', words: question }
  expect((await send('/r/heron/back', said)).status).toBe(200)
  expect((await send('/r/heron', { go: 'send', code: newCode(), words: `${words}\u0000` })).status).toBe(200)

  // Whoever reads it, and whoever tries to.
  const cookie = `amana=${handler}`
  const asHandler = async (path: string) => (await fetch(`${origin}${path}`, { headers: { cookie } })).text()
  const inbox = await asHandler('/app/cases')
  const theCase = /\/app\/cases\/[0-9a-f-]{36}/.exec(inbox)![0]
  secrets.add(theCase.slice('/app/cases/'.length))
  await asHandler(theCase)
  await send(theCase, { do: 'declare', conflict: 'none' }, { headers: { origin, cookie } })
  await asHandler(theCase)
  await send(theCase, { do: 'part', sealed: words }, { headers: { origin, cookie } })
  await server.stop()

  const after = server.said().slice(before.length)
  for (const each of secrets) expect(after.toLowerCase(), each).not.toContain(each.toLowerCase())
  expect(after).not.toMatch(/concern|\/r\/|\bcase\b|Error|127\.0\.0\.1/i)
  rmSync(confided, { recursive: true, force: true })
})
