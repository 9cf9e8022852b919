import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readFramework, type OwnFramework } from '#content/import/framework-file.ts'
import { wholeOf } from '#content/import/merge.ts'
import { countsOf, ownDifference } from '#content/import/summary.ts'
import { asShown, bringIn, forgetBroughtIn, knownToFiles } from '#content/index.ts'

const example = readFileSync('docs/examples/own-requirements.yaml', 'utf8')
const published = { status: 'published', publishedOn: '2026-11-22' } as const

function meaningOf(text: string): OwnFramework {
  const { own } = readFramework(text, knownToFiles)
  if (!own) throw new Error('The file is not right.')
  return own
}
const own = meaningOf(example)

test('requirements are counted by kind, in the order of the kinds', () => {
  const { principle, audience, tier, gate, answer } = countsOf(own.source.requirements)
  expect(principle).toEqual([
    { kind: 'rights', count: 2 },
    { kind: 'equity', count: 2 },
  ])
  expect(audience.map(({ kind }) => kind)).toEqual(['organisation', 'project'])
  expect(tier).toEqual([
    { kind: '0', count: 2 },
    { kind: '1', count: 2 },
  ])
  expect(gate.at(-1)).toEqual({ kind: 'none', count: 1 })
  expect(answer.reduce((sum, { count }) => sum + count, 0)).toBe(4)
})

test('a version against itself differs in nothing', () => {
  expect(ownDifference(own, meaningOf(example))).toEqual({
    added: [],
    removed: [],
    reworded: [],
    changed: [],
    base: null,
  })
})

test('what is new, gone, reworded and changed is each told apart', () => {
  const after = meaningOf(
    example
      .replaceAll('NKF-P-003', 'NKF-P-004')
      .replace('Who brings children home', 'Who takes children home')
      .replace('What is counted is talked about.', 'We talk about what we count.')
      .replace('    gate: submit\n', '    gate: award\n')
      .replace('      most: 500', '      most: 400')
      .replace('          wet: Rains', '          wet: The rains'),
  )
  const { added, removed, reworded, changed } = ownDifference(own, after)
  expect(added).toEqual(['NKF-P-004'])
  expect(removed).toEqual(['NKF-P-003'])
  expect(reworded.map(({ id, locale, field }) => `${id} ${locale} ${field}`)).toEqual([
    'NKF-P-002 en labels.wet',
    'NKF-R-001 en why',
  ])
  expect(reworded[0]).toMatchObject({ before: 'Rains', after: 'The rains' })
  expect(changed.map(({ id, field }) => `${id} ${field}`)).toEqual([
    'NKF-R-001 number',
    'NKF-R-001 claimAndCheck',
  ])
})

test('what is underneath comes first, and none of it is left out', () => {
  const base = knownToFiles.base('amana-ukcdr', 1)!
  const { source } = wholeOf({ ...own.source, ...published }, own.words, base, {
    en: base.words.en.mappings,
    fr: base.words.fr.mappings,
  })
  const ids = source.requirements.map(({ id }) => id)
  expect(ids.slice(0, base.structure.requirements.length)).toEqual(
    base.structure.requirements.map(({ id }) => id),
  )
  expect(ids.slice(base.structure.requirements.length)).toEqual(own.source.requirements.map(({ id }) => id))
  expect(source.hours.project?.to).toBe((base.structure.hours.project?.to ?? 0) + 3)
  expect(source.neededToSend).toEqual(base.structure.neededToSend)
  expect(source.tiered).toBe(true)
})

test('a language that is not spoken is read in the other one, and each question says so', () => {
  const english = meaningOf(example.slice(0, example.indexOf('  fr:\n    title')))
  bringIn({ ...english.source, ...published }, english.words)
  const terms = { circumstances: { children: true }, tier: 3 as const, audiences: ['project'] as const }
  const shown = asShown('nkf-river-communities', 1, 'project', 'fr', terms)
  forgetBroughtIn()
  expect(shown.framework).toMatchObject({
    wordsIn: 'en',
    title: 'Amana with requirements for river communities',
  })
  const question = shown.requirements.find(({ id }) => id === 'NKF-P-001')
  expect(question).toMatchObject({ own: true, wordsIn: 'en', gateName: 'Terrain' })
  const theirs = shown.requirements.find(({ id }) => id === 'V-P-01')
  expect(theirs?.own).toBeUndefined()
  expect(theirs?.wordsIn).toBeUndefined()
})
