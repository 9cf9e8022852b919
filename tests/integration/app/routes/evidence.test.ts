import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { rename, utimes, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Actor } from '#app/policies/actor.ts'
import { now } from '#app/server/clock.server.ts'
import { asSystem, withScope } from '#app/server/database.server.ts'
import { env } from '#app/server/env.server.ts'
import { evidenceSent } from '#app/server/workflows/evidence-sent.server.ts'
import { sweepEvidenceFiles } from '#app/server/workflows/evidence.server.ts'
import { wordsFor, type Key } from '#content/words.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import {
  aCast,
  anOrganisation,
  aPerson,
  aPlan,
  aSubmittedPlan,
  declare,
  move,
  type Cast,
} from '#tests/support/line.ts'
import { aPdf, aPhoto, aWordFile } from '#tests/support/uploads.ts'
import { aFreshCookieOf, startWholeSite, type WholeSite } from '#tests/support/whole-site.ts'

const database = withTestDatabase()
const t = wordsFor('en')
const inFrench = wordsFor('fr')
const megabyte = 1024 * 1024

let site: WholeSite
let cast: Cast
let plan = ''
let requirement = ''
let other = ''

beforeAll(async () => {
  site = await startWholeSite()
})

beforeEach(async () => {
  cast = await aCast()
  plan = await aPlan(cast)
  ;[requirement, other] = await requirementsOf(plan)
})

async function requirementsOf(id: string): Promise<[string, string]> {
  const rows = await database.query<{ requirement_id: string }>(
    'select requirement_id from answer where assessment_id = $1 order by requirement_id',
    [id],
  )
  return [rows[0]!.requirement_id, rows[1]!.requirement_id]
}

type Given = { bytes: Uint8Array; name: string } | null
type Fields = Record<string, string | string[]>

function formOf(fields: Fields, ...files: Given[]): FormData {
  const form = new FormData()
  const all = { title: 'Safeguarding policy', kind: 'file', requirements: requirement, ...fields }
  for (const [name, value] of Object.entries(all)) for (const each of [value].flat()) form.append(name, each)
  for (const file of files.length > 0 ? files : [null])
    form.append('file', new File(file ? [file.bytes as BlobPart] : [], file?.name ?? ''))
  return form
}

async function upload(who: Actor | null, form: BodyInit, headers: Record<string, string> = {}, id = plan) {
  const answer = await fetch(`${site.url}/app/assessments/${id}/evidence/new`, {
    method: 'POST',
    redirect: 'manual',
    body: form,
    headers: {
      ...(who ? { cookie: await aFreshCookieOf(who) } : {}),
      origin: `http://localhost:${site.port}`,
      ...headers,
    },
  })
  const { status } = answer
  return {
    status,
    location: answer.headers.get('location'),
    html: await answer.text(),
    headers: answer.headers,
  }
}

async function open(who: Actor, path: string) {
  const answer = await site.ask(path, { cookie: await aFreshCookieOf(who) })
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
}

async function post(who: Actor, path: string, form: Record<string, string>) {
  const answer = await site.ask(path, { cookie: await aFreshCookieOf(who), form })
  return { status: answer.status, location: answer.headers.get('location'), html: await answer.text() }
}

type Row = {
  id: string
  file_id: string
  title: string
  revision: number
  still_true_on: Date | null
  in_passport: boolean
}
const items = () =>
  database.query<Row>('select * from evidence_item where organisation_id = $1', [cast.partner.id])
const files = () =>
  database.query<{
    id: string
    name: string
    media_type: string
    sha256: Buffer
    size: number
    cleaned: boolean
    scan: string
  }>('select * from evidence_file where organisation_id = $1', [cast.partner.id])
const uses = () =>
  database.query<{ requirement_id: string; removed_at: Date | null }>(
    'select * from evidence_use where assessment_id = $1 order by requirement_id',
    [plan],
  )

