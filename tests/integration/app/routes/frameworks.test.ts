import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { now } from '#app/server/clock.server.ts'
import { asSystem, withScope } from '#app/server/database.server.ts'
import {
  findFrameworkVersion,
  knowFramework,
  newerVersionOf,
} from '#app/server/repositories/framework-versions.server.ts'
import { saveAnswer } from '#app/server/workflows/answers.server.ts'
import { advanceCall, draftCall } from '#app/server/workflows/call.server.ts'
import { drawDocumentsOf, signDocuments } from '#app/server/workflows/documents.server.ts'
import { fingerprintOf, publishFramework } from '#app/server/workflows/frameworks.server.ts'
import { startProgramme } from '#app/server/workflows/programme.server.ts'
import { startPlan } from '#app/server/workflows/start-assessment.server.ts'
import { bringIn, forgetBroughtIn, framework, isKnown, principles, requirementsFor } from '#content/index.ts'
import { wordsFor } from '#content/words.ts'
import { wordsIn } from '#tests/support/asking.ts'
import { manyRequirements } from '#tests/bench/tasks/import.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aCast, anOrganisation, aPerson, decided, move, revisionOf } from '#tests/support/line.ts'
import { aFreshCookieOf, startWholeSite, type WholeSite } from '#tests/support/whole-site.ts'

const database = withTestDatabase()
const example = readFileSync('docs/examples/own-requirements.yaml', 'utf8')
const t = wordsFor('en')

let site: WholeSite
let cast: Awaited<ReturnType<typeof aCast>>
let officer = ''
beforeAll(async () => {
  site = await startWholeSite()
  cast = await aCast()
  officer = await aFreshCookieOf(cast.officer)
}, 120_000)

/** One question of the funder's own on top of the first selection, in English alone. */
function smallFile(version = 1, question = 'Who steers the boat?', more = ''): string {
  return `id: tid-boats
version: ${version}
builtOn: { id: amana-ukcdr, version: 0 }
source: { title: Boat rules, publisher: Nobody, date: '2026', url: https://example.org/boats }
hours: { project: { from: 1, to: 2 } }
requirements:
  - { id: TID-P-001, principle: rights, audience: project, phase: set_up, verb: anticipate, gate: submit, answer: yes-partly-no }
${more}words:
  en:
    title: Amana with boats
    requirements:
      TID-P-001: { question: "${question}", why: Boats sink., evidence: A name of a role. }
${more === '' ? '' : '      TID-P-002: { question: Who swims?, why: Boats sink., evidence: A list. }\n'}`
}
const second =
  '  - { id: TID-P-002, principle: rights, audience: project, phase: set_up, verb: anticipate, answer: voice-or-text }\n'

type Sent = { file?: string | Uint8Array; text?: string; do?: string; seen?: string; organisationId?: string }

async function send(cookie: string, { file, ...fields }: Sent) {
  const form = new FormData()
  for (const [name, value] of Object.entries({ organisationId: cast.funder.id, ...fields }))
    form.set(name, value)
  if (file !== undefined) form.set('file', new File([file as BlobPart], 'own.yaml'))
  const answer = await fetch(`${site.url}/app/frameworks/new`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
    headers: { cookie, origin: `http://localhost:${site.port}` },
  })
  const html = await answer.text()
  return { status: answer.status, location: answer.headers.get('location'), html, words: wordsIn(html) }
}

const stored = () => database.query<{ count: number }>('select count(*)::int as count from framework_version')
const seenIn = (html: string) => /name="seen" value="([0-9a-f]{64})"/.exec(html)?.[1] ?? ''

async function publish(text: string) {
  const { html } = await send(officer, { text })
  return send(officer, { text, do: 'publish', seen: seenIn(html) })
}

