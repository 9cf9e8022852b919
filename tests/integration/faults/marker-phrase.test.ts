import { spawn } from 'node:child_process'
import { rmSync, watch, type FSWatcher } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { gzipSync, deflateSync, brotliCompressSync } from 'node:zlib'
import { base64 } from '@scure/base'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { Facts, pack, type Given } from '#app/browser/lock-pack.ts'
import { chooseReaders } from '#app/browser/lock-readers.ts'
import { codeGroups, newCode } from '#app/sealing/code.ts'
import type { Part } from '#app/sealing/parts.ts'
import { reporterKeysFrom } from '#app/sealing/reporter-keys.ts'
import { codeSalt } from '#app/server/concerns/salt.server.ts'
import { stretchCode } from '#app/server/crypto/stretch.server.ts'
import { now, replaceClock } from '#app/server/clock.server.ts'
import { replaceDisk } from '#app/server/concerns/disk.server.ts'
import { startReceiving, stopReceiving } from '#app/server/concerns/replay.server.ts'
import { randomId } from '#app/server/crypto/hash.server.ts'
import { asSystem, closeDatabase, openDatabase } from '#app/server/database.server.ts'
import { openFolder, type Engine } from '#app/server/database/engine.server.ts'
import { env } from '#app/server/env.server.ts'
import { enqueue } from '#app/server/jobs/queue.server.ts'
import { startWorker, stopWorker } from '#app/server/jobs/worker.server.ts'
import { provideWorkForJobs } from '#app/server/scripts/work-for-jobs.server.ts'
import { addSealedParts, declare, setLabel } from '#app/server/workflows/case-content.server.ts'
import { exportCase } from '#app/server/workflows/case-delivery.server.ts'
import { dutiesIn } from '#app/server/workflows/case-notices.server.ts'
import { lookAtNotices, sendNotice } from '#app/server/workflows/case-plans.server.ts'
import {
  newestCase,
  readAs,
  readFileAs,
  type TestHandler as Reading,
} from '#tests/integration/app/server/concerns/a-door.ts'
import { inFile, keysOf, markerOfSteps, stepsOf } from '#tests/support/case-steps.ts'
import { asHandler, sealedLabel, sealedMessage, sealedPart } from '#tests/support/cases.ts'
import { aDoor, type TestDoor, type TestHandler } from '#tests/support/doors.ts'
import { eventually } from '#tests/support/mail-server.ts'
import { everyFile, everyRow, findPhrase, formsOf, type Source } from '#tests/support/marker.ts'
import { environmentOn } from '#tests/support/server-process.ts'
import { aWavFile } from '#tests/support/voice.ts'
import { aFreshCookieOf, startWholeSite, type WholeSite } from '#tests/support/whole-site.ts'

/** Data, keys and temporary files of this process lie below one folder, and the database is files in it. */
const folder = await vi.hoisted(async () => {
  const { mkdirSync, mkdtempSync } = await import('node:fs')
  const { tmpdir } = await import('node:os')
  const made = mkdtempSync(`${tmpdir()}/amana phrase `)
  mkdirSync(`${made}/temporary`)
  Object.assign(process.env, { AMANA_DATA: `${made}/data`, TMPDIR: `${made}/temporary` })
  return made
})
const root = resolve(import.meta.dirname, '../../..')
const temporary = join(folder, 'temporary')
/** With letters that other writings put differently. */
const phrase = 'Kilimbéro heron <~>?&~ 4417'
const forms = new Map([
  ...formsOf(phrase),
  ...[...formsOf(markerOfSteps)].flatMap(([form, bytes]) =>
    /^plain|^UTF-16LE$/.test(form) ? [[`of a step, ${form}`, bytes] as const] : [],
  ),
])

let engine: Engine
let site: WholeSite
let door: TestDoor
let first: TestHandler
let second: TestHandler
let watching: FSWatcher
const madeMeanwhile: string[] = []
/** Everything that a log could hold. */
let said = ''
const byHand: Source[] = []

const query = async <Row extends object>(sql: string) =>
  (await engine.pool.query<Row & Record<string, unknown>>(sql)).rows as Row[]

