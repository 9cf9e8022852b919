import { describe, expect, test } from 'vitest'
import { choiceAsText, wordsOfAnswer, type ShownForReading } from '#content/answer-text.ts'

const given = { choice: null, text: '', dueOn: null }
const table: ShownForReading = {
  answer: 'table',
  labels: { group: 'Groupe', cost: 'Montant', safe: 'Sûr ?', women: 'Femmes', on: 'Le' },
  table: {
    columns: [
      { id: 'group', kind: 'line', required: true },
      { id: 'cost', kind: 'money', required: false },
      { id: 'safe', kind: 'yes-no', required: false },
      { id: 'on', kind: 'date', required: false },
    ],
    least: 1,
  },
}

describe('an answer as plain text', () => {
  test('of the first kinds is choice and words', () => {
    const asked: ShownForReading = {
      answer: 'yes-partly-no',
      choices: [{ value: 'partly', label: 'Partly' }],
    }
    const answer = { choice: 'partly', text: 'Efua visits.', dueOn: new Date('2027-03-01') }
    expect(choiceAsText(asked, answer, 'en')).toBe('Partly')
    expect(wordsOfAnswer(asked, answer, 'en')).toBe('Efua visits.')
    expect(wordsOfAnswer({ answer: 'voice-or-text' }, { ...given, text: 'Said.' }, 'en')).toBe('Said.')
  })

  test('of a table is a line for each row, in its own language', () => {
    const value = {
      rows: [
        { group: 'Femmes', cost: { amount: '1200.50', currency: 'SLE' }, safe: false, on: '2026-03-01' },
        { group: 'Deux\nlignes' },
      ],
    }
    expect(
      wordsOfAnswer(table, { ...given, text: 'Note.', value }, 'fr').replaceAll(/[\u202f\u00a0]/g, ' '),
    ).toBe(
      'Ligne 1 : Groupe : Femmes ; Montant : 1 200,50 SLE ; Sûr ? : Non ; Le : 1er mars 2026\n' +
        'Ligne 2 : Groupe : Deux lignes\nNote.',
    )
  })

  test('of a number, a role, a choice and a figure', () => {
    const hours: ShownForReading = { answer: 'number', number: { unit: 'hours', least: 0, most: 168 } }
    expect(wordsOfAnswer(hours, { ...given, value: { number: '1' } }, 'en')).toBe('1 hour')
    expect(wordsOfAnswer(hours, { ...given, value: { number: '1200.25' } }, 'en')).toBe('1,200.25 hours')
    const value = { role: 'Deputy', hoursPerWeek: '7.5', paid: true }
    expect(wordsOfAnswer({ answer: 'person-role' }, { ...given, value }, 'en')).toBe(
      'Role: Deputy\nHours a week paid for this: 7.5\nPaid: Yes',
    )
    const one: ShownForReading = { answer: 'choice', options: ['kept'], labels: { kept: 'It is kept' } }
    expect(wordsOfAnswer(one, { ...given, value: { option: 'kept' } }, 'en')).toBe('It is kept')
    const record: ShownForReading = { answer: 'from-the-record', figure: 'referralsTried' }
    expect(wordsOfAnswer(record, { ...given, value: { figure: 'referralsTried', count: 2 } }, 'en')).toBe(
      '2 services on the referral map have been called.',
    )
    expect(wordsOfAnswer(record, given, 'en')).toBe('The record holds nothing about this yet.')
  })

  test('that does not apply says why, and nothing else', () => {
    const answer = {
      choice: 'not_applicable',
      text: 'No money.',
      dueOn: null,
      value: { rows: [{ group: 'x' }] },
    }
    expect(wordsOfAnswer(table, answer, 'en')).toBe('No money.')
  })

  test('of something else than was asked is only its words', () => {
    for (const value of [null, 7, 'x', [], { rows: 'none' }, { rows: [{ group: { amount: 'x' } }] }])
      expect(wordsOfAnswer(table, { ...given, text: 'Said.', value }, 'en')).toBe('Said.')
  })
})
