import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { faultRules } from '#content/import/fault.ts'
import { readFramework } from '#content/import/framework-file.ts'
import { decode, tidy } from '#content/import/text.ts'
import { knownToFiles } from '#content/index.ts'
import { isKey, wordsFor } from '#content/words.ts'
import { manyRequirements } from '#tests/bench/tasks/import.ts'

const example = tidy(readFileSync('docs/examples/own-requirements.yaml', 'utf8'))
const read = (text: string) => readFramework(text, knownToFiles)

/** Each fault as `line:column rule`, without hints. */
function faultsIn(text: string): string[] {
  return read(text)
    .faults.filter(({ hint }) => !hint)
    .map(({ line, column, rule }) => `${line}:${column} ${rule}`)
}

/** The example with one part of it written otherwise, and the line where that part begins. */
function changed(from: string, to: string): { text: string; line: number } {
  const at = example.indexOf(from)
  expect(at, `the example says: ${from}`).toBeGreaterThan(-1)
  return {
    text: example.slice(0, at) + to + example.slice(at + from.length),
    line: example.slice(0, at).split('\n').length,
  }
}

describe('a file that is right', () => {
  test('the example can be published as it is', () => {
    const { own, faults, more } = read(example)
    expect(faults).toEqual([])
    expect(more).toBe(0)
    expect(own?.source.requirements.map(({ id }) => id)).toEqual([
      'NKF-P-001',
      'NKF-P-002',
      'NKF-P-003',
      'NKF-R-001',
    ])
    expect(Object.keys(own?.words ?? {})).toEqual(['en', 'fr'])
  })

  test('may be JSON, with tabs, and says the same', () => {
    const file = { ...(read(example).own?.source as object), words: {} }
    const { own } = read(manyRequirements(3, 'json').replaceAll('\n ', '\n\t'))
    expect(own?.source.requirements).toEqual(read(manyRequirements(3)).own?.source.requirements)
    expect(file).toBeDefined()
  })

  test('a word that other readers take for true or false, or for a day, stays a word', () => {
    const { text } = changed('is: [yes, partly]', 'is: [no, partly]')
    expect(read(text).own?.source.requirements[1]?.showIf?.is).toEqual(['no', 'partly'])
    const { text: dated } = changed('date: 2026-09', 'date: 2026-09-30')
    expect(read(dated).own?.source.source.date).toBe('2026-09-30')
  })

  test('a mark at its beginning and the line ends of Windows change nothing', () => {
    const bytes = Buffer.from(`\ufeff${example.replaceAll('\n', '\r\n')}`)
    const found = decode(bytes)
    expect('text' in found && found.text).toBe(example)
  })

  test('one language is enough, and the page says which is missing', () => {
    const { own, faults } = read(example.slice(0, example.indexOf('  fr:\n    title')))
    expect(own).not.toBeNull()
    expect(faults.map(({ rule, hint, values }) => [rule, hint, values.locale])).toEqual([
      ['languageMissing', true, 'fr'],
    ])
  })

  test('French spaces are asked for and not insisted on', () => {
    const { text, line } = changed('Règle 2\u202f:', 'Règle 2:')
    const { own, faults } = read(text)
    expect(own).not.toBeNull()
    expect(faults.map(({ line, column, rule, hint }) => [line, column, rule, hint])).toEqual([
      [line, 15, 'frenchSpaces', true],
    ])
  })
})

