import { expect, test } from 'vitest'
import { stretchHere } from '#app/sealing/stretch-here.ts'
import { stretchCode } from '#app/server/crypto/stretch.server.ts'

test('a code is stretched to the same bytes in a handler’s browser as on the server', async () => {
  const [code, salt] = ['01234567890123456789', Buffer.from('a salt of sixteen')]
  const here = await stretchHere(code, salt)
  expect(Buffer.from(here).equals(Buffer.from(await stretchCode(code, salt)))).toBe(true)
})
