import { expect, test } from 'vitest'
import { treeOf, type ChainLink, type Tier } from '#app/components/line/chain-tree.ts'

const link = (id: string, parentId: string | null): ChainLink => ({
  id,
  parentId,
  title: id,
  country: 'GH',
  organisationName: id,
  partners: [],
  assessmentId: null,
  conditions: 0,
  standing: 'nothing',
})

const told = (tiers: Tier[]): unknown[] =>
  tiers.map(({ id, tier, number, children }) => [id, tier, number, ...told(children)])

test('a lead with its sub-awards: the lead has no number, they have one each', () => {
  const links = [link('lead', null), link('a', 'lead'), link('b', 'lead')]
  expect(told(treeOf(links))).toEqual([['lead', 1, null, ['a', 2, 1], ['b', 2, 2]]])
})

test('five tiers deep, each knows its tier', () => {
  const links = [link('1', null), link('2', '1'), link('3', '2'), link('4', '3'), link('5', '4')]
  expect(told(treeOf(links))).toEqual([
    ['1', 1, null, ['2', 2, null, ['3', 3, null, ['4', 4, null, ['5', 5, 1]]]]],
  ])
})

test('what hangs on a tier that the reader may not see stands at the top and is not lost', () => {
  expect(told(treeOf([link('a', 'hidden'), link('b', 'hidden')]))).toEqual([
    ['a', 1, 1],
    ['b', 1, 2],
  ])
})
