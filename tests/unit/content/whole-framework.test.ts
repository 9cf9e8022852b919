import { describe, expect, test } from 'vitest'
import { askedOf, asShown, framework, phases, tierOf, type Circumstances } from '#content/index.ts'
import type { Audience, Gate } from '#content/vocabulary.ts'

const whole = framework('amana-ukcdr', 1)
const byId = new Map(whole.requirements.map((asked) => [asked.id, asked]))
const english = asShown('amana-ukcdr', 1, 'project', 'en')

function planned(circumstances: Circumstances, audiences: Audience[] = ['project', 'organisation']) {
  const { tier } = tierOf(circumstances)
  return askedOf(whole, 'project', { circumstances, tier, audiences })
}

describe('the whole framework', () => {
  test('holds the 144 requirements of the bank and the 18 that practice asked for', () => {
    const of = (audience: Audience) =>
      whole.requirements.filter((asked) => asked.audience === audience).length
    expect(whole.requirements).toHaveLength(162)
    expect([of('funder'), of('organisation'), of('project'), of('community')]).toEqual([40, 44, 41, 37])
  })

  test('asks nothing in a phase that comes after the gate waiting for it', () => {
    const latest: Record<Gate, (typeof phases)[number]> = {
      submit: 'proposal',
      award: 'contract',
      fieldwork: 'set_up',
      close_out: 'close_out',
    }
    const late = whole.requirements.filter(
      ({ gate, phase }) => gate && phases.indexOf(phase) > phases.indexOf(latest[gate]),
    )
    expect(late.map(({ id }) => id)).toEqual([])
  })

  test('what the project claims, somebody else is asked: both halves name each other', () => {
    const paired = whole.requirements.filter(({ claimAndCheck }) => claimAndCheck)
    expect(paired.length).toBe(46)
    for (const { id, claimAndCheck } of paired) {
      const other = byId.get(claimAndCheck!.pair)
      expect(other?.claimAndCheck?.pair, id).toBe(id)
      expect(other?.claimAndCheck?.part, id).not.toBe(claimAndCheck!.part)
    }
  })

  test('the spoken interview has fourteen questions in order, each with words to say aloud', () => {
    const spoken = whole.requirements
      .filter(({ interview }) => interview !== undefined)
      .sort((a, b) => a.interview! - b.interview!)
    expect(spoken.map(({ interview }) => interview)).toEqual(
      Array.from({ length: 14 }, (_, index) => index + 1),
    )
    for (const locale of ['en', 'fr'] as const)
      for (const audience of ['project', 'organisation'] as const)
        for (const { id, spoken: words } of asShown('amana-ukcdr', 1, audience, locale).requirements)
          expect(Boolean(words), `${id} in ${locale}`).toBe(byId.get(id)!.interview !== undefined)
  })

  test('a question is one breath long', () => {
    for (const { id, question } of english.requirements)
      expect(question.split(' ').length, id).toBeLessThan(40)
  })
})

describe('what a plan is asked', () => {
  test('nothing before its work was described', () => {
    expect(askedOf(whole, 'project', null)).toEqual([])
  })

  test('two declarations when nobody is met', () => {
    expect(planned({}).map(({ requirement }) => requirement.id)).toEqual(['T-R-01', 'T-R-03'])
  })

  test('the fourteen of the interview and the two declarations in a small community plan', () => {
    const asked = planned({ people: true, ownCommunity: true, smallAward: true }, ['project'])
    const spoken = asked.filter(({ requirement }) => requirement.interview !== undefined)
    expect(spoken).toHaveLength(14)
  })

  test('more with each tier, and never the whole bank', () => {
    const counts = [
      planned({}),
      planned({ people: true, ownCommunity: true, smallAward: true }),
      planned({ people: true, employsPeople: true }),
      planned({ people: true, children: true, employsPeople: true }),
    ].map(({ length }) => length)
    expect(counts).toEqual([...counts].sort((a, b) => a - b))
    expect(counts.at(-1)).toBeLessThan(90)
  })

  test('few of them have to be answered before the plan is sent', () => {
    const asked = planned({ people: true, children: true, employsPeople: true, digitalData: true })
    expect(asked.filter(({ needed }) => needed).length).toBeLessThan(20)
  })

  test('what a person is asked alone is in no plan, whoever answers it', () => {
    const everything: Circumstances = { people: true, children: true, survivors: true, subGranting: true }
    const asked = planned(everything, ['project', 'organisation', 'community'])
    const ids = asked.map(({ requirement }) => requirement.id)
    expect(ids).not.toContain('V-C-07')
    expect(ids).not.toContain('V-C-08')
    expect(ids).not.toContain('E-C-08')
    expect(ids).not.toContain('V-C-06')
    expect(asShown('amana-ukcdr', 1, 'community', 'en').requirements.map(({ id }) => id)).not.toContain(
      'V-C-07',
    )
  })
})
