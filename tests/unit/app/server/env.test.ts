import { describe, expect, test } from 'vitest'
import { readEnv, RefusedToStart } from '#app/server/env.server.ts'

const kept = 'the-secret-that-is-kept-in-the-keys-folder'
const files = {
  keptSecret: () => kept,
  certificatesIn: (path: string) => {
    if (path !== '/keys/times.pem') throw new Error('ENOENT')
    return ['-----BEGIN CERTIFICATE-----']
  },
}
const production = {
  AMANA_MODE: 'production',
  AMANA_ORIGIN: 'https://amana.example.org',
  AMANA_SECRET: 'q8Zr2LwP6vYt4NcX1mKb9JdH3sGf7QaE5uTo',
  DATABASE_URL: 'postgresql://amana:pass@db:5432/amana',
  SMTP_URL: 'smtps://user:pass@mail.example.org:465',
  MAIL_FROM: 'Amana <amana@example.org>',
}

function refusals(source: Record<string, string | undefined>): string[] {
  try {
    readEnv(source, files)
    return []
  } catch (error) {
    if (error instanceof RefusedToStart) return error.sentences
    throw error
  }
}

test('with nothing set, Amana starts for evaluation, on this computer only', () => {
  expect(readEnv({}, files)).toMatchObject({
    mode: 'evaluation',
    origin: 'http://localhost:3000',
    host: '127.0.0.1',
    port: 3000,
    databaseUrl: null,
    demonstration: true,
    smtpUrl: null,
    trustProxy: false,
    secret: kept,
  })
  expect(readEnv({}, files).dataFolder).toBe(`${process.cwd()}/data`)
  expect(readEnv({}, files).keysFolder).toBe(`${process.cwd()}/data/keys`)
})

test('the printed address follows the port', () => {
  expect(readEnv({ PORT: '4711' }, files).origin).toBe('http://localhost:4711')
})

test('an empty variable counts as not set', () => {
  expect(readEnv({ DATABASE_URL: '', AMANA_MODE: ' ', PORT: '' }, files)).toMatchObject({
    mode: 'evaluation',
    databaseUrl: null,
  })
})

test('evaluation may use PostgreSQL', () => {
  expect(readEnv({ DATABASE_URL: 'postgres://localhost/amana' }, files).databaseUrl).toBe(
    'postgres://localhost/amana',
  )
})

test('the secret is looked for when it is used, and once', () => {
  let reads = 0
  const env = readEnv({}, { ...files, keptSecret: () => `${kept}${++reads}` })
  expect(reads).toBe(0)
  expect([env.secret, env.secret]).toEqual([`${kept}1`, `${kept}1`])
})

test('the settings cannot be changed afterwards', () => {
  expect(Object.isFrozen(readEnv({}, files))).toBe(true)
})

test('production starts when everything is set', () => {
  expect(readEnv(production, files)).toMatchObject({
    mode: 'production',
    origin: 'https://amana.example.org',
    demonstration: false,
    secret: production.AMANA_SECRET,
    mailFrom: 'Amana <amana@example.org>',
  })
})

test.each([
  ['no database', { DATABASE_URL: undefined }, /set DATABASE_URL to a PostgreSQL/],
  ['an embedded database', { DATABASE_URL: 'pglite://data' }, /DATABASE_URL must begin with postgresql:/],
  ['a file as database', { DATABASE_URL: 'file:./amana.db' }, /DATABASE_URL must begin with postgresql:/],
  ['no address', { AMANA_ORIGIN: undefined }, /set AMANA_ORIGIN/],
  [
    'an address without https',
    { AMANA_ORIGIN: 'http://amana.example.org' },
    /AMANA_ORIGIN must begin with https/,
  ],
  ['an address with a path', { AMANA_ORIGIN: 'https://example.org/amana' }, /AMANA_ORIGIN must have no path/],
  ['an address that is none', { AMANA_ORIGIN: 'amana' }, /AMANA_ORIGIN must be an address/],
  ['no secret', { AMANA_SECRET: undefined }, /set AMANA_SECRET/],
  ['a short secret', { AMANA_SECRET: 'q8Zr2LwP6vYt4NcX1mKb9JdH3sGf7Q' }, /AMANA_SECRET is too short/],
  [
    'a secret from the example',
    { AMANA_SECRET: 'change-me-change-me-change-me-change-me' },
    /default that anyone can know/,
  ],
  ['a secret of one letter', { AMANA_SECRET: 'a'.repeat(48) }, /default that anyone can know/],
  ['no mail server', { SMTP_URL: undefined }, /set SMTP_URL/],
  ['a mail server that is none', { SMTP_URL: 'mail.example.org' }, /SMTP_URL must begin with smtp/],
  ['no sender', { MAIL_FROM: undefined }, /set MAIL_FROM/],
  ['a sender without address', { MAIL_FROM: 'Amana' }, /MAIL_FROM must be an e-mail address/],
  ['demonstration accounts', { AMANA_DEMONSTRATION: 'yes' }, /remove AMANA_DEMONSTRATION/],
])('production refuses %s in one sentence that says what to set', (_, change, sentence) => {
  const said = refusals({ ...production, ...change })
  expect(said).toHaveLength(1)
  expect(said[0]).toMatch(sentence)
  expect(said[0]).toMatch(/^[A-Z].*\.$/s)
})

