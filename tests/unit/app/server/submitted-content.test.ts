import { expect, test } from 'vitest'
import { contentOf } from '#app/server/repositories/submitted-content.server.ts'
import { asShown, canonicalJson } from '#content/index.ts'

const row = { frameworkId: 'amana-ukcdr', frameworkVersion: 0, audience: 'project', locale: 'fr', plan: null }

test('what was sent under the first version is stored to the letter as it always was', () => {
  const shown = asShown('amana-ukcdr', 0, 'project', 'fr')
  const answers = shown.requirements.map(({ id, answer }, index) => ({
    requirementId: id,
    choice: answer === 'voice-or-text' ? null : index % 2 ? 'yes' : 'partly',
    text: index % 2 && answer === 'yes-partly-no' ? '' : 'Efua visite.',
    dueOn: index % 2 ? null : new Date('2027-03-27'),
    value: null,
  }))
  const before = {
    ...shown,
    requirements: shown.requirements.map((question, index) => ({
      ...question,
      choice: answers[index]!.choice,
      text: answers[index]!.text,
      dueOn: index % 2 ? null : '2027-03-27',
    })),
  }
  expect(canonicalJson(contentOf(row, answers))).toBe(canonicalJson(before))
})

test('a question without an answer says so', () => {
  const [first] = contentOf(row, []).requirements
  expect(first).toMatchObject({ choice: null, text: '', dueOn: null, unanswered: true })
})
