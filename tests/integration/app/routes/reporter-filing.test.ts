import { beforeAll, describe, expect, test } from 'vitest'
import { openWith } from '#app/sealing/age.ts'
import { newCode } from '#app/sealing/code.ts'
import { unpadded } from '#app/sealing/padding.ts'
import { wordsFor } from '#content/words.ts'
import { wordsIn } from '#tests/support/asking.ts'
import { withTestDatabase } from '#tests/support/database.ts'
import { aDoor, type TestDoor, type TestHandler } from '#tests/support/doors.ts'
import { startWholeSite, type WholeSite } from '#tests/support/whole-site.ts'

const database = withTestDatabase()
const t = wordsFor('en')

let site: WholeSite
let door: TestDoor
let closed: TestDoor

beforeAll(async () => {
  site = await startWholeSite()
  door = await aDoor()
  closed = await aDoor({ open: false, withEscrow: false, withOthers: false })
})

type Fields = [string, string][]
type Sent = { status: number; headers: Headers; html: string; words: string }

async function read(response: Response): Promise<Sent> {
  const html = await response.text()
  return { status: response.status, headers: response.headers, html, words: wordsIn(html) }
}

const open = async (path: string) => read(await site.ask(path))

/** As a browser sends an ordinary form, or in parts where it has files. */
async function post(
  path: string,
  fields: Fields,
  files: [string, File][] = [],
  inParts = false,
): Promise<Sent> {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  for (const [name, file] of files) form.append(name, file)
  const body = inParts || files.length > 0 ? form : new URLSearchParams(fields)
  return read(
    await fetch(new URL(path, site.url), {
      method: 'POST',
      body,
      headers: { origin: `http://localhost:${site.port}`, 'accept-language': 'en' },
      redirect: 'manual',
    }),
  )
}

/** What the hidden fields and filled boxes of a page would send again. */
function carried(html: string): Fields {
  return [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
    name!,
    value!
      .replaceAll('&#x27;', "'")
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&'),
  ])
}

const concerns = async () =>
  (await database.query<{ count: string }>('select count(*)::text as count from concern'))[0]!.count

const path = () => `/r/${door.slug}`
const handlersOf = ({ handlers, nextUp, independent }: TestDoor) =>
  [...handlers, ...nextUp, ...independent].map(({ keyId }): [string, string] => ['out', keyId])
const voice = () => new File([Buffer.from('a voice, for a test')], 'voice.amr', { type: 'audio/amr' })

describe('before anything is written', () => {
  test('an address that is no page says so, without a way into the rest of the service', async () => {
    const { status, html, headers } = await open('/r/no-such-page')
    expect(status).toBe(404)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(html).not.toMatch(/Amana|sign-in|<script/)
    expect(html).toContain('<title>Start</title>')
  })

  test('no page of an address that is none, or of no door, links to one that is not there', async () => {
    const nowhere = ['', '/about', '/help', '/back', '/lock', '/for-someone', '/for-someone/else']
    for (const page of [...nowhere.map((end) => `/r/no-such-page${end}`), '/r/', '/r/back']) {
      const { status, html } = await open(page)
      expect(status, page).toBe(page === '/r/back' ? 200 : 404)
      const links = [...html.matchAll(/<a [^>]*href="(\/[^"]*)"/g)].map(([, to]) => to!)
      for (const to of links) expect((await open(to)).status, `${page} leads to ${to}`).toBe(200)
      expect(html, page).toMatch(/href="\/r\/back"|action=|<form method="post"/)
      expect(html, page).not.toMatch(/Amana|sign-in|<script/)
    }
    expect((await open(`${path()}/help`)).html).toContain(`href="${path()}/about"`)
  })

  test('every page says nothing in its title, is not stored, sets no cookie and runs no script', async () => {
    for (const page of ['', '/help', '/about', '/for-someone', '/for-someone?paper']) {
      const { status, html, headers } = await open(path() + page)
      expect(status, page).toBe(200)
      expect(headers.get('cache-control'), page).toBe('no-store')
      expect(headers.get('set-cookie'), page).toBeNull()
      expect(html, page).not.toMatch(/<script|Amana|\.woff|sign-in/)
      expect(/<title>([^<]*)<\/title>/.exec(html)?.[1]).toMatch(/^(Start|Help|About this page|For someone)$/)
      expect(html, page).toMatch(/name="robots" content="noindex"/)
    }
  })

  test('the way out is the first link after the one that skips, and is not followed by anybody', async () => {
    const { html } = await open(path())
    const links = html.match(/<a [^>]*>/g)!
    expect(links[0]).toContain('#main')
    expect(links[1]).toContain('https://www.wikipedia.org/')
    expect(links[1]).toContain('rel="nofollow noreferrer"')
  })

  test('a page that is not open asks nothing: other people, and where help is', async () => {
    const { words, html } = await open(`/r/${closed.slug}`)
    expect(words).toContain(t('reporter.closed.title'))
    expect(words).toContain('Fictional Ombudsperson')
    expect(words).toContain('Fictional Zemani Clinic')
    expect(html).not.toContain('name="go"')
  })

  test('what is sent to a page that is not open is not taken, and that is said', async () => {
    const before = await concerns()
    const { words } = await post(`/r/${closed.slug}`, [
      ['go', 'send'],
      ['words', 'a test'],
      ['code', newCode()],
    ])
    expect(words).toContain(t('reporter.closed.title'))
    expect(await concerns()).toBe(before)
  })

  test('the two promises and what ends each are said before a word is typed', async () => {
    const { words } = await open(path())
    for (const key of [
      'reporter.choose.anonymous.words',
      'reporter.choose.confidential.words',
      'reporter.reads.meanwhile',
      'reporter.need.words',
    ] as const)
      expect(words).toContain(t(key))
    expect(words).toContain('Somebody reads Monday to Friday.')
    expect(words).toContain(t('reporter.need.soon', { hours: 72 }))
  })
})

