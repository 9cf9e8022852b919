import { describe, expect, test } from 'vitest'
import { goneFrom, panelForm } from '#app/forms/panel.form.ts'

const plans = [
  { id: 'a', needs: { reasons: [] } },
  { id: 'b', needs: { reasons: [] } },
]

describe('several plans decided in one form', () => {
  test('one without an outcome is left as it is', () => {
    const typed = { outcome_a: 'approved', reason_a: 'Clear.', seen_a: '4', outcome_b: '', seen_b: '2' }
    expect(panelForm(plans).parse(typed)).toEqual([
      { id: 'a', outcome: 'approved', reason: 'Clear.', reasons: {}, seenRevision: 4 },
    ])
  })

  test('a decision about a plan that somebody moved on meanwhile is named with its words, never dropped', () => {
    const typed = {
      outcome_a: 'declined',
      reason_a: 'Too late.',
      reason_rights_a: 'Nobody on duty.',
      seen_a: '4',
    }
    const closed = [
      { id: 'a', title: 'Nets and names' },
      { id: 'c', title: 'Songs' },
    ]
    expect(goneFrom(typed, closed)).toEqual([{ id: 'a', title: 'Nets and names', words: typed }])
    expect(goneFrom({ ...typed, outcome_a: '' }, closed)).toEqual([])
    expect(goneFrom(typed, [])).toEqual([])
  })
})
