import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import type { Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { newCode } from '#app/sealing/code.ts'
import { newCaseKeys } from '#app/sealing/parcel.ts'
import type { PartOf } from '#app/sealing/parts.ts'
import { replaceDisk } from '#app/server/concerns/disk.server.ts'
import { receiveConcernFile } from '#app/server/concerns/receive-file.server.ts'
import { dropDraft } from '#app/server/concerns/sealed-files.server.ts'
import { env } from '#app/server/env.server.ts'
import type { Bindings } from '#app/server/http/bindings.server.ts'
import { limitPlaces } from '#app/server/concerns/upload-places.server.ts'
import { mountConcernForms, type ConcernUpload } from '#app/server/http/concern-upload.server.ts'
import { addFile, addParts, openCode } from '#app/server/workflows/concern-additions.server.ts'
import { fileConcern } from '#app/server/workflows/concern-filing.server.ts'
import {
  account,
  aDoor,
  aHandler,
  anOrganisation,
  newestCase,
  readAs,
  readFileAs,
  type TestHandler,
} from '#tests/integration/app/server/concerns/a-door.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aFakeClamd, aPdf, aPhoto, aZip, type FakeClamd } from '#tests/support/uploads.ts'

const socket = vi.hoisted(() => {
  const path = `${process.env.TMPDIR ?? '/tmp'}/amana-concern-clamd-${process.pid}-${Math.random().toString(36).slice(2)}.sock`
  process.env.CLAMD_URL = `unix:${path}`
  return path
})

const database = withTestDatabase()
const now = new Date('2030-03-04T13:37:11Z')
const eicar = String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR` + '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'

let clamd: FakeClamd | null = null
let server: Server
let handler: TestHandler
let slug: string
let url: string
let came: ConcernUpload | null = null

const startClamd = async () => {
  clamd = await aFakeClamd(
    (bytes) => (bytes.includes('EICAR') ? 'stream: Eicar FOUND' : 'stream: OK'),
    socket,
  )
}

beforeAll(async () => {
  await startClamd()
  const body = await anOrganisation('Receiving')
  handler = await aHandler(body)
  slug = (await aDoor(body)).slug
  const app = new Hono<Bindings>()
  app.use(async (context, next) => {
    context.set('nonce', 'n')
    context.set('locale', 'en')
    context.set('address', '')
    await next()
  })
  mountConcernForms(
    app,
    async (request, page) => {
      const form = await request.formData()
      came = page.concernUpload ?? null
      const text = (name: string) => {
        const value = form.get(name)
        return typeof value === 'string' ? value : ''
      }
      const said = {
        ...account(text('words')),
        pictureIsProof: form.get('proof') === 'keep',
      }
      const removed = { keyIds: [], organisationIds: [] }
      const files = came?.files ?? []
      const filed = await fileConcern({ slug, code: text('code'), account: said, removed, files }, now)
      return Response.json(filed)
    },
    'http://localhost',
  )
  server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/r/${slug}`
})
afterAll(async () => {
  server.close().closeAllConnections()
  await clamd?.close()
})
beforeEach(() => void (came = null))

type Given = [name: string, bytes: Buffer | Uint8Array, field?: string]

async function file(files: Given[], fields: Record<string, string> = {}) {
  const form = new FormData()
  for (const [name, bytes, field = 'file'] of files)
    form.append(field, new Blob([new Uint8Array(bytes)]), name)
  // The code comes last here: nothing relies on its place.
  for (const [name, value] of Object.entries({ words: 'See the files', code: newCode(), ...fields }))
    form.append(name, value)
  const answer = await fetch(url, { method: 'POST', body: form })
  return { status: answer.status, filed: (await answer.json()) as { state: string } }
}

async function partsNow(): Promise<PartOf<'file'>[]> {
  const parts = await readAs(handler, await newestCase())
  return parts.flatMap((part) => (part.kind === 'file' ? [part] : []))
}

const drafts = () => readdir(join(env.filesFolder, 'cases/incoming')).catch(() => [])