test('production may be tried out on localhost without https', () => {
  expect(refusals({ ...production, AMANA_ORIGIN: 'http://localhost:3000' })).toEqual([])
})

test('everything that is missing is said at once', () => {
  expect(refusals({ AMANA_MODE: 'production' })).toHaveLength(5)
})

test.each([
  [{ AMANA_MODE: 'staging' }, 'AMANA_MODE must be evaluation or production.'],
  [{ PORT: 'three' }, 'PORT must be a number from 1 to 65535.'],
  [{ PORT: '70000' }, 'PORT must be a number from 1 to 65535.'],
  [{ AMANA_TRUST_PROXY: 'perhaps' }, 'AMANA_TRUST_PROXY must be yes or no.'],
])('%o is refused', (source, sentence) => {
  expect(refusals(source)).toEqual([sentence])
})

test('evaluation does not listen to a network, because its accounts are known', () => {
  expect(refusals({ AMANA_HOST: '0.0.0.0' })[0]).toMatch(/remove AMANA_HOST/)
  expect(refusals({ AMANA_HOST: '::1' })).toEqual([])
})

test('demonstration accounts are not offered under an address that others can open', () => {
  expect(refusals({ AMANA_ORIGIN: 'https://amana.example.org' })[0]).toMatch(/set AMANA_DEMONSTRATION to no/)
  expect(refusals({ AMANA_ORIGIN: 'https://amana.example.org', AMANA_DEMONSTRATION: 'no' })).toEqual([])
  expect(refusals({ AMANA_ORIGIN: 'http://localhost:4000' })).toEqual([])
})

test('a default secret is refused in evaluation too', () => {
  expect(refusals({ AMANA_SECRET: 'change-me-change-me-change-me-change-me' })).toHaveLength(1)
})

test('no refusal repeats a secret', () => {
  const said = refusals({
    ...production,
    AMANA_SECRET: 'hunter2',
    AMANA_ORIGIN: 'http://amana.example.org',
  }).join(' ')
  expect(said).not.toContain('hunter2')
  expect(said).not.toContain('pass')
})

test('the scanner is an address or a socket, and documents lie with the data', () => {
  const url = (given: string) => readEnv({ CLAMD_URL: given }, files).clamdUrl
  expect(url('tcp://127.0.0.1:3310')).toBe('tcp://127.0.0.1:3310')
  expect(url('unix:/run/clamav/clamd.ctl')).toBe('unix:/run/clamav/clamd.ctl')
  expect(readEnv({ AMANA_DATA: '/srv/amana' }, files)).toMatchObject({
    clamdUrl: null,
    filesFolder: '/srv/amana/files',
  })
  for (const wrong of ['127.0.0.1:3310', 'http://clamd', 'unix:clamd.ctl', 'tcp://'])
    expect(refusals({ CLAMD_URL: wrong })).toEqual([expect.stringContaining('CLAMD_URL must be an address')])
})

describe('time stamps', () => {
  const https = 'https://one.example.org/tsr'

  test('are asked of nobody unless somebody is named', () => {
    expect(readEnv({}, files).timeStamps).toBeNull()
    expect(readEnv({ TSA_URL: ' ' }, files).timeStamps).toBeNull()
  })

  test('come from one authority or several, and from those alone that are believed', () => {
    expect(readEnv({ TSA_URL: https }, files).timeStamps).toEqual({ urls: [https], pinned: null })
    const several = { TSA_URL: `${https}, http://two.example.org/`, TSA_CA: '/keys/times.pem' }
    expect(readEnv(several, files).timeStamps).toEqual({
      urls: [https, 'http://two.example.org/'],
      pinned: ['-----BEGIN CERTIFICATE-----'],
    })
  })

  test.each([
    ['an address of another kind', { TSA_URL: 'ftp://example.org' }, /TSA_URL must be one or more addresses/],
    ['no address', { TSA_URL: `${https} nonsense` }, /TSA_URL must be one or more addresses/],
    ['an open line without certificates', { TSA_URL: 'http://example.org/tsr' }, /set TSA_CA to a file/],
    ['a file that is not there', { TSA_URL: https, TSA_CA: '/nowhere' }, /\/nowhere cannot be read/],
    ['certificates without an address', { TSA_CA: '/keys/times.pem' }, /set TSA_URL too/],
  ])('are refused with %s', (_, source, sentence) => {
    expect(refusals(source)).toEqual([expect.stringMatching(sentence)])
  })
})
