import { describe, expect, test } from 'vitest'
import { decideForm } from '#app/forms/decide.form.ts'
import { letterForm } from '#app/forms/letter.form.ts'
import { panelForm } from '#app/forms/panel.form.ts'
import { withOneMore } from '#app/server/http/decide-steps.server.ts'

const today = '2030-01-31'
const needs = { reasons: [] as const, askable: ['R-P-01', 'list:risks'] }
const condition = {
  sentence1: 'Every service has been called.',
  owner1: 'The circle',
  evidenceAsked1: 'The map',
  howChecked1: 'Three are called again.',
  pays1: 'organisation',
  moneyFor1: 'Line 3',
  dueOn1: '2030-03-01',
}

function read(given: object, asked: Parameters<typeof decideForm>[1] = needs) {
  const parsed = decideForm(today, asked).safeParse({ seenRevision: '3', ...given })
  return parsed.success
    ? parsed.data
    : Object.fromEntries(parsed.error.issues.map(({ path, message }) => [String(path[0]), message]))
}

describe('a decision', () => {
  test('without an outcome or a reason says both at once', () => {
    expect(read({})).toEqual({
      outcome: 'judging.error.outcome',
      reason: 'judging.error.reasonForDecision',
    })
  })

  test('a no needs a reason under every principle', () => {
    expect(read({ outcome: 'declined', reason: 'No.', reason_rights: 'R' })).toEqual({
      reason_equity: 'decision.error.reasonToDecline',
      reason_transparency: 'decision.error.reasonToDecline',
      reason_accountability: 'decision.error.reasonToDecline',
    })
  })

  test('a yes needs one where the reviewer left something open, and nowhere else', () => {
    const asked = { ...needs, reasons: ['equity'] as const }
    expect(read({ outcome: 'approved', reason: 'Yes.' }, asked)).toEqual({
      reason_equity: 'decision.error.reasonOwed',
    })
    expect(read({ outcome: 'approved', reason: 'Yes.', reason_equity: 'Paid now.' }, asked)).toMatchObject({
      ask: false,
      reasons: { equity: 'Paid now.' },
      conditions: [],
    })
  })

  test('what was typed for conditions does not go with a plain yes', () => {
    expect(read({ outcome: 'approved', reason: 'Yes.', ...condition })).toMatchObject({ conditions: [] })
  })

  test('more information names what it is about, with a reason for each', () => {
    const ask = { outcome: 'more_information', reason: 'Two things.', askCount: '3' }
    expect(
      read({ ...ask, ask1: 'R-P-01', askReason1: 'Who?', ask2: 'list:risks', askReason2: 'Which?' }),
    ).toEqual({
      ask: true,
      seenRevision: 3,
      reason: 'Two things.',
      points: [
        { requirementId: 'R-P-01', kind: 'change', reason: 'Who?' },
        { requirementId: 'list:risks', kind: 'change', reason: 'Which?' },
      ],
    })
    expect(read({ ...ask, ask1: 'X-1', ask2: 'R-P-01' })).toEqual({
      ask1: 'decision.error.ask',
      askReason1: 'decision.error.askReason',
      askReason2: 'decision.error.askReason',
    })
  })
})

