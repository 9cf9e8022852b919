import { describe, expect, test } from 'vitest'
import { fillIn, letterOutcomes, placeholdersFor, unknownIn, usualLetter } from '#content/letters.ts'
import { locales } from '#content/words.ts'

describe('the usual letters', () => {
  const all = locales.flatMap((locale) => letterOutcomes.map((outcome) => ({ locale, outcome })))
  test.each(all)('$outcome in $locale says only what somebody fills in', ({ locale, outcome }) => {
    const letter = usualLetter(locale, outcome)
    expect(unknownIn(letter, outcome)).toEqual([])
    for (const name of ['title', 'organisation', 'reason', 'reviewingBody'])
      expect(letter).toContain(`{${name}}`)
    const values = Object.fromEntries(placeholdersFor(outcome).map((name) => [name, 'x']))
    expect(fillIn(letter, values)).not.toMatch(/[{}]/)
  })

  test('an appeal is named where there is something to appeal against', () => {
    expect(usualLetter('en', 'declined')).toContain('{appealUntil}')
    expect(usualLetter('en', 'approved_with_conditions')).toContain('{appealUntil}')
    expect(usualLetter('en', 'approved')).not.toContain('appeal')
  })
})

describe('filling in', () => {
  test('what somebody wrote is not read as a placeholder, and an empty line goes with its gap', () => {
    const body = 'To {organisation}\n\n{reasons}\n\n{reason}'
    expect(fillIn(body, { organisation: 'A', reasons: '', reason: 'Because {title}' })).toBe(
      'To A\n\nBecause {title}',
    )
  })

  test('words with a dollar sign stay as they are', () => {
    expect(fillIn('{reason}', { reason: 'It costs $& and $1' })).toBe('It costs $& and $1')
  })
})
