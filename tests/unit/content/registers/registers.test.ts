import { describe, expect, test } from 'vitest'
import { hintOf, labelOf, optionLabel, optionsOf, schemaOf, wordOf } from '#content/registers/definition.ts'
import { isRegister, pageOf, registerIds, registers, sealedParts } from '#content/registers/registers.ts'
import {
  addMonths,
  coverageOf,
  expiryOf,
  monthsBetween,
  notReadyToMeet,
  standingOfReferral,
  stateOfTraining,
  trainedShares,
} from '#content/registers/standing.ts'
import { riskGroups } from '#content/registers/vocabulary.ts'
import { wordsFor } from '#content/words.ts'

const site = '6f1b0c1e-5d1a-4a53-9d1e-0d4c1f1f7a11'
const today = '2026-03-15'

describe('every register', () => {
  test.each(registerIds)('%s has its words in both languages', (id) => {
    const register = registers[id]
    for (const t of [wordsFor('en'), wordsFor('fr')]) {
      for (const what of ['title', 'lead', 'add', 'edit', 'one'])
        expect(t(wordOf(register, what))).not.toBe('')
      if (!('listedWith' in register))
        for (const what of ['empty', 'first']) expect(t(wordOf(register, what))).not.toBe('')
      for (const field of register.fields) {
        expect(t(labelOf(register, field))).not.toBe('')
        const hint = hintOf(register, field)
        if (hint) expect(t(hint)).not.toBe('')
        const options = field.kind === 'scale' ? ['1', '2', '3', '4', '5'] : optionsOf(field)
        for (const option of options) expect(t(optionLabel(field, option))).not.toBe('')
        if (field.section) expect(t(wordOf(register, `section.${field.section}`))).not.toBe('')
      }
    }
  })

  test.each(registerIds)('%s knows its fields and its page', (id) => {
    const register = registers[id]
    const fields = register.fields.map((field) => field.id)
    expect(new Set(fields).size).toBe(fields.length)
    expect(fields).toEqual(expect.arrayContaining([...register.columns]))
    expect(isRegister(pageOf(register))).toBe(true)
    expect(fields).not.toContain('seal')
  })

  test.each(registerIds)('%s refuses what no form of it writes', (id) => {
    const schema = schemaOf(registers[id])
    expect(schema.safeParse({ somethingElse: 'x' }).success).toBe(false)
    expect(schema.safeParse(null).success).toBe(false)
  })
})

describe('a risk', () => {
  const risk = {
    group: 'participants',
    affected: 'Women who sell at the landing place',
    event: 'Somebody is seen speaking with us.',
    likelihood: 3,
    severity: 4,
    residualLikelihood: 2,
    residualSeverity: 4,
    community: 'agrees',
  }
  const faults = (more: object) =>
    schemaOf(registers.risks)
      .safeParse({ ...risk, ...more })
      .error?.issues.map(({ path }) => path[0])

  test('belongs to one of sixteen groups', () => {
    expect(riskGroups).toHaveLength(16)
    expect(faults({ group: 'reputation' })).toEqual(['group'])
  })

  test('keeps its harm unless a control is named that makes it smaller', () => {
    expect(faults({})).toBeUndefined()
    expect(faults({ residualSeverity: 3 })).toEqual(['smallerHarm'])
    expect(faults({ residualSeverity: 3, smallerHarm: 'A nurse is there.' })).toBeUndefined()
  })

  test('does not grow by being controlled', () => {
    expect(faults({ residualLikelihood: 4 })).toEqual(['residualLikelihood'])
    expect(faults({ residualSeverity: 5 })).toEqual(['residualSeverity'])
  })

  test('has somebody for each new control', () => {
    expect(faults({ control: 'Meet elsewhere.' })).toEqual(['owner'])
  })

  test('that is sealed says no more than may be counted', () => {
    expect(sealedParts(registers.risks, risk).open).toEqual({
      group: 'participants',
      likelihood: 3,
      severity: 4,
      residualLikelihood: 2,
      residualSeverity: 4,
    })
  })
})