describe('who reads', () => {
  test('everybody who could open it is named by body, and can be taken out, as can each body', async () => {
    const { html, words } = await post(path(), [['go', 'readers']])
    expect(words).toContain(t('reporter.readers.private'))
    for (const { keyId } of [...door.handlers, ...door.escrow, ...door.nextUp, ...door.independent])
      expect(html).toContain(`value="${keyId}"`)
    for (const id of [
      door.organisations.receiving,
      door.organisations.nextUp,
      door.organisations.independent,
    ])
      expect(html).toMatch(new RegExp(`name="outBody"[^>]*value="${id}"`))
  })

  test('whoever takes out everybody is told what then, and what they chose stays chosen', async () => {
    const out = handlersOf(door)
    const nobody = await post(path(), [['go', 'code'], ['words', 'a test that stays'], ...out])
    expect(nobody.words).toContain(t('reporter.nobody.title'))
    expect(nobody.words).toContain('Fictional Ombudsperson')
    const again = await post(path(), [['go', 'readers'], ...carried(nobody.html)])
    for (const [, keyId] of out)
      expect(again.html).toMatch(
        new RegExp(`<input[^>]*value="${keyId}"[^>]*checked|checked=""[^>]*value="${keyId}"`),
      )
    expect(carried(again.html)).toContainEqual(['words', 'a test that stays'])
  })

  test('sent all the same, it is not taken: nobody could open it', async () => {
    const before = await concerns()
    const answer = await post(path(), [
      ['go', 'send'],
      ['words', 'a test'],
      ['code', newCode()],
      ...handlersOf(door),
    ])
    expect(answer.words).toContain(t('reporter.nobody.title'))
    expect(carried(answer.html)).toContainEqual(['words', 'a test'])
    expect(await concerns()).toBe(before)
  })
})

describe('the code', () => {
  test('it stands there before anything was sent, stays the same on the way back, and is a whole one', async () => {
    const before = await concerns()
    const first = await post(path(), [['go', 'code']])
    const code = new Map(carried(first.html)).get('code')!
    expect(code).toMatch(/^\d{20}$/)
    expect(first.words.replaceAll(' ', '')).toContain(code)
    const readers = await post(path(), [['go', 'readers'], ...carried(first.html)])
    const second = await post(path(), [['go', 'code'], ...carried(readers.html)])
    expect(new Map(carried(second.html)).get('code')).toBe(code)
    expect(await concerns()).toBe(before)
  })

  test('tried, it says which group to look at, and never refuses to go on', async () => {
    const code = '12345678901234567890'
    const tried = async (retyped: string) =>
      (
        await post(path(), [
          ['go', 'check'],
          ['code', code],
          ['retyped', retyped],
        ])
      ).words
    expect(await tried('12345 67890 12345 67890')).toContain(t('reporter.code.same'))
    expect(await tried('12345 67890 12346 67890')).toContain(
      t('reporter.code.differs', { count: 1, groups: '3' }),
    )
    expect(await tried('12345')).toContain(t('reporter.code.length', { count: 5 }))
    expect(await tried('not a code')).toContain(t('reporter.code.letters'))
  })

  test('a card to print names nothing but the digits', async () => {
    const { html } = await post(path(), [
      ['go', 'card'],
      ['code', '12345678901234567890'],
    ])
    expect(html).toContain('only-code')
    expect(html).not.toMatch(/Amana|Fictional Receiving/)
  })
})

