import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fits } from '#content/answer-fits.ts'
import { differenceOf, type Question } from '#content/difference.ts'
import { askedOf, framework, tierOf, type Circumstances, type PlanTerms } from '#content/index.ts'
import { extentOf, hoursOf, widestTerms } from '#content/tier.ts'
import { audiences, circumstances, tiers, type Circumstance } from '#content/vocabulary.ts'

const whole = framework('amana-ukcdr', 1)
/** These speak for a lighter plan; everything else can only add. */
const lightening: readonly Circumstance[] = ['ownCommunity', 'smallAward']
const adding = circumstances.filter((each) => !lightening.includes(each))

const anyWork = fc.record(
  Object.fromEntries(circumstances.map((each) => [each, fc.boolean()])) as Record<
    Circumstance,
    fc.Arbitrary<boolean>
  >,
)
const anyTier = fc.constantFrom(...tiers)
const anyAudiences = fc
  .subarray(['organisation', 'community'] as const)
  .map((more): PlanTerms['audiences'] => ['project', ...more])

function idsAsked(terms: PlanTerms): string[] {
  return askedOf(whole, 'project', terms).map(({ requirement }) => requirement.id)
}

function termsOf(work: Circumstances, among: PlanTerms['audiences'], least: 0 | 1 | 2 | 3 = 0): PlanTerms {
  return { circumstances: work, tier: tierOf(work, least).tier, audiences: among }
}

describe('the tier', () => {
  test.each([
    [{}, 0, ['noPeople']],
    [{ people: true }, 2, ['standard']],
    [{ people: true, sensitive: true }, 2, ['sensitive']],
    [{ people: true, ownCommunity: true, smallAward: true }, 1, ['ownCommunity', 'smallAward']],
    [{ people: true, ownCommunity: true, smallAward: true, sensitive: true }, 2, ['sensitive']],
    [{ people: true, ownCommunity: true, smallAward: true, children: true }, 3, ['children']],
    [{ people: true, survivors: true, conflict: true }, 3, ['survivors', 'conflict']],
    [{ subGranting: true }, 3, ['subGranting']],
    [{ people: true, actionsOpen: true }, 3, ['actionsOpen']],
  ] as const)('of %j is %i', (work, tier, reasons) => {
    expect(tierOf(work)).toEqual({ tier, reasons })
  })

  test('never falls when something that adds becomes true, and never rises when something that lightens does', () => {
    fc.assert(
      fc.property(anyWork, fc.constantFrom(...circumstances), (work, turned) => {
        const [off, on] = [false, true].map((value) => tierOf({ ...work, [turned]: value }).tier)
        if (lightening.includes(turned)) expect(on).toBeLessThanOrEqual(off!)
        else expect(on).toBeGreaterThanOrEqual(off!)
      }),
    )
  })

  test('is never lighter than the call allows, and says so exactly when the call made it heavier', () => {
    fc.assert(
      fc.property(anyWork, anyTier, (work, least) => {
        const own = tierOf(work).tier
        const { tier, reasons } = tierOf(work, least)
        expect(tier).toBe(Math.max(own, least))
        expect(reasons.includes('call')).toBe(least > own)
        expect(reasons.length).toBeGreaterThan(0)
      }),
    )
  })
})