describe('how it is written', () => {
  test.each([
    ['nothing', '', '1:1 empty'],
    ['only notes', '# nothing\n', '1:1 empty'],
    ['a tab as indentation', 'id: a\nhours:\n\tproject: 1\n', '3:1 tab'],
    ['an open quotation mark', 'id: "nkf-a\nversion: 1\n', '3:1 missingMark'],
    ['an open bracket', 'id: [a\nversion: 1\n', '2:1 indent'],
    ['a line that slipped', 'id: a\nhours:\n    project: 1\n  funder: 2\n', '4:1 indent'],
    ['no colon', 'id: a\nversion\n', '2:1 missingMark'],
    ['a character of another kind', 'id: @a\n', '1:5 unexpected'],
    ['a backslash', 'id: "C:\\quilt"\n', '1:8 escape'],
    ['an anchor', 'id: &a nkf\n', '1:5 anchor'],
    ['a tag', 'id: !!binary aGk=\n', '1:5 tag'],
    ['a directive', '%YAML 1.1\n---\nid: a\n', '1:1 directive'],
    ['two documents', 'id: a\n---\nid: b\n', '2:1 documents'],
    ['a list as a name', '? [a]\n: b\n', '1:3 keyNotText'],
    ['a number as a name', 'words:\n  1: b\n', '2:3 keyNotText'],
    ['a null byte', 'id: a\u0000b\n', '1:6 character'],
    ['a null byte in disguise', 'id: "a\\0b"\n', '1:5 character'],
    ['half a letter in disguise', 'id: "\\ud800"\n', '1:5 character'],
  ])('%s', (_, text, expected) => {
    expect(faultsIn(text)).toContain(expected)
  })

  test('a name that is there twice, and a copied group', () => {
    const { text, line } = changed('version: 1\n', 'version: 1\nversion: 2\n')
    const [fault] = read(text).faults
    expect(fault).toMatchObject({
      line: line + 1,
      column: 1,
      rule: 'duplicateKey',
      values: { otherLine: line },
    })
    const { text: merged, line: at } = changed('    from: 1\n    to: 3', '    from: 1\n    to: 3\n    <<: {}')
    expect(faultsIn(merged)).toEqual([`${at + 2}:5 mergeKey`])
  })

  test('a bomb of references is refused before anything is built from it', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...Array.from({ length: 30 }, (_, n) => {
        const [from, to] = ['abcdefghijklmnopqrstuvwxyzABCDE'[n], 'abcdefghijklmnopqrstuvwxyzABCDE'[n + 1]]
        return `${to}: &${to} [${`*${from},`.repeat(9)}]`
      }),
    ].join('\n')
    const started = performance.now()
    const { own, faults } = read(bomb)
    expect(own).toBeNull()
    expect(faults[0]).toMatchObject({ line: 1, column: 4, rule: 'anchor' })
    expect(faults.every(({ rule }) => rule === 'anchor')).toBe(true)
    expect(performance.now() - started).toBeLessThan(1000)
  })

  test.each([
    ['brackets', '['.repeat(100_000), 'deep'],
    ['braces', '{a: '.repeat(50_000), 'deep'],
    ['dashes', '- '.repeat(100_000), 'deep'],
    ['questions', '? '.repeat(100_000), 'deep'],
    ['steps', Array.from({ length: 600 }, (_, n) => `${' '.repeat(n)}a:\n`).join(''), 'deep'],
    ['parts', '- a\n'.repeat(400_000), 'long'],
    ['quotation marks', `a: ${'"" '.repeat(400_000)}`, 'long'],
  ])('a pile of %s is refused without running out of anything', (_, text, rule) => {
    expect(faultsIn(text)).toHaveLength(1)
    expect(faultsIn(text)[0]).toContain(rule)
  })

  test('what is no UTF-8 is found where it begins', () => {
    const bytes = Buffer.concat([Buffer.from('id: a\ntitle: é'), Buffer.from([0xe9]), Buffer.from('\nmore')])
    expect(decode(bytes)).toEqual({
      fault: { line: 2, column: 9, path: '', rule: 'notUtf8', values: {} },
    })
  })

  test('of very many faults two hundred are shown, and the rest counted', () => {
    const { faults, more } = read(
      `words:\n  en:\n    title: t\n    requirements:\n${'      X: 1\n'.repeat(900)}`,
    )
    expect(faults).toHaveLength(200)
    expect(more).toBeGreaterThan(690)
    expect(faults.map(({ line }) => line)).toEqual(faults.map(({ line }) => line).toSorted((a, b) => a - b))
  })

  test('a long line is shown around its fault', () => {
    const [fault] = read(`id: ${'x'.repeat(500)} &a y\nb: ${'z'.repeat(300)} : "c\n`).faults
    expect(fault!.excerpt.length).toBeLessThanOrEqual(120)
    expect(fault!.excerpt.startsWith('…') || fault!.column < 50).toBe(true)
  })
})

