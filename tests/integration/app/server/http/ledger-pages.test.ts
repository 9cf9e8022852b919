import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { now } from '#app/server/clock.server.ts'
import { sha256 } from '#app/server/crypto/hash.server.ts'
import { asSystem } from '#app/server/database.server.ts'
import { closePress } from '#app/server/documents/press.server.ts'
import { appendLedger } from '#app/server/ledger.server.ts'
import { ledgerVerifierKey, makeCheckpoint } from '#app/server/ledger/checkpoint.server.ts'
import { leafHash, provesInclusion } from '#app/server/ledger/merkle.server.ts'
import { openNote, signedNote } from '#app/server/ledger/note.server.ts'
import { ledgerKey } from '#app/server/crypto/ledger-key.server.ts'
import { forgetEveryTry } from '#app/server/sign-in/rate-limit.server.ts'
import { wordsFor } from '#content/words.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aCast, aSignedPlan } from '#tests/support/line.ts'
import { startWholeSite, type WholeSite } from '#tests/support/whole-site.ts'

const database = withTestDatabase()
const t = wordsFor('en')
const french = wordsFor('fr')

let site: WholeSite
let assessment = ''
let number = ''
let statement: Buffer
let note = ''

const append = (count: number) =>
  asSystem('a test', async (tx) => {
    for (let n = 0; n < count; n += 1)
      await appendLedger(tx, {
        action: 'test.happened',
        subject: null,
        actorId: null,
        data: { n },
        at: now(),
      })
  })

beforeAll(async () => {
  site = await startWholeSite()
  assessment = await aSignedPlan(await aCast())
  const [row] = await database.query<{ number: string; bytes: Buffer }>(
    `select d.number, r.bytes from issued_document d join document_revision r on r.document_id = d.id
     where d.kind = 'public_statement' order by r.number desc limit 1`,
  )
  number = row!.number
  statement = Buffer.from(row!.bytes)
}, 120_000)
beforeEach(() => forgetEveryTry())
afterAll(() => closePress())

const page = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await site.ask(path, { headers })
  return { status: answer.status, html: await answer.text(), headers: answer.headers }
}

const drop = async (bytes: Buffer) => {
  const form = new FormData()
  form.set('file', new File([new Uint8Array(bytes)], 'a.pdf'))
  return (await fetch(`${site.url}/verify`, { method: 'POST', body: form })).text()
}

