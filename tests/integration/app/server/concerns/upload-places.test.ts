import { afterEach, expect, test } from 'vitest'
import { limitPlaces, SentTooSlowly, takePlace } from '#app/server/concerns/upload-places.server.ts'

let putBack = () => {}
afterEach(() => putBack())

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds))

async function* trickle(): AsyncGenerator<Uint8Array> {
  for (;;) {
    yield new Uint8Array(1)
    await pause(20)
  }
}
async function* steady(pieces: number): AsyncGenerator<Uint8Array> {
  for (let sent = 0; sent < pieces; sent += 1) {
    yield new Uint8Array(2_000)
    await pause(20)
  }
}
async function readAll(source: AsyncIterable<Uint8Array>): Promise<number> {
  let size = 0
  for await (const bytes of source) size += bytes.length
  return size
}

test('whoever sends next to nothing gives their place to whoever waits, and only then', async () => {
  putBack = limitPlaces({ atOnce: 1, leastBytes: 1_000, stretch: 100, longestWait: 5_000 })
  const slow = (await takePlace())!
  const reading = readAll(slow.watch(trickle()))
  reading.catch(() => undefined)
  expect(await Promise.race([reading.catch(() => 'ended'), pause(400)])).toBeUndefined()
  const next = await takePlace()
  await expect(reading).rejects.toBeInstanceOf(SentTooSlowly)
  expect(await readAll(next!.watch(steady(3)))).toBe(6_000)
  const after = await takePlace()
  expect(after).not.toBeNull()
  after!.leave()
})

test('whoever goes on sending keeps theirs, however long it takes', async () => {
  putBack = limitPlaces({ atOnce: 1, leastBytes: 1_000, stretch: 100, longestWait: 5_000 })
  const steadily = (await takePlace())!
  const others = takePlace()
  expect(await readAll(steadily.watch(steady(25)))).toBe(50_000)
  ;(await others)!.leave()
})

test('whoever waits in vain is told so, and takes nobody’s place later', async () => {
  putBack = limitPlaces({ atOnce: 1, longestWait: 50 })
  const first = (await takePlace())!
  expect(await takePlace()).toBeNull()
  first.leave()
  first.leave()
  const [second, third] = [await takePlace(), await takePlace()]
  expect([second !== null, third]).toEqual([true, null])
  second!.leave()
})
