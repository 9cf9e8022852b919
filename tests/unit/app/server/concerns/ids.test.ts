import { expect, test } from 'vitest'
import { z } from 'zod'
import { concernIdOf, fileIdOf } from '#app/server/concerns/ids.server.ts'

const key = new Uint8Array(32).fill(1)
const other = new Uint8Array(32).fill(2)

test('the same code and bytes give the same ids, and without the code nobody can tell', () => {
  expect(concernIdOf(key)).toBe(concernIdOf(key))
  expect(concernIdOf(key)).not.toBe(concernIdOf(other))
  expect(fileIdOf(key, 'ab', 'as_sent')).toBe(fileIdOf(key, 'ab', 'as_sent'))
  const ids = [
    fileIdOf(key, 'ab', 'as_sent'),
    fileIdOf(key, 'ab', 'cleaned'),
    fileIdOf(other, 'ab', 'as_sent'),
    fileIdOf(key, 'cd', 'as_sent'),
  ]
  expect(new Set(ids).size).toBe(4)
  for (const id of ids) expect(z.uuid().safeParse(id).success).toBe(true)
})
