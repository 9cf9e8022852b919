import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { replaceClock } from '#app/server/clock.server.ts'
import {
  createAuthority,
  createSignerKey,
  unlockedKey,
  type Authority,
} from '#app/server/crypto/authority.server.ts'
import { backUpKeys, restoreKeys } from '#app/server/database/keys-backup.server.ts'
import { proveKeysOpen } from '#app/server/documents/keys-at-start.server.ts'
import { openPress, type Press } from '#app/server/documents/open-press.server.ts'
import {
  deleteRootKey,
  findRootKey,
  offerRootKeyAgain,
  rootKeyState,
  takeRootKey,
} from '#app/server/documents/root-key.server.ts'
import { sampleRecord } from '#app/server/documents/sample-record.server.ts'
import {
  authorityFolder,
  ensureAuthority,
  keptAuthorities,
  listAt,
  readAuthority,
  rotateAuthority,
  trustOf,
} from '#app/server/documents/signing-keys.server.ts'
import { pemOfList } from '#app/server/crypto/revocation-list.server.ts'
import type { ExpectedSigner } from '#app/server/documents/verify-own.server.ts'
import { has, inFolder, named } from '#tests/support/pdf-tools.ts'

const run = promisify(execFile)
const day = 24 * 60 * 60 * 1000
const at = () => new Date()

let putBack = () => {}
let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'amana-keys-'))
})
afterEach(async () => {
  putBack()
  putBack = () => {}
  await rm(folder, { recursive: true, force: true })
})

const generation = (sequence: number) => authorityFolder(folder, sequence)
const filesOf = async (sequence: number) => (await readdir(generation(sequence))).sort()

describe('a new signing key', () => {
  test('stands under the same root while the root’s key is here, and the old key is deleted', async () => {
    const before = await ensureAuthority(folder)
    const { authority, newRoot } = await rotateAuthority(folder, {}, at())
    expect(newRoot).toBe(false)
    expect(authority.rootPem).toBe(before.rootPem)
    expect(authority.issuingPem).not.toBe(before.issuingPem)
    expect(await readAuthority(folder)).toEqual(authority)
    expect(await filesOf(1)).not.toContain('issuing.key.sealed')
    expect(await filesOf(1)).toContain('root.key.sealed')
    expect(await filesOf(2)).toEqual(
      expect.arrayContaining(['issuing.key.sealed', 'issuing.pem', 'root.pem']),
    )
    expect(await filesOf(2)).not.toContain('root.key.sealed')
    expect((await stat(join(generation(2), 'issuing.key.sealed'))).mode & 0o077).toBe(0)
  })

  test('stands under the same root when the root’s key is given back, which is not kept', async () => {
    const { rootPem } = await ensureAuthority(folder)
    const pem = await takeRootKey(folder, rootPem, 'a password', at())
    await deleteRootKey(folder, rootPem, at())
    const rootKey = unlockedKey(pem, 'a password')!
    const { authority, newRoot } = await rotateAuthority(folder, { rootKey }, at())
    expect([authority.rootPem, newRoot]).toEqual([rootPem, false])
    expect(await findRootKey(folder, rootPem)).toBeNull()
    expect((await rootKeyState(folder, rootPem)).state).toBe('deleted')
  })

  test('needs no root: without its key there is a new one, with its own key to download', async () => {
    const { rootPem } = await ensureAuthority(folder)
    await rm(join(generation(1), 'root.key.sealed'))
    const { authority, newRoot } = await rotateAuthority(folder, {}, at())
    expect(newRoot).toBe(true)
    expect(authority.rootPem).not.toBe(rootPem)
    expect((await trustOf(folder)).rootPems).toEqual([authority.rootPem, rootPem])
    expect((await rootKeyState(folder, authority.rootPem)).state).toBe('offered')
  })

  test('is not made with the key of somebody else’s root', async () => {
    const before = await ensureAuthority(folder)
    const other = await createAuthority('Amana', at())
    await expect(rotateAuthority(folder, { rootKey: other.rootKey }, at())).rejects.toMatchObject({
      name: 'RotationRefused',
      reason: 'anotherRoot',
    })
    expect(await readAuthority(folder)).toEqual(before)
  })

  test('of two people who ask together, one makes it', async () => {
    await ensureAuthority(folder)
    const both = await Promise.allSettled([
      rotateAuthority(folder, {}, at()),
      rotateAuthority(folder, {}, at()),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await keptAuthorities(folder)).map(({ sequence }) => sequence)).toEqual([2, 1])
    expect((await readdir(folder)).sort()).toEqual(['authority', 'authority-2'])
  })

  test('can be made after the secret was lost, and keeps the old certificates', async () => {
    const { rootPem } = await ensureAuthority(folder)
    await writeFile(join(generation(1), 'issuing.key.sealed'), 'sealed under another secret')
    await writeFile(join(generation(1), 'root.key.sealed'), 'sealed under another secret')
    await expect(readAuthority(folder)).rejects.toMatchObject({ problem: 'signingKeyUnreadable' })
    await rotateAuthority(folder, {}, at())
    expect((await readAuthority(folder)).rootPem).not.toBe(rootPem)
    expect((await trustOf(folder)).rootPems).toContain(rootPem)
  })

  test('is in the backup of the keys, with everything before it', async () => {
    await ensureAuthority(folder)
    await rotateAuthority(folder, {}, at())
    await rotateAuthority(folder, {}, at())
    await inFolder(async (elsewhere) => {
      const file = join(elsewhere, 'keys.backup')
      await backUpKeys(folder, file)
      const restored = join(elsewhere, 'keys')
      await restoreKeys(restored, file)
      expect(await readAuthority(restored)).toEqual(await readAuthority(folder))
      expect(await trustOf(restored)).toEqual(await trustOf(folder))
    })
  })
})

