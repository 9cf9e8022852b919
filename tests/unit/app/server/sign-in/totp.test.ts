import { expect, test } from 'vitest'
import {
  codeAt,
  codeToShow,
  newTotpSecret,
  otpauthUri,
  stepAt,
  stepOf,
} from '#app/server/sign-in/totp.server.ts'

const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const at = (seconds: number) => new Date(seconds * 1000)

test('gives the codes that RFC 6238 prints', () => {
  expect(codeAt(secret, stepAt(at(59)))).toBe('287082')
  expect(codeAt(secret, stepAt(at(1111111109)))).toBe('081804')
})

test('a code is refused two steps away, and taken one step away', () => {
  const moment = at(1_800_000_015)
  const step = stepAt(moment)
  expect(stepOf(secret, codeAt(secret, step - 2), moment)).toBeNull()
  expect(stepOf(secret, codeAt(secret, step + 2), moment)).toBeNull()
  expect([-1, 0, 1].map((away) => stepOf(secret, codeAt(secret, step + away), moment))).toEqual([
    step - 1,
    step,
    step + 1,
  ])
})

test.each(['', '12345', '1234567', 'abcdef', '12 456', '١٢٣٤٥٦'])(
  'what is not six figures is refused: %j',
  (code) => {
    expect(stepOf(secret, code, at(1_800_000_000))).toBeNull()
  },
)

test('a demonstration account is shown a code that was not taken yet', () => {
  const moment = at(1_800_000_010)
  const step = stepAt(moment)
  expect(codeToShow(secret, null, moment)).toEqual({ code: codeAt(secret, step) })
  expect(codeToShow(secret, step, moment)).toEqual({ code: codeAt(secret, step + 1) })
})

test('when both codes of the moment are taken, it says how long to wait', () => {
  const moment = at(1_800_000_010)
  expect(codeToShow(secret, stepAt(moment) + 1, moment)).toEqual({ waitSeconds: 20 })
  expect(codeToShow(secret, stepAt(moment) + 1, at(1_800_000_030))).toEqual({
    code: codeAt(secret, stepAt(moment) + 2),
  })
})

test('a new secret has 160 bits and travels in an otpauth link', () => {
  expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/)
  expect(otpauthUri(secret, 'a@example.org')).toMatch(
    /^otpauth:\/\/totp\/Amana:a%40example\.org\?.*secret=GEZDGNBV/,
  )
})