function onDisk(): string[] {
  if (!existsSync(env.filesFolder)) return []
  return readdirSync(env.filesFolder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
}

const pathOf = (id: string) => join(env.filesFolder, id.slice(0, 2), `${id}.sealed`)
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const policy = () => ({ bytes: aPdf(), name: 'Policy.pdf' })

describe('a file', () => {
  test('is kept sealed, listed with its fingerprint, and comes back as it was', async () => {
    const { bytes } = policy()
    const answer = await upload(cast.investigator, formOf({ requirements: [requirement, other] }, policy()))
    expect([answer.status, answer.location]).toEqual([302, `/app/assessments/${plan}/evidence?done=added`])

    const [file] = await files()
    expect(file).toMatchObject({
      name: 'Policy.pdf',
      media_type: 'application/pdf',
      scan: 'not_scanned',
      cleaned: false,
    })
    expect(file!.sha256.toString('hex')).toBe(sha256(bytes))
    const lying = readFileSync(pathOf(file!.id))
    expect(lying.includes('words words')).toBe(false)
    expect((await uses()).map((use) => use.requirement_id)).toEqual([requirement, other])

    const page = (await open(cast.focalPoint, `/app/assessments/${plan}/evidence`)).bytes.toString()
    for (const words of [
      'Safeguarding policy',
      requirement,
      other,
      sha256(bytes),
      t('evidence.scan.not_scanned'),
    ])
      expect(page).toContain(words)

    const download = await open(cast.focalPoint, `/app/evidence/files/${file!.id}`)
    expect(download.bytes.equals(bytes)).toBe(true)
    expect(download.headers.get('content-type')).toBe('application/pdf')
    expect(download.headers.get('content-disposition')).toMatch(/^attachment; filename="Policy.pdf"/)
    expect(download.headers.get('x-content-type-options')).toBe('nosniff')
    expect(download.headers.get('content-security-policy')).toMatch(/default-src 'none'.*; sandbox$/)
    expect(download.headers.get('cache-control')).toBe('no-store')
  })

  test('is not left open by whoever asks only whether it is there', async () => {
    await upload(cast.investigator, formOf({}, { bytes: aPdf(2 * megabyte), name: 'Long.pdf' }))
    const [file] = await files()
    const path = `/app/evidence/files/${file!.id}`
    const cookie = await aFreshCookieOf(cast.investigator)
    const asked = await fetch(`${site.url}${path}`, { method: 'HEAD', headers: { cookie } })
    expect([asked.status, asked.headers.get('content-length')]).toEqual([200, String(file!.size)])
    await new Promise((done) => setTimeout(done, 200))
    const openNow = existsSync('/proc/self/fd')
      ? readdirSync('/proc/self/fd').map((each) => {
          try {
            return readlinkSync(`/proc/self/fd/${each}`)
          } catch {
            return ''
          }
        })
      : []
    expect(openNow.filter((each) => each.includes(file!.id))).toEqual([])
  })

  test('that is text goes out as a stream, with no packing', async () => {
    await upload(
      cast.investigator,
      formOf({}, { bytes: Buffer.from('a;b\n1;2\n'.repeat(9999)), name: 'List.csv' }),
    )
    const [file] = await files()
    const { headers, bytes } = await open(cast.investigator, `/app/evidence/files/${file!.id}`)
    expect([headers.get('content-type'), headers.get('content-encoding'), bytes.length]).toEqual([
      'text/csv',
      null,
      79_992,
    ])
  })

  test('that is a photograph loses its place and time, and is named for what it is', async () => {
    const photo = await aPhoto()
    await upload(cast.investigator, formOf({}, { bytes: photo, name: 'Meeting.png' }))
    const [file] = await files()
    expect(file).toMatchObject({ name: 'Meeting.jpg', media_type: 'image/jpeg', cleaned: true })
    const { bytes } = await open(cast.investigator, `/app/evidence/files/${file!.id}`)
    expect(bytes.includes('Secret phone')).toBe(false)
    expect(file!.sha256.toString('hex')).toBe(sha256(bytes))
  })

  test('of exactly 20 MB is taken, and one byte more is not', async () => {
    const whole = (size: number) => ({ bytes: aPdf(size - aPdf(0).length), name: 'Large.pdf' })
    expect((await upload(cast.investigator, formOf({}, whole(20 * megabyte)))).status).toBe(302)
    const larger = await upload(cast.investigator, formOf({}, whole(20 * megabyte + 1)))
    expect([larger.status, larger.html.includes(t('evidence.error.file.tooLarge'))]).toEqual([413, true])
    expect(await files()).toHaveLength(1)
  }, 60_000)

  test('that was changed on the disk breaks off instead of arriving', async () => {
    await upload(cast.investigator, formOf({}, { bytes: aPdf(300_000), name: 'a.pdf' }))
    const [file] = await files()
    const lying = readFileSync(pathOf(file!.id))
    lying[200_000]! ^= 1
    await writeFile(pathOf(file!.id), lying)
    const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    await expect(open(cast.investigator, `/app/evidence/files/${file!.id}`)).rejects.toThrow()
    log.mockRestore()
    expect((await site.ask('/health')).status).toBe(200)
  })

  const refusals: [string, () => Promise<Given[]> | Given[], Key, number?][] = [
    ['not chosen', () => [null], 'evidence.error.file.none'],
    ['of no bytes', () => [{ bytes: Buffer.alloc(0), name: 'a.pdf' }], 'evidence.error.file.empty'],
    [
      'of 25 MB',
      () => [{ bytes: Buffer.alloc(25 * megabyte, 'a'), name: 'a.txt' }],
      'evidence.error.file.tooLarge',
      413,
    ],
    ['that are two', () => [policy(), policy()], 'evidence.error.file.several'],
    [
      'that is a page',
      () => [{ bytes: Buffer.from('<html>'), name: 'a.pdf' }],
      'evidence.error.file.webPage',
    ],
    [
      'that is a program',
      () => [{ bytes: Buffer.from('MZ\0\0\0'), name: 'a.pdf' }],
      'evidence.error.file.wrongType',
    ],
    [
      'with macros',
      async () => [{ bytes: await aWordFile(['word/vbaProject.bin', '']), name: 'a.docx' }],
      'evidence.error.file.macros',
    ],
    [
      'without its end',
      () => [{ bytes: aPdf(9000).subarray(0, 5000), name: 'a.pdf' }],
      'evidence.error.file.notWhole',
    ],
    [
      'that is two in one',
      async () => [{ bytes: Buffer.concat([aPdf(), await aWordFile()]), name: 'a.pdf' }],
      'evidence.error.file.twoInOne',
    ],
    [
      'that is half a picture',
      async () => [{ bytes: (await aPhoto()).subarray(0, 400), name: 'a.jpg' }],
      'evidence.error.file.brokenPicture',
    ],
    [
      'in old letters',
      () => [{ bytes: Buffer.from('caf\u00e9', 'latin1'), name: 'a.txt' }],
      'evidence.error.file.encoding',
    ],
  ]
  test.each(refusals)(
    '%s is refused in words, with everything else still there',
    async (_, given, key, status = 422) => {
      const before = onDisk().length
      const typed = {
        title: 'Ma politique',
        url: 'https://example.org/x',
        'datedOn.day': '41',
        'datedOn.month': '3',
        'datedOn.year': '2020',
      }
      const answer = await upload(cast.investigator, formOf(typed, ...(await given())))
      expect(answer.status).toBe(status)
      for (const words of [t(key), 'Ma politique', 'https://example.org/x', 'value="41"'])
        expect(answer.html).toContain(words)
      expect(answer.html).toMatch(
        new RegExp(`checked=""[^>]*value="${requirement}"|value="${requirement}"[^>]*checked=""`),
      )
      expect([await items(), await files(), onDisk().length]).toEqual([[], [], before])
    },
    30_000,
  )

  test('need not be sent again when something else in the form was wrong', async () => {
    const first = await upload(cast.investigator, formOf({ title: '' }, policy()))
    expect([
      first.status,
      first.html.includes(t('evidence.field.file.held', { name: 'Policy.pdf' })),
    ]).toEqual([422, true])
    const heldFile = /name="heldFile" value="([^"]+)"/.exec(first.html)![1]!
    const stolen = await upload(cast.focalPoint, formOf({ heldFile }))
    expect([stolen.status, stolen.html.includes(t('evidence.error.file.none'))]).toEqual([422, true])
    expect((await upload(cast.investigator, formOf({ heldFile }))).status).toBe(302)
    expect(await files()).toHaveLength(1)
  })

  test('speaks French, and a second press of the button makes no second item', async () => {
    await database.query(`update person set locale = 'fr' where id = $1`, [cast.investigator.id])
    const bad = await upload(cast.investigator, formOf({}, { bytes: Buffer.from('<svg>'), name: 'a.svg' }))
    expect(bad.html).toContain(inFrench('evidence.error.file.webPage'))
    await Promise.all([1, 2].map(() => upload(cast.investigator, formOf({}, policy()))))
    expect(await items()).toHaveLength(1)
  })

  test('sent by somebody whose sign-in ended is dropped, and the words are kept', async () => {
    const answer = await upload(null, formOf({}, policy()))
    expect([answer.status, answer.location]).toEqual([302, expect.stringMatching(/^\/app\/sign-in/)])
    expect(await files()).toEqual([])
  })
})

