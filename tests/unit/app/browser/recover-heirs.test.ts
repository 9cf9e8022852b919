import { describe, expect, test } from 'vitest'
import { sealsFor, type Heirs } from '#app/browser/recover-heirs.ts'

const heir = (handlerKeyId: string, keepsIdentity = false) => ({
  handlerKeyId,
  recipient: `age1${handlerKeyId}`,
  knownAs: [handlerKeyId, `${handlerKeyId}-older`],
  keepsIdentity,
})
const wish: Heirs = {
  keys: ['file', 'thread', 'identity'],
  identityKeys: ['identity'],
  identityKept: false,
  heirs: [heir('one'), heir('two', true)],
}
const sealed = (chosen: string[], given: Partial<Heirs> = {}, out = '') =>
  sealsFor({ ...wish, ...given }, chosen, out).map(({ keyId, handlerKeyId }) => `${handlerKeyId} ${keyId}`)

describe('for whom the second of two seals a case', () => {
  test('for nobody chosen nothing is sealed', () => {
    expect(() => sealed([])).toThrow()
    expect(() => sealed(['somebody else'])).toThrow()
  })

  test('nothing is sealed for whom the reporter took out, also not under a newer key', () => {
    expect(() => sealed(['one'], {}, 'handler, Fictional Fund (one)')).toThrow()
    expect(() => sealed(['one', 'two'], {}, 'handler, Fictional Fund (one-older)')).toThrow()
    expect(sealed(['two'], {}, 'handler, Fictional Fund (one)')).toHaveLength(3)
  })

  test('who somebody is goes to who keeps that', () => {
    expect(sealed(['one', 'two'])).toEqual([
      'one file',
      'one thread',
      'two file',
      'two thread',
      'two identity',
    ])
    expect(sealed(['one'], { identityKept: true })).toEqual(['one file', 'one thread'])
  })

  test('where nobody is left who keeps it, it goes to all', () => {
    expect(sealed(['one'])).toEqual(['one file', 'one thread', 'one identity'])
  })
})