describe('what each field is', () => {
  test.each([
    ['principle: rights', 'principle: right', 12, 'oneOf'],
    ['gate: fieldwork', 'gate: later', 7, 'oneOf'],
    ['phase: set_up', 'phase: ', 1, 'missing'],
    ['version: 1', 'version: one', 10, 'wrongType'],
    ['version: 1', 'version: 1.5', 10, 'notWhole'],
    ['version: 1', 'version: 0', 10, 'least'],
    ['title: Safeguarding policy for research with river communities', 'title: 2026', 8, 'quote'],
    ['date: 2026-09', 'date: soon', 7, 'day'],
    ['url: https://example.org/safeguarding-policy', 'url: javascript:alert(1)', 6, 'url'],
    ['fromTier: 1', 'fromTier: 7', 11, 'most'],
    ['fromTier: 1', 'fromTeir: 1', 1, 'unknownFieldNear'],
    ['fromTier: 1', 'colour: red', 1, 'unknownField'],
    ['fromTier: 1', 'aside: true', 1, 'unknownField'],
    ['to: 3', 'to: 0.5', -1, 'rangeOrder'],
    ['options: [dry, wet, both]', 'options: [dry]', 1, 'shortList'],
    ['- id: crossing', '- id: Crossing', 7, 'slug'],
    ['mappings: [CHS5, NKF-BOAT-2]', 'mappings: [chs]', 12, 'code'],
    ['- id: NKF-P-001', '- id: NKF-001', 7, 'requirementId'],
    ['id: nkf-river-communities', 'id: river', 5, 'frameworkId'],
  ])('%s, written as %s', (from, to, column, rule) => {
    const { text, line } = changed(from, to)
    const start = example.split('\n')[line - 1]!.indexOf(from)
    const found = read(text).faults.find((fault) => fault.rule === rule)
    expect(found, JSON.stringify(faultsIn(text))).toBeDefined()
    // A range is wrong as a whole: it is found at its name, two lines up.
    if (rule === 'rangeOrder') expect(found).toMatchObject({ line: line - 2, column: 3 })
    else expect(found).toMatchObject({ line, column: start + column })
  })

  test('more than five thousand requirements', () => {
    const text = `requirements: [${'{},'.repeat(5001)}]`
    expect(faultsIn(text)).toContain('1:1 longList')
  })

  test('every field that is missing is asked for once, at the group that lacks it', () => {
    expect(faultsIn('id: nkf-a\n')).toEqual([
      '1:1 missing',
      '1:1 missing',
      '1:1 missing',
      '1:1 missing',
      '1:1 missing',
    ])
  })
})