describe('documents across a new signing key', () => {
  let press: Press
  let given: Authority | null = null
  const signatories = sampleRecord.signers.map(({ capacity, name, roleLabel, organisationName }) => ({
    capacity,
    signatory: { name, roleLabel, organisationName },
  }))
  let drawn: Uint8Array
  let previous: Uint8Array
  let bytes: Uint8Array
  let signers: ExpectedSigner[]

  beforeEach(async () => {
    given = null
    press = openPress({
      authority: async () => given ?? (await ensureAuthority(folder)),
      trust: () => trustOf(folder),
    })
    drawn = await press.draw(sampleRecord)
    ;[bytes, previous, signers] = [drawn, drawn, []]
  })
  afterEach(() => press.close())

  async function next(): Promise<void> {
    const signer = signatories[signers.length]!
    const signed = await press.sign({ bytes, ...signer, locale: 'en', at: at() })
    ;[previous, bytes, signers] = [bytes, signed, [...signers, signer]]
  }
  const verify = () => press.verifyOwn(bytes, { drawn, previous, signers })

  test.each(['the same root', 'a new root'])(
    'begun under the old key are finished under %s',
    async (root) => {
      await next()
      await verify()
      if (root === 'a new root') await rm(join(generation(1), 'root.key.sealed'))
      await rotateAuthority(folder, {}, at())
      await next()
      await verify()
      await rotateAuthority(folder, {}, at())
      await next()
      expect(await verify()).toHaveLength(3)
    },
  )

  test('a key that is changed between reading it and storing: what the old one signed is good', async () => {
    given = await ensureAuthority(folder)
    await rm(join(generation(1), 'root.key.sealed'))
    await rotateAuthority(folder, {}, at())
    await next()
    expect(await verify()).toHaveLength(1)
  })

  test('a key that is withdrawn between reading it and storing: refused, and good when signed again', async () => {
    given = await ensureAuthority(folder)
    await rotateAuthority(folder, { withdraw: true }, new Date(Date.now() - 1000))
    await next()
    await expect(verify()).rejects.toMatchObject({
      problem: 'signingKeyWithdrawn',
      key: 'documents.failure.signingKeyWithdrawn',
    })
    given = null
    ;[bytes, previous, signers] = [drawn, drawn, []]
    await next()
    expect(await verify()).toHaveLength(1)
  })

  test('a key that was withdrawn later does not stop those who sign after', async () => {
    await next()
    await verify()
    await rotateAuthority(folder, { withdraw: true }, new Date(Date.now() + 1000))
    await next()
    expect(await verify()).toHaveLength(2)
  })

  test('a past that was laid later is signed with the keys that there are', async () => {
    for (const signer of signatories) {
      const past = new Date(Date.now() - 100 * day)
      const signed = await press.sign({ bytes, ...signer, locale: 'en', at: past })
      ;[previous, bytes, signers] = [bytes, signed, [...signers, signer]]
      await verify()
    }
  })

  test('a key that was retired while it was being looked for is replaced by the one after', async () => {
    await ensureAuthority(folder)
    await rotateAuthority(folder, {}, at())
    await next()
    expect(await verify()).toHaveLength(1)
  })
})