describe('pictures', () => {
  test('are kept without their hidden details, and only so', async () => {
    await file([['Photo of me.jpg', await aPhoto()]])
    const [part, ...more] = await partsNow()
    expect(more).toEqual([])
    expect(part).toMatchObject({
      mediaType: 'image/jpeg',
      cleaned: true,
      original: false,
      inline: true,
      scan: 'clean',
    })
    const bytes = await readFileAs(handler, await newestCase(), part!.fileId)
    expect((await sharp(bytes).metadata()).exif).toBeUndefined()
    expect(await readdir(join(env.filesFolder, 'cases', await newestCase()))).toHaveLength(1)
    expect(await drafts()).toEqual([])
  })

  test('are drawn while others are still sending theirs, however slowly', async () => {
    const photo = await aPhoto()
    let stop = () => {}
    const stopped = new Promise<void>((done) => (stop = done))
    async function* slowly() {
      yield photo.subarray(0, -1)
      await stopped
      yield photo.subarray(-1)
    }
    const keys = await newCaseKeys()
    const slow = Array.from({ length: 8 }, () => receiveConcernFile(keys, slowly(), 'slow.jpg'))
    const { cleaned } = await receiveConcernFile(keys, Readable.from([photo]), 'quick.jpg')
    expect(cleaned).not.toBeNull()
    stop()
    for (const one of await Promise.all(slow)) expect(one.cleaned).not.toBeNull()
    for (const draft of await drafts()) await dropDraft(draft.replace('.part', ''))
  })

  test('as proof are kept in both ways', async () => {
    const photo = await aPhoto()
    await file([['proof.jpg', photo]], { proof: 'keep' })
    const parts = await partsNow()
    expect(parts.map(({ cleaned, original, inline }) => [cleaned, original, inline])).toEqual([
      [true, false, true],
      [false, true, false],
    ])
    expect(await readFileAs(handler, await newestCase(), parts[1]!.fileId)).toEqual(photo)
  })

  test('that nobody can draw are kept as they are and shown by nobody', async () => {
    const heic = Buffer.concat([
      Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
      Buffer.alloc(200),
    ])
    const bomb = await sharp({ create: { width: 12_000, height: 9_000, channels: 3, background: '#000' } })
      .png({ compressionLevel: 9 })
      .toBuffer()
    const broken = (await aPhoto({ width: 600, height: 400 })).subarray(0, 900)
    const { filed } = await file([
      ['a.heic', heic],
      ['bomb.png', bomb],
      ['broken.jpg', broken],
    ])
    expect(filed.state).toBe('received')
    const parts = await partsNow()
    // Whoever reads them is told that their hidden details are still in them.
    expect(parts.map(({ cleaned, original, inline, size }) => [cleaned, original, inline, size])).toEqual([
      [false, true, false, heic.length],
      [false, true, false, bomb.length],
      [false, true, false, broken.length],
    ])
  })
})

