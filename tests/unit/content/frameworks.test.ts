import { describe, expect, test } from 'vitest'
import { canonicalJson } from '#content/canonical.ts'
import { frozenFaults } from '#content/checks/published.ts'
import {
  asShown,
  byPrinciple,
  currentFramework,
  framework,
  frameworks,
  principles,
  RequirementShown,
  requirementsFor,
  wordFaults,
} from '#content/index.ts'
import published from '#content/published.json' with { type: 'json' }
import { FrameworkSchema, type FrameworkSource } from '#content/schema.ts'
import { locales } from '#content/words.ts'

const v0 = framework('amana-ukcdr', 0)

async function fingerprint(text: string): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(text))).toString('hex')
}

describe('the first selection', () => {
  test('asks a project at least fourteen things and a funder at least eight, across all four principles', () => {
    const project = requirementsFor(v0, 'project')
    const funder = requirementsFor(v0, 'funder')

    expect(project.length).toBeGreaterThanOrEqual(14)
    expect(funder.length).toBeGreaterThanOrEqual(8)
    for (const asked of [project, funder])
      expect(byPrinciple(asked).map(([principle]) => principle)).toEqual(principles)
  })

  test('keeps the ids of the bank, where the letters say the principle and the audience', () => {
    const letter = { rights: 'V', equity: 'E', transparency: 'T', accountability: 'A' }
    const role: Record<string, string> = { project: 'P', funder: 'F' }
    for (const { id, principle, audience } of v0.requirements)
      expect(id).toMatch(new RegExp(`^${letter[principle]}-${role[audience]}-\\d\\d$`))
  })

  test('says that it follows UKCDR and that phases and wording are its own', () => {
    expect(asShown('amana-ukcdr', 0, 'project', 'en').framework.follows).toMatch(/follow .*UKCDR.* own/s)
    expect(asShown('amana-ukcdr', 0, 'project', 'fr').framework.follows).toContain('ceux de ce projet')
  })

  test('estimates the hours for everybody it asks', () => {
    for (const audience of ['project', 'funder'] as const)
      expect(asShown('amana-ukcdr', 0, audience, 'en').framework.hours).not.toBeNull()
  })

  test('never calls anybody a victim, in any language', () => {
    for (const locale of locales)
      for (const audience of ['project', 'funder'] as const)
        expect(JSON.stringify(asShown('amana-ukcdr', 0, audience, locale))).not.toMatch(/victim/i)
  })
})

describe('questions as shown', () => {
  test.each(locales)(
    'are whole in themselves in %s, so that a stored submission needs nothing else',
    (locale) => {
      const shown = asShown('amana-ukcdr', 0, 'project', locale)
      expect(shown.requirements).toHaveLength(requirementsFor(v0, 'project').length)
      for (const asked of shown.requirements) {
        expect(RequirementShown.parse(JSON.parse(JSON.stringify(asked)))).toEqual(asked)
        expect(asked.question.trim()).toMatch(/\?$/)
        expect(asked.choices).toHaveLength(asked.answer === 'yes-partly-no' ? 4 : 0)
      }
    },
  )

  test('differ between languages in their words and not in their ids', () => {
    const [en, fr] = locales.map((locale) => asShown('amana-ukcdr', 0, 'funder', locale).requirements)
    expect(fr?.map(({ id }) => id)).toEqual(en?.map(({ id }) => id))
    for (const [index, asked] of (en ?? []).entries()) expect(fr?.[index]?.question).not.toBe(asked.question)
  })

  test('an unknown framework is refused', () => {
    expect(() => framework('amana-ukcdr', 99)).toThrow('no framework amana-ukcdr version 99')
  })
})