describe('other kinds', () => {
  test.each<[string, Fields, Record<string, unknown>]>([
    [
      'a link',
      { kind: 'link', url: 'example.org/policy' },
      { kind: 'link', url: 'https://example.org/policy' },
    ],
    ['a page', { kind: 'page', page: '4' }, { kind: 'page', page: '4', url: null }],
    [
      'an assessment by others',
      {
        kind: 'assessment_by_others',
        assessedBy: 'Harbour Fund',
        'datedOn.day': '1',
        'datedOn.month': '2',
        'datedOn.year': '2024',
        'reviewOn.day': '1',
        'reviewOn.month': '2',
        'reviewOn.year': '2040',
      },
      { kind: 'assessment_by_others', assessed_by: 'Harbour Fund', file_id: null },
    ],
  ])('%s is added without a file', async (_, fields, row) => {
    expect((await upload(cast.investigator, formOf(fields))).status).toBe(302)
    expect(await items()).toMatchObject([row])
  })

  test.each<[string, Fields, Key]>([
    ['a link that is code', { kind: 'link', url: 'javascript:alert(1)' }, 'evidence.error.urlNotReal'],
    ['a link with a password', { kind: 'link', url: 'https://a:b@example.org' }, 'evidence.error.urlNotReal'],
    ['a page of nothing', { kind: 'page' }, 'evidence.error.page'],
    [
      'an assessment without an end',
      { kind: 'assessment_by_others', assessedBy: 'x' },
      'evidence.error.reviewOn',
    ],
    ['nothing in particular', { kind: '' }, 'evidence.error.kind'],
    ['what serves nothing', { kind: 'page', page: '1', requirements: [] }, 'evidence.error.requirements'],
    [
      'a date that has not come',
      { kind: 'page', page: '1', 'datedOn.day': '1', 'datedOn.month': '1', 'datedOn.year': '2999' },
      'evidence.error.datedInFuture',
    ],
  ])('%s is refused', async (_, fields, key) => {
    const answer = await upload(cast.investigator, formOf(fields))
    expect([answer.status, answer.html.includes(t(key))]).toEqual([422, true])
    expect(await items()).toEqual([])
  })
})

