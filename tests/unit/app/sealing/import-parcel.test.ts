import { base64 } from '@scure/base'
import { expect, test } from 'vitest'
import { newKeyPair, openWith } from '#app/sealing/age.ts'
import { firstKey, isVouchedWith } from '#app/sealing/case-key.ts'
import { newHandlerSecret, verifyKeyOf } from '#app/sealing/handler-key.ts'
import { ImportParcel, importText, newImportKeys, packImport } from '#app/sealing/import-parcel.ts'
import { unpadded } from '#app/sealing/padding.ts'
import { Part } from '#app/sealing/parts.ts'

const doorId = '3f0d6f4e-0b0c-4d5e-8f3a-1b2c3d4e5f60'
const keyId = '3f0d6f4e-0b0c-4d5e-8f3a-1b2c3d4e5f61'
const none = { custodians: [], escrowPairs: [] }

async function ofCase() {
  return {
    doorId,
    concernId: '3f0d6f4e-0b0c-4d5e-8f3a-1b2c3d4e5f62',
    by: { keyId, secret: await newHandlerSecret() },
    keys: await newImportKeys(),
  }
}

test('a case without a reader is not packed', async () => {
  const parcel = packImport({ ...(await ofCase()), readers: { handlers: [], ...none }, parts: [], files: [] })
  await expect(parcel).rejects.toThrow()
})

test('its reader opens it, nobody else; whom it is about comes first, and no code opens it', async () => {
  const [reader, stranger] = [await newKeyPair(), await newKeyPair()]
  const parts = [
    Part.parse({ kind: 'subject', who: 'MARKER a fictional driver' }),
    Part.parse({ kind: 'step', step: 'import', fields: { oldNumber: 'MARKER 7' } }),
  ]
  const handlers = [{ keyId, recipient: reader.recipient }]
  const own = await ofCase()
  const parcel = await packImport({ ...own, readers: { handlers, ...none }, parts, files: [] })
  expect(ImportParcel.parse(JSON.parse(JSON.stringify(parcel)))).toEqual(parcel)
  expect(JSON.stringify(parcel)).not.toContain('MARKER')
  expect(parcel.parts.map(({ first }) => first)).toEqual([true, false])
  expect(parcel.envelopes.map(({ kind }) => kind)).toEqual(['file', 'identity'])
  for (const { kind, recipient, signed } of parcel.keys)
    expect(isVouchedWith(verifyKeyOf(own.by.secret), firstKey(own.concernId, kind, recipient), signed)).toBe(
      true,
    )
  const envelope = base64.decode(parcel.envelopes[0]!.sealed)
  await expect(openWith([stranger.identity], envelope)).rejects.toThrow()
  const file = new TextDecoder().decode(await openWith([reader.identity], envelope))
  const opened = await openWith([file], base64.decode(parcel.parts[1]!.sealed))
  expect(Part.parse(unpadded(opened))).toEqual(parts[1])
})

test('what is signed changes with the day, the kind, the form, the parcel and the steps that are said', () => {
  const facts = { importId: 'a', kind: 'concern', toldOn: '2026-03-01' }
  const texts = [
    importText(facts, '{}'),
    importText({ ...facts, toldOn: '2026-03-02' }, '{}'),
    importText({ ...facts, kind: 'complaint' }, '{}'),
    importText({ ...facts, importId: 'b' }, '{}'),
    importText(facts, '{ }'),
    importText({ ...facts, said: { safetyOn: '2026-03-01' } }, '{}'),
    importText({ ...facts, said: { safetyOn: '2026-03-02' } }, '{}'),
    importText({ ...facts, said: { acknowledgedOn: '2026-03-02' } }, '{}'),
  ]
  expect(new Set(texts).size).toBe(texts.length)
  const steps = [
    ['b', '2'],
    ['a', '1'],
    ['c', undefined],
  ] as const
  const inOrder = importText({ ...facts, said: { a: '1', b: '2' } }, '{}')
  expect(importText({ ...facts, said: Object.fromEntries(steps) }, '{}')).toBe(inOrder)
})