describe('where a document stands in the ledger', () => {
  test('before the next checkpoint the page says that the proof will come, and there is no file', async () => {
    const { html } = await page(`/verify/${number}`)
    expect(html).toContain(t('ledger.proof.notYet'))
    expect((await page(`/verify/${number}/proof.txt`)).status).toBe(404)
  })

  test('after it every hash stands on the page, in a part that opens, and nothing of what the entry says', async () => {
    await append(3)
    note = (await makeCheckpoint(now()))!.note
    await append(40)
    const { html } = await page(`/verify/${number}`)
    expect(html).toContain('<details')
    expect(html).toContain(note.split('\n')[2])
    const [entry] = await database.query<{ leaf: Buffer; actor_id: string; subject: string }>(
      `select leaf, actor_id, subject from ledger_entry where action = 'assessment.sign' order by position desc limit 1`,
    )
    expect(html).toContain(entry!.leaf.toString('base64'))
    expect(html).not.toContain(entry!.actor_id)
    expect(html).not.toContain(entry!.subject)
    expect(html).not.toContain('<script')
  })

  test('the file is what public tools read, and proves that the entry of the last signature is there', async () => {
    const answer = await page(`/verify/${number}/proof.txt`)
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/)
    const [head, signed] = [
      answer.html.slice(0, answer.html.indexOf('\n\n')),
      answer.html.slice(answer.html.indexOf('\n\n') + 2),
    ]
    const [version, extra, index, ...path] = head.split('\n')
    expect(version).toBe('c2sp.org/tlog-proof@v1')
    const checkpoint = openNote(signed, await ledgerVerifierKey())!
    expect(signed).toBe(note)
    const leaf = leafHash(Buffer.from(extra!.replace('extra ', ''), 'base64'))
    const position = Number(index!.replace('index ', ''))
    const hashes = path.map((hash) => Buffer.from(hash, 'base64'))
    expect(provesInclusion(leaf, position, checkpoint.size, hashes, checkpoint.root)).toBe(true)
    expect(provesInclusion(sha256('another'), position, checkpoint.size, hashes, checkpoint.root)).toBe(false)
    const [entry] = await database.query<{ data: Record<string, string> }>(
      'select data from ledger_entry where position = $1',
      [position],
    )
    expect(entry!.data.public_statement).toBe(sha256(statement).toString('hex'))
  })

  test('each step of signing has a proof of its own, and no other step has', async () => {
    const files = await Promise.all(
      [0, 1, 2, 3].map(async (step) => (await page(`/verify/${number}/proof.txt?step=${step}`)).html),
    )
    expect(new Set(files.map((file) => /index \d+/.exec(file)?.[0])).size).toBe(4)
    for (const odd of ['7', 'x', '-1', '1e3'])
      expect([200, 404]).toContain((await page(`/verify/${number}/proof.txt?step=${odd}`)).status)
    expect((await page(`/verify/${number}/proof.txt?step=7`)).status).toBe(404)
    expect((await page('/verify/AM-2222-2222/proof.txt')).status).toBe(404)
  })

  test('a dropped file shows the same proof, and the limits of all of it', async () => {
    const html = await drop(statement)
    expect(html).toContain(t('verify.unchanged.title'))
    expect(html).toContain(`/verify/${number}/proof.txt?step=3`)
    expect(html).toContain(t('verify.limits'))
    expect(html).toContain(t('verify.signed.authority'))
  })

  test('an erased entry keeps its proof, without the hash that could be opened', async () => {
    const last = await database.query<{ position: string }>(
      `select position from ledger_entry where action = 'assessment.sign' order by position desc limit 1`,
    )
    const { pool } = database.engine
    await pool.query(
      'create table kept as select * from ledger_entry; alter table ledger_entry disable trigger user',
    )
    await pool.query('update ledger_entry set salt = null where position = $1', [last[0]!.position])
    const { html } = await page(`/verify/${number}`)
    expect(html).toContain(t('ledger.proof.erased'))
    expect((await page(`/verify/${number}/proof.txt`)).html).not.toContain('extra ')
    await pool.query(
      'update ledger_entry e set salt = k.salt from kept k where k.position = e.position; drop table kept',
    )
    await pool.query('alter table ledger_entry enable trigger user')
  })
})

describe('the status of a document', () => {
  const mark = (status: string, on: string, by: string | null = null) =>
    database.query(
      `update issued_document set status = $1, status_on = $2::date, replaced_by_id = $3 where number = $4`,
      [status, on, by, number],
    )

  test('is published on its day and not before', async () => {
    await mark('no_longer_in_force', '2099-01-01')
    expect((await page(`/verify/${number}`)).html).toContain(t('verify.status.current'))
    await mark('no_longer_in_force', '2020-01-01')
    expect((await page(`/verify/${number}`)).html).toContain(t('verify.status.no_longer_in_force'))
    const html = await drop(statement)
    expect(html).toContain(t('verify.unchanged.title'))
    expect(html).toContain(t('verify.result.no_longer_in_force'))
  })

  test('names the document that replaces it', async () => {
    const [other] = await database.query<{ id: string; number: string }>(
      `select id, number from issued_document where kind = 'full_record'`,
    )
    await mark('replaced', '2020-01-01', other!.id)
    const { html } = await page(`/verify/${number}?lang=fr`)
    expect(html).toContain(`/verify/${other!.number}`)
    expect(html).toContain(french('verify.status.replaced'))
    await mark('replaced', '2099-01-01', other!.id)
    expect((await page(`/verify/${number}`)).html).not.toContain(other!.number)
    await database.query(
      `update issued_document set status = 'current', status_on = null, replaced_by_id = null`,
    )
  })

  test('the facts are those that the document states, also when the decision was undone since', async () => {
    await database.query('alter table decision disable trigger user')
    await database.query(
      `update decision set outcome = 'declined', standing = false where assessment_id = $1`,
      [assessment],
    )
    const { html } = await page(`/verify/${number}`)
    expect(html).toContain(t('verify.outcome.approved_with_conditions'))
    expect(html).not.toContain(t('verify.outcome.declined'))
  })
})