describe('the lists of withdrawn certificates', () => {
  const numbers = async () => {
    const [newest] = await keptAuthorities(folder)
    return [newest!.rootList?.number, newest!.issuingList?.number]
  }

  test('are renewed once a week by whoever asks, with a higher number, and are good for a year', async () => {
    await ensureAuthority(folder)
    expect(await numbers()).toEqual([1, 1])
    expect(await numbers()).toEqual([1, 1])
    const start = Date.now()
    putBack = replaceClock(() => new Date(start + 6 * day))
    expect(await numbers()).toEqual([1, 1])
    putBack = replaceClock(() => new Date(start + 8 * day))
    expect(await numbers()).toEqual([1, 2])
    const [current] = await keptAuthorities(folder)
    expect(current!.issuingList!.nextUpdate.getTime() - start).toBeGreaterThan(360 * day)
    putBack = replaceClock(() => new Date(start + 300 * day))
    expect(await numbers()).toEqual([1, 3])
    putBack = replaceClock(() => new Date(start))
    expect(await numbers()).toEqual([1, 4])
  })

  test('of two processes that renew together have one number and one content', async () => {
    await ensureAuthority(folder)
    const all = await Promise.all([keptAuthorities(folder), keptAuthorities(folder), keptAuthorities(folder)])
    const lists = all.map(([current]) => Buffer.from(current!.issuingList!.der).toString('hex'))
    expect(new Set(lists).size).toBe(1)
  })

  test('go on when the key is changed: the root’s counts up, the retired one’s last is good to its end', async () => {
    await ensureAuthority(folder)
    await numbers()
    await rotateAuthority(folder, { withdraw: true }, at())
    const [current, former] = await keptAuthorities(folder)
    expect(current!.rootList!.number).toBe(2)
    expect(current!.rootList!.withdrawn).toHaveLength(1)
    expect(former!.issuingList!.number).toBe(2)
    expect(former!.issuingList!.nextUpdate.getTime()).toBeGreaterThan(Date.now() + 29 * 365 * day)
  })

  test('damaged, are made anew', async () => {
    await ensureAuthority(folder)
    await numbers()
    await writeFile(join(generation(1), 'issuing.1.crl'), 'not a list')
    expect(await numbers()).toEqual([1, 2])
  })

  test('are found where a certificate says, and nowhere else', async () => {
    await ensureAuthority(folder)
    await numbers()
    expect(await listAt(folder, '/crl/../root.pem')).toBeNull()
    expect(await listAt(folder, '/crl/0000000000000000.crl')).toBeNull()
  })

  test(
    named('OpenSSL accepts the whole chain with them, and refuses a withdrawn authority', 'openssl'),
    async () => {
      expect(has('openssl')).toBe(true)
      const authority = await ensureAuthority(folder)
      const signer = await createSignerKey(authority, { name: 'A', title: 'B', organisationName: 'C' }, at())
      const leaf = `-----BEGIN CERTIFICATE-----\n${Buffer.from(signer.certificate).toString('base64')}\n-----END CERTIFICATE-----\n`
      const chain = async () => {
        const [newest, ...former] = await keptAuthorities(folder)
        const lists = [newest, ...former].flatMap((kept) =>
          [kept!.rootList, kept!.issuingList].flatMap((list) => (list ? [pemOfList(list.der)] : [])),
        )
        const file = (name: string) => join(folder, name)
        await writeFile(file('leaf.pem'), leaf)
        await writeFile(file('root.pem'), authority.rootPem)
        await writeFile(file('issuing.pem'), authority.issuingPem)
        await writeFile(file('lists.pem'), lists.join(''))
        const args = ['verify', '-x509_strict', '-crl_check_all', '-CAfile', file('root.pem')]
        args.push('-untrusted', file('issuing.pem'), '-CRLfile', file('lists.pem'), file('leaf.pem'))
        return run('openssl', args).then(
          ({ stdout }) => stdout,
          (error: { stderr: string }) => error.stderr,
        )
      }
      expect(await chain()).toMatch(/leaf\.pem: OK/)
      await rotateAuthority(folder, { withdraw: true }, new Date(Date.now() - 1000))
      expect(await chain()).toMatch(/certificate revoked/)
    },
  )
})