describe('who', () => {
  test('is outside, reviews before it is sent, looks after accounts or only comments gets nowhere', async () => {
    await upload(cast.investigator, formOf({}, policy()))
    const [file] = await files()
    const [item] = await items()
    const stranger = await anOrganisation('Harbour Fund', 'funder')
    const admin = await aPerson('Abena', 'administrator', cast.partner)
    const people = [
      cast.officer,
      cast.reviewer,
      cast.approver,
      admin,
      await aPerson('Omar', 'programme_officer', stranger),
    ]
    for (const person of people) {
      for (const path of ['evidence', 'evidence/new', 'evidence/choose', `evidence/${item!.id}`])
        expect(
          (await open(person, `/app/assessments/${plan}/${path}`)).status,
          `${person.name} ${path}`,
        ).toBe(404)
      expect((await open(person, `/app/evidence/files/${file!.id}`)).status, person.name).toBe(404)
      expect((await open(person, `/app/evidence/${item!.id}`)).status, person.name).toBe(404)
      expect((await upload(person, formOf({}, policy()))).status, person.name).toBe(404)
      expect(
        (await post(person, `/app/assessments/${plan}/evidence/${item!.id}`, { move: 'remove' })).status,
      ).toBe(404)
    }
    const commenter = await invited('commenter')
    expect((await open(commenter, `/app/evidence/files/${file!.id}`)).status).toBe(200)
    expect((await open(commenter, `/app/assessments/${plan}/evidence`)).status).toBe(200)
    expect((await upload(commenter, formOf({}, policy()))).status).toBe(403)
    expect(await files()).toHaveLength(1)
  })

  test('was invited to write adds a file and puts it to requirements', async () => {
    const contributor = await invited('contributor')
    expect((await upload(contributor, formOf({}, policy()))).status).toBe(302)
    expect(await uses()).toHaveLength(1)
    const [file] = await files()
    expect((await open(contributor, `/app/evidence/files/${file!.id}`)).status).toBe(200)
    const own = (await open(contributor, '/app/evidence')).bytes.toString()
    expect([own.includes('Riverside College'), own.includes('Safeguarding policy')]).toEqual([true, false])
  })

  test('reviews opens what was sent, as it was sent, and nothing else, once they have said that they have no conflict', async () => {
    await upload(cast.investigator, formOf({ title: 'Sent' }, policy()))
    await upload(
      cast.investigator,
      formOf({ title: 'Not sent' }, { bytes: Buffer.from('draft'), name: 'a.txt' }),
    )
    const [unsent] = (await items()).filter(({ title }) => title === 'Not sent')
    await post(cast.investigator, `/app/assessments/${plan}/evidence/${unsent!.id}`, { move: 'remove' })
    await move(cast.investigator, plan, { type: 'submit' })
    const [sent] = (await items()).filter(({ title }) => title === 'Sent')
    const shown = await withScope(cast.reviewer.id, (tx) => evidenceSent(tx, plan, 1))
    expect(shown).toMatchObject([{ id: sent!.id, title: 'Sent', fileName: 'Policy.pdf' }])
    expect((await open(cast.reviewer, `/app/evidence/files/${sent!.file_id}`)).status).toBe(404)
    await declare(plan, cast.reviewer)
    expect((await open(cast.reviewer, `/app/evidence/files/${sent!.file_id}`)).status).toBe(200)
    expect((await open(cast.reviewer, `/app/evidence/files/${unsent!.file_id}`)).status).toBe(404)
    expect((await upload(cast.investigator, formOf({}, policy()))).status).toBe(409)
  })

  async function invited(capacity: 'contributor' | 'commenter'): Promise<Actor> {
    const elsewhere = await anOrganisation('Riverside College', 'university')
    const person = await aPerson('Noor', 'focal_point', elsewhere)
    await asSystem('test', (tx) =>
      tx.participation.create({
        data: { recordId: plan, personId: person.id, capacity },
        select: { id: true },
      }),
    )
    return person
  }
})

