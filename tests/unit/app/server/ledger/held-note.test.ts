import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { sha256 } from '#app/server/crypto/hash.server.ts'
import { agreement, readHeldNote, type HeldNote } from '#app/server/ledger/held-note.server.ts'
import { signedNote, verifierKey } from '#app/server/ledger/note.server.ts'

const keyOf = () => {
  const pair = generateKeyPairSync('ed25519')
  return {
    name: 'amana.example.org/ledger',
    publicKey: pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32),
    sign: (bytes: Uint8Array) => sign(null, bytes, pair.privateKey),
  }
}
const key = keyOf()
const vkey = verifierKey(key.name, key.publicKey)
const root = sha256('a root')
const note = signedNote({ origin: key.name, size: 41, root }, key)
const signatureLine = note.split('\n')[4]!

describe('a checkpoint that somebody kept', () => {
  test.each([
    ['as it was sent', note],
    ['with the line ends of another system', note.replaceAll('\n', '\r\n')],
    ['without its last line end', note.trimEnd()],
    [
      'in the middle of a mail',
      `Dear witness,\n\nBelow is the checkpoint.\n\n${note}\nSee the public ledger\n`,
    ],
    ['as a reply quotes it', note.replaceAll(/^/gm, '> ')],
    [
      'wrapped by a mail program',
      note.replace(signatureLine, `${signatureLine.slice(0, 70)}\n${signatureLine.slice(70)}`),
    ],
    ['with another dash', note.replace('—', '-')],
    ['indented', note.replaceAll(/^/gm, '    ')],
  ])('%s is read, and its signature holds', (_, text) => {
    expect(readHeldNote(text, vkey)).toEqual({ size: 41, root, signature: 'good' })
  })

  test('copied without its signature it can still be compared', () => {
    expect(readHeldNote(note.split('\n').slice(0, 3).join('\n'), vkey)).toMatchObject({
      size: 41,
      signature: 'none',
    })
  })

  test('signed by somebody else, or changed after signing, it says so', () => {
    const forged = signedNote({ origin: key.name, size: 41, root }, keyOf())
    expect(readHeldNote(forged, vkey)).toMatchObject({ signature: 'bad' })
    expect(readHeldNote(note.replace('\n41\n', '\n42\n'), vkey)).toMatchObject({ size: 42, signature: 'bad' })
  })

  test.each([
    ['nothing', ''],
    ['a sentence', 'Please check my ledger'],
    ['a number', '41'],
    ['half of one', `${key.name}\n41\n`],
    ['a very long text', 'x'.repeat(200_000)],
  ])('%s is no checkpoint', (_, text) => expect(readHeldNote(text, vkey)).toBeNull())
})

describe('compared with the ledger', () => {
  const held: HeldNote = { size: 41, root, signature: 'good' }
  const log = { size: 60, rootHere: root, restorations: [] }

  test('the same root is the same log, now or earlier', () => {
    expect(agreement(held, log)).toBe('older')
    expect(agreement(held, { ...log, size: 41 })).toBe('same')
  })

  test('another root, or fewer entries, does not agree', () => {
    expect(agreement(held, { ...log, rootHere: sha256('another') })).toBe('different')
    expect(agreement(held, { ...log, size: 30, rootHere: null })).toBe('beyond')
  })

  test('what a recorded restore lost is told apart, and nothing else is', () => {
    const restorations = [{ position: 35, at: '', reason: '', lostFrom: 35, witnessedSize: 48 }]
    expect(agreement(held, { size: 60, rootHere: sha256('another'), restorations })).toBe('lost')
    expect(agreement(held, { size: 38, rootHere: null, restorations })).toBe('lost')
    const early = { ...held, size: 35 }
    expect(agreement(early, { size: 60, rootHere: sha256('another'), restorations })).toBe('different')
    const late = { ...held, size: 49 }
    expect(agreement(late, { size: 60, rootHere: sha256('another'), restorations })).toBe('different')
  })
})
