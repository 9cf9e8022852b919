import { expect, test } from 'vitest'
import fc from 'fast-check'
import { commitmentTo, lessonWords, type Lesson } from '#app/sealing/lesson.ts'

const lesson: Lesson = {
  salt: 's'.repeat(43),
  locale: 'fr',
  audience: 'plans',
  area: 'rights.fieldwork',
  words: 'Demandez deux fois.\nPuis écrivez.',
}

test('a commitment is to exactly one lesson', () => {
  for (const name of Object.keys(lesson) as (keyof Lesson)[])
    expect(commitmentTo({ ...lesson, [name]: `${lesson[name]}x` }), name).not.toBe(commitmentTo(lesson))
  expect(commitmentTo(lesson)).toMatch(/^[0-9a-f]{64}$/)
})

test('without the salt the words cannot be tried out: two offers of the same words look unalike', () => {
  expect(commitmentTo({ ...lesson, salt: 't'.repeat(43) })).not.toBe(commitmentTo(lesson))
})

test('words that went through a form are the words that were sealed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
      const sealed = lessonWords(typed)
      expect(lessonWords(sealed.replaceAll('\n', '\r\n'))).toBe(sealed)
    }),
  )
})