describe('anything is taken', () => {
  test('a file that is two, a program, a page, a drawing with scripts: none is shown in a page', async () => {
    const polyglot = Buffer.concat([aPdf(), await aZip([['a.js', 'alert(1)']])])
    await file([
      ['two.pdf', polyglot],
      ['run.exe', Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1')],
      ['page.jpg', Buffer.from('<html><script>1</script>')],
      ['x.svg', Buffer.from('<svg onload="1"/>')],
      ['noise', randomBytes(2000)],
    ])
    const parts = await partsNow()
    expect(parts).toHaveLength(5)
    expect(parts.every(({ inline, cleaned }) => !inline && !cleaned)).toBe(true)
    expect(await readFileAs(handler, await newestCase(), parts[0]!.fileId)).toEqual(polyglot)
  })

  test('a voice note plays in the page', async () => {
    const voice = Buffer.concat([Buffer.from('#!AMR\n'), randomBytes(3000)])
    await file([['voice.amr', voice, 'voice']], { words: '' })
    expect(await partsNow()).toMatchObject([{ mediaType: 'audio/amr', inline: true, name: 'voice.amr' }])
    expect(came!.files[0]!.field).toBe('voice')
  })

  test('an infected file is kept, marked and never shown', async () => {
    await file([['letter.txt', Buffer.from(eicar)]])
    expect(await partsNow()).toMatchObject([{ scan: 'infected', inline: false }])
  })

  test('when nobody answers at the scanner, nobody has looked', async () => {
    await clamd!.close()
    await file([['voice.amr', Buffer.concat([Buffer.from('#!AMR\n'), randomBytes(3000)])]])
    expect(await partsNow()).toMatchObject([{ scan: 'not_scanned', inline: true }])
    await startClamd()
  })

  test('what a scanner cannot read is marked', async () => {
    await clamd!.close()
    clamd = await aFakeClamd(() => 'INSTREAM size limit exceeded. ERROR', socket)
    await file([['a.bin', randomBytes(3000)]])
    expect(await partsNow()).toMatchObject([{ scan: 'unscannable', inline: false }])
    await clamd.close()
    await startClamd()
  })

  test('an empty file is left out with a word, an empty field without one', async () => {
    const { filed } = await file([
      ['nothing.pdf', Buffer.alloc(0)],
      ['', Buffer.alloc(0)],
      ['something.pdf', aPdf()],
    ])
    expect(filed.state).toBe('received')
    expect(came!.notTaken).toEqual([{ field: 'file', name: 'nothing.pdf', problem: 'empty' }])
    expect(await partsNow()).toHaveLength(1)
  })

  test('the eleventh is left out with a word', async () => {
    await file(Array.from({ length: 11 }, (_, index): Given => [`${index}.bin`, randomBytes(100)]))
    expect(came!.notTaken).toEqual([{ field: 'file', name: '10.bin', problem: 'tooMany' }])
    expect(await partsNow()).toHaveLength(10)
  })
})

describe('large files', () => {
  /** A form whose file is made as it is sent. */
  async function sendLarge(size: number, code = newCode()) {
    const boundary = 'b'.repeat(40)
    const piece = Buffer.alloc(1024 * 1024, 7)
    async function* body() {
      yield Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="words"\r\n\r\nLarge\r\n--${boundary}\r\n` +
          `Content-Disposition: form-data; name="code"\r\n\r\n${code}\r\n--${boundary}\r\n` +
          `Content-Disposition: form-data; name="file"; filename="large.bin"\r\n\r\n`,
      )
      for (let left = size; left > 0; left -= piece.length) {
        yield piece.subarray(0, Math.min(left, piece.length))
        await new Promise((later) => setImmediate(later))
      }
      yield Buffer.from(`\r\n--${boundary}--\r\n`)
    }
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      body: Readable.toWeb(Readable.from(body())) as ReadableStream,
      duplex: 'half',
    })
    return (await answer.json()) as { state: string }
  }

  test('a hundred megabytes stream through', { timeout: 180_000 }, async () => {
    await clamd!.close()
    let most = 0
    const before = process.memoryUsage().rss
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 50)
    expect(await sendLarge(100 * 1024 * 1024)).toMatchObject({ state: 'received' })
    clearInterval(watch)
    expect(await partsNow()).toMatchObject([{ size: 100 * 1024 * 1024, name: 'large.bin' }])
    expect((most - before) / 1024 / 1024).toBeLessThan(300)
    await startClamd()
  })

  test('one byte more is left out with a word, and the words arrive', { timeout: 180_000 }, async () => {
    expect(await sendLarge(100 * 1024 * 1024 + 1)).toMatchObject({ state: 'received' })
    expect(came!.notTaken).toMatchObject([{ name: 'large.bin', problem: 'tooLarge' }])
    expect(await partsNow()).toEqual([])
    expect(await drafts()).toEqual([])
  })

  test('a line that breaks keeps the words and nothing of the file', async () => {
    const boundary = 'c'.repeat(40)
    const { port } = new URL(url)
    const socketTo = connect(Number(port), '127.0.0.1')
    const begun =
      `--${boundary}\r\nContent-Disposition: form-data; name="words"\r\n\r\nBefore it broke\r\n--${boundary}\r\n` +
      `Content-Disposition: form-data; name="code"\r\n\r\n${newCode()}\r\n--${boundary}\r\n` +
      `Content-Disposition: form-data; name="file"; filename="cut.amr"\r\n\r\n#!AMR\n${'x'.repeat(200_000)}`
    socketTo.write(
      `POST /r/${slug} HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=${boundary}\r\n` +
        `Content-Length: 9000000\r\n\r\n${begun}`,
    )
    await new Promise((later) => setTimeout(later, 300))
    socketTo.destroy()
    await expect.poll(() => came?.wasCut, { timeout: 10_000 }).toBe(true)
    expect(came!.notTaken).toMatchObject([{ name: 'cut.amr', problem: 'cut' }])
    await expect
      .poll(async () => readAs(handler, await newestCase()), { timeout: 10_000 })
      .toMatchObject([{ kind: 'account', words: 'Before it broke' }])
    expect(await drafts()).toEqual([])
  })
})

test('when the disk is full in the middle of a file, the words and what comes after it arrive', async () => {
  const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  let written = 0
  const restore = replaceDisk({
    async write(given, bytes) {
      written += bytes.byteLength
      await given.write(bytes)
      if (written < 300_000) return
      restore()
      throw Object.assign(new Error('full'), { code: 'ENOSPC' })
    },
  })
  const { filed } = await file([['big.bin', randomBytes(3_000_000)]], { words: 'After the file' }).finally(
    restore,
  )
  log.mockRestore()
  expect(filed.state).toBe('received')
  expect(came!.notTaken).toMatchObject([{ name: 'big.bin', problem: 'notKept' }])
  expect(await readAs(handler, await newestCase())).toMatchObject([{ words: 'After the file' }])
  expect(await drafts()).toEqual([])
})

test(
  'whoever sends a file next to nothing at a time gives up its place to others; everybody’s words arrive',
  { timeout: 30_000 },
  async () => {
    const putBack = limitPlaces({ atOnce: 1, leastBytes: 10_000, stretch: 200, longestWait: 15_000 })
    const boundary = 'fictional'
    const part = (name: string, value: string) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
    async function* slowly() {
      const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="slow.bin"\r\n\r\n`
      yield Buffer.from(head + 'x'.repeat(8_000))
      for (let sent = 0; sent < 60; sent += 1) {
        await new Promise((later) => setTimeout(later, 50))
        yield Buffer.from('x')
      }
      yield Buffer.from(`\r\n${part('words', 'Slow words')}${part('code', newCode())}--${boundary}--\r\n`)
    }
    try {
      const trickling = fetch(url, {
        method: 'POST',
        headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
        body: Readable.toWeb(Readable.from(slowly())) as BodyInit,
        duplex: 'half',
      })
      await new Promise((later) => setTimeout(later, 300))
      const quick = await file([['quick.bin', randomBytes(3000)]], { words: 'Quick words' })
      expect(quick.filed.state).toBe('received')
      expect(came!.files).toHaveLength(1)
      expect(await (await trickling).json()).toMatchObject({ state: 'received' })
      expect(came!.notTaken).toEqual([{ field: 'file', name: 'slow.bin', problem: 'busy' }])
      expect(await readAs(handler, await newestCase())).toMatchObject([{ words: 'Slow words' }])
    } finally {
      putBack()
    }
  },
)

test('the same file sent again with the same code is kept once', async () => {
  const code = newCode()
  const voice = Buffer.concat([Buffer.from('#!AMR\n'), randomBytes(3000)])
  await file([['voice.amr', voice]], { code })
  const id = await newestCase()
  await file([['voice.amr', voice]], { code })
  await file([['voice.amr', voice]], { code, words: 'And this' })
  expect(await readdir(join(env.filesFolder, 'cases', id))).toHaveLength(1)
  const parts = await readAs(handler, id)
  expect(parts.map(({ kind }) => kind)).toEqual(['account', 'file', 'account'])
  const [part] = parts.filter(({ kind }) => kind === 'file') as PartOf<'file'>[]
  expect(await readFileAs(handler, id, part!.fileId)).toEqual(voice)
})

describe('after the receipt', () => {
  test('a wrong code opens nothing, the right one lets more be said', async () => {
    const code = newCode()
    await file([], { code })
    expect(await openCode(newCode())).toBeNull()
    expect(await openCode('12')).toBeNull()
    const way = (await openCode(`${code.slice(0, 5)} ${code.slice(5)}`))!
    expect(way.threads).toHaveLength(1)
    expect(way.threads[0]!.identities).toEqual([expect.stringMatching(/^AGE-SECRET-KEY-1/)])
    const message = {
      kind: 'message' as const,
      from: 'person' as const,
      words: 'One more thing',
      fileIds: [],
    }
    await addParts(way, [{ kind: 'thread', part: message }], now)
    await addParts(way, [{ kind: 'thread', part: message }], now)
    const parts = await readAs(handler, way.concernId)
    expect(parts.filter(({ kind }) => kind === 'message')).toHaveLength(1)
  })

  test('a file can follow', async () => {
    const code = newCode()
    await file([], { code })
    const way = (await openCode(code))!
    const source = async function* () {
      yield await aPhoto()
    }
    const { fileIds } = await addFile(way, source(), 'later.jpg', { isProof: false }, now)
    expect(fileIds).toHaveLength(1)
    const bytes = await readFileAs(handler, way.concernId, fileIds[0]!)
    expect((await sharp(bytes).metadata()).format).toBe('jpeg')
    expect(await drafts()).toEqual([])
  })
})

test('a marker filed in words, in a file name and in a voice note is nowhere in clear', async () => {
  const marker = 'Kilimbero-heron-4417'
  const voice = Buffer.concat([Buffer.from('#!AMR\n'), Buffer.from(`title=${marker}`), randomBytes(3000)])
  const said: string[] = []
  const log = vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0)
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0)
  await file([[`${marker}.amr`, voice]], { words: `I saw ${marker}`, marker })
  log.mockRestore()
  out.mockRestore()
  const tables = await database.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema in ('public', 'pgboss')
     and table_type = 'BASE TABLE'`,
  )
  expect(tables.length).toBeGreaterThan(30)
  const dump: string[] = []
  for (const { name } of tables) {
    const schema = (
      await database.query<{ s: string }>(
        `select table_schema as s from information_schema.tables where table_name = $1`,
        [name],
      )
    )[0]!.s
    const rows = await database.query<{ row: string }>(
      `select to_jsonb(t)::text as row from "${schema}"."${name}" t`,
    )
    dump.push(...rows.map(({ row }) => row))
    for (const { row } of rows)
      for (const [hex] of row.matchAll(/\\\\x([0-9a-f]+)/g))
        dump.push(Buffer.from(hex.slice(3), 'hex').toString('latin1'))
  }
  const names = await readdir(env.dataFolder, { recursive: true, withFileTypes: true })
  for (const each of names) {
    dump.push(each.name)
    if (each.isFile()) dump.push((await readFile(join(each.parentPath, each.name))).toString('latin1'))
  }
  // What must be there is found this way: a door's name in clear, and the beginning of what was sealed.
  for (const known of ['A fictional page', 'age-encryption.org'])
    expect(dump.some((text) => text.includes(known))).toBe(true)
  const forms = [
    marker,
    marker.toUpperCase(),
    Buffer.from(marker).toString('hex'),
    Buffer.from(marker, 'utf16le').toString('latin1'),
    ...[0, 1, 2].map((shift) =>
      Buffer.from('x'.repeat(shift) + marker)
        .toString('base64')
        .slice(4, -4),
    ),
  ]
  for (const form of forms) expect([...dump, ...said].some((text) => text.includes(form))).toBe(false)
  expect(JSON.stringify(await readAs(handler, await newestCase()))).toContain(marker)
})