async function everywhere(): Promise<Source[]> {
  const rows: Source[] = []
  for await (const row of everyRow(query)) rows.push(row)
  // Of the restored copy every row is read; its files would only take as long again.
  const files = [...everyFile(folder)].filter(({ place }) => !place.includes('file restored/database/'))
  return [...rows, { place: 'log', bytes: Buffer.from(said) }, ...byHand, ...files]
}

beforeAll(async () => {
  watching = watch(temporary, { recursive: true }, (_, name) => madeMeanwhile.push(String(name)))
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation(
      (text) => (said += Buffer.from(text as string).toString()) !== '',
    )
  engine = await openFolder(join(env.dataFolder, 'database'))
  await openDatabase({ engine })
  provideWorkForJobs()
  await startReceiving()
  site = await startWholeSite()
  door = await aDoor({ slug: 'lake' })
  ;[first, second] = door.handlers
  await startWorker({ pollSeconds: 0.5, scheduled: false })
}, 120_000)
afterAll(async () => {
  watching.close()
  vi.restoreAllMocks()
  await stopReceiving()
  await stopWorker(1_000)
  await closeDatabase()
  rmSync(folder, { recursive: true, force: true })
})

const origin = () => `http://localhost:${site.port}`
async function post(path: string, fields: [string, string | File][], cookie?: string) {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  const inParts = fields.some(([, value]) => value instanceof File)
  return fetch(new URL(path, site.url), {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: origin(), ...(cookie ? { cookie } : {}) },
    body: inParts ? form : new URLSearchParams(fields as [string, string][]),
  })
}
/** A page must have said yes: what was never taken is not found anywhere either. */
async function takes(path: string, fields: [string, string | File][]) {
  const answer = await post(path, fields)
  const html = await answer.text()
  expect([answer.status, html.includes('role="alert"')], html.slice(0, 3000)).toEqual([200, false])
  return html
}

/** The phrase in what hangs behind the picture, and in the title of the recording; and again behind each. */
async function aPhotoThatTells(): Promise<File> {
  const bytes = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#a0522d' } })
    .jpeg()
    .withExif({ IFD0: { ImageDescription: phrase, Artist: phrase } })
    .toBuffer()
  return new File([Buffer.concat([bytes, Buffer.from(phrase)])], `${phrase}.jpg`, { type: 'image/jpeg' })
}
function aVoiceThatTells(): File {
  const text = Buffer.from(`${phrase}\0`.padEnd(40, '\0'))
  const list = Buffer.alloc(20)
  list.write('LIST', 0)
  list.writeUInt32LE(12 + text.length, 4)
  list.write('INFOINAM', 8)
  list.writeUInt32LE(text.length, 16)
  const bytes = Buffer.concat([aWavFile(), list, text])
  return new File([bytes], `${phrase}.wav`, { type: 'audio/wav' })
}

const reading = (handler: TestHandler): Reading => ({
  ...handler,
  personId: handler.id,
  identity: handler.secretKeys.identity,
})
/** What a handler's key opens: if the phrase is not in it, finding none elsewhere says nothing. */
async function opened(handler: TestHandler, id: string): Promise<Part[]> {
  return readAs(reading(handler), id)
}
async function filesOpened(handler: TestHandler, id: string): Promise<Buffer[]> {
  const parts = (await opened(handler, id)).flatMap((part) => (part.kind === 'file' ? [part] : []))
  return Promise.all(parts.map(({ fileId }) => readFileAs(reading(handler), id, fileId)))
}

const code = newCode()
const lockedCode = newCode()
let openly: string
let locked: string