describe('who may bring in requirements', () => {
  test('a programme officer of a funder, and nobody else', async () => {
    const university = await anOrganisation('Kamsar University', 'university')
    const others = {
      reviewer: cast.reviewer,
      approver: cast.approver,
      investigator: cast.investigator,
      'officer of a university': await aPerson('Umar', 'programme_officer', university),
    }
    for (const [who, person] of Object.entries(others)) {
      const cookie = await aFreshCookieOf(person)
      expect((await site.ask('/app/frameworks/new', { cookie })).status, who).toBe(403)
      expect((await send(cookie, { text: smallFile() })).status, who).toBe(403)
      await expect(
        publishFramework(person, cast.funder.id, smallFile(), '0'.repeat(64), now()),
      ).rejects.toMatchObject({ status: 403 })
    }
    expect((await stored())[0]?.count).toBe(0)
  })

  test('for their own body only', async () => {
    const other = await anOrganisation('Harbour Fund', 'funder')
    expect((await send(officer, { text: smallFile(), organisationId: other.id })).status).toBe(403)
  })

  test('nobody who is not signed in', async () => {
    expect((await send('', { text: smallFile() })).location).toContain('/app/sign-in')
  })

  test('the database refuses what the program would not ask', async () => {
    const row = [cast.funder.id, cast.reviewer.id]
    await expect(
      withScope(cast.reviewer.id, (tx) =>
        tx.$executeRawUnsafe(
          `insert into framework_version (framework_id, version, organisation_id, source, words, sha256, published_by_id, published_at)
           values ('tid-x', 1, '${row[0]}', '{}', '{}', '\\x00', '${row[1]}', now())`,
        ),
      ),
    ).rejects.toThrow(/row-level security/)
  })
})

describe('a dry run', () => {
  test('names each fault at its line, keeps what was pasted and stores nothing', async () => {
    const text = example.replace('principle: rights', 'principle: right').replace('    to: 3', '    too: 3')
    const { status, words, html } = await send(officer, { text })
    expect(status).toBe(422)
    expect(words).toContain(t('frameworks.faults.at', { line: 38, column: 16 }))
    expect(words).toContain('“right” is not known here')
    expect(words).toContain('There is no field “too”. Is “to” meant?')
    expect(html).toContain('id: nkf-river-communities')
    expect(html).not.toContain('<script')
    expect((await stored())[0]?.count).toBe(0)
  })

  test('says so in the reader’s language', async () => {
    await asSystem('test', (tx) =>
      tx.person.update({ where: { id: cast.officer.id }, data: { locale: 'fr' }, select: { id: true } }),
    )
    const french = await send(await aFreshCookieOf(cast.officer), { text: 'id: &a x\n' })
    await asSystem('test', (tx) =>
      tx.person.update({ where: { id: cast.officer.id }, data: { locale: 'en' }, select: { id: true } }),
    )
    expect(french.words).toContain('renvoie à un autre endroit du fichier')
  })

  test('writes out what a hostile file says, and runs none of it', async () => {
    const { html } = await send(officer, { text: 'id: "<script>alert(1)</script>"\n' })
    expect(html).not.toContain('<script>alert')
    expect(html).toContain('&lt;script&gt;alert(1)')
  })

  test('reads a file instead of the text, whatever its line ends', async () => {
    const { status, words } = await send(officer, {
      file: `\ufeff${example.replaceAll('\n', '\r\n')}`,
      text: 'x: [',
    })
    expect(status).toBe(200)
    expect(words).toContain(t('frameworks.publish', { version: 1 }))
    expect(words).toContain('Amana with requirements for river communities')
  })

  test.each([
    ['nothing', {}, t('frameworks.error.none')],
    ['an empty file', { file: '' }, t('frameworks.fault.empty')],
    ['a picture', { file: new Uint8Array([0x89, 0x50, 0x4e, 0x47]) }, t('frameworks.error.notUtf8')],
    ['a null byte', { text: 'id: a\u0000' }, 'nobody can see (U+0000)'],
  ] as [string, Sent, string][])('%s is refused with its reason', async (_, sent, reason) => {
    const { status, words } = await send(officer, sent)
    expect(status).toBe(422)
    expect(words).toContain(reason)
  })

  test('a file of three megabytes is refused, and one of fifty before it has arrived', async () => {
    const three = await send(officer, { file: new Uint8Array(3 * 1024 * 1024).fill(35) })
    expect(three.status).toBe(422)
    expect(three.words).toContain(t('frameworks.error.tooLarge'))
    const fifty = await send(officer, { file: new Uint8Array(50 * 1024 * 1024).fill(35) }).catch(() => null)
    // A connection that is closed while the browser still sends is an answer too.
    if (fifty) {
      expect(fifty.status).toBe(413)
      expect(fifty.words).toContain(t('frameworks.error.tooLarge'))
    }
    expect((await site.ask('/app/frameworks', { cookie: officer })).status).toBe(200)
  })

  test('a text made to take for ever does not keep anybody else waiting', async () => {
    const hostile = send(officer, { text: `[${'"\\q",'.repeat(200_000)}]` })
    const started = performance.now()
    expect((await site.ask('/health')).status).toBe(200)
    expect(performance.now() - started).toBeLessThan(3000)
    expect((await hostile).status).toBe(422)
  })
})