describe('what is asked', () => {
  test('never shrinks when something that adds becomes true, except for questions of the spoken interview that others answer', () => {
    fc.assert(
      fc.property(
        anyWork,
        anyAudiences,
        anyTier,
        fc.constantFrom(...adding),
        (work, among, least, turned) => {
          const before = idsAsked(termsOf({ ...work, [turned]: false }, among, least))
          const after = new Set(idsAsked(termsOf({ ...work, [turned]: true }, among, least)))
          const gone = whole.requirements.filter(({ id }) => before.includes(id) && !after.has(id))
          expect(gone.filter(({ audience }) => among.includes(audience)).map(({ id }) => id)).toEqual([])
          expect(gone.every(({ interview }) => interview !== undefined)).toBe(true)
        },
      ),
    )
  })

  test('never shrinks when the body takes on another role', () => {
    fc.assert(
      fc.property(anyWork, anyAudiences, (work, among) => {
        const few = idsAsked(termsOf(work, ['project']))
        const more = idsAsked(termsOf(work, among))
        expect(few.filter((id) => !more.includes(id))).toEqual([])
      }),
    )
  })

  test('is needed before sending at a heavier tier whenever it was at a lighter one', () => {
    fc.assert(
      fc.property(anyWork, anyAudiences, anyTier, (work, among, least) => {
        const needed = (terms: PlanTerms) =>
          askedOf(whole, 'project', terms).flatMap(({ requirement, needed }) =>
            needed ? requirement.id : [],
          )
        const own = termsOf(work, among)
        const heavier = termsOf(work, among, least)
        const asked = new Set(idsAsked(heavier))
        const lost = needed(own).filter((id) => asked.has(id) && !needed(heavier).includes(id))
        expect(lost).toEqual([])
      }),
    )
  })

  test('of an undescribed plan is nothing, and of a funder for itself everything', () => {
    expect(askedOf(whole, 'project', null)).toEqual([])
    expect(askedOf(whole, 'funder', null).length).toBeGreaterThan(20)
    expect(askedOf(framework('amana-ukcdr', 0), 'project', null)).toHaveLength(16)
  })
})

describe('how much it is', () => {
  test('lies between what was promised before the first click', () => {
    fc.assert(
      fc.property(anyWork, anyAudiences, anyTier, (work, among, least) => {
        const { questions, hours } = extentOf(whole, 'project', least)!
        const terms = termsOf(work, among, least)
        const asked = idsAsked(terms).length
        expect(asked).toBeGreaterThanOrEqual(questions.from)
        expect(asked).toBeLessThanOrEqual(questions.to)
        const mine = hoursOf(whole, 'project', terms)
        if (mine) {
          expect(mine.from).toBeGreaterThanOrEqual(hours!.from)
          expect(mine.to).toBeLessThanOrEqual(hours!.to)
          expect(mine.from).toBeLessThan(mine.to)
        }
      }),
    )
  })

  test('is one number where nobody describes anything', () => {
    expect(extentOf(framework('amana-ukcdr', 0), 'project')).toBeNull()
    expect(extentOf(whole, 'funder')).toBeNull()
    expect(hoursOf(whole, 'funder')).toEqual(whole.hours.funder)
    expect(hoursOf(framework('amana-ukcdr', 0), 'project', null)).toEqual({ from: 6, to: 10 })
  })

  test('of everything at once leaves out only what is asked of funders, and what is asked of a person alone', () => {
    const rest = whole.requirements.filter(({ id }) => !idsAsked(widestTerms).includes(id))
    expect(rest.every(({ audience, aside }) => audience === 'funder' || aside)).toBe(true)
    expect(audiences).toContain('funder')
  })
})

describe('between two versions', () => {
  const one = (id: string, more: Partial<Question> = {}): Question => ({
    id,
    principle: 'rights',
    question: `Is ${id} so?`,
    help: '',
    answer: 'yes-partly-no',
    ...more,
  })

  test('what is new, what is gone and what is asked otherwise are told apart', () => {
    const difference = differenceOf(
      [one('V-P-01'), one('V-P-02'), one('V-P-03'), one('V-P-04')],
      [
        one('V-P-01'),
        one('V-P-03', { question: 'In other words?' }),
        one('V-P-04', { answer: 'table' }),
        one('V-P-05'),
      ],
    )
    expect(difference.added.map(({ id }) => id)).toEqual(['V-P-05'])
    expect(difference.removed.map(({ id }) => id)).toEqual(['V-P-02'])
    expect(difference.reworded.map(({ after, answerChanged }) => [after.id, answerChanged])).toEqual([
      ['V-P-03', false],
      ['V-P-04', true],
    ])
  })

  test('an answer that was given in another way does not count as one', () => {
    const words = { choice: null, text: 'We do.', value: null }
    const yes = { choice: 'yes', text: '', value: null }
    const rows = { choice: null, text: '', value: { rows: [] } }
    expect(fits('voice-or-text', words)).toBe(true)
    expect(fits('yes-partly-no', words)).toBe(false)
    expect(fits('table', words)).toBe(false)
    expect(fits('table', yes)).toBe(false)
    expect(fits('table', rows)).toBe(true)
    expect(fits('voice-or-text', yes)).toBe(false)
    expect(fits('number', { choice: 'not_applicable', text: 'Why', value: null })).toBe(true)
  })
})