describe('what was confided', { timeout: 60_000 }, () => {
  test('without script: words, a voice, a picture kept as proof, and everything after the receipt', async () => {
    for (const go of ['readers', 'code', 'write'])
      await takes('/r/lake', [
        ['go', go],
        ['words', phrase],
        ['code', code],
      ])
    await takes('/r/lake', [
      ['go', 'send'],
      ['words', `I saw ${phrase}`],
      ['code', code],
      ['out', second.keyId],
      ['proof', 'keep'],
      ['voice', aVoiceThatTells()],
      ['files', await aPhotoThatTells()],
    ])
    openly = await newestCase()
    const dates = '2030-01-01,2030-01-02,2030-01-03'
    const more: Record<string, Record<string, string>> = {
      place: { when: phrase, where: phrase },
      who: { who: phrase, role: phrase },
      wishes: { wants: phrase },
      contact: { contactWho: phrase, contactHow: phrase, codeWord: phrase, whatNotToSay: phrase },
      name: { promise: 'confidential', name: phrase, reach: phrase },
      later: { followUp: phrase, pace: 'ask_first', ownWord: phrase },
    }
    for (const [item, fields] of Object.entries(more))
      await takes('/r/lake', [
        ['go', `add:${item}`],
        ['code', code],
        ['dates', dates],
        ...Object.entries(fields),
      ])
    await takes('/r/lake', [
      ['go', 'add:files'],
      ['code', code],
      ['dates', dates],
      ['files', aVoiceThatTells()],
    ])
    const parts = await opened(first, openly)
    expect(
      parts
        .filter((part) => JSON.stringify(part).includes(phrase.slice(0, 15)))
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(
      [
        'about',
        'about',
        'account',
        'file',
        'file',
        'file',
        'identity',
        'safe_contact',
        'subject',
        'wishes',
        'wishes',
      ].sort(),
    )
    // The recordings and the picture that is proof still tell; the cleaned one does not.
    const tell = (await filesOpened(first, openly)).map((bytes) => bytes.includes(phrase))
    expect(tell.filter(Boolean)).toHaveLength(2)
    expect(tell.filter((each) => !each)).toHaveLength(1)
  })

  test('without script, and something goes wrong: no disk, no code, no page, half a form', async () => {
    const restore = replaceDisk({
      write: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })),
    })
    const full = await post('/r/lake', [
      ['go', 'send'],
      ['words', phrase],
      ['code', newCode()],
    ])
    restore()
    expect([full.status, (await full.text()).includes('Kilimb')]).toEqual([503, true])
    expect(
      (
        await post('/r/lake', [
          ['go', 'add:who'],
          ['code', newCode()],
          ['dates', '2030-01-01,2030-01-02,2030-01-03'],
          ['who', phrase],
        ])
      ).status,
    ).toBe(422)
    expect(
      (
        await post('/r/nowhere', [
          ['go', 'send'],
          ['words', phrase],
          ['code', newCode()],
        ])
      ).status,
    ).toBe(404)
    expect(
      (
        await post('/r/lake/back', [
          ['step', 'open'],
          ['code', phrase],
        ])
      ).status,
    ).toBe(422)
    const half = await fetch(new URL('/r/lake', site.url), {
      method: 'POST',
      headers: { origin: origin(), 'content-type': 'multipart/form-data; boundary=b' },
      body: `--b\r\nContent-Disposition: form-data; name="go"\r\n\r\nsend\r\n--b\r\nContent-Disposition: form-data; name="words"\r\n\r\n${phrase}\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="${phrase}"\r\n\r\n${phrase}`,
    })
    expect(half.status).toBe(422)
  })

  test('locked by the device: the same, packed as its browser packs it', async () => {
    const page = await (await site.ask('/r/lake/lock')).text()
    const script = /<script type="application\/json" data-lock="">(.*?)<\/script>/s.exec(page)![1]!
    const letters: Record<string, string> = { quot: '"', amp: '&', lt: '<', gt: '>', '#x27': "'" }
    const facts = Facts.parse(
      JSON.parse(
        script.startsWith('{"')
          ? script
          : script.replaceAll(/&(\w+|#x27);/g, (_, name: string) => letters[name]!),
      ),
    )
    const out = { keyIds: [second.keyId], organisationIds: [] }
    const given: Given = {
      words: `I saw ${phrase}`,
      files: [await aPhotoThatTells(), aVoiceThatTells()],
      answer: () => 'not_said',
      topic: '',
      asProof: true,
      wroteBefore: false,
      out,
    }
    const { parcel, files } = await pack(lockedCode, given, chooseReaders(facts.bodies, out)!, facts)
    const drafts: { fileId: string; draftId: string }[] = []
    for (const { part, sealed } of files) {
      byHand.push({ place: 'what the browser sent', bytes: Buffer.from(sealed) })
      const answer = await fetch(new URL('/r/lake/lock/file', site.url), {
        method: 'POST',
        headers: { origin: origin(), 'content-type': 'application/octet-stream' },
        body: new Uint8Array(sealed),
      })
      drafts.push({ fileId: part.fileId, ...((await answer.json()) as { draftId: string }) })
    }
    const body = JSON.stringify({ parcel, drafts, light: false })
    byHand.push({ place: 'what the browser sent', bytes: Buffer.from(body) })
    const headers = { origin: origin(), 'content-type': 'application/json' }
    const answer = await fetch(new URL('/r/lake/lock/send', site.url), { method: 'POST', headers, body })
    expect([answer.status, await answer.json()]).toEqual([200, { state: 'received' }])
    locked = await newestCase()
    expect(locked).not.toBe(openly)
    expect(JSON.stringify(await opened(first, locked))).toContain('Kilimb')
    expect((await filesOpened(first, locked)).every((bytes) => bytes.includes(phrase))).toBe(true)
  })

  test('with the code: a message, a file, wishes, how to reach her', async () => {
    const [thread] = await query<{ id: string }>(
      `select id from concern_thread where concern_id = '${openly}'`,
    )
    const step = (name: string, fields: [string, string | File][]) =>
      takes('/r/lake/back', [
        ['step', name],
        ['code', code],
        ['threadId', thread!.id],
        ['once', name],
        ...fields,
      ])
    // Messages are shown back to whoever has the code, so the page itself may hold them.
    expect(await step('say', [['words', phrase]])).toContain('Kilimb')
    await step('files', [['file', aVoiceThatTells()]])
    await step('wishes', [
      ['wants', phrase],
      ['ownWord', phrase],
    ])
    await step('safeContact', [
      ['how', phrase],
      ['codeWord', phrase],
    ])
    const kinds = (await opened(first, openly)).filter((part) => JSON.stringify(part).includes('Kilimb'))
    expect(kinds.map(({ kind }) => kind)).toContain('message')
  })

  test('by handlers: an answer, a note, a label, steps, a notice outside, an export', async () => {
    const as = { ...asHandler(first), steppedUpAt: now() }
    for (const handler of [first, second])
      await declare(asHandler(handler), locked, 'none', now()).catch(() => undefined)
    await declare(asHandler(first), openly, 'none', now())
    const { file, thread } = await keysOf(openly)
    const [row] = await query<{ id: string }>(`select id from concern_thread where concern_id = '${openly}'`)
    const place = { concernId: openly, threadId: row!.id, recipient: thread.recipient }
    const cookie = await aFreshCookieOf(first)
    const answered = await post(
      `/app/cases/${openly}`,
      [
        ['do', 'part'],
        ['keyId', thread.id],
        ['sealed', await sealedMessage(first, place, `Answer: ${phrase}`)],
      ],
      cookie,
    )
    expect(answered.status, await answered.text()).toBe(302)
    const note = await sealedPart(file.recipient, { kind: 'note', words: phrase, about: phrase })
    await addSealedParts(as, openly, [{ keyId: file.id, sealed: note }], now())
    const label = { category: phrase, site: phrase, severity: 'high', child: true, note: phrase }
    await setLabel(as, openly, { keyId: file.id, sealed: await sealedLabel(file.recipient, label) }, now())
    await stepsOf({ id: openly }, [first, second], now).take(first, 'checkSafety', { ownerId: first.id })
    const duty = dutiesIn('GH')[0]!.code
    await lookAtNotices(as, openly, { duties: [duty], parts: [await inFile(openly)] }, now())
    const notice: Part = { kind: 'step', step: 'notices', fields: { words: phrase } }
    const parts = [{ keyId: file.id, sealed: await sealedPart(file.recipient, notice) }]
    expect(await sendNotice(as, openly, { duty, ground: 'agreed', toldFirst: 'yes', parts }, now())).toBe(
      'sent',
    )
    const { stream } = await exportCase(as, openly, now())
    const zip = Buffer.from(await new Response(stream as unknown as BodyInit).arrayBuffer())
    byHand.push({ place: 'export', bytes: zip })
    for (const path of ['/app/cases', `/app/cases/${openly}`, `/app/cases/${openly}/steps/notices`]) {
      const answer = await site.ask(path, { cookie })
      expect(answer.status).toBe(200)
      byHand.push({ place: `page ${path}`, bytes: Buffer.from(await answer.text()) })
    }
    const kept = (await opened(first, openly)).map((part) => JSON.stringify(part))
    for (const words of [
      'Answer: Kilimb',
      '"note","words":"Kilimb',
      '"step","step":"notices"',
      markerOfSteps,
    ])
      expect(
        kept.some((part) => part.includes(words)),
        words,
      ).toBe(true)
  })

  test('jobs have run and mails have gone out, which is where words would have leaked', async () => {
    const put = (name: 'watchConcerns' | 'mailNotices') =>
      asSystem('a test', (tx) => enqueue(tx, [{ name, key: randomId(), data: {} }]))
    try {
      // Six hours later its handlers are told, and on some morning of the next days by mail.
      for (let hours = 7; hours < 5 * 24; hours += 24) {
        replaceClock(() => new Date(Date.now() + hours * 60 * 60_000))
        await put('watchConcerns')
        await eventually(async () => (await query('select from notice')).length > 0)
        await put('mailNotices')
      }
      const mails = () => readdir(join(env.dataFolder, 'mail')).catch(() => [])
      await eventually(async () => (await mails()).some((name) => name.endsWith('.eml')))
    } finally {
      replaceClock(() => new Date())
    }
  })
})