describe('publishing', () => {
  test('a first version, once: the same again is refused, and so is a version out of turn', async () => {
    const first = await publish(smallFile())
    expect(first.status).toBe(302)
    expect(first.location).toContain('/app/frameworks/tid-boats/1')

    const again = await send(officer, { text: smallFile(), do: 'publish', seen: '0'.repeat(64) })
    expect(again.status).toBe(409)
    expect(again.words).toContain('is published already and cannot be changed')

    const gap = await send(officer, { text: smallFile(3) })
    expect(gap.status).toBe(422)
    expect(gap.words).toContain(t('frameworks.fault.versionNext', { version: 3, expected: 2 }))
  })

  test('two clicks at once publish one version, and both are led to it', async () => {
    const text = smallFile().replaceAll('tid-boats', 'tid-twice')
    const seen = seenIn((await send(officer, { text })).html)
    const both = await Promise.all([1, 2].map(() => send(officer, { text, do: 'publish', seen })))
    expect(both.map(({ status }) => status)).toEqual([302, 302])
    const rows = await database.query(`select 1 from framework_version where framework_id = 'tid-twice'`)
    expect(rows).toHaveLength(1)
  })

  test('what is published is what was looked at', async () => {
    const { html } = await send(officer, { text: smallFile(2) })
    const other = await send(officer, { text: smallFile(2, 'Who rows?'), do: 'publish', seen: seenIn(html) })
    expect(other.status).toBe(409)
    expect(other.words).toContain(t('frameworks.error.changed'))
  })

  test('the ledger keeps its fingerprint, which the stored contents still have', async () => {
    const [row] = await database.query<{ sha256: Buffer; entry: string }>(
      `select f.sha256, l.data ->> 'sha256' as entry from framework_version f
       join ledger_entry l on l.subject = f.framework_id || '/' || f.version
       where l.action = 'framework.publish' and f.framework_id = 'tid-boats'`,
    )
    const kept = await withScope(cast.investigator.id, (tx) => findFrameworkVersion(tx, 'tid-boats', 1))
    const { status: _status, publishedOn: _on, ...source } = kept!.source
    expect(Buffer.from(row!.sha256).toString('hex')).toBe(row!.entry)
    expect(fingerprintOf({ source, words: kept!.words })).toBe(row!.entry)
  })

  test('nobody changes or removes it afterwards, also not past the program', async () => {
    for (const statement of [
      `update framework_version set words = '{}' where framework_id = 'tid-boats'`,
      `delete from framework_version where framework_id = 'tid-boats'`,
    ])
      await expect(withScope(cast.officer.id, (tx) => tx.$executeRawUnsafe(statement))).rejects.toThrow(
        /denied/,
      )
  })

  test('another body cannot publish under the same mark', async () => {
    const rival = await anOrganisation('Rival Fund', 'funder')
    const person = await aPerson('Rita', 'programme_officer', rival)
    const { status, words } = await send(await aFreshCookieOf(person), {
      text: smallFile().replaceAll('tid-boats', 'tid-rival'),
      organisationId: rival.id,
    })
    expect(status).toBe(422)
    expect(words).toContain(t('frameworks.fault.takenMark', { mark: 'tid' }))
  })

  test('a second version is shown against the first, both wordings side by side', async () => {
    const text = smallFile(2, 'Which of you steers the boat?', second)
    const { words, html, status } = await send(officer, { text })
    expect(status).toBe(200)
    expect(words).toContain(t('frameworks.difference.added', { count: 1 }))
    expect(words).toContain('TID-P-002')
    expect(words).toMatch(/Who steers the boat\? .*Which of you steers the boat\?/)
    expect((await send(officer, { text, do: 'publish', seen: seenIn(html) })).status).toBe(302)
  })

  test('a process that knows nothing finds the newest version after any other', async () => {
    forgetBroughtIn()
    const newer = await withScope(cast.investigator.id, (tx) => newerVersionOf(tx, 'tid-boats', 1))
    expect(newer?.version).toBe(2)
    expect(await withScope(null, (tx) => newerVersionOf(tx, 'tid-boats', 2))).toBeNull()
    expect(await withScope(null, (tx) => newerVersionOf(tx, 'amana-ukcdr', 0))).toMatchObject({ version: 1 })
    expect(isKnown('tid-boats', 2)).toBe(true)
  })
})

