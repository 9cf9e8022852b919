import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { largestDocument } from '#app/server/http/verify-upload.server.ts'
import { startProxy } from './site.ts'
import { wordsFor } from '#content/words.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aCast, aSignedPlan } from '#tests/support/line.ts'
import { startWholeSite, type WholeSite } from '#tests/support/whole-site.ts'

const database = withTestDatabase()
const megabyte = 1024 * 1024

let site: WholeSite
let genuine: Buffer
let earlier: Buffer
let number = ''

beforeAll(async () => {
  site = await startWholeSite()
  await aSignedPlan(await aCast())
  const rows = await database.query<{ bytes: Buffer; number: string }>(
    `select r.bytes, d.number from document_revision r join issued_document d on d.id = r.document_id
     where d.kind = 'public_statement' order by r.number desc`,
  )
  genuine = Buffer.from(rows[0]!.bytes)
  earlier = Buffer.from(rows[1]!.bytes)
  number = rows[0]!.number
}, 120_000)

const t = wordsFor('en')
const french = wordsFor('fr')
const unchanged = t('verify.unchanged.title')
const changed = t('verify.changed.title')
const notFound = t('verify.not_found.title')
const notWhole = t('verify.error.cut')

function formWith(bytes: Uint8Array | string, name = 'document.pdf'): FormData {
  const form = new FormData()
  form.set('file', new File([bytes as BlobPart], name, { type: 'application/pdf' }))
  return form
}

async function drop(body: BodyInit | null, headers: Record<string, string> = {}, path = '/verify') {
  const answer = await fetch(`${site.url}${path}`, { method: 'POST', body, headers })
  return { status: answer.status, headers: answer.headers, html: await answer.text() }
}