describe('how the parts fit', () => {
  const at = (from: string, to: string) => {
    const { text, line } = changed(from, to)
    return read(text)
      .faults.filter(({ hint }) => !hint)
      .map(({ line: at, rule, values }) => ({ by: at - line, rule, values }))
  }

  test('an id is used once, begins with the mark, and says who is asked', () => {
    expect(at('- id: NKF-P-003', '- id: NKF-P-001')[0]).toMatchObject({ by: 0, rule: 'idTwice' })
    expect(at('- id: NKF-P-003', '- id: OTH-P-003')[0]).toMatchObject({ by: 0, rule: 'idMark' })
    expect(at('- id: NKF-P-003', '- id: NKF-F-003')[0]).toMatchObject({ by: 0, rule: 'idAudience' })
  })

  test('what came with the program is nobody’s to define again', () => {
    expect(at('- id: NKF-P-003', '- id: V-P-01')[0]).toMatchObject({ by: 0, rule: 'firstParty' })
    expect(at('id: nkf-river-communities', 'id: amana-ukcdr')[0]).toMatchObject({ by: 0, rule: 'ownMark' })
    expect(at('version: 1\n\n# Where', 'version: 99\n\n# Where')[0]).toMatchObject({ rule: 'baseUnknown' })
    expect(
      at('id: amana-ukcdr\n  version: 1', 'id: amana-ukcdr\n  version: 1\ntiered: false')[0],
    ).toMatchObject({
      by: 2,
      rule: 'fromBase',
    })
  })

  test('a condition looks back, at a choice, of the same audience, and never at itself', () => {
    const condition = 'requirement: NKF-P-001'
    expect(at(condition, 'requirement: NKF-P-003')).toMatchObject([{ by: 0, rule: 'showIfEarlier' }])
    expect(at(condition, 'requirement: NKF-P-002')).toMatchObject([{ by: 0, rule: 'showIfItself' }])
    expect(at(condition, 'requirement: NKF-P-009')).toMatchObject([{ by: 0, rule: 'showIfUnknown' }])
    expect(at(condition, 'requirement: V-F-01')).toMatchObject([{ by: -1, rule: 'showIfAudience' }])
    expect(at(condition, 'requirement: V-P-01')[0]?.rule).toMatch(/showIfChoice/)
  })

  test('two that wait for each other: one of them looks forward, and is told so', () => {
    const { text } = changed(
      '    mappings: [CHS5, NKF-BOAT-2]\n',
      '    mappings: [CHS5, NKF-BOAT-2]\n    showIf: { requirement: NKF-P-002, is: [yes] }\n',
    )
    expect(faultsIn(text).map((fault) => fault.split(' ')[1])).toContain('showIfEarlier')
  })

  test('a claim and its check name each other', () => {
    expect(at('pair: NKF-R-001', 'pair: NKF-R-009')[0]).toMatchObject({ by: 0, rule: 'pairUnknown' })
    expect(at('pair: NKF-R-001', 'pair: NKF-P-003')).toContainEqual(
      expect.objectContaining({ rule: 'pairItself' }),
    )
    expect(at('pair: NKF-P-003', 'pair: NKF-P-001').map(({ rule }) => rule)).toEqual([
      'pairNotMutual',
      'pairNotMutual',
    ])
    expect(at('part: check', 'part: claim').map(({ rule }) => rule)).toEqual(['pairSamePart', 'pairSamePart'])
  })

  test('a table has columns, a choice options, a number a unit', () => {
    expect(at('answer: table', 'answer: choice').map(({ rule }) => rule)).toEqual([
      'choiceOptions',
      'tableColumns',
    ])
    expect(at('answer: number', 'answer: voice-or-text')[0]).toMatchObject({ by: 1, rule: 'numberUnit' })
    expect(at('kind: line', 'kind: choice')[0]?.rule).toBe('columnOptions')
    expect(at('id: jackets', 'id: crossing').map(({ rule }) => rule)).toContain('twiceInList')
  })

  test('a code has a name, and only one', () => {
    expect(at('mappings: [CHS5, NKF-BOAT-2]', 'mappings: [CHS5, NKF-BOAT-2, XYZ9]')).toMatchObject([
      { by: 0, rule: 'mappingUnknown', values: { code: 'XYZ9' } },
    ])
    expect(at('mappings: [CHS5, NKF-BOAT-2]', 'mappings: [CHS5]').map(({ rule }) => rule)).toEqual([
      'mappingUnused',
      'mappingUnused',
    ])
    expect(at('      NKF-BOAT-2:', '      CHS5:').map(({ rule }) => rule)).toContain('mappingKnown')
  })

  test('hours are estimated for whoever is asked, and for nobody else', () => {
    expect(at('  organisation:\n    from: 1\n    to: 2\n', '')).toMatchObject([
      { rule: 'hoursMissing', values: { audience: 'organisation' } },
    ])
    expect(
      at('  organisation:\n    from: 1', '  funder: { from: 1, to: 2 }\n  organisation:\n    from: 1'),
    ).toMatchObject([{ by: 0, rule: 'hoursUnused' }])
  })

  test('every requirement has words in each language, and words have a requirement', () => {
    const french = "      NKF-P-003:\n        question: 'Qui"
    expect(at(french, french.replace('003', '009')).map(({ rule, values }) => [rule, values.id])).toEqual([
      ['wordsMissing', 'NKF-P-003'],
      ['wordsUnknown', 'NKF-P-009'],
    ])
    expect(at('          wet: Rains\n', '')).toMatchObject([
      { rule: 'labelMissing', values: { label: 'wet' } },
    ])
    expect(at('          wet: Rains\n', '          wet: Rains\n          hot: Hot\n')).toMatchObject([
      { by: 1, rule: 'labelUnknown' },
    ])
    expect(faultsIn(`${example.slice(0, example.indexOf('words:'))}words: {}\n`).join()).toContain(
      'noLanguage',
    )
  })

  test('a place in the interview is taken once, and has words to be spoken', () => {
    const { text } = changed('    fromTier: 1\n', '    fromTier: 1\n    interview: 40\n')
    expect(faultsIn(text).map((fault) => fault.split(' ')[1])).toEqual(['interviewSpoken', 'interviewSpoken'])
    const taken = text.replace('interview: 40', 'interview: 1')
    expect(faultsIn(taken).join()).toContain('interviewTwice')
  })

  test('on its own feet it says whose principles it follows', () => {
    const alone = example.replace(/builtOn:\n {2}id: amana-ukcdr\n {2}version: 1\n/, '')
    expect(faultsIn(alone).map((fault) => fault.split(' ')[1])).toEqual(['followsMissing', 'followsMissing'])
    expect(read(alone).faults.some(({ rule }) => rule === 'tierUnused')).toBe(true)
    const said = alone.replaceAll(/( {4}title: Amana.*\n)/g, '$1    follows: Nobody but ourselves.\n')
    expect(faultsIn(said)).toEqual([])
  })
})