test('two thousand requirements come in like two, and are read a principle at a time', async () => {
  const text = manyRequirements(2000)
  const { html, status } = await send(officer, { file: text })
  expect(status).toBe(200)
  expect((await send(officer, { text, do: 'publish', seen: seenIn(html) })).status).toBe(302)
  forgetBroughtIn()
  const page = await site.ask('/app/frameworks/nkf-many/1?principle=equity', { cookie: officer })
  const words = wordsIn(await page.text())
  expect(words).toContain('NKF-P-0002')
  expect(words).not.toContain('number NKF-P-0001?')
}, 60_000)

describe('what everybody reads', () => {
  test('the list has what came with the program, and one’s own', async () => {
    const answer = await site.ask('/app/frameworks', { cookie: officer })
    const words = wordsIn(await answer.text())
    expect(words).toContain('Amana safeguarding requirements, Version 1')
    expect(words).toContain('Phases and wording are this project’s own')
    expect(words).toContain('Amana with boats')
    const others = wordsIn(
      await (await site.ask('/app/frameworks', { cookie: await aFreshCookieOf(cast.investigator) })).text(),
    )
    expect(others).not.toContain('Amana with boats')
    expect(others).not.toContain(t('frameworks.new.title'))
  })

  test('a version is readable to anybody signed in, and marked where it is not translated', async () => {
    forgetBroughtIn()
    const cookie = await aFreshCookieOf(cast.investigator)
    const page = await site.ask('/app/frameworks/tid-boats/1', { cookie })
    const html = await page.text()
    expect(page.status).toBe(200)
    expect(wordsIn(html)).toContain('Who steers the boat?')
    expect(wordsIn(html)).toContain(t('frameworks.own.notice'))
    expect(wordsIn(html)).not.toContain(t('frameworks.notTranslated'))
    for (const path of ['tid-boats/9', 'tid-boats/x', 'nothing/1', 'tid-boats/1e3'])
      expect((await site.ask(`/app/frameworks/${path}`, { cookie })).status).toBe(404)
  })

  test('the whole bank is one page', async () => {
    const page = await site.ask('/app/frameworks/amana-ukcdr/1', { cookie: officer })
    const words = wordsIn(await page.text())
    expect(words).toContain('V-P-01')
    expect(words).toContain(t('frameworks.aside.one'))
  })

  test('the example is there to download', async () => {
    const answer = await site.ask('/app/frameworks/example.yaml')
    expect(answer.headers.get('content-disposition')).toContain('own-requirements.yaml')
    expect(await answer.text()).toBe(example)
  })
})

