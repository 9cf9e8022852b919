import { beforeEach, describe, expect, test } from 'vitest'
import { wordsFor } from '#content/words.ts'
import { now } from '#app/server/clock.server.ts'
import { sha256 } from '#app/server/crypto/hash.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { saveRow } from '#app/server/workflows/registers.server.ts'
import type { Manifest } from '#app/server/exports/bundle.server.ts'
import { aCookieOf } from '#tests/support/accounts.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aKeptDocument } from '#tests/support/kept-evidence.ts'
import { aCast, type Cast } from '#tests/support/line.ts'
import { answered, aTieredPlan } from '#tests/support/tiered-plan.ts'
import { unpacked } from '#tests/support/unpacked.ts'
import { startWholeSite, type WholeSite } from '#tests/support/whole-site.ts'

const database = withTestDatabase()
let site: WholeSite
let cast: Cast
let id: string
let callId: string

beforeEach(async () => {
  site ??= await startWholeSite()
  cast = await aCast()
  ;({ id, callId } = await aTieredPlan(cast, 2, { title: 'Nets & <Names> ɓɗ' }))
  const rows = [{ group: 'Porters', harm: '=HYPERLINK("x")' }]
  await answered(cast, id, 'V-P-01', { text: 'See the table.', value: { rows } })
  await answered(cast, id, 'V-P-02', { text: 'مرحبا' })
})

async function take(file: string, who: { id: string } | null = cast.investigator, method = 'GET') {
  const headers: Record<string, string> = who ? { cookie: await aCookieOf(who) } : {}
  return fetch(new URL(`/app/assessments/${id}/exports/${file}`, site.url), {
    method,
    headers,
    redirect: 'manual',
  })
}

const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer())
const entries = () =>
  database.query<{ data: { kind: string; hash: string } }>(
    "select data from ledger_entry where action = 'assessment.export' and subject = $1 order by position",
    [id],
  )

describe('a plan', () => {
  test('leaves with nobody outside, and with the body that reviews not at all', async () => {
    for (const stranger of [cast.officer, cast.reviewer, cast.approver])
      for (const file of ['plan.docx', 'bundle.zip', 'answers.csv'])
        expect((await take(file, stranger)).status, file).toBe(404)
    const visitor = await take('plan.docx', null)
    expect([visitor.status, visitor.headers.get('location')]).toEqual([
      302,
      expect.stringContaining('/app/sign-in'),
    ])
    expect((await take('secrets.csv')).status).toBe(404)
    expect((await take('..%2f..%2fplan.docx')).status).toBe(404)
    expect(await entries()).toEqual([])
  })

  test('is a document with headings, tables and its language', async () => {
    const answer = await take('plan.docx?lang=fr')
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="Nets_Names-fr\.docx"/)
    const files = await unpacked(await bytesOf(answer))
    const text = files.get('word/document.xml')!.toString()
    const styles = files.get('word/styles.xml')!.toString()
    expect(styles).toContain('w:val="fr-FR"')
    expect(text).toContain('Nets &amp; &lt;Names&gt; ɓɗ')
    expect(text).toMatch(/w:pStyle w:val="Heading1"/)
    expect(text).toContain('<w:tblHeader/>')
    expect(text).toContain('Porters')
    expect(text).toMatch(/<w:bidi\/>.*مرحبا/s)
    expect(files.get('word/fontTable.xml')!.toString()).toContain('<w:altName w:val="Noto Sans"/>')
    expect([...files].find(([name]) => name.startsWith('word/header'))![1].toString()).toContain('non signé')
    expect([...files].find(([name]) => name.startsWith('word/footer'))![1].toString()).toContain('NUMPAGES')
  })

  test('is one page that needs nothing else, and says what it is', async () => {
    const html = (await bytesOf(await take('plan.html'))).toString()
    expect(html).toMatch(/^<!DOCTYPE html>\n<html lang="en-GB" dir="ltr">/)
    expect(html).not.toMatch(/<script|src=|<Names>|http:\/\/|@import|url\(/)
    expect(html.match(/<h1/g)).toHaveLength(1)
    expect(html).toContain('Draft, not signed')
    expect(html).toContain('<caption>Answer to V-P-01</caption>')
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, each]) => each)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target)
  })

  test('is a table in which no cell is a formula', async () => {
    const csv = (await bytesOf(await take('answers.csv'))).toString()
    expect(csv.startsWith('\ufeff"id","Principle"')).toBe(true)
    expect(csv).not.toMatch(/(^|,|\n)"[=+@-]/)
  })

  test('leaves a note in the ledger of what was taken, and with which hash', async () => {
    const file = await bytesOf(await take('plan.docx'))
    expect((await take('plan.docx', cast.investigator, 'HEAD')).status).toBe(200)
    expect(await entries()).toEqual([{ data: { kind: 'plan.docx', hash: sha256(file).toString('hex') } }])
  })

  test('says what the record counts, where a question is answered by the record', async () => {
    await answered(cast, id, 'A-P-02', { text: 'Students are not near.' })
    const values = { group: 'participants', affected: 'Porters', event: 'A fall', likelihood: 2, severity: 2 }
    const more = { existing: 'Rails', residualLikelihood: 1, residualSeverity: 2, community: 'not_asked' }
    const row = { values: { ...values, ...more }, seal: false }
    expect(await saveRow(cast.investigator, id, 'risks', null, row, 0, now())).toMatchObject({ saved: true })
    const html = (await bytesOf(await take('plan.html?lang=en'))).toString()
    expect(html).toContain('Students are not near.')
    expect(html).toContain(wordsFor('en')('answers.figure.riskGroupsWithoutRow', { count: 15 }))
  })

  test('without answers has every question, why it is asked and room to write', async () => {
    const files = await unpacked(await bytesOf(await take('blank-plan.docx')))
    const text = files.get('word/document.xml')!.toString()
    expect(text).toContain('Why this is asked')
    expect(text).toContain('V-P-01')
    expect(text).not.toContain('Porters')
  })
})

