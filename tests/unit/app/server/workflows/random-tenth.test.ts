import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomTenth } from '#app/server/workflows/random-tenth.server.ts'

const about = { assessmentId: 'a', submissionNumber: 1, principle: 'rights', personId: 'p' }
const answers = (count: number) => Array.from({ length: count }, (_, index) => `V-P-${index}`)

describe('the answers chosen at random for a reason', () => {
  test('are none of very few, one of five, and a tenth of many', () => {
    expect(randomTenth(about, answers(4))).toEqual([])
    expect(randomTenth(about, answers(5))).toHaveLength(1)
    expect(randomTenth(about, answers(14))).toHaveLength(1)
    expect(randomTenth(about, answers(40))).toHaveLength(4)
  })

  test('stay the same however often the page is loaded, and in the order of the plan', () => {
    const chosen = randomTenth(about, answers(40))
    expect(randomTenth(about, answers(40))).toEqual(chosen)
    expect(chosen).toEqual(answers(40).filter((id) => chosen.includes(id)))
  })

  test('are others for another reviewer, submission or plan, more often than not', () => {
    const changed = [
      { ...about, personId: 'q' },
      { ...about, submissionNumber: 2 },
      { ...about, assessmentId: 'b' },
    ].map((one) => randomTenth(one, answers(40)).join())
    expect(new Set([...changed, randomTenth(about, answers(40)).join()]).size).toBeGreaterThan(1)
  })

  test('reach every answer: nothing is safe from being chosen', () => {
    const reached = new Set<string>()
    for (let person = 0; person < 400; person += 1)
      for (const id of randomTenth({ ...about, personId: String(person) }, answers(10))) reached.add(id)
    expect(reached.size).toBe(10)
  })

  test('are always answers of the plan', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 60 }), (ids) => {
        for (const id of randomTenth(about, ids)) expect(ids).toContain(id)
      }),
    )
  })
})