describe('published versions are frozen', () => {
  test('each is what its hash says', async () => {
    expect(await frozenFaults(fingerprint)).toEqual([])
  })

  test('a changed word, a missing hash and a vanished version are all seen', async () => {
    const { 0: first, 1: second } = published['amana-ukcdr']
    const frozen = {
      'amana-ukcdr': { 0: { structure: first.structure, en: '00' }, 1: second },
      gone: { 3: {} },
    }

    const faults = await frozenFaults(fingerprint, frozen)

    expect(faults).toHaveLength(3)
    expect(faults.join('\n')).toMatch(
      /v0 en was changed[\s\S]*v0 fr has no hash[\s\S]*gone v3 was published and is gone/,
    )
  })

  test('a new call asks for a published version', () => {
    expect(currentFramework.status).toBe('published')
    expect(frameworks).toContain(currentFramework)
  })

  test('one value has one canonical text, whatever the order of its keys', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'é' }], a: undefined })).toBe('{"b":[1,{"c":"é","d":null}]}')
    expect(canonicalJson({ b: 1, a: 2 })).toBe(canonicalJson({ a: 2, b: 1 }))
  })
})

describe('a framework with a fault does not load', () => {
  const asked = (
    more: Partial<FrameworkSource['requirements'][number]> & { id: string },
  ): FrameworkSource['requirements'][number] => ({
    principle: 'rights',
    audience: 'project',
    phase: 'proposal',
    verb: 'anticipate',
    gate: 'submit',
    answer: 'yes-partly-no',
    mappings: [],
    ...more,
  })
  const draft = (...requirements: FrameworkSource['requirements']): FrameworkSource => ({
    id: 'a-draft',
    version: 1,
    status: 'draft',
    publishedOn: null,
    source: { title: 'Somewhere', publisher: 'Somebody', date: '2026', url: 'https://example.org/' },
    hours: { project: { from: 1, to: 2 } },
    requirements,
  })
  const faultsOf = (source: FrameworkSource) =>
    FrameworkSchema.safeParse(source).error?.issues.map(({ message }) => message) ?? []

  test('a sound one loads, and everything is asked from the lightest tier unless it says otherwise', () => {
    expect(FrameworkSchema.parse(draft(asked({ id: 'V-P-01' }))).requirements[0]?.fromTier).toBe(0)
  })

  test('an id may be used once', () => {
    expect(faultsOf(draft(asked({ id: 'V-P-01' }), asked({ id: 'V-P-01' })))).toEqual([
      'V-P-01: is used twice',
    ])
  })

  test('a condition looks back, at a choice, of the same audience', () => {
    const onTwo = asked({ id: 'V-P-01', showIf: { requirement: 'V-P-02', is: ['yes'] } })
    const two = asked({ id: 'V-P-02' })
    expect(faultsOf(draft(two, onTwo))).toEqual([])
    expect(faultsOf(draft(onTwo, two))).toEqual(['V-P-01: V-P-02 does not come earlier'])
    expect(faultsOf(draft({ ...two, answer: 'voice-or-text' }, onTwo))).toEqual([
      'V-P-01: V-P-02 offers no choice to depend on',
    ])
    expect(
      faultsOf({
        ...draft({ ...two, audience: 'funder' }, onTwo),
        hours: { project: { from: 1, to: 1 }, funder: { from: 1, to: 1 } },
      }),
    ).toEqual(['V-P-01: V-P-02 is asked of somebody else'])
  })

  test('a published version has a date, and a table has columns', () => {
    expect(faultsOf({ ...draft(asked({ id: 'V-P-01', answer: 'table' })), status: 'published' })).toEqual([
      'a published version has a date',
      'V-P-01: a table has columns, and nothing else has',
    ])
  })

  test('words without a requirement are as wrong as a requirement without words', () => {
    const structure = FrameworkSchema.parse(draft(asked({ id: 'V-P-01', mappings: ['UKRI'] })))
    const line = { question: 'q?', help: '', why: 'w', evidence: 'e' }
    const words = {
      framework: { title: 't', follows: 'f', version: 'v' },
      requirements: { 'V-P-09': line },
      mappings: {},
    }
    expect(wordFaults(structure, words)).toEqual([
      'requirement V-P-01 has no words',
      'words for an unknown requirement V-P-09',
      'mapping UKRI has no words',
    ])
  })
})
