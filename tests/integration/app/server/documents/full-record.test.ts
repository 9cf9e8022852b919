import { beforeAll, describe, expect, test } from 'vitest'
import {
  fullRecordSchema,
  statementOf,
  type FullRecordModel,
} from '#app/server/documents/assessment-model.server.ts'
import { drawDocument } from '#app/server/documents/draw.server.ts'
import { sampleRecord } from '#app/server/documents/sample-record.server.ts'
import firstModels from '#tests/support/first-models.json' with { type: 'json' }
import { check, has, named, pagesOf } from '#tests/support/pdf-tools.ts'
import { wholeRecord } from '#tests/support/whole-record.ts'

const drawn = new Map<string, Uint8Array>()

beforeAll(async () => {
  drawn.set('sample', await drawDocument(sampleRecord))
  drawn.set('en', await drawDocument(wholeRecord('en')))
  drawn.set('fr', await drawDocument(wholeRecord('fr')))
}, 60_000)

const flat = (text: string) => text.replace(/\s+/g, ' ')
const wordsOf = async (bytes: Uint8Array) => (await pagesOf(bytes)).join('\n')

describe.runIf(has('pdftotext'))(named('the first two pages', 'pdftotext'), () => {
  test.each(['sample', 'en', 'fr'])(
    'say everything that a board decides on, and nothing runs over: %s',
    async (name) => {
      const pages = await pagesOf(drawn.get(name)!)
      const cover = flat(pages[0]!)
      const summary = flat(pages[1]!)
      expect(cover).toContain('Tier 3, enhanced. Children take part or are near.')
      for (const { name: who } of sampleRecord.signers) expect(cover).toContain(who)
      for (const said of [
        'Every site has a way to complain',
        'Efua Tetteh-Brown, focal point',
        'V-P-03, A-P-05',
        'Nadia Quarshie-Holt',
        'Hélène Asante-Moor',
      ])
        expect(summary).toContain(said)
      const [rule, next] =
        name === 'fr'
          ? ['Ce n’est pas une mauvaise note.', 'La décision']
          : ['It is not a bad mark.', 'The decision']
      expect(summary).toContain(rule)
      expect(flat(pages[2]!)).toContain(next)
    },
  )

  test('count what was asked and how it was answered', async () => {
    const summary = flat((await pagesOf(drawn.get('en')!))[1]!)
    expect(summary).toMatch(/Rights of survivors and whistleblowers Accepted 44 16 4 3 3 15 3/)
  })
})

describe('the whole record', () => {
  test.runIf(has('qpdf', 'pdfinfo'))(
    named('has nothing for other people’s programs to complain about', 'qpdf', 'pdfinfo'),
    async () => {
      for (const bytes of drawn.values()) {
        const { code, output } = await check('qpdf', ['--check'], bytes)
        expect(code).toBe(0)
        expect(output).not.toMatch(/warning|error:/i)
      }
      const { output } = await check('pdfinfo', [], drawn.get('fr')!)
      expect(output).toMatch(/Tagged:\s+yes/)
    },
  )

  test.runIf(has('pdfinfo'))(
    named('is a table where it draws one, with heads and rows', 'pdfinfo'),
    async () => {
      const { output } = await check('pdfinfo', ['-struct'], drawn.get('en')!)
      const count = (tag: string) => output.match(new RegExp(`^\\s*${tag}\\b`, 'gm'))?.length ?? 0
      expect(count('Table')).toBeGreaterThan(20)
      expect(count('TR')).toBeGreaterThan(150)
      expect(count('TH')).toBeGreaterThan(200)
      expect(count('H1')).toBe(12)
      expect(count('H3')).toBeGreaterThan(140)
    },
  )

  test.runIf(has('pdftotext'))(
    named('says where a lesson was taken in, and not its words', 'pdftotext'),
    async () => {
      expect(flat(await wordsOf(drawn.get('sample')!))).toContain(
        'Taken in here on 12 February 2026: a lesson from earlier concerns, of Northlight Research Fund, shown from 1 January 2026.',
      )
    },
  )

  test.runIf(has('pdftotext'))(named('is French from end to end in French', 'pdftotext'), async () => {
    const text = flat(await wordsOf(drawn.get('fr')!))
    for (const word of [
      'En bref',
      'Ce qui est dû',
      'Les risques d’un coup d’œil',
      'Preuves',
      'Listes du plan',
    ])
      expect(text).toContain(word)
    for (const word of [
      'Evidence:',
      'What is owed',
      'Who took part',
      'What remains',
      'Reviewer:',
      'Not answered',
    ])
      expect(text).not.toContain(word)
    expect(text).not.toMatch(/\[object Object\]|\bundefined\b|\bNaN\b|[{}]|Invalid Date|record\.\w+\./)
  })

  test.runIf(has('pdftotext'))(
    named('never leaves a heading at the foot of a page', 'pdftotext'),
    async () => {
      const model = wholeRecord('en')
      const phases = new Set(
        model.principles.flatMap(({ requirements }) => requirements.map((one) => one.phaseName)),
      )
      const headings = new Set([
        ...phases,
        'Risks at a glance',
        'Exceptions, and changes that were asked',
        'People',
      ])
      for (const page of await pagesOf(drawn.get('en')!)) {
        const lines = page
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean)
        const footer = lines.findLastIndex((line) => line.includes('Ledger checkpoint'))
        expect(headings).not.toContain(lines[footer - 1])
      }
    },
  )

  test('is drawn the same again', async () => {
    const again = await drawDocument(wholeRecord('en'))
    expect(Buffer.from(again).equals(Buffer.from(drawn.get('en')!))).toBe(true)
  })
})

