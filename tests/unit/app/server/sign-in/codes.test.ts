import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashCode, newCode, plain } from '#app/server/sign-in/codes.server.ts'

test('a code copied from paper has groups and nothing that looks like something else', () => {
  for (let each = 0; each < 200; each += 1)
    expect(newCode(4, 4)).toMatch(/^([2-9A-HJKMNP-TV-Z]{4}-){3}[2-9A-HJKMNP-TV-Z]{4}$/)
})

test('no two codes are the same', () => {
  const codes = Array.from({ length: 500 }, () => newCode(4, 4))
  expect(new Set(codes).size).toBe(500)
})

test('small letters, blanks and dashes do not matter', () => {
  const code = newCode(4, 4)
  const typed = ` ${code.toLowerCase().replaceAll('-', '  ')} `
  expect(hashCode('invitation', typed)).toEqual(hashCode('invitation', code))
})

test('the same code means something else for another purpose and another person', () => {
  const code = newCode(2, 5)
  const hashes = [
    hashCode('recovery-code', code, 'a'),
    hashCode('recovery-code', code, 'b'),
    hashCode('recovery', code),
    hashCode('invitation', code),
  ]
  expect(new Set(hashes.map((hash) => hash.toString('hex'))).size).toBe(4)
})

test('whatever is typed, only letters and figures count', () => {
  fc.assert(fc.property(fc.string(), (typed) => /^[0-9A-Z]*$/.test(plain(typed))))
})