describe('a checkpoint that somebody kept', () => {
  const paste = async (text: string, lang = '') => {
    const answer = await site.ask(`/ledger${lang}`, { form: { note: text } })
    return { status: answer.status, html: await answer.text(), cookie: answer.headers.get('set-cookie') }
  }
  const signed = (size: number, root: Buffer) => {
    const key = ledgerKey(false)
    return signedNote({ origin: key.name, size, root }, key)
  }

  test('agrees when its entries are the first of those here', async () => {
    const { status, html, cookie } = await paste(note)
    expect([status, cookie]).toEqual([200, null])
    expect(html).toContain(t('ledger.held.older.title'))
    const today = (await makeCheckpoint(now()))!.note
    expect((await paste(`Dear witness,\n\n> ${today.replaceAll('\n', '\n> ')}`)).html).toContain(
      t('ledger.held.same.title'),
    )
    expect((await paste(note, '?lang=fr')).html).toContain(french('ledger.held.older.title'))
  })

  test('says loudly when it does not', async () => {
    const different = await paste(signed(10, sha256('another history')))
    expect(different.html).toContain(t('ledger.held.different.title'))
    expect(different.html).toContain('role="alert"')
    expect(different.html).toContain(t('ledger.held.whatNow'))
    const beyond = await paste(signed(4000, sha256('entries that were taken away')))
    expect(beyond.html).toContain(t('ledger.held.beyond.title'))
  })

  test('cannot be made up by somebody who wants to cast doubt', async () => {
    const made = signed(10, sha256('x')).replace('\n10\n', '\n11\n')
    const { html } = await paste(made)
    expect(html).toContain(t('ledger.held.unsigned.bad.title'))
    expect(html).not.toContain(t('ledger.held.different.title'))
    const bare = await paste(signed(10, sha256('x')).split('\n').slice(0, 3).join('\n'))
    expect(bare.html).toContain(t('ledger.held.unsigned.none.title'))
    expect(bare.html).not.toContain(t('ledger.held.whatNow'))
  })

  test('is compared without its signature, and the page says that it had none', async () => {
    const { html } = await paste(note.split('\n').slice(0, 3).join('\n'))
    expect(html).toContain(t('ledger.held.older.title'))
    expect(html).toContain(t('ledger.held.signature.none'))
  })

  test.each([
    ['nothing', ''],
    ['a sentence', 'is this <script>alert(1)</script> right?'],
    ['a very long text', 'x'.repeat(50_000)],
    ['half of one', 'localhost:3000/ledger\n10\n'],
  ])('that is %s is asked for again, with what was typed', async (_, text) => {
    const { status, html } = await paste(text)
    expect(status).toBe(422)
    expect(html).toContain(t('ledger.held.error'))
    expect(html).not.toContain('<script>alert')
  })
})

describe('the page that explains it', () => {
  test('carries the real figures, in both languages, without a script', async () => {
    await database.query(`insert into ledger_witness (name, email) values ('W', 'w@example.org')`)
    const [{ size }] = (await database.query<{ size: string }>('select size from ledger_head')) as [
      { size: string },
    ]
    for (const [lang, words] of [
      ['en', t],
      ['fr', french],
    ] as const) {
      const { status, html } = await page(`/ledger/explained?lang=${lang}`)
      expect(status).toBe(200)
      expect(html).toContain(words('ledger.explained.title'))
      expect(html).toContain(words('ledger.picture.lines', { size: Number(size) }))
      expect(html).toContain(words('ledger.witnesses', { count: 1 }))
      expect(html).toContain('role="img"')
      expect(html).not.toContain('<script')
      expect(html).not.toContain(' style=')
    }
    expect((await page('/ledger')).html).toContain('/ledger/explained')
    expect((await page(`/verify/${number}`)).html).toContain('/ledger/explained')
  })
})

test('a network that asks too often is told to wait, and the files still verify', async () => {
  let status = 200
  for (let asked = 0; asked < 130 && status !== 429; asked += 1)
    status = (await page('/verify/AM-2222-2222')).status
  expect(status).toBe(429)
  const refused = await page(`/verify/${number}`)
  expect(refused.status).toBe(429)
  expect(refused.html).toContain(t('ledger.tooOften'))
  expect(refused.html).not.toContain(t('verify.byNumber.title'))
  const file = await page(`/verify/${number}/proof.txt`)
  expect([file.status, file.headers.get('retry-after')]).toEqual([429, '60'])
  expect((await site.ask('/ledger', { form: { note } })).status).toBe(429)
  expect((await page('/ledger')).status).toBe(200)
  expect(await drop(statement)).toContain(t('verify.unchanged.title'))
})