/** A script of the product, as whoever runs the installation starts it. */
async function script(name: string, data: string, ...words: string[]): Promise<void> {
  const child = spawn(process.execPath, [`app/server/scripts/${name}.server.ts`, ...words], {
    cwd: root,
    env: environmentOn('', { AMANA_DATA: data, TMPDIR: temporary }),
  })
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => (said += bytes.toString()))
  const status = await new Promise((done) => child.once('close', done))
  expect(status, said).toBe(0)
}

describe('afterwards', { timeout: 120_000 }, () => {
  test('it is in no table, file, log, job, mail, backup or temporary file, in no form', async () => {
    await stopReceiving()
    await stopWorker(5_000)
    await closeDatabase()
    await Promise.all([
      script('backup', env.dataFolder, join(folder, 'amana.backup')),
      script('backup', env.dataFolder, '--keys', join(folder, 'keys.backup')),
    ])
    const restored = join(folder, 'restored')
    await script('restore', restored, join(folder, 'amana.backup'))
    engine = await openFolder(join(restored, 'database'))
    const copied = await query<{ cases: string }>('select count(*) as cases from concern')
    expect(copied).toEqual([{ cases: '2' }])
    for await (const { place, bytes } of everyRow(query)) byHand.push({ place: `restored ${place}`, bytes })
    await engine.close()
    engine = await openFolder(join(env.dataFolder, 'database'))
    await openDatabase({ engine })
    const sources = await everywhere()
    expect(findPhrase(sources, forms)).toEqual([])
    // The search looked where it had to: what is known to be in each place is there.
    const known = (place: RegExp, words: string) =>
      expect(
        findPhrase(
          sources.filter((source) => place.test(source.place)),
          new Map([['', Buffer.from(words)]]),
        ),
        String(place),
      ).not.toEqual([])
    // Of a code only a hash of the number that it leads to is kept: neither itself nor that number nor what it was stretched to.
    for (const each of [code, lockedCode]) {
      const stretched = await stretchCode(each, await codeSalt())
      const { lookup, lookupHash } = await reporterKeysFrom(stretched)
      const secrets = [each, codeGroups(each).join(' '), Buffer.from(stretched), Buffer.from(lookup)]
      for (const secret of secrets) expect(findPhrase(sources, formsOf(secret))).toEqual([])
      const found = findPhrase(sources, new Map([['', Buffer.from(lookupHash)]]))
      expect(found.filter((place) => place.startsWith('table public.concern_way'))).not.toEqual([])
    }
    known(/^table public\.organisation$/, 'Fictional Receiving Fund')
    known(/^table public\.sealed_part, bytes/, 'age-encryption.org/v1')
    known(/^table pgboss\.job_common$/, 'notify')
    known(/^file data\/mail\/.*\.eml$/, 'Subject:')
    known(/^file data\/files\/cases\//, 'age-encryption.org/v1')
    known(/^file data\/database\//, 'Fictional Receiving Fund')
    known(/^restored table public\.organisation$/, 'Fictional Receiving Fund')
    known(/^file amana\.backup$/, 'Fictional Receiving Fund')
    known(/^export$/, 'age-encryption.org/v1')
    known(/^log$/, 'Wrote ')
    expect(sources.filter(({ place }) => place.startsWith('file data/keys/')).length).toBeGreaterThan(0)
    expect(madeMeanwhile).toEqual([])
  })

  test('put into any of these places, it is found there', async () => {
    const jobs = `insert into pgboss.job (id, name, data) values (gen_random_uuid(), 'notify', jsonb_build_object('words', $1::text))`
    await engine.pool.query(
      `insert into setting (name, value) values ('planted', jsonb_build_object('words', $1::text))`,
      [phrase],
    )
    await engine.pool.query(
      `update sealed_part set sealed = sealed || $1::bytea where position = (select min(position) from sealed_part)`,
      [gzipSync(phrase)],
    )
    await engine.pool.query(jobs, [phrase]).catch(() => undefined)
    const files: Record<string, string | Buffer> = {
      'data/concerns/spool/planted': JSON.stringify({ words: Buffer.from(phrase).toString('base64') }),
      'data/keys/planted': Buffer.from(phrase, 'utf16le'),
      'data/mail/planted.eml': phrase.replace('é', '=C3=A9').replace('heron', 'her=\r\non'),
      'data/files/cases/planted': gzipSync(JSON.stringify({ row: `\\x${gzipSync(phrase).toString('hex')}` })),
      'temporary/planted': encodeURIComponent(phrase),
      [`temporary/${phrase.replaceAll('/', '')}`]: '',
      'planted.zip': await readFile(join(folder, 'amana.backup')).then((bytes) =>
        Buffer.concat([bytes, deflateSync(phrase)]),
      ),
    }
    for (const [name, bytes] of Object.entries(files)) {
      await mkdir(join(folder, name, '..'), { recursive: true })
      await writeFile(join(folder, name), bytes)
    }
    said += phrase.toUpperCase()
    const again = (await everywhere()).filter(({ place }) => !/restored/.test(place))
    const found = findPhrase(again, forms)
    for (const name of Object.keys(files)) await rm(join(folder, name))
    for (const place of [
      'table public.setting',
      'table public.sealed_part',
      'table pgboss.job_common',
      'log',
      ...Object.keys(files).map((name) => (files[name] === '' ? `name of file ${name}` : `file ${name}`)),
      'file data/database',
    ])
      expect(
        found.some((line) => line.startsWith(place)),
        `${place}\n${found.join('\n')}`,
      ).toBe(true)
  })

  test('in any form and any packing, it is found', () => {
    const around = (bytes: Buffer) => Buffer.concat([Buffer.from('ab\0c'), bytes, Buffer.from('é\0z')])
    const bytes = Buffer.from(phrase)
    const plain = Object.fromEntries([...formsOf(phrase)].map(([form, each]) => [form, around(each)]))
    const shifted = [0, 1, 2].map((shift) => {
      const text = around(Buffer.concat([Buffer.alloc(shift, 'x'), bytes, Buffer.from('and more')]))
      return [`in base64 with ${shift} before`, Buffer.from(text.toString('base64'))] as const
    })
    const packings: Record<string, Buffer> = {
      ...plain,
      ...Object.fromEntries(shifted),
      'base64 in lines': Buffer.from(around(bytes).toString('base64').replace(/.{16}/g, '$&\r\n')),
      'gzip behind something': around(gzipSync(bytes)),
      'zlib behind something': around(deflateSync(bytes)),
      'gzip in gzip': around(gzipSync(around(gzipSync(bytes)))),
      'UTF-16 in gzip in base64': Buffer.from(
        around(gzipSync(Buffer.from(phrase.repeat(3), 'utf16le'))).toString('base64'),
      ),
      'gzip cut off': gzipSync(Buffer.concat([Buffer.from(phrase.repeat(500))])).subarray(0, -12),
      brotli: brotliCompressSync(bytes),
      'base64 of base64': Buffer.from(base64.encode(Buffer.from(bytes.toString('hex')))),
    }
    for (const [name, each] of Object.entries(packings)) {
      const found = findPhrase([{ place: '', bytes: each }], forms)
      if (name !== 'base64 of base64') expect(found, name).not.toEqual([])
    }
    expect(findPhrase([{ place: '', bytes: around(Buffer.from('Kilimbero')) }], forms)).toEqual([])
  })
})
