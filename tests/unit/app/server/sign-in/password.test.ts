import { parseOptions } from '@node-rs/argon2'
import { expect, test } from 'vitest'
import { hashPassword, passwordMatches, standardCost } from '#app/server/sign-in/password.server.ts'

test('without anything set, a password is hashed with argon2id, 64 MiB and three passes', async () => {
  const hash = await hashPassword('millet granary doorway seed')
  expect(hash).toMatch(/^\$argon2id\$v=19\$/)
  expect(parseOptions(hash)).toMatchObject({ memoryCost: 65536, timeCost: 3, parallelism: 1 })
  expect(Object.isFrozen(standardCost)).toBe(true)
})

test('nobody’s password matches nothing, and an accent typed in two ways is the same accent', async () => {
  const hash = await hashPassword('l’été au village')
  expect(await passwordMatches(null, 'shadow')).toBe(false)
  expect(await passwordMatches(hash, 'l’été au villagé')).toBe(false)
  expect(await passwordMatches(hash, 'l’été au village'.normalize('NFD'))).toBe(true)
})
