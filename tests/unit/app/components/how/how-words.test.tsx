import { describe, expect, test } from 'vitest'
import { HowLanes } from '#app/components/how/how-lanes.tsx'
import { sayIn, withInner } from '#app/components/how/say.ts'
import { processPage } from '#app/server/queries/told-process.server.ts'
import { clockNames } from '#content/concern-clocks.ts'
import { isKey, locales, wordsFor } from '#content/words.ts'
import { toldIds, viewpoints, type Condition } from '#machines/processes.ts'
import { rendered } from '#tests/unit/app/components/rendered.tsx'

const ids = toldIds

function facts(condition: Condition | null): string[] {
  if (condition === null || condition.kind === 'at') return []
  if (condition.kind === 'fact') return [condition.name]
  return condition.kind === 'not' ? facts(condition.of) : condition.of.flatMap(facts)
}

test.each(ids)(
  'every event, guard and action of the process %s has words, and each of its lanes a title',
  (id) => {
    const { lanes } = processPage(id, null)
    const states = lanes.flatMap((lane) => withInner(lane.states))
    const moves = [...states, ...lanes.map(({ anywhere: moves }) => ({ moves }))].flatMap(
      ({ moves }) => moves,
    )
    const actions = [
      ...states.flatMap(({ entry, exit }) => [...entry, ...exit]),
      ...moves.flatMap((move) => move.actions),
    ]
    const keys = new Set([
      `how.process.${id}`,
      `how.process.${id}.lead`,
      ...lanes.map((lane) => `how.lane.${id}.${lane.id}`),
      ...viewpoints[id].map((viewpoint) => `how.as.${id}.${viewpoint}`),
      ...moves.map(({ event }) => `how.${id}.event.${event}`),
      ...moves.flatMap(({ condition }) => facts(condition)).map((name) => `how.${id}.guard.${name}`),
      ...actions.map(({ name }) => `how.${id}.action.${name}`),
    ])
    expect([...keys].filter((key) => !isKey(key))).toEqual([])
    for (const { tags } of states)
      for (const tag of tags)
        expect([`how.turn.${id}.${tag}`, `how.tag.${id}.${tag}`].some(isKey), tag).toBe(true)
  },
)

/** Whoever decides does it in the same step, by asking for something whose money has not come. */
const partOfAnother: readonly string[] = ['awaitMoney']

test.each(ids)('whatever can happen in the process %s can be done by somebody', (id) => {
  const moves = processPage(id, null).lanes.flatMap((lane) => [
    ...withInner(lane.states).flatMap((state) => state.moves),
    ...lane.anywhere,
  ])
  const orphaned = moves
    .filter(({ by }) => !by.system && !by.code && by.sides.length === 0)
    .map(({ event }) => event)
  expect(orphaned.filter((event) => !partOfAnother.includes(event))).toEqual([])
})

describe.each(ids.flatMap((id) => viewpoints[id].map((as) => ({ id, as }))))('$id for $as', ({ id, as }) => {
  test.each(locales)('is told whole in %s, and each picture names itself', (locale) => {
    const page = processPage(id, as)
    const html = rendered(<HowLanes page={page} />, locale)
    expect(page.viewpoint).toBe(as)
    expect(html.match(/<svg/g)).toHaveLength(page.lanes.length)
    expect(html.match(/role="img" aria-labelledby/g)).toHaveLength(page.lanes.length)
    const rows = page.lanes.flatMap((lane) => withInner(lane.states)).length
    const anywhere = page.lanes.filter((lane) => lane.anywhere.length > 0).length
    const clocks = id === 'concern' ? clockNames.length - 1 : 0
    expect(html.match(/<th scope="row"/g)).toHaveLength(rows + anywhere + clocks)
    expect(html).not.toContain('aria-current')
    expect(html).not.toMatch(/undefined|\[object|machines\.|concernMachine|how\./)
  })
})

test('what has to be true is written out: one thing beside another, one of several, and what must not be', () => {
  const page = processPage('call', 'owner')
  const say = sayIn(wordsFor('en'), 'en', page)
  const fact = (name: string): Condition => ({ kind: 'fact', name, params: {} })
  expect(say.conditions(null)).toEqual([])
  expect(say.conditions({ kind: 'all', of: [fact('closesLater'), fact('hasRequirements')] })).toEqual([
    'the closing day is still to come',
    'there is something to answer',
  ])
  expect(say.conditions({ kind: 'not', of: fact('closesLater') })).toEqual(['the closing day has passed'])
  expect(
    say.conditions({
      kind: 'any',
      of: [
        { kind: 'all', of: [fact('closesLater'), fact('givesMoreTime')] },
        { kind: 'not', of: fact('hasRequirements') },
      ],
    }),
  ).toEqual([
    '(the closing day is still to come and the new day is later than the old one) or it is not so that there is something to answer',
  ])
})

test('where a record stands is said in the picture and in the table, in words', () => {
  const page = processPage('call', 'owner')
  const [lane] = page.lanes
  const here = { ...lane!.states[2]!, here: ['process'] }
  const states = lane!.states.map((state) => (state.place === here.place ? here : state))
  const html = rendered(<HowLanes page={{ ...page, lanes: [{ ...lane!, states }] }} />)
  expect(html.match(/aria-current="step"/g)).toHaveLength(1)
  expect(html).toMatch(
    /<th scope="row" aria-current="step"><b>Open<\/b><span class="am-how-here">You are here/,
  )
  expect(html).toContain('You are here: Open.')
  expect(html).toMatch(/class="t strong"[^>]*>You are here/)
})