test('every fault has a sentence in both languages, and none of them breaks', () => {
  const values = {
    ...{
      given: 'x',
      field: 'x',
      near: 'y',
      code: 'x',
      allowed: 'a, b',
      least: 1,
      most: 2,
      id: 'x',
      other: 'y',
    },
    ...{ mark: 'nkf', letter: 'P', version: 1, expected: 2, locale: 'fr', audience: 'project', label: 'x' },
    ...{ otherLine: 3, deepest: 24, number: 1, reason: 'x', wanted: 'text' },
  }
  for (const rule of faultRules) {
    expect(isKey(`frameworks.fault.${rule}`), rule).toBe(true)
    for (const locale of ['en', 'fr'] as const)
      expect(wordsFor(locale)(`frameworks.fault.${rule}`, values)).not.toMatch(/[{}]/)
  }
})

describe('whatever is sent', () => {
  const pieces = fc.constantFrom(
    '\n',
    '  ',
    '- ',
    ': ',
    '"',
    "'",
    '[',
    ']',
    '{',
    '}',
    '&a ',
    '*a',
    '|\n',
    '#',
    '\t',
    '? ',
    'é',
    '😀',
    '\\',
    '%',
    '!!',
    '<<: ',
    '---\n',
    '\u0000',
  )
  const spoilt = fc
    .tuple(
      fc.nat(example.length),
      fc.nat(60),
      fc.array(pieces, { maxLength: 6 }),
      fc.option(fc.nat(example.length), { nil: undefined }),
    )
    .map(([at, length, inserted, end]) =>
      (example.slice(0, at) + inserted.join('') + example.slice(at + length)).slice(0, end),
    )

  test('a spoilt file is refused at a line that it has, or read; it never breaks the reader', () => {
    fc.assert(
      fc.property(spoilt, (text) => {
        const { own, faults, more } = read(text)
        const lines = text.split('\n').length
        for (const fault of faults) {
          expect(fault.line).toBeGreaterThanOrEqual(1)
          expect(fault.line).toBeLessThanOrEqual(lines)
          expect(fault.column).toBeGreaterThanOrEqual(1)
          expect(fault.excerpt.length).toBeLessThanOrEqual(122)
        }
        expect(own === null).toBe(faults.some(({ hint }) => !hint) || more > 0)
        expect(faults.map(({ rule }) => rule)).not.toContain('other')
      }),
      { numRuns: 250 },
    )
  })

  test('nor does any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(read(tidy(text)).own).toBeNull()
      }),
      { numRuns: 500 },
    )
  })

  test('two thousand requirements are read in a moment', () => {
    const text = manyRequirements(2000)
    const started = performance.now()
    expect(read(text).own?.source.requirements).toHaveLength(2000)
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})
