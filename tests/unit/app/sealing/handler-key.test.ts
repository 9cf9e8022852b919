import { base64 } from '@scure/base'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { identityToRecipient } from '#app/sealing/age.ts'
import {
  fingerprintOf,
  lockWithPhrase,
  newHandlerSecret,
  newOpeningPhrase,
  readOpeningPhrase,
  signedText,
  signText,
  statementText,
  unlockWithPhrase,
  verifyKeyOf,
  verifyText,
  wrapText,
} from '#app/sealing/handler-key.ts'

const ids = ['5f0c3a5e-0000-4000-8000-000000000001', '5f0c3a5e-0000-4000-8000-000000000002'] as const

async function aStatement(name = 'Amina Fictional') {
  const secret = await newHandlerSecret()
  const statement = {
    amana: 'handler key 1' as const,
    personId: ids[0],
    name,
    organisationId: ids[1],
    duties: ['custody' as const, 'handle' as const],
    recipient: await identityToRecipient(secret.identity),
    verifyKey: base64.encode(verifyKeyOf(secret)),
  }
  return { secret, statement }
}

test('an opening phrase is six words that can be said, and no two of a thousand are alike', () => {
  const phrases = Array.from({ length: 1000 }, newOpeningPhrase)
  for (const phrase of phrases) expect(readOpeningPhrase(phrase)).toBe(phrase)
  expect(new Set(phrases).size).toBe(1000)
})

test('a phrase is read however it was typed, and anything else is none', () => {
  const gap = fc.constantFrom(' ', '  ', '-', '\n', ', ', '\u00a0')
  fc.assert(
    fc.property(gap, fc.boolean(), (between, loud) => {
      const phrase = newOpeningPhrase()
      const typed = phrase.replaceAll(' ', between)
      expect(readOpeningPhrase(loud ? typed.toUpperCase() : typed)).toBe(phrase)
    }),
  )
  for (const typed of [
    '',
    'babab babab babab babab babab',
    'hello there this is no phrase',
    'babab '.repeat(7),
  ])
    expect(readOpeningPhrase(typed)).toBeNull()
})

test('the phrase opens what it locked; another phrase and a changed byte do not', async () => {
  const secret = await newHandlerSecret()
  const phrase = newOpeningPhrase()
  const sealed = await lockWithPhrase(secret, phrase)
  expect(await unlockWithPhrase(sealed, phrase)).toEqual(secret)
  await expect(unlockWithPhrase(sealed, newOpeningPhrase())).rejects.toThrow()
  const bent = Uint8Array.from(sealed)
  bent[bent.length - 1]! ^= 1
  await expect(unlockWithPhrase(bent, phrase)).rejects.toThrow()
})

test('a statement has one text, whichever order its duties were chosen in, and its fingerprint is eight groups of five', async () => {
  const { statement } = await aStatement()
  const text = statementText(statement)
  expect(statementText({ ...statement, duties: [...statement.duties].reverse() })).toBe(text)
  expect(fingerprintOf(text)).toHaveLength(8)
  for (const group of fingerprintOf(text)) expect(group).toMatch(/^\d{5}$/)
  expect(fingerprintOf(statementText({ ...statement, name: 'Anina Fictional' }))).not.toEqual(
    fingerprintOf(text),
  )
})

test('a signature is good for its own text and key, and for nothing else', async () => {
  const { secret, statement } = await aStatement()
  const text = statementText(statement)
  const signature = signText(secret, text)
  expect(verifyText(verifyKeyOf(secret), text, signature)).toBe(true)
  expect(verifyText(verifyKeyOf(secret), `${text} `, signature)).toBe(false)
  expect(verifyText(verifyKeyOf(await newHandlerSecret()), text, signature)).toBe(false)
  for (const odd of [new Uint8Array(), new Uint8Array(64), new Uint8Array(63)])
    expect(verifyText(verifyKeyOf(secret), text, odd)).toBe(false)
})

test('what is signed of a part says the case and the thread, and neither its order nor its signature', () => {
  const part = { kind: 'message', from: 'handler', words: 'x', fileIds: [] }
  const text = signedText(ids[0], ids[1], part)
  expect(
    signedText(ids[0], ids[1], {
      words: 'x',
      fileIds: [],
      from: 'handler',
      kind: 'message',
      signed: { a: 1 },
    }),
  ).toBe(text)
  expect(signedText(ids[1], ids[1], part)).not.toBe(text)
  expect(signedText(ids[0], null, part)).not.toBe(text)
  expect(signedText(ids[0], ids[1], { ...part, words: 'y' })).not.toBe(text)
})

test('a proof for one lock is none for another way, key or file', () => {
  const texts = [
    wrapText(ids[0], 'phrase', 'YQ=='),
    wrapText(ids[0], 'passkey', 'YQ=='),
    wrapText(ids[1], 'phrase', 'YQ=='),
    wrapText(ids[0], 'phrase', 'Yg=='),
  ]
  expect(new Set(texts).size).toBe(4)
})