describe('a condition', () => {
  const given = { outcome: 'approved_with_conditions', reason: 'Yes.' }

  test('says what is owed, how it is checked, who pays and until when', () => {
    expect(read({ ...given })).toEqual({
      sentence1: 'judging.error.condition.sentence',
      owner1: 'judging.error.condition.owner',
      evidenceAsked1: 'judging.error.condition.evidenceAsked',
      howChecked1: 'judging.error.condition.howChecked',
      pays1: 'judging.error.condition.pays',
      dueOn1: 'judging.error.condition.dueOn',
    })
  })

  test('that nobody pays for says why', () => {
    expect(read({ ...given, ...condition, pays1: 'nobody' })).toEqual({
      whyNoMoney1: 'judging.error.condition.whyNoMoney',
    })
  })

  test('may wait for the reviewing body’s money, and for nobody else’s', () => {
    const funds = { starts1: 'funds', fundsExpectedOn1: '2030-03-01', daysAfterFunds1: '30' }
    expect(read({ ...given, ...condition, ...funds })).toEqual({
      starts1: 'judging.error.condition.onlyOurMoney',
    })
    expect(read({ ...given, ...condition, ...funds, pays1: 'reviewing_body' })).toMatchObject({
      conditions: [
        {
          dueOn: new Date('2030-03-31T00:00:00Z'),
          fundsExpectedOn: new Date('2030-03-01T00:00:00Z'),
          daysAfterFunds: 30,
          whyNoMoney: '',
        },
      ],
    })
    const wrong = { ...funds, fundsExpectedOn1: '2030-01-01', daysAfterFunds1: '-3' }
    expect(read({ ...given, ...condition, ...wrong, pays1: 'reviewing_body' })).toEqual({
      fundsExpectedOn1: 'judging.error.condition.fundsLater',
      daysAfterFunds1: 'judging.error.condition.daysAfterFunds',
    })
  })

  test('that was begun is read, and an empty one is left out', () => {
    const read3 = read({ ...given, ...condition, conditionCount: '3', owner3: 'The fund' })
    expect(Object.keys(read3)).toEqual(
      expect.arrayContaining(['sentence3', 'evidenceAsked3', 'howChecked3', 'pays3', 'dueOn3']),
    )
    expect(read({ ...given, ...condition, conditionCount: '2' })).toMatchObject({ conditions: [{}] })
  })
})

describe('one more row', () => {
  test('keeps everything that was typed, and chooses the answer that it belongs to', () => {
    const typed = { sentence1: 'Mine', conditionCount: '1', reason: 'Because' }
    expect(withOneMore(typed, 'addCondition', [])).toEqual({
      typed: { ...typed, conditionCount: '2', outcome: 'approved_with_conditions' },
      lookAt: 'condition2',
    })
    expect(withOneMore(typed, 'addAsk', [])).toMatchObject({
      typed: { reason: 'Because', askCount: '2', outcome: 'more_information' },
    })
  })

  test('an exception fills the first empty condition, and never one that was begun', () => {
    const exceptions = [{ requirementId: 'R-P-03', reason: 'Two services were not called.' }]
    expect(withOneMore({}, 'exception:R-P-03', exceptions)).toMatchObject({
      typed: { sentence1: 'Two services were not called.', conditionCount: '1' },
      lookAt: 'condition1',
    })
    expect(withOneMore({ 'dueOn1.day': '3' }, 'exception:R-P-03', exceptions)).toMatchObject({
      typed: { 'dueOn1.day': '3', sentence2: 'Two services were not called.', conditionCount: '2' },
    })
    expect(withOneMore({}, 'exception:X', exceptions)).toBeNull()
  })
})

describe('a panel', () => {
  const [a, b] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']
  const form = panelForm([a, b].map((id) => ({ id, needs: { reasons: [] } })))

  test('decides those that were marked, each with what was seen of it', () => {
    const given = {
      [`outcome_${a}`]: 'approved',
      [`reason_${a}`]: 'Yes.',
      [`seen_${a}`]: '7',
      [`outcome_${b}`]: '',
    }
    expect(form.parse(given)).toEqual([
      { id: a, seenRevision: 7, outcome: 'approved', reason: 'Yes.', reasons: {} },
    ])
  })

  test('decides nothing when none is marked, and nothing at all when one is wrong', () => {
    expect(form.safeParse({}).error?.issues).toMatchObject([
      { path: [''], message: 'decision.error.nothingChosen' },
    ])
    const given = {
      [`outcome_${a}`]: 'approved',
      [`reason_${a}`]: 'Yes.',
      [`seen_${a}`]: '7',
      [`outcome_${b}`]: 'approved_with_conditions',
      [`seen_${b}`]: '2',
    }
    expect(form.safeParse(given).error?.issues).toMatchObject([{ path: [`outcome_${b}`] }])
  })
})

describe('a letter of one’s own', () => {
  test('refuses a placeholder that nobody fills, by its name', () => {
    const parsed = letterForm('approved').safeParse({ body: 'Dear {name}', seenRevision: '0' })
    expect(parsed.error?.issues).toMatchObject([
      { path: ['body'], message: 'letters.error.unknown', params: { values: { name: '{name}' } } },
    ])
    expect(letterForm('approved').safeParse({ body: 'Until {appealUntil}', seenRevision: '0' }).success).toBe(
      false,
    )
    expect(letterForm('declined').safeParse({ body: 'Until {appealUntil}', seenRevision: '0' }).success).toBe(
      true,
    )
  })
})