describe('a call that asks requirements of its own', () => {
  let plan = ''

  test('offers the newest of each, from drafting to a plan that was sent', async () => {
    const programmeId = await startProgramme(
      cast.officer,
      cast.funder.id,
      { title: 'Boats', summary: 'B.' },
      now(),
    )
    forgetBroughtIn()
    const page = await site.ask(`/app/calls/new?programme=${programmeId}`, { cookie: officer })
    const html = await page.text()
    expect(html).toContain('value="tid-boats/2"')
    expect(html).not.toContain('value="tid-boats/1"')

    const year = String(new Date().getUTCFullYear() + 1)
    const fields = {
      title: 'Boats',
      summary: 'Boats.',
      'closesOn.day': '1',
      'closesOn.month': '2',
      'closesOn.year': year,
    }
    const path = `/app/calls/new?programme=${programmeId}`
    const wrong = await site.ask(path, { cookie: officer, form: { ...fields, framework: 'tid-boats/7' } })
    expect(wrong.status).toBe(422)
    const made = await site.ask(path, { cookie: officer, form: { ...fields, framework: 'tid-boats/2' } })
    expect(made.status).toBe(302)
    const callId = made.headers.get('location')!.split('/').at(-1)!
    await advanceCall(cast.officer, callId, { type: 'publish' }, 0, now())

    forgetBroughtIn()
    const open = wordsIn(await (await site.ask(`/calls/${callId}?lang=fr`)).text())
    expect(open).toContain('Which of you steers the boat?')
    expect(open).toContain(wordsFor('fr')('frameworks.own.notice'))
    expect(open).toContain(wordsFor('fr')('frameworks.notTranslated'))

    forgetBroughtIn()
    const id = await startPlan(
      cast.investigator,
      callId,
      { organisationId: cast.partner.id, title: 'Nets', country: 'GH', locale: 'fr' },
      now(),
    )
    const cookie = await aFreshCookieOf(cast.investigator)
    const question = wordsIn(
      await (await site.ask(`/app/assessments/${id}/requirements/TID-P-001`, { cookie })).text(),
    )
    expect(question).toContain('Which of you steers the boat?')
    expect(question).toContain(cast.funder.name)
    for (const { id: asked } of requirementsFor(framework('tid-boats', 2), 'project'))
      await saveAnswer(cast.investigator, id, asked, { choice: 'yes', text: 'Done.', dueOn: null }, 0, now())
    forgetBroughtIn()
    await move(cast.investigator, id, { type: 'submit' })
    const [sent] = await database.query<{ content: { requirements: Record<string, unknown>[] } }>(
      `select content from submission where assessment_id = '${id}'`,
    )
    const own = sent?.content.requirements.filter((one) => one.own)
    expect(own).toMatchObject([
      { id: 'TID-P-001', own: true, wordsIn: 'en', choice: 'yes' },
      { id: 'TID-P-002', own: true },
    ])
    plan = id
  })

  test('its documents are drawn, signed and verified by processes that have never heard of it', async () => {
    const accepted = principles.map((principle) => ({
      type: 'acceptPrinciple' as const,
      principle,
      reason: '',
    }))
    await move(cast.reviewer, plan, { type: 'startReview' }, ...accepted, { type: 'completeReview' })
    await move(cast.approver, plan, decided())
    forgetBroughtIn()
    await drawDocumentsOf(plan)
    for (const signer of [cast.investigator, cast.reviewer, cast.approver]) {
      forgetBroughtIn()
      await signDocuments(signer, plan, await revisionOf(plan), now())
    }
    const [document] = await database.query<{ number: string }>(
      `select number from issued_document where assessment_id = '${plan}' and kind = 'public_statement'`,
    )
    forgetBroughtIn()
    const page = await site.ask(`/verify/${document!.number}`)
    expect(page.status).toBe(200)
    expect(wordsIn(await page.text())).toContain('Amana with boats, Version 2')
  }, 60_000)

  test('nobody asks what another body brought in', async () => {
    const other = await anOrganisation('Third Fund', 'funder')
    const person = await aPerson('Tess', 'programme_officer', other)
    const programme = await startProgramme(person, other.id, { title: 'T', summary: 'T.' }, now())
    const terms = { title: 'T', summary: 'T.', closesOn: new Date('2030-01-31'), frameworkId: 'tid-boats' }
    await expect(
      draftCall(person, programme, { ...terms, frameworkVersion: 2 }, now()),
    ).rejects.toMatchObject({
      status: 404,
    })
  })

  test('what came with the program is never replaced', async () => {
    const kept = await withScope(cast.officer.id, (tx) => findFrameworkVersion(tx, 'tid-boats', 1))
    expect(() => bringIn({ ...kept!.source, id: 'amana-ukcdr', version: 1 }, kept!.words)).toThrow(
      'came with',
    )
    await withScope(cast.officer.id, (tx) => knowFramework(tx, 'tid-none', 1))
    expect(isKnown('tid-none', 1)).toBe(false)
  })
})