describe('the root’s key', () => {
  test('is downloaded once, opens with its password, and is deleted afterwards', async () => {
    const { rootPem } = await ensureAuthority(folder)
    expect(await rootKeyState(folder, rootPem)).toEqual({ state: 'offered' })
    await expect(deleteRootKey(folder, rootPem, at())).rejects.toMatchObject({ name: 'RootKeyRefused' })
    const both = await Promise.allSettled(
      ['one', 'two'].map((password) => takeRootKey(folder, rootPem, password, at())),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(takeRootKey(folder, rootPem, 'three', at())).rejects.toMatchObject({
      name: 'RootKeyRefused',
    })
    expect((await rootKeyState(folder, rootPem)).state).toBe('downloaded')

    await offerRootKeyAgain(folder, rootPem)
    const pem = await takeRootKey(folder, rootPem, 'FOUR4-FOUR4', at())
    expect(pem).toContain('BEGIN ENCRYPTED PRIVATE KEY')
    expect(unlockedKey(pem, 'wrong')).toBeNull()
    expect(Buffer.from(unlockedKey(pem, 'FOUR4-FOUR4')!)).toEqual(
      Buffer.from((await findRootKey(folder, rootPem))!),
    )
    await deleteRootKey(folder, rootPem, at())
    expect(await filesOf(1)).not.toContain('root.key.sealed')
    expect((await rootKeyState(folder, rootPem)).state).toBe('deleted')
    await expect(takeRootKey(folder, rootPem, 'five', at())).rejects.toMatchObject({ name: 'RootKeyRefused' })
  })

  test(named('is a file that OpenSSL opens', 'openssl'), async () => {
    expect(has('openssl')).toBe(true)
    const { rootPem } = await ensureAuthority(folder)
    const file = join(folder, 'root.key')
    await writeFile(file, await takeRootKey(folder, rootPem, 'ABCDE-FGHJK', at()))
    const { stdout } = await run('openssl', [
      'pkey',
      '-in',
      file,
      '-passin',
      'pass:ABCDE-FGHJK',
      '-noout',
      '-text',
    ])
    expect(stdout).toContain('prime256v1')
    await expect(run('openssl', ['pkey', '-in', file, '-passin', 'pass:wrong', '-noout'])).rejects.toThrow()
  })

  test('that somebody took away by hand is not there, and nothing breaks', async () => {
    const { rootPem } = await ensureAuthority(folder)
    await rm(join(generation(1), 'root.key.sealed'))
    expect(await rootKeyState(folder, rootPem)).toEqual({ state: 'elsewhere' })
    expect((await keptAuthorities(folder))[0]!.rootList).toBeNull()
  })
})

describe('at the start', () => {
  test('a key that lies there in clear is sealed, and the open file is gone', async () => {
    const made = await createAuthority('Amana', at())
    await mkdir(generation(1), { recursive: true })
    const clear = (key: Uint8Array) =>
      `-----BEGIN PRIVATE KEY-----\n${Buffer.from(key).toString('base64')}\n-----END PRIVATE KEY-----\n`
    await writeFile(join(generation(1), 'root.pem'), made.rootPem)
    await writeFile(join(generation(1), 'issuing.pem'), made.issuingPem)
    await writeFile(join(generation(1), 'issuing.key'), clear(made.issuingKey))
    await writeFile(join(generation(1), 'root.key'), clear(made.rootKey))
    await proveKeysOpen(folder)
    expect(await filesOf(1)).toEqual(['issuing.key.sealed', 'issuing.pem', 'root.key.sealed', 'root.pem'])
    expect((await readAuthority(folder)).issuingKey).toEqual(made.issuingKey)
  })

  test('another secret than the keys were made with is refused, and the sentence says what to set', async () => {
    const script = `
      const keys = await import('#app/server/documents/signing-keys.server.ts')
      const { env } = await import('#app/server/env.server.ts')
      if (process.argv[1] === 'make') await keys.ensureAuthority(env.keysFolder)
      const { proveKeysOpen } = await import('#app/server/documents/keys-at-start.server.ts')
      await proveKeysOpen(env.keysFolder)`
    const start = (secret: string, what: string) =>
      run(process.execPath, ['--input-type=module', '-e', script, what], {
        env: { PATH: process.env.PATH, NODE_ENV: 'test', AMANA_KEYS: folder, AMANA_SECRET: secret },
      })
    await start('q8Zr2LwP6vYt4NcX1mKb9JdH3sGf7QaE5uTo', 'make')
    await start('q8Zr2LwP6vYt4NcX1mKb9JdH3sGf7QaE5uTo', 'again')
    await expect(start('T7yUi3OpAs5DfGh1JkLz9XcVb2Nm4QwErTyU', 'again')).rejects.toThrow(
      /sealed under another secret.*set AMANA_SECRET to the one it was made with/s,
    )
    expect((await readFile(join(generation(1), 'issuing.pem'), 'utf8')).length).toBeGreaterThan(0)
  })
})