describe('a call', () => {
  const blank = async (query: string) => {
    const cookie = await aCookieOf(cast.investigator)
    return site.ask(`/app/calls/${callId}/blank-plan${query}`, { cookie })
  }

  test('gives the questions of each tier before there is a plan, the heavier the more', async () => {
    const counts = []
    for (const tier of [1, 2, 3]) {
      const text = (await unpacked(await bytesOf(await blank(`?tier=${tier}`))))
        .get('word/document.xml')!
        .toString()
      counts.push(text.match(/w:pStyle w:val="Heading3"/g)!.length)
    }
    expect(counts).toEqual([...counts].sort((one, other) => one - other))
    expect(counts[2]).toBeGreaterThan(counts[0]!)
  })

  test('gives no plan that is lighter than it allows', async () => {
    await asSystem('test', (tx) =>
      tx.call.update({ where: { id: callId }, data: { leastTier: 2 }, select: { id: true } }),
    )
    expect((await blank('?tier=1')).status).toBe(404)
    expect((await blank('?tier=2')).status).toBe(200)
  })
})

describe('the bundle', () => {
  const plan = () => ({ id, organisationId: cast.partner.id, personId: cast.investigator.id })
  const manifestIn = (files: Map<string, Buffer>) =>
    JSON.parse(files.get('manifest.json')!.toString()) as Manifest

  test('names every file with its hash, and each is what the manifest says', async () => {
    const bytes = [Buffer.alloc(300_000, 'a'), Buffer.alloc(5, 'b')]
    await aKeptDocument(plan(), { name: '../../carte d’aide.pdf', bytes })
    await aKeptDocument(plan(), { name: 'ɓ.pdf', bytes: [Buffer.from('c')], scan: 'not_scanned' })
    await aKeptDocument(plan(), { name: 'bad.pdf', bytes: [Buffer.from('d')], scan: 'infected' })
    await aKeptDocument(plan(), { name: 'lost.pdf', bytes: [Buffer.from('e')], lost: true })
    const files = await unpacked(await bytesOf(await take('bundle.zip')))
    const manifest = manifestIn(files)
    expect([...files.keys()].sort()).toEqual(
      ['manifest.json', 'manifest.txt', ...manifest.files.map(({ path }) => path)].sort(),
    )
    for (const { path, size, sha256: hash } of manifest.files) {
      expect(files.get(path)!.byteLength, path).toBe(size)
      expect(sha256(files.get(path)!).toString('hex'), path).toBe(hash)
    }
    expect(manifest.files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['plan.html', 'plan.docx', 'answers.json', 'lists/answers.csv']),
    )
    expect(manifest.files.find(({ name }) => name === 'ɓ.pdf')).toMatchObject({ scan: 'not_scanned' })
    expect(manifest.leftOut.map(({ name, why }) => [name, why])).toEqual([
      ['bad.pdf', 'infected'],
      ['lost.pdf', 'missing'],
    ])
    const [entry] = await entries()
    expect(entry?.data).toEqual({
      kind: 'bundle.zip',
      hash: sha256(files.get('manifest.json')!).toString('hex'),
    })
  })

  test('breaks off instead of handing over a document that is not what was kept', async () => {
    const { fileId } = await aKeptDocument(plan(), { name: 'a.pdf', bytes: [Buffer.alloc(200_000, 'a')] })
    await asSystem('test', (tx) =>
      tx.evidenceFile.update({
        where: { id: fileId },
        data: { sha256: new Uint8Array(32) },
        select: { id: true },
      }),
    )
    const answer = await take('bundle.zip')
    // Found before the first byte left, it is a failure; found later, the download breaks off. It is never a whole file.
    if (answer.status === 200) await expect(bytesOf(answer)).rejects.toThrow()
    else expect(answer.status).toBe(500)
  })

  test('never holds a row that is sealed, only that there is one', async () => {
    const secret = 'The brother of the chair'
    const values = {
      group: 'survivors',
      affected: 'One family',
      event: secret,
      likelihood: 2,
      severity: 3,
      existing: secret,
      residualLikelihood: 1,
      residualSeverity: 3,
      community: 'not_asked',
    }
    const saved = await saveRow(cast.investigator, id, 'risks', null, { values, seal: true }, 0, now())
    expect(saved).toMatchObject({ saved: true })
    const whole = await bytesOf(await take('bundle.zip'))
    const files = await unpacked(whole)
    const docx = await unpacked(files.get('plan.docx')!)
    for (const [name, file] of [...files, ...docx]) expect(file.includes(secret), name).toBe(false)
    expect(files.get('manifest.txt')!.toString()).toContain('sealed for somebody’s safety')
    expect(files.get('lists/risks.csv')!.toString()).toContain('One row is sealed')
    expect(manifestIn(files).sealedRows).toBe(1)
  })
})
