import { describe, expect, test } from 'vitest'
import { Difference } from '#app/components/judging/difference.tsx'
import type { JudgedAnswer, PrincipleToJudge } from '#app/components/judging/judge-data.ts'
import { JudgeForm } from '#app/components/judging/judge-form.tsx'
import { NamedChanges } from '#app/components/line/named-changes.tsx'
import { wordDifference } from '#content/word-difference.ts'
import { rendered } from '../rendered.tsx'

const now = new Date('2026-11-22')
const answer = (id: string, text: string, more: Partial<JudgedAnswer> = {}): JudgedAnswer => ({
  id,
  question: `Is ${id} so?`,
  gateName: null,
  answer: 'yes-partly-no',
  choice: 'yes',
  text,
  dueOn: null,
  difference: null,
  ...more,
})
const page: PrincipleToJudge = {
  principle: 'accountability',
  submissionLocale: 'fr',
  submissionNumber: 1,
  sentBefore: null,
  answers: [answer('A-P-01', 'C’est fait.'), answer('A-P-02', 'Presque.')],
  lists: [
    {
      id: 'list:risks',
      title: 'Risques',
      tables: [{ title: 'Risques', columns: ['Numéro', 'Événement'], rows: [['1', 'Noyade']] }],
      changed: null,
    },
  ],
  sampled: ['A-P-02'],
  evidence: [],
  now,
  standing: null,
}
const form = { may: true, typed: undefined, errors: undefined, seen: 3, last: false }

describe('the page on which a principle is judged', () => {
  test('has one field of each name, and a label for every field', () => {
    const html = rendered(<JudgeForm {...page} {...form} />)
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [, name] of html.matchAll(/<textarea[^>]* id="([^"]+)"/g))
      expect(html).toContain(`for="${name}"`)
    expect(html).toContain('name="why-list:risks"')
    expect(html).toContain('lang="fr"')
  })

  test('says which answer was chosen at random, open, and keeps the others closed', () => {
    const html = rendered(<JudgeForm {...page} {...form} />)
    expect(html.split('am-chosen')).toHaveLength(2)
    expect(html).toContain('Chosen at random')
    expect(html).not.toMatch(/<details[^>]* open=""/)
  })

  test('opens where something is wrong or was typed, and gives it back', () => {
    const html = rendered(
      <JudgeForm
        {...page}
        {...form}
        typed={{ 'mark-A-P-01': 'exception', 'why-A-P-01': '', reason: 'A thought.', judgement: 'accepted' }}
        errors={{ 'why-A-P-01': { key: 'review.error.exception', values: { id: 'A-P-01' } } }}
      />,
    )
    expect(html).toMatch(/<details[^>]* open=""/)
    expect(html).toContain('A thought.')
    expect(html).toContain('A-P-01: write what the exception is.')
  })

  test('after changes shows what changed side by side, with the words that asked, and the rest folded away', () => {
    const changed = answer('A-P-02', 'Tout à fait.', {
      difference: wordDifference('Presque.', 'Tout à fait.'),
    })
    const html = rendered(
      <JudgeForm
        {...page}
        {...form}
        answers={[answer('A-P-01', 'C’est fait.'), changed]}
        submissionNumber={2}
        sentBefore={now}
        earlier={[{ reason: '', at: now, points: [{ requirementId: 'A-P-02', reason: 'À moitié ?' }] }]}
      />,
    )
    expect(html).toContain('One answer changed since last time')
    expect(html).toContain('One answer has not changed: read')
    expect(html).toContain('À moitié ?')
    expect(html.indexOf('<del>')).toBeLessThan(html.indexOf('<ins>'))
  })

  test('is to be read, without a field, by whoever may not judge', () => {
    const html = rendered(<JudgeForm {...page} {...form} may={false} />)
    expect(html).not.toContain('<textarea')
    expect(html).not.toContain('<form')
  })
})

test('a difference is told in words too, in the reader’s language', () => {
  const parts = wordDifference('Elle appelle.', 'Elle appelle lundi.')
  const html = rendered(<Difference id="d" parts={parts} before="Avant" after="Après" lang="fr" />, 'fr')
  expect(html).toContain('retiré')
  expect(html).toContain('ajouté')
})

test('the author finds what was named first, with the words and the way to it', () => {
  const changes = [
    {
      id: 'V-P-02',
      principle: 'rights' as const,
      name: 'Which clinic?',
      to: 'requirements/V-P-02',
      reason: 'Say who.',
      changed: true,
    },
    {
      id: 'list:risks',
      principle: 'accountability' as const,
      name: 'Risks',
      to: 'lists/risks',
      reason: 'Nobody drowns.',
      changed: null,
    },
  ]
  const may = { answer: true } as Parameters<typeof NamedChanges>[0]['may']
  const html = rendered(<NamedChanges id="x" changes={changes} may={may} />)
  expect(html).toContain('href="/app/assessments/x/requirements/V-P-02"')
  expect(html).toContain('V-P-02: Which clinic?')
  expect(html).not.toContain('list:risks:')
  expect(html).toContain('Only these are open.')
})
