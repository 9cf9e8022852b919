import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keptSecret } from '#app/server/crypto/secret.server.ts'

let folder = ''
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'amana-keys-')), 'keys')
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }))

test('the secret is made once and stays the same', () => {
  const secret = keptSecret(folder)
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
  expect(keptSecret(folder)).toBe(secret)
  expect(readdirSync(folder)).toEqual(['secret'])
})

test('only its owner can read it', () => {
  keptSecret(folder)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600)
})