describe('a file dropped on the verify page', () => {
  test('that is genuine is called unchanged, with its facts and what that does not mean', async () => {
    const { status, html, headers } = await drop(formWith(genuine))
    expect(status).toBe(200)
    expect(html).toContain(unchanged)
    expect(html).toContain(number)
    expect(html).toContain(t('verify.limits'))
    expect(headers.get('set-cookie')).toBeNull()
    expect(html).not.toContain('<script')
  })

  test('that is an earlier step is genuine, but not yet complete', async () => {
    expect((await drop(formWith(earlier))).html).toContain(t('verify.not_yet_complete.title'))
  })

  test.each([
    ['with its last byte gone', () => genuine.subarray(0, -1), changed],
    ['cut in its last signature', () => genuine.subarray(0, earlier.length + 1000), changed],
    ['cut before its first signature', () => genuine.subarray(0, 5000), notFound],
    ['with a byte behind it', () => Buffer.concat([genuine, Buffer.from('x')]), changed],
    [
      'saved over with another ending',
      () => Buffer.concat([genuine, Buffer.from('1 0 obj\nendobj\n%%EOF\n')]),
      changed,
    ],
    ['with one bit of its last signature changed', () => flipped(genuine, genuine.length - 5000), changed],
    ['with one bit of its first page changed', () => flipped(genuine, 5000), notFound],
    ['behind another document', () => Buffer.concat([Buffer.from('%PDF-1.7\n%%EOF\n'), genuine]), notFound],
  ] as const)('that is genuine %s is not called unchanged', async (_, bytes, words) => {
    const { status, html } = await drop(formWith(bytes()))
    expect(status).toBe(200)
    expect(html).toContain(words)
    expect(html).not.toContain(unchanged)
  })

  test.each([
    ['not a byte of a document', () => Buffer.from('hello')],
    ['one byte', () => Buffer.from('%')],
    ['nothing but the ends of documents', () => Buffer.alloc(2 * megabyte, '%%EOF')],
    ['the ends of documents in every line end', () => Buffer.alloc(2 * megabyte, '%%EOF\r\n%%EOF\n')],
    ['a table of contents that points to itself a hundred thousand times', () => xrefBomb()],
    ['objects packed into a stream, in a stream', () => objectStreams()],
    [
      'a page of HTML that is also a document',
      () => Buffer.from(`%PDF-1.7\n<script>alert(1)</script>\n%%EOF\n`),
    ],
    [
      'a zip that is also a document',
      () => Buffer.concat([Buffer.from('PK\u0003\u0004%PDF-1.4\n'), genuine]),
    ],
    ['noise', () => Buffer.from(Array.from({ length: 65_536 }, (_, at) => (at * 193 + (at >> 3)) % 256))],
  ] as const)('that is %s is not found, and harms nobody', async (_, bytes) => {
    const began = performance.now()
    const { status, html } = await drop(formWith(bytes(), '"><script>alert(2)</script>.pdf'))
    expect(status).toBe(200)
    expect(html).toContain(notFound)
    expect(html).not.toContain('alert(')
    expect(performance.now() - began).toBeLessThan(10_000)
  })

  test('that is locked with a password is not found', async () => {
    expect((await drop(formWith(locked(genuine)))).html).toContain(notFound)
  })

  test('is compared also when it has exactly 20 MB, and one byte more is refused', async () => {
    const whole = Buffer.alloc(largestDocument, '%%EOF\n')
    genuine.copy(whole)
    const largest = await drop(formWith(whole))
    expect([largest.status, largest.html.includes(changed)]).toEqual([200, true])

    const larger = await drop(formWith(Buffer.alloc(largestDocument + 1)))
    expect(larger.status).toBe(413)
    expect(larger.html).toContain(t('verify.error.tooLarge'))
  }, 60_000)

  test('of 20 MB is compared also while three others of that size arrive', async () => {
    const whole = Buffer.alloc(largestDocument, '%%EOF\n')
    const answers = await Promise.all([1, 2, 3, 4].map(() => drop(formWith(whole))))
    expect(answers.map(({ status, html }) => [status, html.includes(notFound)])).toEqual(
      Array.from({ length: 4 }, () => [200, true]),
    )
  }, 60_000)

  test('of 20 MB waits in line when more arrive at once than there is room for, and all are compared', async () => {
    const whole = Buffer.alloc(largestDocument, '%%EOF\n')
    genuine.copy(whole)
    const answers = await Promise.all(Array.from({ length: 8 }, () => dropOnItsOwn(whole)))
    expect(answers.map(({ status, html }) => [status, html.includes(changed)])).toEqual(
      Array.from({ length: 8 }, () => [200, true]),
    )
  }, 60_000)

  test('that is much too large is refused in words, whether or not it says so beforehand', async () => {
    const announced = await drop(formWith(Buffer.alloc(25 * megabyte)))
    expect([announced.status, announced.html.includes(t('verify.error.tooLarge'))]).toEqual([413, true])
    const streamed = await fetch(`${site.url}/verify`, {
      method: 'POST',
      duplex: 'half',
      body: endless(25),
      headers: { 'Content-Type': 'multipart/form-data; boundary=x' },
    })
    expect([streamed.status, (await streamed.text()).includes(t('verify.error.tooLarge'))]).toEqual([
      413,
      true,
    ])
  }, 60_000)

  test.each([
    ['of no bytes', () => formWith(''), t('verify.error.empty')],
    ['that was not chosen', () => formWith('', ''), t('verify.error.none')],
    ['in another field', () => withField('other', genuine), t('verify.error.none')],
    ['that is only a word', () => new URLSearchParams({ file: 'words' }), t('verify.error.none')],
  ] as const)('%s is asked for again', async (_, body, words) => {
    const { status, html } = await drop(body())
    expect([status, html.includes(words)]).toEqual([422, true])
  })

  test.each([
    ['without its closing boundary', cut((whole) => whole.subarray(0, -30)), multipart],
    ['cut in its head', cut((whole) => whole.subarray(0, 40)), multipart],
    ['under another boundary', cut((whole) => whole), 'multipart/form-data; boundary=other'],
    ['without any boundary', cut((whole) => whole), 'multipart/form-data'],
    ['as plain text', cut((whole) => whole), 'text/plain'],
    ['as a document without a form', () => genuine, 'application/pdf'],
    ['as nothing at all', () => Buffer.alloc(0), multipart],
  ] as const)('in a form %s did not arrive whole', async (_, body, type) => {
    const { status, html } = await drop(new Uint8Array(body()), { 'Content-Type': type })
    expect([status, html.includes(notWhole)]).toEqual([422, true])
  })

  test('speaks French', async () => {
    const fine = await drop(formWith(genuine), { 'Accept-Language': 'fr' })
    expect(fine.html).toContain('<html lang="fr"')
    expect(fine.html).not.toContain(unchanged)
    const large = await drop(formWith(Buffer.alloc(largestDocument + 1)), {}, '/verify?lang=fr')
    expect([large.status, large.html.includes(french('verify.error.tooLarge'))]).toEqual([413, true])
  })

  test('through a proxy that puts its own name into Host is compared as well', async () => {
    const origin = 'https://amana.example.org'
    const behind = await startWholeSite({ mode: 'production', origin })
    const proxy = await startProxy(behind.port, {
      host: 'amana-internal:8080',
      'x-forwarded-host': 'lb.internal',
    })
    const send = (from: string) =>
      fetch(`${proxy.url}/verify`, { method: 'POST', body: formWith(genuine), headers: { Origin: from } })
    const ours = await send(origin)
    expect([ours.status, (await ours.text()).includes(unchanged)]).toEqual([200, true])
    expect((await send('http://amana-internal:8080')).status).toBe(403)
  })
})

