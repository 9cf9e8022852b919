import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  coverageOf,
  coverageStatuses,
  weakestOf,
  type AnswerStanding,
  type CoverageStatus,
} from '#content/coverage.ts'
import { coverageBodies } from '#content/mappings.ts'

const code = 'WT'
type Answered = { standing: AnswerStanding; needed?: boolean }

/** Where an area stands whose requirements are answered like this. */
function statusOf(...answers: Answered[]): CoverageStatus {
  const asked = answers.map(({ needed = true }, index) => ({ id: `V-P-0${index}`, mappings: [code], needed }))
  const given = new Map(
    answers.flatMap(({ standing }, index): [string, { choice: string }][] =>
      standing === 'unanswered' ? [] : [[`V-P-0${index}`, { choice: standing }]],
    ),
  )
  const areas = coverageOf(asked, given).flatMap((body) => body.areas)
  return areas.find((area) => area.code === code)!.status
}

const yes: Answered = { standing: 'yes' }
const partly: Answered = { standing: 'partly' }
const no: Answered = { standing: 'no' }
const open: Answered = { standing: 'unanswered' }
const outside: Answered = { standing: 'not_applicable' }
const later = (answered: Answered): Answered => ({ ...answered, needed: false })

describe('an area of another body’s rules', () => {
  test.each<[string, Answered[], CoverageStatus]>([
    ['is covered when everything is answered yes', [yes, yes], 'covered'],
    ['is partly covered when one answer is partly', [yes, partly], 'partly'],
    ['has a gap when one answer is no, whatever the others', [yes, partly, no], 'gap'],
    ['has a gap when one answer is missing', [yes, open], 'gap'],
    ['leaves out what does not apply', [yes, outside], 'covered'],
    ['does not apply when nothing in it does', [outside, outside], 'notApplicable'],
    ['is asked by nothing when no requirement is matched to it', [], 'notAsked'],
    ['does not wait for what the plan needs only later', [yes, later(open)], 'covered'],
    ['counts an early no all the same', [yes, later(no)], 'gap'],
    ['has a gap when all of it comes later and none is answered', [later(open)], 'gap'],
  ])('%s', (_, answers, status) => {
    expect(statusOf(...answers)).toBe(status)
  })

  test('is never covered better because of one more answer', () => {
    const rank = (status: CoverageStatus) => ['gap', 'partly', 'covered'].indexOf(status)
    const answer = fc.constantFrom(yes, partly, no, open)
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1, maxLength: 6 }), answer, (answers, another) => {
        expect(rank(statusOf(...answers, another))).toBeLessThanOrEqual(rank(statusOf(...answers)))
      }),
    )
  })

  test('says which requirements decide, those first', () => {
    const asked = [
      { id: 'V-P-01', mappings: [code], needed: false },
      { id: 'V-P-02', mappings: [code], needed: true },
    ]
    const area = coverageOf(asked, new Map())
      .flatMap((body) => body.areas)
      .find((each) => each.code === code)!
    expect(area.requirements).toEqual([
      { id: 'V-P-02', standing: 'unanswered', decides: true },
      { id: 'V-P-01', standing: 'unanswered', decides: false },
    ])
  })

  test('there are twelve bodies, and no area belongs to two of them', () => {
    const codes = coverageBodies.flatMap((body): readonly string[] => body.codes)
    expect(coverageBodies).toHaveLength(12)
    expect(new Set(codes).size).toBe(codes.length)
  })
})

describe('a chain', () => {
  test.each<[CoverageStatus[], CoverageStatus]>([
    [['covered', 'covered'], 'covered'],
    [['covered', 'partly'], 'partly'],
    [['covered', 'gap', 'notKnown'], 'gap'],
    [['covered', 'notKnown'], 'notKnown'],
    [['covered', 'notAsked'], 'notAsked'],
    [['covered', 'notApplicable'], 'covered'],
    [[], 'notKnown'],
  ])('of %j is %s', (hops, status) => {
    expect(weakestOf(hops)).toBe(status)
  })

  test('with a link that nobody may read is never covered', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...coverageStatuses)), (hops) => {
        expect(weakestOf([...hops, 'notKnown'])).not.toBe('covered')
      }),
    )
  })
})
