import { base64 } from '@scure/base'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newKeyPair, openWith, type KeyPair } from '#app/sealing/age.ts'
import { unpadded } from '#app/sealing/padding.ts'
import { keyKinds, newCaseKeys, packConcern, Parcel, type Readers } from '#app/sealing/parcel.ts'
import { reporterKeysFrom } from '#app/sealing/reporter-keys.ts'

type Holder = KeyPair & { keyId: string }
const holders: Holder[] = []
for (let count = 0; count < 7; count += 1)
  holders.push({ ...(await newKeyPair()), keyId: crypto.randomUUID() })

const some = (least: number) => fc.subarray([...holders.keys()], { minLength: least, maxLength: 3 })
const pairs = fc.subarray([
  [0, 1],
  [1, 2],
  [0, 2],
  [5, 6],
])
const reader = (index: number) => ({ keyId: holders[index]!.keyId, recipient: holders[index]!.recipient })
const account = {
  kind: 'account' as const,
  words: 'NEEDLE in the account',
  fileIds: [],
  danger: 'yes' as const,
  child: 'no' as const,
  light: false,
  channel: 'page' as const,
  locale: 'en',
}

async function pack(readers: Readers) {
  const code = await reporterKeysFrom(crypto.getRandomValues(new Uint8Array(32)))
  const keys = await newCaseKeys()
  const parcel = await packConcern({
    doorId: crypto.randomUUID(),
    code,
    keys,
    readers,
    firstReturn: false,
    parts: [{ kind: 'file', part: account }],
    files: [],
  })
  return { code, keys, parcel: Parcel.parse(parcel) }
}

async function opens(holder: Holder, parcel: Parcel, kind: string): Promise<string | null> {
  for (const one of parcel.envelopes.filter((each) => each.kind === kind && !each.innerKeyId)) {
    const found = await openWith([holder.identity], base64.decode(one.sealed)).catch(() => null)
    if (found) return new TextDecoder().decode(found)
  }
  return null
}

test(
  'exactly the chosen readers open a parcel, each the key that their duty is for',
  { timeout: 60_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(some(1), some(0), pairs, async (handling, custody, escrow) => {
        const { keys, parcel } = await pack({
          handlers: handling.map(reader),
          custodians: custody.map(reader),
          escrowPairs: escrow.map(([one, other]) => [reader(one!), reader(other!)]),
        })
        const naming = custody.length > 0 ? custody : handling
        for (const [index, holder] of holders.entries()) {
          for (const kind of ['file', 'thread'] as const)
            expect(await opens(holder, parcel, kind)).toBe(
              handling.includes(index) ? keys[kind].identity : null,
            )
          expect(await opens(holder, parcel, 'identity')).toBe(
            naming.includes(index) ? keys.identity.identity : null,
          )
        }
        expect(JSON.stringify(parcel)).not.toContain('NEEDLE')
      }),
      { numRuns: 12 },
    )
  },
)

test('an escrow envelope is opened by its two together, the outer first, and by nobody alone', async () => {
  const [outer, inner] = [holders[0]!, holders[1]!]
  const { keys, parcel } = await pack({
    handlers: [reader(2)],
    custodians: [],
    escrowPairs: [[reader(0), reader(1)]],
  })
  for (const kind of keyKinds) {
    const sealed = base64.decode(parcel.envelopes.find((one) => one.kind === kind && one.innerKeyId)!.sealed)
    await expect(openWith([inner.identity], sealed)).rejects.toThrow()
    const half = await openWith([outer.identity], sealed)
    await expect(openWith([outer.identity], half)).rejects.toThrow()
    expect(new TextDecoder().decode(await openWith([inner.identity], half))).toBe(keys[kind].identity)
  }
})

test('the code opens the thread and never the account', async () => {
  const { code, keys, parcel } = await pack({ handlers: [reader(0)], custodians: [], escrowPairs: [] })
  const opened = await openWith([code.identity], base64.decode(parcel.wayEnvelope))
  expect(new TextDecoder().decode(opened)).toBe(keys.thread.identity)
  const part = base64.decode(parcel.parts[0]!.sealed)
  await expect(openWith([code.identity], part)).rejects.toThrow()
  await expect(openWith([keys.thread.identity], part)).rejects.toThrow()
  expect(unpadded(await openWith([keys.file.identity], part))).toEqual(account)
})

test('a parcel that nobody would open is never made', async () => {
  const packing = pack({ handlers: [], custodians: [reader(0)], escrowPairs: [[reader(1), reader(2)]] })
  await expect(packing).rejects.toThrow('without a reader')
})
