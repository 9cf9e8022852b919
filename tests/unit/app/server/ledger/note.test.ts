import { generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256 } from '#app/server/crypto/hash.server.ts'
import { openNote, signedNote, verifierKey } from '#app/server/ledger/note.server.ts'

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const key = {
  name: 'amana.example.org/ledger',
  publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32),
  sign: (bytes: Uint8Array) => sign(null, bytes, privateKey),
}
const vkey = verifierKey(key.name, key.publicKey)
const checkpoint = { origin: key.name, size: 17, root: sha256('root') }
const note = signedNote(checkpoint, key)

test('a note has the form that C2SP prescribes', () => {
  expect(note).toMatch(
    /^amana\.example\.org\/ledger\n17\n[A-Za-z0-9+/]{43}=\n\n— amana\.example\.org\/ledger [A-Za-z0-9+/]+={0,2}\n$/,
  )
  expect(vkey).toMatch(/^amana\.example\.org\/ledger\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}$/)
})

test('whoever holds the verifier key reads what was signed', () => {
  expect(openNote(note, vkey)).toEqual(checkpoint)
})

test('a signature of somebody else beside ours does no harm', () => {
  expect(openNote(`${note}— witness.example.org ${Buffer.alloc(76, 1).toString('base64')}\n`, vkey)).toEqual(
    checkpoint,
  )
})

test('a note with any character changed does not open', () => {
  const signed = note.lastIndexOf('— ')
  fc.assert(
    fc.property(fc.nat(signed - 2), fc.constantFrom('0', '9', 'a', 'Z', '\n', '/'), (at, character) => {
      fc.pre(note[at] !== character)
      expect(openNote(note.slice(0, at) + character + note.slice(at + 1), vkey)).toBeNull()
    }),
  )
})

test('a note signed by another key, or under another name, does not open', () => {
  const other = generateKeyPairSync('ed25519')
  const impostor = { ...key, sign: (bytes: Uint8Array) => sign(null, bytes, other.privateKey) }
  expect(openNote(signedNote(checkpoint, impostor), vkey)).toBeNull()
  expect(openNote(signedNote(checkpoint, { ...key, name: 'else.example.org/ledger' }), vkey)).toBeNull()
})

test('nonsense in place of a note or a key is refused quietly', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.string(),
      (text, badKey) => openNote(text, vkey) === null && openNote(note, badKey) === null,
    ),
  )
})