describe('uploads that stop half-way', () => {
  test('a sender that hangs up leaves nothing behind, and the next one is answered', async () => {
    const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    for (let times = 0; times < 4; times += 1) {
      await hangUpAfter(megabyte, (socket) => socket.end())
      await hangUpAfter(megabyte, (socket) => socket.destroy())
    }
    expect(log).not.toHaveBeenCalled()
    log.mockRestore()
    const { status, html } = await drop(formWith(genuine))
    expect([status, html.includes(unchanged)]).toEqual([200, true])
  })

  test('senders that stall do not keep others out until they take up all the room there is', async () => {
    const stalled = await Promise.all(Array.from({ length: 12 }, () => stallAfter(1000)))
    expect((await drop(formWith(genuine))).status).toBe(200)
    const one = () => drop(formWith(Buffer.alloc(2 * megabyte)), { 'Accept-Language': 'fr' })
    // A sender who meets no room is let go of, so more come until the room is full of those who stay.
    const oneMoreAndThen = async () => {
      stalled.push(await stallAfter(19.9 * megabyte))
      return (await one()).status
    }
    await expect.poll(oneMoreAndThen, { timeout: 40_000, interval: 200 }).toBe(503)
    const busy = await one()
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, '30'])
    expect(busy.html).toContain(french('verify.error.busy'))
    expect(await (await fetch(`${site.url}/verify`)).text()).toContain(t('verify.title'))

    for (const socket of stalled) socket.destroy()
    await expect.poll(async () => (await one()).status, { timeout: 30_000, interval: 100 }).toBe(200)
  }, 60_000)
})

test('fifty uploads one after the other do not fill the memory', async () => {
  const body = Buffer.alloc(5 * megabyte, '%%EOF ')
  const grown = async (times: number) => {
    for (let done = 0; done < times; done += 1) await drop(formWith(body))
    return process.memoryUsage().rss
  }
  const before = await grown(10)
  expect((await grown(40)) - before).toBeLessThan(200 * megabyte)
}, 120_000)

describe('a number typed on the verify page', () => {
  const look = async (typed: string) => {
    const first = await fetch(`${site.url}/verify?number=${typed}&lang=fr`, { redirect: 'manual' })
    const location = first.headers.get('location')
    const second = location ? await fetch(new URL(location, site.url)) : null
    return { first: first.status, location, second: second?.status, html: (await second?.text()) ?? '' }
  }

  test('is found however it is typed, and the language stays', async () => {
    const found = await look(encodeURIComponent(` ${number.toLowerCase().replaceAll('-', ' ')} `))
    expect(found).toMatchObject({ first: 302, second: 200 })
    expect(found.html).toContain('<html lang="fr"')
    expect(found.html).toContain(number)
  })

  test.each([
    ['half a sign', `${'a'.repeat(39)}%F0%9F%98%80`],
    ['a path', '..%2F..%2Fhealth'],
    ['only signs', '%3F%3F%25%23'],
    ['another site', '%2F%2Felsewhere.example.org'],
    ['a very long one', 'a'.repeat(7000)],
    ['a question to the database', `x'%20or%20''%3D'`],
  ])('that is %s belongs to no document', async (_, typed) => {
    const found = await look(typed)
    expect(found).toMatchObject({ first: 302, second: 404 })
    expect(found.location).toMatch(/^\/verify\/[\w-]{1,40}\?lang=fr$/)
  })

  test('with a null byte is refused before anyone reads it', async () => {
    expect((await fetch(`${site.url}/verify?number=AM%00`)).status).toBe(400)
    expect((await fetch(`${site.url}/verify/AM%00`)).status).toBe(400)
  })
})

