import type { OwnLanguages } from '#content/import/merge.ts'
import type { Framework, FrameworkSource } from '#content/schema.ts'

type Wishes = { builtOn?: Framework['builtOn']; number?: 'count' | 'months' }

/** A tiered framework that asks one thing of a project and four of a body; on top of another, one thing of its own. */
export function aFrameworkOfOurs(
  id: string,
  version: number,
  { builtOn, number = 'count' }: Wishes = {},
): [FrameworkSource, OwnLanguages] {
  const about = { phase: 'set_up', verb: 'mitigate', gate: 'award', mappings: [] as string[] } as const
  const ofBody = { ...about, audience: 'organisation' } as const
  const own: FrameworkSource['requirements'] = [
    { id: 'NKF-R-001', principle: 'equity', answer: 'voice-or-text', ...ofBody },
  ]
  const figure = { answer: 'from-the-record', figure: 'peopleTrained' } as const
  const whole: FrameworkSource['requirements'] = [
    { id: 'V-P-01', principle: 'rights', audience: 'project', answer: 'yes-partly-no', ...about },
    { id: 'V-R-01', principle: 'rights', answer: 'yes-partly-no', ...ofBody },
    { id: 'V-R-02', principle: 'rights', answer: 'voice-or-text', ...ofBody },
    { id: 'A-R-01', principle: 'accountability', answer: 'number', number: { unit: number }, ...ofBody },
    { id: 'A-R-02', principle: 'accountability', ...figure, ...ofBody },
  ]
  const requirements = builtOn ? own : whole
  const source: FrameworkSource = {
    id,
    version,
    status: 'published',
    publishedOn: '2026-11-21',
    source: { title: 'A small one', publisher: 'Nobody', date: '2026', url: 'https://example.org/' },
    hours: { project: { from: 1, to: 2 }, organisation: { from: 1, to: 2 } },
    tiered: true,
    ...(builtOn ? { builtOn } : {}),
    requirements,
  }
  const words = {
    framework: { title: 'A small one', follows: 'Nobody.', version: `version ${version}` },
    requirements: Object.fromEntries(
      requirements.map(({ id: asked }) => [
        asked,
        { question: `Is ${asked} so?`, help: '', why: 'It matters.', evidence: 'A paper.' },
      ]),
    ),
    mappings: {},
  }
  return [source, { en: words, fr: words }]
}
