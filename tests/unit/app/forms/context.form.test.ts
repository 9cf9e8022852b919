import { describe, expect, test } from 'vitest'
import { ContextForm, contextQuestions, filledIn, workDescribed } from '#app/forms/context.form.ts'
import { circumstances } from '#content/vocabulary.ts'

const all = (answer: 'yes' | 'no') => Object.fromEntries(contextQuestions.map((each) => [each, answer]))
const faultsIn = (given: Record<string, string>) => {
  const read = ContextForm.safeParse({ seenRevision: '0', ...given })
  return read.success ? [] : read.error.issues.map(({ path, message }) => [String(path[0]), message])
}

describe('describing the work', () => {
  test('asks every circumstance once, and for whom the body answers', () => {
    expect([...contextQuestions].sort()).toEqual([...circumstances, 'community', 'organisation'].sort())
  })

  test('takes no answer for granted', () => {
    expect(faultsIn({}).map(([name]) => name)).toEqual(expect.arrayContaining([...contextQuestions]))
    for (const question of contextQuestions)
      expect(faultsIn({ ...all('no'), [question]: 'perhaps' })).toEqual([
        [question, `tier.error.${question}`],
      ])
  })

  test('says so when two answers cannot both be true', () => {
    expect(faultsIn({ ...all('no'), survivors: 'yes' })).toEqual([['people', 'tier.error.peopleAfterAll']])
    expect(faultsIn({ ...all('no'), people: 'yes', aloneWithChildren: 'yes' })).toEqual([
      ['children', 'tier.error.childrenAfterAll'],
    ])
    expect(faultsIn(all('yes'))).toEqual([])
    expect(faultsIn(all('no'))).toEqual([])
  })

  test('can be filled in again from what was said', () => {
    const said = workDescribed(
      ContextForm.parse({ ...all('no'), people: 'yes', community: 'yes', seenRevision: '0' }),
    )
    expect(said.audiences).toEqual(['project', 'community'])
    expect(filledIn(said)).toEqual({ ...all('no'), people: 'yes', community: 'yes' })
  })
})