describe('one item', () => {
  test('serves many requirements and plans; two people’s ticks add up', async () => {
    await upload(cast.investigator, formOf({}, policy()))
    const [item] = await items()
    const at = `/app/assessments/${plan}/evidence/${item!.id}`
    const was = requirement
    await post(cast.investigator, at, { move: 'save', was, requirements: other })
    await post(cast.focalPoint, at, { move: 'save', was, requirements: requirement })
    expect((await uses()).map(({ removed_at }) => removed_at === null)).toEqual([false, true])

    const second = await aPlan(cast)
    const path = `/app/assessments/${second}/evidence/choose?requirement=${other}`
    expect((await open(cast.focalPoint, path)).bytes.toString()).toContain(`${item!.id}?requirement=${other}`)
    const chosen = await post(cast.focalPoint, `/app/assessments/${second}/evidence/${item!.id}`, {
      move: 'save',
      was: '',
      requirements: other,
    })
    expect(chosen.location).toBe(`/app/assessments/${second}/evidence?done=saved`)
    expect((await open(cast.focalPoint, '/app/evidence')).bytes.toString()).toContain(
      t('evidence.own.plans', { count: 2 }),
    )
  })

  test('is asked about once a year, goes into the passport, and never changes under somebody else’s hands', async () => {
    await upload(cast.investigator, formOf({ kind: 'page', page: '4' }))
    const [item] = await items()
    const evidenceId = item!.id
    await database.query(`update evidence_item set created_at = now() - interval '13 months' where id = $1`, [
      evidenceId,
    ])
    const list = async () => (await open(cast.focalPoint, '/app/evidence')).bytes.toString()
    expect(await list()).toContain(t('evidence.stillTrue.ask'))
    const press = (move: string, seenRevision: string) =>
      post(cast.focalPoint, '/app/evidence', { evidenceId, move, seenRevision })
    expect((await press('stillTrue', '1')).status).toBe(302)
    expect(await list()).not.toContain(t('evidence.stillTrue.ask'))
    expect((await press('intoPassport', '2')).status).toBe(302)
    expect((await press('outOfPassport', '2')).status).toBe(409)
    expect((await press('remove', '3')).status).toBe(409)
    expect(await items()).toMatchObject([{ in_passport: true, revision: 3 }])

    const change = (who: Actor, page: string, seenRevision: string) =>
      post(who, `/app/evidence/${evidenceId}`, { title: 'Policy', page, seenRevision })
    expect((await change(cast.investigator, '5', '3')).status).toBe(302)
    const late = await change(cast.focalPoint, '6', '3')
    expect([late.status, late.html.includes(t('shell.conflict.title'))]).toEqual([409, true])
    expect((await change(cast.focalPoint, '', '4')).status).toBe(422)
    expect((await change(cast.focalPoint, '6', '4')).status).toBe(302)
  })
})

