import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HeldForm, heldToken, openForm, pickToken, UseForm, usualEnd } from '#app/forms/passport.form.ts'
import { largestRevision } from '#app/forms/fields.ts'

const revision = fc.integer({ min: 0, max: largestRevision })

test('a tick says which answer was seen and how it stood', () => {
  fc.assert(
    fc.property(fc.constantFrom('V-R-01', 'NKF-R-0100'), revision, revision, (requirementId, one, other) => {
      const pick = { requirementId, passportRevision: one, answerRevision: other }
      expect(UseForm.parse({ use: [pickToken(pick)] })).toEqual({ use: [pick] })
      const held = { frameworkId: 'amana-ukcdr', requirementId, revision: one }
      expect(HeldForm.parse({ held: [heldToken(held)] })).toEqual({ held: [held] })
    }),
  )
})

test.each([
  '',
  'V-R-01',
  'V-R-01~1',
  'V-R-01~1~x',
  'V-R-01~1~-1',
  'V-R-01~1~2~3',
  '~1~2',
  'V-R-01~9999999999~1',
])('a tick that reads “%s” is refused', (token) => {
  expect(UseForm.safeParse({ use: [token] }).success).toBe(false)
})

test('whatever is posted, it is read or refused', () => {
  fc.assert(
    fc.property(fc.string(), (token) => {
      const read = [UseForm.safeParse({ use: [token] }), HeldForm.safeParse({ held: [token] })]
      expect(read.every(({ success }) => typeof success === 'boolean')).toBe(true)
    }),
  )
})

test('nothing ticked is said, not done', () => {
  const read = UseForm.safeParse({ use: [] })
  expect(read.error?.issues.map(({ message }) => message)).toEqual(['passport.error.nothingTicked'])
})

describe('the day until which a passport is open', () => {
  const today = '2027-03-10'
  const refusal = (untilOn: string) => openForm(today).safeParse({ untilOn }).error?.issues[0]?.message

  test.each([
    ['', 'passport.open.error.missing'],
    ['2027-02-30', 'content.answer.error.dateNotReal'],
    ['soon', 'content.answer.error.dayMissing'],
    ['2027-03-09', 'passport.open.error.past'],
    ['2027-03-10', 'passport.open.error.past'],
    ['2029-03-11', 'passport.open.error.tooFar'],
  ])('“%s” is refused by name', (untilOn, key) => {
    expect(refusal(untilOn)).toBe(key)
  })

  test.each(['2027-03-11', '2028-03-10', '2029-03-10'])('%s is taken', (untilOn) => {
    expect(openForm(today).parse({ untilOn })).toEqual({ untilOn })
  })

  test('is a year away unless somebody says otherwise, also from a leap day', () => {
    expect(usualEnd('2027-03-10')).toBe('2028-03-10')
    expect(usualEnd('2028-02-29')).toBe('2029-02-28')
    expect(openForm('2028-02-29').safeParse({ untilOn: usualEnd('2028-02-29') }).success).toBe(true)
  })
})
