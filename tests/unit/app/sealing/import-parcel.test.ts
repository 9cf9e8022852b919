import { base64 } from '@scure/base'
import { expect, test } from 'vitest'
import { newKeyPair, openWith } from '#app/sealing/age.ts'
import { ImportParcel, importText, newImportKeys, packImport } from '#app/sealing/import-parcel.ts'
import { unpadded } from '#app/sealing/padding.ts'
import { Part } from '#app/sealing/parts.ts'

const doorId = '3f0d6f4e-0b0c-4d5e-8f3a-1b2c3d4e5f60'
const keyId = '3f0d6f4e-0b0c-4d5e-8f3a-1b2c3d4e5f61'
const none = { custodians: [], escrowPairs: [] }

test('a case without a reader is not packed', async () => {
  const keys = await newImportKeys()
  const parcel = packImport({ doorId, keys, readers: { handlers: [], ...none }, parts: [], files: [] })
  await expect(parcel).rejects.toThrow()
})

test('its reader opens it, nobody else; whom it is about comes first, and no code opens it', async () => {
  const [reader, stranger] = [await newKeyPair(), await newKeyPair()]
  const keys = await newImportKeys()
  const parts = [
    Part.parse({ kind: 'subject', who: 'MARKER a fictional driver' }),
    Part.parse({ kind: 'step', step: 'import', fields: { oldNumber: 'MARKER 7' } }),
  ]
  const handlers = [{ keyId, recipient: reader.recipient }]
  const parcel = await packImport({ doorId, keys, readers: { handlers, ...none }, parts, files: [] })
  expect(ImportParcel.parse(JSON.parse(JSON.stringify(parcel)))).toEqual(parcel)
  expect(JSON.stringify(parcel)).not.toContain('MARKER')
  expect(parcel.parts.map(({ first }) => first)).toEqual([true, false])
  expect(parcel.envelopes.map(({ kind }) => kind)).toEqual(['file', 'identity'])
  const envelope = base64.decode(parcel.envelopes[0]!.sealed)
  await expect(openWith([stranger.identity], envelope)).rejects.toThrow()
  const file = new TextDecoder().decode(await openWith([reader.identity], envelope))
  const opened = await openWith([file], base64.decode(parcel.parts[1]!.sealed))
  expect(Part.parse(unpadded(opened))).toEqual(parts[1])
})

test('what is signed changes with the day, the kind, the form and the parcel', () => {
  const facts = { importId: 'a', kind: 'concern', toldOn: '2026-03-01' }
  const texts = [
    importText(facts, '{}'),
    importText({ ...facts, toldOn: '2026-03-02' }, '{}'),
    importText({ ...facts, kind: 'complaint' }, '{}'),
    importText({ ...facts, importId: 'b' }, '{}'),
    importText(facts, '{ }'),
  ]
  expect(new Set(texts).size).toBe(texts.length)
})