describe('an upload that does not end', () => {
  test('leaves no row and, once cleared up, nothing on the disk', async () => {
    const before = onDisk()
    for (const end of ['destroy', 'end'] as const) await hangUp(end)
    await expect.poll(() => onDisk().filter((path) => !before.includes(path))).toEqual([])
    expect([await items(), await files()]).toEqual([[], []])
    expect((await upload(cast.investigator, formOf({}, policy()))).status).toBe(302)
  })

  test('between the file and its row is set aside after a day, and removed a week later', async () => {
    const before = new Set(onDisk())
    expect((await upload(cast.investigator, formOf({ title: '' }, policy()))).status).toBe(422)
    const lost = onDisk().find((path) => !before.has(path))!
    const orphan = lost.replace('.sealed', '.orphan')
    await upload(cast.investigator, formOf({}, policy()))
    const named = (await files()).map(({ id }) => pathOf(id))
    const draft = lost.replace(/[0-9a-f-]+\.sealed$/, 'abababab-0000-4000-8000-000000000000.part')
    await writeFile(draft, 'half')
    await sweepEvidenceFiles(now())
    expect([existsSync(draft), existsSync(lost)]).toEqual([true, true])

    for (const path of [draft, lost]) await aged(path, 2)
    for (const path of named) await aged(path, 400)
    await sweepEvidenceFiles(now())
    expect([existsSync(draft), existsSync(lost), existsSync(orphan)]).toEqual([false, false, true])

    await aged(orphan, 9)
    await sweepEvidenceFiles(now())
    expect(existsSync(orphan)).toBe(false)
    expect(named.every((path) => existsSync(path))).toBe(true)
  })

  test('set aside because the wrong database was open comes back with the right one', async () => {
    await upload(cast.investigator, formOf({}, policy()))
    const [file] = await files()
    await rename(pathOf(file!.id), pathOf(file!.id).replace('.sealed', '.orphan'))
    expect(await sweepEvidenceFiles(now())).toMatchObject({ broughtBack: 1 })
    expect((await open(cast.investigator, `/app/evidence/files/${file!.id}`)).status).toBe(200)
  })

  const aged = (path: string, days: number) => {
    const at = new Date(Date.now() - days * 24 * 60 * 60 * 1000)
    return utimes(path, at, at)
  }

  async function hangUp(end: 'destroy' | 'end'): Promise<void> {
    const cookie = await aFreshCookieOf(cast.investigator)
    const head = [
      `POST /app/assessments/${plan}/evidence/new HTTP/1.1`,
      `Host: localhost:${site.port}`,
      `Origin: http://localhost:${site.port}`,
      `Cookie: ${cookie}`,
      'Content-Type: multipart/form-data; boundary=x',
      'Content-Length: 9000000',
      '',
      '--x',
      'Content-Disposition: form-data; name="file"; filename="a.pdf"',
      '',
      '%PDF-1.7',
      '',
    ].join('\r\n')
    await new Promise<void>((done) => {
      const socket = connect(site.port, '127.0.0.1')
      socket.on('error', () => undefined)
      socket.on('close', () => done())
      socket.resume()
      socket.write(head)
      socket.write(Buffer.alloc(2 * megabyte, 'words '), () => setTimeout(() => socket[end](), 200))
    })
  }
})