const multipart = 'multipart/form-data; boundary=----amana'

function wholeForm(bytes: Buffer): Buffer {
  const head =
    '------amana\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
  return Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n------amana--\r\n')])
}

function cut(how: (whole: Buffer) => Buffer): () => Buffer {
  return () => how(wholeForm(genuine))
}

function withField(name: string, bytes: Buffer): FormData {
  const form = new FormData()
  form.set(name, new File([new Uint8Array(bytes)], 'a.pdf'))
  return form
}

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[at]! ^= 1
  return copy
}

function xrefBomb(): Buffer {
  const entry = '0000000015 65535 f \n'
  const body = `%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>\nendobj\nxref\n0 4294967295\n`
  const tail = 'trailer\n<</Size 4294967295/Root 1 0 R/Prev 15>>\nstartxref\n15\n%%EOF\n'
  return Buffer.from(body + entry.repeat(100_000) + tail.repeat(1000))
}

function objectStreams(): Buffer {
  const object = '1 0 obj\n<</Type/ObjStm/N 100000000/First 1/Length 99999999/Extends 1 0 R>>\nstream\n'
  return Buffer.from(`%PDF-1.7\n${object.repeat(10_000)}endstream\nendobj\nstartxref\n9\n%%EOF\n`)
}

const folder = mkdtempSync(join(tmpdir(), 'amana locked '))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Locked by qpdf where there is one; else with the dictionary that makes a reader ask for a password. */
function locked(bytes: Buffer): Buffer {
  const tail = Buffer.from('trailer\n<</Encrypt<</Filter/Standard/V 5/R 6>>>>\nstartxref\n0\n%%EOF\n')
  if (spawnSync('qpdf', ['--version']).status !== 0) return Buffer.concat([Buffer.from('%PDF-1.7\n'), tail])
  const [open, shut] = [join(folder, 'open.pdf'), join(folder, 'shut.pdf')]
  writeFileSync(open, bytes)
  execFileSync('qpdf', ['--encrypt', 'opens', 'owns', '256', '--', open, shut])
  return readFileSync(shut)
}

function endless(megabytes: number): ReadableStream<Uint8Array> {
  let left = megabytes
  return new ReadableStream({
    pull(controller) {
      if (left-- > 0) controller.enqueue(new Uint8Array(megabyte))
      else controller.close()
    },
  })
}

/** Over a connection that no other request has used: one that was kept may be closed under a busy sender. */
function dropOnItsOwn(bytes: Buffer): Promise<{ status: number; html: string }> {
  const body = wholeForm(bytes)
  const headers = { 'Content-Type': multipart, 'Content-Length': body.length }
  return new Promise((answered, failed) => {
    const asked = request(`${site.url}/verify`, { method: 'POST', headers, agent: false }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () =>
        answered({ status: answer.statusCode ?? 0, html: Buffer.concat(chunks).toString() }),
      )
    })
    asked.once('error', failed)
    asked.end(body)
  })
}

async function stallAfter(bytes: number): Promise<Socket> {
  const socket = connect(site.port, '127.0.0.1')
  socket.on('error', () => {})
  const head = [
    'POST /verify HTTP/1.1',
    'Host: localhost',
    `Content-Type: ${multipart}`,
    `Content-Length: ${20 * megabyte}`,
    '\r\n',
  ]
  socket.write(head.join('\r\n'))
  await new Promise((sent) => socket.write(Buffer.alloc(bytes), sent))
  return socket
}

async function hangUpAfter(bytes: number, hangUp: (socket: Socket) => void): Promise<void> {
  const socket = await stallAfter(bytes)
  const closed = new Promise((done) => socket.once('close', done))
  hangUp(socket)
  socket.resume()
  await closed
}