describe('what a record has to bear', () => {
  test.runIf(has('qpdf', 'pdftotext'))(
    named(
      'tables with a word without end, cells longer than a page, twelve columns and Arabic',
      'qpdf',
      'pdftotext',
    ),
    async () => {
      const bytes = await drawDocument(withHostileTables())
      const { code } = await check('qpdf', ['--check'], bytes)
      expect(code).toBe(0)
      const text = await wordsOf(bytes)
      expect(text).toContain('the very last words')
      expect(text).toContain('للشكوى')
      expect(text.replace(/\s/g, '')).toContain('Ω'.repeat(40))
    },
  )

  test('nothing in it: no list, no risk, no evidence, no reason, and one condition', async () => {
    const { conditions, ...rest } = sampleRecord
    const bare: FullRecordModel = {
      ...rest,
      conditions: conditions.slice(0, 1),
      plan: null,
      writers: [],
      reviewers: [],
      risks: { rows: [], gaps: [] },
      lists: [],
      evidence: [],
      principles: rest.principles.map((one) => ({
        ...one,
        judgement: null,
        remark: '',
        decided: '',
        points: [],
        opinions: [],
        changes: [],
        requirements: [],
      })),
    }
    await expect(drawDocument(bare)).resolves.toBeInstanceOf(Uint8Array)
  })

  test.runIf(has('pdftotext'))(named('a decision that was undone, and an appeal', 'pdftotext'), async () => {
    const bytes = await drawDocument({
      ...sampleRecord,
      earlierDecisions: [
        {
          ...{
            number: 1,
            outcome: 'declined',
            reason: 'No map.',
            decidedOn: '2026-02-01',
            decidedBy: 'Ife Okpara-Lane',
          },
          ...{
            kind: 'appealed',
            undoneOn: '2026-02-20',
            undoneBy: 'Tomas Riel-Abara',
            undoneBecause: 'The map was sent.',
          },
        },
      ],
      appeals: [
        {
          ...{
            grounds: 'We sent the map.',
            lodgedOn: '2026-02-03',
            lodgedBy: 'Adwoa Mensima-Reed',
            state: 'upheld',
          },
          ...{ heardBy: 'Tomas Riel-Abara', heardOn: '2026-02-20', reason: 'It was there.' },
        },
      ],
    })
    const text = flat(await wordsOf(bytes))
    expect(text).toContain(
      'Declined, decided on 1 February 2026 by Ife Okpara-Lane. Undone on 20 February 2026',
    )
    expect(text).toContain('Upheld on 20 February 2026, heard by Tomas Riel-Abara. It was there.')
  })

  test('a model of the first documents, which knew none of this', async () => {
    const bytes = await drawDocument(firstModels.record)
    expect(Buffer.from(bytes).toString('latin1')).not.toContain('undefined')
    const { principles } = fullRecordSchema.parse(firstModels.record)
    if (has('pdftotext'))
      expect(flat(await wordsOf(bytes))).toContain(flat(principles[1]!.requirements[0]!.question))
  })
})

describe.runIf(has('pdftotext'))(named('the public statement', 'pdftotext'), () => {
  const own = {
    number: 'AM-88PT-4MXC',
    verifyUrl: 'https://amana.example/verify/AM-88PT-4MXC',
    fullRecordSha256: 'ab'.repeat(32),
  }

  test.each(['en', 'fr'] as const)(
    'says in English and in French what it does not mean (%s)',
    async (locale) => {
      const pages = await pagesOf(await drawDocument(statementOf({ ...sampleRecord, locale }, own)))
      expect(pages).toHaveLength(2)
      const first = flat(pages[0]!)
      expect(first).toContain('does not mean that the work is safe, or that the answers given are true')
      expect(first).toContain(
        'ne veut pas dire que le travail est sans danger, ni que les réponses données sont vraies',
      )
    },
  )

  test('of a funder’s own assessment names who looked from outside by role and body', async () => {
    const outsider = { part: 'outside' as const, name: 'Ama Secret', roleLabel: 'Reviewer', paid: null }
    const reviewers = [{ ...outsider, organisationName: 'Harbour Light Trust' }]
    const statement = statementOf({ ...sampleRecord, audience: 'funder', reviewers }, own)
    const text = flat(await wordsOf(await drawDocument(statement)))
    expect(text).toContain('Reviewer, Harbour Light Trust: from outside.')
    expect(text).not.toContain('Ama Secret')
  })
})

function withHostileTables(): FullRecordModel {
  const columns = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ label: `Column ${index}`, numeric: index === 1 }))
  const [rights, ...others] = sampleRecord.principles
  const [first, second, ...rest] = rights!.requirements
  const long = `${'Said at length. '.repeat(1200)}the very last words`
  return {
    ...sampleRecord,
    principles: [
      {
        ...rights!,
        requirements: [
          { ...first!, table: { columns: columns(3), rows: [['Ω'.repeat(400), 'للشكوى: الغرفة 12', long]] } },
          {
            ...second!,
            table: {
              columns: columns(12),
              rows: [Array.from({ length: 12 }, (_, index) => `cell${index} `.repeat(9))],
            },
          },
          ...rest,
        ],
      },
      ...others,
    ],
    lists: [
      {
        id: 'wide',
        title: 'W'.repeat(200),
        note: '',
        columns: columns(9),
        rows: [
          {
            cells: Array<string>(9).fill('Q'.repeat(60)),
            more: [{ label: 'More', value: 'Z'.repeat(3000) }],
          },
        ],
      },
    ],
  }
}