describe('uploads together', () => {
  test('beyond what one person may send at once are asked to wait, with every word kept', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        upload(
          cast.investigator,
          formOf({ title: `Policy ${index}` }, { bytes: aPdf(3 * megabyte), name: 'a.pdf' }),
        ),
      ),
    )
    const busy = answers.filter(({ status }) => status === 503)
    expect(busy.length).toBeGreaterThan(0)
    expect(answers.every(({ status }) => status === 302 || status === 503)).toBe(true)
    for (const { html, headers } of busy) {
      expect(html).toContain(t('evidence.error.file.busy'))
      expect(html).toMatch(/value="Policy \d"/)
      expect(headers.get('retry-after')).toBe('30')
    }
  }, 30_000)

  test('do not fill the memory', async () => {
    const send = async (times: number) => {
      for (let done = 0; done < times; done += 1)
        await upload(
          cast.investigator,
          formOf({ title: `Large ${done}` }, { bytes: aPdf(10 * megabyte), name: 'a.pdf' }),
        )
      return process.memoryUsage().rss
    }
    const before = await send(3)
    expect((await send(12)) - before).toBeLessThan(150 * megabyte)
  }, 60_000)

  test('when the disk is full say so, and keep nothing', async () => {
    const before = onDisk().length
    const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const { open } = await import('node:fs/promises')
    const probe = await open(join(env.dataFolder, 'probe'), 'w')
    const handle = Object.getPrototypeOf(probe) as { write: unknown }
    await probe.close()
    const full = vi
      .spyOn(handle as { write(): Promise<never> }, 'write')
      .mockImplementation(() => Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' })))
    const answer = await upload(cast.investigator, formOf({}, policy()))
    full.mockRestore()
    expect(log.mock.calls.join()).toContain('ENOSPC')
    log.mockRestore()
    expect([answer.status, answer.html.includes(t('evidence.error.file.notKept'))]).toEqual([503, true])
    expect(answer.html).toContain('value="Safeguarding policy"')
    expect([await files(), onDisk().length]).toEqual([[], before])
  })
})

test('a sent plan takes no more evidence', async () => {
  const id = await aSubmittedPlan(cast)
  expect((await upload(cast.investigator, formOf({}, policy()), {}, id)).status).toBe(409)
  expect((await open(cast.investigator, `/app/assessments/${id}/evidence`)).status).toBe(200)
})