describe('sending', () => {
  test('neither words nor a voice: that is said, and everything else is kept', async () => {
    const { status, words, html } = await post(
      path(),
      [
        ['code', '12345678901234567890'],
        ['out', door.handlers[0].keyId],
        ['danger', 'yes'],
        ['child', 'not_sure'],
        ['topic', 'complaint'],
        ['proof', 'keep'],
        ['wroteBefore', 'yes'],
        ['go', 'send'],
      ],
      [],
      true,
    )
    expect(status).toBe(422)
    expect(words).toContain(t('reporter.error.nothing'))
    expect(words).toContain(t('shell.errors.kept'))
    expect(carried(html)).toEqual([
      ['code', '12345678901234567890'],
      ['out', door.handlers[0].keyId],
    ])
    for (const [name, value] of [
      ['danger', 'yes'],
      ['child', 'not_sure'],
      ['topic', 'complaint'],
      ['proof', 'keep'],
      ['wroteBefore', 'yes'],
    ])
      expect(html, name).toMatch(new RegExp(`<input[^>]*name="${name}"[^>]*checked=""[^>]*value="${value}"`))
  })

  test('an empty recording is no voice, and what to do is said', async () => {
    const empty = new File([], 'voice.amr', { type: 'audio/amr' })
    const { status, words } = await post(
      path(),
      [
        ['code', newCode()],
        ['go', 'send'],
      ],
      [['voice', empty]],
    )
    expect(status).toBe(422)
    expect(words).toContain(t('reporter.error.empty'))
  })

  test('a picture that nobody here can clean is taken, and that is said; not where it is kept as proof', async () => {
    const heic = new File([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')], 'a.heic')
    const code = newCode()
    const send = (path: string, fields: Fields, field: string) =>
      post(path, [['code', code], ...fields], [[field, heic]])
    const told = await send(
      path(),
      [
        ['words', 'a test'],
        ['go', 'send'],
      ],
      'files',
    )
    expect(told.words).toContain(t('reporter.received.title'))
    expect(told.words).toContain(t('reporter.received.details'))
    const dates: [string, string] = ['dates', '2026-11-23,2026-11-29,2027-02-28']
    const later = await send(path(), [dates, ['go', 'add:files']], 'files')
    expect(later.words).toContain(t('reporter.received.details'))
    const [thread] = await database.query<{ id: string }>(
      `select t.id from concern_thread t join sealed_part p on p.concern_id = t.concern_id order by p.position desc limit 1`,
    )
    const back = await send(
      `${path()}/back`,
      [
        ['step', 'files'],
        ['threadId', thread!.id],
        ['once', '1'],
      ],
      'file',
    )
    expect(back.words).toContain(t('return.done.filesDetails'))
    const kept = await send(
      path(),
      [
        ['words', 'a test'],
        ['proof', 'keep'],
        ['go', 'send'],
      ],
      'files',
    )
    expect(kept.words).not.toContain(t('reporter.received.details'))
  })

  test('words are taken although a file with them is empty, and that is said', async () => {
    const empty = new File([], 'picture.jpg', { type: 'image/jpeg' })
    const sent = await post(
      path(),
      [
        ['code', newCode()],
        ['words', 'a test'],
        ['go', 'send'],
      ],
      [['files', empty]],
    )
    expect(sent.words).toContain(t('reporter.received.title'))
    expect(sent.words).toContain(t('reporter.received.lost'))
  })

  test('a voice alone is enough; the receipt has the code and days, and never the words', async () => {
    const before = await concerns()
    const code = newCode()
    const sent = await post(
      path(),
      [
        ['code', code],
        ['danger', 'yes'],
        ['go', 'send'],
      ],
      [['voice', voice()]],
    )
    expect(sent.status).toBe(200)
    expect(sent.words).toContain(t('reporter.received.title'))
    expect(sent.words.replaceAll(' ', '')).toContain(code)
    expect(sent.html).toContain('<title>Received</title>')
    expect(Number(await concerns())).toBe(Number(before) + 1)
  })

  test('sent twice it is received once, and nothing that was written is on the page', async () => {
    const before = await concerns()
    const code = newCode()
    for (let times = 0; times < 2; times += 1) {
      const { words } = await post(
        path(),
        [
          ['code', code],
          ['words', 'kestrel marker'],
          ['go', 'send'],
        ],
        [],
        true,
      )
      expect(words).toContain(t('reporter.received.title'))
      expect(words).not.toContain('kestrel')
    }
    expect(Number(await concerns())).toBe(Number(before) + 1)
  })

  test('whoever was taken out holds no envelope', async () => {
    const code = newCode()
    const [first, second] = door.handlers
    await post(
      path(),
      [
        ['code', code],
        ['words', 'a test'],
        ['out', first.keyId],
        ['go', 'send'],
      ],
      [],
      true,
    )
    const [latest] = await database.query<{ concern_id: string }>(
      'select concern_id from sealed_part order by position desc limit 1',
    )
    const held = await database.query<{ handler_key_id: string | null; inner_key_id: string | null }>(
      `select e.handler_key_id, e.inner_key_id from concern_envelope e join concern_key k on k.id = e.key_id
       where k.concern_id = $1`,
      [latest!.concern_id],
    )
    const holders = held.flatMap((each) => [each.handler_key_id, each.inner_key_id])
    expect(holders).toContain(second.keyId)
    expect(holders).not.toContain(first.keyId)
  })
})

describe('what arrives', () => {
  type Row = { sealed: Uint8Array; envelope: Uint8Array }

  /** Everything under the file key of the newest concern, opened as one handler's browser does. */
  async function openedBy(handler: TestHandler): Promise<unknown[]> {
    const rows = await database.query<Row>(
      `select p.sealed, e.sealed as envelope from sealed_part p
       join concern_key k on k.id = p.key_id and k.kind = 'file'
       join concern_envelope e on e.key_id = k.id and e.handler_key_id = $1 and e.inner_key_id is null
       where p.concern_id = (select concern_id from sealed_part order by position desc limit 1)
       order by p.position`,
      [handler.keyId],
    )
    return Promise.all(
      rows.map(async ({ sealed, envelope }) => {
        const key = new TextDecoder().decode(
          await openWith([handler.secretKeys.identity], new Uint8Array(envelope)),
        )
        return unpadded(await openWith([key], new Uint8Array(sealed)))
      }),
    )
  }

  test('every script, quotes and line breaks arrive as they were written, through every step and back', async () => {
    const words = 'Ẹ káàárọ̀ "quoted" <b>&amp;</b>\nهي قالت لا\nнет 🌾 𞤢𞤣'
    const first = await post(path(), [
      ['go', 'readers'],
      ['words', `${words}\u0000`],
    ])
    const second = await post(path(), [['go', 'code'], ...carried(first.html)])
    const third = await post(path(), [
      ['go', 'send'],
      ...carried(second.html),
      ['topic', 'complaint'],
      ['danger', 'no'],
      ['out', door.handlers[1].keyId],
    ])
    expect(third.words).toContain(t('reporter.received.title'))
    const parts = await openedBy(door.handlers[0])
    expect(parts).toContainEqual(
      expect.objectContaining({
        kind: 'account',
        words,
        light: true,
        danger: 'no',
        child: 'not_said',
        locale: 'en',
      }),
    )
    // Whom not to ask is told to those who may read, and stands nowhere in clear.
    expect(parts).toContainEqual(expect.objectContaining({ kind: 'removed' }))
    expect(await openedBy(door.handlers[1])).toEqual([])
  })

  test('five megabytes of words are taken, and kept on the way back', async () => {
    const words = 'A long story. '.repeat(370_000)
    const code = newCode()
    const back = await post(path(), [
      ['go', 'code'],
      ['code', code],
      ['words', words],
    ])
    expect(back.status).toBe(200)
    expect(new Map(carried(back.html)).get('words')).toBe(words)
    const sent = await post(path(), [...carried(back.html), ['go', 'send']], [], true)
    expect(sent.words).toContain(t('reporter.received.title'))
  })
})

describe('after the receipt', () => {
  const dates = '2026-11-23,2026-11-29,2027-02-28'

  test('without a receipt behind it, nothing is asked', async () => {
    const { words } = await post(path(), [
      ['go', 'more:who'],
      ['code', '123'],
    ])
    expect(words).toContain(t('reporter.start.title'))
  })

  test('a code that opens nothing is told so, with what was typed still there', async () => {
    const { status, words, html } = await post(path(), [
      ['code', '00000000000000000000'],
      ['dates', dates],
      ['who', 'Somebody Fictional'],
      ['go', 'add:who'],
    ])
    expect(status).toBe(422)
    expect(words).toContain(t('reporter.error.noWay'))
    expect(html).toContain('Somebody Fictional')
  })

  test('each thing more is a request of its own, sealed, and none of it is shown again', async () => {
    const code = newCode()
    await post(
      path(),
      [
        ['code', code],
        ['words', 'a test'],
        ['go', 'send'],
      ],
      [],
      true,
    )
    const parts = async () =>
      Number(
        (await database.query<{ count: string }>('select count(*)::text as count from sealed_part'))[0]!
          .count,
      )
    const given: [string, Fields, number][] = [
      ['affected', [['affected', 'community']], 1],
      [
        'place',
        [
          ['when', 'heron dusk'],
          ['where', 'heron market'],
        ],
        1,
      ],
      [
        'who',
        [
          ['who', 'heron name'],
          ['role', 'heron work'],
        ],
        2,
      ],
      ['wishes', [['wants', 'heron wish']], 1],
      ['contact', [['codeWord', 'heron word']], 1],
      [
        'name',
        [
          ['promise', 'confidential'],
          ['name', 'heron person'],
        ],
        2,
      ],
      ['later', [['pace', 'ask_first']], 1],
    ]
    for (const [item, fields, count] of given) {
      const before = await parts()
      const answer = await post(path(), [['code', code], ['dates', dates], ...fields, ['go', `add:${item}`]])
      expect(answer.words, item).toContain(t('reporter.received.added'))
      expect(answer.words, item).not.toContain('heron')
      expect(carried(answer.html)).toContainEqual(['done', item])
      expect((await parts()) - before, item).toBe(count)
    }
  })

  test('nothing written is told so; skipping asks for nothing', async () => {
    const asked: Fields = [
      ['code', newCode()],
      ['dates', dates],
    ]
    const empty = await post(path(), [...asked, ['go', 'add:wishes']])
    expect(empty.status).toBe(422)
    expect(empty.words).toContain(t('reporter.error.nothingHere'))
    const skipped = await post(path(), [...asked, ['go', 'skip:wishes']])
    expect(skipped.words).toContain(t('reporter.received.skipped'))
  })
})

describe('for somebody else', () => {
  const somebody = () => `/r/${door.slug}/for-someone`

  test('how it came is asked, and nothing of who speaks', async () => {
    const { status, words, html } = await post(somebody(), [['go', 'begin']])
    expect(status).toBe(422)
    expect(words).toContain(t('reporter.error.channel'))
    expect(html).not.toMatch(/name="name"/)
  })

  test('it is not sent before it was read back and agreed, and the words are kept', async () => {
    const before = await concerns()
    const { status, words, html } = await post(
      somebody(),
      [
        ['channel', 'face_to_face'],
        ['code', newCode()],
        ['words', 'their own words'],
        ['go', 'send'],
      ],
      [],
      true,
    )
    expect(status).toBe(422)
    expect(words).toContain(t('reporter.error.agreed'))
    expect(words).toContain(t('reporter.error.readBack'))
    expect(html).toContain('their own words')
    expect(await concerns()).toBe(before)
  })

  test('the code it is sent under gives the speaker a new one at the first return', async () => {
    const sent = await post(
      somebody(),
      [
        ['channel', 'paper'],
        ['code', newCode()],
        ['words', 'their own words'],
        ['agreed', 'yes'],
        ['readBack', 'read_aloud'],
        ['go', 'send'],
      ],
      [],
      true,
    )
    expect(sent.words).toContain(t('reporter.received.someone.title'))
    expect(sent.words).toContain(t('reporter.received.someone.code'))
    const [way] = await database.query<{ first_return: boolean }>(
      `select w.first_return from concern_way w join concern_thread t on t.id = w.thread_id
       where t.concern_id = (select concern_id from sealed_part order by position desc limit 1)`,
    )
    expect(way!.first_return).toBe(true)
  })
})