describe('a referral', () => {
  test.each([
    ['2026-03-15', 'fresh', 0],
    ['2025-09-16', 'fresh', 5],
    ['2025-09-15', 'stale', 6],
    ['2025-08-14', 'stale', 7],
  ] as const)('tried on %s is %s', (triedOn, state, months) => {
    expect(standingOfReferral({ triedOn }, today)).toEqual({ state, months })
  })

  test('nobody has called has never been tried', () => {
    expect(standingOfReferral({}, today).state).toBe('never')
  })

  test('months end where the calendar ends', () => {
    expect(addMonths('2025-08-31', 6)).toBe('2026-02-28')
    expect(monthsBetween('2025-08-31', '2026-02-28')).toBe(5)
  })
})

describe('training', () => {
  test.each([
    [{ result: 'not_yet' }, 'needed'],
    [{ result: 'not_yet', heldOn: '2026-04-01' }, 'booked'],
    [{ result: 'not_yet', heldOn: '2026-02-01' }, 'needed'],
    [{ result: 'done', heldOn: '2026-02-01' }, 'done'],
    [{ result: 'competent', heldOn: '2026-02-01' }, 'competent'],
    [{ result: 'competent', heldOn: '2025-05-01' }, 'expiring'],
    [{ result: 'done', heldOn: '2025-03-01' }, 'expired'],
    [{ result: 'done', heldOn: '2025-03-01', expiresOn: '2027-03-01' }, 'done'],
  ])('%j is %s', (values, state) => {
    expect(stateOfTraining(values, today)).toBe(state)
  })

  test('counts twelve months unless another day is written', () => {
    expect(expiryOf({ heldOn: '2025-05-01' })).toBe('2026-05-01')
  })

  test('is shared out by kind of work, each person once', () => {
    const row = (who: string, part: string, more: object) => ({ who, part, course: 'full', ...more })
    const rows = [
      row('A.', 'driver', { result: 'not_yet' }),
      row('a.', 'driver', { result: 'done', heldOn: '2026-01-10' }),
      row('B.', 'driver', { result: 'done', heldOn: '2024-01-10' }),
      row('C.', 'focal_point', { course: 'data', result: 'done', heldOn: '2026-01-10' }),
    ]
    expect(trainedShares(rows, today)).toEqual([
      { part: 'focal_point', trained: 0, of: 1 },
      { part: 'driver', trained: 1, of: 2 },
    ])
  })

  test('for first response is competent only when it was shown', () => {
    const given = {
      who: 'A.',
      part: 'focal_point',
      course: 'first_response',
      result: 'competent',
      heldOn: '2026-01-10',
    }
    const schema = schemaOf(registers.training)
    expect(schema.safeParse({ ...given, proof: 'attendance' }).success).toBe(false)
    expect(schema.safeParse({ ...given, proof: 'role_play' }).success).toBe(true)
  })
})

test('a site is covered by a focal point and a deputy, both paid and both trained', () => {
  const at = (part: string, paidHours: number) => ({ site, part, paidHours, role: part, meets: 'no' })
  const trained = (part: string) => ({
    site,
    part,
    who: part,
    course: 'full',
    result: 'done',
    heldOn: '2026-01-10',
  })
  const whole = [at('focal_point', 4), at('deputy', 2)]
  expect(coverageOf([site], whole, [trained('focal_point'), trained('deputy')], today)).toEqual([
    { site, focalPoint: true, deputy: true, paidTime: true, trained: true },
  ])
  expect(coverageOf([site], [at('focal_point', 0)], [], today)).toEqual([
    { site, focalPoint: true, deputy: false, paidTime: false, trained: false },
  ])
})

test('nobody meets participants without the code of conduct and the talk on the first day', () => {
  expect(notReadyToMeet({ meets: 'yes' })).toEqual(['code', 'dayOne'])
  const ready = { meets: 'yes', codeOn: '2026-01-01', dayOneOn: '2026-01-01', firstContactOn: '2026-01-02' }
  expect(notReadyToMeet(ready)).toEqual([])
  expect(notReadyToMeet({ ...ready, firstContactOn: '2025-12-30' })).toEqual(['late'])
  expect(notReadyToMeet({ meets: 'no' })).toEqual([])
})
