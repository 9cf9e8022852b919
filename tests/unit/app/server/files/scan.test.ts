import { expect, test } from 'vitest'
import { scan } from '#app/server/files/scan.server.ts'
import { aFakeClamd, aSocketPath } from '#tests/support/uploads.ts'

const bytes = [Buffer.alloc(200_000, 'words'), Buffer.from('and more')]
const verdictOf = (bytes: Buffer) => (bytes.includes('harm') ? 'stream: Test-Harm FOUND' : 'stream: OK')

test('without a scanner nothing is called clean', async () => {
  expect(await scan(bytes, null)).toBe('not_scanned')
})

test.each([
  ['tcp', undefined],
  ['a socket file', aSocketPath()],
])('all bytes reach clamd over %s, and its word counts', async (_, path) => {
  const clamd = await aFakeClamd(verdictOf, path)
  expect(await scan(bytes, clamd.url)).toBe('clean')
  expect(clamd.seen().equals(Buffer.concat(bytes))).toBe(true)
  expect(await scan([Buffer.from('harm')], clamd.url)).toBe('infected')
  await clamd.close()
})

test.each([['stream: OK, perhaps'], ['INSTREAM size limit exceeded. ERROR'], ['UNKNOWN COMMAND'], ['']])(
  '"%s" is not a clean bill',
  async (line) => {
    const clamd = await aFakeClamd(() => line)
    expect(await scan(bytes, clamd.url)).toBe('unscannable')
    await clamd.close()
  },
)

test('silence, nobody there and a reader that fails are not a clean bill either', async () => {
  const clamd = await aFakeClamd(() => null)
  expect(await scan(bytes, clamd.url, 200)).toBe('unscannable')
  const broken = async function* () {
    yield await Promise.resolve(Buffer.from('a'))
    throw new Error('unreadable')
  }
  expect(await scan(broken(), clamd.url, 5000)).toBe('unscannable')
  await clamd.close()
  expect(await scan(bytes, clamd.url)).toBe('unscannable')
})
